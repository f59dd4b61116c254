"""Lay out the evidence base: how many documents of which type, place and year, and each document with its id, hash and reading."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

import pandas as pd

from pipeline.evidence import Evidence, dated, rows_of
from pipeline.page_tables import Cell, PageTable, Row, cut, laid_out
from pipeline.unlisted import say_unlisted
from pipeline.wording import NOTHING, count, listing, one_line, percent, tidy, years

MOST_COLUMNS = 10  # spans of years side by side
WIDTHS = (1, 2, 5, 10, 20, 50, 100)  # years in a column: the least that gives no more columns than that
MOST_LISTED = 2000
HEX = 12  # digits of a hash that are shown
NOT_GIVEN = "not given"
UNDATED = "undated"
ALL = "All"


def base_table(evidence: Evidence) -> PageTable:
    """Lay out the number of documents by source type and place, a row each, and by year, with sums."""
    documents = evidence.documents
    spans = _spans(documents["year"])
    where = documents.assign(
        source_type=_given(documents["source_type"], tidy),
        place=_given(documents["place"], one_line),
        span=[UNDATED if pd.isna(year) else spans[int(year)] for year in documents["year"]],
    )
    names = [*dict.fromkeys(spans[year] for year in sorted(spans)), *([UNDATED] if documents["year"].isna().any() else [])]
    counts = where.groupby(["source_type", "place", "span"]).size().unstack(fill_value=0).reindex(columns=names, fill_value=0)
    lines = [(str(kind), str(place), *line) for (kind, place), line in zip(counts.index, counts.to_numpy(), strict=True)]
    rows, note = cut(
        (
            *((kind, place, *(f"{n:,}" if n else NOTHING for n in line), f"{sum(line):,}") for kind, place, *line in lines),
            (ALL, ALL, *(f"{n:,}" for n in counts.sum()), f"{len(documents):,}"),
        ),
        "documents",
    )
    columns = ("Source type", "Place", *names, "Documents (n)")
    return PageTable("base-table", "Documents by source type, place and year", columns, rows, columns[2:], (), note)


def _given(column: pd.Series[Any], written: Callable[[str], str]) -> list[str]:
    return [written(value) if isinstance(value, str) else NOT_GIVEN for value in column]


def _spans(years: pd.Series[Any]) -> dict[int, str]:
    """Name for each year that occurs the span of years in whose column it stands."""
    known = sorted({int(year) for year in years.dropna()})
    if not known:
        return {}
    starts = {width: {year: year - year % width for year in known} for width in WIDTHS}
    width = next((width for width in WIDTHS if len(set(starts[width].values())) <= MOST_COLUMNS), WIDTHS[-1])
    return {year: str(start) if width == 1 else f"{start} to {start + width - 1}" for year, start in starts[width].items()}


def received_table(evidence: Evidence) -> PageTable:
    """Lay out each document with its id, provider, hash, size, what may be done with its words, and how well it could be read."""
    documents = evidence.listed.merge(_readings(evidence), on="document_id", how="left", validate="one_to_one")
    documents = documents.merge(_paragraphs(evidence), on="document_id", how="left", validate="one_to_one")
    rows, note = laid_out(documents, _received, "documents", MOST_LISTED)
    columns = ("Id", "Title", "Date", "Place", "Publisher", "Address", "SHA-256", "Size", "Its words", "Reading")
    caption = f"List of evidence: every document that was read, with the first {HEX} digits of its hash (csv/documents.csv has all)"
    return PageTable("received-table", caption, columns, rows, (), ("Id", "Title", "Reading"), " ".join(filter(None, [note, say_unlisted(evidence)])))


def _received(row: Any) -> Row:
    given = [one_line(value) if isinstance(value, str) else NOTHING for value in (row.place, row.publisher, row.url)]
    pages = [] if pd.isna(row.n_pages) else [count(int(row.n_pages), "page")]
    size = ", ".join([*pages, count(0 if pd.isna(row.n_paragraphs) else int(row.n_paragraphs), "paragraph")])
    document = Cell(row.document_id, href=f"#document-{row.document_id}")
    return (document, one_line(row.title), dated(row), *given, row.sha256[:HEX], size, _access(row), _reading(row))


def _access(row: Any) -> str:
    quotable = {"yes": "may be quoted", "paraphrase": "may be paraphrased, not quoted", "no": "not to be quoted"}
    named = {"named": "people named", "role": "people by their role", "none": "nobody named"}
    return "; ".join([quotable.get(row.quotable, "not decided: not for publication"), named.get(row.attribution, "attribution not decided")])


def _reading(row: Any) -> str:
    """Say in which language a document is, and how much of it was recognised on pictures of pages, how surely, and how much not at all."""
    language = "language not known" if row.language == "und" else f"language {row.language}"
    if pd.isna(row.recognised) or not row.recognised:
        recognised = "read as text"
    else:
        recognised = f"{percent(row.recognised, 0)} recognised on pictures of pages, sure to {row.confidence:.0f} of 100 on average"
    missing = 0 if pd.isna(row.n_pages) or pd.isna(row.pages_read) else int(row.n_pages - row.pages_read)
    return "; ".join([language, recognised, *([f"{count(missing, 'page')} without text"] if missing > 0 else [])])


def _readings(evidence: Evidence) -> pd.DataFrame:
    """Return by document_id the share of characters that were recognised, how surely (0 to 100, mean over those), and the pages with text."""
    blocks = evidence.blocks.assign(size=evidence.blocks["end"] - evidence.blocks["start"])
    scanned = blocks[blocks["confidence"].notna()].assign(weight=lambda t: t["size"] * t["confidence"])
    found = pd.DataFrame({"size": blocks.groupby("document_id")["size"].sum(), "pages_read": blocks.groupby("document_id")["page"].nunique()})
    found = found.join(scanned.groupby("document_id").agg(scanned=("size", "sum"), weight=("weight", "sum"))).fillna({"scanned": 0})
    found = found.assign(recognised=found["scanned"] / found["size"], confidence=found["weight"] / found["scanned"].where(found["scanned"] > 0))
    return found.reset_index()[["document_id", "recognised", "confidence", "pages_read"]]


def _paragraphs(evidence: Evidence) -> pd.DataFrame:
    return evidence.segments.groupby("document_id")["paragraph"].max().rename("n_paragraphs").reset_index()


def years_without(known: Collection[int]) -> list[str]:
    """Write the years between the first and the last known that are not among them, those that follow each other as a span.

    >>> years_without({2006, 2008, 2013, 2014}), years_without(set())
    (['2007', '2009 to 2012'], [])
    """
    return [years(before + 1, after - 1) for before, after in pairwise(sorted(known)) if after - before > 1]


def say_gaps(evidence: Evidence) -> tuple[str, ...]:
    """Name the years between the first and the last that no document is of."""
    missing = years_without({int(row.year) for row in rows_of(evidence.documents) if pd.notna(row.year)})
    return (f"No document is of {listing(missing, 'or')}.",) if missing else ()
