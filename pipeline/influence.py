"""Leave out each source in turn: how far a difference or a slope moves, and which documents it leans on most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.cells import Cell
from pipeline.measures import Measures
from pipeline.resampling import Side

DRIVERS = 3


@dataclass(frozen=True)
class Source:
    """One cluster of documents on one side."""

    side: int  # which cell it is in
    number: int  # of the cluster in that cell's side
    document_ids: tuple[str, ...]
    far: np.ndarray  # float64[documents, subjects]: how far each document's own share lies from the mean of the side

    def named(self, column: int) -> str:
        """Return the document that stands for the source: of several the one farthest from the mean of its side."""
        distances = np.abs(np.round(self.far[:, column], 9))
        return min(zip(-distances, self.document_ids, strict=True))[1]


@dataclass(frozen=True)
class Influences:
    """How far a statistic moves without each source."""

    sources: tuple[Source, ...]
    moved: np.ndarray  # float64[sources, subjects]: the statistic without the source, minus the statistic

    def ranked(self, column: int) -> list[int]:
        """Return the numbers of the sources, that without which a subject's statistic moves most first; none that moves nothing."""
        sizes = np.abs(np.round(self.moved[:, column], 9))
        order = sorted(range(len(sizes)), key=lambda n: (-sizes[n], self.sources[n].document_ids[0]))
        return [n for n in order if sizes[n] > 0]


def sources_of(cells: Sequence[Cell], measures: Measures) -> tuple[Source, ...]:
    """List the clusters of some cells, cell by cell, in the order that their sides have."""
    return tuple(source for number, cell in enumerate(cells) for source in _sources(number, cell, measures))


def _sources(number: int, cell: Cell, measures: Measures) -> Iterator[Source]:
    clusters, cluster_of = np.unique(measures.documents["cluster_id"].to_numpy()[cell.rows].astype(str), return_inverse=True)
    ids = measures.documents["document_id"].to_numpy()[cell.rows]
    far = measures.shares[cell.rows] - cell.side.mean
    for cluster in range(len(clusters)):
        own = np.flatnonzero(cluster_of == cluster)
        yield Source(number, cluster, tuple(map(str, ids[own])), far[own])


def without_each(cells: Sequence[Cell], statistic: Callable[[list[Side]], np.ndarray], measures: Measures) -> Influences:
    """Find a statistic of some sides without each of their clusters in turn.

    Args:
        cells: of two clusters or more each.
        statistic: from sides to float64[subjects].
        measures: those that the cells are made of.

    Returns:
        A source for every cluster of every cell: a cluster in two cells is one in each.
    """
    sides, sources = [cell.side for cell in cells], sources_of(cells, measures)
    whole = statistic(sides)
    moved = [statistic([left_out(one, source.number) if n == source.side else one for n, one in enumerate(sides)]) - whole for source in sources]
    return Influences(sources, np.stack(moved))


def left_out(one: Side, cluster: int) -> Side:
    """Return a side without one of its clusters."""
    return Side(np.delete(one.shares, cluster, axis=0), np.delete(one.documents, cluster), one.coder)


def rank_drivers(influences: Influences, column: int) -> list[str]:
    """Name the documents, one a source, without whose source a subject's difference changes most: at most three."""
    return [influences.sources[n].named(column) for n in influences.ranked(column)[:DRIVERS]]
