"""Correct counts of machine codes by human codes of a stratified draw: how often the machine is right, and what it overlooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 10  # codes in a stratum that is not wholly coded: with fewer, Jeffreys' prior (worth one code) says too much
FEW = 5  # codes of a level with the same machine's code: with fewer, they are taken together with those of the other levels
JEFFREYS = 0.5


@dataclass(frozen=True)
class Coded:
    """Human codes of one theme, an entry for each segment that was drawn and coded."""

    value: np.ndarray  # float64[n]: 1 carries the theme, 0 does not, 0.5 coders are tied
    assigned: np.ndarray  # bool[n]: the machine gave the theme
    stratum: np.ndarray  # int[n]: number of its stratum
    size: np.ndarray  # float64[strata]: segments that the stratum held when it was drawn from
    level: np.ndarray  # int[strata]: strata of one level are taken together; each its own where they are few


@dataclass(frozen=True)
class Rates:
    """Draws from the posterior of the two shares that correct a count: float64[draws] each."""

    precision: np.ndarray  # of segments not coded by people that have the machine's code: share that carry the theme
    omission: np.ndarray  # of those that do not have it: share that carry the theme all the same


@dataclass(frozen=True)
class Prevalence:
    """A corrected share with its 95 % interval, 0 to 1."""

    share: float  # median of the posterior
    low: float
    high: float


def one_level(strata: int) -> np.ndarray:
    """Return levels for strata that each stand alone."""
    return np.arange(strata)


def too_few(coded: Coded) -> str:
    """Say why a theme cannot be corrected by these codes; nothing where it can.

    >>> alone = Coded(np.ones(9), np.ones(9, dtype=bool), np.zeros(9, dtype=int), np.array([50.0]), one_level(1))
    >>> too_few(alone)
    '9 drawn codes in a stratum of 50 segments, fewer than 10'
    """
    levels = coded.level[coded.stratum]
    for level in np.unique(coded.level):
        n, size = int((levels == level).sum()), float(coded.size[coded.level == level].sum())
        if n < min(FEWEST, size):
            return f"{n} drawn codes in a stratum of {size:.0f} segments, fewer than {FEWEST}"
    return "" if (coded.value > 0).any() else "no drawn segment carries it"


def draw_rates(coded: Coded, n: int, random: np.random.Generator) -> Rates:
    """Draw precision and false omission rate from their posterior.

    Args:
        coded: the codes of one theme. Not changed.
        n: number of draws.
        random: source of chance.

    Returns:
        n draws. A cell is a level of strata with or without the machine's code. Its share has the posterior
        Beta(k + 1/2, m - k + 1/2), where k of its m drawn segments carry the theme. Cells are put together by how many
        segments without a human code they hold (where all have one: how many they hold). How many of a level have the
        machine's code is known only from the draw, so that is drawn too, from Beta(with, without). Where a cell has fewer
        than 5 codes, the cells of all levels with that machine's code are one, for Jeffreys' prior would weigh nearly as much
        as the cell's own codes. A level that is wholly coded needs no share, but lends its codes, each for as many as it was
        drawn for. Where codes that are taken together were drawn at different rates, k and m are effective counts: the share
        weighted by the segments that each code speaks for, and the number of equally weighted codes that would say as much,
        (sum of weights)^2 / sum of squared weights.

    Source:
        Jeffreys' prior for shares: Brown, Cai, DasGupta (2001), Statistical Science 16, 101-133; sums over strata with a
        finite population and the numbers of cells from the sample: Ghosh, Meeden (1997), Bayesian Methods for Finite
        Population Sampling, chapter 2; effective counts: Kish (1965), Survey Sampling, 11.2 and 11.7; Franco, Little,
        Louis, Slud (2019), Journal of Survey Statistics and Methodology 7, 334-364.
    """
    weights = spoken_for(coded)
    levels = coded.level[coded.stratum]
    held = [levels == level for level in np.unique(coded.level)]
    with_code = [_draw_share(weights[here], coded.assigned[here].astype(float), 0.0, n, random) for here in held]
    rates = []
    for machine in (True, False):
        sizes = [weights[here].sum() * (split if machine else 1 - split) for here, split in zip(held, with_code, strict=True)]
        shares = _draw_shares(coded, held, coded.assigned == machine, n, random)
        carrying = sum(size * share for size, share in zip(sizes, shares, strict=True))
        rates.append(_ratio(np.stack([sum(sizes), carrying]), random))
    return Rates(*rates)


def spoken_for(coded: Coded) -> np.ndarray:
    """Return how many segments each code speaks for: those of its stratum that nobody coded, shared out; where all are coded, all of them."""
    per_stratum = np.bincount(coded.stratum, minlength=len(coded.size))
    uncoded = np.maximum(coded.size - per_stratum, 0)
    held = uncoded if uncoded.any() else coded.size
    return np.asarray((held / np.maximum(per_stratum, 1))[coded.stratum])


def _drawn_for(coded: Coded) -> np.ndarray:
    """Return for how many segments of its stratum each code was drawn: one over its probability."""
    return np.asarray((coded.size / np.maximum(np.bincount(coded.stratum, minlength=len(coded.size)), 1))[coded.stratum])


def _draw_shares(coded: Coded, held: Sequence[np.ndarray], machine: np.ndarray, n: int, random: np.random.Generator) -> list[np.ndarray]:
    """Draw the share of each level's cell of one machine's code: one for all of them where any that is not wholly coded has few codes."""
    weights = spoken_for(coded)
    cells = [here & machine for here in held]
    if min(int(cell.sum()) for cell, here in zip(cells, held, strict=True) if weights[here].any()) < FEW:
        together = np.logical_or.reduce(cells)
        per_code = weights if weights.all() else _drawn_for(coded)
        return [_draw_share(per_code[together], coded.value[together], JEFFREYS, n, random)] * len(cells)
    return [_draw_share(weights[cell], coded.value[cell], JEFFREYS, n, random) for cell in cells]


def _draw_share(weights: np.ndarray, values: np.ndarray, prior: float, n: int, random: np.random.Generator) -> np.ndarray:
    """Draw a share from its Beta posterior; without a prior, where all are alike it is known."""
    total = float(weights.sum())
    effective, share = (total**2 / float((weights**2).sum()), float((weights * values).sum()) / total) if total else (0.0, 0.0)
    yes, no = effective * share + prior, effective * (1 - share) + prior
    return random.beta(yes, no, size=n) if yes > 0 and no > 0 else np.full(n, share)


def _ratio(part: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return carrying / left; where a draw leaves none, nothing is known but the prior."""
    left, carrying = part
    unknown = random.beta(JEFFREYS, JEFFREYS, size=len(left))
    return np.where(left > 0, carrying / np.where(left > 0, left, 1), unknown)


def draw_positives(known: np.ndarray, left: np.ndarray, rates: Rates, random: np.random.Generator) -> np.ndarray:
    """Draw how many segments of each group carry the theme.

    Args:
        known: float64[groups]: those that carry it by a human code; a tie counts half.
        left: int[2, groups]: segments without a human code, with the machine's code and without it.
        rates: as many draws as are wanted.
        random: source of chance.

    Returns:
        float64[draws, groups]: known + Binomial(left with, precision) + Binomial(left without, omission). Nothing is left
        to chance where all segments have a human code.
    """
    by_machine = random.binomial(left[0], rates.precision[:, None]) + random.binomial(left[1], rates.omission[:, None])
    return np.asarray(known + by_machine, dtype=float)


def estimate(coded: Coded, assigned: int, others: int, draws: int, random: np.random.Generator) -> Prevalence:
    """Estimate the share of segments that carry a theme, all segments together.

    Args:
        coded: the human codes of a stratified draw. Not changed.
        assigned: of all segments, how many have the machine's code.
        others: how many do not have it.
        draws: draws from the posterior.
        random: source of chance.

    Returns:
        Median and percentiles 2.5 and 97.5 of (carrying by human code + drawn positives among the rest) / all.

    Source:
        As for ``draw_rates``. docs/benchmarks.md has the coverage of the interval in simulation.
    """
    left = np.array([[assigned - coded.assigned.sum()], [others - (~coded.assigned).sum()]])
    positives = draw_positives(np.array([coded.value.sum()]), left, draw_rates(coded, draws, random), random)
    low, share, high = np.percentile(positives[:, 0] / (assigned + others), [2.5, 50, 97.5])
    return Prevalence(float(share), float(low), float(high))
