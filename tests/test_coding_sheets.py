"""Sheets for coders: text and context, nothing of the machine, the same bytes each time, and read back as they were marked."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from coding_study import CODEBOOK, tables

from pipeline.codebook import Codebook, Theme
from pipeline.coding_sheets import csv_bytes, page_rows, sheet, theme_columns, with_context, workbook
from pipeline.draw import Wanted, draw, record
from pipeline.returned import read_file

MARKS = ["work", "faith", "none"]


def drawn(**changed):
    docs, segments, codings = tables()
    wanted = Wanted(n=10)
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    return with_context(made, segments, docs).assign(**changed), codings


def filled(**changed):
    rows, _ = drawn(**changed)
    return sheet(rows, CODEBOOK, "anna", hide_source=False)


def cells(content):
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return page, [list(row) for row in page.iter_rows(values_only=True)]


def test_a_sheet_has_text_context_and_empty_marks_and_nothing_of_the_machine():
    rows, codings = drawn()
    made = sheet(rows, CODEBOOK, "anna", hide_source=False)
    assert list(made.columns) == [
        *("document", "date", "place", "section", "before", "text", "after"),
        *MARKS,
        *("memo", "item", "coder", "draw", "start", "end", "beside"),
    ]
    assert (made[[*MARKS, "memo"]] == "").all(axis=None)
    written = csv_bytes(made).decode()
    assert not set(rows["segment_id"]) & set(written.replace(",", " ").split())
    for name in ("score", "assigned", "stratum", "top fifth", "probability", "why"):
        assert name not in written
    assert not {f"{score:g}" for score in codings["score"] if score > 0.5} & set(written.replace(",", " ").split())


def test_the_source_is_hidden_where_that_is_asked_for():
    rows, _ = drawn()
    assert not {"document", "date", "place", "path"} & set(sheet(rows, CODEBOOK, "anna", hide_source=True).columns)
    assert {"document", "date", "place"} & set(page_rows(rows, hide_source=True)[0]) == set()


def test_context_is_that_of_the_same_document_and_empty_at_its_ends():
    rows, _ = drawn()
    for row in rows.itertuples():
        number = int(row.text.split()[1])
        paper = row.text.split("paper ")[1].split()[0]
        for beside, at in ((row.before, number - 1), (row.after, number + 1)):
            assert beside.startswith(f"Paragraph {at} of paper {paper} ") if 0 <= at < 10 else beside == ""


def test_a_workbook_has_the_same_bytes_twice_and_no_time_in_it():
    one, two = (workbook(filled(), CODEBOOK) for _ in range(2))
    assert one == two
    with ZipFile(BytesIO(one)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in parts.read("docProps/core.xml").split(b">", 2)[2]


def test_in_a_workbook_only_marks_and_memo_can_be_written_and_what_finds_a_row_again_is_hidden():
    page, rows = cells(workbook(filled(), CODEBOOK))
    names = rows[0]
    assert {names[n] for n, cell in enumerate(page[2]) if not cell.protection.locked} == {*MARKS, "memo"}
    hidden = {names[n] for n, cell in enumerate(page[1]) if page.column_dimensions[cell.column_letter].hidden}
    assert hidden == {"item", "coder", "draw", "start", "end", "beside"}
    assert page.protection.sheet


@pytest.mark.parametrize("text", ["=1+1", "+44 is the code.", "-5 degrees", "@home", "'=quoted"])
def test_no_cell_is_a_formula_and_the_text_comes_back_as_it_was(tmp_path, text):
    made = filled(text=text).assign(none="x")
    page, rows = cells(workbook(made, CODEBOOK))
    assert {page.cell(2, rows[0].index("text") + 1).data_type} == {"s"}
    for name, content in (("a.xlsx", workbook(made, CODEBOOK)), ("a.csv", csv_bytes(made))):
        (tmp_path / name).write_bytes(content)
        assert set(read_file(tmp_path / name, asked=True).rows["text"]) == {text}


def test_characters_that_a_workbook_cannot_hold_become_spaces():
    _, rows = cells(workbook(filled(text="a\x07b"), CODEBOOK))
    assert rows[1][rows[0].index("text")] == "a b"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_marks_come_back_from_csv_and_workbook_alike(tmp_path, kind):
    made = filled().assign(work=["x", *[""] * 9], none=["", "x", *[""] * 8], memo=["of two minds", *[""] * 9])
    path = tmp_path / f"sheet.{kind}"
    path.write_bytes(csv_bytes(made) if kind == "csv" else workbook(made, CODEBOOK))
    back = read_file(path, asked=True)
    assert (back.draw, back.coder, back.whole) == (made["draw"].iloc[0], "anna", True)
    assert back.rows["codes"].tolist() == ["work", *[""] * 9]
    assert back.rows["decided"].tolist() == [True, True, *[False] * 8]
    assert back.rows["memo"].iloc[0] == "of two minds"


def test_a_theme_named_as_another_column_keeps_its_name_on_the_way_back(tmp_path):
    odd = Codebook(version="1", theme=tuple(Theme(id=name, name=name, definition="d") for name in ("place", "text", "theme_x", "work")))
    columns = theme_columns(odd.theme_ids)
    assert len(set(columns.values()) | {"document", "place", "text", "none", "memo"}) == 9
    rows, _ = drawn()
    made = sheet(rows, odd, "anna", hide_source=False)
    (tmp_path / "a.csv").write_bytes(csv_bytes(made.assign(**dict.fromkeys(columns.values(), "x"))))
    assert set(read_file(tmp_path / "a.csv", asked=True).rows["codes"]) == {"place;text;theme_x;work"}
