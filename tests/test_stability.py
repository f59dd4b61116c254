import numpy as np
import pytest

from pipeline.config import Discover
from pipeline.stability import stabilities

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
