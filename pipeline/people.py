"""Gather the persons that a study names, and give each a pseudonym that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.name_forms import Forms, fold, forms_of, parts_of
from pipeline.name_propagation import linked
from pipeline.names_found import Name

GENERAL = "Resident"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Mention:
    """Where a document names a person."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Person:
    """Somebody whom documents name: ``key`` is the name in one way of writing; ``official``: shown in public role wherever the full name stands."""

    key: str
    name: str
    official: bool
    role: str
    mentions: tuple[Mention, ...]
    places: frozenset[str] = frozenset()  # folded words of places and bodies: one that is a surname too may be either
    alone: frozenset[str] = frozenset()  # folded words that stand for persons in this study even alone, though they are others elsewhere

    @cached_property
    def forms(self) -> Forms:
        """The forms in which the name may stand, of all ways in which documents write it in full."""
        written = sorted({mention.text for mention in self.mentions if self._in_full(mention)} | {self.name})
        all_forms = [forms_of(name) for name in written]
        sure = (form for one in all_forms for form in one.doubtful if fold(form) in self.alone)
        single = tuple(dict.fromkeys([*(form for one in all_forms for form in one.single), *sure]))
        places = tuple(form for form in single if fold(form) in self.places)
        return Forms(
            tuple(dict.fromkeys(form for one in all_forms for form in one.whole)),
            tuple(form for form in single if form not in places),
            tuple(dict.fromkeys([*(form for one in all_forms for form in one.doubtful if form not in single), *places])),
        )

    def _in_full(self, mention: Mention) -> bool:
        """Tell whether a mention has the whole name, or more than one word of it with an initial (Mary J Brown of Mary Brown)."""
        parts = parts_of(mention.text)
        return fold(" ".join(parts)) == self.key or (len(parts) > 1 and any(len(part) == 1 for part in parts))


def gather_people(names: Mapping[str, Sequence[Name]], places: frozenset[str] = frozenset(), alone: frozenset[str] = frozenset()) -> list[Person]:
    """Gather the persons named in documents, in order of their first mention.

    Args:
        names: of each document, by document_id, in order of the text.
        places: words of places and bodies that the study knows, folded: a surname that is one is doubtful, for by itself it is mostly the place.
        alone: words that stand for persons in this study even alone, folded: a surname that is one goes wherever it stands.

    Returns:
        One person for each full name, wherever it stands; a surname alone is the person of that surname who is nearest before it in the same
        document, and a person of its own where there is none.
    """
    mentions: dict[str, list[tuple[Mention, Name]]] = {}
    for document_id in sorted(names):
        for name, full in linked(names[document_id]):
            key = fold(" ".join(parts_of(full))) or fold(full)
            mentions.setdefault(key, []).append((Mention(document_id, name.start, name.end, name.text), name))
    return [replace(_person(key, own), places=places, alone=alone) for key, own in mentions.items()]


def _person(key: str, own: Sequence[tuple[Mention, Name]]) -> Person:
    in_full = [(mention, name) for mention, name in own if fold(" ".join(parts_of(mention.text))) == key] or own
    written = Counter(" ".join(mention.text.split()) for mention, _ in in_full)
    roles = Counter(name.role for _, name in own if name.role)
    return Person(
        key,
        min(written, key=lambda text: (-written[text], text)),
        official=any(name.official for _, name in own),
        role=min(roles, key=lambda role: (-roles[role], role)) if roles else "",
        mentions=tuple(mention for mention, _ in own),
    )


def give_pseudonyms(people: Iterable[Person], known: Mapping[str, str]) -> dict[str, str]:
    """Give each person a pseudonym in brackets: the role that documents say, else Resident, and a letter.

    >>> give_pseudonyms([Person("ann ash", "Ann Ash", False, "", ())], {"bo elm": "[Resident A]"})["ann ash"]
    '[Resident B]'

    Args:
        people: in order.
        known: pseudonyms given before, by key: they stay, and are given to nobody else.
    """
    given, used = dict(known), set(known.values())
    for person in people:
        if person.key not in given:
            role = person.role or GENERAL
            given[person.key] = next(name for n in range(len(used) + 1) if (name := f"[{role} {letters(n)}]") not in used)
            used.add(given[person.key])
    return given


def letters(n: int) -> str:
    """Count in letters.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    return (letters(n // 26 - 1) if n >= 26 else "") + LETTERS[n % 26]
