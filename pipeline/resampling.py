"""Resample clusters of documents, never segments: means, intervals and bands, with the coder's error where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from pipeline.keys import digest
from pipeline.wording import at_most

SAME = 1e-12  # a smaller variance of shares is rounding
CERTAIN = 1e9  # segments, where their number is not told
PRIOR = 1.0  # segments with the theme, and as many without, that a band's prior is worth: any share is as likely as any other
AT_ONCE = 500  # permutations or resamples held in memory together


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
    residuals = [one.shares - one.documents[:, None] * one.mean for one in sides]
    squares = np.stack([(own**2).sum(axis=0) / one.documents.sum() ** 2 for own, one in zip(residuals, sides, strict=True)])
    return np.asarray(squares * (freedom + 1) / freedom)


def degrees_of_freedom(sides: Sequence[Side]) -> np.ndarray:
    """Return Satterthwaite's degrees of freedom of the sides together, float64[subjects]."""
    freedom = np.array([max(len(one.documents) - 1, 1) for one in sides], dtype=float)[:, None]
    variances = variances_of(sides)
    known = variances.sum(axis=0) > 0
    parts = np.where(known, (variances**2 / freedom).sum(axis=0), 1)
    return np.asarray(np.where(known, variances.sum(axis=0) ** 2 / parts, freedom.sum()))


def band(one: Side, n: int, random: np.random.Generator, *, sampled: bool = True, segments: float = np.inf) -> Interval:
    """Return the 95 % band of a side's mean share from n resamples, within 0 and 1.

    Args:
        one: the side.
        n: resamples.
        random: source of chance.
        sampled: false for a census, in which only the coder's error is in the band.
        segments: codable segments of the side: a share is never known better than by so many independent ones.

    Returns:
        Where the coder's error is known, ``interval``. Else resampled means give a variance, that gives the number of
        independent segments that would be as sure of the share, and those the interval that a uniform prior gives: unlike
        percentiles it is right for shares near 0 and 1, where documents are skewed, and from three or four documents with
        shares far apart it covers more, and is narrower, than with Jeffreys' prior. Where nothing is found, and nothing can vary, it ends at
        what is compatible with none in so many clusters.

    Source:
        Franco, Little, Louis, Slud (2019), Journal of Survey Statistics and Methodology 7, 334-364 (effective sample sizes);
        Korn, Graubard (1998), Survey Methodology 24, 193-201 (these divided by (t / z)^2 for few clusters). docs/benchmarks.md
        has the coverage.
    """
    spread = deviations(one, n, random) if sampled else np.zeros((n, one.shares.shape[1]))
    known = np.zeros(one.shares.shape[1], dtype=bool) if one.coder is None else one.coder.any(axis=0)
    with_coder = interval(one.mean, spread, [one], 0.95, one.coder)
    alone = _from_effective(one, spread.var(axis=0), segments) if sampled else with_coder
    low, high = (np.where(known, *ends) for ends in ((with_coder.low, alone.low), (with_coder.high, alone.high)))
    return Interval(np.clip(low, 0, 1), np.clip(high, 0, 1))


def _from_effective(one: Side, variance: np.ndarray, segments: float) -> Interval:
    from scipy.special import betaincinv

    share, clusters = one.mean, len(one.documents)
    varies = variance > SAME
    effective = share * (1 - share) / np.where(varies, variance, 1) / stretch(np.array(max(clusters - 1.0, 1.0)), 0.95) ** 2
    size = np.minimum(np.where(varies, effective, segments), segments if np.isfinite(segments) else CERTAIN)
    low, high = (betaincinv(size * share + PRIOR, size * (1 - share) + PRIOR, end) for end in (0.025, 0.975))
    none = at_most(clusters)
    return Interval(np.where(share > 0, np.minimum(low, share), 0), np.where(share > 0, np.maximum(high, share), none))
