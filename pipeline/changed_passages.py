"""Say which passages that two runs quote or list are new, gone, or have another value in any column; never with their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.changed_rows import Change, Key, Row, columns_of, folded, held_together, rows_of_table
from pipeline.tables import TABLES
from pipeline.wording import one_line

PLACE = ("segment_id", "start", "end", "page", "paragraph")  # where a passage stands: no difference by itself; a citation names it
OWN_IDS = ("similar", "superseded_by")  # ids that follow from places: how many there are is held together
PLACED = ("reply_segment_id", "evidence_for", "evidence_against", "near", "reported_by", "mentions", "opposed_by", "beside")  # document_id#place
SHOWN = (
    "kind",
    "status",
    "year",
    "value",
    "of",
    "unit",
    "framing",
    "voice",
    "theme_ids",
    "lead",
    "decided_by",
    "decided_on",
)  # no words of documents
KEYS = {"quotes": "quote_id", "recommendations": "recommendation_id", "indicators": "indicator_id"}
NOT_COMPARED = {"series"}  # in indicators: follows from measure, unit and document, which are


def changed_quotes(old: Path, new: Path) -> Iterator[Change]:
    """Yield quotes that are new, gone, stand in another role or have another value in a column.

    Of none are the words given, since a document may have been withdrawn: of a column that holds words of documents its name alone.
    """
    one_side, other_side, compared = _sides(old, new, "quotes")
    for before, after in held_together(one_side, other_side, _key_of_quote):
        row = after or before
        if row is None:
            continue
        by_person = "decided_by" in compared
        one, other = (_role(side, by_person=by_person) if side else "" for side in (before, after))
        what = f"{row['theme_id']}: {one_line(str(row['citation']))}"
        if one != other:
            yield Change("quotes", _what(before, after), str(row["quote_id"]), what, one, other)
        if before and after:
            said = {"role", "decided_by"} if one != other else {"role"}
            yield from _cells("quotes", (before, after), what, [name for name in compared if name not in said])


def changed_listed(old: Path, new: Path, table: str) -> Iterator[Change]:
    """Yield recommendations or indicators that are new, gone, or have another value in a column; of none are the words given."""
    one_side, other_side, compared = _sides(old, new, table)
    titles = {
        row["document_id"]: one_line(str(row["title"]))
        for side in (old, new)
        for row in rows_of_table(side, "documents", ("document_id", "title")) or []
    }
    for before, after in held_together(one_side, other_side, _key_of_listed):
        row = after or before
        if row is None:
            continue
        where = f"{titles.get(row['document_id'], '')}, paragraph {row['paragraph']}"
        if before and after:
            yield from _cells(table, (before, after), where, compared)
        else:
            yield Change(table, _what(before, after), str(row[KEYS[table]]), f"{row['kind']}, {where}")


def _sides(old: Path, new: Path, table: str) -> tuple[list[Row], list[Row], list[str]]:
    """Return a table's rows in both runs, none of either where one has no such table, and the columns that both have and that are compared."""
    names = TABLES[table].names
    one, other = rows_of_table(old, table, names), rows_of_table(new, table, names)
    if one is None or other is None:
        return [], [], []
    left_out = {KEYS[table], "document_id", *PLACE, *NOT_COMPARED}
    both = columns_of(old, table) & columns_of(new, table)
    return list(one), list(other), [name for name in names if name in both and name not in left_out]


def _key_of_quote(row: Row) -> Key:
    return str(row["theme_id"]), str(row["document_id"]), folded(row["text"])


def _key_of_listed(row: Row) -> Key:
    return str(row["document_id"]), folded(row["text"]), str(row.get("said", ""))


def _cells(table: str, pair: tuple[Row, Row], where: str, compared: Sequence[str]) -> Iterator[Change]:
    """Yield the cells of a row that differ: with both values where they are no words of a document, else the columns in one."""
    before, after = pair
    differing = [name for name in compared if _held(table, name, before) != _held(table, name, after)]
    for name in differing:
        if name in SHOWN:
            yield Change(table, "changed", str(after[KEYS[table]]), f"{where}: {name}", _said(before[name]), _said(after[name]))
    named = [name for name in differing if name not in SHOWN]
    if named:
        yield Change(table, "changed", str(after[KEYS[table]]), f"{where}: {', '.join(named)}")


def _held(table: str, name: str, row: Row) -> Any:
    """Return what of a cell is compared: of ids that name a place the document, of others that follow from places their number."""
    value = row[name]
    if name in OWN_IDS:
        return len(value or [])
    if name in PLACED:
        return sorted(part.split("#")[0] for part in ([value] if isinstance(value, str) else value or []))
    if name == "reference" and value == row[KEYS[table]]:
        return None  # it has no number of its own
    return value


def _role(row: Row, *, by_person: bool) -> str:
    return f"{row['role']}, chosen by a person" if by_person and row["decided_by"] is not None else str(row["role"])


def _what(before: Row | None, after: Row | None) -> str:
    return "changed" if before and after else "added" if after else "removed"


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:.12g}" if isinstance(value, float) else one_line(str(value))
