"""Intervals from resampled documents, and where there is none."""

import numpy as np
import pytest

from pipeline import bootstrap
from pipeline.bootstrap import DRAWS, FEWEST, interval, resample, with_ends


def share(sums):
    return sums[:, 0] / sums[:, 1]


def documents(random, n):
    """Return found and looked for in each of n documents: a share of .8 that differs between them."""
    size = random.integers(1, 13, n)
    return np.column_stack([random.binomial(size, random.beta(24, 6, n)), size]).astype(float)


def test_intervals_of_the_fewest_documents_hold_the_truth_nearly_as_often_as_they_say():
    """Plain percentiles of as many hold it in some .87."""
    random = np.random.default_rng(0)
    found = [interval(resample(documents(random, FEWEST), share), FEWEST) for _ in range(400)]
    assert np.mean([low <= 0.8 <= high for low, high in found]) > 0.9


@pytest.mark.parametrize("n", [1, 2, 5, FEWEST - 1])
def test_of_fewer_documents_there_is_no_interval(n):
    assert np.isnan(interval(np.linspace(0, 1, DRAWS), n)).all()


@pytest.mark.parametrize(("value", "ends"), [(1.0, (0.68, 1)), (0.0, (0, 0.32)), (0.5, (0.22, 0.78))])
def test_an_interval_is_never_a_point(value, ends):
    """Eight documents are all alike; others need not be."""
    assert interval(np.full(DRAWS, value), 8) == pytest.approx(ends, abs=0.005)


def test_an_interval_of_few_documents_is_wider_than_the_same_resamples_of_many():
    drawn = np.linspace(0, 1, DRAWS)
    few, many = interval(drawn, 8), interval(drawn, 800)
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
