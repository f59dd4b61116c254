import numpy as np
import pandas as pd
import pytest
from test_track import LEVEL, PLANTED, SETTINGS, WILD, shift, study, track

from pipeline.cells import Cell
from pipeline.config import Track
from pipeline.differences import difference
from pipeline.influence import left_out, rank_drivers, without_each
from pipeline.leave_out import FEW, differences_without, slope_p_without, weighted_without
from pipeline.measures import Measures
from pipeline.resampling import Side, random_for, side
from pipeline.slopes import slope

BY_YEAR = SETTINGS.model_copy(update={"periods": "year"})


def of(shares, clusters=None):
    return side(np.array(shares, dtype=float).reshape(len(shares), -1), np.array(clusters or [f"c{n:02d}" for n in range(len(shares))]))


def test_differences_without_each_source_are_those_of_the_sides_without_it():
    random, settings = np.random.default_rng(2), Track(draws=3000, permutations=999)
    first, second = of(random.random((5, 2))), of(random.random((6, 2)), ["x", "x", "y", "z", "v", "w"])
    found = differences_without(first, second, settings, random_for(0, "t"))
    assert len(found) == 10
    for number, one in enumerate(found):
        sides = (left_out(first, number), second) if number < 5 else (first, left_out(second, number - 5))
        again = difference(*sides, settings, random_for(0, "again"))
        np.testing.assert_allclose(one.estimate, again.estimate)
        np.testing.assert_allclose(one.p, again.p)  # every arrangement is listed
        assert one.smallest_p == again.smallest_p
        np.testing.assert_allclose([one.low, one.high, one.inner_high], [again.low, again.high, again.inner_high], atol=0.06)


def test_drawn_arrangements_without_each_source_give_about_the_same_p():
    random, settings = np.random.default_rng(3), Track(draws=100, permutations=3000)
    first, second = of(random.random(12)), of(0.15 + random.random(12))
    found = differences_without(first, second, settings, random_for(0, "t"))
    for number in (0, 5, 15):
        sides = (left_out(first, number), second) if number < 12 else (first, left_out(second, number - 12))
        assert found[number].p[0] == pytest.approx(difference(*sides, settings, random_for(0, "again")).p[0], abs=0.03)


def test_a_side_that_falls_below_the_floor_has_no_difference():
    found = differences_without(of([0.1, 0.2, 0.3]), of([0.5] * 4), Track(draws=100, permutations=99), random_for(0, "t"))
    assert [one is None for one in found] == [True] * 3 + [False] * 4


def test_the_coders_error_stays_in_p_and_interval_when_a_source_is_left_out():
    random = np.random.default_rng(4)
    error = random.normal(0, 0.3, (400, 1))
    sides = [of([0.1, 0.12, 0.11, 0.1, 0.13, 0.1]), of([0.3, 0.32, 0.31, 0.3, 0.33, 0.3])]
    bare = differences_without(*sides, Track(draws=400, permutations=999), random_for(0, "t"))
    known = [Side(one.shares, one.documents, sign * error / 2) for one, sign in zip(sides, (-1, 1), strict=True)]
    unsure = differences_without(*known, Track(draws=400, permutations=999), random_for(0, "t"))
    assert all(one.p[0] < 0.05 < other.p[0] for one, other in zip(bare, unsure, strict=True))
    assert all(other.high - other.low > 2 * (one.high - one.low) for one, other in zip(bare, unsure, strict=True))


def test_the_trend_without_each_source_has_about_the_p_of_the_trend_of_what_is_left():
    random, settings = np.random.default_rng(5), Track(draws=100, permutations=999)
    sides = [of(0.05 * n + 0.3 * random.random((4, 2))) for n in range(5)]
    found = slope_p_without(sides, settings, random_for(0, "t"))
    assert found.shape == (20, 2)
    for number in (0, 9, 19):
        rest = [left_out(one, number % 4) if n == number // 4 else one for n, one in enumerate(sides)]
        again = slope(rest, [2000.0, 2001, 2002, 2003, 2004], settings, random_for(0, "again"))
        np.testing.assert_allclose(found[number], again.p, atol=0.05)


ONE_LOUD = [(2000, s) for s in (0.08, 0.12, 0.14, 0.16, 0.18, 0.2)] + [(2010, s) for s in (0.17, 0.18, 0.2, 0.21, 0.24, 0.3)]


def test_a_rise_that_hangs_on_one_document_names_it():
    row = shift(track(**study(ONE_LOUD, segments=100), settings=BY_YEAR.model_copy(update={"margin": 0.03})))
    assert row["verdict"] == "rise"
    assert row["drivers"][0] == "d011"
    assert row["falls_without"] == "d011"


@pytest.mark.parametrize("shares", [PLANTED, LEVEL], ids=["a rise", "no change"])
def test_a_verdict_that_many_documents_carry_falls_without_none(shares):
    row = shift(track(**study(shares, segments=100), settings=BY_YEAR))
    assert row["verdict"] in {"rise", "no change"}
    assert not isinstance(row["falls_without"], str)


def test_where_nothing_is_claimed_nothing_falls():
    assert not isinstance(shift(track(**study(WILD), settings=BY_YEAR))["falls_without"], str)


def test_documents_of_one_source_are_left_out_together():
    clusters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "loud", "loud"]
    tables = study([*ONE_LOUD[:10], (2010, 0.8), (2010, 0.9)], clusters=clusters, segments=100)
    row = shift(track(**tables, settings=BY_YEAR))
    assert row["drivers"][0] == "d011"
    assert len(set(row["drivers"]) & {"d010", "d011"}) == 1


def test_a_trend_names_its_drivers_and_the_document_on_which_it_hangs():
    steady = [(2000 + n, 0.1 + 0.02 * n + 0.01 * m) for n in range(6) for m in range(4)]
    firm = shift(track(**study([(year, 3 * share) for year, share in steady], segments=100), settings=BY_YEAR), kind="trend")
    assert firm["verdict"] == "rise"
    assert not isinstance(firm["falls_without"], str)
    loud = shift(track(**study([*steady[:-1], (2005, 0.9)], segments=100), settings=BY_YEAR), kind="trend")
    assert loud["drivers"]


def test_the_planted_driver_is_ranked_first():
    random, first = np.random.default_rng(6), 0
    documents = pd.DataFrame({"document_id": [f"d{n:03d}" for n in range(16)], "cluster_id": [f"d{n:03d}" for n in range(16)]})
    for _ in range(100):
        shares = np.clip(random.normal(0.3, 0.08, (16, 1)), 0, 1)
        place = int(random.integers(16))
        shares[place] += 0.4
        measures = Measures(documents, [("theme", "work")], 100 * shares, np.full(16, 100.0))
        sides = (np.arange(8), np.arange(8, 16))
        cells = [Cell("all", "all", None, rows, side(shares[rows], documents["cluster_id"].to_numpy()[rows])) for rows in sides]
        moved = without_each(cells, lambda both: both[1].mean - both[0].mean, measures)
        first += rank_drivers(moved, 0)[0] == f"d{place:03d}"
    assert first >= 95


def test_a_verdict_is_also_given_without_dates_that_a_person_inferred():
    tables = study(PLANTED, segments=100)
    sure = track(**tables, settings=BY_YEAR).shifts
    assert sure["without_inferred"].isna().all()
    documents = tables["documents"]
    guessed = documents.assign(
        date_basis=documents["date_basis"].mask(documents["document_id"].isin([f"d{n:03d}" for n in range(6, 11)]), "inferred by a person")
    )
    row = shift(track(**tables | {"documents": guessed}, settings=BY_YEAR))
    assert (row["verdict"], row["without_inferred"]) == ("rise", "too little evidence")
    one = documents.assign(date_basis=documents["date_basis"].mask(documents["document_id"] == "d003", "inferred by a person"))
    row = shift(track(**tables | {"documents": one}, settings=BY_YEAR))
    assert (row["verdict"], row["without_inferred"]) == ("rise", "rise")


def test_a_shift_says_how_many_documents_each_period_has():
    row = shift(track(**study([*PLANTED, (2010, 0.5)]), settings=BY_YEAR))
    assert (row["n_from"], row["n_to"]) == (6, 7)


@pytest.mark.parametrize("n", [1, 2, 5, FEW, FEW + 1, 60])
def test_sums_without_each_row_are_those_of_the_rows_that_are_left(n):
    random = np.random.default_rng(n)
    weights, values = random.random((7, n - 1)), random.random((n, 3))
    expected = np.stack([weights @ np.delete(values, row, axis=0) for row in range(n)], axis=1)
    np.testing.assert_allclose(weighted_without(values)(weights), expected, rtol=1e-12)
