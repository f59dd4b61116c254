"""Put pseudonyms and brackets in place of what may not be published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pipeline.addresses_found import find_addresses
from pipeline.name_propagation import Lookup, fold, words_of
from pipeline.name_words import DOES, OFFICES, TITLES
from pipeline.names_found import word_after
from pipeline.people import Person

TITLE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(TITLES | OFFICES, key=len, reverse=True))})\b\.?\s{{1,2}}\Z", re.IGNORECASE)
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
    ``literal``: names of bodies, with what stands in their place; ``keep``: addresses and numbers, folded, that a person lets stand.
    """

    people: Sequence[tuple[Person, str]] = ()
    kept: Sequence[Person] = ()
    literal: Mapping[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()


class Redactor:
    """Redacts texts; what it leaves is what ``scan`` looks for."""

    def __init__(self, gone: Gone) -> None:
        """Take whom and what to redact."""
        self._gone = gone
        self._whole = {words_of(form): name for person, name in gone.people for form in person.forms.whole}
        self._lookup = Lookup(form for person, _ in gone.people for form in person.forms.whole)
        self._literal = Lookup(gone.literal)
        self._of_literal = {words_of(form): name for form, name in gone.literal.items()}
        kept = {fold(form) for person in gone.kept for form in (*person.forms.single, *person.forms.doubtful)}
        self._kept = Lookup(form for person in gone.kept for form in person.forms.whole)
        self._single = [(form, person, name, fold(form) in kept) for person, name in gone.people for form in person.forms.single]
        self._doubtful = [(form, person, name, fold(form) in kept) for person, name in gone.people for form in person.forms.doubtful]
        self._forms: dict[str, tuple[tuple[Lookup, dict[str, str]], tuple[Lookup, dict[str, str]]]] = {}

    def edits(self, text: str, document_id: str = "") -> list[Edit]:
        """Return what to replace in a text, in order, none overlapping another; ``document_id``: whose words it is, which says who a surname is."""
        standing = list(self._kept.spans(text))
        found = [Edit(start, end, self._whole[words_of(text[start:end])]) for start, end in self._lookup.spans(text)]
        single, doubtful = self._of(document_id)
        found += [Edit(start, end, single[1][words_of(text[start:end])]) for start, end in single[0].spans(text)]
        found += [
            Edit(start, end, doubtful[1][words_of(text[start:end])]) for start, end in doubtful[0].spans(text) if _is_somebody(text, start, end)
        ]
        found += [Edit(start, end, self._of_literal[words_of(text[start:end])]) for start, end in self._literal.spans(text)]
        found += [Edit(one.start, one.end, f"[{one.kind}]") for one in find_addresses(text) if fold(one.text) not in self._gone.keep]
        free = [one for one in found if not any(start < one.end and end > one.start for start, end in standing)]
        return list(_apart(_with_titles(text, free)))

    def __call__(self, text: str, document_id: str = "") -> str:
        """Return a text with all of it replaced."""
        return _edited(text, 0, len(text), self.edits(text, document_id))

    def _of(self, document_id: str) -> tuple[tuple[Lookup, dict[str, str]], tuple[Lookup, dict[str, str]]]:
        """Return the single words to look for in a document: those of its own persons first; words that a kept person shares only there."""
        if document_id not in self._forms:
            self._forms[document_id] = (_chosen(self._single, document_id), _chosen(self._doubtful, document_id))
        return self._forms[document_id]


def _chosen(forms: Iterable[tuple[str, Person, str, bool]], document_id: str) -> tuple[Lookup, dict[str, str]]:
    names: dict[str, str] = {}
    for form, person, name, shared in forms:
        here = any(mention.document_id == document_id for mention in person.mentions)
        if here or (not shared and words_of(form) not in names):
            names[words_of(form)] = name
    return Lookup(names), names


def _is_somebody(text: str, start: int, end: int) -> bool:
    """Tell whether a word that may be any other stands for a person: it has a capital, and a title before it or what persons do after it."""
    return text[start].isupper() and bool(TITLE_BEFORE.search(text[max(0, start - 20) : start]) or word_after(text, end) in DOES)


def _with_titles(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        title = TITLE_BEFORE.search(text[max(0, edit.start - 20) : edit.start])
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
        """Return where ``[start, end)`` of the document stands in ``text``; both within one passage that is published."""
        n = bisect_right([span[0] for span in self.spans], start) - 1
        return self._at(n, start, last=False), self._at(n, end, last=True)

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
