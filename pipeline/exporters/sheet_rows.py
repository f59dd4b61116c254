"""Write rows of a sheet as a workbook holds them, a column at a time: an object for each of 200,000 cells takes several times as long.

Source: ECMA-376, Office Open XML, part 1, 18.3.1 (row, c, is, t and v of a worksheet).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from itertools import count, repeat
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl.cell import Cell  # type: ignore[import-untyped]  # it brings no types
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # it brings no types
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it brings no types

from pipeline.exporters.word import FONT
from pipeline.rows import guarded

EXTENT = re.compile(rb'<dimension ref="[^"]*"\s*/>')  # of a sheet that openpyxl wrote
ROWS = re.compile(rb"<sheetData>.*</sheetData>|<sheetData\s*/>", re.DOTALL)
NUMBER = ".16g"  # digits of a number
LINE_BREAK = {"\r": "&#13;"}  # which a reader of XML would else take for "\n"


@dataclass(frozen=True)
class Look:
    """How cells look: points, whether bold, whether their text is wrapped and begins at the top."""

    size: int
    bold: bool = False
    wrapped: bool = False


@dataclass(frozen=True)
class Rows:
    """Rows of a sheet from the first on, and the name of their last cell."""

    xml: str
    last: str


def write_rows(page: Any, first: int, columns: Sequence[Sequence[str | float]], look: Look, heights: Iterable[float] = ()) -> str:
    """Write rows.

    Args:
        page: the sheet that they are for. Its workbook takes up the look.
        first: number of the first row.
        columns: the values of each column, as many in each. No text of them holds a character that no XML holds.
        look: of all cells. Text that a spreadsheet would take for a formula is marked as text besides.
        heights: of each row, in points; none: as the program that opens it sees fit.

    Returns:
        The rows as XML.
    """
    style = cache(partial(_style, page, look))
    cells = [_cells(get_column_letter(n), first, values, style) for n, values in enumerate(columns, 1)]
    said = [f' ht="{height:{NUMBER}}" customHeight="1"' for height in heights] or repeat("")
    rows = zip(count(first), said, zip(*cells, strict=True), strict=False)
    return "".join(f'<row r="{number}"{height}>{"".join(row)}</row>' for number, height, row in rows)


def with_rows(workbook: bytes, rows: Mapping[str, Rows]) -> dict[str, bytes]:
    """Return parts of a workbook with their rows.

    Args:
        workbook: the bytes of one, as openpyxl wrote it.
        rows: by the path of the sheet's part in it; they stand in place of those that it has.

    Returns:
        The parts by path.
    """
    with ZipFile(BytesIO(workbook)) as made:
        return {path: _filled(made.read(path), held) for path, held in rows.items()}


def _filled(part: bytes, rows: Rows) -> bytes:
    extent = f'<dimension ref="A1:{rows.last}"/>'.encode()
    filled = f"<sheetData>{rows.xml}</sheetData>".encode("ascii", "xmlcharrefreplace")  # openpyxl’s part is in ASCII and names no encoding
    if not (EXTENT.search(part) and ROWS.search(part)):
        raise ValueError("openpyxl wrote a sheet in another form: its rows cannot be put in.")
    return ROWS.sub(lambda _: filled, EXTENT.sub(extent, part, count=1), count=1)


def _cells(letter: str, first: int, values: Sequence[str | float], style: Callable[[bool], int]) -> list[str]:
    """Write a column's cells; what a value comes to is made once."""
    ends = {value: _end(value, style) for value in dict.fromkeys(values)}
    return [f'<c r="{letter}{number}" {ends[value]}' for number, value in enumerate(values, first)]


def _end(value: str | float, style: Callable[[bool], int]) -> str:
    """Write what follows the name of a cell."""
    if not isinstance(value, str):
        return f's="{style(False)}" t="n"><v>{value:{NUMBER}}</v></c>'
    kept = ' xml:space="preserve"' if value != value.strip() else ""
    return f's="{style(guarded(value) != value)}" t="inlineStr"><is><t{kept}>{escape(value, LINE_BREAK)}</t></is></c>'


def _style(page: Any, look: Look, prefixed: bool) -> int:
    """Return the number that a workbook gives to a look, which it takes up if it is new."""
    cell = Cell(page, 1, 1)  # only to ask: no sheet holds it
    cell.font, cell.quotePrefix = Font(name=FONT, size=look.size, bold=look.bold), prefixed
    if look.wrapped:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    number: int = cell.style_id
    return number
