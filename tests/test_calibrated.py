import numpy as np
import pytest

from pipeline.calibrated import hold_scores


def held(scores, labels, weights=None):
    n = len(scores)
    return hold_scores(
        np.array(scores), np.array(labels, dtype=float), np.ones(n) if weights is None else np.array(weights, dtype=float), np.arange(n) % 10
    )


def test_scores_that_are_as_often_right_as_they_say_have_no_error():
    found = held([0.25] * 40 + [0.75] * 40, [1] * 10 + [0] * 30 + [1] * 30 + [0] * 10)
    assert found.error[0] == pytest.approx(0)
    assert found.skill[0] == pytest.approx(1 - (0.25 * 0.75) / 0.25)
    assert found.n_positive == 40


def test_scores_that_are_too_high_have_their_excess_as_error():
    found = held([0.9] * 50, [1, 0] * 25)
    assert found.error[0] == pytest.approx(0.4)
    assert found.skill[0] < 0
    assert found.error[1] <= 0.4 <= found.error[2]


def test_weights_bring_back_the_study():
    plain = held([0.95] * 20 + [0.05] * 20, [1] * 20 + [1] * 10 + [0] * 10)
    weighed = held([0.95] * 20 + [0.05] * 20, [1] * 20 + [1] * 10 + [0] * 10, [1] * 20 + [4] * 20)
    assert weighed.error[0] == pytest.approx((20 * 0.05 + 80 * 0.45) / 100)
    assert weighed.error[0] > plain.error[0]


def test_without_any_positive_there_is_no_skill_to_speak_of():
    assert np.isnan(held([0.1, 0.2], [0, 0]).skill[0])
    assert np.isnan(held([], []).error[0])
