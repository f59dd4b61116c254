import pytest

from pipeline.errors import ConfigError
from pipeline.people_csv import read_people_csv

CASES = {
    "no such file": (None, "does not exist"),
    "empty": (b"", "is empty"),
    "other encoding": ("a,b\nThé,1\n".encode("cp1252"), "is not in UTF-8"),
    "a comma too many": (b"a,b\n1,2\n1,2,3\n", "cannot be read as CSV: Expected 2 fields in line 3, saw 3"),
    "an open quotation mark": (b'a,b\n1,"2\n', "cannot be read as CSV"),
    "a column is missing": (b"a,c\n1,2\n", "has no column b"),
    "a sheet of a draw": (b"item,coder,draw\n1,ann,draw-1\n", "a sheet of a draw: .*themeline agreement"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path, case):
    content, said = CASES[case]
    path = tmp_path / "codes.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_people_csv(path, "codes.csv", ("a", "b"))


def test_cells_are_as_written_and_empty_ones_are_empty(tmp_path):
    (tmp_path / "codes.csv").write_bytes("\ufeffa,b\n007,\nNA,1.0\n".encode())
    assert read_people_csv(tmp_path / "codes.csv", "codes.csv", ("a", "b")).to_dict("list") == {"a": ["007", "NA"], "b": ["", "1.0"]}
