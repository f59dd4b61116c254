"""Bring two groups of documents to the same mix of source types, so that like is held against like."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from pipeline.resampling import Side

FEWEST = 2  # clusters of a source type on either side: with one, nothing is known of how documents of the type differ
NOT_GIVEN = "not given"  # the source type of documents for which nobody gave one


@dataclass(frozen=True)
class Strata:
    """The documents of two groups that are held against each other, by the source types that the groups share.

    Units are clusters of documents on one side; those of a come first. A cluster with documents in both groups is two units.
    """

    rows: np.ndarray  # int[n]: numbers of the documents, those of a first
    n_a: int  # of them, documents of a
    types: tuple[str, ...]  # shared source types, sorted; empty where none of the groups needed to be brought to another mix
    stratum: np.ndarray  # int[n]: which type each document is of
    weights: np.ndarray  # float64[types]: share of each type among the documents of both groups
    units: np.ndarray  # int[n]: the unit of each document
    n_units_a: int
    in_common: bool  # the groups have at least one source type in common, be it with too few clusters

    @property
    def n_b(self) -> int:
        """Documents of b."""
        return len(self.rows) - self.n_a

    @property
    def n_units(self) -> int:
        """Units of both sides."""
        return int(self.units.max()) + 1 if len(self.units) else 0

    @property
    def clusters(self) -> tuple[int, int]:
        """Clusters on side a and on side b."""
        return self.n_units_a, self.n_units - self.n_units_a

    def of_side(self, side: int) -> np.ndarray:
        """Return the positions in ``rows`` of the documents of side 0 (a) or 1 (b)."""
        return np.arange(self.n_a) if side == 0 else np.arange(self.n_a, len(self.rows))

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return sums over the documents of each type and unit, float64[types, units, columns]; ``values`` has a row for every document there is."""
        found = np.zeros((len(self.weights), self.n_units, values.shape[1]))
        np.add.at(found, (self.stratum, self.units), values[self.rows])
        return found

    def documents(self) -> np.ndarray:
        """Return the number of documents of each type and unit, float64[types, units]."""
        found = np.zeros((len(self.weights), self.n_units))
        np.add.at(found, (self.stratum, self.units), 1.0)
        return found

    def side(self, values: np.ndarray, side: int) -> Side:
        """Return one side with its standardised mean, ready to be resampled.

        Args:
            values: float64[documents of the study, columns].
            side: 0 (a) or 1 (b).

        Returns:
            A Side whose mean is the sum over types of weight x mean of the side's documents of that type. A document's value
            enters as its distance from the mean of its type, stretched so that ``resampling.deviations`` frees each type of
            its own narrowness; so the spread of resampled means is that of the standardised mean, linearised. With one type
            it is the Side of the documents as they are.

        Source:
            Linearised post-stratified mean over clusters: Särndal, Swensson, Wretman (1992), Model Assisted Survey Sampling;
            m / (m - 1) within each type: Hesterberg (2015), as in ``resampling.deviations``.
        """
        here = self.of_side(side)
        units, kind, own = self.units[here] - (self.n_units_a if side else 0), self.stratum[here], values[self.rows[here]]
        c = int(units.max()) + 1
        weight, centred = np.zeros(len(here)), np.zeros_like(own)
        mean = np.zeros(own.shape[1])
        for n, share in enumerate(self.weights):
            part = kind == n
            m = len(np.unique(units[part]))
            stretch = sqrt(m / max(m - 1, 1) * max(c - 1, 1) / c)
            centre = own[part].mean(axis=0)
            weight[part] = share * len(here) / part.sum()
            centred[part] = stretch * (own[part] - centre)
            mean = mean + share * centre
        shares, documents = np.zeros((c, own.shape[1])), np.bincount(units, weight, minlength=c)
        np.add.at(shares, units, weight[:, None] * (centred + mean))
        return Side(shares, documents)

    def parts(self, values: np.ndarray) -> list[Side]:
        """Return each type of each side on its own, by its weight: what gives an interval its degrees of freedom."""
        sums, documents = self.sums(values), self.documents()
        sides = (np.arange(self.n_units) < self.n_units_a, np.arange(self.n_units) >= self.n_units_a)
        return [
            Side(self.weights[n] * sums[n, here], documents[n, here])
            for half in sides
            for n in range(len(self.weights))
            for here in [half & (documents[n] > 0)]
        ]


def stratify(members: tuple[np.ndarray, np.ndarray], types: np.ndarray | None, clusters: np.ndarray) -> Strata:
    """Choose the documents of two groups that are held against each other.

    Args:
        members: numbers of the documents of a and of b.
        types: the source type of every document of the study; None: no mix is looked at.
        clusters: the cluster of every document of the study.

    Returns:
        Where all documents of both groups are of one type (or types is None): all of them, ``types`` empty. Else those of
        the types that have at least two clusters in each group; none where there is no such type. Weights are the
        shares of the types among these documents, both groups together.

    Source:
        Direct standardisation: Kitagawa (1964), Demography 1, 296-315; Fleiss, Levin, Paik (2003), Statistical Methods for
        Rates and Proportions, third edition. The standard is the two groups pooled.
    """
    names = np.full(len(clusters), "") if types is None else types
    mixes = [set(names[rows]) for rows in members]
    mixed = len(mixes[0] | mixes[1]) > 1
    kept = sorted(kind for kind in mixes[0] & mixes[1] if not mixed or _enough(members, names == kind, clusters))
    chosen = [rows[np.isin(names[rows], kept)] for rows in members]
    rows = np.concatenate(chosen)
    own_units = [np.unique(clusters[part].astype(str), return_inverse=True) for part in chosen]
    n_units_a = len(own_units[0][0])
    stratum = np.searchsorted(np.array(kept, dtype=str), names[rows].astype(str)) if kept else np.zeros(0, dtype=int)
    return Strata(
        rows=rows,
        n_a=len(chosen[0]),
        types=tuple(map(str, kept)) if mixed else (),
        stratum=stratum,
        weights=np.bincount(stratum, minlength=len(kept)) / max(len(rows), 1),
        units=np.concatenate([own_units[0][1], own_units[1][1] + n_units_a]).astype(int),
        n_units_a=n_units_a,
        in_common=bool(mixes[0] & mixes[1]),
    )


def _enough(members: tuple[np.ndarray, np.ndarray], of_type: np.ndarray, clusters: np.ndarray) -> bool:
    return all(len(set(clusters[rows[of_type[rows]]])) >= FEWEST for rows in members)
