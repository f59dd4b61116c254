"""Deal clusters of documents to two groups anew, within source types: what chance alone would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb, prod

import numpy as np

from pipeline.resampling import AT_ONCE
from pipeline.strata import Strata

LISTED = 20_000  # up to so many arrangements all are listed, and p is exact


@dataclass(frozen=True)
class Means:
    """Standardised means of two groups in a number of arrangements: float64[arrangements, columns] each."""

    a: np.ndarray
    b: np.ndarray


@dataclass(frozen=True)
class Chance:
    """What rearranged clusters give of a statistic, float64[columns]."""

    p: np.ndarray  # share of arrangements in which it is as large as found
    smallest_p: float  # the smallest that so many clusters and arrangements can give
    mean: np.ndarray  # mean over the arrangements


@dataclass(frozen=True)
class Arrangements:
    """The ways to deal the units of two groups to its sides: those with the same source types change places, as many on each side as found."""

    strata: Strata
    values: np.ndarray  # float64[documents of the study, columns]

    @cached_property
    def _sums(self) -> np.ndarray:
        return self.strata.sums(self.values)

    @cached_property
    def _documents(self) -> np.ndarray:
        return self.strata.documents()

    @cached_property
    def _blocks(self) -> list[np.ndarray]:
        """Units with documents of the same types, which alone are like each other."""
        _, number = np.unique(self._documents > 0, axis=1, return_inverse=True)
        return [np.flatnonzero(number.ravel() == n) for n in range(int(number.max()) + 1)]

    @cached_property
    def found(self) -> Means:
        """Return the means as they were found, one arrangement."""
        return self.means((np.arange(self.strata.n_units) >= self.strata.n_units_a)[None, :].astype(float))

    def means(self, inside: np.ndarray) -> Means:
        """Return the means where ``inside`` (float64[arrangements, units]) is 1 for the units of side b."""
        shape = (len(inside), self.values.shape[1])
        a, b = np.zeros(shape), np.zeros(shape)
        for weight, sums, documents in zip(self.strata.weights, self._sums, self._documents, strict=True):
            own, n = inside @ sums, (inside @ documents)[:, None]
            b += weight * own / n
            a += weight * (sums.sum(axis=0) - own) / (documents.sum() - n)
        return Means(a, b)

    def chance(self, statistic: Callable[[Means], np.ndarray], permutations: int, random: np.random.Generator) -> Chance:
        """Hold a statistic against what it is when units change sides.

        Args:
            statistic: of means, float64[arrangements, columns]; the larger, the farther the groups are apart.
            permutations: how many are drawn where there are more than 20,000 arrangements.
            random: source of chance.

        Returns:
            p is exact where all arrangements are listed, else (1 + as large) / (1 + permutations).

        Source:
            Phipson, Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9, article 39. Rearranged within
            strata only: Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, third edition.
        """
        found = statistic(self.found)[0]
        as_large, total, n = np.zeros(len(found)), np.zeros(len(found)), 0
        for inside in self._listed() if self._exact else self._drawn(permutations, random):
            here = statistic(self.means(inside))
            as_large += (here >= found - 1e-12).sum(axis=0)
            total += here.sum(axis=0)
            n += len(here)
        p = as_large / n if self._exact else (1 + as_large) / (1 + n)
        return Chance(np.minimum(p, 1.0), self._smallest(None if self._exact else permutations), total / n)

    @cached_property
    def _on_b(self) -> list[int]:
        return [int((block >= self.strata.n_units_a).sum()) for block in self._blocks]

    @cached_property
    def _ways(self) -> list[int]:
        return [comb(len(block), k) for block, k in zip(self._blocks, self._on_b, strict=True)]

    @property
    def _exact(self) -> bool:
        return prod(self._ways) <= LISTED

    def _smallest(self, permutations: int | None) -> float:
        """Return the smallest two-sided p: where every block is dealt in halves, each arrangement has a mirror image as extreme as itself."""
        mirrored = all(len(block) == 2 * k for block, k in zip(self._blocks, self._on_b, strict=True))
        listed = min((2 if mirrored else 1) / prod(self._ways), 1.0)
        return listed if permutations is None else max(listed, 1 / (1 + permutations))

    def _listed(self) -> Iterator[np.ndarray]:
        choices = [np.array(list(combinations(block, k)), dtype=int).reshape(-1, k) for block, k in zip(self._blocks, self._on_b, strict=True)]
        for start in range(0, prod(self._ways), AT_ONCE):
            numbers = np.arange(start, min(start + AT_ONCE, prod(self._ways)))
            inside = np.zeros((len(numbers), self.strata.n_units))
            for choice, number in zip(choices, np.unravel_index(numbers, self._ways), strict=True):
                np.put_along_axis(inside, choice[number], 1.0, axis=1)
            yield inside

    def _drawn(self, permutations: int, random: np.random.Generator) -> Iterator[np.ndarray]:
        for start in range(0, permutations, AT_ONCE):
            inside = np.zeros((min(AT_ONCE, permutations - start), self.strata.n_units))
            for block, k in zip(self._blocks, self._on_b, strict=True):
                chosen = block[np.argsort(random.random((len(inside), len(block))), axis=1)[:, :k]]
                np.put_along_axis(inside, chosen, 1.0, axis=1)
            yield inside
