"""Say where forms of persons' names stand in what would be published, as the redactor would take them out there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.name_forms import words_of
from pipeline.name_lookup import Lookup
from pipeline.people import Person
from pipeline.redact import is_somebody

Place = tuple[str, int, int]  # document_id, start, end
Cell = tuple[str, str]  # a text that would be published beside the passages, and the id of its document; "": nobody's
Bearers = dict[str, set[str]]  # by the words of a form the keys of those who bear it


@dataclass
class Places:
    """Where the forms of one person's name stand: in passages and in what the manifest says, and in cells of tables."""

    passages: list[Place] = field(default_factory=list)
    cells: list[tuple[Cell, int, int]] = field(default_factory=list)


def places_shown(
    people: Sequence[Person], texts: Mapping[str, str], shown: Mapping[str, Sequence[tuple[int, int]]], cells: Iterable[Cell]
) -> dict[str, Places]:
    """Find where forms of persons' names would be published, whoever is meant there.

    Args:
        people: of the study.
        texts: of documents, with what the manifest says of each, by document_id.
        shown: the spans of these that would be published.
        cells: further texts that would be published, each once.

    Returns:
        The places by the key of each person of whom there is one, in order.
    """
    forms, found = _Forms(people), defaultdict[str, Places](Places)
    for document_id, spans in shown.items():
        for key, start, end in forms.found(texts[document_id], document_id) if spans else ():
            if any(start < b and end > a for a, b in spans):
                found[key].passages.append((document_id, start, end))
    for cell in cells:
        for key, start, end in forms.found(*cell):
            found[key].cells.append((cell, start, end))
    return dict(found)


class _Forms:
    """Looks up the forms of all persons at once."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._whole = _bearers((form, person.key) for person in people for form in person.forms.whole)
        self._single = _bearers((form, person.key) for person in people for form in person.forms.single)
        self._doubtful = _bearers((form, person.key) for person in people for form in person.forms.doubtful)
        self._lookups = [(bearers, Lookup(bearers)) for bearers in (self._whole, self._single, self._doubtful)]
        self._there = {person.key: {mention.document_id for mention in person.mentions} for person in people}

    def found(self, text: str, document_id: str) -> Iterator[tuple[str, int, int]]:
        """Yield key, start and end: a form of two words or more; else a word, of those who bear it in the document, of anybody where none does."""
        taken: list[tuple[int, int]] = []
        for bearers, lookup in self._lookups:
            own = [span for span in lookup.spans(text) if not any(a < span[1] and span[0] < b for a, b in taken)]
            taken += own if bearers is self._whole else []
            for start, end in own:
                if bearers is self._doubtful and not is_somebody(text, start, end):
                    continue
                keys = bearers[words_of(text[start:end])]
                here = keys if bearers is self._whole else {key for key in keys if document_id in self._there[key]}
                yield from ((key, start, end) for key in sorted(here or keys))


def _bearers(forms: Iterable[tuple[str, str]]) -> Bearers:
    found: Bearers = {}
    for form, key in forms:
        found.setdefault(words_of(form), set()).add(key)
    return found
