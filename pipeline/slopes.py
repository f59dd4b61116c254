"""Find the trend over periods: slope, interval, and a test that permutes clusters of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pipeline.config import Track
from pipeline.resampling import AT_ONCE, Side, deviations, interval


@dataclass(frozen=True)
class Slope:
    """Change of share a year, for every subject: float64[subjects] each."""

    estimate: np.ndarray
    low: np.ndarray  # 95 % interval
    high: np.ndarray
    p: np.ndarray  # two-sided, from permuted clusters


def slope(sides: Sequence[Side], middles: Sequence[float], settings: Track, random: np.random.Generator) -> Slope:
    """Find the trend of each subject's share.

    Args:
        sides: the documents of each period, in order of time.
        middles: the middle year of each period, rising.
        settings: ``[track]``: draws and permutations.
        random: source of chance.

    Returns:
        The Theil-Sen slope over the periods' shares, with an interval from clusters resampled within periods. p is that
        of Kendall's S (pairs of periods that rise minus pairs that fall) when clusters are permuted over the periods,
        (1 + as extreme) / (1 + permutations). So tied shares and documents that share a source count as they should. The
        arrangements are never listed: five periods of two clusters already have 113,400. A cluster with documents in
        two periods is one in each.

    Source:
        Sen (1968), Journal of the American Statistical Association 63, 1379-1389; Phipson, Smyth (2010), Statistical
        Applications in Genetics and Molecular Biology 9, article 39.
    """
    estimate = _theil_sen(np.stack([one.mean for one in sides]), middles)
    resampled = np.stack([one.mean + deviations(one, settings.draws, random) for one in sides])
    columns = [_theil_sen(resampled[:, :, column], middles) for column in range(len(estimate))]  # one by one: all at once take much memory
    found = interval(estimate, np.column_stack(columns) - estimate, sides, 0.95)
    return Slope(estimate, np.clip(found.low, -1, 1), np.clip(found.high, -1, 1), _permuted(sides, settings, random))


def _theil_sen(shares: np.ndarray, middles: Sequence[float]) -> np.ndarray:
    pairs = list(combinations(range(len(middles)), 2))
    return np.asarray(np.median([(shares[j] - shares[i]) / (middles[j] - middles[i]) for i, j in pairs], axis=0))


def _rises_less_falls(means: np.ndarray) -> np.ndarray:
    total = np.zeros(means.shape[1:])
    for earlier in range(len(means) - 1):
        total += np.sign(np.round(means[earlier + 1 :] - means[earlier], 9)).sum(axis=0)
    return total


def _permuted(sides: Sequence[Side], settings: Track, random: np.random.Generator) -> np.ndarray:
    shares, documents = np.vstack([one.shares for one in sides]), np.concatenate([one.documents for one in sides])
    periods = np.repeat(np.arange(len(sides)), [len(one.documents) for one in sides])
    found = np.abs(_rises_less_falls(np.stack([one.mean for one in sides])))
    as_extreme = np.zeros(len(found))
    for start in range(0, settings.permutations, AT_ONCE):
        order = np.argsort(random.random((min(AT_ONCE, settings.permutations - start), len(documents))), axis=1)
        insides = ((periods[order] == period).astype(float) for period in range(len(sides)))
        means = np.stack([(inside @ shares) / (inside @ documents)[:, None] for inside in insides])
        as_extreme += (np.abs(_rises_less_falls(means)) >= found).sum(axis=0)
    return np.asarray((1 + as_extreme) / (1 + settings.permutations))
