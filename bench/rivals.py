"""Estimate a share in other ways than pipeline.correct, to hold its intervals against theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline import bootstrap

Z = 1.959964


@dataclass(frozen=True)
class Interval:
    """Ends of a 95 % interval, 0 to 1."""

    low: float
    high: float


def wilson(positives: float, n: int) -> Interval:
    """Return Wilson's interval of a share in a simple random sample.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    >>> wilson(50, 100)  # doctest: +ELLIPSIS
    Interval(low=0.40383..., high=0.59616...)
    """
    return Interval(*bootstrap.wilson(positives / n, n))


def design_weighted(values: np.ndarray, strata: np.ndarray, sizes: np.ndarray) -> Interval:
    """Return the normal interval of the stratified mean, with the finite population correction.

    Source: Cochran (1977), Sampling Techniques, 3rd edition, sections 5.4 and 5.5.
    """
    mean = variance = 0.0
    for stratum, size in enumerate(sizes):
        own, weight = values[strata == stratum], size / sizes.sum()
        mean += weight * own.mean()
        variance += weight**2 * own.var(ddof=1) / len(own) * (1 - len(own) / size)
    return Interval(float(mean - Z * np.sqrt(variance)), float(mean + Z * np.sqrt(variance)))


def prediction_powered(values: np.ndarray, predicted: np.ndarray, every: np.ndarray) -> Interval:
    """Return the normal interval of PPI++ for a mean, with the power that makes it narrowest.

    Args:
        values: human codes of a simple random sample.
        predicted: machine codes of the same segments.
        every: machine codes of all segments.

    Source: Angelopoulos, Duchi, Zrnic (2023), PPI++: efficient prediction-powered inference, arXiv 2311.01453, section 6.
    """
    n, whole = len(values), len(every)
    variance = every.var(ddof=1)
    power = np.cov(values, predicted)[0, 1] / ((1 + n / whole) * variance) if variance else 0.0
    power = min(max(power, 0.0), 1.0)
    mean = power * every.mean() + (values - power * predicted).mean()
    error = np.sqrt(power**2 * variance / whole + (values - power * predicted).var(ddof=1) / n)
    return Interval(float(mean - Z * error), float(mean + Z * error))
