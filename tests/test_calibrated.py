import numpy as np
import pytest

from pipeline.calibrated import Calibrated, Scored, bin_scores, hold_scores


def scored(scores, labels, weights=None, documents=12):
    n = len(scores)
    held = np.ones(n) if weights is None else np.array(weights, dtype=float)
    return Scored(np.array(scores, dtype=float), np.array(labels, dtype=float), held, np.array([f"d{at % documents}" for at in range(n)]))


def held(scores, labels, weights=None):
    return hold_scores(scored(scores, labels, weights))


def test_scores_that_are_as_often_right_as_they_say_have_no_error():
    found = held([0.25] * 40 + [0.75] * 40, [1] * 10 + [0] * 30 + [1] * 30 + [0] * 10)
    assert found.error[0] == pytest.approx(0)
    assert found.skill[0] == pytest.approx(1 - (0.25 * 0.75) / 0.25)
    assert found.n_positive == 40


@pytest.mark.parametrize("labels", [[1, 0, 0.5, 0.5], [1, 0, 0, 0], [1, 0.5, 0.5, 0]])
def test_a_score_that_is_the_base_rate_has_no_skill_even_where_people_are_tied(labels):
    found = held([np.mean(labels)] * 80, labels * 20)
    assert found.skill[0] == pytest.approx(0)


def test_where_all_are_ties_there_is_no_skill_to_speak_of():
    assert np.isnan(held([0.5] * 40, [0.5] * 40).skill[0])


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


def test_the_error_that_right_scores_would_have_shrinks_with_codes():
    few, many = (held([0.3] * n, [1, 0, 0] * (n // 3)).by_chance for n in (30, 3000))
    assert 0.04 < few < 0.1  # the mean distance of 30 throws of .3 from .3 is about .067
    assert many < 0.01
    assert held([0.3] * 30, [1, 0, 0] * 10).by_chance == few


@pytest.mark.parametrize(
    ("positives", "score", "said"),
    [(19, 0.95, ("fewer than 20 positives",) * 2), (20, 0.95, ("as asked",) * 2), (40, 0.6, ("worse than asked", "as asked"))],
)
def test_what_is_asked_of_scores_is_asked_from_twenty_positives_on(positives, score, said):
    found = held([score] * positives + [0.02] * 60, [1] * positives + [0] * 60)
    assert (found.error_verdict, found.skill_verdict) == said


def test_a_verdict_whose_interval_holds_the_other_one_is_not_sure():
    numbers = (0.0, 0.0)
    error = Calibrated((0.05, 0.02, 0.09), (0.25, 0.1, 0.4), 30, *numbers)
    worse = Calibrated((0.07, 0.05, 0.09), (0.15, 0.05, 0.3), 30, *numbers)
    unknown = Calibrated((0.05, np.nan, np.nan), (0.1, np.nan, np.nan), 30, *numbers)
    assert {error.error_verdict, error.skill_verdict, unknown.error_verdict} == {"as asked, not surely"}
    assert {worse.error_verdict, worse.skill_verdict, unknown.skill_verdict} == {"worse than asked, not surely"}
    assert Calibrated((0.05, 0.02, 0.06), (0.1, 0.0, 0.19), 30, *numbers).error_verdict == "as asked"
    assert Calibrated((0.05, 0.02, 0.06), (0.1, 0.0, 0.19), 30, *numbers).skill_verdict == "worse than asked"


def test_bins_hold_every_segment_once_and_say_what_share_carries_the_theme():
    rows = bin_scores(scored([0.0, 0.05, 0.1, 0.3, 0.7, 1.0, 0.95], [0, 0, 1, 0, 1, 1, 0])).set_index("from_score")
    assert rows["n_segments"].to_dict() == {0.0: 2, 0.1: 1, 0.3: 1, 0.7: 1, 0.9: 2}
    assert rows["share"].tolist() == [0, 1, 0, 1, 0.5]
    assert rows.loc[0.9, "mean_score"] == pytest.approx(0.975)
    assert rows["share_of_all"].sum() == pytest.approx(1)


def test_where_all_codes_of_a_bin_are_alike_its_interval_is_no_point():
    rows = bin_scores(scored([0.05] * 30, [0] * 30))
    assert rows["low"].item() == 0
    assert 0.114 < rows["high"].item() < 0.2  # Wilson, 0 of 30: .114; from ten documents wider


def test_a_bin_from_fewer_than_five_sources_says_nothing_of_others_and_one_from_more_is_resampled_by_source():
    apart, together = (bin_scores(scored([0.55] * 80, labels, documents=8)) for labels in ([1, 0] * 40, ([1] * 4 + [0] * 4) * 10))
    assert bin_scores(scored([0.55] * 80, [1, 0] * 40, documents=4))[["low", "high"]].to_numpy().tolist() == [[0, 1]]
    assert together["n_sources"].item() == 8
    assert together["high"].item() - together["low"].item() > 0.5  # eight sources, each of one mind
    assert apart["low"].item() <= 0.5 <= apart["high"].item()


@pytest.mark.parametrize("n", [120, 240])
def test_scores_that_are_right_are_seldom_called_worse_than_asked(n):
    random = np.random.default_rng(n)
    said = []
    for _ in range(100):
        scores = random.beta(0.6, 1.4, n)
        said.append(held(scores, random.random(n) < scores).error_verdict)
    assert said.count("worse than asked") <= 4
    assert said.count("too few codes to tell") > 0


def test_scores_that_are_far_off_are_called_worse_than_asked_in_few_codes_too():
    found = held([0.9] * 30 + [0.1] * 30, [1, 0] * 15 + [0, 1] * 15)
    assert found.error_verdict == "worse than asked"


def test_the_interval_of_the_error_is_not_pulled_up_by_chance():
    random = np.random.default_rng(0)
    scores = random.beta(1, 2, 240)
    labels = random.random(240) < scores
    right, off = (held(np.clip(scores + by, 0, 1), labels) for by in (0, 0.15))
    assert right.error[1] == 0
    assert right.error[1] <= right.error[0] <= right.error[2]
    assert 0 < off.error[1] <= 0.15 <= off.error[2]


def test_documents_bear_on_the_skill_by_the_label_that_fewer_have():
    names = np.array([f"d{n // 4}" for n in range(80)])
    alone = np.arange(80) < 2  # one document has the rarer label
    for labels in (alone, ~alone):
        scores = np.where(labels, 0.8, 0.3) - 0.001 * np.arange(80)
        found = hold_scores(Scored(scores, labels.astype(float), np.ones(80), names))
        assert np.isnan(found.skill[1:]).all()


def test_of_one_document_nothing_is_known_beyond_it():
    one = scored([0.9] * 30 + [0.1] * 30, [1] * 30 + [0] * 30, documents=1)
    found = hold_scores(one)
    assert found.error[0] == pytest.approx(0.1)
    assert np.isnan([*found.error[1:], *found.skill[1:]]).all()
    assert bin_scores(one)[["low", "high"]].to_numpy().tolist() == [[0, 1], [0, 1]]


def test_unequal_weights_widen_a_bins_interval():
    even, uneven = (bin_scores(scored([0.5] * 40, [1, 0] * 20, weights, documents=40)) for weights in (None, [1, 1, 9, 9] * 10))
    assert uneven["high"].item() - uneven["low"].item() > even["high"].item() - even["low"].item()
