"""The intervals that the benchmark of coverage holds ours against are those of their sources."""

from __future__ import annotations

import numpy as np
import pytest

from bench.coverage import Population, simulate
from bench.rivals import design_weighted, prediction_powered, wilson


@pytest.mark.parametrize(("k", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (15, 148, 0.0624, 0.1605)])
def test_wilsons_interval_is_as_published(k, n, low, high):
    """The last case is of Newcombe (1998), Statistics in Medicine 17, 857-872, table I; the others are of its formula by hand."""
    found = wilson(k, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_stratified_mean_is_weighed_by_size_and_sure_where_all_are_coded():
    values, strata = np.array([1.0] * 10 + [0.0] * 20), np.array([0] * 10 + [1] * 20)
    found = design_weighted(values, strata, np.array([10.0, 90.0]))
    assert (found.low + found.high) / 2 == pytest.approx(0.1)
    mixed = design_weighted(np.array([1.0, 0.0]), np.array([0, 0]), np.array([2.0]))
    assert mixed.low == mixed.high == 0.5


def test_a_machine_that_is_right_narrows_ppi_and_one_that_knows_nothing_does_not_harm():
    random = np.random.default_rng(0)
    truth = (random.random(2000) < 0.3).astype(float)
    right, blind = prediction_powered(truth[:100], truth[:100], truth), prediction_powered(truth[:100], np.zeros(100), np.zeros(2000))
    assert right.high - right.low < 0.06
    assert blind.high - blind.low == pytest.approx(2 * 1.96 * np.sqrt(truth[:100].var(ddof=1) / 100), rel=0.01)


def test_in_a_simulation_every_method_is_measured_against_the_truth():
    random = np.random.default_rng(1)
    truth = (random.random(600) < 0.3).astype(float)
    assigned = (truth > 0) & (random.random(600) < 0.7)
    people = Population(truth, assigned, random.integers(0, 5, 600), (np.arange(600) < 120).astype(int))
    found = {one.method: one for one in simulate(people, 60, repetitions=20)}
    assert found["corrected"].coverage >= 0.8
    assert found["classify and count"].coverage == 0
    assert found["corrected"].width > found["classify and count"].width
