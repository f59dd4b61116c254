"""Intervals from resampled documents, and where there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import bootstrap
from pipeline.bootstrap import DRAWS, FEWEST, FEWEST_OF_SHARE, interval, interval_of_share, resample, with_ends


def share(sums):
    return sums[:, 0] / sums[:, 1]


def documents(random, n):
    """Return found and looked for in each of n documents: a share of .8 that differs between them."""
    size = random.integers(1, 13, n)
    return np.column_stack([random.binomial(size, random.beta(24, 6, n)), size]).astype(float)


def of_share(counts, seed=0):
    return interval_of_share(resample(counts, share, seed), len(counts), counts[:, 0].sum() / counts[:, 1].sum(), counts[:, 1].sum())


def test_intervals_of_the_fewest_documents_hold_the_truth_nearly_as_often_as_they_say():
    """Plain percentiles of as many hold it in some .87."""
    random = np.random.default_rng(0)
    drawn = [documents(random, FEWEST) for _ in range(200)]
    fewer = [documents(random, FEWEST_OF_SHARE) for _ in range(200)]
    for found in ([interval(resample(one, share), FEWEST) for one in drawn], [of_share(one) for one in fewer]):
        assert np.mean([low <= 0.8 <= high for low, high in found]) > 0.9


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=FEWEST_OF_SHARE, max_size=20))
def test_an_interval_holds_its_value_and_no_error_makes_a_share_surer(sizes):
    counts = np.array([(min(right, n), n) for n, right in sizes], dtype=float)
    value = counts[:, 0].sum() / counts[:, 1].sum()
    low, high = of_share(counts)
    assert 0 <= low <= value <= high <= 1
    assert low < high
    perfect, _ = of_share(np.column_stack([counts[:, 1], counts[:, 1]]))
    assert low <= perfect
    below, above = interval(resample(counts, share), len(counts), value)
    assert np.isnan(below) or below <= value <= above


def test_one_error_in_two_hundred_codes_widens_an_interval():
    perfect, one = np.full((10, 2), 20.0), np.full((10, 2), 20.0)
    one[0, 0] = 19
    (low, high), (lower, higher) = of_share(perfect), of_share(one)
    assert lower < low < 1
    assert higher - lower > high - low


def test_documents_alike_but_for_rounding_are_alike():
    weights = np.array([1.1, 2.3, 3.7] * 4)
    alike = np.column_stack([weights * 0.479, weights])
    assert np.isnan(interval(resample(alike, share), 12, 0.479)).all()
    low, high = of_share(alike)
    assert high - low > 0.3


@pytest.mark.parametrize("n", [1, 2, 5, FEWEST - 1])
def test_of_fewer_documents_there_is_no_interval(n):
    assert np.isnan(interval(np.linspace(0, 1, DRAWS), n)).all()
    assert np.isnan(interval_of_share(np.linspace(0, 1, DRAWS), n, 0.5, 100)).all() == (n < FEWEST_OF_SHARE)


@pytest.mark.parametrize(("value", "ends"), [(1.0, (0.6, 1)), (0.0, (0, 0.4)), (0.5, (0.18, 0.82))])
def test_an_interval_of_a_share_is_never_a_point(value, ends):
    """Eight documents are all alike; others need not be."""
    assert interval_of_share(np.full(DRAWS, value), 8, value, 8) == pytest.approx(ends, abs=0.02)


@pytest.mark.parametrize("value", [1.0, 0.2, -0.958])
def test_of_documents_all_alike_nothing_is_said_of_a_measure_that_is_no_share(value):
    assert np.isnan(interval(np.full(DRAWS, value), 30, value)).all()


def test_an_interval_of_few_documents_is_wider_than_the_same_resamples_of_many():
    drawn = np.linspace(0, 1, DRAWS)
    few, many = interval(drawn, FEWEST), interval(drawn, 800)
    assert few[0] < many[0] < many[1] < few[1]
    assert many == pytest.approx((0.025, 0.975), abs=0.001)


def test_why_a_measure_has_no_interval_is_written_beside_it():
    assert with_ends(1.0, np.nan, np.nan) == "1.00 (too few documents)"
    assert with_ends(1.0, np.nan, np.nan, missing="too few sources") == "1.00 (too few sources)"


def test_resamples_are_the_same_in_parts_as_all_at_once_and_never_all_in_memory(monkeypatch):
    counts, held = np.arange(60.0).reshape(20, 3), []

    def first(sums):
        held.append(len(sums))
        return sums[:, 0]

    whole = resample(counts, first, seed=1)
    monkeypatch.setattr(bootstrap, "MOST_NUMBERS", 20 * 300)
    in_parts = resample(counts, first, seed=1)
    assert held == [2000, *[300] * 6, 200]
    np.testing.assert_array_equal(whole, in_parts)
