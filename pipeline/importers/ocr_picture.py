"""Render a PDF page for text recognition, and set the picture of a page straight that was laid askew."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pypdfium2

WHITE = 255


def picture_of(page: pypdfium2.PdfPage, scale: float, turn: int) -> np.ndarray:
    """Render a page in grey.

    Args:
        page: the page. Not changed.
        scale: dots to a point.
        turn: degrees, a multiple of 90, clockwise.
    """
    picture = page.render(scale=scale, rotation=turn, grayscale=True).to_numpy()
    return np.asarray(picture).reshape(*picture.shape[:2], -1)[:, :, 0]


def straightened(picture: np.ndarray, slope: float) -> np.ndarray:
    """Turn a picture back by a small angle: its columns are moved up, then its rows sideways.

    Args:
        picture: rows of grey dots. Not changed.
        slope: dots down a dot across.
    """
    return _moved(_moved(picture.T, slope).T, -slope)


def _moved(picture: np.ndarray, slope: float) -> np.ndarray:
    """Move each row to the left by so many dots as it stands down from the middle, times a slope."""
    rows, columns = picture.shape
    moves = np.round(slope * (np.arange(rows) - rows / 2)).astype(int)
    moved = np.full_like(picture, WHITE)
    bounds = [0, *(np.flatnonzero(np.diff(moves)) + 1).tolist(), rows]
    for first, end in pairwise(bounds):
        by = int(moves[first])
        kept = slice(max(0, by), min(columns, columns + by))
        moved[first:end, kept.start - by : kept.stop - by] = picture[first:end, kept]
    return moved


def written(picture: np.ndarray) -> bytes:
    """Write a picture in the simplest format that tesseract reads (PGM)."""
    rows, columns = picture.shape
    return b"P5 %d %d 255\n" % (columns, rows) + picture.tobytes()
