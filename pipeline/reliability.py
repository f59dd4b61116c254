"""Measure how far coders agree: Krippendorff's alpha for single codes and for sets of codes, with intervals over documents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from pipeline.bootstrap import FEWEST, TOO_FEW, interval, interval_of_share, resample

TENTATIVE, RELIABLE = 0.667, 0.8  # Krippendorff (2004), Content Analysis, 2nd edition, page 241

Distance = Callable[[Any, Any], float]


@dataclass(frozen=True)
class Agreed:
    """A measure of agreement, its 95 % interval over documents, and what it rests on; null where nothing can be known."""

    value: float
    low: float
    high: float
    n_segments: int
    n_documents: int


def nominal(one: object, other: object) -> float:
    """Return 0 for equal values, else 1."""
    return float(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the MASI distance of two sets of codes, 0 to 1: one less the Jaccard index times a weight for how they overlap.

    The weight is 1 for equal sets, 2/3 where one holds the other, 1/3 where they only meet, 0 where they do not. Two empty
    sets (both coders say none) are equal; an empty and another one do not meet.

    Source:
        Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation, LREC.

    >>> round(masi(frozenset("ab"), frozenset("abcd")), 3), masi(frozenset(), frozenset()), masi(frozenset(), frozenset("a"))
    (0.667, 0.0, 1.0)
    """
    if one == other:
        return 0.0
    weight = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - weight * len(one & other) / len(one | other)


def alpha(ratings: pd.DataFrame, documents: pd.Series[str], distance: Distance = nominal, seed: int = 0) -> Agreed:
    """Compute Krippendorff's alpha, with the interval of 2,000 resamples of documents.

    Args:
        ratings: one row a segment, one column a coder; null where a coder has not coded it. Not changed.
        documents: the document of each segment, or what else is resampled whole, aligned with ratings.
        distance: between two values, 0 to 1.
        seed: of the resamples.

    Returns:
        Alpha over the segments that two or more coders coded. Null where all values are equal: without variation nothing
        can be said of agreement beyond chance. Only documents that hold another value than the commonest bear on it; where they are
        too few for ``bootstrap.interval``, it has no interval. The interval is never narrower than what the observed differences, a mean of
        0 to 1 and so no less sure than a share, allow by ``bootstrap.interval_of_share`` where those expected are as they are: coders who
        never differ are not taken for certain, nor for less certain than coders who differ.

    Source:
        Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania, section C (any number of coders,
        missing values) with any metric in place of the nominal one. Resampling documents, not segments, since those of one document
        are not independent.
    """
    paired = ratings.notna().sum(axis=1) >= 2
    units = [[value for value in row if not _missing(value)] for row in ratings[paired].to_numpy(dtype=object)]
    values = sorted({value for unit in units for value in unit}, key=_order)
    if not units:
        return Agreed(np.nan, np.nan, np.nan, 0, 0)
    distances = np.array([[distance(one, other) for other in values] for one in values])
    names, place = np.unique(documents[paired].to_numpy(dtype=str), return_inverse=True)
    counts = np.zeros((len(names), 1 + len(values)))  # by document: what differs, and how often each value was given
    np.add.at(counts, place, np.stack([_differences(unit, values, distances) for unit in units]))
    value = float(_alphas(counts.sum(axis=0)[None], distances)[0])
    return Agreed(value, *_ends(counts, distances, len(units), seed), len(units), len(names))


def _ends(counts: np.ndarray, distances: np.ndarray, units: int, seed: int) -> tuple[float, float]:
    """Return the ends of alpha's interval: the wider, at each end, of that of resamples and that of the observed differences alone."""
    bearing, whole = _bearing(counts[:, 1:]), counts.sum(axis=0)[None]
    value = float(_alphas(whole, distances)[0])
    if bearing < FEWEST or np.isnan(value):
        return np.nan, np.nan
    observed = float(_observed(whole)[0])
    low, high = interval(resample(counts, lambda sums: _alphas(sums, distances), seed), bearing, value)
    least, most = interval_of_share(resample(counts, _observed, seed), len(counts), observed, units)
    expected = float(_expected(whole, distances)[0])
    return float(np.fmin(low, 1 - most / expected)), float(np.fmax(high, 1 - least / expected))


def _bearing(given: np.ndarray) -> int:
    """Return how many documents hold another value than the commonest: the others can show no disagreement but about these."""
    return int(((given.sum(axis=1) - given[:, given.sum(axis=0).argmax()]) > 0).sum())


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value)) or value is pd.NA


def _order(value: object) -> Any:
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def _differences(unit: Sequence[Hashable], values: Sequence[Hashable], distances: np.ndarray) -> np.ndarray:
    """Return how far the values within one segment differ (all ordered pairs, over the coders less one), then how often each was given."""
    n = np.array([sum(value == given for given in unit) for value in values], dtype=float)
    pairs = np.outer(n, n) - np.diag(n)
    return np.concatenate([[(pairs * distances).sum() / (len(unit) - 1)], n])


def _alphas(sums: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Return alpha of each row of sums; null where nothing differs."""
    expected = _expected(sums, distances)
    return np.where(expected > 0, 1 - _observed(sums) / np.where(expected > 0, expected, 1), np.nan)


def _observed(sums: np.ndarray) -> np.ndarray:
    return np.asarray(sums[:, 0] / np.maximum(sums[:, 1:].sum(axis=1), 1))


def _expected(sums: np.ndarray, distances: np.ndarray) -> np.ndarray:
    marginal = sums[:, 1:]
    total = marginal.sum(axis=1)
    return np.asarray(np.einsum("rc,ck,rk->r", marginal, distances, marginal) / np.maximum(total * (total - 1), 1))


def percent_agreement(ratings: pd.DataFrame, documents: pd.Series[str], seed: int = 0) -> Agreed:
    """Return the share of pairs of coders that gave a segment the same value, 0 to 1, with its interval over documents."""
    same, pairs = (np.zeros(len(ratings)) for _ in range(2))
    for one, other in combinations(ratings.columns, 2):
        both = (ratings[one].notna() & ratings[other].notna()).to_numpy()
        pairs += both
        same += both & np.array([a == b for a, b in zip(ratings[one], ratings[other], strict=True)], dtype=bool)
    kept = pairs > 0
    if not kept.any():
        return Agreed(np.nan, np.nan, np.nan, 0, 0)
    names, place = np.unique(documents[kept].to_numpy(dtype=str), return_inverse=True)
    counts = np.zeros((len(names), 2))
    np.add.at(counts, place, np.column_stack([same, pairs])[kept])
    value = float(counts[:, 0].sum() / counts[:, 1].sum())
    drawn = resample(counts, lambda sums: sums[:, 0] / np.maximum(sums[:, 1], 1), seed)
    return Agreed(value, *interval_of_share(drawn, len(names), value, int(kept.sum())), int(kept.sum()), len(names))


def verdict(agreed: Agreed) -> str:
    """Say what the lower end of alpha's interval allows, by Krippendorff's two limits.

    Source: Krippendorff (2004), Content Analysis, 2nd edition, page 241; by the lower end, as he asks, not by the point.

    >>> verdict(Agreed(0.9, 0.81, 0.95, 100, 10)), verdict(Agreed(0.9, 0.7, 0.95, 100, 10))
    ('reliable', 'tentative conclusions only')
    """
    if np.isnan(agreed.value):
        return "not known"
    if np.isnan(agreed.low):
        return TOO_FEW
    if agreed.low >= RELIABLE:
        return "reliable"
    return "tentative conclusions only" if agreed.low >= TENTATIVE else "not reliable"
