import pandas as pd
import pytest

from pipeline.errors import TableError
from pipeline.store import delete_outputs, read_table, write_csv, write_table, write_text, write_whole
from pipeline.tables import CODINGS

ROWS = CODINGS.frame([{"segment_id": "a#1", "theme_id": "t", "score": 0.5, "assigned": True, "why": "=SUM(1)"}])


def test_a_table_comes_back_as_it_was_written_and_has_the_same_bytes_again(tmp_path):
    write_table(tmp_path, "codings", ROWS)
    first = (tmp_path / "codings.parquet").read_bytes()
    pd.testing.assert_frame_equal(read_table(tmp_path, "codings"), ROWS)
    write_table(tmp_path, "codings", ROWS.copy())
    assert (tmp_path / "codings.parquet").read_bytes() == first


def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(tmp_path):
    write_csv(
        tmp_path / "x.csv",
        pd.DataFrame({"a": ["=1+1", "-5", "+44 20", "@x", "plain", None], "b": [-1.5, 0, 1, 2, 3, 4], "c": [["x", "y"], [], [], [], [], []]}),
    )
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:5] == ["'=1+1,-1.5,x; y", "-5,0.0,", "'+44 20,1.0,", "'@x,2.0,"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path):
    write_text(tmp_path / "x.txt", "old")

    def fails(path):
        path.write_text("half", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "x.txt", fails)
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "old"


def test_a_missing_or_damaged_table_says_what_to_do(tmp_path):
    with pytest.raises(TableError, match="does not exist yet"):
        read_table(tmp_path, "codings")
    (tmp_path / "codings.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(TableError, match="is damaged"):
        read_table(tmp_path, "codings")


@pytest.mark.parametrize("place", [0.3, 0.9], ids=["pages", "footer"])
def test_a_table_that_is_damaged_inside_says_so_too(tmp_path, place):
    path = tmp_path / "codings.parquet"
    pd.DataFrame({"segment_id": [f"d#{n}" for n in range(5000)]}).to_parquet(path)
    content = bytearray(path.read_bytes())
    first = int(len(content) * place)
    content[first : first + 200] = b"\xff" * 200
    path.write_bytes(content)
    with pytest.raises(TableError, match="is damaged"):
        read_table(tmp_path, "codings")


def test_a_table_that_cannot_be_opened_is_not_called_damaged(tmp_path, monkeypatch):
    write_table(tmp_path, "codings", ROWS)

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pyarrow.parquet.read_table", refused)
    with pytest.raises(PermissionError):
        read_table(tmp_path, "codings")


def test_only_a_folder_that_a_run_has_made_is_deleted(tmp_path):
    other = tmp_path / "holiday"
    other.mkdir()
    (other / "photo").write_text("x", encoding="utf-8")
    with pytest.raises(TableError, match="Nothing is deleted"):
        delete_outputs(other)
    assert (other / "photo").is_file()
    (other / ".themeline").mkdir()
    link = tmp_path / "link"
    link.symlink_to(other)
    with pytest.raises(TableError, match="Nothing is deleted"):
        delete_outputs(link)
    assert delete_outputs(other).startswith("Deleted")
    assert not other.exists()
    assert "nothing to delete" in delete_outputs(other)
