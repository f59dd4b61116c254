"""Lay out a sheet for paper: no column is cut off, and the header row stands on every page."""

from __future__ import annotations

from math import ceil
from typing import Any

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it brings no types

A4, A3 = 9, 8  # paper sizes as workbooks number them
FEW_COLUMNS = 4  # of a sheet that is printed on A4
PAGE_WIDTH = 260  # characters of the widths of columns that an A3 page across can hold and still be read
DEFAULT_WIDTH = 9
COVER_WIDTH, COVER_LINE = 72, 62  # characters of the cover's column, and those that a line of it holds at 12 points
LINE, GAP = 16, 6  # points
FILLED = 0.8  # of a column's width, which is in characters of a smaller size, that words wrapped at 12 points take
TALLEST = 409  # points that a row can have


def lay_out(page: Any, header: int = 0) -> None:
    """Set paper, direction, how many pages a sheet is wide, and what is repeated on each.

    Args:
        page: the sheet; its widths of columns are set. Changed.
        header: number of the header row; 0: it has none.
    """
    width = sum(page.column_dimensions[get_column_letter(n)].width or DEFAULT_WIDTH for n in range(1, page.max_column + 1))
    small = page.max_column <= FEW_COLUMNS
    page.page_setup.paperSize = A4 if small else A3
    page.page_setup.orientation = "portrait" if page.max_column == 1 else "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1 if small else ceil(width / PAGE_WIDTH), 0
    if header:
        page.print_title_rows = f"{header}:{header}"
    page.oddFooter.center.text = "&A, page &P of &N"


def set_heights(page: Any, first: int) -> None:
    """Give each row from the first on the height in points at which none of its wrapped texts lies over the next one."""
    widths = [page.column_dimensions[get_column_letter(n)].width or DEFAULT_WIDTH for n in range(1, page.max_column + 1)]
    for number, cells in enumerate(page.iter_rows(min_row=first, values_only=True), first):
        words = ((cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str))  # numbers do not wrap
        lines = max((ceil(len(part) / (FILLED * width)) or 1 for part, width in words), default=1)
        page.row_dimensions[number].height = float(min(TALLEST, LINE * lines + 2))
