import numpy as np
import pytest
from scipy.stats import binomtest

from pipeline.absence import bound_absence, homogeneity, upper_share


def named(n):
    return np.array([f"c{k}" for k in range(n)])


@pytest.mark.parametrize("n", [1, 3, 10, 250])
def test_the_bound_is_that_of_clopper_and_pearson(n):
    assert upper_share(n) == pytest.approx(binomtest(0, n, alternative="less").proportion_ci(0.95).high)


def test_segments_of_documents_that_have_all_or_nothing_say_as_much_as_one():
    assert homogeneity(np.array([10.0, 0, 10, 0, 0, 10]), np.full(6, 10.0), named(6)) == 1
    found = bound_absence(np.full(5, 10.0), named(5), 1.0)
    assert found.n_effective == pytest.approx(5)
    assert found.share == pytest.approx(0.451, abs=0.001)


def test_segments_that_are_as_if_independent_all_count():
    assert homogeneity(np.array([2.0, 2, 2, 2]), np.full(4, 10.0), named(4)) == 0
    assert bound_absence(np.full(5, 10.0), named(5), 0.0).n_effective == 50


def test_what_is_not_known_is_taken_as_the_worst():
    assert bound_absence(np.full(5, 10.0), named(5), None) == bound_absence(np.full(5, 10.0), named(5), 1.0)


@pytest.mark.parametrize("assigned", [(0, 0, 0, 0), (10, 10, 10, 10)])
def test_a_theme_that_nothing_or_everything_has_teaches_nothing(assigned):
    assert homogeneity(np.array(assigned, dtype=float), np.full(4, 10.0), named(4)) is None


def test_two_clusters_teach_nothing():
    assert homogeneity(np.array([1.0, 2, 3]), np.full(3, 10.0), np.array(["x", "x", "y"])) is None


def test_documents_of_one_source_count_as_one():
    apart, joined = (bound_absence(np.full(4, 5.0), clusters, 0.5) for clusters in (named(4), np.array(["x", "x", "x", "y"])))
    assert joined.share > apart.share
    assert joined.design_effect > apart.design_effect >= 1


def test_no_segments_bound_nothing():
    assert bound_absence(np.zeros(0), np.zeros(0, dtype=str), 0.2).share == 1.0


def test_the_design_effect_is_never_below_one():
    assert bound_absence(np.ones(8), named(8), 0.9).design_effect == 1


def test_homogeneity_is_found_again_in_simulated_documents():
    random = np.random.default_rng(0)
    share, alike = 0.2, 0.25
    size = (1 - alike) / alike
    rates = random.beta(share * size, (1 - share) * size, 4000)
    assert homogeneity(random.binomial(12, rates).astype(float), np.full(4000, 12.0), named(4000)) == pytest.approx(alike, abs=0.03)


def test_the_bound_holds_in_at_least_nineteen_cases_of_twenty():
    """A theme in one segment of ten, in clusters: where a group of eight documents has none, the bound is above .1 or it happens in one case of twenty."""
    random, n, missed = np.random.default_rng(1), 4000, 0
    rates = random.beta(0.1 * 4, 0.9 * 4, (n, 8))
    none = random.binomial(10, rates).sum(axis=1) == 0
    if bound_absence(np.full(8, 10.0), named(8), 0.2).share < 0.1:
        missed = int(none.sum())
    assert missed / n <= 0.05
