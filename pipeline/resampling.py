"""Resample and permute clusters of documents: bands, differences and their tests. Never segments."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from pipeline.config import Track
from pipeline.keys import digest

LISTED = 20_000  # up to so many permutations all are listed, and p is exact


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
class Difference:
    """Second side minus first, for every subject: float64[subjects] each."""

    estimate: np.ndarray
    low: np.ndarray  # 95 % interval
    high: np.ndarray
    inner_low: np.ndarray  # 90 % interval, for equivalence
    inner_high: np.ndarray
    p: np.ndarray  # two-sided, from permuted clusters
    smallest_p: float  # the smallest that so many clusters can give


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

    Source: Cameron, Gelbach, Miller (2008), Review of Economics and Statistics 90, 414-427 (pairs cluster bootstrap).
    """
    clusters = len(one.documents)
    weights = random.multinomial(clusters, np.full(clusters, 1 / clusters), size=n).astype(float)
    return np.asarray((weights @ one.shares) / (weights @ one.documents)[:, None])


def difference(first: Side, second: Side, settings: Track, random: np.random.Generator) -> Difference:
    """Hold two sides against each other.

    Args:
        first: the earlier period, or group b.
        second: the later period, or group a.
        settings: ``[track]``: draws and permutations.
        random: source of chance.

    Returns:
        The difference with percentile intervals and a permutation test; p is exact where at most 20,000 arrangements
        exist, else (1 + as extreme) / (1 + permutations).

    Source:
        Phipson, Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, article 39.
    """
    spread = draws(second, settings.draws, random) - draws(first, settings.draws, random)
    low, inner_low, inner_high, high = np.percentile(spread, [2.5, 5, 95, 97.5], axis=0)
    estimate = second.mean - first.mean
    p, smallest = _permuted(first, second, estimate, settings, random)
    return Difference(estimate, low, high, inner_low, inner_high, p, smallest)


def _permuted(first: Side, second: Side, estimate: np.ndarray, settings: Track, random: np.random.Generator) -> tuple[np.ndarray, float]:
    shares, documents = np.vstack([first.shares, second.shares]), np.concatenate([first.documents, second.documents])
    n, k = len(documents), len(second.documents)
    arrangements = comb(n, k)
    exact = arrangements <= LISTED
    listed = np.array(list(combinations(range(n), k)), dtype=int) if exact else None
    chosen = listed if listed is not None else np.argsort(random.random((settings.permutations, n)), axis=1)[:, :k]
    inside = np.zeros((len(chosen), n))
    np.put_along_axis(inside, chosen, 1.0, axis=1)
    in_second = (inside @ shares) / (inside @ documents)[:, None]
    in_first = (shares.sum(axis=0) - inside @ shares) / (documents.sum() - inside @ documents)[:, None]
    as_extreme = (np.abs(in_second - in_first) >= np.abs(estimate) - 1e-12).sum(axis=0)
    p = as_extreme / arrangements if exact else (1 + as_extreme) / (1 + settings.permutations)
    return np.minimum(p, 1.0), min(1.0, 2 / arrangements)


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
