"""Set aside decisions that repeat or contradict each other, or that would quote what may not be quoted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

from pipeline.reanchor import HALF, KEPT

ONE = "Keep one of the rows."


def problem_of(row: Mapping[str, Any], code: str, message: str, remedy: str, severity: str = "warning") -> dict[str, str]:
    """Give the row of PROBLEMS on a row of a file of decisions; the code names its number."""
    name = f"decisions/{row['file']}.csv"
    return {
        "stage": "decide",
        "path": name,
        "code": f"{code}-row-{row['row']}",
        "message": f"Row {row['row']} of {name} {message}.",
        "remedy": remedy,
        "severity": severity,
    }


def set_aside(rows: Sequence[dict[str, Any]], withheld: AbstractSet[str]) -> Iterator[dict[str, str]]:
    """Mark decisions that are not used, in place, and say so.

    A quote that is both pinned and rejected stays rejected, which is an error until a person decides. Of two ledger rows on
    one recommendation that differ, and of two rows that are the same, the last is used.

    Args:
        rows: decisions as ``decide`` makes them, in the order of their files; ``standing`` is changed.
        withheld: ids of documents that may not be quoted.
    """
    yield from _pinned_but_withheld(rows, withheld)
    yield from _repeated(rows)
    yield from _contradicting([row for row in rows if row["file"] == "quotes" and row["standing"] in KEPT])
    yield from _replaced([row for row in rows if row["file"] == "ledger" and row["standing"] in KEPT])


def _pinned_but_withheld(rows: Sequence[dict[str, Any]], withheld: AbstractSet[str]) -> Iterator[dict[str, str]]:
    for row in rows:
        if row["decision"] == "pinned" and row["standing"] in KEPT and row["document_id"] in withheld:
            row["standing"] = "set aside"
            message = "pins a passage of a document that may not be quoted; it is not used"
            yield problem_of(row, "not-quotable", message, "Set quotable to yes in the manifest if it may be, or delete the row.")


def _repeated(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Of rows with the same id, the last stands for all."""
    last = {row["decision_id"]: row for row in rows}
    for row in rows:
        if last[row["decision_id"]] is not row:
            row["standing"] = "set aside"
            yield problem_of(row, "repeated", f"speaks of the same as row {last[row['decision_id']]['row']}, which is used", ONE)


def _contradicting(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for row, other in combinations(rows, 2):
        same_theme = row["theme_id"] == other["theme_id"] or None in (row["theme_id"], other["theme_id"])
        if {row["decision"], other["decision"]} == {"pinned", "rejected"} and same_theme and meet(row, other):
            pinned, rejected = (row, other) if row["decision"] == "pinned" else (other, row)
            pinned["standing"] = "set aside"
            message = f"pins what row {rejected['row']} rejects; it is not quoted until one of them is taken out"
            yield problem_of(pinned, "contradicted", message, ONE, "error")


def _replaced(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for row, later in combinations(rows, 2):
        if row["standing"] != "set aside" and meet(row, later):
            row["standing"] = "set aside"
            yield problem_of(row, "replaced", f"decides on the recommendation of row {later['row']}, which is used", ONE)


def meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two passages are of one document and share at least half of the shorter.

    >>> one = {"document_id": "a", "start": 0, "end": 10}
    >>> meet(one, {"document_id": "a", "start": 5, "end": 30}), meet(one, {"document_id": "a", "start": 6, "end": 30})
    (True, False)
    """
    if one["document_id"] != other["document_id"]:
        return False
    overlap = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return bool(overlap > 0 and overlap >= HALF * min(one["end"] - one["start"], other["end"] - other["start"]))
