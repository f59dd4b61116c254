"""Write a table of agreement as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.accuracy import MEASURES
from pipeline.agreement import Coded
from pipeline.bootstrap import say_too_few, with_ends
from pipeline.calibrated import LEAST_SKILL, MOST_ERROR
from pipeline.reliability import RELIABLE, TENTATIVE
from pipeline.schema import tuples
from pipeline.wording import NOTHING, listing, number

STALE = " !"
WEIGHED = "all other figures weigh each segment by 1 / probability, so that they speak of the study and are no shares of these numbers"
COUNTED = "each segment counts once"
ALL = {"alpha_masi": "all, MASI"}


def show_agreement(table: pd.DataFrame, coded: Coded) -> str:
    """Write agreement between coders, then machine and coders against each other, then calibration.

    Args:
        table: what ``agree`` returned. Not changed.
        coded: what it was measured on.

    Returns:
        Lines: first why figures lack an interval, where any does; then n, value and interval for each measure. Parts of which nothing is
        known are left out, and so is ``too few`` where no figure has an interval.
    """
    named = table.assign(name=table["measure"].map(ALL).fillna(table["subject"]) + table["stale"].map({True: STALE, False: ""}))
    few = say_too_few(table["value"], table["low"], coded.codes["document_id"].nunique())
    return "\n".join([*few, *_seen(coded), *_between(named, coded), *_scores(named, coded), *_calibration(named)])


def _seen(coded: Coded) -> Iterator[str]:
    if coded.seen:
        yield (
            f"  Coded with the machine's codes in view, by {listing(sorted(coded.seen))}: who sees them first agrees with them more often, so that "
            "figures of theirs flatter the machine, and each other (machine_seen in the table)."
        )


def _between(table: pd.DataFrame, coded: Coded) -> Iterator[str]:
    alphas = table[table["measure"].isin(["alpha", "alpha_masi"])]
    if alphas.empty:
        return
    width = _width(table)
    yield (
        f"  Agreement between {', '.join(coded.coders)}, of segments that two or more of them coded (given: to how many of these any of them gave "
        "the theme; same: coded alike; alpha counts each of these segments once, without weights; intervals: sources resampled)"
    )
    yield f"    {'theme':<{width}} segments  given  same    alpha  95 % interval   lower end against {TENTATIVE:g} and {RELIABLE:.3f}"
    same = table[table["measure"] == "percent"].set_index("subject")["value"]
    for row in tuples(alphas):
        yield (
            f"    {row.name:<{width}} {row.n_segments:8d}  {_given(row):>5}  {_percent(same[row.subject]):>5}   {number(row.value, 3):>6}  "
            f"{_ends(row, table):<14}  {row.verdict}"
        )
    if alphas["stale"].any():
        yield "  ! defined otherwise by now: what coders agreed on is the definition they had, and the machine is not held against it."


def _scores(table: pd.DataFrame, coded: Coded) -> Iterator[str]:
    scores = table[table["measure"].isin(MEASURES)]
    if scores.empty:
        return
    width = _width(table)
    who = max(len(f"{row.rater} against {row.against}") for row in tuples(scores))
    yield (
        "  The machine against coders, and coders against each other (given: to how many of the segments the one named last gave the theme; "
        f"{WEIGHED if any(weight != 1 for weight in coded.weights.values()) else COUNTED})"
    )
    yield f"    {'theme':<{width}} {'who':<{who}} segments  given  {'precision':<22}  {'recall':<22}  F1 (each with its 95 % interval)"
    cells = {(row.subject, row.rater, row.against, row.measure): _with_ends(row, table) for row in tuples(scores)}
    ordered = scores[scores["measure"] == "f1"].assign(at=scores["subject"].map(_ordered(scores["subject"]))).sort_values("at", kind="stable")
    for row in tuples(ordered):
        own = [cells[row.subject, row.rater, row.against, measure] for measure in MEASURES]
        names = f"{row.rater} against {row.against}"
        yield f"    {row.name:<{width}} {names:<{who}} {row.n_segments:8d}  {_given(row):>5}  {own[0]:<22}  {own[1]:<22}  {own[2]}".rstrip()


def _calibration(table: pd.DataFrame) -> Iterator[str]:
    found = table[table["measure"].isin(["calibration_error", "brier_skill"])]
    if found.empty:
        return
    width = _width(table)
    yield "  Scores of the machine, weighted likewise"
    yield (
        f"    calibration error: how far a score lies, on average, from the share of segments with such a score that carry the theme (asked: at most "
        f"{MOST_ERROR:g}); by chance: what so few codes would show if every score were right"
    )
    yield (
        "    Brier skill: how much better scores foretell the coder's codes than the theme's share in these codes alone does; 1 perfect, 0 no "
        f"better (asked: at least {LEAST_SKILL:g})"
    )
    for row in tuples(found):
        skill = row.measure == "brier_skill"
        chance = "" if skill else f"by chance {number(row.by_chance, 3)}"
        yield (
            f"    {row.name:<{width}} against {row.against}: {'Brier skill' if skill else 'calibration error':<17} {number(row.value, 3):>6}  "
            f"{_ends(row, table):<16} {chance:<15}  n = {row.n_segments} segments, {row.n_positive:g} with the theme: {row.verdict}"
        )


def _width(table: pd.DataFrame) -> int:
    return max(9, *(len(name) for name in table["name"]))


def _ordered(subjects: pd.Series[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(dict.fromkeys(subjects))}


def _given(row: Any) -> str:
    return NOTHING if pd.isna(row.n_positive) else f"{row.n_positive:g}"


def _percent(share: float) -> str:
    return NOTHING if pd.isna(share) else f"{100 * share:.0f} %"


def _few(table: pd.DataFrame) -> bool:
    """Tell whether no figure has an interval: then it is said once."""
    return bool(table["low"].isna().all())


def _with_ends(row: Any, table: pd.DataFrame) -> str:
    return number(row.value) if _few(table) else with_ends(row.value, row.low, row.high, missing="too few")


def _ends(row: Any, table: pd.DataFrame) -> str:
    if pd.notna(row.low):
        return f"{row.low:.3f} to {row.high:.3f}"
    return NOTHING if pd.isna(row.value) or _few(table) else "too few"
