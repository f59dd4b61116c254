"""Small versions of the simulations of docs/benchmarks.md: what shifts claim where the truth is known."""

import numpy as np
import pytest
from conftest import CORPORA

from bench.bands import WAYS, coverage, held
from bench.invented_shares import draw_shares
from bench.manifesto_splits import LABELLED, p_of_manifestos, p_of_sections, p_of_sentences, read_sections, splits
from bench.mixes_and_drivers import named_driver, put_down_to_mix
from bench.shifts import QUICK, empty_grid, power, same_by_mistake
from bench.uneven import Sides, called


def test_shares_are_drawn_with_the_mean_and_deviation_asked_for():
    shares = draw_shares(0.3, 0.15, (40, 500), np.random.default_rng(0))
    assert shares.mean() == pytest.approx(0.3, abs=0.01)
    assert shares.std() == pytest.approx(0.15, abs=0.01)


def test_ten_points_with_twelve_documents_a_side_are_found_four_times_in_five():
    assert power(12, 0.1, 0.08, 500) >= 0.78  # the benchmark has more simulations, and 0.80


def test_more_documents_find_more_and_wilder_documents_hide_more():
    assert power(24, 0.1, 0.08, 200) > power(12, 0.1, 0.08, 200) > power(12, 0.1, 0.15, 200)


def test_nothing_planted_is_claimed_one_time_in_twenty_at_most():
    assert power(12, 0.0, 0.08, 500) <= 0.04  # rises alone: half of five in a hundred, and chance


def test_where_few_documents_are_the_uneven_ones_families_are_claimed_of_least_often_by_ours():
    found = called(Sides((4, 16), (0.15, 0.05)), 400)
    difference, t, ours = found.families
    assert ours < t < difference
    assert found.alone[2] <= 0.09  # one in twenty, and chance


def test_between_even_sides_of_a_size_all_tests_claim_about_the_same():
    found = called(Sides((8, 8), (0.08, 0.08), planted=0.2), 100)
    assert min(found.families) > 0.8
    assert max(found.alone) - min(found.alone) <= 0.1


def test_a_change_as_large_as_the_margin_is_hardly_ever_called_no_change():
    assert same_by_mistake(12, 0.1, 0.08, 400) <= 0.08  # one in twenty, and chance


@pytest.mark.parametrize("n", [3, 5, 12])
def test_bands_cover_the_truth(n):
    assert 0.92 <= coverage(n, 0.3, 0.08, 400) <= 1


@pytest.mark.parametrize("n", [3, 4])
def test_bands_of_three_or_four_documents_far_apart_cover_the_truth(n):
    assert coverage(n, 0.3, 0.3) >= 0.93  # with Jeffreys' prior .922 and .927


def test_a_shift_of_composition_alone_is_mix():
    found = put_down_to_mix(0.08, simulations=300)
    assert found.shares.mean() >= 0.9
    assert found.pooled >= 0.97  # what single differences miss is chance, and cancels


def test_a_planted_driver_is_ranked_first():
    named = named_driver(8, 0.4, 0.08, 100)
    assert 0.95 <= named.first <= min(named.among, named.possible)


def test_who_knows_every_other_document_names_the_planted_one_more_often_but_not_always():
    named = named_driver(16, 0.3, 0.12, 200)
    assert named.first < named.possible < 0.95


def test_bands_of_rare_themes_in_few_documents_hold_more_often_than_with_the_usual_degrees_of_freedom():
    ours, usual = (held(WAYS[name], 6, 0.1, 0.15, 1000) for name in ("ours", "the same, c − 1 degrees of freedom"))
    assert usual < 0.93 <= ours + 0.01


@pytest.mark.parametrize("name", sorted(set(WAYS) - {"ours"}))
def test_every_other_way_makes_intervals_that_mostly_hold_the_truth(name):
    assert 0.85 <= held(WAYS[name], 8, 0.3, 0.15, 100) <= 1


def test_the_more_documents_the_surer_is_a_shift_of_composition_put_down_to_mix():
    few, many = (np.percentile(put_down_to_mix(0.08, n, 300).shares, 5) for n in (20, 160))
    assert few < 0.9 <= many


def test_a_grid_with_nothing_planted_claims_next_to_nothing():
    found = empty_grid(0, 3, QUICK, places=3, years=6)
    tests, claims = (sum(counts) for counts in zip(*found.values(), strict=True))
    assert tests > 100
    assert claims <= 0.05 * tests
    assert set(found) == {f"{group}, {kind}" for group in ("all", "place") for kind in ("consecutive", "first_last", "trend")}


def test_of_mirrored_halves_one_is_split_off():
    names = np.repeat(["a", "b", "c", "d"], 3)
    assert len(list(splits(names, 2))) == 3
    assert len(list(splits(names, 1))) == 4


@pytest.mark.slow
@pytest.mark.skipif(not LABELLED.is_file(), reason=f"no labelled sentences under {CORPORA}")
def test_manifestos_split_at_random_are_called_different_no_more_than_the_level_allows():
    sections = read_sections()
    assert (len(sections.shares), len(set(sections.manifestos))) == (316, 12)
    chosen = list(splits(sections.manifestos, 6))[::10]
    random = np.random.default_rng(0)
    ours, sentences = (np.mean([test(sections, second)[0] < 0.05 for second in chosen]) for test in (p_of_manifestos, p_of_sentences))
    permuted = np.mean([p_of_sections(sections, second, random)[0] < 0.05 for second in chosen])
    assert ours <= 0.09  # 47 of 462 splits: that all together have one in twenty is certain, for the test is exact
    assert sentences > 0.5
    assert ours <= permuted < sentences
