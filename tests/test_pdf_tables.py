"""Tables of a PDF, drawn with lines across and down: what stands in a cell stays together. All words are invented."""

from __future__ import annotations

import io
import time
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.importers.pdf_grid import grid_of
from pipeline.importers.pdf_page import Fragment, Line, Post, Rule
from pipeline.importers.pdf_tables import rows_of, table_of, with_tables, written
from tests.test_pdf import blocks, read


def test_cells_of_a_ruled_table_hold_their_wrapped_lines(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(72, 790, "The clerk put the actions before the meeting.")
    rows = (
        (("Action",), ("Who",)),
        (("Mend the footbridge by the", "mill before winter comes"), ("County surveyor",)),
        (("Open the hall",), ("Clerk",)),
    )
    top = 760.0
    for row in rows:
        canvas.line(72, top, 500, top)
        for left, lines in zip((76, 330), row, strict=True):
            for n, line in enumerate(lines):
                canvas.drawString(left, top - 14 - 13 * n, line)
        top -= 34 if len(row[0]) > 1 else 20
    canvas.line(72, top, 500, top)
    canvas.save()
    tables = [text for kind, text, _ in blocks(read(buffer.getvalue(), tmp_path)) if kind == "table"]
    assert tables == ["Action | Who\nMend the footbridge by the mill before winter comes | County surveyor\nOpen the hall | Clerk"]


def test_a_table_with_lines_across_and_down_keeps_the_words_of_each_cell_together(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(72, 800, "The clerk put the measures before the meeting.")
    canvas.rect(72, 560, 400, 200, stroke=1, fill=0)
    for left, y, right in ((72, 720, 472), (272, 690, 472), (72, 650, 472)):
        canvas.line(left, y, right, y)
    for x, top in ((172, 760), (272, 760), (372, 690)):
        canvas.line(x, 560, x, top)
    words = (
        (74, 745, "What is done"), (174, 745, "Fiscal measures"), (174, 732, "for all"), (274, 745, "Measures of other kinds, of all sorts"),
        (74, 705, "Eliminate"), (174, 705, "Restrict"), (174, 692, "choice"), (300, 705, "Guide choice"), (274, 675, "Persuade"), (374, 675, "Change"),
        (374, 662, "the place"), (74, 635, "Ban goods of"), (74, 622, "one kind"), (174, 635, "Outlaw noise"), (274, 635, "Tell people of"),
        (274, 622, "the mill"), (374, 635, "Fewer lamps"),
    )  # fmt: skip
    for x, y, text in words:
        canvas.drawString(x, y, text)
    canvas.save()
    tables = [text for kind, text, _ in blocks(read(buffer.getvalue(), tmp_path)) if kind == "table"]
    assert [row.split(" | ") for row in tables[0].split("\n")] == [
        ["What is done", "Fiscal measures for all", "Measures of other kinds, of all sorts"],
        ["Eliminate", "Restrict choice", "Guide choice"],
        ["Persuade", "Change the place"],
        ["Ban goods of one kind", "Outlaw noise", "Tell people of the mill", "Fewer lamps"],
    ]


def grid(rows: list[list[str]], width: float = 120, height: float = 20) -> list[list[str]]:
    """Read a table of which every cell is drawn with four lines of its own."""
    count = len(rows[0])
    rules = [Rule(width * n, width * (n + 1), height * m) for m in range(len(rows) + 1) for n in range(count)]
    posts = [Post(width * n, height * m, height * (m + 1)) for m in range(len(rows)) for n in range(count + 1)]
    inside = [
        Fragment(text, width * n + 2, height * m + 4, width * n + 2 + 5 * len(text), height * m + 14, 10)
        for m, row in enumerate(rows)
        for n, text in enumerate(row)
        if text
    ]
    area = [Rule(0, width * count, height * m) for m in range(len(rows) + 1)]
    return grid_of(inside, area, rules, posts)


def test_an_empty_cell_keeps_its_place_in_a_grid() -> None:
    rows = [["", "2014", "2015", "2016"], ["Holm", "", "41", "7"], ["Dale", "3", "", ""]]
    assert grid(rows) == rows
    assert written(rows) == "| 2014 | 2015 | 2016\nHolm |  | 41 | 7\nDale | 3 |  |"


def test_a_grid_of_four_thousand_cells_takes_little_time() -> None:
    rows = [[f"{n}.{m}" for n in range(65)] for m in range(65)]
    began = time.process_time()
    assert grid(rows) == rows
    assert time.process_time() - began < 5


def test_a_bracket_after_a_raised_figure_is_no_cell() -> None:
    words = ((20, 12, "Place"), (80, 12, "Land (km2"), (20, 32, "Holm"), (98, 32, "41"), (20, 52, "Poole"), (98, 52, "7"))
    cells = [Fragment(text, left, top, left + 5 * len(text), top + 9, 9) for left, top, text in words]
    bracket = Fragment(")", 125.4, 12, 130, 21, 10)
    table = with_tables([*cells, bracket], [Rule(10, 200, y) for y in (8, 28, 70)], 800)
    assert [one.text for one in table] == ["Place | Land (km2)\nHolm | 41\nPoole | 7"]


def line(left: str, right: str, top: float, *, joined: bool = False) -> Line:
    """Make a line of two cells, or of one that was joined of both."""
    cells = Fragment(left, 72, top, 72 + 6 * len(left), top + 10, 10), Fragment(right, 150, top, 150 + 5 * len(right), top + 10, 10)
    whole = Fragment(f"{left} {right}", 72, top, cells[1].right, top + 10, 10, cells=cells)
    return Line(whole.text, 72, top, whole.right, top + 10, 10, cells=(whole,) if joined else cells)


def test_a_row_with_a_long_first_cell_is_of_the_table_around_it() -> None:
    rows = [line("HLA", "Holm Lamp Alliance", 100), line("OF", "Overwick Forum", 115), line("PM", "Poole Mill", 130)]
    narrow = line("NEWARDENS", "New wardens", 145, joined=True)
    below = [line("PM", "Poole Mill", 160), line("OS", "Overwick Society", 175), line("TR", "The river", 190)]
    assert rows_of([*rows, narrow, *below]) == frozenset(range(7))
    assert table_of([*rows, narrow, *below]).split("\n")[3] == "NEWARDENS | New wardens"
    assert rows_of([*rows, narrow]) == frozenset(range(3))
