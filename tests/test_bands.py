import numpy as np
import pytest

from pipeline.bands import band, freedom_of_variance
from pipeline.resampling import random_for, side


def of(shares):
    return side(np.array(shares, dtype=float)[:, None], np.array([f"c{n}" for n in range(len(shares))]))


@pytest.mark.parametrize("n", [3, 4, 6, 12])
@pytest.mark.parametrize(("share", "deviation"), [(0.3, 0.08), (1 / 3, 0.18), (0.1, 0.08)])
def test_a_band_holds_the_true_share_about_as_often_as_it_says(n, share, deviation):
    random = np.random.default_rng(n)
    size = share * (1 - share) / deviation**2 - 1
    shares = random.binomial(20, random.beta(share * size, (1 - share) * size, size=(n, 600))) / 20
    found = band(side(shares, np.arange(n)), 300, random, segments=20 * n)  # each subject is a draw of its own
    assert 0.92 <= np.mean((found.low <= share) & (share <= found.high)) <= 0.998


def test_documents_that_happen_to_agree_are_no_surer_than_their_segments():
    few, many = (band(of([0.2] * 4), 200, random_for(0, "t"), segments=n) for n in (40, 4000))
    assert few.low[0] < 0.15
    assert few.high[0] > 0.3
    assert many.high[0] - many.low[0] < 0.03


def test_where_nothing_is_found_the_band_ends_at_what_is_compatible_with_none():
    found = band(of([0.0] * 5), 200, random_for(0, "t"), segments=500)
    assert (found.low[0], found.high[0]) == (0, pytest.approx(1 - 0.05**0.2))


def test_bands_stay_where_shares_can_be():
    found = band(of([0.0, 0.0, 1.0]), 300, random_for(0, "t"))
    assert 0 <= found.low[0] < 0.05
    assert 0.95 < found.high[0] <= 1


@pytest.mark.parametrize("n", [5, 6, 8, 12])
def test_a_band_of_a_theme_that_sits_in_few_documents_holds_the_truth(n):
    """With c - 1 degrees of freedom, which take documents for normal, fewer of such bands do (docs/benchmarks.md)."""
    random = np.random.default_rng(n)
    shares = random.binomial(40, random.beta(0.3, 2.7, size=(n, 2000))) / 40
    found = band(side(shares, np.arange(n)), 300, random, segments=40 * n)
    assert 0.925 <= np.mean((found.low <= 0.1) & (found.high >= 0.1)) <= 0.98


def test_one_document_that_stands_out_leaves_fewer_degrees_of_freedom():
    even, odd = (freedom_of_variance(of(shares))[0] for shares in ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.1, 0.1, 0.1, 0.1, 0.1, 0.6]))
    assert even == 5
    assert 1 < odd < 2


@pytest.mark.parametrize("shares", [[0.1, 0.1, 0.1, 0.6], [0.2, 0.9], [0.3]])
def test_of_four_documents_or_fewer_no_tails_are_read(shares):
    assert freedom_of_variance(of(shares))[0] == max(len(shares) - 1, 1)


def test_documents_that_are_all_alike_have_the_usual_degrees_of_freedom():
    assert freedom_of_variance(of([0.2] * 7))[0] == 6
