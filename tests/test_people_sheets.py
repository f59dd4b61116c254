import pytest

from pipeline.errors import ConfigError
from pipeline.people_csv import complain, read_sheet

ROWS = "theme_id,text\nwork,Crème for all\n\nhome,'=1+1\n"
WAYS = {
    "utf-8": ROWS.encode(),
    "with a mark": ("\ufeff" + ROWS).encode(),
    "cp1252": ROWS.encode("cp1252"),
    "semicolons": ROWS.replace(",", ";").encode("cp1252"),
    "tabs and line ends of Windows": ROWS.replace(",", "\t").replace("\n", "\r\n").encode(),
    "headings as a person writes them": ROWS.replace("theme_id,text", "Theme ID,Text").encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sheet_is_read_however_a_spreadsheet_saved_it(tmp_path, way):
    (tmp_path / "a.csv").write_bytes(WAYS[way])
    rows = read_sheet(tmp_path / "a.csv", "a.csv", ("theme_id", "text", "note"), ("text",))
    assert rows.to_dict("list") == {"theme_id": ["work", "home"], "text": ["Crème for all", "=1+1"], "note": ["", ""]}
    assert list(rows.index) == [2, 4]  # as a spreadsheet numbers them


CASES = {
    "an unknown column": ("theme_id,text,decison\n", "unknown column decison. It may have: theme_id, text"),
    "a column twice": ("text,text\n", "a column twice: text"),
    "a column is missing": ("theme_id\n", "no column text"),
    "too many cells": ("theme_id,text\nwork,here, there\n", "row 2 has more cells than columns"),
    "an open quotation mark": ('theme_id,text\nwork,"here\n', "cannot be read as a table"),
    "nothing": ("", "no column text"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_sheet_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path, case):
    content, said = CASES[case]
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        read_sheet(tmp_path / "a.csv", "a.csv", ("theme_id", "text"), ("text",))


def test_the_first_ten_of_many_mistakes_are_listed():
    with pytest.raises(ConfigError) as raised:
        complain("a.csv", [f"row {n}: wrong" for n in range(2, 15)])
    assert str(raised.value).splitlines()[0] == "a.csv has 13 mistakes"
    assert str(raised.value).splitlines()[-1] == "  and 3 more"
    complain("a.csv", [])
