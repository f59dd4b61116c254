import numpy as np
import pytest
from sklearn.cluster import AgglomerativeClustering

from pipeline.config import Discover
from pipeline.stability import Refit, centres_of, chance_stability, halves, mean_match, stabilities
from pipeline.topic_ids import unit

CENTRES = np.eye(4, dtype="float32")[:2]


def points(n):
    """Two tight heaps of n points each, in turn."""
    far = np.eye(4)[np.arange(2 * n) % 2] + np.random.default_rng(0).normal(scale=0.01, size=(2 * n, 4))
    return (far / np.linalg.norm(far, axis=1, keepdims=True)).astype("float32")


def test_topics_that_every_half_holds_are_found_again():
    found = stabilities(points(20), np.repeat([f"d{n}" for n in range(10)], 4), CENTRES, Discover(refits=3))
    assert min(found) > 0.99


@pytest.mark.parametrize(
    ("documents", "refits"),
    [(["d0"] * 8, 3), (["d0"] * 4 + ["d1"] * 4, 0), ([f"d{n % 4}" for n in range(4)], 3)],
    ids=["one document has no half", "no refit asked for", "no half has more segments than topics"],
)
def test_where_no_refit_is_possible_stability_is_not_measured(documents, refits):
    assert stabilities(points(len(documents) // 2), np.array(documents), CENTRES, Discover(refits=refits)) == (None, None)


def test_documents_of_one_source_are_left_out_together():
    cluster_ids = np.repeat([f"c{n}" for n in range(6)], 5)
    drawn = halves(cluster_ids, Discover(refits=4, seed=1))
    assert len(drawn) == 4
    for half in drawn:
        assert half.sum() == 15
        assert all(len(set(half[cluster_ids == name].tolist())) == 1 for name in set(cluster_ids.tolist()))
    assert len({half.tobytes() for half in drawn}) > 1
    np.testing.assert_array_equal(drawn, halves(cluster_ids, Discover(refits=4, seed=1)))


def test_topics_are_held_against_the_likest_of_each_half_and_those_against_each_other():
    axes = np.eye(4)
    assert mean_match(axes[:3], [Refit(axes[[2, 0, 1]], axes[[1, 2, 0]])]) == (1, 1, 1)
    assert mean_match(axes[:2], [Refit(axes[:2], axes[[0, 2]])]) == (1, 0)
    assert mean_match(axes[:2], [Refit(axes[:2], axes[:1])]) == (1, 0)


def test_what_either_half_shares_with_the_reference_alone_is_not_found_again():
    reference, left, right = np.array([[1.0, 1, 0]]) / np.sqrt(2), np.array([[1.0, 0, 0]]), np.array([[0.0, 1, 0]])
    assert mean_match(reference, [Refit(left, right)]) == (0,)


def test_stability_is_the_mean_over_refits():
    axes = np.eye(3)
    assert mean_match(axes[:2], [Refit(axes[:2], axes[:2]), Refit(axes[:2], axes[[0, 2]])]) == (1, 0.5)


def test_of_a_topic_of_nothing_stability_is_not_measured():
    both = np.array([[0.0, 0], [0, 1]])
    assert mean_match(both, [Refit(both, both)]) == (None, 1)


def clustered(scale, k, heaps=1, n=240):
    """Stability of k clusters of points in so many heaps, and what chance gives; the points are spread out along axes by the scale."""
    random = np.random.default_rng(1)
    matrix = unit(np.eye(60)[np.arange(n) % heaps] + random.normal(size=(n, 60)) * scale)
    cluster_ids = np.array([f"d{number % 20}" for number in range(n)])
    centres = centres_of(matrix, AgglomerativeClustering(n_clusters=k).fit_predict(matrix), k)
    settings = Discover(refits=3)
    return stabilities(matrix, cluster_ids, centres, settings), chance_stability(matrix, cluster_ids, k, settings)


def test_parts_of_one_even_heap_are_not_found_again():
    assert max(clustered(0.05, 6)[0]) < 0.4


def test_parts_of_one_long_heap_are_found_again_no_better_than_chance_has_it():
    found, chance = clustered(np.linspace(0.3, 0.01, 60) ** 2, 4)
    assert sum(own <= max(0.6, chance) for own in found) >= 3


@pytest.mark.parametrize("heaps", [2, 3, 5])
def test_heaps_are_found_again_and_better_than_chance_has_it(heaps):
    found, chance = clustered(0.05, heaps, heaps)
    assert min(found) > max(0.9, chance)
