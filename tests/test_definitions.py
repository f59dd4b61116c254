"""A theme can be learnt from its definition and unlabelled texts."""

import numpy as np
import pytest

from pipeline.codebook import Theme
from pipeline.coders.definitions import clauses, likeness, self_train
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings

D = 12


class Encoder:
    """Gives every text that speaks of work one direction, of prayer another, of neither a third."""

    def encode(self, texts):
        rows = np.zeros((len(texts), D), np.float32)
        for row, text in enumerate(texts):
            rows[row, 0 if "work" in text.lower() else 1 if "pray" in text.lower() else 2] = 1
        return rows


WORK = Theme(id="work", name="Work", definition="Paid work; looking for work.")
PRAYER = Theme(id="prayer", name="Prayer", definition="Praying, and where people pray.")


def texts(n, share, seed=0):
    """Return noisy vectors of n texts, and which of them are of work: their first coordinate is higher, not always."""
    rng = np.random.default_rng(seed)
    carried = rng.random(n) < share
    rows = rng.normal(0, 0.35, (n, D))
    rows[:, 2] += 1
    rows[carried, 0] += 1.2
    rows[carried, 3] += 0.8  # what texts of work have in common, and the definition does not say
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), carried


def readings(vectors, themes=2):
    none = np.zeros(0, dtype=int)
    return Readings(vectors, np.zeros((len(vectors), themes)), vectors[:0], np.zeros((0, themes)), none, none, [[[]] * themes for _ in vectors])


def precision_at(scores, carried):
    top = np.argsort(-scores)[: int(carried.sum())]
    return carried[top].mean()


def test_clauses_are_the_parts_of_a_definition_with_inclusions_and_seeds_each_once():
    theme = Theme(id="a", name="Roads", definition="Roads, paths (and lanes): including of.", include=("Roads", "bridges"), seeds=("kerb",))
    assert clauses(theme) == ["Roads", "paths", "lanes", "bridges", "kerb"]


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_self_training_finds_what_likeness_to_the_definition_misses(share):
    vectors, carried = texts(800, share)
    ranking = likeness([WORK, PRAYER], readings(vectors), Encoder())[:, 0]
    head = self_train(ranking, readings(vectors), 0, share)
    scores, _ = head.score(readings(vectors), 0)
    assert precision_at(scores, carried) > precision_at(ranking, carried)
    assert precision_at(scores, carried) > 0.8


def test_the_order_of_texts_changes_no_score():
    vectors, _ = texts(300, 0.2)
    order = np.random.default_rng(3).permutation(300)
    one = self_train(likeness([WORK, PRAYER], readings(vectors), Encoder())[:, 0], readings(vectors), 0, 0.2)
    other = self_train(likeness([WORK, PRAYER], readings(vectors[order]), Encoder())[:, 0], readings(vectors[order]), 0, 0.2)
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-4)


def test_texts_that_are_all_alike_teach_nothing():
    vectors = np.tile(np.eye(1, D, dtype=np.float32), (50, 1))
    ranking = likeness([WORK], readings(vectors, 1), Encoder())[:, 0]
    head = self_train(ranking, readings(vectors), 0, 0.1)
    assert isinstance(head, LinearHead)
    assert not head.weights.any()


def test_a_codebook_of_one_theme_has_likeness_too():
    vectors, carried = texts(200, 0.3)
    assert precision_at(likeness([WORK], readings(vectors, 1), Encoder())[:, 0], carried) > 0.5
