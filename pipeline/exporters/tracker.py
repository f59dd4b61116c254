"""Lay out recommendations as a tracker can continue them."""

from __future__ import annotations

from functools import cache, partial

import pandas as pd

from pipeline.evidence import Evidence
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
    name = cache(partial(evidence.subject, "theme"))
    beside = {
        "Themes": [[name(theme_id) for theme_id in theme_ids] for theme_ids in shown["theme_ids"]],
        "Where": _places(evidence, shown),
    }
    used = {*COLUMNS.values(), "theme_ids", "start", "end", "_kind", "_order"}
    others = shown[[name for name in shown.columns if name not in used]].rename(columns=heading)
    meanings = {column.name: column.meaning for column in TABLES["recommendations"].columns}
    said = {heading(name): meaning for name, meaning in meanings.items()} | {name: meanings[column] for name, column in COLUMNS.items()} | ALSO
    lines = ("Found by rule. See notes 5 and 6. Add columns to the right to continue it.", say_withheld(evidence, rows))
    title = "What documents recommend, commit to, ask for and say is done"
    table = pd.concat([tracked, pd.DataFrame(beside, index=shown.index), others], axis=1)
    return Sheet("Recommendations", title, tuple(filter(None, lines)), table, said)


def _places(evidence: Evidence, shown: pd.DataFrame) -> list[str]:
    """Say where each sentence stands: the document's title, cut where it is long, page where the file knows it, paragraph."""
    title = cache(lambda document_id: shorten(evidence.titles[document_id], LONGEST_TITLE))
    pages = ("" if pd.isna(page) else f"page {page}, " for page in shown["page"])
    places = zip(shown["document_id"], pages, shown["paragraph"], strict=True)
    return [f"{title(document_id)}, {page}paragraph {paragraph}" for document_id, page, paragraph in places]
