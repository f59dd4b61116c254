"""Write a workbook as the government's guidance on statistics in spreadsheets asks: one marked table a sheet, no formula, no empty cell.

Source: Government Analysis Function, Releasing statistics in spreadsheets, as the package gptables restates it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil
from typing import Any

import pandas as pd

from pipeline.exporters.print_layout import COVER_LINE, COVER_WIDTH, GAP, LINE, lay_out, set_heights
from pipeline.exporters.word import FONT, LANGUAGE
from pipeline.rows import guarded
from pipeline.without_time import without_time
from pipeline.wording import one_line, tidy

NOT_KNOWN, NONE = "[x]", "[z]"
SHORTHAND = {NOT_KNOWN: "not known, not given or not measured", NONE: "none, or does not apply"}
MOST_ROWS = 20_000  # of a sheet; the CSV file has all
LONGEST = 32_767  # characters that a cell holds
CUT = " […]"
NARROW, MIDDLE, WIDE = 14, 30, 70  # widths of columns, in characters
NOT_HELD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), " ")  # characters that no XML holds


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its title in A1, sentences below it, and one table; ``meanings`` says what each of its columns is."""

    name: str
    title: str
    lines: tuple[str, ...]
    table: pd.DataFrame
    meanings: Mapping[str, str] = field(default_factory=dict)
    links: str = ""  # the column that leads to the sheets it names


def heading(name: str) -> str:
    """Write a column's name as a heading.

    >>> heading("n_documents"), heading("source_type"), heading("document_id")
    ('Documents (n)', 'Source type', 'Document id')
    """
    words = tidy(name)
    if words.startswith("n "):
        return f"{words[2:].capitalize()} (n)"
    return words[:1].upper() + words[1:]


def workbook_of(title: str, authors: str, cover: Sequence[str], sheets: Sequence[Sheet]) -> Any:
    """Return a workbook with a cover and sheets; every cell is text, a number, or one of SHORTHAND."""
    import openpyxl  # type: ignore[import-untyped]  # it brings no types

    book = openpyxl.Workbook()
    about = book.properties
    about.title, about.creator, about.language = one_line(title), one_line(authors) or None, LANGUAGE
    _cover(book.active, title, cover)
    for number, sheet in enumerate(sheets, 1):
        _fill(book.create_sheet(sheet.name), sheet, number)
    return book


def content_of(book: Any, day: str) -> bytes:
    """Return a workbook's bytes; ``day`` as YYYY-MM-DD is said to be that on which it was made."""
    stream = BytesIO()
    book.save(stream)
    return without_time(stream.getvalue(), day)


def value_of(value: Any) -> str | int | float:
    """Return what a cell holds of a table's value: lists joined, flags as yes and no, nothing as shorthand; text fit for a workbook.

    >>> value_of(["a", "b"]), value_of([]), value_of(None), value_of(True), value_of(0.25)
    ('a; b', '[z]', '[x]', 'yes', 0.25)
    """
    if isinstance(value, str):
        text = value.translate(NOT_HELD)
        return (text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT) or NONE
    if hasattr(value, "__len__"):
        return value_of("; ".join(map(str, value)))
    if pd.isna(value):
        return NOT_KNOWN
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    return int(value) if float(value).is_integer() else float(value)


def _cover(page: Any, title: str, lines: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # it brings no types

    page.title = "Cover"
    page.column_dimensions["A"].width = COVER_WIDTH
    for number, line in enumerate([title, *lines], 1):
        cell = page.cell(number, 1)
        _put(cell, one_line(line))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=FONT, size=16 if number == 1 else 12, bold=number == 1)
        size = COVER_LINE * (0.75 if number == 1 else 1)
        page.row_dimensions[number].height = ceil(len(line) / size) * (LINE * (1.35 if number == 1 else 1)) + GAP
    lay_out(page)


def _fill(page: Any, sheet: Sheet, number: int) -> None:
    from openpyxl.cell import Cell  # type: ignore[import-untyped]  # it brings no types
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink  # type: ignore[import-untyped]  # it brings no types
    from openpyxl.worksheet.table import Table, TableStyleInfo  # type: ignore[import-untyped]  # it brings no types

    shown = sheet.table.head(MOST_ROWS)
    left = (f"The first {MOST_ROWS:,} of {len(sheet.table):,} rows are here; all are in the folder csv.",) if len(shown) < len(sheet.table) else ()
    for row, line in enumerate([sheet.title, *sheet.lines, _say_table(shown), *left], 1):
        cell = page.cell(row, 1)
        _put(cell, one_line(line))
        cell.font = Font(name=FONT, size=14 if row == 1 else 12, bold=row == 1)
    if shown.empty:
        lay_out(page)
        return
    top = page.max_row + 1
    looks = _looks(page, Alignment(wrap_text=True, vertical="top"), Font(name=FONT, size=12), Font(name=FONT, size=12, bold=True))
    for column, name in enumerate(shown.columns, 1):
        values = [value_of(value) for value in shown[name].tolist()]
        _set_width(page, column, name, values)
        for row, value in enumerate([name, *values], top):
            cell = page._cells[row, column] = Cell(page, row, column)  # noqa: SLF001  # as page.cell does, which checks each value anew and is slow
            cell._value = value  # noqa: SLF001
            cell.data_type = "s" if isinstance(value, str) else "n"
            cell._style = looks[row == top, isinstance(value, str) and guarded(value) != value]  # noqa: SLF001  # one style for all
            if row > top and name == sheet.links:
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{value}'!A1")  # within the workbook: no address from elsewhere
    set_heights(page, top)
    table = Table(displayName=f"table_{number:02d}_{tidy(sheet.name).replace(' ', '_').lower()}", ref=f"A{top}:{cell.coordinate}")
    table._initialise_columns()  # noqa: SLF001  # so that the filter, which the guidance does not want, can be taken off
    for column_of_table, name in zip(table.tableColumns, shown.columns, strict=True):
        column_of_table.name = name
    table.autoFilter = None
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(table)
    lay_out(page, top)


def _say_table(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "There is nothing to list, so this sheet has no table."
    short = "; ".join(f"{sign} {meaning}" for sign, meaning in SHORTHAND.items())
    return f"One table, {len(shown):,} rows below its header row. Shorthand: {short}."


def _looks(page: Any, alignment: Any, font: Any, bold: Any) -> dict[tuple[bool, bool], Any]:
    """Return the styles of cells, by whether they are a header and whether their text might be taken for a formula."""
    looks = {}
    cell = page.cell(1, 1)
    kept = cell._style.__copy__()  # noqa: SLF001  # it is changed in place
    for header in (False, True):
        for prefixed in (False, True):
            cell.alignment, cell.font, cell.quotePrefix = alignment, bold if header else font, prefixed
            looks[header, prefixed] = cell._style.__copy__()  # noqa: SLF001
    cell._style = kept  # noqa: SLF001
    return looks


def _put(cell: Any, value: str | float) -> None:
    """Set a cell's value: text stays text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = guarded(value) != value


def _set_width(page: Any, column: int, name: str, values: Sequence[Any]) -> None:
    longest = max((len(str(value)) for value in values), default=0)
    width = NARROW if longest <= NARROW else MIDDLE if longest <= 2 * MIDDLE else WIDE
    page.column_dimensions[page.cell(1, column).column_letter].width = max(width, min(len(name) + 2, MIDDLE))
