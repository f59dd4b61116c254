"""Lay out recommendations as a tracker can continue them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.evidence import Evidence, rows_of
from pipeline.exporters.shown import quotable, say_withheld
from pipeline.exporters.spreadsheet import Sheet, heading
from pipeline.tables import TABLES
from pipeline.tables.listed import KINDS_OF_PROPOSALS
from pipeline.wording import shorten

COLUMNS = {
    "Reference": "reference",
    "Origin": "origin",
    "Date": "date",
    "Area": "area",
    "Recommendation": "text",
    "Lead": "lead",
    "Action": "action",
    "Status": "status",
}
ALSO = {
    "Lead": "who leads on it, as a person decided; else who is to do it, as the text names them",
    "Themes": "themes of the sentence’s passage, machine-coded",
    "Where": "document and place in it",
}
LONGEST_TITLE = 90


def tracker_sheet(evidence: Evidence) -> Sheet:
    """Return the recommendations, by kind and then by date, with the columns that a council's tracker has, and then all others."""
    rows = evidence.recommendations
    kinds = {kind: n for n, kind in enumerate(KINDS_OF_PROPOSALS)}
    shown = quotable(evidence, rows).assign(_kind=lambda t: t["kind"].map(kinds)).sort_values(["_kind", "_order", "start"], kind="stable")
    tracked = shown.assign(lead=shown["lead"].where(shown["lead"].notna(), shown["owner"]))[list(COLUMNS.values())].set_axis(list(COLUMNS), axis=1)
    beside = {
        "Themes": [[evidence.subject("theme", theme_id) for theme_id in row.theme_ids] for row in rows_of(shown)],
        "Where": [where_of(evidence, row, LONGEST_TITLE) for row in rows_of(shown)],
    }
    used = {*COLUMNS.values(), "theme_ids", "start", "end", "_kind", "_order"}
    others = shown[[name for name in shown.columns if name not in used]].rename(columns=heading)
    meanings = {column.name: column.meaning for column in TABLES["recommendations"].columns}
    said = {heading(name): meaning for name, meaning in meanings.items()} | {name: meanings[column] for name, column in COLUMNS.items()} | ALSO
    lines = ("Found by rule. See notes 5 and 6. Add columns to the right to continue it.", say_withheld(evidence, rows))
    title = "What documents recommend, commit to, ask for and say is done"
    table = pd.concat([tracked, pd.DataFrame(beside, index=shown.index), others], axis=1)
    return Sheet("Recommendations", title, tuple(filter(None, lines)), table, said)


def where_of(evidence: Evidence, row: Any, most: int) -> str:
    """Say where a sentence stands: the document's title, cut at ``most`` characters, page where the file knows it, paragraph."""
    page = "" if pd.isna(row.page) else f"page {row.page}, "
    return f"{shorten(evidence.titles[row.document_id], most)}, {page}paragraph {row.paragraph}"
