import numpy as np
import pytest

from pipeline.config import Track
from pipeline.resampling import random_for, side
from pipeline.slopes import slope

SETTINGS = Track(draws=500, permutations=999)


def of(shares, clusters=None):
    return side(np.array(shares, dtype=float)[:, None], np.array(clusters or [f"c{n}" for n in range(len(shares))]))


def periods(shares):
    return [of(own) for own in shares]


def test_a_trend_of_level_shares_with_ties_is_called_one_time_in_twenty():
    random, called = np.random.default_rng(3), 0
    for n in range(200):
        sides = periods(random.integers(0, 3, size=(5, 4)) / 4)
        called += slope(sides, [2000.0, 2001, 2002, 2003, 2004], Track(draws=100, permutations=199), random_for(0, str(n))).p[0] < 0.05
    assert called <= 20


def test_a_steady_rise_is_a_trend_and_its_direction_is_all_that_turning_it_about_changes():
    middles = [2000.0, 2002, 2005, 2006, 2010]
    rising = periods([[0.1 + 0.06 * n, 0.12 + 0.06 * n, 0.09 + 0.06 * n] for n in range(5)])
    one, two = slope(rising, middles, SETTINGS, random_for(0, "t")), slope(rising[::-1], middles, SETTINGS, random_for(0, "t"))
    assert one.p[0] < 0.05
    assert one.low[0] < one.estimate[0] < one.high[0]
    assert one.estimate[0] > 0 > two.estimate[0]
    assert one.p[0] == pytest.approx(two.p[0], abs=0.02)


def test_documents_of_one_source_are_permuted_together():
    random, settings = np.random.default_rng(5), Track(draws=100, permutations=199)
    middles, called = [2000.0, 2001, 2002, 2003, 2004], {"as sources": 0, "as documents": 0}
    for n in range(100):
        shares = np.repeat(random.random((5, 3)), 4, axis=1)  # four documents of each source say the same
        sources = [of(own, [f"c{document // 4}" for document in range(12)]) for own in shares]
        called["as sources"] += slope(sources, middles, settings, random_for(0, str(n))).p[0] < 0.05
        called["as documents"] += slope(periods(shares), middles, settings, random_for(0, str(n))).p[0] < 0.05
    assert called["as sources"] <= 12
    assert called["as sources"] <= called["as documents"]


def test_shares_that_are_all_the_same_have_no_trend():
    assert slope(periods([[0.2, 0.2]] * 5), [0.0, 1, 2, 3, 4], SETTINGS, random_for(0, "t")).p[0] == 1
