"""Measure assigned codes against given ones: F1 by theme, macro and micro, with intervals from resampled groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 1000


@dataclass(frozen=True)
class Measured:
    """Micro and macro F1 over the themes that somebody gave, and the 95 % interval of each over groups."""

    micro: tuple[float, float, float]
    macro: tuple[float, float, float]

    def cells(self) -> str:
        """Return them as two cells of a Markdown table."""
        return " | ".join(f"{value:.3f} ({low:.3f}–{high:.3f})" for value, low, high in (self.micro, self.macro))


def measure(given: np.ndarray, assigned: np.ndarray, groups: Sequence[str]) -> Measured:
    """Hold codes against codes.

    Args:
        given: bool[n, themes]: the codes that are taken for the truth.
        assigned: bool[n, themes].
        groups: of the n texts: writers or documents, which are resampled whole. Resamples in which nobody gave a theme say nothing of it.
    """
    used = given.any(axis=0)
    if not used.any():
        return Measured((np.nan,) * 3, (np.nan,) * 3)
    _, place = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    counts = np.zeros((int(place.max()) + 1, 3, int(used.sum())))
    for position, flags in enumerate((given & assigned, assigned, given)):
        np.add.at(counts[:, position], place, flags[:, used])
    weights = np.random.default_rng(0).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    drawn, whole = np.tensordot(weights, counts, axes=1), counts.sum(axis=0)[None]
    micro, macro = (_interval(_f1(whole.sum(axis=2, keepdims=True)), _f1(drawn.sum(axis=2, keepdims=True))), _interval(_f1(whole), _f1(drawn)))
    return Measured(micro, macro)


def _interval(whole: np.ndarray, drawn: np.ndarray) -> tuple[float, float, float]:
    seen = drawn[~np.isnan(drawn).all(axis=1)]
    low, high = np.percentile(np.nanmean(seen, axis=1), [2.5, 97.5])
    return float(whole.mean()), float(low), float(high)


def _f1(counts: np.ndarray) -> np.ndarray:
    both, machine, human = counts[:, 0], counts[:, 1], counts[:, 2]
    return np.where(human > 0, 2 * both / np.maximum(machine + human, 1), np.nan)
