"""Lay out what documents propose, and the figures they give, as tables of the page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.evidence import NOT_QUOTED, Evidence
from pipeline.page_tables import Cell, PageTable, Row, laid_out
from pipeline.tables.listed import KINDS_OF_PROPOSALS
from pipeline.wording import NOTHING, count, one_line, shorten

MOST_CHARACTERS = 240  # of an action or a measure; the table beside the report has the sentence


def recommendations_table(evidence: Evidence) -> PageTable:
    """Lay out what is recommended, committed to, asked for and done, by kind and then by date."""
    shown, withheld = _shown(evidence, evidence.recommendations)
    kinds = {kind: n for n, kind in enumerate(KINDS_OF_PROPOSALS)}
    ordered = shown.assign(_kind=shown["kind"].map(kinds)).sort_values(["_kind", "_order", "start"], kind="stable")
    rows, cut_note = laid_out(ordered, lambda row: _proposal_cells(evidence, row), "recommendations")
    columns = ("Kind", "Who", "What", "By when", "Status", "Themes", "Beside it", "Where")
    caption = (
        "What the documents recommend, commit to, ask for and say is done, found by rule in single sentences; beside it, how many passages "
        "of other sources are nearest to it in meaning"
    )
    return PageTable("recommendations-table", caption, columns, rows, wide=("What", "Where"), note=" ".join(filter(None, [cut_note, withheld])))


def indicators_table(evidence: Evidence) -> PageTable:
    """Lay out figures, those of one series together, with what disputes them and what is alike and not comparable."""
    shown, withheld = _shown(evidence, evidence.indicators)
    first = shown.groupby("series")[["_order", "start"]].transform("min") if len(shown) else shown[["_order", "start"]]
    ordered = shown.assign(_series=first["_order"], _at=first["start"]).sort_values(["_series", "_at", "series", "_order", "start"], kind="stable")
    said = dict(zip(shown["indicator_id"].tolist(), shown["said"].tolist(), strict=True))
    rows, cut_note = laid_out(ordered, lambda row: _figure_cells(evidence, row, said), "indicators")
    columns = ("Figure", "Of what", "Year", "Kind", "Status", "Claimed by", "Similar, not comparable", "Where")
    caption = "Figures that the documents give, those of one series together; none is checked"
    return PageTable("indicators-table", caption, columns, rows, ("Figure",), ("Of what", "Where"), " ".join(filter(None, [cut_note, withheld])))


def _shown(evidence: Evidence, rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Leave out what stands in documents that may not be quoted, and say how much that is."""
    order = {document_id: n for n, document_id in enumerate(evidence.by_date["document_id"])}
    closed = set(evidence.documents.loc[evidence.documents["quotable"].isin(NOT_QUOTED), "document_id"])
    kept = rows[~rows["document_id"].isin(closed)]
    left = len(rows) - len(kept)
    note = f"{count(left, 'row')} of documents that may not be quoted {'is' if left == 1 else 'are'} left out." if left else ""
    return kept.assign(_order=kept["document_id"].map(order)), note


def _proposal_cells(evidence: Evidence, row: Any) -> Row:
    themes = ", ".join(evidence.subject("theme", theme_id) for theme_id in row.theme_ids) or NOTHING
    kind = Cell(row.kind, anchor=row.recommendation_id)
    owner = _said(row.owner) if pd.isna(row.lead) else f"{_said(row.owner)}; lead: {one_line(row.lead)}"
    status = row.status if pd.isna(row.decided_by) else f"{row.status} (decided by {one_line(row.decided_by)})"
    action = shorten(one_line(row.action), MOST_CHARACTERS)
    return (kind, owner, action, _said(row.deadline), status, themes, _beside(row), _where(evidence, row))


def _beside(row: Any) -> str:
    """Count what other sources say beside a proposal, and what later documents say of it; the table beside the report lists them."""
    counted = {
        "for": row.evidence_for,
        "against": row.evidence_against,
        "near": row.near,
        "later, that it is done": row.reported_by,
        "later, anew": row.superseded_by,
    }
    return ", ".join(f"{len(passages):,} {what}" for what, passages in counted.items() if len(passages)) or NOTHING


def _figure_cells(evidence: Evidence, row: Any, said: dict[str, str]) -> Row:
    told = pd.isna(row.of) or " of " in row.said or " in " in row.said or not any(map(str.isdigit, row.said))  # "half" says of how many itself
    whole = one_line(row.said) if told else f"{one_line(row.said)} of {row.of:,.0f}"
    alike = ", ".join(one_line(said[other]) for other in row.similar if other in said) or NOTHING
    disputed = f"{row.status} ({count(len(row.opposed_by), 'sentence')} beside it)" if len(row.opposed_by) else row.status
    mentions = f" and {count(len(row.mentions) - 1, 'more place')}" if len(row.mentions) > 1 else ""
    where = _where(evidence, row)
    placed = Cell(where.text + mentions, where.href)
    measure = shorten(one_line(row.measure), MOST_CHARACTERS)
    return (Cell(whole, anchor=row.indicator_id), measure, _said(row.period), row.kind, disputed, _said(row.claimed_by), alike, placed)


def _where(evidence: Evidence, row: Any) -> Cell:
    page = "" if pd.isna(row.page) else f"page {row.page}, "
    return Cell(f"{shorten(evidence.titles[row.document_id], 60)}, {page}paragraph {row.paragraph}", f"#document-{row.document_id}")


def _said(value: Any) -> str:
    return NOTHING if pd.isna(value) else one_line(value)
