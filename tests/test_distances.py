from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import jensenshannon
from test_standardise import corrected, strata

from pipeline.config import Track
from pipeline.distances import divergence, judge_distances, shared_out, weigh_distance
from pipeline.resampling import random_for

SETTINGS = Track(draws=300, permutations=499)
EVEN, LEANING = (0.3, 0.2, 0.1), (0.1, 0.2, 0.4)


def around(profile, n, deviation=0.03, seed=0):
    return np.clip(profile + np.random.default_rng(seed).normal(0, deviation, (n, len(profile))), 0, 1)


def weighed(a, b, settings=SETTINGS, types=None):
    groups = strata(types or "m" * len(a), "m" * len(b))
    return weigh_distance(groups, corrected(np.vstack([a, b])), [0, 1, 2], settings, random_for(0, "t"))


def test_the_distance_is_that_of_scipy():
    one, other = np.random.default_rng(0).random((2, 20, 5))
    np.testing.assert_allclose(np.sqrt(divergence(one, other)), jensenshannon(one, other, base=2, axis=1))


def test_parts_add_up_and_are_never_below_nought():
    one, other = np.random.default_rng(1).random((2, 50, 4)) * (np.random.default_rng(2).random((2, 50, 4)) > 0.3)
    parts = shared_out(one, other)
    known = ~np.isnan(parts).any(axis=1)
    assert known.any()
    assert parts[known].min() >= -1e-12
    np.testing.assert_allclose(parts[known].sum(axis=1), jensenshannon(one[known], other[known], base=2, axis=1) ** 2)


def test_profiles_that_differ_are_told_apart_and_the_themes_are_named():
    found = weighed(around(EVEN, 8), around(LEANING, 8, seed=1))
    assert found["differ"][:2] == [2, 0]
    assert found["p"] < 0.01
    assert 0 < found["low"] < found["excess"] < found["distance"] <= found["high"]


def test_profiles_that_do_not_differ_have_hardly_any_excess_over_chance():
    found = weighed(around(EVEN, 8), around(EVEN, 8, seed=1))
    assert found["p"] > 0.05
    assert found["low"] == 0
    assert found["distance"] > found["excess"]


def test_how_much_there_is_of_all_themes_is_no_difference_of_profiles():
    assert weighed(around(EVEN, 8), around(np.array(EVEN) / 2, 8, 0.01, seed=1))["p"] > 0.05


@pytest.mark.parametrize(
    ("a", "b", "types", "reason"),
    [
        (2, 8, None, "too few sources"),
        (3, 3, None, "no small p possible"),
        (8, 8, "r" * 8, "no source type in common"),
    ],
)
def test_what_cannot_be_said_is_refused(a, b, types, reason):
    assert weighed(around(EVEN, a), around(LEANING, b), types=types)["reason"] == reason


def test_a_group_without_any_theme_has_no_profile():
    found = weighed(np.zeros((8, 3)), around(LEANING, 8))
    assert (found["verdict"], found["reason"]) == ("too little evidence", "no theme found")
    assert np.isnan(found["distance"])


def test_a_census_is_described_and_not_tested():
    found = weighed(around(EVEN, 8), around(LEANING, 8), Track(design="census"))
    assert (found["verdict"], found["reason"]) == ("described", "census")
    assert found["distance"] > 0
    assert np.isnan(found["p"])


def row(a, b, excess, distance, p=0.001, low=0.1, verdict="not told apart"):
    return {"group_kind": "place", "a": a, "b": b, "excess": excess, "distance": distance, "p": p, "low": low, "verdict": verdict, "reason": None}


def test_each_group_has_its_nearest_by_what_is_more_than_chance():
    far = row("Birch", "Cedar", np.nan, np.nan, np.nan, verdict="too little evidence")
    made = judge_distances(pd.DataFrame([row("Alder", "Birch", 0.3, 0.35), row("Alder", "Cedar", 0.2, 0.5), far]), SETTINGS)
    assert made["nearest_a"].to_list()[:2] == [2, 1]
    assert made["nearest_b"].to_list()[:2] == [1, 1]
    assert made.loc[2, ["nearest_a", "nearest_b"]].isna().all()
    assert made["verdict"].to_list() == ["different", "different", "too little evidence"]


def test_a_small_q_beside_an_interval_with_nought_claims_nothing():
    assert judge_distances(pd.DataFrame([row("Alder", "Birch", 0.1, 0.2, low=0.0)]), SETTINGS)["verdict"].to_list() == ["not told apart"]


def test_pairs_that_no_p_could_tell_apart_are_no_part_of_the_family():
    hopeless = [row(f"B{n}", "Cedar", 0.1, 0.2, p=0.1) | {"reason": "no small p possible", "verdict": "too little evidence"} for n in range(9)]
    made = judge_distances(pd.DataFrame([row("Alder", "Birch", 0.3, 0.35, p=0.02), *hopeless]), SETTINGS)
    assert made["q"].iloc[0] == pytest.approx(0.02)
    assert made["q"].iloc[1:].isna().all()
    assert made["verdict"].to_list() == ["different", *["too little evidence"] * 9]


def test_no_pairs_give_no_rows():
    assert judge_distances(pd.DataFrame(columns=list(row("a", "b", 0, 0))), SETTINGS).empty


@cache
def simulated(n, shift):
    """A hundred pairs of groups of n documents; their true profiles are ``shift`` apart in two of four themes."""
    random, settings = np.random.default_rng(5), Track(draws=200, permutations=199)
    truth = np.array([[0.25, 0.2, 0.15, 0.1], [0.25 - shift, 0.2, 0.15, 0.1 + shift]])
    true = float(np.sqrt(divergence(truth[0], truth[1])))
    called = held = 0
    for number in range(100):
        shares = random.beta(truth.repeat(n, axis=0) * 8, (1 - truth.repeat(n, axis=0)) * 8)
        found = weigh_distance(strata("m" * n, "m" * n), corrected(shares), [0, 1, 2, 3], settings, random_for(number, "d"))
        called += found["p"] < 0.05
        held += found["low"] <= true <= found["high"]
    return called / 100, held / 100


@pytest.mark.parametrize("n", [5, 20])
def test_groups_that_talk_alike_are_rarely_told_apart_and_the_interval_holds_nought(n):
    called, held = simulated(n, 0.0)
    assert called <= 0.10
    assert held >= 0.93


@pytest.mark.parametrize("n", [6, 30])
def test_the_interval_holds_the_true_distance(n):
    assert simulated(n, 0.1)[1] >= 0.93
