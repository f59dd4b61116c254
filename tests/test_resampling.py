import tracemalloc
from itertools import combinations

import numpy as np
import pytest

from pipeline.config import Track
from pipeline.differences import detectable, difference, welch
from pipeline.resampling import draws, random_for, side

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


@pytest.mark.parametrize(("n", "k", "expected"), [(3, 4, 1 / 35), (4, 3, 1 / 35), (2, 5, 1 / 21), (1, 6, 1 / 7), (3, 6, 1 / 84), (5, 6, 1 / 462)])
def test_unequal_sides_have_no_mirrored_arrangement(n, k, expected):
    found = difference(of([0.01 * i for i in range(n)]), of([0.9 + 0.01 * i for i in range(k)]), SETTINGS, random_for(0, "t"))
    assert found.p[0] == pytest.approx(expected)
    assert found.smallest_p == pytest.approx(expected)


@pytest.mark.parametrize(("n", "k"), [(n, k) for n in range(1, 6) for k in range(1, 6)])
def test_no_shares_have_a_p_below_the_smallest_and_some_have_it(n, k):
    random = np.random.default_rng(10 * n + k)
    found = difference(*(side(random.random((size, 300)), np.arange(size)) for size in (n, k)), SETTINGS, random_for(0, "t"))
    assert found.p.min() >= found.smallest_p - 1e-12
    apart = difference(of(np.arange(n) / 100), of(0.9 + np.arange(k) / 100), SETTINGS, random_for(0, "t"))
    assert apart.p[0] == pytest.approx(apart.smallest_p)


def test_drawn_permutations_cannot_give_less_than_one_in_their_number():
    apart = difference(of([0.1] * 12), of([0.9] * 12), Track(draws=100, permutations=99), random_for(0, "t"))
    assert apart.smallest_p == pytest.approx(0.01)
    assert apart.p[0] == pytest.approx(0.01)


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


def p_of_all_at_once(first, second, chosen):
    """The test with every permutation in one matrix; the numbers must be those."""
    shares, documents = np.vstack([first.shares, second.shares]), np.concatenate([first.documents, second.documents])
    inside = np.zeros((len(chosen), len(documents)))
    np.put_along_axis(inside, chosen, 1.0, axis=1)
    in_second = (inside @ shares) / (inside @ documents)[:, None]
    in_first = (shares.sum(axis=0) - inside @ shares) / (documents.sum() - inside @ documents)[:, None]
    return (np.abs(in_second - in_first) >= np.abs(second.mean - first.mean) - 1e-12).sum(axis=0)


@pytest.mark.parametrize("n", [7, 12])
def test_permutations_in_parts_give_the_numbers_of_all_at_once(n):
    random = np.random.default_rng(n)
    one, two = of(random.random(n)), of(0.2 + random.random(n))
    settings = Track(draws=100, permutations=1234)
    found = difference(one, two, settings, random_for(0, "t"))
    same = random_for(0, "t")
    draws(two, 100, same)
    draws(one, 100, same)
    if n == 7:
        chosen = np.array(list(combinations(range(14), 7)))
        permuted = p_of_all_at_once(one, two, chosen)[0] / 3432
    else:
        chosen = np.argsort(same.random((1234, 24)), axis=1)[:, :12]
        permuted = (1 + p_of_all_at_once(one, two, chosen)[0]) / 1235
    assert found.p[0] == pytest.approx(max(permuted, welch(two.mean - one.mean, (one, two))[0]))


def test_memory_does_not_grow_with_permutations():
    random = np.random.default_rng(1)
    one, two = of(random.random(100)), of(random.random(100))
    tracemalloc.start()
    difference(one, two, Track(draws=100, permutations=5000), random_for(0, "t"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 6_000_000  # one float for each of 5,000 permutations and 200 clusters would be 8 million bytes


def test_resamples_in_parts_are_those_of_all_at_once():
    one = of(np.random.default_rng(3).random(9), ["x", "x", "y", "z", "z", "z", "v", "w", "w"])
    weights = random_for(0, "t").multinomial(5, np.full(5, 1 / 5), size=1234)
    np.testing.assert_allclose(draws(one, 1234, random_for(0, "t")), (weights @ one.shares) / (weights @ one.documents)[:, None], rtol=1e-12)


def test_memory_does_not_grow_with_resamples():
    one = of(np.random.default_rng(1).random(200))
    tracemalloc.start()
    draws(one, 10_000, random_for(0, "t"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 6_000_000  # one number for each of 10,000 resamples and 200 clusters would be 16 million bytes


def test_under_no_difference_about_one_test_in_twenty_is_called():
    random, called = np.random.default_rng(0), 0
    for n in range(200):
        found = difference(of(random.random(6)), of(random.random(6)), Track(draws=100, permutations=99), random_for(0, str(n)))
        called += found.p[0] < 0.05
    assert 3 <= called <= 20  # of 200 tests that call one in twenty, 99 in 100 runs are within


def test_p_by_the_spread_of_either_side_is_that_of_welch():
    from scipy.stats import ttest_ind

    random = np.random.default_rng(2)
    one, two = random.random((4, 3)), 0.2 + 0.3 * random.random((9, 3))
    sides = (side(one, np.arange(4)), side(two, np.arange(9)))
    np.testing.assert_allclose(welch(two.mean(axis=0) - one.mean(axis=0), sides), ttest_ind(one, two, equal_var=False).pvalue)
    assert welch(np.array([0.0, 0.1]), [of([0.2, 0.2])] * 2).tolist() == [1.0, 0.0]


def test_few_uneven_documents_against_many_even_ones_are_called_no_more_than_one_time_in_twenty_nor_with_a_tiny_p():
    random = np.random.default_rng(4)
    few, many = random.normal(0.4, 0.12, (4, 2000)), random.normal(0.4, 0.04, (16, 2000))
    found = difference(side(few, np.arange(4)), side(many, np.arange(16)), SETTINGS, random)
    assert np.mean(found.p < 0.05) <= 0.065  # by permuting alone .26
    assert np.mean(found.p < 0.005) <= 0.012  # by permuting alone .09


def test_what_is_detectable_is_found_in_four_cases_of_five():
    random, settings = np.random.default_rng(7), Track(draws=100, permutations=999)
    first, second = random.normal(0.4, 0.08, (12, 800)), random.normal(0.4, 0.08, (12, 800))
    least = float(np.mean(detectable(side(first, np.arange(12)), side(second, np.arange(12)), 0.05)))
    assert least == pytest.approx(0.095, abs=0.005)
    found = difference(side(first, np.arange(12)), side(second + least, np.arange(12)), settings, random)
    assert np.mean(found.p < 0.05) == pytest.approx(0.8, abs=0.05)


def test_documents_that_do_not_deviate_tell_nothing_of_what_is_detectable():
    assert np.isnan(detectable(of([0.2] * 4), of([0.2] * 5), 0.05)[0])


@pytest.mark.parametrize("n", [4, 6])
def test_an_interval_of_a_difference_from_few_clusters_holds_the_truth_nine_times_in_ten(n):
    random, held = np.random.default_rng(n), 0
    for turn in range(150):
        one, two = of(random.beta(2, 4, size=n)), of(random.beta(4, 2, size=n + 2))
        found = difference(one, two, Track(draws=200, permutations=99), random_for(0, str(turn)))
        held += found.low[0] <= 1 / 3 <= found.high[0]
        assert found.low[0] <= found.inner_low[0] <= found.inner_high[0] <= found.high[0]
    assert held / 150 >= 0.9


def test_intervals_stay_where_differences_can_be():
    apart = difference(of([0.0, 1.0]), of([1.0, 1.0]), SETTINGS, random_for(0, "t"))
    assert -1 <= apart.low[0] <= apart.high[0] <= 1
