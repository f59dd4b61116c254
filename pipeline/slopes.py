"""Find the trend over periods: slope, interval, and a test that permutes clusters of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from pipeline.config import Track
from pipeline.differences import reaching_nought
from pipeline.resampling import AT_ONCE, Side, deviations, interval, together

TIED = 5e-10  # shares no further apart than this are tied: what is more is no rounding of sums

AT_HAND = 16_384  # columns compared at once: what a processor's own memory holds
FEW_PERIODS = 16  # whose pairs can be counted in eight bits


@dataclass(frozen=True)
class Slope:
    """Change of share a year, for every subject: float64[subjects] each."""

    estimate: np.ndarray
    low: np.ndarray  # 95 % interval
    high: np.ndarray
    p: np.ndarray  # two-sided, from permuted clusters and, where the coder's error is known, from the interval that has it


def slope(sides: Sequence[Side], middles: Sequence[float], settings: Track, random: np.random.Generator) -> Slope:
    """Find the trend of each subject's share.

    Args:
        sides: the documents of each period, in order of time.
        middles: the mean year of each period's documents, rising.
        settings: ``[track]``: draws and permutations.
        random: source of chance.

    Returns:
        The Theil-Sen slope over the periods' shares, with an interval from clusters resampled within periods. p is that
        of Kendall's S (pairs of periods that rise minus pairs that fall) when clusters are permuted over the periods,
        (1 + as extreme) / (1 + permutations). So tied shares and documents that share a source count as they should. The
        arrangements are never listed: five periods of two clusters already have 113,400. A cluster with documents in
        two periods is one in each. The coder's error, where it is known, is in interval and p as in ``differences``.

    Source:
        Sen (1968), Journal of the American Statistical Association 63, 1379-1389; Phipson, Smyth (2010), Statistical
        Applications in Genetics and Molecular Biology 9, article 39.
    """
    estimate = theil_sen(np.stack([one.mean for one in sides]), middles)
    resampled = np.stack([one.mean + deviations(one, settings.draws, random) for one in sides])
    spread = _by_column(resampled, middles) - estimate
    coder = _coder(sides, middles, estimate)
    found = interval(estimate, spread, sides, 0.95, coder)
    p = _permuted(sides, settings, random)
    if coder is not None:
        p = np.where(coder.any(axis=0), np.maximum(p, reaching_nought(estimate + together(spread, sides, 0.95, coder))), p)
        estimate = estimate + np.median(coder, axis=0)
    return Slope(estimate, np.clip(found.low, -1, 1), np.clip(found.high, -1, 1), p)


def _coder(sides: Sequence[Side], middles: Sequence[float], estimate: np.ndarray) -> np.ndarray | None:
    """Return how far the slope lies off by the coder's error, float64[draws, subjects]; None where that is not known."""
    errors = [one.mean + one.coder for one in sides if one.coder is not None]
    return _by_column(np.stack(errors), middles) - estimate if len(errors) == len(sides) else None


def _by_column(shares: np.ndarray, middles: Sequence[float]) -> np.ndarray:
    """Return slopes, float64[draws, subjects], one subject after another: all at once take much memory."""
    return np.column_stack([theil_sen(shares[:, :, column], middles) for column in range(shares.shape[2])])


def theil_sen(shares: np.ndarray, middles: Sequence[float]) -> np.ndarray:
    """Return the median slope over pairs of periods; the first axis of shares is the period."""
    earlier, later = np.triu_indices(len(middles), 1)
    years = np.asarray(middles, dtype=float)
    apart = (years[later] - years[earlier]).reshape(-1, *[1] * (shares.ndim - 1))
    return np.asarray(np.median((shares[later] - shares[earlier]) / apart, axis=0))


def rises_less_falls(means: np.ndarray) -> np.ndarray:
    """Return Kendall's S: pairs of periods (first axis) that rise minus pairs that fall, as whole numbers."""
    flat = means.reshape(len(means), -1)
    parts = [flat[:, first : first + AT_HAND] for first in range(0, max(1, flat.shape[1]), AT_HAND)]
    return np.concatenate([_rises_less_falls(part) for part in parts], dtype=np.int32).reshape(means.shape[1:])


def _rises_less_falls(means: np.ndarray) -> np.ndarray:
    small: Any = np.int8 if len(means) <= FEW_PERIODS else np.int32
    total: Any = np.zeros(means.shape[1], small)
    apart, holds = np.empty(means.shape[1]), np.empty(means.shape[1], bool)
    for earlier, later in combinations(means, 2):  # one pair at a time, in memory that is used again: four times as quick as all at once
        np.subtract(later, earlier, out=apart)
        total += np.greater(apart, TIED, out=holds).view(np.int8)
        total -= np.less(apart, -TIED, out=holds).view(np.int8)
    return np.asarray(total)


def _permuted(sides: Sequence[Side], settings: Track, random: np.random.Generator) -> np.ndarray:
    shares, documents = np.vstack([one.shares for one in sides]), np.concatenate([one.documents for one in sides])
    periods = np.repeat(np.arange(len(sides)), [len(one.documents) for one in sides])
    found = np.abs(rises_less_falls(np.stack([one.mean for one in sides])))
    as_extreme = np.zeros(len(found))
    for start in range(0, settings.permutations, AT_ONCE):
        held_by = periods[np.argsort(random.random((min(AT_ONCE, settings.permutations - start), len(documents))), axis=1)]
        insides = ((held_by == period).astype(float) for period in range(len(sides)))
        means = np.stack([(inside @ shares) / (inside @ documents)[:, None] for inside in insides])
        as_extreme += (np.abs(rises_less_falls(means)) >= found).sum(axis=0)
    return np.asarray((1 + as_extreme) / (1 + settings.permutations))
