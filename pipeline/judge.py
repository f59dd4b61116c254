"""Judge differences: the rules for shifts and contrasts, in the order in which docs/explanation/methods.md has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Track
from pipeline.differences import Difference

TOO_LITTLE = "too little evidence"


@dataclass(frozen=True)
class Verdicts:
    """What may be said of a difference."""

    more: str
    less: str
    unclear: str
    same: str


SHIFTS = Verdicts("rise", "fall", "no clear change", "no change")
CONTRASTS = Verdicts("higher in a", "higher in b", "no clear difference", "no difference")


@dataclass(frozen=True)
class Ruling:
    """A verdict before q is known, and the rule that gave it."""

    verdict: str
    reason: str | None


def weigh(found: Difference | None, column: int, settings: Track, verdicts: Verdicts, *, rare: bool, corrected: bool = False) -> dict[str, Any]:
    """Return what a row says of one subject's difference before q is known.

    Args:
        found: the differences; null where a side is below the floor.
        column: the subject's.
        settings: ``[track]``: design, alpha, margin.
        verdicts: of shifts or of contrasts.
        rare: the subject hardly occurs on the two sides together.
        corrected: the coder's error is in the interval, which then stands in a census too.

    Returns:
        difference, low, high, p, q, verdict, reason and corrected; numbers null where there are none.
    """
    row: dict[str, Any] = dict.fromkeys(("difference", "low", "high", "p", "q"), np.nan) | {"corrected": corrected}
    if found is None:
        return row | {"verdict": TOO_LITTLE, "reason": "too few sources"}
    row["difference"] = found.estimate[column]
    if settings.design == "sample" or corrected:
        row |= {"low": found.low[column], "high": found.high[column], "p": found.p[column]}
    ruling = _rule(found, column, settings, verdicts, corrected=corrected)
    if ruling.verdict == verdicts.same and rare:
        ruling = Ruling(TOO_LITTLE, "hardly occurs")
    return row | {"verdict": ruling.verdict, "reason": ruling.reason}


def _rule(found: Difference, column: int, settings: Track, verdicts: Verdicts, *, corrected: bool) -> Ruling:
    estimate, census = found.estimate[column], settings.design == "census"
    if census and not corrected:
        if abs(estimate) < settings.margin:
            return Ruling(verdicts.same, "census")
        return Ruling(verdicts.more if estimate > 0 else verdicts.less, None)
    if found.smallest_p > settings.alpha and not census:
        return Ruling(TOO_LITTLE, "no small p possible")
    if -settings.margin < found.inner_low[column] and found.inner_high[column] < settings.margin:
        return Ruling(verdicts.same, "within the margin")
    return Ruling(verdicts.unclear, None)


def judge(rows: pd.DataFrame, family: list[str], settings: Track, verdicts: Verdicts) -> pd.DataFrame:
    """Add q within each family, and the verdicts and reasons that rest on it.

    Args:
        rows: with p, difference, whole (the difference over the whole span), kind where there are several, verdict and
            reason from ``weigh``. Not changed.
        family: the columns that make a family of tests.
        settings: ``[track]``: alpha, margin.
        verdicts: of shifts or of contrasts.

    Returns:
        The rows with q; a difference is claimed with q below alpha and a whole of the margin or more.
    """
    if rows.empty:
        return rows
    q = rows.groupby(family)["p"].transform(lambda p: benjamini_hochberg(p.to_numpy(dtype=float)))
    held, large = q < settings.alpha, rows["whole"].abs() >= settings.margin
    unclear = rows["verdict"] == verdicts.unclear
    claimed = unclear & held & large
    verdict = rows["verdict"].mask(claimed & (rows["difference"] > 0), verdicts.more).mask(claimed & (rows["difference"] < 0), verdicts.less)
    wide = unclear & ~held & ~large & ~(rows.get("kind", "") == "trend")  # no interval of a trend is held against the margin
    reason = rows["reason"].mask(unclear & held & ~large, "below the margin").mask(unclear & ~held, "q too high").mask(wide, "interval too wide")
    return rows.assign(q=q, verdict=verdict, reason=reason)


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Return q values; null p stay null and are no part of the family.

    Source: Benjamini, Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300, by scipy.
    """
    from scipy.stats import false_discovery_control

    q = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q
