"""Put pseudonyms and brackets in place of what may not be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.addresses_found import find_addresses
from pipeline.name_forms import fold, words_of
from pipeline.name_lookup import Lookup
from pipeline.name_said import word_after
from pipeline.name_words import DOES, OFFICES, TITLES
from pipeline.numbers_again import Numbers
from pipeline.people import Person
from pipeline.wording import one_line

TITLE_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(sorted(TITLES | OFFICES, key=len, reverse=True))})\b\.?\s{{1,2}})+\Z", re.IGNORECASE)
SOMEBODY = "[name]"  # where a name may be that of two persons, and one of them is not to be named
GAP = "\n\n[…]\n\n"  # between passages that are published of one document


@dataclass(frozen=True)
class Edit:
    """``[start, end)`` of a text and what stands in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Gone:
    """Whom and what to redact.

    ``people``: persons and their pseudonyms; ``kept``: persons who stay, so that a surname they share is theirs in documents that name only them;
    ``bodies``: by document the names of bodies, with what stands in their place; ``keep``: ids of documents with addresses and numbers, folded,
    that a person lets stand in them; ``numbers``: addresses and numbers that were found, with their kind: each goes wherever it stands.
    """

    people: Sequence[tuple[Person, str]] = ()
    kept: Sequence[Person] = ()
    bodies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keep: frozenset[tuple[str, str]] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)


class Redactor:
    """Redacts texts; what it leaves is what ``scan`` looks for."""

    def __init__(self, gone: Gone) -> None:
        """Take whom and what to redact."""
        self._gone = gone
        self._whole = {words_of(form): name for person, name in gone.people for form in person.forms.whole}
        self._lookup = Lookup(form for person, _ in gone.people for form in person.forms.whole)
        of_any = {body: f"{put.partition(' ')[0].rstrip(']')}]" for own in gone.bodies.values() for body, put in own.items()}
        self._bodies = {name: (Lookup(own), {words_of(form): put for form, put in own.items()}) for name, own in {**gone.bodies, "": of_any}.items()}
        self._kept = Lookup(form for person in gone.kept for form in person.forms.whole if words_of(form) not in self._whole)
        self._stays = words_by_document(gone.kept)
        self._single = [(words_of(form), person, name) for person, name in gone.people for form in person.forms.single]
        self._doubtful = [(words_of(form), person, name) for person, name in gone.people for form in person.forms.doubtful]
        self._numbers = Numbers(gone.numbers)
        self._forms: dict[str, tuple[tuple[Lookup, dict[str, str]], tuple[Lookup, dict[str, str]]]] = {}

    def edits(self, text: str, document_id: str = "") -> list[Edit]:
        """Return what to replace in a text, in order, none overlapping another.

        Args:
            text: of a document or about one.
            document_id: whose words it is, which says who a surname is; empty: nobody's, so that a surname that anybody shares who is not to be
                named is taken out.
        """
        standing = list(self._kept.spans(text))
        found = [Edit(start, end, self._whole[words_of(text[start:end])]) for start, end in self._lookup.spans(text)]
        single, doubtful = self._of(document_id)
        found += [Edit(start, end, single[1][words_of(text[start:end])]) for start, end in single[0].spans(text)]
        found += [Edit(start, end, doubtful[1][words_of(text[start:end])]) for start, end in doubtful[0].spans(text) if is_somebody(text, start, end)]
        bodies, in_place = self._bodies.get(document_id, (Lookup(()), {}))
        found += [Edit(start, end, in_place[words_of(text[start:end])]) for start, end in bodies.spans(text)]
        numbers = [*((one.kind, one.start, one.end) for one in find_addresses(text)), *self._numbers.found(text)]
        stand = self._gone.keep
        found += [Edit(start, end, f"[{kind}]") for kind, start, end in numbers if (document_id, fold(one_line(text[start:end]))) not in stand]
        free = [one for one in found if not any(start < one.end and end > one.start for start, end in standing)]
        return list(_apart(_with_titles(text, free)))

    def __call__(self, text: str, document_id: str = "") -> str:
        """Return a text with all of it replaced."""
        return _edited(text, 0, len(text), self.edits(text, document_id))

    def _of(self, document_id: str) -> tuple[tuple[Lookup, dict[str, str]], tuple[Lookup, dict[str, str]]]:
        """Return the single words to look for in a document: those of its own persons first; none that there is a kept person's alone."""
        if document_id not in self._forms:
            stays = self._stays.get(document_id, frozenset())
            self._forms[document_id] = (_chosen(self._single, document_id, stays), _chosen(self._doubtful, document_id, stays))
        return self._forms[document_id]


def words_by_document(people: Iterable[Person]) -> dict[str, frozenset[str]]:
    """Return by document the single words that are names of those whom it names."""
    found: dict[str, set[str]] = {}
    for person in people:
        own = {words_of(form) for form in (*person.forms.single, *person.forms.doubtful)}
        for mention in person.mentions:
            found.setdefault(mention.document_id, set()).update(own)
    return {document_id: frozenset(words) for document_id, words in found.items()}


def _chosen(forms: Iterable[tuple[str, Person, str]], document_id: str, stays: frozenset[str]) -> tuple[Lookup, dict[str, str]]:
    """Choose what stands for each word: its bearer in the document, nobody in particular where it has two, anybody's where it has none."""
    here: dict[str, set[str]] = {}
    others: dict[str, str] = {}
    for word, person, name in forms:
        if any(mention.document_id == document_id for mention in person.mentions):
            here.setdefault(word, set()).add(name)
        elif word not in stays:
            others.setdefault(word, name)
    own = {word: min(names) if len(names) == 1 and word not in stays else SOMEBODY for word, names in here.items()}
    names = others | own
    return Lookup(names), names


def is_somebody(text: str, start: int, end: int) -> bool:
    """Tell whether a word that may be any other stands for a person: it has a capital, and a title before it or what persons do after it."""
    return text[start].isupper() and bool(TITLE_BEFORE.search(text[max(0, start - 20) : start]) or word_after(text, end) in DOES)


def _with_titles(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        title = TITLE_BEFORE.search(text[max(0, edit.start - 40) : edit.start])
        yield Edit(edit.start - len(title[0]), edit.end, edit.text) if title else edit


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    past = -1
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= past:
            yield edit
            past = edit.end


class Reduced:
    """What is published of one document: its passages, redacted, in their order, with a mark where something is left out."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]], edits: Sequence[Edit]) -> None:
        """Take the document's text, the spans that may be shown, and the edits, both in the document's offsets."""
        self.spans = list(_merged(spans))
        self._edits = [_within(edits, start, end) for start, end in self.spans]
        pieces = [_edited(text, start, end, own) for (start, end), own in zip(self.spans, self._edits, strict=True)]
        self._starts = [0, *accumulate(len(piece) + len(GAP) for piece in pieces)]
        self.text = GAP.join(pieces)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where what is published of ``[start, end)`` of the document stands in ``text``: from its first to its last; (0, 0): nothing is."""
        parts = [(n, max(start, a), min(end, b)) for n, (a, b) in enumerate(self.spans) if a < end and start < b]
        if not parts:
            return 0, 0
        return self._at(parts[0][0], parts[0][1], last=False), self._at(parts[-1][0], parts[-1][2], last=True)

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether all of ``[start, end)`` of the document is published."""
        return any(a <= start and end <= b for a, b in self.spans)

    def _at(self, n: int, place: int, *, last: bool) -> int:
        begin, shift = self.spans[n][0], 0
        for edit in self._edits[n]:
            if edit.end <= place:
                shift += len(edit.text) - (edit.end - edit.start)
            elif edit.start < place:
                return self._starts[n] + edit.start - begin + shift + (len(edit.text) if last else 0)
        return self._starts[n] + place - begin + shift


def _within(edits: Iterable[Edit], start: int, end: int) -> list[Edit]:
    return [Edit(max(start, edit.start), min(end, edit.end), edit.text) for edit in edits if edit.start < end and edit.end > start]


def _edited(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    made, at = "", start
    for edit in edits:
        made, at = made + text[at : edit.start] + edit.text, edit.end
    return made + text[at:end]


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begin = past = -1
    for start, end in sorted(spans):
        if start > past:
            if past >= 0:
                yield begin, past
            begin, past = start, end
        past = max(past, end)
    if past >= 0:
        yield begin, past
