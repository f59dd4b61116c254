"""Small versions of the simulations of docs/benchmarks.md: what is said of places where the truth is known."""

import numpy as np
import pytest

from bench.grid_of_places import MINUTES, THEMES, claimed, empty_places
from bench.places import contrasts, distances
from pipeline.config import Track


@pytest.mark.parametrize("uneven", [False, True])
def test_places_that_nothing_sets_apart_are_next_to_never_called_different(uneven):
    random, settings = np.random.default_rng(0), Track(draws=100, permutations=4999)
    found = [claimed(empty_places(12, uneven=uneven, random=random, places=4), settings) for _ in range(4)]
    assert {(one.tests, one.pairs) for one in found} == {(6 * THEMES, 6)}
    assert sum(one.contrasts for one in found) <= 0.05 * 4 * 6 * THEMES
    assert sum(one.distances for one in found) <= 1


def test_a_place_that_differs_is_called_different_in_the_same_grid():
    measures = empty_places(12, uneven=True, random=np.random.default_rng(1), places=4)
    measures.counts[(measures.documents["place"] == "place-2").to_numpy(), 0] += 40 * 0.3
    found = claimed(measures, Track(draws=100, permutations=4999))
    assert found.contrasts >= 3, "against each of the three others"
    assert found.distances >= 1


def test_the_mix_of_types_is_uneven_only_where_asked_for():
    even, uneven = (empty_places(10, uneven=flag, random=np.random.default_rng(0)) for flag in (False, True))
    parts = [(one.documents["source_type"] == "release").groupby(one.documents["place"]).mean() for one in (even, uneven)]
    assert set(parts[0]) == {0.5}
    assert (parts[1].min(), parts[1].max()) == (0.2, 0.8)
    minutes = even.shares[(even.documents["source_type"] == "minutes").to_numpy()]
    assert minutes.mean() == pytest.approx(MINUTES, abs=0.03)


def test_uneven_mixes_look_like_differences_and_standardised_ones_do_not():
    assert contrasts(8, 0.0, standardised=False, simulations=100).called > 0.2
    assert contrasts(8, 0.0, standardised=True, simulations=100).called < 0.12


def test_profiles_that_are_apart_are_called_different_oftener_than_those_that_are_not():
    assert distances(8, 0.2, 12).called > 0.5 > distances(8, 0.0, 12).called
