"""Which fitted model a study uses, and what a model fitted anew keeps of the one before it."""

from __future__ import annotations

import os
import time

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from pipeline.models import Choice, chosen, follow, forget, load_or_fit


class Kept:
    """A model of one file."""

    def save(self, folder):
        (folder / "model").write_text("whole", encoding="utf-8")

    @staticmethod
    def load(folder):
        return sorted(path.name for path in folder.iterdir())


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


def test_a_model_that_another_run_has_fitted_meanwhile_is_taken(tmp_path):
    folder = tmp_path / "k1"

    class Late:
        def save(self, unfinished):
            (unfinished / "model").write_text("ours", encoding="utf-8")
            folder.mkdir()
            (folder / "model").write_text("theirs", encoding="utf-8")

        @staticmethod
        def load(found):
            return (found / "model").read_text(encoding="utf-8")

    assert load_or_fit(Late, folder, Late) == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["k1"]


def test_what_killed_runs_left_long_ago_is_deleted_and_what_is_under_way_is_not(tmp_path):
    for name, age in ((".old.12", 4 * 86400), (".young.13", 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half").write_text("", encoding="utf-8")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    assert load_or_fit(Kept, tmp_path / "k1", Kept) == ["model"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".young.13", "k1"]


def test_models_are_fitted_with_products_on_one_thread_whatever_is_set(tmp_path):
    import numpy as np  # noqa: F401  # what multiplies is to be loaded

    seen = []

    def fit():
        seen.extend(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return Kept()

    with threadpool_limits(2, user_api="blas"):
        load_or_fit(Kept, tmp_path / "k1", fit)
    assert seen
    assert set(seen) == {1}
