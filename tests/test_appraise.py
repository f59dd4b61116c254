"""What human codes of a draw say of the coder."""

import numpy as np
import pandas as pd
import pytest
from invented_study import Invented

from pipeline.appraise import appraise
from pipeline.appraised_tables import appraisals_table
from pipeline.evidence import Evidence
from pipeline.tables import DRAWN_CODES

STUDY = Invented(years=(2008,) * 10)


ONE_SOURCE = STUDY.documents().assign(cluster_id="one")


def test_of_one_source_no_interval_is_known_and_the_table_says_so():
    found = appraise(STUDY.drawn_codes(), STUDY.codings(), ONE_SOURCE)
    assert found.appraisals.filter(regex="_(low|high)$").isna().all(axis=None)
    assert found.score_bins[["low", "high"]].drop_duplicates().to_numpy().tolist() == [[0, 1]]
    shown = appraisals_table(Evidence(**STUDY.tables() | {"documents": ONE_SOURCE, "drawn_codes": STUDY.drawn_codes()}))
    cells = [cell for row in shown.rows for cell in row if isinstance(cell, str)]
    assert any("(too few sources)" in cell for cell in cells)
    assert not any("nan" in cell for cell in cells)


def appraised(drawn_codes, **codings):
    return appraise(drawn_codes, STUDY.codings().assign(**codings), STUDY.documents())


def test_precision_recall_and_calibration_are_those_that_are_planted():
    row = appraised(STUDY.drawn_codes()).appraisals.set_index("theme_id").loc["image"]
    assert (row["n_segments"], row["n_sources"], row["n_positive"]) == (40, 10, 20)
    assert (row["precision"], row["recall"]) == (1, 0.5)  # people gave it to two segments of each document, the machine to one
    assert row["calibration_error"] == pytest.approx(0.25)
    assert row["calibration_error_by_chance"] == 0  # scores of 0 and 1 leave nothing to chance
    assert row["calibration_verdict"] == "worse than asked, not surely"  # ten sources are too few for an interval
    assert np.isnan(row["brier_skill_low"])  # sources are all alike
    for measure in ("precision", "recall", "f1"):
        assert row[f"{measure}_low"] <= row[measure] <= row[f"{measure}_high"]


def test_codes_weigh_what_their_stratum_was_drawn_for():
    codes = STUDY.drawn_codes()
    first = codes["segment_id"].isin(STUDY.segments()["segment_id"][0::4])
    strata = codes.assign(stratum=np.where(first, "top fifth", "rest"), level=np.where(first, "top fifth", "rest"))
    sized = strata.assign(stratum_size=np.where(first, 10, 300).astype(int))
    row = appraised(DRAWN_CODES.frame(sized)).appraisals.set_index("theme_id").loc["image"]
    assert row["recall"] == pytest.approx(10 / (10 + 100))  # each of the ten that were missed stands for ten


def test_documents_that_share_a_source_are_one():
    documents = STUDY.documents().assign(cluster_id="one")
    found = appraise(STUDY.drawn_codes(), STUDY.codings(), documents).appraisals
    assert set(found["n_sources"]) == {1}


def test_bins_hold_all_codes_of_a_theme():
    bins = appraised(STUDY.drawn_codes(), score=0.35).score_bins
    assert bins[["from_score", "to_score", "n_segments"]].drop_duplicates().to_numpy().tolist() == [[0.3, 0.4, 40]]


def test_without_human_codes_there_is_nothing():
    found = appraised(DRAWN_CODES.empty())
    assert found.appraisals.empty
    assert found.score_bins.empty


def test_the_order_of_rows_does_not_matter():
    one, two = appraised(STUDY.drawn_codes()), appraised(STUDY.drawn_codes().sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(one.appraisals, two.appraisals)
    pd.testing.assert_frame_equal(one.score_bins, two.score_bins)
