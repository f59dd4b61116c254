import numpy as np
import pytest

from pipeline.config import Track
from pipeline.resampling import benjamini_hochberg, difference, draws, random_for, side

SETTINGS = Track(draws=500, permutations=999)


def of(shares, clusters=None):
    return side(np.array(shares, dtype=float)[:, None], np.array(clusters or [f"c{n}" for n in range(len(shares))]))


def test_documents_of_one_cluster_move_together():
    one = of([0.2, 0.4, 0.9], ["x", "x", "y"])
    assert one.documents.tolist() == [2, 1]
    assert one.mean[0] == pytest.approx(0.5)
    means = draws(one, 400, random_for(0, "t"))[:, 0]
    assert {round(float(m), 6) for m in means} == {0.3, 0.5, 0.9}


@pytest.mark.parametrize(("n", "expected"), [(3, 0.1), (4, 2 / 70), (5, 2 / 252)])
def test_the_exact_p_of_complete_separation_is_the_smallest_attainable(n, expected):
    found = difference(of([0.01 * i for i in range(n)]), of([0.9 + 0.01 * i for i in range(n)]), SETTINGS, random_for(0, "t"))
    assert found.p[0] == pytest.approx(expected)
    assert found.smallest_p == pytest.approx(expected)


def test_equal_sides_differ_by_nothing():
    found = difference(of([0.1, 0.5, 0.3]), of([0.1, 0.5, 0.3]), SETTINGS, random_for(0, "t"))
    assert found.estimate[0] == 0
    assert found.p[0] == 1
    assert found.low[0] <= 0 <= found.high[0]


def test_swapping_the_sides_swaps_the_sign():
    a, b = of([0.1, 0.2, 0.3, 0.2]), of([0.6, 0.5, 0.7, 0.9])
    one, two = difference(a, b, SETTINGS, random_for(0, "t")), difference(b, a, SETTINGS, random_for(0, "t"))
    assert one.estimate[0] == -two.estimate[0]
    assert one.p[0] == two.p[0]


def test_many_clusters_are_permuted_at_random_and_p_is_never_zero():
    random = np.random.default_rng(1)
    found = difference(of(random.random(20) * 0.1), of(0.8 + random.random(20) * 0.1), SETTINGS, random_for(0, "t"))
    assert found.p[0] == pytest.approx(1 / 1000)


def test_under_no_difference_about_one_test_in_twenty_is_called():
    random, called = np.random.default_rng(0), 0
    for n in range(200):
        found = difference(of(random.random(6)), of(random.random(6)), Track(draws=100, permutations=99), random_for(0, str(n)))
        called += found.p[0] < 0.05
    assert called <= 20


def test_q_leaves_null_p_out_of_the_family():
    assert benjamini_hochberg(np.array([0.01, np.nan, 0.04])).tolist()[0] == pytest.approx(0.02)
    assert np.isnan(benjamini_hochberg(np.array([0.01, np.nan]))[1])
