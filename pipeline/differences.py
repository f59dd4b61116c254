"""Hold two sides against each other: the difference, its intervals and a test that permutes clusters of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np

from pipeline.config import Track
from pipeline.resampling import AT_ONCE, Side, degrees_of_freedom, deviations, interval, together, variances_of

POWER = 0.8
LISTED = 20_000  # up to so many permutations all are listed, and p is exact


@dataclass(frozen=True)
class Difference:
    """Second side minus first, for every subject: float64[subjects] each."""

    estimate: np.ndarray
    low: np.ndarray  # 95 % interval
    high: np.ndarray
    inner_low: np.ndarray  # 90 % interval, for equivalence
    inner_high: np.ndarray
    p: np.ndarray  # two-sided, from permuted clusters, by the sides' own spread, and, where the coder's error is known, from the interval that has it
    smallest_p: float  # the smallest that so many clusters and permutations can give


def difference(first: Side, second: Side, settings: Track, random: np.random.Generator) -> Difference:
    """Hold two sides against each other.

    Args:
        first: the earlier period, or group b.
        second: the later period, or group a.
        settings: ``[track]``: draws and permutations; in a census nothing is resampled.
        random: source of chance.

    Returns:
        The difference with intervals from resampled clusters, and p: the larger of that from permuting clusters, exact where at most
        20,000 arrangements exist, else (1 + as extreme) / (1 + permutations), and that of ``welch``. Permuting takes clusters of both sides
        for equally uneven: where those of the side with fewer deviate more, it calls chance a difference too often, and the smaller its p
        the more so. Where the coder's error is known, it is in the intervals, and p is also no smaller than that at which the interval just
        reaches nought: each alone would leave something out.

    Source:
        Phipson, Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, article 39. Permuted means under unequal
        spread: Janssen (1997), Statistics and Probability Letters 36, 9-21. The larger of two
        p is a p for "either of the two holds": Berger (1982), Technometrics 24, 295-300 (intersection-union test).
    """
    sampled, shape = settings.design == "sample", (settings.draws, first.shares.shape[1])
    spread = deviations(second, settings.draws, random) - deviations(first, settings.draws, random) if sampled else np.zeros(shape)
    estimate = second.mean - first.mean
    permuted, smallest = _permuted(first, second, estimate, settings, random)
    p = np.maximum(permuted, welch(estimate, (first, second)))
    coder = None if first.coder is None or second.coder is None else second.coder - first.coder
    outer, inner = (interval(estimate, spread, (first, second), level, coder) for level in (0.95, 0.9))
    low, inner_low, inner_high, high = (np.clip(end, -1, 1) for end in (outer.low, inner.low, inner.high, outer.high))
    if coder is not None:
        known = coder.any(axis=0)
        reached = reaching_nought(estimate + together(spread, (first, second), 0.95, coder))
        p = np.where(known, np.maximum(p, reached) if sampled else reached, p)
        estimate = estimate + np.median(coder, axis=0)
    return Difference(estimate, low, high, inner_low, inner_high, p, smallest)


def welch(estimate: np.ndarray, sides: Sequence[Side]) -> np.ndarray:
    """Return the two-sided p of a difference by its standard error, which knows how uneven each side's clusters are: float64[subjects].

    Args:
        estimate: float64[subjects].
        sides: those it is made of, or their parts by source type.

    Returns:
        That of t with Satterthwaite's degrees of freedom; nought, or one of no difference, where no clusters deviate.

    Source:
        Welch (1947), Biometrika 34, 28-35, with variances of ratio means over clusters.

    >>> one, other = (Side(np.array([[a], [b], [c]]), np.ones(3)) for a, b, c in ((0.1, 0.2, 0.3), (0.4, 0.5, 0.9)))
    >>> welch(other.mean - one.mean, (one, other)).round(4).tolist()
    [0.1064]
    """
    from scipy.special import stdtr

    size, deviation = np.abs(estimate), np.sqrt(variances_of(sides).sum(axis=0))
    t = np.divide(size, deviation, out=np.where(size > 0, np.inf, 0.0), where=deviation > 0)
    return np.asarray(2 * stdtr(degrees_of_freedom(sides), -t))


def detectable(first: Side, second: Side, alpha: float) -> np.ndarray:
    """Return the smallest difference that a test at alpha finds in four cases of five, float64[subjects]: documents deviating as they do here.

    It holds for one test alone; of many that are tested together, it takes more. Null where documents do not deviate.

    Source: Bloom (1995), Evaluation Review 19, 547-556 (minimum detectable effects).
    """
    from scipy.special import stdtrit

    sides = (first, second)
    deviation, freedom = np.sqrt(variances_of(sides).sum(axis=0)), degrees_of_freedom(sides)
    found = (stdtrit(freedom, 1 - alpha / 2) + stdtrit(freedom, POWER)) * deviation
    return np.asarray(np.where(deviation > 0, np.minimum(found, 1.0), np.nan))


def reaching_nought(drawn: np.ndarray) -> np.ndarray:
    """Return for each column the two-sided p at which its interval just reaches nought; never below 2 / (1 + draws).

    Source: Davison, Hinkley (1997), Bootstrap Methods and their Application, section 4.4.

    >>> reaching_nought(np.array([[1.0, -1.0], [2.0, 1.0], [3.0, -1.0]])).tolist()
    [0.5, 1.0]
    """
    fewer = np.minimum((drawn <= 0).sum(axis=0), (drawn >= 0).sum(axis=0))
    return np.asarray(np.minimum(2 * (1 + fewer) / (1 + len(drawn)), 1.0))


def _permuted(first: Side, second: Side, estimate: np.ndarray, settings: Track, random: np.random.Generator) -> tuple[np.ndarray, float]:
    both = Side(np.vstack([first.shares, second.shares]), np.concatenate([first.documents, second.documents]))
    n, k = len(both.documents), len(second.documents)
    arrangements = comb(n, k)
    exact = arrangements <= LISTED
    as_extreme = np.zeros(len(estimate))
    for chosen in arrange(n, k, settings.permutations, random):
        as_extreme += (np.abs(_apart(both, chosen)) >= np.abs(estimate) - 1e-12).sum(axis=0)
    p = as_extreme / arrangements if exact else (1 + as_extreme) / (1 + settings.permutations)
    return np.minimum(p, 1.0), smallest_p(n, k, None if exact else settings.permutations)


def smallest_p(n: int, k: int, permutations: int | None) -> float:
    """Return the smallest two-sided p of k clusters among n: between equal sides each arrangement has a mirror image, as extreme as itself."""
    listed = (2 if n == 2 * k else 1) / comb(n, k)
    return listed if permutations is None else max(listed, 1 / (1 + permutations))


def arrange(n: int, k: int, permutations: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield choices of k clusters among n, some hundred at a time: all where they are at most 20,000, else so many at random."""
    yield from _listed(n, k) if comb(n, k) <= LISTED else _drawn(n, k, permutations, random)


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
