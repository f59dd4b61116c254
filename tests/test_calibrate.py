import numpy as np
import pytest

from pipeline.calibrate import calibrate, folds_of

RANDOM = np.random.default_rng(0)


def test_probabilities_follow_the_labels():
    scores = RANDOM.normal(size=4000)
    labels = RANDOM.random(4000) < 1 / (1 + np.exp(-(2 * scores - 1)))
    made = calibrate(labels, 1.0, scores)
    given = made.probability(scores)
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        inside = (given >= low) & (given < high)
        assert labels[inside].mean() == pytest.approx(given[inside].mean(), abs=0.06)


def test_the_threshold_of_a_clean_separation_lies_in_the_middle():
    scores = np.concatenate([np.full(50, -1.0), np.full(50, 1.0)])
    assert calibrate(scores > 0, 1.0, scores).threshold == pytest.approx(0.5, abs=0.02)


def test_a_theme_with_few_examples_is_not_calibrated():
    made = calibrate(np.array([True] * 3 + [False] * 20), 1.0, np.zeros(23), np.ones(23))
    assert (made.slopes, made.intercept, made.threshold) == ((1.0, 0.0), 0.0, 0.5)


def test_recall_is_favoured_by_a_larger_beta():
    scores = RANDOM.normal(size=2000)
    labels = RANDOM.random(2000) < 1 / (1 + np.exp(-2 * scores))
    assert calibrate(labels, 3.0, scores).threshold < calibrate(labels, 0.3, scores).threshold


def test_a_writers_examples_are_never_parted():
    groups = ["ann", "bob", "ann", "cid", "bob"]
    fold = folds_of(groups, 2, 0)
    assert fold[0] == fold[2]
    assert fold[1] == fold[4]
    assert set(fold) == {0, 1}
