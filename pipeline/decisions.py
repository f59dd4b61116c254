"""Report the decisions of a person that cannot be used as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.tables import PROBLEMS

FILE = "decisions/crosswalk.csv"
HEADER_ROWS = 2  # the first decision stands in row 2 of the file


def unused_decisions(decisions: pd.DataFrame | None, topic_ids: Sequence[str], theme_ids: Sequence[str]) -> pd.DataFrame:
    """Report rows of decisions/crosswalk.csv that name no topic or no theme, or that a later row replaces.

    Args:
        decisions: the file as read, in its order; None where there is none. Not changed.
        topic_ids: the topics that there are.
        theme_ids: the themes of the codebook.

    Returns:
        A PROBLEMS table, one row for each decision that is not used; the code names its row in the file.
    """
    found = [] if decisions is None else list(_unused(decisions, set(topic_ids), set(theme_ids)))
    return PROBLEMS.frame(columns(found, PROBLEMS.names))


def _unused(decisions: pd.DataFrame, topic_ids: set[str], theme_ids: set[str]) -> Iterator[dict[str, str]]:
    replaced = decisions.duplicated(["topic_id", "theme_id"], keep="last")
    for number, (row, later) in enumerate(zip(tuples(decisions), replaced, strict=True), HEADER_ROWS):
        missing = _missing("topic", row.topic_id, topic_ids) + _missing("theme", row.theme_id, theme_ids)
        if missing:
            remedy = "Take the ids from csv/topics.csv and the codebook: correct the row, or delete it."
            yield _problem("orphan", number, f"{' and '.join(missing)}; the decision is not used", remedy)
        elif later:
            yield _problem("replaced", number, "decides a pair that a later row decides again; the last one is used", "Delete all rows but one.")


def _missing(kind: str, name: object, known: set[str]) -> list[str]:
    if name in known:
        return []
    return [f"names the {kind} {name}, which does not exist" if isinstance(name, str) else f"names no {kind}"]


def _problem(code: str, number: int, message: str, remedy: str) -> dict[str, str]:
    return {
        "stage": "discover",
        "path": FILE,
        "code": f"{code}-row-{number}",
        "message": f"Row {number} of {FILE} {message}.",
        "remedy": remedy,
        "severity": "warning",
    }
