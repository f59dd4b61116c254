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
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it brings no types

from pipeline.exporters.print_layout import COVER_LINE, COVER_WIDTH, GAP, LINE, heights_of, lay_out
from pipeline.exporters.sheet_rows import Look, Rows, with_rows, write_rows
from pipeline.exporters.word import LANGUAGE
from pipeline.without_time import without_time
from pipeline.wording import one_line, tidy

NOT_KNOWN, NONE = "[x]", "[z]"
SHORTHAND = {NOT_KNOWN: "not known, not given or not measured", NONE: "none, or does not apply"}
MOST_ROWS = 20_000  # of a sheet; the CSV file has all
LONGEST = 32_767  # characters that a cell holds
CUT = " […]"
NARROW, MIDDLE, WIDE = 14, 30, 70  # widths of columns, in characters
NOT_HELD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), " ")  # characters that no XML holds
COVER_TITLE, TITLE, TEXT = Look(16, bold=True, wrapped=True), Look(14, bold=True), Look(12)
HEADER, BODY = Look(12, bold=True, wrapped=True), Look(12, wrapped=True)


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


def content_of(title: str, authors: str, cover: Sequence[str], sheets: Sequence[Sheet], day: str) -> bytes:
    """Write a workbook with a cover and sheets; every cell is text, a number, or one of SHORTHAND.

    Args:
        title: of the workbook, and the cover's first line.
        authors: of the workbook; may be empty.
        cover: the lines of the cover below its title.
        sheets: in their order. Not changed.
        day: YYYY-MM-DD, said to be that on which it was made; anything else is not.

    Returns:
        The file's bytes, the same for the same arguments.
    """
    import openpyxl  # type: ignore[import-untyped]  # it brings no types

    book = openpyxl.Workbook()
    about = book.properties
    about.title, about.creator, about.language = one_line(title), one_line(authors) or None, LANGUAGE
    filled = [_cover(book.active, title, cover), *(_fill(book.create_sheet(sheet.name), sheet, number) for number, sheet in enumerate(sheets, 1))]
    stream = BytesIO()
    book.save(stream)
    made = stream.getvalue()
    return without_time(made, day, with_rows(made, {f"xl/worksheets/sheet{number}.xml": rows for number, rows in enumerate(filled, 1)}))


def value_of(value: Any) -> str | int | float:
    """Return what a cell holds of a table's value: lists joined, flags as yes and no, nothing as shorthand; text fit for a workbook.

    >>> value_of(["a", "b"]), value_of([]), value_of(None), value_of(True), value_of(0.25)
    ('a; b', '[z]', '[x]', 'yes', 0.25)
    """
    if isinstance(value, str):
        text = value if value.isprintable() else value.translate(NOT_HELD)
        return (text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT) or NONE
    if hasattr(value, "__len__"):
        return value_of("; ".join(map(str, value)))
    if pd.isna(value):
        return NOT_KNOWN
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    return int(value) if float(value).is_integer() else float(value)


def _cover(page: Any, title: str, lines: Sequence[str]) -> Rows:
    page.title = "Cover"
    lay_out(page, [COVER_WIDTH])
    heights = [ceil(len(title) / (COVER_LINE * 0.75)) * (LINE * 1.35) + GAP, *(ceil(len(line) / COVER_LINE) * LINE + GAP for line in lines)]
    first = write_rows(page, 1, [[one_line(title)]], COVER_TITLE, heights[:1])
    return Rows(first + write_rows(page, 2, [[*map(one_line, lines)]], BODY, heights[1:]), f"A{1 + len(lines)}")


def _fill(page: Any, sheet: Sheet, number: int) -> Rows:
    """Lay out a sheet and its table, and return its rows."""
    shown = sheet.table.head(MOST_ROWS)
    left = (f"The first {MOST_ROWS:,} of {len(sheet.table):,} rows are here; all are in the folder csv.",) if len(shown) < len(sheet.table) else ()
    lines = [*map(one_line, sheet.lines), _say_table(shown), *left]
    above = write_rows(page, 1, [[one_line(sheet.title)]], TITLE) + write_rows(page, 2, [lines], TEXT)
    top = 2 + len(lines)
    if shown.empty:
        lay_out(page)
        return Rows(above, f"A{top - 1}")
    names = list(shown.columns)
    columns = [[value_of(value) for value in shown[name].tolist()] for name in names]
    widths = [_width(name, values) for name, values in zip(names, columns, strict=True)]
    last = f"{get_column_letter(len(names))}{top + len(shown)}"
    page.add_table(_table(f"table_{number:02d}_{tidy(sheet.name).replace(' ', '_').lower()}", f"A{top}:{last}", names))
    lay_out(page, widths, top)
    if sheet.links:
        _link(page, get_column_letter(1 + names.index(sheet.links)), top + 1, columns[names.index(sheet.links)])
    headings = [[name] for name in names]
    header = write_rows(page, top, headings, HEADER, heights_of(headings, widths))
    return Rows(above + header + write_rows(page, top + 1, columns, BODY, heights_of(columns, widths)), last)


def _say_table(shown: pd.DataFrame) -> str:
    if shown.empty:
        return "There is nothing to list, so this sheet has no table."
    short = "; ".join(f"{sign} {meaning}" for sign, meaning in SHORTHAND.items())
    return f"One table, {len(shown):,} rows below its header row. Shorthand: {short}."


def _table(name: str, extent: str, columns: Sequence[str]) -> Any:
    from openpyxl.worksheet.table import Table, TableStyleInfo  # type: ignore[import-untyped]  # it brings no types

    table = Table(displayName=name, ref=extent)
    table._initialise_columns()  # noqa: SLF001  # so that the filter, which the guidance does not want, can be taken off
    for column, heading_of_column in zip(table.tableColumns, columns, strict=True):
        column.name = heading_of_column
    table.autoFilter = None
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    return table


def _link(page: Any, letter: str, first: int, names: Sequence[Any]) -> None:
    """Let each cell of a column lead to the sheet that it names."""
    from openpyxl.worksheet.hyperlink import Hyperlink  # type: ignore[import-untyped]  # it brings no types

    for row, name in enumerate(names, first):
        place = f"{letter}{row}"
        page[place].hyperlink = Hyperlink(ref=place, location=f"'{name}'!A1")  # within the workbook: no address from elsewhere


def _width(name: str, values: Sequence[Any]) -> int:
    longest = max(len(str(value)) for value in set(values))
    width = NARROW if longest <= NARROW else MIDDLE if longest <= 2 * MIDDLE else WIDE
    return max(width, min(len(name) + 2, MIDDLE))
