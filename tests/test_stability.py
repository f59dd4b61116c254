import numpy as np
import pytest

from pipeline.config import Discover
from pipeline.stability import halves, mean_match, stabilities

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


def test_guided_topics_are_held_against_themselves_and_free_ones_against_the_likest():
    axes = np.eye(4)
    assert mean_match(axes, [axes[[1, 0, 3, 2]]], n_guided=2) == (0, 0, 1, 1)
    assert mean_match(axes, [axes, axes[[0, 1, 3, 2]]], n_guided=2) == (1, 1, 1, 1)


def test_stability_is_the_mean_over_refits():
    axes = np.eye(3)
    assert mean_match(axes[:2], [axes[:2], axes[[0, 2]]]) == (1, 0.5)


def test_of_a_topic_of_nothing_stability_is_not_measured():
    assert mean_match(np.array([[0.0, 0], [0, 1]]), [np.array([[0.0, 0], [0, 1]])], n_guided=1) == (None, 1)
