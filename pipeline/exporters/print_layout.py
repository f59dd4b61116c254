"""Lay out a sheet for paper: no column is cut off, and the header row stands on every page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it brings no types

A4, A3 = 9, 8  # paper sizes as workbooks number them
FEW_COLUMNS = 4  # of a sheet that is printed on A4
DEFAULT_WIDTH = 13  # characters of the column of a sheet without a table
PAGE_WIDTH = 260  # characters of the widths of columns that an A3 page across can hold and still be read
COVER_WIDTH, COVER_LINE = 72, 62  # characters of the cover's column, and those that a line of it holds at 12 points
LINE, GAP = 16, 6  # points
FILLED = 0.8  # of a column's width, which is in characters of a smaller size, that words wrapped at 12 points take
TALLEST = 409  # points that a row can have


def lay_out(page: Any, widths: Sequence[float] = (DEFAULT_WIDTH,), header: int = 0) -> None:
    """Set widths of columns, paper, direction, how many pages a sheet is wide, and what is repeated on each.

    Args:
        page: the sheet. Changed.
        widths: of its columns, in characters.
        header: number of the header row; 0: it has none.
    """
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    small = len(widths) <= FEW_COLUMNS
    page.page_setup.paperSize = A4 if small else A3
    page.page_setup.orientation = "portrait" if len(widths) == 1 else "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1 if small else ceil(sum(widths) / PAGE_WIDTH), 0
    if header:
        page.print_title_rows = f"{header}:{header}"
    page.oddFooter.center.text = "&A, page &P of &N"


def heights_of(columns: Sequence[Sequence[str | float]], widths: Sequence[float]) -> list[float]:
    """Return the height of each row, in points, at which none of its wrapped texts lies over the next row; numbers do not wrap.

    Args:
        columns: the values of each column, as many in each.
        widths: of the columns, in characters.
    """
    lines = np.ones(len(columns[0]))
    for values, width in zip(columns, widths, strict=True):
        lengths = np.array([len(value) if isinstance(value, str) else 0 for value in values])
        lines = np.maximum(lines, np.ceil(lengths / (FILLED * width)))
    heights: list[float] = np.minimum(TALLEST, LINE * lines + 2).tolist()
    return heights
