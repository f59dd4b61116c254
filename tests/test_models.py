"""Which fitted model a study uses, and what a model fitted anew keeps of the one before it."""

from __future__ import annotations

import pytest

from pipeline.models import Choice, chosen, follow, forget


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
