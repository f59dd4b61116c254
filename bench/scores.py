"""Measure assigned codes against given ones: F1, macro and micro, with intervals from resampled groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.accuracy import Compared, measure_accuracy


@dataclass(frozen=True)
class Measured:
    """Micro and macro F1 over the themes that somebody gave, and the 95 % interval of each over groups; null where these are too few."""

    micro: tuple[float, float, float]
    macro: tuple[float, float, float]

    def cells(self) -> str:
        """Return them as two cells of a Markdown table."""
        return f"{with_ends(self.micro)} | {with_ends(self.macro)}"


def with_ends(three: tuple[float, float, float]) -> str:
    """Write a measure with its interval, or alone where it has none.

    >>> with_ends((0.5, 0.4, 0.6)), with_ends((0.5, np.nan, np.nan))
    ('0.500 (0.400–0.600)', '0.500')
    """
    value, low, high = three
    return f"{value:.3f}" + ("" if np.isnan(low) else f" ({low:.3f}–{high:.3f})")


def measure(given: np.ndarray, assigned: np.ndarray, groups: Sequence[str]) -> Measured:
    """Hold codes against codes, by the rules of ``pipeline.accuracy``.

    Args:
        given: bool[n, themes]: the codes that are taken for the truth.
        assigned: bool[n, themes].
        groups: of the n texts: writers or documents, which are resampled whole.
    """
    used = given.any(axis=0)
    if not used.any():
        return Measured((np.nan,) * 3, (np.nan,) * 3)
    compared = Compared(given[:, used].astype(float), assigned[:, used], np.asarray(groups, dtype=str), np.ones(len(given)))
    rows = measure_accuracy(compared, [str(theme) for theme in np.flatnonzero(used)]).set_index("theme")
    micro, macro = rows.loc[["micro", "macro"], ["f1", "f1_low", "f1_high"]].to_numpy(dtype=float).tolist()
    return Measured(tuple(micro), tuple(macro))
