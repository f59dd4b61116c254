"""Resample and permute clusters of documents: bands, differences and their tests. Never segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb, sqrt

import numpy as np

from pipeline.config import Track
from pipeline.keys import digest

LISTED = 20_000  # up to so many permutations all are listed, and p is exact
AT_ONCE = 500  # permutations or resamples held in memory together


@dataclass(frozen=True)
class Side:
    """The documents on one side, by cluster: sums of their shares, and how many they are."""

    shares: np.ndarray  # float64[clusters, subjects]: sum over the cluster's documents
    documents: np.ndarray  # float64[clusters]

    @property
    def mean(self) -> np.ndarray:
        """Mean share over documents, float64[subjects]."""
        return np.asarray(self.shares.sum(axis=0) / self.documents.sum())


@dataclass(frozen=True)
class Interval:
    """Ends of an interval for every subject: float64[subjects] each."""

    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Difference:
    """Second side minus first, for every subject: float64[subjects] each."""

    estimate: np.ndarray
    low: np.ndarray  # 95 % interval
    high: np.ndarray
    inner_low: np.ndarray  # 90 % interval, for equivalence
    inner_high: np.ndarray
    p: np.ndarray  # two-sided, from permuted clusters
    smallest_p: float  # the smallest that so many clusters and permutations can give


def side(shares: np.ndarray, cluster_ids: np.ndarray) -> Side:
    """Gather documents by cluster.

    Args:
        shares: float64[documents, subjects].
        cluster_ids: the cluster of each document.

    Returns:
        The side, clusters in alphabetical order.
    """
    _, number = np.unique(cluster_ids.astype(str), return_inverse=True)
    clusters = int(number.max()) + 1 if len(number) else 0
    sums = np.zeros((clusters, shares.shape[1]))
    np.add.at(sums, number, shares)
    return Side(sums, np.bincount(number, minlength=clusters).astype(float))


def random_for(seed: int, *what: str) -> np.random.Generator:
    """Return a generator that depends on the seed and on what it is for, not on what was drawn before."""
    return np.random.default_rng([seed, int(digest(what)[:12], 16)])


def draws(one: Side, n: int, random: np.random.Generator) -> np.ndarray:
    """Return n means over resampled clusters, float64[n, subjects].

    Resamples are drawn one after another, so in parts they are the same as all at once.

    Source: Cameron, Gelbach, Miller (2008), Review of Economics and Statistics 90, 414-427 (pairs cluster bootstrap).
    """
    clusters = len(one.documents)
    means = np.empty((n, one.shares.shape[1]))
    for start in range(0, n, AT_ONCE):
        weights = random.multinomial(clusters, np.full(clusters, 1 / clusters), size=min(AT_ONCE, n - start)).astype(float)
        means[start : start + AT_ONCE] = (weights @ one.shares) / (weights @ one.documents)[:, None]
    return means


def deviations(one: Side, n: int, random: np.random.Generator) -> np.ndarray:
    """Return how far n resampled means lie from the mean, float64[n, subjects], freed of the bootstrap's narrowness.

    With c clusters the variance of resampled means is too small by (c - 1) / c.

    Source: Hesterberg (2015), What teachers should know about the bootstrap, American Statistician 69, 371-386.
    """
    clusters = len(one.documents)
    return np.asarray(sqrt(clusters / max(clusters - 1, 1)) * (draws(one, n, random) - one.mean))


def interval(estimate: np.ndarray, spread: np.ndarray, sides: Sequence[Side], level: float) -> Interval:
    """Return a percentile interval made wide enough for few clusters.

    Args:
        estimate: float64[subjects].
        spread: float64[draws, subjects]: resampled estimates minus the estimate, from ``deviations``.
        sides: all that were resampled; they give the degrees of freedom.
        level: such as 0.95.

    Returns:
        The percentiles, their distance from the estimate multiplied by t / z. Where resampled means are normal this is
        the expanded percentile interval; from three or four clusters, unlike that one, it can reach beyond the
        smallest and the largest document.

    Source:
        Hesterberg (2015), as for ``deviations``; degrees of freedom: Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
    """
    from scipy.stats import norm, t

    tail = (1 - level) / 2
    stretch = t.isf(tail, _degrees_of_freedom(sides)) / norm.isf(tail)
    low, high = np.percentile(spread, [100 * tail, 100 * (1 - tail)], axis=0)
    return Interval(estimate + stretch * low, estimate + stretch * high)


def _degrees_of_freedom(sides: Sequence[Side]) -> np.ndarray:
    freedom = np.array([max(len(one.documents) - 1, 1) for one in sides], dtype=float)[:, None]
    residuals = [one.shares - one.documents[:, None] * one.mean for one in sides]
    squares = np.stack([(own**2).sum(axis=0) / one.documents.sum() ** 2 for own, one in zip(residuals, sides, strict=True)])
    variances = squares * (freedom + 1) / freedom
    known = variances.sum(axis=0) > 0
    parts = np.where(known, (variances**2 / freedom).sum(axis=0), 1)
    return np.asarray(np.where(known, variances.sum(axis=0) ** 2 / parts, freedom.sum()))


def band(one: Side, n: int, random: np.random.Generator) -> Interval:
    """Return the 95 % band of a side's mean share from n resamples, within 0 and 1."""
    found = interval(one.mean, deviations(one, n, random), [one], 0.95)
    return Interval(np.clip(found.low, 0, 1), np.clip(found.high, 0, 1))


def difference(first: Side, second: Side, settings: Track, random: np.random.Generator) -> Difference:
    """Hold two sides against each other.

    Args:
        first: the earlier period, or group b.
        second: the later period, or group a.
        settings: ``[track]``: draws and permutations.
        random: source of chance.

    Returns:
        The difference with intervals from resampled clusters and a permutation test; p is exact where at most 20,000
        arrangements exist, else (1 + as extreme) / (1 + permutations).

    Source:
        Phipson, Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, article 39.
    """
    spread = deviations(second, settings.draws, random) - deviations(first, settings.draws, random)
    estimate = second.mean - first.mean
    outer, inner = (interval(estimate, spread, (first, second), level) for level in (0.95, 0.9))
    low, inner_low, inner_high, high = (np.clip(end, -1, 1) for end in (outer.low, inner.low, inner.high, outer.high))
    p, smallest = _permuted(first, second, estimate, settings, random)
    return Difference(estimate, low, high, inner_low, inner_high, p, smallest)


def _permuted(first: Side, second: Side, estimate: np.ndarray, settings: Track, random: np.random.Generator) -> tuple[np.ndarray, float]:
    both = Side(np.vstack([first.shares, second.shares]), np.concatenate([first.documents, second.documents]))
    n, k = len(both.documents), len(second.documents)
    arrangements = comb(n, k)
    exact = arrangements <= LISTED
    as_extreme = np.zeros(len(estimate))
    for chosen in _listed(n, k) if exact else _drawn(n, k, settings.permutations, random):
        as_extreme += (np.abs(_apart(both, chosen)) >= np.abs(estimate) - 1e-12).sum(axis=0)
    p = as_extreme / arrangements if exact else (1 + as_extreme) / (1 + settings.permutations)
    return np.minimum(p, 1.0), _smallest(n, k, None if exact else settings.permutations)


def _smallest(n: int, k: int, permutations: int | None) -> float:
    """Return the smallest two-sided p of k clusters among n: between equal sides each arrangement has a mirror image, as extreme as itself."""
    listed = (2 if n == 2 * k else 1) / comb(n, k)
    return listed if permutations is None else max(listed, 1 / (1 + permutations))


def _listed(n: int, k: int) -> Iterator[np.ndarray]:
    every = combinations(range(n), k)
    while part := list(islice(every, AT_ONCE)):
        yield np.array(part, dtype=int)


def _drawn(n: int, k: int, permutations: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    for start in range(0, permutations, AT_ONCE):
        yield np.argsort(random.random((min(AT_ONCE, permutations - start), n)), axis=1)[:, :k]


def _apart(both: Side, chosen: np.ndarray) -> np.ndarray:
    """Return the difference for each choice of clusters for the second side, float64[choices, subjects]."""
    inside = np.zeros((len(chosen), len(both.documents)))
    np.put_along_axis(inside, chosen, 1.0, axis=1)
    shares, documents = inside @ both.shares, (inside @ both.documents)[:, None]
    return np.asarray(shares / documents - (both.shares.sum(axis=0) - shares) / (both.documents.sum() - documents))
