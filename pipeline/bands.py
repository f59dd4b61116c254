"""Put a band around the share of a side: where the mean share of documents like these would lie."""

from __future__ import annotations

import numpy as np

from pipeline.resampling import Interval, Side, deviations, interval, residuals, stretch
from pipeline.wording import at_most

SAME = 1e-12  # a smaller variance of shares is rounding
CERTAIN = 1e9  # segments, where their number is not told
PRIOR = 1.0  # segments with the theme, and as many without, that a band's prior is worth: any share is as likely as any other
FEWEST_FOR_TAILS = 5  # clusters from which their kurtosis is asked for: the estimate divides by (c - 2) (c - 3), and of four says next to nothing


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
    share, varies = one.mean, variance > SAME
    effective = share * (1 - share) / np.where(varies, variance, 1) / stretch(freedom_of_variance(one), 0.95) ** 2
    size = np.minimum(np.where(varies, effective, segments), segments if np.isfinite(segments) else CERTAIN)
    ends, none = as_sure_as(share, size), at_most(len(one.documents))
    return Interval(np.where(share > 0, np.minimum(ends.low, share), 0), np.where(share > 0, np.maximum(ends.high, share), none))


def as_sure_as(share: np.ndarray, segments: np.ndarray) -> Interval:
    """Return the 95 % interval of a share of so many independent segments, after a uniform prior: float64 of any shape."""
    from scipy.special import betaincinv

    low, high = (betaincinv(segments * share + PRIOR, segments * (1 - share) + PRIOR, end) for end in (0.025, 0.975))
    return Interval(low, high)


def freedom_of_variance(one: Side) -> np.ndarray:
    """Return as how many degrees of freedom the variance between clusters is known, float64[subjects]: c - 1 or fewer of c clusters.

    They are those of a chi-squared variable that deviates as much: 2 / (k / c + 2 / (c - 1)), where k is the excess kurtosis of
    the clusters, taken as nought where the estimate is below. Where a theme sits in few documents, k is large, and their
    variance a worse guide than c - 1 degrees of freedom say. With fewer than five clusters k is not asked for.

    Source:
        Mood, Graybill, Boes (1974), Introduction to the Theory of Statistics, p. 229 (variance of the sample variance); matched
        as by Satterthwaite (1946), Biometrics Bulletin 2, 110-114; kurtosis: Joanes, Gill (1998), The Statistician 47, 183-189 (G2).
    """
    clusters = len(one.documents)
    usual = np.full(one.shares.shape[1], max(clusters - 1.0, 1.0))
    if clusters < FEWEST_FOR_TAILS:
        return usual
    own = residuals(one)
    square = (own**2).mean(axis=0)
    varies = square > SAME
    raw = (own**4).mean(axis=0) / np.where(varies, square, 1) ** 2 - 3
    excess = (clusters - 1) / ((clusters - 2) * (clusters - 3)) * ((clusters + 1) * raw + 6)
    return np.where(varies, 2 / (np.maximum(excess, 0) / clusters + 2 / usual), usual)
