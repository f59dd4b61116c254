"""Human codes of a draw correct a count, and say how far it may be off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.correct import Coded, draw_positives, draw_rates, estimate, one_level, too_few
from pipeline.resampling import random_for

DRAWS = 1000


def of(values, assigned, *, strata=None, sizes=None):
    n = len(values)
    strata = np.zeros(n, dtype=int) if strata is None else np.array(strata)
    sizes = np.array([10.0 * n] if sizes is None else sizes, dtype=float)
    return Coded(np.array(values, dtype=float), np.array(assigned, dtype=bool), strata, sizes, one_level(len(sizes)))


def random():
    return random_for(0, "test")


@st.composite
def draws_of_two_strata(draw):
    """Two strata of up to 60 segments, some or all of each drawn, with any codes of people and machine."""
    values, assigned, strata, sizes, machine = [], [], [], [], [0, 0]
    for stratum in (0, 1):
        size = draw(st.integers(1, 60))
        n = draw(st.integers(1, size))
        codes = draw(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.booleans()), min_size=n, max_size=n))
        values += [code for code, _ in codes]
        assigned += [given_it for _, given_it in codes]
        strata += [stratum] * n
        sizes.append(size)
        extra = draw(st.integers(0, size - n))
        machine[0] += sum(given_it for _, given_it in codes) + extra
        machine[1] += sum(not given_it for _, given_it in codes) + size - n - extra
    return of(values, assigned, strata=strata, sizes=sizes), machine[0], machine[1]


@given(draws_of_two_strata())
def test_a_corrected_share_lies_between_what_is_known_and_what_is_possible(case):
    coded, assigned, others = case
    found = estimate(coded, assigned, others, 200, random())
    known, whole = coded.value.sum(), assigned + others
    assert known / whole - 1e-9 <= found.low <= found.share <= found.high <= (known + whole - len(coded.value)) / whole + 1e-9


@given(draws_of_two_strata())
def test_precision_and_omission_are_shares(case):
    rates = draw_rates(case[0], 100, random())
    for share in (rates.precision, rates.omission):
        assert ((share >= 0) & (share <= 1)).all()


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.booleans()), min_size=1, max_size=50))
def test_nothing_is_left_to_chance_where_every_segment_has_a_human_code(codes):
    values, assigned = [code for code, _ in codes], [machine for _, machine in codes]
    found = estimate(of(values, assigned, sizes=[len(codes)]), sum(assigned), len(codes) - sum(assigned), 100, random())
    assert found.low == found.high == found.share == pytest.approx(np.mean(values))


@given(draws_of_two_strata(), st.randoms(use_true_random=False))
def test_order_of_codes_does_not_matter(case, shuffled):
    coded, assigned, others = case
    order = list(range(len(coded.value)))
    shuffled.shuffle(order)
    again = Coded(coded.value[order], coded.assigned[order], coded.stratum[order], coded.size, coded.level)
    one, two = (estimate(each, assigned, others, 200, random()) for each in (coded, again))
    assert (one.share, one.low, one.high) == pytest.approx((two.share, two.low, two.high))


@pytest.mark.parametrize("times", [2, 4, 8])
def test_more_codes_of_the_same_kind_narrow_the_interval(times):
    few = of([1, 1, 1, 0] * 5 + [0] * 28 + [1, 1], [True] * 20 + [False] * 30, sizes=[5000])
    many = of(np.tile(few.value, times), np.tile(few.assigned, times), sizes=[5000])
    widths = [found.high - found.low for found in (estimate(coded, 1500, 3500, DRAWS, random()) for coded in (few, many))]
    assert widths[1] < 0.9 * widths[0]


def test_a_machine_that_overlooks_half_is_put_right():
    """Of 1,000 segments 400 carry the theme; the machine finds 200 of them and no other."""
    values = [1] * 60 + [1] * 30 + [0] * 90
    found = estimate(of(values, [True] * 60 + [False] * 120, sizes=[1000]), 200, 800, DRAWS, random())
    assert found.low < 0.4 < found.high
    assert found.share == pytest.approx(0.4, abs=0.02)
    assert found.low > 0.2  # what the machine counted


def test_strata_that_were_drawn_from_at_different_rates_are_weighed():
    """Of 100 segments of the first stratum all carry the theme, of 900 of the second none; half of the codes are of each."""
    coded = of([1] * 50 + [0] * 50, [False] * 100, strata=[0] * 50 + [1] * 50, sizes=[100, 900])
    assert estimate(coded, 0, 1000, DRAWS, random()).share == pytest.approx(0.1, abs=0.02)
    together = Coded(coded.value, coded.assigned, coded.stratum, coded.size, np.zeros(2, dtype=int))
    assert estimate(together, 0, 1000, DRAWS, random()).share == pytest.approx(0.1, abs=0.03)


def test_a_cell_of_few_codes_is_put_together_with_those_of_other_levels_by_the_segments_they_speak_for():
    """Of four codes with the machine's code three are of the small stratum, and none of these carries the theme; the one of the large does."""
    coded = of([0, 0, 0, 1] + [0] * 60, [True] * 4 + [False] * 60, strata=[0] * 3 + [1] + [0] * 30 + [1] * 30, sizes=[333, 1531])
    weights = np.array([1.0] * 3 + [5.0])  # very nearly: segments that each speaks for, over the smallest
    effective = weights.sum() ** 2 / (weights**2).sum()
    found = draw_rates(coded, 20_000, random()).precision
    assert found.mean() == pytest.approx((effective * 5 / 8 + 0.5) / (effective + 1), abs=0.03)
    assert found.var() == pytest.approx(found.mean() * (1 - found.mean()) / (effective + 2), rel=0.05)  # that of one Beta


def test_codes_of_a_level_that_is_wholly_coded_are_lent_to_one_of_few():
    """One code with the machine's in an open stratum; forty of forty right in one that has no other segments."""
    values, assigned = [1] * 40 + [0] + [0] * 20, [True] * 41 + [False] * 20
    rates = draw_rates(of(values, assigned, strata=[0] * 40 + [1] * 21, sizes=[40, 42]), DRAWS, random())
    low, high = np.percentile(rates.precision, [2.5, 97.5])
    assert 0.8 < low < high < 1


@pytest.mark.parametrize("n", [2, 40])
def test_a_level_that_is_wholly_coded_takes_nothing_from_one_of_enough_codes(n):
    values, assigned = [0] * n + [1] * 30 + [0] * 30, [True] * (n + 30) + [False] * 30
    rates = draw_rates(of(values, assigned, strata=[0] * n + [1] * 60, sizes=[n, 600]), DRAWS, random())
    assert np.percentile(rates.precision, 2.5) > 0.9


def test_cells_of_enough_codes_each_have_a_rate():
    """The machine gave the theme everywhere, and is always right in the first stratum and never in the second."""
    coded = of([1] * 10 + [0] * 10, [True] * 20, strata=[0] * 10 + [1] * 10, sizes=[600, 600])
    found = draw_rates(coded, DRAWS, random()).precision
    one_beta = 0.25 / (20 + 2)
    assert found.mean() == pytest.approx(0.5, abs=0.03)
    assert found.var() < 0.3 * one_beta


def test_a_tie_counts_half():
    rates = draw_rates(of([0.5] * 400, [True] * 400, sizes=[4000]), DRAWS, random())
    assert rates.precision.mean() == pytest.approx(0.5, abs=0.01)
    assert draw_positives(np.array([0.5]), np.array([[0], [0]]), rates, random()).tolist() == [[0.5]] * DRAWS


def test_of_a_machine_code_that_nobody_looked_at_nothing_is_known():
    rates = draw_rates(of([0] * 30, [False] * 30), DRAWS, random())
    assert np.percentile(rates.precision, 5) < 0.05
    assert np.percentile(rates.precision, 95) > 0.95
    assert rates.omission.mean() < 0.05


@pytest.mark.parametrize(
    ("coded", "why"),
    [
        (of([1] * 9, [True] * 9, sizes=[50]), "9 drawn codes in a stratum of 50 segments, fewer than 10"),
        (of([1] * 9, [True] * 9, sizes=[9]), ""),
        (of([0] * 40, [True] * 40), "no drawn segment carries it"),
        (of([1] + [0] * 39, [True] * 40), ""),
    ],
)
def test_what_too_few_codes_are_is_said(coded, why):
    assert too_few(coded) == why
