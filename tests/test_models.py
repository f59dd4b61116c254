"""Which fitted model a study uses, and what a model fitted anew keeps of the one before it."""

from __future__ import annotations

import os

import pytest

from pipeline.models import Choice, chosen, follow, forget, load_or_fit


@pytest.fixture
def used(tmp_path):
    """A model in use, with its folder."""
    choice = Choice("discover", "k1", "config", ("d0",), learnt="k1")
    choice.remember(tmp_path)
    choice.folder(tmp_path / "models").mkdir(parents=True)
    return tmp_path


def followed(folder, learnt, config="config"):
    return follow(folder, folder / "models", Choice("discover", learnt, config, (), learnt=learnt))


def test_a_model_fitted_anew_follows_the_one_before_it_also_where_that_was_forgotten(used):
    assert followed(used, "k2").earlier == "k1"
    assert forget(used, ["discover", "code_themes"]) == ["discover"]
    assert chosen(used, "discover", "config") is None
    assert forget(used, ["discover"]) == []
    found = followed(used, "k2", config="other")
    assert found.earlier == "k1"
    assert found.key not in {"k1", "k2"}
    assert found.key == followed(used, "k2").key


def test_what_a_killed_process_of_the_same_number_left_is_in_nobodys_way(tmp_path):
    class Kept:
        def save(self, folder):
            (folder / "model").write_text("whole", encoding="utf-8")

        @staticmethod
        def load(folder):
            return sorted(path.name for path in folder.iterdir())

    left = tmp_path / f".k1.{os.getpid()}"
    left.mkdir()
    (left / "half").write_text("", encoding="utf-8")
    assert load_or_fit(Kept, tmp_path / "k1", Kept) == ["model"]
    assert [path.name for path in tmp_path.iterdir()] == ["k1"]


def test_what_learns_from_the_same_is_the_same_model(used):
    forget(used, ["discover"])
    assert followed(used, "k1") == Choice("discover", "k1", "config", (), learnt="k1")
    follower = followed(used, "k2")
    follower.remember(used)
    follower.folder(used / "models").mkdir()
    assert followed(used, "k2").key == follower.key


def test_a_model_whose_folder_is_gone_is_followed_by_none(used):
    (used / "models" / "discover" / "k1").rmdir()
    assert followed(used, "k2") == Choice("discover", "k2", "config", (), learnt="k2")
