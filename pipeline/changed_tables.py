"""Say what differs between the tables of two runs: documents, figures, verdicts, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.changed_rows import Change, Row, held_together, key_of, rows_of_table
from pipeline.wording import NOTHING, one_line, percent

DESCRIBED = ("title", "date", "place", "source_type", "publisher", "reference", "quotable", "attribution", "cluster_id", "language")
USED = ("exact", "moved", "elsewhere", "nearest", "by id", "written")
SUBJECT = ("subject_kind", "subject_id", "group_kind", "group")


def changed_documents(old: Path, new: Path) -> Iterator[Change]:
    """Yield documents that were added, removed, moved to another path with the same bytes, or changed, in bytes or in what is known of them."""
    rows = _both(old, new, "documents", ("document_id", "path", "sha256", *DESCRIBED))
    pairs = list(held_together(*rows, key_of("document_id")))
    gone = {row["sha256"]: row for row, other in pairs if row and not other}
    come = {row["sha256"] for other, row in pairs if row and not other}
    for before, after in pairs:
        if before and after:
            yield from _changed_document(before, after)
        elif after and after["sha256"] in gone:
            yield Change("documents", "moved", after["document_id"], _title(after), str(gone[after["sha256"]]["path"]), str(after["path"]))
        elif after:
            yield Change("documents", "added", after["document_id"], _title(after), "", str(after["path"]))
        elif before and before["sha256"] not in come:
            yield Change("documents", "removed", before["document_id"], _title(before), str(before["path"]))


def _changed_document(before: Row, after: Row) -> Iterator[Change]:
    if before["sha256"] != after["sha256"]:
        yield Change(
            "documents", "changed", after["document_id"], f"{_title(after)}: the file", str(before["sha256"])[:12], str(after["sha256"])[:12]
        )
    for name in DESCRIBED:
        if before[name] != after[name]:
            yield Change("documents", "changed", after["document_id"], f"{_title(after)}: {name}", _said(before[name]), _said(after[name]))


def changed_figures(old: Path, new: Path) -> Iterator[Change]:
    """Yield shares of themes that are not the same when written with one decimal of a percent, with the numbers of documents they rest on."""
    rows = _both(old, new, "trends", (*SUBJECT, "period", "share", "n_documents"))
    one_side, other_side = ([row for row in side if row["subject_kind"] == "theme"] for side in rows)
    for before, after in held_together(one_side, other_side, key_of(*SUBJECT[1:], "period")):
        one, other = (percent(row["share"]) if row else "" for row in (before, after))
        row = after or before
        if row and one != other:
            what = f"{row['subject_id']}, {_group(row)}, {'all years' if row['period'] == 'all' else row['period']}"
            n_before, n_after = (side["n_documents"] if side else None for side in (before, after))
            yield Change("figures", _what(before, after), str(row["subject_id"]), what, one, other, n_before, n_after)


def changed_shifts(old: Path, new: Path) -> Iterator[Change]:
    """Yield verdicts between periods that are not the same, with the documents of both periods."""
    columns = (*SUBJECT, "kind", "period_from", "period_to", "verdict", "difference", "n_from", "n_to")
    for before, after in held_together(*_both(old, new, "shifts", columns), key_of(*SUBJECT, "kind", "period_from", "period_to")):
        row = after or before
        if row:
            what = f"{row['subject_id']}, {_group(row)}, {row['period_from']} to {row['period_to']} ({str(row['kind']).replace('_', ' and ')})"
            yield from _verdict("shifts", (before, after), what, ("n_from", "n_to"))


def changed_contrasts(old: Path, new: Path) -> Iterator[Change]:
    """Yield verdicts between groups that are not the same, with the documents of both groups."""
    columns = ("subject_kind", "subject_id", "group_kind", "a", "b", "verdict", "difference", "n_a", "n_b")
    for before, after in held_together(*_both(old, new, "contrasts", columns), key_of(*columns[:5])):
        row = after or before
        if row:
            pair = tuple(side and {**side, "verdict": _with_name(side)} for side in (before, after))
            yield from _verdict("contrasts", (pair[0], pair[1]), f"{row['subject_id']}, {row['a']} against {row['b']}", ("n_a", "n_b"))


def _with_name(row: Row) -> str:
    """Write which group is higher by its name."""
    named = {"higher in a": f"higher in {row['a']}", "higher in b": f"higher in {row['b']}"}
    return named.get(row["verdict"], str(row["verdict"]))


def _verdict(part: str, pair: tuple[Row | None, Row | None], what: str, counted: tuple[str, str]) -> Iterator[Change]:
    before, after = pair
    row = after or before
    one, other = (str(side["verdict"]) if side else "" for side in pair)
    if row and one != other:
        n_before, n_after = (sum(side[name] or 0 for name in counted) if side else None for side in pair)
        yield Change(part, _what(before, after), str(row["subject_id"]), what, one, other, n_before, n_after)


def changed_decisions(old: Path, new: Path) -> Iterator[Change]:
    """Yield every decision of a person: kept, orphaned, added, taken out of its file, or set aside."""
    pairs = held_together(_decisions(old), _decisions(new), key_of("decision_id"))
    for before, after in pairs:
        row = after or before
        if row is None:
            continue
        what = f"{row['file']}.csv row {row['row']}: {row['decision']}" + (f", {row['theme_id']}" if row["theme_id"] else "")
        one, other = (str(side["standing"]) if side else "" for side in (before, after))
        yield Change("decisions", _fate(one, other), str(row["decision_id"]), what, one, other)


def _fate(before: str, after: str) -> str:
    if after in USED:
        return "kept" if before else "added"
    if after == "orphan":
        return "orphaned"
    return "set aside" if after else "removed"


def _decisions(outputs: Path) -> list[dict[str, Any]]:
    """Return a run's decisions and those on topics; one on a recommendation that is not listed any more is an orphan."""
    rows = rows_of_table(outputs, "decisions", ("decision_id", "file", "row", "decision", "theme_id", "standing")) or []
    problems = rows_of_table(outputs, "problems", ("stage", "code")) or []
    lost = {row["code"] for row in problems if row["stage"] == "ledger"}
    own = [row | {"standing": "orphan"} if row["file"] == "ledger" and f"orphan-row-{row['row']}" in lost else row for row in rows]
    crossed = rows_of_table(outputs, "crosswalk", ("topic_id", "theme_id", "relation", "decided_by")) or []
    return own + [
        {
            "decision_id": f"crosswalk-{row['topic_id']}-{row['theme_id']}",
            "file": "crosswalk",
            "row": NOTHING,
            "decision": f"{row['topic_id']} is {row['relation']}",
            "theme_id": row["theme_id"],
            "standing": "by id",
        }
        for row in crossed
        if row["decided_by"] not in (None, "rule")
    ]


def _both(old: Path, new: Path, table: str, columns: Sequence[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a table's rows in both runs; none of either where one has no such table, so that what was not made is no change."""
    one, other = rows_of_table(old, table, columns), rows_of_table(new, table, columns)
    return ([], []) if one is None or other is None else (one, other)


def _what(before: Row | None, after: Row | None) -> str:
    return "changed" if before and after else "added" if after else "removed"


def _title(row: Mapping[str, Any]) -> str:
    return one_line(str(row["title"]))


def _group(row: Row) -> str:
    return "all documents" if row["group_kind"] == "all" else f"{row['group_kind']} {one_line(str(row['group']))}"


def _said(value: object) -> str:
    return "" if value is None else one_line(str(value))
