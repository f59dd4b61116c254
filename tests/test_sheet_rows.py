"""Rows that are written as XML are those that openpyxl writes cell by cell, and every row is as high as its tallest text."""

from __future__ import annotations

from io import BytesIO
from math import ceil
from zipfile import ZipFile

import openpyxl
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Alignment, Font

from pipeline.exporters.print_layout import FILLED, LINE, TALLEST, heights_of
from pipeline.exporters.sheet_rows import Rows, with_rows, write_rows
from pipeline.exporters.spreadsheet import BODY, NOT_HELD, Sheet, content_of
from pipeline.rows import guarded
from pipeline.without_time import without_time

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(lambda text: text.translate(NOT_HELD)),
    st.sampled_from(
        ["=1+1", "-2", "@a", "a & b < c > d", "]]>", "one\r\ntwo", "one\ntwo\tthree", " before", "after\u00a0", "“né”", "𝔸", "'=x", "[x]"]
    ),
)
VALUES = st.one_of(TEXTS, st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0))
SHEET = "xl/worksheets/sheet1.xml"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(VALUES, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_rows_are_those_that_openpyxl_writes_cell_by_cell(columns: list[list[str | int | float]]) -> None:
    books = openpyxl.Workbook(), openpyxl.Workbook()
    plain, page = (book.active for book in books)
    for each in (plain, page):
        write_rows(each, 1, [["a", "=a"]], BODY)  # so that both number the looks alike
    heights = [18.0 + 9.6 * row for row in range(len(columns[0]))]
    for n, values in enumerate(columns, 1):
        for row, (value, height) in enumerate(zip(values, heights, strict=True), 1):
            cell = plain.cell(row, n)
            cell.value, cell.data_type = value, "s" if isinstance(value, str) else "n"
            cell.font, cell.alignment = Font(name="Arial", size=12), Alignment(wrap_text=True, vertical="top")
            cell.quotePrefix = isinstance(value, str) and guarded(value) != value
            plain.row_dimensions[row].height = height
    rows = Rows(write_rows(page, 1, columns, BODY, heights), f"{'ABCD'[len(columns) - 1]}{len(heights)}")
    with ZipFile(BytesIO(saved(books[0]))) as package:
        assert with_rows(saved(books[1]), {SHEET: rows})[SHEET] == package.read(SHEET)


def test_rows_begin_where_they_are_told_to_and_have_no_height_where_none_is_given() -> None:
    xml = write_rows(openpyxl.Workbook().active, 7, [["a", 2], [3.5, "b"]], BODY)
    row = '<row r="{n}"><c r="A{n}" s="1" t="{}</c><c r="B{n}" s="1" t="{}</c></row>'
    text, number = 'inlineStr"><is><t>{}</t></is>', 'n"><v>{}</v>'
    assert xml == row.format(text.format("a"), number.format("3.5"), n=7) + row.format(number.format("2"), text.format("b"), n=8)


def test_a_sheet_without_a_table_and_one_with_links_are_read_back_as_they_were_given() -> None:
    sheets = [
        Sheet("List", "A list", ("A line.",), pd.DataFrame({"Sheet": ["None"], "n": [0]}), links="Sheet"),
        Sheet("None", "Nothing", (), pd.DataFrame()),
    ]
    book = openpyxl.load_workbook(BytesIO(content_of("Title", "", ["=cover", "é\u2028 "], sheets, "2031-02-03")))
    assert [[cell.value for cell in row] for row in book["Cover"].iter_rows()] == [["Title"], ["=cover"], ["é"]]
    assert [cell.quotePrefix for cell in book["Cover"]["A"]] == [False, True, False]
    assert [[cell.value for cell in row] for row in book["List"].iter_rows(min_row=4)] == [["Sheet", "n"], ["None", 0]]
    assert (book["List"]["A5"].hyperlink.location, book["List"].dimensions) == ("'None'!A1", "A1:B5")
    assert [cell.value for cell in book["None"]["A"]] == ["Nothing", "There is nothing to list, so this sheet has no table."]
    assert book["None"].dimensions == "A1:A2"


@given(st.lists(st.tuples(TEXTS, st.integers(), TEXTS.map(lambda text: text * 40)), min_size=1, max_size=8))
def test_a_row_is_as_high_as_the_most_lines_of_its_texts(rows: list[tuple[str, int, str]]) -> None:
    widths = (14, 14, 30)
    lines = [max(ceil(len(value) / (FILLED * width)) for value, width in zip(row, widths, strict=True) if isinstance(value, str)) for row in rows]
    assert heights_of([*zip(*rows, strict=True)], widths) == [min(TALLEST, LINE * n + 2) for n in lines]


def test_numbers_alone_take_one_line() -> None:
    assert heights_of([[10**40, 1.5]], [14]) == [LINE + 2, LINE + 2]


def test_parts_of_a_file_can_be_replaced_and_the_others_stay() -> None:
    made = saved(openpyxl.Workbook())
    with ZipFile(BytesIO(without_time(made))) as kept, ZipFile(BytesIO(without_time(made, parts={SHEET: b"<new/>"}))) as changed:
        assert changed.namelist() == kept.namelist()
        assert [name for name in kept.namelist() if kept.read(name) != changed.read(name)] == [SHEET]
        assert changed.read(SHEET) == b"<new/>"
