"""Topics keep their numbers when a model is fitted anew."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.topic_ids import Numbers, carry_over, topic_names

AXES = np.eye(5)
EARLIER = Numbers((1, 2, 3), 4)  # 4 was given once, and its topic is gone


def test_a_topic_found_again_keeps_its_number_wherever_it_stands_now():
    found = carry_over(AXES[[2, 0, 1]], AXES[:3], EARLIER)
    assert found == Numbers((3, 1, 2), 4)


def test_a_new_topic_has_a_number_that_no_topic_ever_had():
    assert carry_over(AXES[[3, 1, 4]], AXES[:3], EARLIER) == Numbers((5, 2, 6), 6)


@pytest.mark.parametrize(("cosine", "kept"), [(0.61, True), (0.59, False)])
def test_a_topic_counts_as_found_again_from_a_cosine_of_point_six(cosine, kept):
    turned = cosine * AXES[0] + np.sqrt(1 - cosine**2) * AXES[4]
    assert (carry_over(turned[None, :], AXES[:3], EARLIER).own == (1,)) == kept


def test_no_two_topics_keep_one_number():
    near = np.array([AXES[0], 0.9 * AXES[0] + 0.4 * AXES[3]])
    assert carry_over(near, AXES[:3], EARLIER) == Numbers((1, 5), 5)


def test_what_all_topics_share_tells_none_of_them_apart():
    shared = 10 * AXES[4]
    assert carry_over(AXES[[3]] + shared, AXES[:3] + shared, EARLIER).own == (1,)
    assert carry_over(AXES[[3]] + shared, AXES[:3] + shared, EARLIER, shared).own == (5,)


def test_centres_of_another_encoder_match_none():
    assert carry_over(np.eye(2), AXES[:3], EARLIER) == Numbers((5, 6), 6)
    assert carry_over(np.eye(2), np.empty((0, 0)), Numbers((), 0)) == Numbers((1, 2), 2)


def test_themes_come_first_and_numbers_have_two_digits():
    assert topic_names(("work",), Numbers((2, 11), 11)) == ("theme-work", "free-02", "free-11")
