"""Guided topics take up what goes with their guides; free ones what is left."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from pipeline.factorise import amounts, factorise, shares
from pipeline.topic_ids import unit

# Words: 0-2 go together, 3-5 and 6-8 too; the theme's guide knows word 0 alone.
HEAPS = [(0, 1, 2), (3, 4, 5), (6, 7, 8)]


def planted(n=20, seed=0):
    random, rows = np.random.default_rng(seed), []
    for heap in HEAPS:
        for _ in range(n):
            own = np.zeros(10)
            own[random.choice(heap, 2, replace=False)] = 1
            rows.append(own)
    return csr_matrix(unit(np.array(rows)))


GUIDE = np.eye(10)[[0]]


@pytest.mark.parametrize("start", [None, 3])
def test_a_guided_topic_takes_up_the_words_that_go_with_its_guide_and_free_ones_the_other_heaps(start):
    topics = factorise(planted(), GUIDE, 2, start=start)
    np.testing.assert_allclose(np.linalg.norm(topics, axis=1), 1)
    heaps = [{int(word) for word in np.flatnonzero(topic > 0.1)} for topic in topics]
    assert heaps[0] == {0, 1, 2}
    assert sorted(map(sorted, heaps[1:])) == [[3, 4, 5], [6, 7, 8]]


def test_each_segment_belongs_to_the_topic_of_its_heap():
    rows = planted()
    found = shares(rows, factorise(rows, GUIDE, 2))
    assert (found[:20].argmax(axis=1) == 0).all()
    assert len(set(found[20:40].argmax(axis=1))) == len(set(found[40:].argmax(axis=1))) == 1
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=2e-6)


def test_a_theme_of_which_no_segment_has_a_word_makes_a_topic_of_nothing():
    topics = factorise(planted(), np.vstack([GUIDE, np.zeros(10)]), 2)
    assert not topics[1].any()
    assert topics[[0, 2, 3]].any(axis=1).all()
    assert not shares(planted(), topics)[:, 1].any()


def test_without_free_topics_the_guides_are_the_topics():
    np.testing.assert_array_equal(factorise(planted(), GUIDE, 0), GUIDE)


def test_a_row_is_solved_by_itself():
    rows, topics = planted(), factorise(planted(), GUIDE, 2)
    np.testing.assert_array_equal(amounts(rows[7:9], topics), amounts(rows, topics)[7:9])


def test_amounts_are_those_that_come_nearest():
    topics = unit(np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]]))
    found = amounts(csr_matrix(np.array([[3.0, 3, 1, 1], [0, 0, 0, 0]])), topics)
    np.testing.assert_allclose(found, [[3 * np.sqrt(2), np.sqrt(2)], [0, 0]], rtol=1e-5)
