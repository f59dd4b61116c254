"""Resample documents, and say between which ends a measure lies; with too few documents, that nothing is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np
import pandas as pd

from pipeline.wording import NOTHING, number

DRAWS = 2000
MOST_NUMBERS = 4_000_000  # in memory at once, of resamples
# Documents that bear on a measure, from which its interval holds the truth about as often as it says: docs/benchmarks.md, over few sources.
FEWEST_OF_SHARE = 5
FEWEST = 12  # of a measure that is no share, such as alpha
SAME = 1e-12  # resamples that differ by less, or have a smaller variance, differ by rounding
ALIKE = 0.1  # correlation of codes in a document, where documents do not show a larger one
SAY_FEWEST = f"{FEWEST_OF_SHARE} sources with anything to be right or wrong about, and {FEWEST} for alpha, calibration error and skill"
TOO_FEW = "too few documents"


def resample(counts: np.ndarray, of: Callable[[np.ndarray], np.ndarray], seed: int = 0) -> np.ndarray:
    """Measure each of 2,000 resamples of documents.

    Args:
        counts: float64[documents, ...]: what each document adds. Not changed.
        of: turns the sums of k resamples, float64[k, ...], into k measures, float64[k] or float64[k, ...].
        seed: of the resamples.

    Returns:
        The measures of all resamples. They are drawn one after another, so in parts they are the same as all at once; a part holds
        at most some four million numbers, however many documents there are. Of one document all are null: however often it is drawn it is the
        same, which says nothing of others.
    """
    n = len(counts)
    if n == 1:
        return np.full_like(np.repeat(of(counts.astype(float)), DRAWS, axis=0), np.nan)
    at_once = max(1, min(DRAWS, MOST_NUMBERS // max(n, counts[0].size, 1)))
    random = np.random.default_rng(seed)
    parts = []
    for start in range(0, DRAWS, at_once):
        times = random.multinomial(n, np.full(n, 1 / n), size=min(at_once, DRAWS - start)).astype(float)
        parts.append(of(np.tensordot(times, counts, axes=1)))
    return np.concatenate(parts)


def interval(drawn: np.ndarray, documents: int, value: float = np.nan) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a measure that is no share, such as alpha or a skill, from its resamples.

    Args:
        drawn: what ``resample`` returned of one measure; null where a resample had nothing to measure. Not changed.
        documents: how many documents bear on it: those that hold anything that the measure is about.
        value: the measure itself, which the interval holds; null: not told.

    Returns:
        Expanded percentiles: those at which a t interval of a mean would end, freed of the bootstrap's narrowness, (n - 1) / n. Null with
        fewer than 12 documents, and where resamples do not differ, since documents are all alike: that says nothing of others.

    Source:
        Hesterberg (2015), What teachers should know about the bootstrap, American Statistician 69, 371-386 (expanded percentiles); Cameron,
        Gelbach, Miller (2008), Review of Economics and Statistics 90, 414-427 (resampled clusters are too sure where they are few).

    >>> interval(np.full(DRAWS, 1.0), 20), interval(np.linspace(0, 1, DRAWS), 11)
    ((nan, nan), (nan, nan))
    """
    from scipy.stats import norm

    known = drawn[~np.isnan(drawn)]
    if documents < FEWEST or not len(known) or np.ptp(known) <= SAME:
        return np.nan, np.nan
    tail = 100 * norm.cdf(-1.959964 * sqrt(documents / (documents - 1)) * _stretch(documents))
    low, high = np.percentile(known, tail), np.percentile(known, 100 - tail)
    return float(np.fmin(low, value)), float(np.fmax(high, value))


def interval_of_share(drawn: np.ndarray, documents: int, share: float, codes: float) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a share, such as precision, from its resamples.

    Args:
        drawn: as for ``interval``.
        documents: how many documents hold any of the codes that it is a share of.
        share: the share itself, 0 to 1.
        codes: how many equally weighted codes it is a share of, see ``effective``.

    Returns:
        Wilson's interval with the number of independent codes that would be as sure of the share as resamples are, divided by (t / z)^2 for few
        documents. That number is never above what it is where codes of one document are alike by a correlation of .1, so that a share of
        1 is not taken for certain, nor for less certain than a smaller one of the same codes. Null with fewer than 5 documents.

    Source:
        Franco, Little, Louis, Slud (2019), Journal of Survey Statistics and Methodology 7, 334-364 (effective sample sizes); Korn, Graubard
        (1998), Survey Methodology 24, 193-201 (few clusters); Kish (1965), Survey Sampling, 5.4 (1 + (b - 1) roh); Wilson (1927).

    >>> [round(end, 2) for end in interval_of_share(np.full(DRAWS, 1.0), 20, 1.0, 20)]
    [0.82, 1.0]
    """
    known = drawn[~np.isnan(drawn)]
    if documents < FEWEST_OF_SHARE or not len(known) or np.isnan(share) or codes <= 0:
        return np.nan, np.nan
    variance = float(known.var()) * documents / (documents - 1)
    most = codes / (1 + max(codes / documents - 1, 0) * ALIKE)
    as_sure = share * (1 - share) / variance if variance > SAME else most
    low, high = wilson(share, min(as_sure, most) / _stretch(documents) ** 2)
    return min(low, share), max(high, share)


def effective(weights: np.ndarray) -> float:
    """Return how many equally weighted codes say as much as these of uneven weight; nought where there are none.

    Source: Kish (1965), Survey Sampling, 11.7.

    >>> effective(np.array([2.0, 2.0, 2.0])), effective(np.array([1.0, 0.0])), effective(np.array([]))
    (3.0, 1.0, 0.0)
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def _stretch(documents: int) -> float:
    """Return t / z: how much wider an interval is from so many documents than from very many."""
    from scipy.stats import t

    return float(t.isf(0.025, documents - 1)) / 1.959964


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of a share (0 to 1) that was found among n.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    >>> [round(end, 3) for end in wilson(0, 30)]
    [0.0, 0.114]
    """
    z = 1.959964
    centre, half = (share + z**2 / (2 * n)) / (1 + z**2 / n), z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def with_ends(value: float, low: float, high: float, decimals: int = 2, missing: str = TOO_FEW) -> str:
    """Write a measure with its interval, or why it has none.

    >>> with_ends(0.5, 0.4, 0.6), with_ends(1.0, np.nan, np.nan), with_ends(np.nan, np.nan, np.nan)
    ('0.50 (0.40 to 0.60)', '1.00 (too few documents)', '–')
    """
    if np.isnan(value):
        return NOTHING
    known = f"{number(low, decimals)} to {number(high, decimals)}"
    return f"{number(value, decimals)} ({missing if np.isnan(low) else known})"


def say_too_few(values: pd.Series[float], lows: pd.Series[float], n_sources: int) -> Iterator[str]:
    """Say why measures lack an interval, where any does that is known itself: a line of text, or none; it stands before the measures."""
    why = f"it takes {SAY_FEWEST}, for fewer say too little of others"
    if values.notna().any() and lows.isna().all():
        yield f"  No figure here has an interval: {why}. These codes are of {n_sources:,}."
    elif (values.notna() & lows.isna()).any():
        yield f"  Where it says too few, a figure has no interval: {why}."
