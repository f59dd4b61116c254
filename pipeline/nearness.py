"""Tell how near segments are in meaning: the cosines of their vectors."""

from __future__ import annotations

import numpy as np
import pandas as pd

DIGITS = 6  # to which cosines are rounded before anything is decided by them: sums in another order differ in the sixteenth
AT_ONCE = 4096  # pairs whose vectors are gathered at once


def matrix_of(segment_ids: pd.Series[str], vectors: pd.DataFrame) -> np.ndarray:
    """Return the vectors of n segments, [n, d], in their order.

    Raises:
        KeyError: if VECTORS has none for a segment.
    """
    known = vectors.set_index("segment_id")["vector"]
    rows = known.loc[segment_ids].tolist()
    return np.vstack(rows) if rows else np.zeros((0, len(known.iloc[0]) if len(known) else 0))


def cosines(matrix: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the cosine of each pair of rows of a matrix, float64[pairs], rounded.

    Args:
        matrix: vectors of unit length.
        one: places of the first rows, [pairs].
        other: places of the second, [pairs].
    """
    found = np.zeros(len(one))
    for first in range(0, len(one), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        found[part] = np.einsum("ij,ij->i", matrix[one[part]], matrix[other[part]], dtype=np.float64)
    return np.round(found, DIGITS)
