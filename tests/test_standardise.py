from functools import cache

import numpy as np
import pytest

from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.differences import difference
from pipeline.measures import Measures
from pipeline.rearrange import Arrangements
from pipeline.resampling import random_for, side
from pipeline.standardise import standardised_difference
from pipeline.strata import stratify

SETTINGS = Track(draws=300, permutations=499)


def strata(a, b, clusters=None):
    """Groups of documents by the types that they are of, such as "mmmr"; clusters are named by letters too."""
    types = np.array([*a, *b])
    named = np.array([*clusters]) if clusters else np.array([f"c{n}" for n in range(len(types))])
    return stratify((np.arange(len(a)), np.arange(len(a), len(types))), types, named)


def corrected(shares):
    table = np.array(shares, dtype=float)
    table = table if table.ndim == 2 else table[:, None]
    return Corrected(Measures(None, [("theme", str(n)) for n in range(table.shape[1])], table * 20, np.full(len(table), 20.0)), None, {}, {})


def test_types_that_both_have_twice_are_kept_with_their_share_in_both_together():
    found = strata("mmmmrrs", "mmrrrrt")
    assert found.types == ("m", "r")
    assert found.weights.tolist() == [0.5, 0.5]
    assert (found.n_a, found.n_b) == (6, 6)
    assert found.rows.tolist() == [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12]


def test_groups_of_one_type_need_no_other_mix_and_keep_every_document():
    found = strata("mmm", "mm")
    assert found.types == ()
    assert (found.n_a, found.n_b) == (3, 2)


@pytest.mark.parametrize(
    ("a", "b", "in_common", "n"),
    [("mmm", "rrr", False, (0, 0)), ("mmmr", "rrrm", True, (0, 0)), ("mmmr", "mmrrr", True, (3, 2)), ("", "mm", False, (0, 0))],
)
def test_what_is_not_shared_is_left_out(a, b, in_common, n):
    found = strata(a, b)
    assert found.in_common is in_common
    assert (found.n_a, found.n_b) == n


def test_two_documents_of_one_source_are_not_two_of_a_type():
    assert strata("mmmrr", "mmrr", "abcxxdefg").types == ("m",)


def test_the_mean_is_that_of_the_shared_mix():
    shares = np.array([0.2, 0.4, 0.6, 0.8, 0.1, 0.3, 0.5, 0.7])[:, None]
    found = strata("mmrr", "mmrr")
    assert found.side(shares, 0).mean[0] == pytest.approx((0.3 + 0.7) / 2)
    uneven = strata("mmmmrr", "mmrr")
    values = np.array([0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.2, 0.2, 0.8, 0.8])[:, None]
    assert uneven.side(values, 0).mean[0] == pytest.approx(0.6 * 0.1 + 0.4 * 0.9)
    assert Arrangements(uneven, values).found.b[0, 0] == pytest.approx(0.6 * 0.2 + 0.4 * 0.8)


def test_with_one_type_it_is_the_difference_of_shifts():
    random = np.random.default_rng(1)
    shares, clusters = random.random((13, 3)), [f"c{n // 2}" for n in range(13)]
    rows = np.arange(6), np.arange(6, 13)
    whole = standardised_difference(stratify(rows, None, np.array(clusters)), corrected(shares), SETTINGS, random_for(0, "t"))
    parts = [side(shares[own], np.array(clusters)[own]) for own in rows]
    plain = difference(parts[1], parts[0], SETTINGS, random_for(0, "t"))
    for name in ("estimate", "low", "high", "inner_low", "inner_high", "p"):
        np.testing.assert_allclose(getattr(whole, name), getattr(plain, name), err_msg=name)
    assert whole.smallest_p == plain.smallest_p


def test_a_difference_of_mix_alone_is_none():
    """Releases speak of it, minutes do not; one place has more releases."""
    shares = [*[0.8] * 8, *[0.1] * 4, *[0.8] * 4, *[0.1] * 8]
    wobble = np.tile([0.02, -0.02], 12)
    found = standardised_difference(strata("r" * 8 + "m" * 4, "r" * 4 + "m" * 8), corrected(np.array(shares) + wobble), SETTINGS, random_for(0, "t"))
    assert abs(found.estimate[0]) < 0.01
    assert found.p[0] > 0.5
    assert max(abs(found.low[0]), abs(found.high[0])) < 0.05, "the gap between the types is no part of the uncertainty"


def test_clusters_change_sides_within_their_types_only():
    found = Arrangements(strata("mmrr", "mmrr"), np.zeros((8, 1)))
    inside = np.concatenate(list(found._listed()))
    assert len(inside) == len(np.unique(inside, axis=0)) == 36
    assert (inside[:, [0, 1, 4, 5]].sum(axis=1) == 2).all()
    assert (inside[:, [2, 3, 6, 7]].sum(axis=1) == 2).all()


@pytest.mark.parametrize(("a", "b", "smallest"), [("mmrr", "mmrr", 2 / 36), ("mmmrr", "mmrr", 1 / 60), ("mm", "mmm", 1 / 10), ("mmm", "mmm", 2 / 20)])
def test_the_smallest_p_is_reached_and_never_undercut(a, b, smallest):
    values = np.array([0.9] * len(a) + [0.1] * len(b))[:, None]
    found = Arrangements(strata(a, b), values).chance(lambda means: np.abs(means.a - means.b), 99, random_for(0, "t"))
    assert found.smallest_p == pytest.approx(smallest)
    assert found.p[0] == pytest.approx(smallest)


def test_drawn_arrangements_agree_with_listed_ones():
    random = np.random.default_rng(2)
    few = Arrangements(strata("mmmrrr", "mmmrrr"), random.random((12, 2)))
    listed = few.chance(lambda means: np.abs(means.a - means.b), 99, random)
    total = np.zeros(2)
    for inside in few._drawn(4000, random):
        total += (np.abs(few.means(inside).a - few.means(inside).b) >= np.abs(few.found.a - few.found.b) - 1e-12).sum(axis=0)
    np.testing.assert_allclose(total / 4000, listed.p, atol=0.03)


def test_swapping_the_groups_turns_the_difference_about():
    shares = np.random.default_rng(3).random((10, 1))
    types, clusters = np.array([*"mmrrrmmmrr"]), np.array([f"c{n}" for n in range(10)])
    one, two = (
        standardised_difference(stratify(rows, types, clusters), corrected(shares), SETTINGS, random_for(0, "t"))
        for rows in ((np.arange(5), np.arange(5, 10)), (np.arange(5, 10), np.arange(5)))
    )
    assert one.estimate[0] == pytest.approx(-two.estimate[0])
    assert one.p[0] == pytest.approx(two.p[0])


@cache
def simulated(planted):
    """A hundred and fifty pairs of groups of uneven mix, in clusters of two, types a third apart; how often p is below .05 and the truth is in the interval."""
    random, settings = np.random.default_rng(4), Track(draws=200, permutations=199)
    called = held = 0
    a, b = "m" * 12 + "r" * 6, "m" * 6 + "r" * 12
    groups = strata(a, b, "".join(chr(65 + n // 2) for n in range(36)))
    base = np.array([0.2 if kind == "m" else 0.5 for kind in a + b]) + planted * (np.arange(36) < 18)
    for n in range(150):
        shares = np.clip(base + np.repeat(random.normal(0, 0.08, 18), 2) + random.normal(0, 0.04, 36), 0, 1)
        found = standardised_difference(groups, corrected(shares), settings, random_for(n, "s"))
        called += bool(found.p[0] < 0.05)
        held += bool(found.low[0] <= planted <= found.high[0])
    return called / 150, held / 150


def test_an_uneven_mix_raises_no_false_alarms_and_intervals_hold_the_truth():
    called, held = simulated(0.0)
    assert called <= 0.09
    assert 0.90 <= held <= 0.995


def test_a_planted_difference_is_found_in_spite_of_the_mix():
    called, held = simulated(0.15)
    assert called >= 0.8  # three clusters of a type on a side tell little of how uneven they are
    assert held >= 0.90
