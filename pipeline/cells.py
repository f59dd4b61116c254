"""Gather the documents of each group and period, with what is drawn from them once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.periods import Span, find_periods, period_of
from pipeline.resampling import Side, side


@dataclass(frozen=True)
class Cell:
    """Documents of one group in one period."""

    group_kind: str
    group: str
    period: Span | None  # None: all documents, dated or not
    rows: np.ndarray
    side: Side
    when: float = np.nan  # mean year of its documents, wherever in the period they lie; not a number for all documents

    @property
    def name(self) -> str:
        """Name of the period, or all."""
        return self.period.name if self.period else "all"

    def reaches(self, settings: Track) -> bool:
        """Tell whether there are enough clusters for a band."""
        return len(self.side.documents) >= settings.floor


def cells_of(corrected: Corrected, settings: Track, kept: np.ndarray | None = None) -> list[Cell]:
    """Gather the documents of each group and period.

    Args:
        corrected: the measures of all documents.
        settings: ``[track]``: periods and groups. Periods are those of all documents, whichever are kept.
        kept: bool[documents]: those that are in periods; None: all. The whole span of a group holds the others too.

    Returns:
        A cell for every group and period with documents, all documents first, the whole span of a group before its periods.
    """
    return list(_cells(corrected, settings, kept))


def _cells(corrected: Corrected, settings: Track, kept: np.ndarray | None) -> Iterator[Cell]:
    measures = corrected.measures
    periods = find_periods(measures.documents, settings)
    names, clusters = period_of(measures.documents, periods), measures.documents["cluster_id"].to_numpy()
    years = measures.documents["year"].to_numpy(dtype=float, na_value=np.nan)
    if kept is not None:
        names = names.where(kept)
    for kind in ("all", *settings.groups):
        for group in measures.groups(kind):
            members = measures.rows(kind, group)
            for period in (None, *periods):
                rows = members if period is None else members[(names.iloc[members] == period.name).fillna(value=False).to_numpy(dtype=bool)]
                if len(rows):
                    weights = None if measures.weights is None else measures.weights[rows]
                    own, when = side(measures.shares[rows], clusters[rows], corrected.error(rows), weights), float(years[rows].mean())
                    yield Cell(kind, group, period, rows, own, when if period else np.nan)


def by_group(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the periods of each group; none for a group that holds every document, which are not compared twice."""
    sizes = {(cell.group_kind, cell.group): len(cell.rows) for cell in cells if cell.period is None}
    for key, size in sizes.items():
        if key[0] == "all" or size < sizes["all", "all"]:
            yield [cell for cell in cells if (cell.group_kind, cell.group) == key and cell.period is not None]
