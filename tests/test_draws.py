"""A draw and what comes back: read as they are, and refused where they were altered."""

import openpyxl
import pandas as pd
import pytest
from coding_study import CODEBOOK, tables

from pipeline.coding_sheets import csv_bytes, sheet, with_context, workbook
from pipeline.draw import Wanted, draw, record
from pipeline.draws import draw_name, item_of, read_draws, read_returned
from pipeline.errors import ConfigError
from pipeline.store import write_csv

SAVED = ["path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo", "draw", "segment_id"]


@pytest.fixture
def study(tmp_path):
    """A folder of codes with one draw of 12 segments for anna and ben."""
    docs, segments, codings = tables()
    wanted = Wanted(n=12, coders=("anna", "ben"))
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    name = made["draw"].iloc[0]
    write_csv(tmp_path / name / "draw.csv", made)
    return tmp_path, made, with_context(made, segments, docs)


def saved(folder, rows, coder="anna", name="codes.csv", **changed):
    """Write what the coding page saves: every segment coded with work."""
    frame = rows.assign(coder=coder, codes="work", memo="").assign(**changed)[SAVED]
    (folder / name).write_text("\ufeff" + frame.to_csv(index=False), encoding="utf-8")
    return folder / name


def filled(rows, coder="anna", **marks):
    return sheet(rows, CODEBOOK, coder, hide_source=False).assign(**marks)


def test_a_draw_is_read_as_it_was_written(study):
    folder, made, _ = study
    pd.testing.assert_frame_equal(read_draws(folder), made)
    pd.testing.assert_frame_equal(read_draws(folder / made["draw"].iloc[0]), made)


def test_a_folder_without_draws_has_none(tmp_path):
    assert read_draws(tmp_path).empty


def test_a_name_depends_on_content_and_not_on_order(study):
    _, made, _ = study
    assert draw_name(made[::-1]) == made["draw"].iloc[0]
    assert draw_name(made.assign(probability=made["probability"] / 2)) != made["draw"].iloc[0]
    assert draw_name(made[1:]) != made["draw"].iloc[0]


@pytest.mark.parametrize("old_new", [(",top fifth,", ",rest,"), (",drawn,1,", ",uncertain,1,"), ("anna;ben", "anna")])
def test_a_record_that_was_altered_is_refused(study, old_new):
    folder, made, _ = study
    path = folder / made["draw"].iloc[0] / "draw.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(*old_new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match="does not match the name"):
        read_draws(folder)


def test_a_record_saved_anew_by_a_spreadsheet_is_the_same(study):
    folder, made, _ = study
    path = folder / made["draw"].iloc[0] / "draw.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(read_draws(folder)) == len(made)


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
        ({"text": "Another text."}, "12 of 12 rows have a text that was altered after the draw, e.g. row 2, 3, 4"),
        ({"start": 3}, "altered after the draw"),
        ({"path": "else.txt"}, "altered after the draw"),
        ({"segment_id": "d0#00000001-00000002"}, "name segments that are not in the draw"),
        ({"codes": "weather"}, "a code that the codebook of the draw lacks"),
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
        (lambda s: s.assign(work="perhaps"), "a mark that is not x"),
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


def test_numbers_that_a_spreadsheet_made_of_marks_count(study):
    folder, _, rows = study
    book = openpyxl.Workbook()
    frame = filled(rows, work="1")
    book.active.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        book.active.append([1.0 if cell == "1" else cell for cell in row])
    book.save(folder / "sheet.xlsx")
    assert set(read_returned(folder, read_draws(folder))["codes"]) == {"work"}


def test_an_item_tells_nothing_of_its_segment():
    assert item_of("d0#00000000-00000056") == item_of("d0#00000000-00000056") != item_of("d0#00000058-00000116")
    assert "d0" not in item_of("d0#00000000-00000056")[:2]
