"""Name topics so that a topic found again when a model is fitted anew keeps its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

FOUND_AGAIN = 0.6  # least cosine of centres at which a topic is the earlier one: as for stability, below which a topic is fragile


@dataclass(frozen=True)
class Numbers:
    """The number of each topic, and the highest that any topic ever had: numbers are not given twice."""

    own: tuple[int, ...]
    highest: int


def carry_over(centres: np.ndarray, earlier: np.ndarray, numbers: Numbers, mean: np.ndarray | None = None) -> Numbers:
    """Give topics that were there before their numbers, and the others new ones.

    Topics are matched one to one with the earlier ones (Hungarian method) so that the cosines of their centres are
    largest together; a pair counts from .6.

    Args:
        centres: float[k, d], the topics of the new fit, in the order in which new ones are numbered.
        earlier: float[m, d], those of the earlier fit.
        numbers: the numbers of the earlier topics.
        mean: float[d], what all topics share, taken off every centre before they are compared; None: nothing.

    Returns:
        k numbers, no two alike.

    Source:
        Kuhn (1955), The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2, 83-97.
    """
    matched: dict[int, int] = {}
    if len(centres) and len(earlier) and centres.shape[1] == earlier.shape[1]:
        cosines = unit(centres, mean) @ unit(earlier, mean).T
        rows, columns = linear_sum_assignment(-cosines)
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        matched = {row: numbers.own[column] for row, column in pairs if cosines[row, column] >= FOUND_AGAIN}
    own, highest = [], numbers.highest
    for row in range(len(centres)):
        highest += row not in matched
        own.append(matched.get(row, highest))
    return Numbers(tuple(own), highest)


def unit(rows: np.ndarray, mean: np.ndarray | None = None) -> np.ndarray:
    """Return rows, float64, at unit length, after the mean is taken off; a row of nothing stays nothing."""
    away = rows.astype(np.float64) - (0 if mean is None else mean)
    return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True).clip(min=1e-12))


def topic_names(theme_ids: Sequence[str], numbers: Numbers) -> tuple[str, ...]:
    """Return the topic ids: those of the themes, then those of the free topics."""
    return (*(f"theme-{theme_id}" for theme_id in theme_ids), *(f"free-{number:02d}" for number in numbers.own))
