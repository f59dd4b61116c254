import numpy as np
import pytest

from pipeline.calibrate import Weighing, calibrate, folds_of

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


def weighed(*trust, joined=None):
    truth = np.random.default_rng(1).normal(size=3000)
    labels = truth > 0.5
    noisy = [truth + np.random.default_rng(seed).normal(0, spread, 3000) for seed, spread in ((2, 0.3), (3, 0.6), (4, 1.0))]
    shares = joined or (0.0,) * 3
    return calibrate(labels, 1.0, *noisy, weighing=Weighing(shares, trust)), calibrate(labels, 1.0, *noisy)


def test_a_score_that_is_trusted_less_weighs_less_beside_the_others():
    halved, plain = weighed(1.0, 1.0, 0.5)
    before, after = (made.slopes[2] / made.slopes[0] for made in (plain, halved))
    assert after == pytest.approx(before / 2, rel=0.01)
    assert halved.slopes[1] / halved.slopes[0] == pytest.approx(plain.slopes[1] / plain.slopes[0], rel=0.01)


def test_joined_scores_keep_a_positive_share_each_where_labels_would_leave_one_out():
    truth = np.random.default_rng(1).normal(size=3000)
    labels = truth > 0
    good = truth + np.random.default_rng(2).normal(0, 0.3, 3000)
    worse = good + np.random.default_rng(3).normal(0, 0.3, 3000)
    alone = calibrate(labels, 1.0, worse, good)
    together = calibrate(labels, 1.0, worse, good, weighing=Weighing((0.25, 0.75), (1.0, 1.0)))
    assert alone.slopes[0] < 0.05 * alone.slopes[1]
    assert 0.1 * together.slopes[1] < together.slopes[0] < together.slopes[1]


def test_weighed_probabilities_still_follow_the_labels():
    scores = [np.random.default_rng(seed).normal(size=6000) for seed in (5, 6)]
    labels = np.random.default_rng(7).random(6000) < 1 / (1 + np.exp(-(scores[0] + scores[1])))
    given = calibrate(labels, 1.0, *scores, weighing=Weighing((0.0, 0.0), (1.0, 2.0))).probability(*scores)
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        inside = (given >= low) & (given < high)
        assert labels[inside].mean() == pytest.approx(given[inside].mean(), abs=0.08)


def test_examples_that_stand_for_several_count_as_if_they_were_there_so_often():
    truth = np.random.default_rng(3).normal(size=600)
    labels = truth + np.random.default_rng(4).normal(size=600) > 0.4
    counts = np.where(truth > 0, 1, 4)
    weighted, repeated = calibrate(labels, 1.0, truth, counts=counts), calibrate(np.repeat(labels, counts), 1.0, np.repeat(truth, counts))
    assert weighted.threshold == repeated.threshold
    assert weighted.slopes == pytest.approx(repeated.slopes, rel=1e-3)


def test_weights_of_a_draw_from_the_top_give_the_threshold_of_the_whole():
    random = np.random.default_rng(5)
    truth = random.normal(size=20000)
    labels = random.random(20000) < 1 / (1 + np.exp(3.2 - 2.2 * truth))
    top = truth >= np.quantile(truth, 0.8)
    rows = np.concatenate([random.choice(np.flatnonzero(part), 2000, replace=False) for part in (top, ~top)])
    whole, weighted = calibrate(labels, 1.0, truth), calibrate(labels[rows], 1.0, truth[rows], counts=np.where(top[rows], 0.4, 1.6))
    assert weighted.threshold == pytest.approx(whole.threshold, abs=0.05)


def test_a_rare_theme_that_cannot_be_told_apart_is_given_to_nobody():
    labels = np.arange(2000) % 100 == 0
    made = calibrate(labels, 1.0, np.random.default_rng(6).normal(size=2000) + 0.3 * labels)
    assert made.threshold == 0.05
    assert not (made.probability(np.zeros(5)) >= made.threshold).any()


def test_the_threshold_is_half_the_best_f1_that_any_has():
    labels = np.arange(100) < 50
    scores = np.where(np.arange(100) < 60, 1.0, -1.0)  # 50 of the 60 above are right: an F1 of 100 / 110
    assert calibrate(labels, 1.0, scores).threshold == pytest.approx(0.45)


def test_thresholds_hardly_move_with_the_draw_of_exemplars():
    truth = np.random.default_rng(7).normal(size=4000)
    labels = np.random.default_rng(8).random(4000) < 1 / (1 + np.exp(2 - 2 * truth))
    draws = [np.random.default_rng(seed).choice(4000, 1000, replace=False) for seed in range(20)]
    assert np.std([calibrate(labels[rows], 1.0, truth[rows]).threshold for rows in draws]) < 0.015
