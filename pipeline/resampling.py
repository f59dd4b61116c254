"""Resample clusters of documents, never segments: means and intervals, with the coder's error where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from pipeline.keys import digest

AT_ONCE = 500  # permutations or resamples held in memory together
REMEMBERED = 4  # blocks of resamples, of at most
BYTES = 8_000_000  # each


@dataclass(frozen=True)
class Side:
    """The documents on one side, by cluster: sums of their shares, and how many they are."""

    shares: np.ndarray  # float64[clusters, subjects]: sum over the cluster's documents
    documents: np.ndarray  # float64[clusters]
    coder: np.ndarray | None = None  # float64[draws, subjects]: how far the mean lies off by the coder's error; nought where that is not known

    @property
    def mean(self) -> np.ndarray:
        """Mean share over documents, float64[subjects]."""
        return np.asarray(self.shares.sum(axis=0) / self.documents.sum())

    @property
    def centre(self) -> np.ndarray:
        """Median of the mean share where the coder's error is drawn, else the mean: float64[subjects]."""
        return self.mean if self.coder is None else self.mean + np.median(self.coder, axis=0)


@dataclass(frozen=True)
class Interval:
    """Ends of an interval for every subject: float64[subjects] each."""

    low: np.ndarray
    high: np.ndarray


def side(shares: np.ndarray, cluster_ids: np.ndarray, coder: np.ndarray | None = None, weights: np.ndarray | None = None) -> Side:
    """Gather documents by cluster.

    Args:
        shares: float64[documents, subjects].
        cluster_ids: the cluster of each document.
        coder: float64[draws, subjects]: how far their mean lies off by the coder's error; None where that is not known.
        weights: float64[documents]: as how many documents each counts; None: as one.

    Returns:
        The side, clusters in alphabetical order.
    """
    _, number = np.unique(cluster_ids.astype(str), return_inverse=True)
    clusters = int(number.max()) + 1 if len(number) else 0
    counted = np.ones(len(number)) if weights is None else weights
    sums = np.zeros((clusters, shares.shape[1]))
    np.add.at(sums, number, counted[:, None] * shares)
    return Side(sums, np.bincount(number, counted, minlength=clusters).astype(float), coder)


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
        weights = _resamples(clusters, min(AT_ONCE, n - start), random)
        means[start : start + AT_ONCE] = (weights @ one.shares) / (weights @ one.documents)[:, None]
    return means


_drawn: dict[tuple[object, ...], tuple[np.ndarray, Any]] = {}  # the last few resamples, and the state of the generator after each


def _resamples(clusters: int, n: int, random: np.random.Generator) -> np.ndarray:
    """Return how often n resamples take each cluster, float64[n, clusters].

    Each of a thousand judgements without one document draws the same resamples from the same seed; they are made once.
    """
    before = (clusters, n, repr(random.bit_generator.state))
    if before not in _drawn:
        weights = random.multinomial(clusters, np.full(clusters, 1 / clusters), size=n).astype(float)
        while len(_drawn) >= REMEMBERED:
            _drawn.pop(next(iter(_drawn)), None)
        if weights.nbytes > BYTES:
            return weights
        _drawn[before] = weights, random.bit_generator.state
    weights, after = _drawn[before]
    random.bit_generator.state = after
    return weights


def deviations(one: Side, n: int, random: np.random.Generator) -> np.ndarray:
    """Return how far n resampled means lie from the mean, float64[n, subjects], freed of the bootstrap's narrowness.

    With c clusters the variance of resampled means is too small by (c - 1) / c.

    Source: Hesterberg (2015), What teachers should know about the bootstrap, American Statistician 69, 371-386.
    """
    clusters = len(one.documents)
    return np.asarray(sqrt(clusters / max(clusters - 1, 1)) * (draws(one, n, random) - one.mean))


def interval(estimate: np.ndarray, spread: np.ndarray, sides: Sequence[Side], level: float, coder: np.ndarray | None = None) -> Interval:
    """Return a percentile interval made wide enough for few clusters.

    Args:
        estimate: float64[subjects].
        spread: float64[draws, subjects]: resampled estimates minus the estimate, from ``deviations``.
        sides: all that were resampled; they give the degrees of freedom.
        level: such as 0.95.
        coder: float64[draws, subjects]: how far the estimate lies off by the coder's error; it is added as it is, since few
            clusters do not make it narrow. None: not known.

    Returns:
        The percentiles, their distance from the estimate multiplied by t / z. Where resampled means are normal this is
        the expanded percentile interval; from three or four clusters, unlike that one, it can reach beyond the
        smallest and the largest document.

    Source:
        Hesterberg (2015), as for ``deviations``; degrees of freedom: Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
    """
    tail = (1 - level) / 2
    ends = [100 * tail, 100 * (1 - tail)]
    if coder is not None:
        low, high = np.percentile(together(spread, sides, level, coder), ends, axis=0)
        return Interval(estimate + low, estimate + high)
    low, high = np.percentile(spread, ends, axis=0)
    wider = stretch(degrees_of_freedom(sides), level)
    return Interval(estimate + wider * low, estimate + wider * high)


def together(spread: np.ndarray, sides: Sequence[Side], level: float, coder: np.ndarray) -> np.ndarray:
    """Return how far estimates lie off by resampling, widened as in ``interval``, and by the coder's error together: float64[draws, subjects]."""
    return np.asarray(stretch(degrees_of_freedom(sides), level) * spread + coder)


def stretch(freedom: np.ndarray, level: float) -> np.ndarray:
    """Return t / z for degrees of freedom of any shape: how much wider an interval is than one of known variance."""
    from scipy.special import ndtri, stdtrit

    upper = (1 + level) / 2
    return np.asarray(stdtrit(freedom, upper) / ndtri(upper))


def variances_of(sides: Sequence[Side]) -> np.ndarray:
    """Return the variance of each side's mean over its clusters, linearised, float64[sides, subjects]."""
    freedom = np.array([max(len(one.documents) - 1, 1) for one in sides], dtype=float)[:, None]
    squares = np.stack([(residuals(one) ** 2).sum(axis=0) / one.documents.sum() ** 2 for one in sides])
    return np.asarray(squares * (freedom + 1) / freedom)


def residuals(one: Side) -> np.ndarray:
    """Return how far each cluster's sum of shares lies from what the side's mean has it, float64[clusters, subjects]."""
    return np.asarray(one.shares - one.documents[:, None] * one.mean)


def degrees_of_freedom(sides: Sequence[Side]) -> np.ndarray:
    """Return Satterthwaite's degrees of freedom of the sides together, float64[subjects]."""
    freedom = np.array([max(len(one.documents) - 1, 1) for one in sides], dtype=float)[:, None]
    variances = variances_of(sides)
    known = variances.sum(axis=0) > 0
    parts = np.where(known, (variances**2 / freedom).sum(axis=0), 1)
    return np.asarray(np.where(known, variances.sum(axis=0) ** 2 / parts, freedom.sum()))
