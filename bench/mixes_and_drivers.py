"""Measure what differences are put down to where the truth is known: to mix or content, and to which document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bench.invented_shares import Drawn, draw_documents, draw_shares, measures_of, shape_of, side_of
from pipeline.cells import Cell
from pipeline.influence import rank_drivers, without_each
from pipeline.mixes import Kinds, part

SIMULATIONS = 1000
DEVIATIONS = (0.08, 0.12)
PRESS, MINUTES = 0.6, 0.2  # share of a theme in press releases and in minutes
DOCUMENTS = (20, 40, 80, 160)
STEP = 20  # documents a side, in the search for enough
MOST = 600
MEAN = 0.3
JUMPS = (0.3, 0.4, 0.5)
ROUNDS = 10
FINE = np.arange(0.2, 0.68, 0.02)


@dataclass(frozen=True)
class Mixed:
    """Differences that are all mix, and what of them was put down to it: float64[simulations] each."""

    mix: np.ndarray
    difference: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """Mix as a share of each difference."""
        return np.asarray(self.mix / self.difference)

    @property
    def pooled(self) -> float:
        """Sum of all mixes as a share of the sum of all differences."""
        return float(self.mix.sum() / self.difference.sum())


@dataclass(frozen=True)
class Named:
    """How often the planted document is named first, and how often among the three that are named."""

    first: float
    among: float
    possible: float  # how often one names it who knows the share that every document would have, and how planted ones are drawn


def put_down_to_mix(deviation: float, n: int = 20, simulations: int = SIMULATIONS) -> Mixed:
    """Part differences between n documents and n: of the first a fifth are press releases, of the second four fifths; else nothing changes."""
    random = np.random.default_rng([round(1000 * deviation), n])
    sides = []
    for press in (n // 5, n - n // 5):
        kind = np.eye(2)[(np.arange(n) >= press).astype(int)]
        drawn = [draw_shares(mean, deviation, (n, simulations), random) for mean in (PRESS, MINUTES)]
        own = np.where(kind[:, :1] > 0, drawn[0], drawn[1])
        sides.append(Kinds(kind[:, :, None] * own[:, None, :], kind))
    found = part(sides, [np.ones((1, n))] * 2)
    return Mixed(found.mix[0], (found.mix + found.content)[0])


def enough_for_mix(deviation: float, simulations: int = SIMULATIONS) -> int | None:
    """Return the fewest documents a side, in steps of 20, at which 19 simulations of 20 put nine tenths or more down to mix."""
    low, high = 1, MOST // STEP + 1
    while low < high:
        middle = (low + high) // 2
        if np.percentile(put_down_to_mix(deviation, STEP * middle, simulations).shares, 5) >= 0.9:
            high = middle
        else:
            low = middle + 1
    return STEP * low if STEP * low <= MOST else None


def named_driver(n: int, jump: float, deviation: float, simulations: int = SIMULATIONS) -> Named:
    """Return how often the one document of a side of n that a jump was planted in is named as a driver, numbers of segments drawn ten times."""
    found = [_named(n, jump, deviation, simulations // ROUNDS, number) for number in range(ROUNDS)]
    return Named(*(float(np.mean([getattr(one, name) for one in found])) for name in ("first", "among", "possible")))


def _named(n: int, jump: float, deviation: float, simulations: int, number: int) -> Named:
    random = np.random.default_rng([n, round(1000 * jump), number])
    drawn = draw_documents(MEAN, deviation, (2 * n, simulations), random)
    law = shape_of(MEAN + jump, deviation)
    true = np.full(simulations, MEAN + jump) if law is None else random.beta(*law, size=simulations)
    shares = drawn.shares.copy()
    shares[n] = random.binomial(drawn.segments[n], true) / drawn.segments[n]
    measures = measures_of(shares, np.repeat("a", 2 * n), np.repeat([2000, 2010], n))
    rows = (np.arange(n), np.arange(n, 2 * n))
    cells = [Cell("all", "all", None, own, side_of(shares[own])) for own in rows]
    moved = without_each(cells, lambda sides: sides[1].mean - sides[0].mean, measures)
    named, planted = [rank_drivers(moved, column) for column in range(simulations)], f"d{n:05d}"
    first, among = (float(np.mean(found)) for found in ([names[0] == planted for names in named], [planted in names for names in named]))
    return Named(first, among, float(np.mean(_likeliest(shares, drawn, law or MEAN + jump) == n)))


def _likeliest(shares: np.ndarray, drawn: Drawn, planted: tuple[float, float] | float) -> np.ndarray:
    """Return for each simulation the document that most speaks for having been planted, int[simulations].

    It is that of the largest ratio of two likelihoods: of a planted document, and of one with the share that it has without
    a jump. No rule names the planted document more often that is told the same, or less.

    Source: the likeliest of equally likely cases is right most often (Bayes' rule); Neyman, Pearson (1933) for the ratio.
    """
    from scipy.special import betaln, xlog1py, xlogy

    carried, others = shares * drawn.segments, (1 - shares) * drawn.segments
    if isinstance(planted, float):
        with_jump = xlogy(carried, planted) + xlog1py(others, -planted)
    else:
        with_jump = betaln(carried + planted[0], others + planted[1]) - betaln(*planted)
    without = xlogy(carried, drawn.true) + xlog1py(others, -drawn.true)
    return np.asarray((with_jump - without).argmax(axis=0))


def smallest_named(n: int, deviation: float, holds: Callable[[Named], float], simulations: int = SIMULATIONS) -> float | None:
    """Return the smallest jump, in steps of two points, at which what ``holds`` takes of the naming is .95 or more."""
    low, high = 0, len(FINE)
    while low < high:
        middle = (low + high) // 2
        if holds(named_driver(n, float(FINE[middle]), deviation, simulations)) >= 0.95:
            high = middle
        else:
            low = middle + 1
    return float(FINE[low]) if low < len(FINE) else None


def mixes() -> tuple[list[str], Iterator[list[str]]]:
    """Return the table of differences that are all mix."""

    def rows() -> Iterator[list[str]]:
        for deviation in DEVIATIONS:
            for n in DOCUMENTS:
                found = put_down_to_mix(deviation, n)
                numbers = found.shares.mean(), found.pooled, np.percentile(found.shares, 5), (found.shares >= 0.9).mean()
                yield [f"{deviation:.2f}", str(n), *(f"{number:.3f}" for number in numbers)]
            enough = enough_for_mix(deviation)
            yield [f"{deviation:.2f}", f"{enough}: the fewest" if enough else f"more than {MOST}", "", "", "0.9 or more", ""]

    return ["deviation", "documents a side", "mix / difference, mean", "of the sums", "5th percentile", "simulations with .9 or more"], rows()


def drivers() -> tuple[list[str], Iterator[list[str]]]:
    """Return the table of drivers."""

    def rows() -> Iterator[list[str]]:
        for deviation in DEVIATIONS:
            for n in (8, 16):
                found = [named_driver(n, jump, deviation) for jump in JUMPS]
                least = [smallest_named(n, deviation, holds) for holds in (_first, _among, _possible)]
                said = [f"{100 * jump:.0f} points" if jump else f"more than {100 * FINE[-1]:.0f} points" for jump in least]
                yield [f"{deviation:.2f}", str(2 * n), *(f"{one.first:.3f} ({one.among:.3f}) [{one.possible:.3f}]" for one in found), *said]

    head = ["deviation", "documents", *(f"{100 * jump:.0f} points" for jump in JUMPS)]
    return [*head, "first in 95 % from", "among three in 95 % from", "possible in 95 % from"], rows()


def _first(named: Named) -> float:
    return named.first


def _among(named: Named) -> float:
    return named.among


def _possible(named: Named) -> float:
    return named.possible
