"""Say under which other choices a verdict does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.choices import INFERRED_OUT, LEFT_OUT, POOLED
from pipeline.evidence import Evidence, rows_of
from pipeline.judge import TOO_LITTLE
from pipeline.wording import interval, listing_at_most, points, shorten, tidy

MOST = 3  # choices named; robustness has all
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
        who = "The one other choice does not leave" if len(rows) == 1 else f"None of the {len(rows)} other choices leaves"
        return f"{who} enough evidence to try it."
    more = "One more leaves" if len(untested) == 1 else f"{len(untested)} more leave"
    left = f" {more} too little evidence to tell." if len(untested) else ""
    if flips.empty:
        return f"It holds under {'the one other choice' if tested == 1 else f'all {tested} other choices'} that can be tried.{left}"
    said = listing_at_most([f"{_choice(row, titles)} ({_found(row)})" for row in rows_of(flips)], MOST)
    if len(flips) == tested:
        under = "the one other choice" if tested == 1 else f"any of the {tested} other choices"
        return f"It does not hold under {under} that can be tried: {said}.{left}"
    return f"Of the {tested} other choices that can be tried, it does not hold under {'one' if len(flips) == 1 else len(flips)}: {said}.{left}"


def say_tried(evidence: Evidence, claim: str, row: Any) -> str:
    """Say how a row of shifts or contrasts fares under other choices; a space before it, nothing where it was not tried."""
    rows = evidence.robustness
    one, other = (row.period_from, row.period_to) if claim == "shift" else (row.a, row.b)
    wanted = {
        "claim": claim,
        "subject_kind": row.subject_kind,
        "subject_id": row.subject_id,
        "group_kind": row.group_kind,
        "one": one,
        "other": other,
    }
    wanted |= {"group": row.group, "kind": row.kind} if claim == "shift" else {}
    tried = _with(rows, wanted)
    turned = claim == "contrast" and row.verdict == "higher in b"  # the sentence tells b before a, so a difference has the other sign
    said = say_flips(tried.assign(difference=-tried["difference"]) if turned else tried, evidence.titles)
    return f" {said}" if said else ""


def say_mix(evidence: Evidence, row: Any) -> str:
    """Say how much of a shift is another mix of source types; a space before it, nothing where that cannot be said."""
    mixes = evidence.mixes[(evidence.mixes["by"] == "source_type") & evidence.mixes["mix"].notna()]
    wanted = {name: getattr(row, name) for name in ("subject_kind", "subject_id", "group_kind", "group", "kind", "period_from", "period_to")}
    found = _with(mixes, wanted)
    return "".join(f" {_parts(part)}." for part in rows_of(found))


def _with(rows: pd.DataFrame, wanted: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows that have these values."""
    for name, value in wanted.items():
        rows = rows[rows[name] == value]
    return rows


def _parts(part: Any) -> str:
    """Say what mix makes of a difference, and where that is told from nought, what content makes."""
    between = f"(95% interval {interval(part.mix_low, part.mix_high)})"
    if not float(points(part.mix, signed=False)):
        return f"The mix of source types makes no difference to it {between}"
    mix = f"Another mix of source types accounts for {points(part.mix)} points of it {between}"
    unsure = part.mix_low <= 0 <= part.mix_high
    return mix if unsure else f"{mix}, other content for {points(part.content)} ({interval(part.content_low, part.content_high)})"


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
        return f"in documents of type {tidy(row.choice.removeprefix('only '))} alone"
    return WORDS.get(row.choice, f"with {row.choice}")
