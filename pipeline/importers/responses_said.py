"""Say of a table of responses what its rows lack: answers in all, in some, or a description of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.config import Responses
from pipeline.importers.describe import blocks_for, listed
from pipeline.importers.sheets import Sheet
from pipeline.sources import Refusal, Unreadable

SHOWN = 8  # columns named in a message
NO_ANSWERS = "Name the column of their answers under text in its [[ingest.responses]] block of study.toml, or take the table out of the corpus."


def unanswered(rows: Sequence[int], sheet: str) -> tuple[Unreadable, ...]:
    """Say of rows with something in them that nobody answered there."""
    if not rows:
        return ()
    which = f"e.g. row {', '.join(map(str, rows[:3]))}{f' of sheet {sheet!r}' * bool(sheet)}"
    message = f"has {len(rows)} row{'s'[: len(rows) > 1]} with nothing in the text columns, {which}; they are no documents"
    return (Unreadable("empty", message, "Nothing, where these people gave no answer; else name the column of their answer under text.", "note"),)


def nobody(rows: Sequence[int], sheet: str, described: Responses) -> tuple[Unreadable, ...]:
    """Say that no row of a sheet has an answer: another column may hold them."""
    where = f"in sheet {sheet!r} " * bool(sheet)
    if not rows:
        return (Unreadable("empty", f"has {where}no rows under its header; it gives no documents", NO_ANSWERS, "warning"),)
    columns = f"the text column{'s'[: len(described.text) > 1]} {', '.join(map(repr, described.text[:SHOWN]))}"
    which = f"e.g. row {', '.join(map(str, rows[:3]))}"
    message = f"has {where}{len(rows)} row{'s'[: len(rows) > 1]}, all with nothing in {columns}, {which}; they are no documents"
    return (Unreadable("empty", message, NO_ANSWERS, "warning"),)


def undescribed(name: str, sheets: Sequence[Sheet]) -> Refusal:
    """Refuse a table that study.toml does not describe, with the block to write where its columns plainly tell."""
    blocks = blocks_for(name, sheets)
    remedy = "If it holds responses, put this into study.toml and correct it; else take it out of the corpus:"
    if not blocks:
        remedy = (
            "No column of it plainly holds what people wrote. If one does, name it under text in an [[ingest.responses]] block of study.toml; "
            "else take it out of the corpus. It has:"
        )
    message = "is a table, and is not read: study.toml does not say which of its columns hold what people wrote"
    return Refusal("responses-not-described", message, "\n".join([remedy, *filter(None, [listed(sheets), blocks])]), "warning")
