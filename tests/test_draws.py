"""A draw is read as it was written, and refused where its record was altered."""

import pandas as pd
import pytest
from coding_study import draw_of_twelve

from pipeline.draws import draw_name, item_of, read_draws
from pipeline.errors import ConfigError


@pytest.fixture
def study(tmp_path):
    return draw_of_twelve(tmp_path)


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


def test_an_item_tells_nothing_of_its_segment():
    assert item_of("d0#00000000-00000056") == item_of("d0#00000000-00000056") != item_of("d0#00000058-00000116")
    assert "d0" not in item_of("d0#00000000-00000056")[:2]
