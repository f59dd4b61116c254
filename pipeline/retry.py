"""Judge each comparison of periods again without each of its sources: on which document a verdict hangs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.between_periods import FAMILY, Comparison, rare_in
from pipeline.config import Track
from pipeline.influence import Influences, without_each
from pipeline.judge import RARE, TOO_LITTLE, q_in_place, settle, testable, weigh
from pipeline.judge import SHIFTS as VERDICTS
from pipeline.leave_out import differences_without, slope_p_without
from pipeline.measures import Measures
from pipeline.resampling import Side, random_for
from pipeline.slopes import theil_sen

RETRIED = ["row", "document_id", "moved", "difference", "low", "high", "p", "q", "verdict", "reason"]
CLAIMS = (VERDICTS.more, VERDICTS.less, VERDICTS.same)


@dataclass(frozen=True)
class Family:
    """The tests that are judged together: rows of the judged table, and their p."""

    rows: np.ndarray
    p: np.ndarray

    def others(self, row: int) -> np.ndarray:
        """Return p of all tests but one."""
        return np.asarray(self.p[self.rows != row])


def families_of(judged: pd.DataFrame) -> dict[tuple[str, ...], Family]:
    """Gather the families of a judged table, whose index counts from 0."""
    p = testable(judged).to_numpy(dtype=float)
    groups = judged.groupby(FAMILY, sort=True).indices
    return {tuple(map(str, name)): Family(np.asarray(rows), p[rows]) for name, rows in groups.items() if isinstance(name, tuple)}


def retry(compared: Sequence[Comparison], judged: pd.DataFrame, wanted: pd.Series[bool], measures: Measures, settings: Track) -> pd.DataFrame:
    """Judge again without each source.

    Args:
        compared: from ``comparisons``.
        judged: what ``between_periods`` made of them: a row for every comparison and subject, in their order. Not changed.
        wanted: which of its rows; aligned with it.
        measures: those that the comparisons are made of.
        settings: ``[track]``.

    Returns:
        For each wanted row whose sides reach the floor, one row: ``row`` (its place in judged), document_id, moved, difference, low, high, p, q,
        verdict and reason without the source. It is the source without which the difference moves most, of those, where there
        are any, without which the verdict is another. q is that of the row within its family, whose other tests stay as they
        are. A trend keeps its periods, a side of a difference must keep the floor.
    """
    n = len(measures.subjects)
    found: list[pd.DataFrame] = []
    for number, one in enumerate(compared):
        columns = [column for column in range(n) if wanted.iloc[number * n + column]]
        if columns and all(cell.reaches(settings) for cell in one.cells):
            rows = judged.iloc[[number * n + column for column in columns]]
            found.extend(_retry(one, columns, rows, measures, settings))
    if not found:
        return pd.DataFrame({name: [] for name in RETRIED})
    families = families_of(judged)
    again = settle(pd.concat([one.assign(q=_q(one, families)) for one in found], ignore_index=True), settings, VERDICTS)
    changes = again["verdict"].to_numpy() != judged["verdict"].to_numpy()[again["row"].to_numpy()]
    ordered = again.assign(_same=~changes, _size=-again["moved"].abs().round(9)).sort_values(["row", "_same", "_size", "document_id"])
    return ordered.drop_duplicates("row")[RETRIED].reset_index(drop=True)


def _q(again: pd.DataFrame, families: dict[tuple[str, ...], Family]) -> np.ndarray:
    first = again.iloc[0]
    return q_in_place(families[tuple(str(first[name]) for name in FAMILY)].others(int(first["row"])), testable(again).to_numpy(dtype=float))


def _retry(one: Comparison, columns: list[int], rows: pd.DataFrame, measures: Measures, settings: Track) -> Iterator[pd.DataFrame]:
    """Yield for each wanted subject a row for every source left out, before q is known."""
    years = [cell.when for cell in one.cells]
    moved = without_each(one.cells, lambda sides: _statistic(sides, years), measures)
    tried = _trend_again(one, columns, rows, moved, settings) if one.kind == "trend" else _pair_again(one, columns, measures, settings)
    for column, (row, before) in zip(columns, rows.iterrows(), strict=True):
        names = [source.named(column) for source in moved.sources]
        frame = pd.DataFrame(tried[column]).assign(row=int(str(row)), document_id=names, moved=moved.moved[:, column])
        yield frame.assign(**{name: before[name] for name in FAMILY})


def _statistic(sides: list[Side], years: list[float]) -> np.ndarray:
    means = np.stack([one.mean for one in sides])
    return means[1] - means[0] if len(sides) == 2 else theil_sen(means, years)


def _of_columns(one: Side, columns: list[int]) -> Side:
    return Side(one.shares[:, columns], one.documents, None if one.coder is None else one.coder[:, columns])


def _pair_again(one: Comparison, columns: list[int], measures: Measures, settings: Track) -> dict[int, list[dict[str, Any]]]:
    first, second = (_of_columns(cell.side, columns) for cell in one.cells)
    rare = rare_in(one, measures)  # as it is with all documents: that a theme hardly occurs is no finding about one of them
    found = differences_without(first, second, settings, random_for(settings.seed, "without", *one.random))
    tried: dict[int, list[dict[str, Any]]] = {}
    for place, column in enumerate(columns):
        corrected = column in measures.corrected
        tried[column] = [weigh(other, place, settings, VERDICTS, rare=rare[column], corrected=corrected) for other in found]
    return tried


def _trend_again(one: Comparison, columns: list[int], rows: pd.DataFrame, moved: Influences, settings: Track) -> dict[int, list[dict[str, Any]]]:
    sides = [_of_columns(cell.side, columns) for cell in one.cells]
    p = slope_p_without(sides, settings, random_for(settings.seed, "without", *one.random))
    tried: dict[int, list[dict[str, Any]]] = {}
    for place, (column, (_, before)) in enumerate(zip(columns, rows.iterrows(), strict=True)):
        slopes = float(before["difference"]) + moved.moved[:, column]
        least = float(before["p"]) if before["corrected"] else 0.0  # where the coder's error is in p, it stays there
        tried[column] = [
            {
                "difference": own,
                "p": max(found, least),
                "low": np.nan,
                "high": np.nan,
                "verdict": TOO_LITTLE if before["reason"] == RARE else VERDICTS.unclear,
                "reason": RARE if before["reason"] == RARE else None,
            }
            for own, found in zip(slopes, p[:, place], strict=True)
        ]
    return tried


def falls_without(compared: Sequence[Comparison], judged: pd.DataFrame, measures: Measures, settings: Track) -> pd.Series[str]:
    """Name for each claim the document without whose source it falls away: aligned with judged, null where there is none or nothing is claimed."""
    names = pd.Series(pd.NA, index=judged.index, dtype="str")
    again = retry(compared, judged, judged["verdict"].isin(CLAIMS), measures, settings)
    fallen = again[again["verdict"].to_numpy() != judged["verdict"].to_numpy()[again["row"].to_numpy(dtype=int)]]
    names.iloc[fallen["row"].to_numpy(dtype=int)] = fallen["document_id"].to_numpy()
    return names
