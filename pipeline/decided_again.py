"""Hold what people decided to take out, and nothing finds any more, to what is published now: by its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.finding import NAMES, Asked, Finding, key_of_name
from pipeline.finding_rows import Rows
from pipeline.forms_shown import Cell, Place
from pipeline.name_forms import fold, words_of
from pipeline.name_lookup import Lookup
from pipeline.names_found import Name
from pipeline.numbers_again import Numbers, letters_of
from pipeline.people import Person

PERSONS = frozenset({"person", "official"})
PASSAGES = frozenset({"third party", "blame", "exempt item"})
WORD = re.compile(r"\w+")
InCell = tuple[Cell, int, int]


def lost_names(asked: Iterable[Asked], people: Iterable[Person]) -> list[Asked]:
    """Return the names that somebody decided to take out and that are nobody's whom the study's documents name, each once."""
    known = {person.key for person in people}
    lost = {key_of_name(one.found): one for one in asked if one.kind in PERSONS and one.decision != "keep" and one.found}
    return [one for key, one in lost.items() if key not in known]


def with_names(names: Sequence[Sequence[Name]], texts: Sequence[str], lost: Sequence[Asked]) -> list[list[Name]]:
    """Return the names of each text with those lost, wherever they stand in full, with capitals, and no other name reaches beyond them.

    >>> lost = [Asked("x1", "person", "redact", "Zadie Ashgrove")]
    >>> [name.text for name in with_names([[Name(4, 12, "Ashgrove")]], ["Mrs Ashgrove met Zadie Ashgrove."], lost)[0]]
    ['Ashgrove', 'Zadie Ashgrove']
    """
    lookup, asked = Lookup(one.found for one in lost), {words_of(one.found): one for one in lost}
    made = []
    for own, text in zip(names, texts, strict=True):
        kept = list(own)
        for start, end in lookup.spans(text):
            met = [name for name in kept if name.start < end and start < name.end]
            if text[start].isupper() and all(start <= name.start and name.end <= end for name in met):
                one = asked[words_of(text[start:end])]
                kept = [name for name in kept if name not in met] + [Name(start, end, one.found, one.kind == "official")]
        made.append(sorted(kept, key=lambda name: name.start))
    return made


def with_persons(people: Sequence[Person], lost: Iterable[Asked]) -> list[Person]:
    """Return the persons of a study and those lost whom no text names in full: their forms are looked for all the same."""
    known = {person.key for person in people}
    places, alone = (people[0].places, people[0].alone) if people else (frozenset[str](), frozenset[str]())
    keys = {key_of_name(one.found): one for one in lost}
    others = (Person(key, one.found, one.kind == "official", "", (), places, alone) for key, one in keys.items() if key not in known)
    return [*people, *others]


class Again:
    """Finds again by their words what people decided on; ``decided``: by review_id what is decided on a row that has another id now."""

    def __init__(self, study: Rows, found: Iterable[Finding], documents: Mapping[str, str], cells: Sequence[Cell]) -> None:
        """Take what makes rows, what was found, the texts of documents by document_id, and further texts that would be published."""
        self._study, self._documents, self._cells = study, documents, cells
        self._found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for row in found:
            self._found[_words(row.kind, row.found)].append(row)
        self.decided: dict[str, str] = {}

    def rows(self, asked: Iterable[Asked]) -> list[Finding]:
        """Return the rows of what somebody decided on, whose ids no finding has; none for what is found under another id, or was to stay."""
        lost = [one for one in asked if not self._is_found(one) and one.decision in {"redact", "withhold"}]
        bodies = [one for one in lost if one.kind == "organisation"]
        passages = [one for one in lost if one.kind in PASSAGES]
        return [*self._bodies(bodies), *self._passages(passages), *self._numbers([one for one in lost if one.kind not in PASSAGES | NAMES])]

    def _is_found(self, asked: Asked) -> bool:
        """Tell whether the same words are found under another id, in the same document where a document is named; they are decided on then."""
        same = self._found.get(_words(asked.kind, asked.found), [])
        here = [row for row in same if row.kind in PERSONS or asked.path in {"", row.path}]
        self.decided |= {row.review_id: asked.decision for row in here}
        return bool(here)

    def _bodies(self, asked: Sequence[Asked]) -> Iterator[Finding]:
        """Yield a row for each document that tells of a body: for the one in which it was found alone, where that is still there."""
        lookup = Lookup(one.found for one in asked)
        told: dict[str, set[str]] = defaultdict(set)
        cells: dict[str, list[InCell]] = defaultdict(list)
        for name, text in self._study.texts.items() if asked else ():
            for start, end in lookup.spans(text):
                told[words_of(text[start:end])].add(name)
        for text, name in self._cells if asked else ():
            for start, end in lookup.spans(text):
                told[words_of(text[start:end])] |= {name} - {""}
                cells[words_of(text[start:end])].append(((text, name), start, end))
        for one in asked:
            own = {name for name, path in self._study.paths.items() if path == one.path} or self._study.texts.keys()
            there = sorted(told[words_of(one.found)] & own)
            rows = [self._study.named(name, one.found) for name in there] or [self._study.decided(one, [], cells[words_of(one.found)])]
            self.decided |= {row.review_id: one.decision for row in rows}
            yield from rows

    def _numbers(self, asked: Sequence[Asked]) -> Iterator[Finding]:
        numbers = Numbers({one.found: one.kind for one in asked})
        places: dict[str, list[Place]] = defaultdict(list)
        cells: dict[str, list[InCell]] = defaultdict(list)
        for name, text in self._study.texts.items() if asked else ():
            for _, start, end in numbers.found(text):
                places[letters_of(text[start:end])].append((name, start, end))
        for text, name in self._cells if asked else ():
            for _, start, end in numbers.found(text):
                cells[letters_of(text[start:end])].append(((text, name), start, end))
        for one in asked:
            yield self._study.decided(one, places[letters_of(one.found)], cells[letters_of(one.found)])

    def _passages(self, asked: Sequence[Asked]) -> Iterator[Finding]:
        """Yield a row for each passage, wherever its words stand in documents, whatever their capitals and what parts them."""
        plain = {name: _plain(text) for name, text in self._documents.items()} if asked else {}
        for one in asked:
            words = WORD.findall(one.found)
            pattern = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
            there = [name for name, text in plain.items() if words and _plain(one.found) in text]
            yield self._study.decided(one, [(name, *match.span()) for name in there for match in pattern.finditer(self._documents[name])])


def _plain(text: str) -> str:
    return f" {' '.join(WORD.findall(text.lower()))} "


def _words(kind: str, found: str) -> tuple[str, str]:
    if kind in PERSONS:
        return "person", key_of_name(found)
    return kind, fold(found) if kind in NAMES else found
