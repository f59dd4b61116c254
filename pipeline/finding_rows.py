"""Make the rows of the review: a row for each person, body, number, passage and promise, with where it would be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pipeline.addresses_found import find_addresses
from pipeline.finding import CONTEXT, Asked, Finding, id_of
from pipeline.forms_shown import Cell, Place, Places
from pipeline.name_forms import fold
from pipeline.name_lookup import Lookup
from pipeline.names_found import Name
from pipeline.people import Person
from pipeline.promises import promises_in
from pipeline.schema import tuples
from pipeline.withheld import is_of_third_party, lays_blame
from pipeline.wording import one_line, shorten

Spans = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Rows:
    """The texts of documents, with what the manifest says of them after each, and their paths, by document_id.

    ``shown``: the spans that would be published, what the manifest says among them; ``passages_shown``: of the documents themselves;
    ``places``: where forms of persons' names stand in all that would be published.
    """

    texts: Mapping[str, str]
    paths: Mapping[str, str]
    shown: Spans
    passages_shown: Spans
    places: Mapping[str, Places] = field(default_factory=dict)

    def person(self, person: Person) -> Finding:
        """Make the row of a person: wherever one of the forms of the name would be published it counts, whoever is meant there."""
        mentions = [(mention.document_id, mention.start, mention.end) for mention in person.mentions]
        places = self.places.get(person.key, Places())
        spans = [*mentions, *(place for place in places.passages if not any(_meet(place, own) for own in mentions))]
        return self._beside(self._row("official" if person.official else "person", ("", person.key), person.name, spans), places.cells)

    def named(self, document_id: str, body: str) -> Finding:
        """Make the row of a body in a document."""
        spans = [(document_id, start, end) for start, end in Lookup([body]).spans(self.texts[document_id])]
        return self._row("organisation", (document_id, fold(body)), body, spans or [(document_id, 0, 0)])

    def numbers(self, document_id: str) -> Iterator[Finding]:
        """Make a row for each address and number of a document."""
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for one in find_addresses(self.texts[document_id]):
            found.setdefault((one.kind, one_line(one.text)), []).append((one.start, one.end))
        return (self.made(kind, document_id, text, spans) for (kind, text), spans in found.items())

    def passages(self, document_id: str, names: Sequence[Name]) -> Iterator[Finding]:
        """Make a row for each passage that tells of somebody's case, or lays blame; ``names``: of the document."""
        text = self.texts[document_id]
        for start, end in sorted(set(self.passages_shown.get(document_id, ()))):
            own = [Name(name.start - start, name.end - start, name.text, name.official) for name in names if start <= name.start < end]
            if is_of_third_party(text[start:end], own):
                yield self.made("third party", document_id, text[start:end], [(start, end)])
            if lays_blame(text[start:end]):
                yield self.made("blame", document_id, text[start:end], [(start, end)])

    def promised(self, documents: pd.DataFrame) -> Iterator[Finding]:
        """Make a row for each promise of a document whose attribution is none, or was decided in the manifest."""
        for row in tuples(documents[documents["attribution"].notna()]):
            for one in promises_in(row.text):
                yield replace(self.made("promise", row.document_id, one.text, [(one.start, one.end)], always=True), settled=_settled(row))

    def made(self, kind: str, document_id: str, found: str, spans: Iterable[tuple[int, int]], *, always: bool = False) -> Finding:
        """Make the row of something in one document; ``always``: it counts as published if anything of the document is."""
        where = [(document_id, start, end) for start, end in spans]
        row = self._row(kind, (document_id, one_line(found)), one_line(found), where)
        quoted = always and bool(self.passages_shown.get(document_id))
        return replace(row, n_published=max(1, row.n_published)) if quoted else row

    def decided(self, asked: Asked, spans: Sequence[Place], cells: Sequence[tuple[Cell, int, int]] = ()) -> Finding:
        """Make the row of what somebody decided on and nothing finds any more, where its words stand now: an orphan where they are nowhere."""
        return replace(self._beside(self._row(asked.kind, ("", asked.found), asked.found, spans), cells), review_id=asked.review_id)

    @staticmethod
    def _beside(row: Finding, cells: Sequence[tuple[Cell, int, int]]) -> Finding:
        """Count the cells that would be published, where nothing else of it would be."""
        return row if row.n_published or not cells else replace(row, n_published=len(cells), context=_around(cells[0]))

    def _row(self, kind: str, key: tuple[str, str], found: str, spans: Sequence[Place]) -> Finding:
        if not spans:
            return Finding(id_of(kind, *key), kind, "", "", found, "", 0, 0)
        document_id, start, end = next((span for span in spans if self._is_shown(*span)), spans[0])
        text = self.texts[document_id]
        context = one_line(text[max(0, start - CONTEXT) : end + CONTEXT]) if end - start < 2 * CONTEXT else shorten(text[start:end], 300)
        n_published = sum(self._is_shown(*span) for span in spans)
        return Finding(id_of(kind, *key), kind, document_id, self.paths[document_id], found, context, len(spans), n_published, tuple(spans))

    def _is_shown(self, document_id: str, start: int, end: int) -> bool:
        return any(start < b and end > a for a, b in self.shown.get(document_id, ()))


def _settled(row: Any) -> str:
    """Return the attribution of a document that the manifest says; empty where the promise alone set it to none."""
    told = getattr(row, "settled", None if row.attribution == "none" else row.attribution)
    return told if isinstance(told, str) else ""


def _meet(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _around(cell: tuple[Cell, int, int]) -> str:
    (text, _), start, end = cell
    return one_line(text[max(0, start - CONTEXT) : end + CONTEXT])
