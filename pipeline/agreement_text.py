"""Write a table of agreement as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.accuracy import MEASURES
from pipeline.agreement import Coded
from pipeline.bootstrap import say_too_few, with_ends
from pipeline.reliability import RELIABLE, TENTATIVE
from pipeline.schema import tuples
from pipeline.wording import NOTHING, number


def show_agreement(table: pd.DataFrame, coded: Coded) -> str:
    """Write agreement between coders, then machine and coders against each other, then calibration.

    Args:
        table: what ``agree`` returned. Not changed.
        coded: what it was measured on.

    Returns:
        Lines with n, value and interval for each measure; parts of which nothing is known are left out.
    """
    return "\n".join([*_between(table, coded), *_scores(table), *_calibration(table), *say_too_few(table["value"], table["low"])])


def _between(table: pd.DataFrame, coded: Coded) -> Iterator[str]:
    alphas = table[table["measure"].isin(["alpha", "alpha_masi"])]
    if alphas.empty:
        return
    width = _width(table)
    yield f"  Agreement between {', '.join(coded.coders)} (segments coded by two or more; intervals: sources resampled)"
    yield f"    {'theme':<{width}} segments  given  same    alpha  95 % interval   lower end against {TENTATIVE:g} and {RELIABLE:.3f}"
    same = table[table["measure"] == "percent"].set_index("subject")["value"]
    for row in tuples(alphas):
        given = NOTHING if pd.isna(row.n_positive) else f"{int(row.n_positive)}"
        name = "all, MASI" if row.measure == "alpha_masi" else row.subject
        yield (
            f"    {name:<{width}} {row.n_segments:8d}  {given:>5}  {_percent(same[row.subject]):>5}   {number(row.value, 3):>6}  "
            f"{_ends(row):<14}  {row.verdict}"
        )


def _scores(table: pd.DataFrame) -> Iterator[str]:
    scores = table[table["measure"].isin(["precision", "recall", "f1"])]
    if scores.empty:
        return
    width = _width(table)
    who = max(len(f"{row.rater} against {row.against}") for row in tuples(scores))
    yield "  The machine against coders, and coders against each other (weighted by 1 / probability, so that they speak of the study)"
    yield f"    {'theme':<{width}} {'who':<{who}} segments  given  {'precision':<22}  {'recall':<22}  F1 (each with its 95 % interval)"
    cells = {(row.subject, row.rater, row.against, row.measure): _with_ends(row) for row in tuples(scores)}
    ordered = scores[scores["measure"] == "f1"].assign(at=scores["subject"].map(_ordered(scores["subject"]))).sort_values("at", kind="stable")
    for row in tuples(ordered):
        own = [cells[row.subject, row.rater, row.against, measure] for measure in MEASURES]
        given = NOTHING if pd.isna(row.n_positive) else f"{int(row.n_positive)}"
        names = f"{row.rater} against {row.against}"
        yield f"    {row.subject:<{width}} {names:<{who}} {row.n_segments:8d}  {given:>5}  {own[0]:<22}  {own[1]:<22}  {own[2]}"


def _calibration(table: pd.DataFrame) -> Iterator[str]:
    found = table[table["measure"].isin(["calibration_error", "brier_skill"])]
    if found.empty:
        return
    width = _width(table)
    yield "  Scores of the machine: expected calibration error (asked: at most .06) and Brier skill (at least .2), weighted likewise"
    for row in tuples(found):
        what = "calibration error" if row.measure == "calibration_error" else "Brier skill"
        yield (
            f"    {row.subject:<{width}} against {row.against}: {what:<17} {number(row.value, 3):>6}  {_ends(row):<16} "
            f"n = {row.n_segments} segments, {int(row.n_positive)} positive: {row.verdict}"
        )


def _width(table: pd.DataFrame) -> int:
    return max(9, *(len(name) for name in table["subject"]))


def _ordered(subjects: pd.Series[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(dict.fromkeys(subjects))}


def _percent(share: float) -> str:
    return NOTHING if pd.isna(share) else f"{100 * share:.0f} %"


def _with_ends(row: Any) -> str:
    return with_ends(row.value, row.low, row.high, missing="too few")


def _ends(row: Any) -> str:
    return ("too few" if pd.notna(row.value) else NOTHING) if pd.isna(row.low) else f"{row.low:.3f} to {row.high:.3f}"
