"""What is published is put in place whole, and what was cut short is set right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.published_folder import mend_folder, write_folder


def names_in(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_folder_takes_the_place_of_the_one_before(tmp_path):
    write_folder(tmp_path / "published", {"a/one.txt": b"1", "two.txt": b"2"})
    write_folder(tmp_path / "published", {"two.txt": b"3"})
    assert names_in(tmp_path) == {"published/two.txt": "3"}


@pytest.mark.parametrize(
    ("left", "after"),
    [
        ({"published": "before", ".published.unfinished": "half"}, {"published/a": "before"}),
        ({".published.old": "before", ".published.unfinished": "whole"}, {"published/a": "whole"}),
        ({"published": "whole", ".published.old": "before"}, {"published/a": "whole"}),
        ({".published.old": "before"}, {"published/a": "before"}),
        ({".published.unfinished": "half"}, {}),
        ({}, {}),
    ],
)
def test_whatever_was_cut_short_is_set_right(tmp_path, left, after):
    for name, said in left.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(said)
    mend_folder(tmp_path / "published")
    assert names_in(tmp_path) == after


@pytest.mark.parametrize("cut", [1, 2])
def test_killed_at_a_change_of_name_it_leaves_nothing_that_was_taken_back(tmp_path, monkeypatch, cut):
    write_folder(tmp_path / "published", {"a": b"before"})
    replace, n = Path.replace, []

    def killed(path, target):
        n.append(path)
        if len(n) == cut:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "published", {"a": b"after"})
    monkeypatch.undo()
    mend_folder(tmp_path / "published")
    assert names_in(tmp_path) == {"published/a": "before" if cut == 1 else "after"}
