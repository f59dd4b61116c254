"""Measure how often bands hold the true share, ours beside other ways to make them, and beside one who knows the variance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from bench.invented_shares import SEGMENTS, Drawn, draw_documents, side_of
from pipeline.bands import as_sure_as, band
from pipeline.resampling import Interval, stretch

BANDS = 4000  # simulations behind the coverage of a band
RIVALS = 1000  # of each other way
RESAMPLES = 1000
COVERED = ((0.3, 0.08), (0.3, 0.15), (0.3, 0.3), (0.1, 0.08), (0.05, 0.05), (0.5, 0.3), (0.2, 0.2), (0.1, 0.15))  # share, deviation
OTHERS = ((0.15, 0.2), (0.05, 0.1), (0.4, 0.25), (0.02, 0.04), (0.7, 0.2), (0.1, 0.12), (0.6, 0.1), (0.9, 0.08))  # on which no way was chosen
DOCUMENTS = (3, 4, 5, 6, 8, 12, 24)
ASKED = (0.93, 0.98)
SHARES = np.linspace(0.004, 0.996, 125)
ALIKE = np.array([0.002, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85])
Way = Callable[[Drawn], Interval]


def coverage(n: int, mean: float, deviation: float, simulations: int = BANDS) -> float:
    """Return how often the band of n documents holds the true share."""
    return held(ours, n, mean, deviation, simulations)


def held(way: Way, n: int, mean: float, deviation: float, simulations: int) -> float:
    """Return how often the interval that a way makes of n documents holds the true share."""
    random = np.random.default_rng([n, round(1000 * mean), round(1000 * deviation)])
    found = way(draw_documents(mean, deviation, (n, simulations), random))
    return float(np.mean((found.low <= mean) & (mean <= found.high)))


def ours(drawn: Drawn) -> Interval:
    """Return bands as ``track`` makes them."""
    return band(side_of(drawn.shares), RESAMPLES, np.random.default_rng(0), segments=float(SEGMENTS * len(drawn.shares)))


def usual_freedom(drawn: Drawn) -> Interval:
    """Return the same with the variance taken to have c - 1 degrees of freedom, as of normal shares."""
    n = len(drawn.shares)
    return _effective(drawn.shares.mean(axis=0), drawn.shares.var(axis=0, ddof=1) / n / stretch(np.array(n - 1.0), 0.95) ** -2, n)


def known_variance(drawn: Drawn) -> Interval:
    """Return the same of one who knows by how much documents deviate, which no study does."""
    n = len(drawn.shares)
    return _effective(drawn.shares.mean(axis=0), np.full(drawn.shares.shape[1], drawn.deviation**2 / n), n)


def _effective(share: np.ndarray, variance: np.ndarray, n: int) -> Interval:
    size = np.minimum(share * (1 - share) / np.maximum(variance, 1e-12), SEGMENTS * n)
    ends = as_sure_as(share, size)
    return Interval(np.where(share > 0, ends.low, 0), np.where(share > 0, ends.high, 1 - 0.05 ** (1 / n)))


def student(drawn: Drawn) -> Interval:
    """Return Student's t interval."""
    from scipy.special import stdtrit

    n = len(drawn.shares)
    mean, half = drawn.shares.mean(axis=0), stdtrit(n - 1, 0.975) * drawn.shares.std(axis=0, ddof=1) / np.sqrt(n)
    return Interval(mean - half, mean + half)


def studentised(drawn: Drawn) -> Interval:
    """Return the bootstrap-t interval (Efron, Tibshirani 1993, chapter 12); no standard error is taken for less than the segments' own."""
    n, mean = len(drawn.shares), drawn.shares.mean(axis=0)
    means, squares = (_resampled(values) for values in (drawn.shares, drawn.shares**2))
    errors = np.sqrt(np.maximum(squares - means**2, 0) / (n - 1))
    least = [np.sqrt(np.maximum(own * (1 - own), 1e-9) / (SEGMENTS * n)) for own in (mean, means)]
    low, high = np.percentile((means - mean) / np.maximum(errors, least[1]), [2.5, 97.5], axis=0)
    error = np.maximum(drawn.shares.std(axis=0, ddof=1) / np.sqrt(n), least[0])
    return Interval(mean - high * error, mean - low * error)


def accelerated(drawn: Drawn) -> Interval:
    """Return the bias-corrected, accelerated interval (Efron 1987) of resampled means, widened for few documents as percentiles are."""
    from scipy.special import ndtr, ndtri

    n, mean = len(drawn.shares), drawn.shares.mean(axis=0)
    wider = np.sqrt(n / (n - 1)) * stretch(np.array(n - 1.0), 0.95)
    means = np.sort(mean + wider * (_resampled(drawn.shares) - mean), axis=0)
    below = ((means < mean).sum(axis=0) + (means == mean).sum(axis=0) / 2) / len(means)
    bias = ndtri(np.clip(below, 1 / len(means), 1 - 1 / len(means)))
    own = drawn.shares - mean
    skew = (own**3).sum(axis=0) / np.maximum(6 * (own**2).sum(axis=0) ** 1.5, 1e-12)
    places = [ndtr(bias + (bias + z) / (1 - skew * (bias + z))) for z in (ndtri(0.025), ndtri(0.975))]
    ends = [means[np.clip((place * len(means)).astype(int), 0, len(means) - 1), np.arange(means.shape[1])] for place in places]
    return Interval(ends[0], ends[1])


def _resampled(values: np.ndarray) -> np.ndarray:
    random = np.random.default_rng(len(values))  # the same at every call, so that shares and their squares are resampled alike
    return np.asarray(random.multinomial(len(values), np.full(len(values), 1 / len(values)), size=RESAMPLES) @ values / len(values))


def posterior(drawn: Drawn) -> Interval:
    """Return the middle of the posterior of a beta-binomial model, which is the one that the simulations draw from: roh ~ Beta(1/2, 1)."""
    from scipy.special import betaln

    size = 1 / ALIKE - 1
    a, b = SHARES[:, None] * size, (1 - SHARES)[:, None] * size
    edges = np.concatenate([[0], (ALIKE[1:] + ALIKE[:-1]) / 2, [1]])
    likelihood = np.zeros((drawn.shares.shape[1], len(SHARES), len(ALIKE))) + np.log(np.diff(np.sqrt(edges)))
    for shares, segments in zip(drawn.shares, drawn.segments.ravel(), strict=True):
        possible = np.arange(segments + 1)[:, None, None]
        likelihood += (betaln(possible + a, segments - possible + b) - betaln(a, b))[np.rint(shares * segments).astype(int)]
    weights = np.exp(likelihood - likelihood.max(axis=(1, 2), keepdims=True)).sum(axis=2)
    sums = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    middles = SHARES + (SHARES[1] - SHARES[0]) / 2
    low, high = (np.array([np.interp(end, own, middles) for own in sums]) for end in (0.025, 0.975))
    return Interval(np.minimum(low, drawn.shares.mean(axis=0)), high)


WAYS: dict[str, Way] = {
    "ours": ours,
    "the same, c − 1 degrees of freedom": usual_freedom,
    "Student’s t": student,
    "bootstrap-t": studentised,
    "BCa": accelerated,
    "posterior of a beta-binomial": posterior,
    "ours, who knows the variance": known_variance,
}


def coverages() -> Iterator[list[str]]:
    """Yield how often our bands hold the truth, a row a share and deviation."""
    for mean, deviation in COVERED:
        yield [f"{mean:.2f}", f"{deviation:.2f}", *(f"{coverage(n, mean, deviation):.3f}" for n in DOCUMENTS)]


def ways() -> Iterator[list[str]]:
    """Yield for each way how many cells of the table of coverage are as asked, the least and the most, and the same for other cells."""
    for name, way in WAYS.items():
        cells = []
        for grid in (COVERED, OTHERS):
            found = np.array([held(way, n, mean, deviation, RIVALS) for mean, deviation in grid for n in DOCUMENTS])
            asked = int(((found >= ASKED[0]) & (found <= ASKED[1])).sum())
            cells += [f"{asked} of {len(found)}", f"{found.min():.3f}", f"{found.max():.3f}"]
        yield [name, *cells]
