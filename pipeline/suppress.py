"""Suppress small counts of people in a table, and as many others as are needed so that none can be worked out from its sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Cells = NDArray[np.bool_]
SHORTHAND = "[c]"
MEANING = "[c]: fewer people than the threshold, or a cell from which such a number could be worked out; confidential"


def suppressed(counts: Counts, threshold: int) -> Cells:
    """Say which cells of a table of people are not to be shown.

    Args:
        counts: people, rows by columns, 0 or more, without sums. Not changed.
        threshold: counts of 1 up to one below it are small; nought is shown.

    Returns:
        True where a cell is suppressed: every small one, and for each row and column with just one suppressed, or whose suppressed cells add
        up to less than the threshold, the next smallest that is not nought, until there is none left to do. With row and column sums shown
        nothing suppressed can then be had by subtraction within one row or column.

    Source:
        Primary and secondary suppression: Hundepool et al. (2012), Statistical Disclosure Control, Wiley, chapter 4.
    """
    hidden: Cells = (counts > 0) & (counts < threshold)
    while True:
        before = hidden.copy()
        for line, own in [*((counts[n], hidden[n]) for n in range(counts.shape[0])), *((counts[:, n], hidden[:, n]) for n in range(counts.shape[1]))]:
            _complete(line, own, threshold)
        if (hidden == before).all():
            return hidden


def _complete(line: Counts, own: Cells, threshold: int) -> None:
    """Suppress further cells of one row or column, in place, until what is hidden there cannot be worked out."""
    while own.any() and (own.sum() == 1 or line[own].sum() < threshold):
        left = np.flatnonzero(~own & (line > 0))
        left = left if len(left) else np.flatnonzero(~own)
        if not len(left):
            return
        own[left[np.argmin(line[left])]] = True
