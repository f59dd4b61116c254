import numpy as np
import pandas as pd
import pytest

from pipeline.config import Track
from pipeline.judge import CONTRASTS, RARE, SHIFTS, TOO_LITTLE, WITHIN, benjamini_hochberg, judge, q_in_place


def test_q_leaves_null_p_out_of_the_family():
    assert benjamini_hochberg(np.array([0.01, np.nan, 0.04])).tolist()[0] == pytest.approx(0.02)
    assert np.isnan(benjamini_hochberg(np.array([0.01, np.nan]))[1])


@pytest.mark.parametrize("verdicts", [SHIFTS, CONTRASTS], ids=["shifts", "contrasts"])
@pytest.mark.parametrize(
    ("difference", "p", "claimed", "reason"),
    [(0.3, 0.01, "more", None), (-0.3, 0.01, "less", None), (0.3, 0.4, "unclear", "q too high"), (0.02, 0.01, "more", None)],
)
def test_shifts_and_contrasts_are_judged_by_the_same_rules(verdicts, difference, p, claimed, reason):
    rows = pd.DataFrame({"family": ["x"], "difference": [difference], "p": [p], "verdict": [verdicts.unclear], "reason": [None]})
    judged = judge(rows, ["family"], Track(), verdicts).iloc[0]
    assert judged["verdict"] == getattr(verdicts, claimed)
    assert judged["reason"] == reason
    assert judged["q"] == p


def test_a_trend_that_does_not_hold_is_not_called_wide():
    row = {"family": "x", "difference": 0.0, "p": 0.9, "verdict": SHIFTS.unclear, "reason": None}
    judged = judge(pd.DataFrame([row | {"kind": "trend"}, row | {"kind": "consecutive"}]), ["family", "kind"], Track(), SHIFTS)
    assert judged["reason"].to_list() == ["q too high", "interval too wide"]


def test_a_trend_that_holds_is_claimed_however_flat():
    row = {"family": "x", "difference": 0.004, "p": 0.01, "verdict": SHIFTS.unclear, "reason": None, "kind": "trend"}
    judged = judge(pd.DataFrame([row, row | {"difference": -0.04}]), ["family", "kind"], Track(), SHIFTS)
    assert judged["verdict"].to_list() == [SHIFTS.more, SHIFTS.less]


@pytest.mark.parametrize("verdicts", [SHIFTS, CONTRASTS], ids=["shifts", "contrasts"])
@pytest.mark.parametrize(("p", "claimed", "reason"), [(0.01, "more", None), (0.2, "same", WITHIN)])
def test_significance_comes_before_equivalence(verdicts, p, claimed, reason):
    row = {"family": "x", "difference": 0.04, "p": p, "verdict": verdicts.same, "reason": WITHIN}
    judged = judge(pd.DataFrame([row]), ["family"], Track(), verdicts).iloc[0]
    assert (judged["verdict"], judged["reason"]) == (getattr(verdicts, claimed), reason)


@pytest.mark.parametrize("reason", [RARE, "too few sources", "no small p possible"])
def test_where_evidence_is_too_little_no_q_makes_a_claim(reason):
    row = {"family": "x", "difference": 0.04, "p": 0.0001, "verdict": TOO_LITTLE, "reason": reason}
    judged = judge(pd.DataFrame([row]), ["family"], Track(), SHIFTS).iloc[0]
    assert (judged["verdict"], judged["reason"]) == (TOO_LITTLE, reason)


def test_q_in_place_is_the_q_of_a_family_with_that_p():
    random = np.random.default_rng(0)
    for _ in range(50):
        p = np.round(random.random(random.integers(1, 9)) ** 3, 2)
        place, tried = random.integers(len(p)), np.round(random.random(3) ** 3, 2)
        for one, q in zip(tried, q_in_place(np.delete(p, place), tried), strict=True):
            assert q == pytest.approx(benjamini_hochberg(np.where(np.arange(len(p)) == place, one, p))[place])
    assert q_in_place(np.array([]), np.array([0.2, np.nan]))[0] == 0.2


def test_q_is_that_of_scipy():
    from scipy.stats import false_discovery_control

    random = np.random.default_rng(1)
    for n in (1, 2, 7, 30):
        p = np.round(random.random(n), 2)
        np.testing.assert_allclose(benjamini_hochberg(p), false_discovery_control(p))


def test_a_test_that_could_never_be_small_is_no_part_of_its_family():
    row = {"family": "x", "difference": 0.3, "p": 0.04, "verdict": SHIFTS.unclear, "reason": None, "kind": "consecutive"}
    too_few = row | {"p": 0.1, "verdict": "too little evidence", "reason": "no small p possible"}
    judged = judge(pd.DataFrame([row, *[too_few] * 20]), ["family", "kind"], Track(), SHIFTS)
    assert judged["verdict"].to_list() == [SHIFTS.more, *["too little evidence"] * 20]
    assert judged["q"].isna().to_list() == [False, *[True] * 20]


def test_no_rows_are_judged_to_no_rows():
    assert judge(pd.DataFrame(columns=["p", "verdict"]), ["family"], Track(), SHIFTS).empty
