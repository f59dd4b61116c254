import numpy as np
import pandas as pd
import pytest

from pipeline.config import Track
from pipeline.judge import CONTRASTS, SHIFTS, benjamini_hochberg, judge


def test_q_leaves_null_p_out_of_the_family():
    assert benjamini_hochberg(np.array([0.01, np.nan, 0.04])).tolist()[0] == pytest.approx(0.02)
    assert np.isnan(benjamini_hochberg(np.array([0.01, np.nan]))[1])


@pytest.mark.parametrize("verdicts", [SHIFTS, CONTRASTS], ids=["shifts", "contrasts"])
@pytest.mark.parametrize(
    ("difference", "p", "claimed", "reason"),
    [(0.3, 0.01, "more", None), (-0.3, 0.01, "less", None), (0.3, 0.4, "unclear", "q too high"), (0.02, 0.01, "unclear", "below the margin")],
)
def test_shifts_and_contrasts_are_judged_by_the_same_rules(verdicts, difference, p, claimed, reason):
    rows = pd.DataFrame(
        {"family": ["x"], "difference": [difference], "whole": [difference], "p": [p], "verdict": [verdicts.unclear], "reason": [None]}
    )
    judged = judge(rows, ["family"], Track(), verdicts).iloc[0]
    assert judged["verdict"] == getattr(verdicts, claimed)
    assert judged["reason"] == reason
    assert judged["q"] == p


def test_a_trend_that_does_not_hold_is_not_called_wide():
    row = {"family": "x", "difference": 0.0, "whole": 0.0, "p": 0.9, "verdict": SHIFTS.unclear, "reason": None}
    judged = judge(pd.DataFrame([row | {"kind": "trend"}, row | {"kind": "consecutive"}]), ["family", "kind"], Track(), SHIFTS)
    assert judged["reason"].to_list() == ["q too high", "interval too wide"]


def test_no_rows_are_judged_to_no_rows():
    assert judge(pd.DataFrame(columns=["p", "verdict"]), ["family"], Track(), SHIFTS).empty
