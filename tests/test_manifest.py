"""The manifest is read as spreadsheets write it, and refused where it cannot mean anything."""

import pytest

from pipeline.errors import ConfigError
from pipeline.manifest import read_manifest


def written(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "manifest.csv"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_separators_of_spreadsheets_are_read(tmp_path, encoding, separator, end):
    lines = ["path,title,date,ward", "a.txt,Café – “notes”,2016-05-03,Dallow", "b.txt,,,"]
    path = written(tmp_path, end.join(lines).replace(",", separator) + end, encoding)
    first, second = read_manifest(path).rows
    assert (first.path, first.title, first.date, first.covariates) == ("a.txt", "Café – “notes”", "2016-05-03", {"ward": "Dallow"})
    assert (second.path, second.title, second.date, second.covariates) == ("b.txt", None, None, {})


@pytest.mark.parametrize("cell", ["minutes/May.pdf", "./minutes/May.pdf", ".\\minutes\\May.pdf", " minutes/May.pdf "])
def test_a_path_is_read_in_one_way(tmp_path, cell):
    assert read_manifest(written(tmp_path, f"path\n{cell}\n")).rows[0].path == "minutes/May.pdf"


def test_a_path_is_normalised_to_nfc(tmp_path):
    assert read_manifest(written(tmp_path, "path\nCafe\u0301.txt\n")).rows[0].path == "Café.txt"


def test_blank_rows_and_quoted_separators_are_no_matter(tmp_path):
    manifest = read_manifest(written(tmp_path, 'path,title\n"a.txt","One, two"\n,\n\nb.txt,\n'))
    assert [(row.path, row.title) for row in manifest.rows] == [("a.txt", "One, two"), ("b.txt", None)]


def test_a_manifest_without_a_column_date_says_so(tmp_path):
    assert not read_manifest(written(tmp_path, "path\na.txt\n")).dates
    assert read_manifest(written(tmp_path, "path,date\na.txt,\n")).dates


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title\nOne\n", "no column path"),
        ("", "no column path"),
        ("path\na.txt\n./a.txt\n", "row 3: the path a.txt is in an earlier row too"),
        ("path,title,title\na.txt,1,2\n", "column twice: title"),
        ("path,quotable\na.txt,maybe\n", "row 2: quotable is 'maybe'"),
        ("path,attribution\na.txt,yes\n", "row 2: attribution is 'yes'"),
        ("path,title\n,No path\n", "row 2: path: empty"),
        ("path,title\na.txt,One, two\n", "row 2: 3 cells, but 2 columns"),
        ('path,title\na.txt,"open\n', "cannot be read as a table"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_row(tmp_path, content, says):
    with pytest.raises(ConfigError, match=r"manifest\.csv") as refused:
        read_manifest(written(tmp_path, content))
    assert says in str(refused.value)


def test_a_missing_manifest_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="does not exist"):
        read_manifest(tmp_path / "manifest.csv")


def test_allowed_values_are_read_in_any_case(tmp_path):
    row = read_manifest(written(tmp_path, "path,quotable,attribution,date_basis\na.txt,Yes,ROLE,inferred by a person\n")).rows[0]
    assert (row.quotable, row.attribution, row.date_basis) == ("yes", "role", "inferred by a person")
