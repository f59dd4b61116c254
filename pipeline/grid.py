"""Lay documents, source types and places against themes: how much of each is coded, and the best passage for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.citations import citation_of
from pipeline.evidence import NOT_QUOTED, Evidence, dated, rows_of, top_themes
from pipeline.locate import locator
from pipeline.tables import GRID
from pipeline.wording import count, one_line, shorten, tidy

MOST_DOCUMENTS = 40  # of more documents the page shows source types and places in their stead
LONGEST_TITLE = 30  # characters of a title in a cell
NOT_GIVEN = "not given"
KINDS = ("document", "source_type", "place")
HEADS = {"document": "Documents", "source_type": "Source types", "place": "Places"}


@dataclass(frozen=True)
class GridCell:
    """``count`` as ``3 of 41``; ``href``, ``locator`` and ``citation`` of the best passage, empty where none may be shown."""

    count: str
    documents: str
    href: str
    locator: str
    citation: str


@dataclass(frozen=True)
class GridRow:
    """A document, source type or place; ``href`` leads to the document."""

    name: str
    href: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """One grid of the page."""

    kind: str
    caption: str
    head: str
    themes: tuple[str, ...]
    rows: tuple[GridRow, ...]


def grid_of(evidence: Evidence) -> pd.DataFrame:
    """Return a GRID table: a row for each document, source type and place, and each theme, whether coded or not.

    The best passage is the chosen quote with the highest score among a row's, a representative one before a dissenting one; else the coded
    passage with the highest score of a document that may be quoted. Of equals the first by segment_id.
    """
    counts = evidence.document_themes.merge(_places(evidence), on="document_id", validate="many_to_one")
    best = _ranked(evidence)
    frames = [_of_kind(kind, counts, best) for kind in KINDS]
    return GRID.frame(pd.concat(frames, ignore_index=True))


def _places(evidence: Evidence) -> pd.DataFrame:
    given = evidence.documents[["document_id", "source_type", "place"]]
    blank = {name: [value if isinstance(value, str) else "" for value in given[name].tolist()] for name in ("source_type", "place")}
    return given.assign(**blank, document=given["document_id"])


def _ranked(evidence: Evidence) -> pd.DataFrame:
    """Return coded passages of quotable documents, the best first: segment_id, theme_id, document_id, quote_id (null where not chosen)."""
    documents, quotes = evidence.documents, evidence.quotes
    shown = documents.loc[~documents["quotable"].isin(NOT_QUOTED), "document_id"]
    order = {"representative": 0, "dissenting": 1}
    chosen = quotes.assign(turn=quotes["role"].map(order))[["segment_id", "theme_id", "quote_id", "turn"]]
    first = chosen.sort_values(["turn", "quote_id"]).drop_duplicates(["segment_id", "theme_id"])
    given = evidence.given[["segment_id", "theme_id", "score"]]
    held = evidence.segments.loc[evidence.segments["text"] != "", ["segment_id", "document_id"]]  # what is published has no other text
    rows = given.merge(held, on="segment_id", validate="many_to_one")
    rows = rows[rows["document_id"].isin(shown)].merge(first, on=["segment_id", "theme_id"], how="left", validate="one_to_one")
    rows = rows.assign(turn=rows["turn"].fillna(len(order))).sort_values(["turn", "score", "segment_id"], ascending=[True, False, True])
    return rows.merge(_places(evidence), on="document_id", validate="many_to_one")


def _of_kind(kind: str, counts: pd.DataFrame, best: pd.DataFrame) -> pd.DataFrame:
    keys = [kind, "theme_id"]
    with_theme = counts.assign(found=counts["n_assigned"] > 0, coded=counts["n_segments"] > 0)
    summed = with_theme.groupby(keys, as_index=False).agg(
        n_assigned=("n_assigned", "sum"), n_segments=("n_segments", "sum"), n_found=("found", "sum"), n_documents=("coded", "sum")
    )
    first = best.drop_duplicates(keys)[[*keys, "segment_id", "quote_id"]]
    joined = summed.merge(first, on=keys, how="left", validate="one_to_one")
    return joined.rename(columns={kind: "row"}).assign(kind=kind)


def tell_grid(evidence: Evidence, grid: pd.DataFrame) -> tuple[Grid, ...]:
    """Lay out the grid for the page: by document where there are no more than ``MOST_DOCUMENTS``, else by source type and by place."""
    shown = KINDS[:1] if len(evidence.documents) <= MOST_DOCUMENTS else KINDS[1:]
    known = _Known(
        evidence.segment_rows(grid["segment_id"].dropna().unique()),
        evidence.document_rows,
        {row.quote_id: one_line(row.citation) for row in rows_of(evidence.quotes)},
    )
    return tuple(made for kind in shown if (made := _grid(evidence, grid[grid["kind"] == kind], known)).rows)


@dataclass(frozen=True)
class _Known:
    segments: Mapping[str, Any]
    documents: Mapping[str, Any]
    citations: Mapping[str, str]


def _grid(evidence: Evidence, rows: pd.DataFrame, known: _Known) -> Grid:
    kind = str(rows["kind"].iloc[0]) if len(rows) else KINDS[0]
    themes = top_themes(evidence.codebook)
    cells = {(row.row, row.theme_id): row for row in rows_of(rows)}
    names = list(evidence.listed["document_id"]) if kind == "document" else sorted(rows["row"].unique(), key=lambda name: (name == "", name))
    lines = (_row(name, kind, [cells.get((name, theme.id)) for theme in themes], known) for name in names)
    caption = f"{HEADS[kind]} and themes: how many passages with the theme of all that count, and the best of them; machine-coded, uncorrected"
    return Grid(kind, caption, HEADS[kind][:-1], tuple(one_line(theme.name) for theme in themes), tuple(lines))


def _row(name: str, kind: str, cells: list[Any], known: _Known) -> GridRow:
    made = tuple(_cell(cell, kind, known) for cell in cells)
    if kind == "document":
        document = known.documents[name]
        return GridRow(f"{one_line(document.title)} ({dated(document)})", f"#document-{name}", made)
    return GridRow(tidy(name) if name else NOT_GIVEN, "", made)


def _cell(cell: Any, kind: str, known: _Known) -> GridCell:
    if cell is None or not cell.n_segments:
        return GridCell("nothing counts", "", "", "", "")
    coded = f"{cell.n_assigned:,} of {cell.n_segments:,}"
    documents = "" if kind == "document" else f"{cell.n_found:,} of {count(cell.n_documents, 'document')}"
    if not isinstance(cell.segment_id, str):
        return GridCell(coded, documents, "", "may not be quoted" if cell.n_assigned else "", "")
    segment = known.segments[cell.segment_id]
    chosen = isinstance(cell.quote_id, str)
    cited = known.citations[cell.quote_id] if chosen else citation_of(segment, known.documents[segment.document_id])
    name = cell.quote_id if chosen else cell.segment_id
    where = locator(segment) if kind == "document" else f"{_short(known.documents[segment.document_id])}, {locator(segment)}"
    return GridCell(coded, documents, address_of(name), where, cited)


def _short(document: Any) -> str:
    return shorten(document.title, LONGEST_TITLE) if pd.isna(document.reference) else one_line(document.reference)


def address_of(name: str) -> str:
    """Return where the page opens a quote or segment; the mark that ends a document's id is written as addresses need it.

    >>> address_of("minutes-0a#00000012-00000040")
    '#quote-minutes-0a%2300000012-00000040'
    """
    return f"#quote-{name.replace('%', '%25').replace('#', '%23')}"
