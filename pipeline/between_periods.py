"""Hold the periods of each group against each other: differences and trends, judged, with the documents that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipeline.cells import Cell, by_group
from pipeline.config import Track
from pipeline.differences import detectable, difference
from pipeline.influence import rank_drivers, without_each
from pipeline.judge import RARE, TOO_LITTLE, judge, weigh
from pipeline.judge import SHIFTS as VERDICTS
from pipeline.measures import Measures
from pipeline.resampling import Side, random_for
from pipeline.slopes import slope, theil_sen
from pipeline.tables import SHIFTS

FEWEST_FOR_TREND = 5  # four periods have 24 orders, of which 2 rise or fall throughout: p is hardly ever below .05
FAMILY = ["subject_kind", "group_kind", "kind"]


@dataclass(frozen=True)
class Comparison:
    """Periods of one group that are held together."""

    kind: str  # consecutive, first_last or trend
    cells: tuple[Cell, ...]  # two, or all of a trend, in order of time

    @property
    def random(self) -> tuple[str, ...]:
        """What its chance is named after."""
        return (self.kind, self.cells[0].group_kind, self.cells[0].group, *(cell.name for cell in self.cells))

    @property
    def key(self) -> tuple[str, ...]:
        """What names it beside its subject: group_kind, group, kind, period_from, period_to."""
        return (self.cells[0].group_kind, self.cells[0].group, self.kind, self.cells[0].name, self.cells[-1].name)


KEY = ["group_kind", "group", "kind", "period_from", "period_to"]


def comparisons(cells: list[Cell], settings: Track) -> list[Comparison]:
    """List what is compared: neighbouring periods, the first with the last, and from five periods with a band their trend."""
    return [found for group in by_group(cells) for found in _of_group(group, settings)]


def _of_group(cells: list[Cell], settings: Track) -> Iterator[Comparison]:
    yield from (Comparison("consecutive", pair) for pair in pairwise(cells))
    if len(cells) > 2:
        yield Comparison("first_last", (cells[0], cells[-1]))
    estimated = tuple(cell for cell in cells if cell.reaches(settings) and settings.design == "sample")
    if len(estimated) >= FEWEST_FOR_TREND:
        yield Comparison("trend", estimated)


def between_periods(compared: Sequence[Comparison], measures: Measures, settings: Track) -> pd.DataFrame:
    """Hold periods against each other.

    Args:
        compared: from ``comparisons``.
        measures: those that their cells are made of. Not changed.
        settings: ``[track]``.

    Returns:
        The columns of SHIFTS; a row for every comparison and subject, judged within the families that they make together.
    """
    rows = [row for one in compared for row in (_slope_rows if one.kind == "trend" else _pair_rows)(one, measures, settings)]
    return judge(pd.DataFrame(rows, columns=SHIFTS.names), FAMILY, settings, VERDICTS)


def rare_in(compared: Comparison, measures: Measures) -> list[bool]:
    """Tell for each subject whether it hardly occurs in the documents of all its periods together."""
    return measures.rare(np.concatenate([cell.rows for cell in compared.cells]))


def _pair_rows(compared: Comparison, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    first, second = compared.cells
    enough = first.reaches(settings) and second.reaches(settings)
    found = difference(first.side, second.side, settings, random_for(settings.seed, *compared.random)) if enough else None
    least = detectable(first.side, second.side, settings.alpha)
    rare, moved = rare_in(compared, measures), without_each([first, second], _apart, measures) if enough else None
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        corrected = column in measures.corrected
        row = _named(subject_kind, subject, compared)
        row |= weigh(found, column, settings, VERDICTS, rare=rare[column], corrected=corrected)
        if found is not None and moved is not None:
            here = [first.side.mean[column], second.side.mean[column]]
            row["drivers"] = rank_drivers(moved, column)
            row |= {"vanishes_at": 1 - min(here) / max(here) if max(here) > 0 and not corrected else np.nan}
            row |= {"detectable": least[column] if found.smallest_p <= settings.alpha and settings.design == "sample" else np.nan}
        yield row


def _apart(sides: list[Side]) -> np.ndarray:
    return np.asarray(sides[1].mean - sides[0].mean)


def _named(subject_kind: str, subject: str, compared: Comparison) -> dict[str, Any]:
    empty = dict.fromkeys(("difference", "low", "high", "p", "q", "vanishes_at", "detectable"), np.nan)
    sizes = {"n_from": len(compared.cells[0].rows), "n_to": len(compared.cells[-1].rows)}
    named = {"subject_kind": subject_kind, "subject_id": subject} | dict(zip(KEY, compared.key, strict=True))
    return named | empty | sizes | {"drivers": [], "topic_route": "not testable"}


def _slope_rows(compared: Comparison, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    years = [cell.when for cell in compared.cells]
    found = slope([cell.side for cell in compared.cells], years, settings, random_for(settings.seed, *compared.random))
    moved = without_each(list(compared.cells), lambda sides: theil_sen(np.stack([one.mean for one in sides]), years), measures)
    rare = rare_in(compared, measures)
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        yield _named(subject_kind, subject, compared) | {
            "difference": found.estimate[column],
            "low": found.low[column],
            "high": found.high[column],
            "p": found.p[column],
            "verdict": TOO_LITTLE if rare[column] else VERDICTS.unclear,
            "reason": RARE if rare[column] else None,
            "corrected": column in measures.corrected,
            "drivers": rank_drivers(moved, column),
        }
