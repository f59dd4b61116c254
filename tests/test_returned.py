"""What coders return is read as it is, and refused where it was altered."""

import zipfile

import openpyxl
import pandas as pd
import pytest
from coding_study import CODEBOOK, draw_of_twelve, tables

from pipeline.coding_sheets import csv_bytes, sheet, with_context, workbook
from pipeline.draw import Wanted, draw, record
from pipeline.draws import read_draws, read_returned
from pipeline.errors import ConfigError
from pipeline.store import write_csv

SAVED = ["path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo", "draw", "segment_id"]


@pytest.fixture
def study(tmp_path):
    return draw_of_twelve(tmp_path)


def saved(folder, rows, coder="anna", name="codes.csv", **changed):
    """Write what the coding page saves: every segment coded with work."""
    frame = rows.assign(coder=coder, codes="work", memo="").assign(**changed)[SAVED]
    (folder / name).write_text("\ufeff" + frame.to_csv(index=False), encoding="utf-8")
    return folder / name


def filled(rows, coder="anna", **marks):
    return sheet(rows, CODEBOOK, coder, hide_source=False).assign(**marks)


def test_a_saved_file_and_sheets_say_the_same(study, tmp_path):
    folder, _, rows = study
    saved(folder, rows[:5], coder="anna", codes=["work", "faith", "", "work;faith", "faith"], memo=["", "=odd", "", "", ""])
    marks = filled(
        rows, "ben", work=["x", "", "", "X", "", *[""] * 7], faith=["", "x", "", "1", "x", *[""] * 7], none=["", "", "x", "", "", *[""] * 7]
    )
    (folder / "ben.xlsx").write_bytes(workbook(marks, CODEBOOK))
    returned = read_returned(folder, read_draws(folder))
    by = {coder: own.set_index("segment_id") for coder, own in returned.groupby("coder")}
    assert by["anna"]["codes"].to_dict() == by["ben"]["codes"].to_dict()
    assert by["anna"].loc[rows["segment_id"][2], "codes"] == ""  # decided: none; the other seven are not yet coded
    assert len(by["ben"]) == 5
    assert set(returned["origin"]) == {"drawn"}
    assert returned["start"].dtype.kind == "i"


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_sheet_may_come_back_with_semicolons_and_other_line_ends(study, separator):
    folder, _, rows = study
    marks = filled(rows, none="x")
    (folder / "sheet.csv").write_bytes(("\ufeff" + marks.to_csv(index=False, sep=separator, lineterminator="\r\n")).encode())
    assert len(read_returned(folder, read_draws(folder))) == 12


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty, or begins with an empty line"),
        (
            b"item;coder;draw;start;end;text;none;memo\n0a;anna;draw-0;0;4;Text;;\n0b;anna;draw-0\n",
            "1 rows have more or fewer cells than the heading, e.g. row 3",
        ),
        ("item,coder,draw,start,end,text,none,memo\n0a,anna,draw-0,0,4,Caf\u00e9,x,\n".encode("cp1252"), "is not in UTF-8"),
    ],
)
def test_a_file_that_was_emptied_cut_or_saved_in_another_encoding_is_refused(study, content, said):
    folder, _, _ = study
    (folder / "sheet.csv").write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_returned(folder, read_draws(folder))


def test_an_empty_sheet_says_nothing(study):
    folder, _, rows = study
    (folder / "sheet.csv").write_bytes(csv_bytes(filled(rows)))
    assert read_returned(folder, read_draws(folder)).empty


def test_files_of_other_kinds_are_left_to_others_unless_named(study):
    folder, _, _ = study
    other = folder / "old.csv"
    other.write_text("path,start,end,text,coder,codes\nd0.txt,0,4,Para,cleo,work\n", encoding="utf-8")
    assert read_returned(folder, read_draws(folder)).empty
    with pytest.raises(ConfigError, match="no file of a coder"):
        read_returned(folder, read_draws(folder), [other])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "Another text."}, "12 of 12 rows have a text that was altered after the draw, e.g. row 2 \\(item [0-9a-f]{10}\\), row 3"),
        ({"start": 3}, "altered after the draw"),
        ({"path": "else.txt"}, "altered after the draw"),
        ({"segment_id": "d0#00000001-00000002"}, "name segments that are not in the draw"),
        ({"codes": "weather"}, "a code that the codebook of the draw lacks .weather., e.g. row 2"),
        ({"coder": "cleo"}, "Its coders are anna, ben, and adjudicated"),
        ({"draw": "draw-0000000000"}, "whose record is not here"),
        ({"draw": [*["draw-0000000000"] * 6, *["x"] * 6]}, "same in every row"),
    ],
)
def test_a_saved_file_that_was_altered_is_refused(study, change, said):
    folder, _, rows = study
    saved(folder, rows, **change)
    with pytest.raises(ConfigError, match=said):
        read_returned(folder, read_draws(folder))


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        (lambda s: s[1:], "lacks 1 of the 12 segments"),
        (lambda s: pd.concat([s, s[:1]]), "repeat a segment"),
        (lambda s: s.assign(text=s["text"].str.replace("mill", "hill")), "text that was altered"),
        (lambda s: s.assign(end=1), "altered after the draw"),
        (lambda s: s.assign(none="x"), "have x both in a theme and in none"),
        (lambda s: s.assign(work="perhaps"), "a mark that is not x in a column of a theme, or in none .perhaps., e.g. row 2 .item [0-9a-f]{10}"),
    ],
)
def test_a_sheet_that_was_altered_is_refused(study, alter, said):
    folder, _, rows = study
    (folder / "sheet.csv").write_bytes(csv_bytes(alter(filled(rows, work="x"))))
    with pytest.raises(ConfigError, match=said):
        read_returned(folder, read_draws(folder))


def test_spaces_that_a_spreadsheet_changes_are_no_alteration(study):
    folder, _, rows = study
    (folder / "sheet.csv").write_bytes(csv_bytes(filled(rows.assign(text=rows["text"] + " \n"), none="x")))
    assert len(read_returned(folder, read_draws(folder))) == 12


def test_two_files_of_one_coder_must_not_differ(study):
    folder, _, rows = study
    saved(folder, rows[:6])
    saved(folder, rows[3:], name="codes (1).csv")
    assert len(read_returned(folder, read_draws(folder))) == 12
    saved(folder, rows, name="codes (2).csv", codes="faith")
    with pytest.raises(ConfigError, match="Keep the newest file only"):
        read_returned(folder, read_draws(folder))


def test_an_adjudicated_file_may_hold_some_segments_only(study):
    folder, _, rows = study
    (folder / "settled.csv").write_bytes(csv_bytes(filled(rows[:3], "adjudicated", faith="x")))
    returned = read_returned(folder, read_draws(folder))
    assert set(returned["coder"]) == {"adjudicated"}
    assert len(returned) == 3


def test_segments_of_another_coder_are_refused(study, tmp_path):
    docs, segments, codings = tables()
    wanted = Wanted(n=12, coders=("anna", "ben"), overlap=0)
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    folder = tmp_path / "apart"
    write_csv(folder / made["draw"].iloc[0] / "draw.csv", made)
    saved(folder, with_context(made, segments, docs))
    with pytest.raises(ConfigError, match="6 segments that were not given to anna"):
        read_returned(folder, read_draws(folder))


def test_a_workbook_that_is_none_is_refused(study):
    folder, _, _ = study
    (folder / "sheet.xlsx").write_bytes(b"no workbook")
    with pytest.raises(ConfigError, match="cannot be read as XLSX"):
        read_returned(folder, read_draws(folder))


def test_a_workbook_that_is_damaged_within_is_refused(study):
    folder, _, _ = study
    book, path = openpyxl.Workbook(), folder / "sheet.xlsx"
    book.active.append(["item", "coder"])
    book.save(path)
    with zipfile.ZipFile(path) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as damaged:
        for name, content in members.items():
            damaged.writestr(name, content[: len(content) * 2 // 3] if "sheet1" in name else content)
    with pytest.raises(ConfigError, match="cannot be read as XLSX"):
        read_returned(folder, read_draws(folder))


def test_numbers_that_a_spreadsheet_made_of_marks_count(study):
    folder, _, rows = study
    book = openpyxl.Workbook()
    frame = filled(rows, work="1")
    book.active.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        book.active.append([1.0 if cell == "1" else cell for cell in row])
    book.save(folder / "sheet.xlsx")
    assert set(read_returned(folder, read_draws(folder))["codes"]) == {"work"}
