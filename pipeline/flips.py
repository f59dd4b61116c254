"""Say under which other choices a verdict does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.choices import INFERRED_OUT, LEFT_OUT, POOLED
from pipeline.evidence import rows_of
from pipeline.judge import TOO_LITTLE
from pipeline.wording import count, listing, points, shorten, tidy

WORDS = {
    POOLED: "with all segments pooled",
    "words": "with words counted in place of segments",
    "topic model": "by the topic model alone",
    INFERRED_OUT: "without dates that a person inferred",
}


def say_flips(rows: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """Say in one sentence under which other choices a verdict does not hold, and in a second what could not be tried.

    Args:
        rows: the rows of ROBUSTNESS of one verdict.
        titles: of documents, by document_id.

    Returns:
        Plain words; empty where nothing was tried.
    """
    if rows.empty:
        return ""
    untested = rows[(rows["verdict"] == TOO_LITTLE) & ~rows["flips"]]
    tested, flips = len(rows) - len(untested), rows[rows["flips"]]
    if not tested:
        return f"None of {count(len(rows), 'other choice')} leaves enough evidence to try it."
    left = f" {count(len(untested), 'more leaves', 'more leave')} too little evidence to tell." if len(untested) else ""
    if flips.empty:
        return f"It holds under {'the one other choice' if tested == 1 else f'all {tested} other choices'} that can be tried.{left}"
    said = listing(f"{_choice(row, titles)} ({_found(row)})" for row in rows_of(flips))
    return f"Of {count(tested, 'other choice')} that can be tried, it does not hold under {len(flips)}: {said}.{left}"


def _found(row: Any) -> str:
    if pd.isna(row.difference):
        return str(row.verdict)
    return (
        f"{row.verdict}, {points(row.difference, decimals=2)} points a year"
        if row.kind == "trend"
        else f"{row.verdict}, {points(row.difference)} points"
    )


def _choice(row: Any, titles: Mapping[str, str]) -> str:
    if row.choice == LEFT_OUT:
        return f"without “{shorten(titles.get(row.document_id, row.document_id), 60)}”"
    if row.choice.startswith("only "):
        return f"in {tidy(row.choice.removeprefix('only '))} documents alone"
    return WORDS.get(row.choice, f"with {row.choice}")
