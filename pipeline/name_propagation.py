"""Find again, in a whole study, the names that were found once: surname alone, given name alone, initials, reversed, in capitals, possessive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pipeline.name_forms import fold, forms_of, parts_of, plural_of
from pipeline.name_lookup import Lookup
from pipeline.name_model import is_ordinary
from pipeline.name_runs import WORD
from pipeline.name_said import is_kin, word_after
from pipeline.name_words import BODIES, DOES, OFFICES, TITLES
from pipeline.names_found import Name, find_names
from pipeline.names_weighed import persons_only
from pipeline.no_names import SAINT
from pipeline.plain_writing import plain_writing

Finder = Callable[[Sequence[str]], list[list[Name]]]
WORD_BEFORE = re.compile(r"(?<![\w'’-])([A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*) \Z")
WITH_SAINT = re.compile(r"\b(?:St|Saint)\b")  # in a surname: Ann St Hilary
PLACE_AFTER = re.compile(r"[ \t]+([A-Z][\w’'-]+)")


def names_in(texts: Sequence[str], places: Iterable[str] = (), find: Finder = find_names, titles: Iterable[str] = ()) -> list[list[Name]]:
    """Find the names of persons in texts, each name found once also wherever else the same text has it or a part of it.

    Args:
        texts: documents. A name of two words or more that one of them has is looked for in all; a part of it in the same text alone.
        places: names of places and bodies that the study knows; a single word that is one is no person.
        find: what finds the names of each text by itself.
        titles: of documents, in which capitals show no name.

    Returns:
        The names of each text, in order; none overlaps another. Those found again take over what the first one says of a public role. Their
        places are those of the text as it stands, their ``text`` is in plain writing.
    """
    written = [plain_writing(text) for text in texts]
    weigh = partial(persons_only, headed=frozenset(fold(word) for title in titles for word in WORD.findall(plain_writing(title).text)))
    found = _names_in([one.text for one in written], [plain_writing(place).text for place in places], find, weigh)
    return [[_placed(name, one.span(name.start, name.end)) for name in own] for one, own in zip(written, found, strict=True)]


def known_words(places: Iterable[str]) -> frozenset[str]:
    """Return what names of places and bodies are, and each of their words, folded: by itself none of these is a person's name."""
    return frozenset(fold(word) for place in places for word in (place, *place.split()))


def _placed(name: Name, span: tuple[int, int]) -> Name:
    return replace(name, start=span[0], end=span[1])


def _names_in(texts: Sequence[str], places: Iterable[str], find: Finder, weigh: Callable[..., list[list[Name]]]) -> list[list[Name]]:
    known = known_words(places)
    found = weigh(texts, [_but_known(text, own, known) for text, own in zip(texts, find(texts), strict=True)], known)
    everywhere = [name for own in found for name in own if len(parts_of(name.text)) > 1]
    whole, officials = Lookup(form for name in everywhere for form in forms_of(name.text).whole), _officials(everywhere)
    joined = [_joined(own, _again(text, own, whole, officials)) for text, own in zip(texts, found, strict=True)]
    return [_but_known(text, own, known) for text, own in zip(texts, joined, strict=True)]


def _but_known(text: str, names: Iterable[Name], known: frozenset[str]) -> list[Name]:
    """Leave out what a place or body is called, but not whom a title or kin beside the name shows to be a person (Mrs Kent, my son Kent)."""
    return [name for name in names if name.titled or fold(name.text) not in known or is_kin(text, name.start)]


def _again(text: str, own: Sequence[Name], whole: Lookup, officials: Mapping[str, bool]) -> list[Name]:
    known = {**officials, **_officials(own)}
    found = [_named(text, span, known) for span in whole.spans(text) if _has_capitals(text[slice(*span)])]
    single = Lookup(form for name in own for form in forms_of(name.text).single)
    sainted = any(WITH_SAINT.search(name.text) for name in own)
    capitals = [span for span in single.spans(text) if text[span[0]].isupper() and not _is_of_place(text, span[1])]
    alone = [span for span in capitals if sainted or not _is_saint(text, span[0])]
    found += [_named(text, (_with_word_before(text, start), end), known) for start, end in alone]
    doubtful = Lookup(form for name in own for form in forms_of(name.text).doubtful)
    found += [_named(text, span, known) for span in doubtful.spans(text) if text[span[0]].isupper() and word_after(text, span[1]) in DOES]
    return found


def _has_capitals(name: str) -> bool:
    words = name.split()
    return words[0][:1].isupper() and words[-1][:1].isupper()


def _named(text: str, span: tuple[int, int], officials: Mapping[str, bool]) -> Name:
    start, end = span
    words = parts_of(text[start:end])
    return Name(start, end, text[start:end], officials.get(fold(words[-1]) if words else "", False))


def _officials(names: Sequence[Name]) -> dict[str, bool]:
    """Tell by folded last word whether all who bear it are shown in public role: where one is not, none is taken to be."""
    known: dict[str, bool] = {}
    people: dict[str, bool] = {}
    for name in names:
        people[fold(name.text)] = people.get(fold(name.text), False) or name.official
    for text, official in people.items():
        words = parts_of(text)
        if len(words) > 1:
            known[words[-1]] = known.get(words[-1], True) and official
    return known


def _with_word_before(text: str, start: int) -> int:
    """Return where a name begins of which a word was found again: a capitalised word of no dictionary before it belongs to it."""
    before = WORD_BEFORE.search(text[max(0, start - 30) : start])
    return start - len(before[0]) if before and not (is_ordinary(before[1].casefold()) or before[1].casefold() in TITLES | OFFICES) else start


def _is_saint(text: str, start: int) -> bool:
    return bool(SAINT.search(text[max(0, start - 8) : start]))


def _is_of_place(text: str, end: int) -> bool:
    """Tell whether a word goes on as the name of a place or body does: Hope Street."""
    after = PLACE_AFTER.match(text, end)
    return bool(after) and after[1].casefold() in BODIES  # type: ignore[index]


def _joined(own: Sequence[Name], again: Sequence[Name]) -> list[Name]:
    """Keep all names that overlap as the one that has them all."""
    made: list[Name] = []
    shown = set(own)
    for name in sorted([*own, *again], key=lambda name: (name.start, -name.end)):
        if made and name.start < made[-1].end:
            last, more = made[-1], name.text[made[-1].end - name.start :] if name.end > made[-1].end else ""
            official = last.official or (name.official and name in shown)
            made[-1] = replace(last, end=max(last.end, name.end), text=last.text + more, official=official, role=last.role or name.role)
            continue
        made.append(name)
    return _settled(made)


def _settled(names: list[Name]) -> list[Name]:
    """Let a person whom one passage shows in public role be an official wherever the full name stands."""
    official = {fold(name.text) for name in names if name.official}
    known = _officials(names)
    return [replace(name, official=name.official or fold(name.text) in official or _last_known(name, known)) for name in names]


def _last_known(name: Name, known: Mapping[str, bool]) -> bool:
    words = parts_of(fold(name.text))
    return len(words) == 1 and known.get(words[0], False)


def linked(names: Sequence[Name]) -> Iterator[tuple[Name, str]]:
    """Give each name of a text with the full name it stands for: that of the nearest before it with the same word, else the next, else itself."""
    full_parts = [(name, parts) for name in names if len(parts := parts_of(name.text)) > 1]
    whole = [(name, frozenset(map(fold, (*parts, plural_of(parts[-1]))))) for name, parts in full_parts]
    for name in names:
        words = frozenset(fold(part) for part in parts_of(name.text) if len(part) > 1)
        fits = [other for other, own in whole if words and words <= own and other.text != name.text]
        before = [other for other in fits if other.start < name.start]
        full = name.text if len(parts_of(name.text)) > 1 and not _has_initial(name.text) else ""
        yield name, full or (before[-1].text if before else fits[0].text if fits else name.text)


def _has_initial(name: str) -> bool:
    return any(len(part) == 1 for part in parts_of(name))
