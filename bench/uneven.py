"""Measure claims between sides of uneven size and spread, by ours and by tests that it was chosen over. Written into docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import comb

import numpy as np

from bench.invented_shares import draw_shares, side_of, verdicts_of
from bench.written import machine, write_between
from pipeline.config import Track
from pipeline.differences import LISTED, Difference, arrange, difference

SIMULATIONS = 3000
FAMILY = 10  # tests that are judged together
SETTINGS = Track(draws=400, permutations=999)
CLAIMS = ("rise", "fall")
SMALLEST = 1e-12  # of a variance; less is rounding


@dataclass(frozen=True)
class Sides:
    """Documents on two sides and by how much their shares deviate, of one mean but for what is planted."""

    n: tuple[int, int]
    deviations: tuple[float, float]
    mean: float = 0.3
    planted: float = 0.0


NOTHING = (
    *(Sides(n, (0.08, 0.08)) for n in ((3, 20), (4, 16), (6, 12), (12, 12))),
    *(Sides((4, 16), deviations) for deviations in ((0.05, 0.15), (0.15, 0.05), (0.25, 0.05))),
    *(Sides(n, (0.15, 0.05)) for n in ((3, 20), (6, 16), (8, 8), (12, 12), (20, 20))),
    Sides((5, 15), (0.12, 0.08)),
    *(Sides(n, (0.12, 0.05), mean=0.1) for n in ((4, 16), (12, 12))),
)
PLANTED = (
    *(Sides(n, (0.08, 0.08), planted=0.1) for n in ((4, 16), (6, 12), (12, 12))),
    Sides((4, 16), (0.05, 0.15), planted=0.2),
    Sides((4, 16), (0.15, 0.05), planted=0.2),
)


@dataclass(frozen=True)
class Called:
    """How often each test calls a difference: at .05 alone and with an interval that leaves out nought; and in how many families of ten."""

    alone: list[float]  # permuted difference, permuted t, ours
    families: list[float]


def apart(inside: np.ndarray, shares: np.ndarray, *, studentised: bool) -> np.ndarray:
    """Return how far sides are apart in each arrangement, as means or by their standard errors: float64[arrangements, subjects].

    Source: Janssen (1997), Statistics and Probability Letters 36, 9-21; Chung, Romano (2013), Annals of Statistics 41, 484-507.
    """
    sides = []
    for chosen in (inside, 1 - inside):
        n = chosen.sum(axis=1)[:, None]
        mean = chosen @ shares / n
        sides.append((mean, np.maximum(chosen @ shares**2 / n - mean**2, 0) / np.maximum(n - 1, 1)))
    (one, of_one), (other, of_other) = sides
    return np.asarray(np.abs(one - other) / (np.sqrt(np.maximum(of_one + of_other, SMALLEST)) if studentised else 1.0))


def permuted(first: np.ndarray, second: np.ndarray, random: np.random.Generator, *, studentised: bool) -> np.ndarray:
    """Return p of permuted documents, float64[subjects]."""
    shares, k = np.vstack([first, second]), len(second)
    n, as_extreme, tried = len(shares), np.zeros(shares.shape[1]), 0
    found = apart((np.arange(n) >= n - k).astype(float)[None], shares, studentised=studentised)[0]
    for chosen in arrange(n, k, SETTINGS.permutations, random):
        inside = np.zeros((len(chosen), n))
        np.put_along_axis(inside, chosen, 1.0, axis=1)
        as_extreme += (apart(inside, shares, studentised=studentised) >= (1 - 1e-9) * found).sum(axis=0)
        tried += len(chosen)
    drawn = 0 if comb(n, k) <= LISTED else 1
    return np.asarray((drawn + as_extreme) / (drawn + tried))


def called(sides: Sides, simulations: int = SIMULATIONS) -> Called:
    """Return how often each test calls a difference; what is planted, is in the first test of each family alone, and only it is counted."""
    random = np.random.default_rng([*sides.n, *(round(1000 * number) for number in (*sides.deviations, sides.mean, sides.planted))])
    means = np.where(np.arange(simulations) % FAMILY == 0, sides.mean + sides.planted, sides.mean)
    first = draw_shares(sides.mean, sides.deviations[0], (sides.n[0], simulations), random)
    second = np.column_stack([draw_shares(float(mean), sides.deviations[1], (sides.n[1],), random) for mean in means])
    ours = difference(side_of(first), side_of(second), SETTINGS, random)
    rivals = [replace(ours, p=permuted(first, second, random, studentised=studentised)) for studentised in (False, True)]
    return Called(*([_rate(found, family, sides) for found in (*rivals, ours)] for family in (1, FAMILY)))


def _rate(found: Difference, family: int, sides: Sides) -> float:
    """Return the rate of claims: of tests alone, or of families in which there is any (where something is planted, in which it is found)."""
    claims = np.isin(verdicts_of(found, SETTINGS, family), CLAIMS)
    if sides.planted:
        return float(claims[::FAMILY].mean())
    return float(claims.reshape(-1, family).any(axis=1).mean())


def lines() -> Iterator[str]:
    """Yield the table, a row for each pair of sides: how often each test claims a difference, alone and in families of ten."""
    tests = ("difference", "t", "ours")
    head = ["documents", "deviation", "share", "planted", *tests, *(f"of ten, {test}" for test in tests)]
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * 4 + "---:|" * 6
    for sides in (*NOTHING, *PLANTED):
        found = called(sides)
        names = [f"{a} and {b}" for a, b in (sides.n, tuple(f"{deviation:.2f}" for deviation in sides.deviations))]
        rates = [f"{100 * rate:.1f} %" for rate in (*found.alone, *found.families)]
        cells = [*names, f"{sides.mean:.1f}", f"{100 * sides.planted:.0f} points" if sides.planted else "nothing", *rates]
        yield "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure, and write the page."""
    tries = f"{SIMULATIONS:,} tests a row, {SIMULATIONS // FAMILY:,} families of ten; {SETTINGS.permutations} permutations where not all are listed"
    text = "\n".join([*lines(), "", f"{tries}; {machine(('numpy', 'scipy', 'pandas'))}"])
    write_between("uneven", text)
    print(text)


if __name__ == "__main__":
    main()
