"""Judge differences: the rules for shifts and contrasts, in the order in which docs/explanation/methods.md has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Track
from pipeline.differences import Difference

TOO_LITTLE = "too little evidence"
NO_SMALL_P = "no small p possible"
HOLDS_NOUGHT = "interval holds nought"
WITHIN = "within the margin"
RARE = "hardly occurs"


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
    """A verdict before q is known, and the rule that gave it; "within the margin" gives way where q is small."""

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
        ruling = Ruling(TOO_LITTLE, RARE)
    return row | {"verdict": ruling.verdict, "reason": ruling.reason}


def _rule(found: Difference, column: int, settings: Track, verdicts: Verdicts, *, corrected: bool) -> Ruling:
    estimate, census = found.estimate[column], settings.design == "census"
    if census and not corrected:
        if abs(estimate) < settings.margin:
            return Ruling(verdicts.same, "census")
        return Ruling(verdicts.more if estimate > 0 else verdicts.less, None)
    if found.smallest_p > settings.alpha and not census:
        return Ruling(TOO_LITTLE, NO_SMALL_P)
    if -settings.margin < found.inner_low[column] and found.inner_high[column] < settings.margin:
        return Ruling(verdicts.same, WITHIN)
    return Ruling(verdicts.unclear, None)


def judge(rows: pd.DataFrame, family: list[str], settings: Track, verdicts: Verdicts) -> pd.DataFrame:
    """Add q within each family, and the verdicts and reasons that rest on it.

    Args:
        rows: with p, difference, kind where there are several, verdict and reason from ``weigh``. Not changed.
        family: the columns that make a family of tests.
        settings: ``[track]``: alpha, margin.
        verdicts: of shifts or of contrasts.

    Returns:
        The rows with q and what follows from it, as ``settle`` has it.
    """
    if rows.empty:
        return rows
    q = rows.assign(p=testable(rows)).groupby(family)["p"].transform(lambda p: benjamini_hochberg(p.to_numpy(dtype=float)))
    return settle(rows.assign(q=q), settings, verdicts)


def testable(rows: pd.DataFrame) -> pd.Series[float]:
    """Return p, null where no p could be below alpha whatever the documents say: such a test is no part of a family, which it would only dilute.

    Source: Gilbert (2005), Journal of the Royal Statistical Society C 54, 143-158, after Tarone (1990), Biometrics 46, 515-522.
    """
    p: pd.Series[float] = rows["p"].astype(float).mask(rows["reason"] == NO_SMALL_P)
    return p


def settle(rows: pd.DataFrame, settings: Track, verdicts: Verdicts) -> pd.DataFrame:
    """Give the verdicts and reasons that rest on q.

    A difference is claimed with q below alpha, however large it is: the margin says what may be called no change, and not what
    may be called a change. One whose interval lies within the margin is claimed and shown to be smaller, by ``small``. So too a
    trend, of which no interval is held against the margin and no lack of change is shown. Where one side's clusters are fewer and more
    uneven, permuting calls chance a difference too often; so a claim's own 95 % interval, which knows both sides' spread, leaves out nought.

    Source:
        A difference may be certain and yet equivalent to none; both are said: Lakens (2017), Social Psychological and
        Personality Science 8, 355-362. Permutation tests of means under unequal spread: Janssen (1997), Statistics and Probability Letters 36, 9-21.
    """
    surely, trend = rows["q"] < settings.alpha, pd.Series(rows.get("kind", "") == "trend", index=rows.index)
    ends = rows.reindex(columns=["low", "high"]).astype(float)  # a verdict tried again without a document has none
    leaves_out_nought = ends["low"].isna() | (ends["low"] > 0) | (ends["high"] < 0)
    held = surely & leaves_out_nought
    unclear = rows["verdict"] == verdicts.unclear
    claimed = held & (unclear | (rows["reason"] == WITHIN))
    verdict = rows["verdict"].mask(claimed & (rows["difference"] > 0), verdicts.more).mask(claimed & (rows["difference"] < 0), verdicts.less)
    wide = unclear & ~held & ~trend & (rows["difference"].abs() < settings.margin)
    reason = rows["reason"].astype(object).mask(unclear & ~held, "q too high").mask(wide, "interval too wide")
    uneven = reason.mask(unclear & surely & ~leaves_out_nought, HOLDS_NOUGHT)
    return rows.assign(verdict=verdict, reason=uneven.where(~claimed, None))


def small(low: float | None, high: float | None, margin: float) -> bool:
    """Tell whether a difference with this 95 % interval is shown to be smaller than the margin, either way.

    The interval is wider than the 90 % one by which no change is told, so that it says less often that a difference is small.

    >>> small(0.02, 0.06, 0.1), small(-0.12, -0.04, 0.1), small(None, None, 0.1)
    (True, False, False)
    """
    return low is not None and high is not None and -margin < low and high < margin


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Return q values; null p stay null and are no part of the family.

    Source: Benjamini, Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.

    >>> benjamini_hochberg(np.array([0.01, np.nan, 0.04, 0.03])).round(3).tolist()
    [0.03, nan, 0.04, 0.04]
    """
    q = np.full(len(p), np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def q_in_place(others: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return the q of one test of a family, had it each of some other p; float64 like p, null where p is.

    Args:
        others: the p of all other tests of the family; null ones are no part of it.
        p: what the one test might have had.

    >>> q_in_place(np.array([0.04, 0.03]), np.array([0.01, 0.9])).round(3).tolist()
    [0.03, 0.9]
    """
    ranked = np.sort(others[~np.isnan(others)])
    n = len(ranked) + 1
    above = np.append(ranked * n / np.arange(2, n + 1), np.inf)  # the others, each one rank higher for standing above the one
    least_above = np.minimum.accumulate(above[::-1])[::-1]
    below = np.searchsorted(ranked, p, side="right")
    found = np.minimum(np.minimum(p * n / (below + 1), least_above[np.minimum(below, n - 1)]), 1.0)
    return np.where(np.isnan(p), np.nan, found)
