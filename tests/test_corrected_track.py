"""Human codes move shares, shifts and contrasts to where people see them, and widen what may be said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_track import PLANTED, SETTINGS, shift, study

from pipeline.between_periods import between_periods, comparisons
from pipeline.cells import cells_of
from pipeline.compare import compare
from pipeline.config import Compare
from pipeline.correction import correct_measures
from pipeline.measures import measure
from pipeline.tables import DRAWN_CODES, SEGMENTS, THEME_WORDS
from pipeline.warn_codes import warn_of_codes

BY_YEAR = SETTINGS.model_copy(update={"periods": "year"})
SEGMENTS_EACH = 20


def codes(tables, truth, *, every=3, by="", per_side=None):
    """Codes for every third segment of each document: ``truth(document number, machine's code)`` is the share of such segments that carry work."""
    rows, random = [], np.random.default_rng(0)
    themes = tables["document_themes"].query("theme_id == 'work'")
    places = tables["documents"].set_index("document_id")["place"]
    for number, row in enumerate(themes.itertuples()):
        for n in range(0, row.n_segments, every):
            assigned = n < row.n_assigned
            side = places[row.document_id] if by else ""
            name = {"segment_id": f"{row.document_id}#{n:08d}-{n + 1:08d}", "theme_id": "work", "assigned": assigned, "settled_by": "one coder"}
            rows.append(name | {"value": float(random.random() < truth(number, assigned)), "n_coders": 1, "draw": "draw-1", "level": "all"})
            rows[-1] |= {"stratum": f"all {side}", "by": by, "side": side, "stratum_size": 0}
    frame = pd.DataFrame(rows)
    sizes = frame["side"].map(places.value_counts() * SEGMENTS_EACH) if by else len(places) * SEGMENTS_EACH
    return DRAWN_CODES.frame(frame.assign(stratum_size=sizes))


def measured(tables):
    return measure(tables["documents"], tables["covariates"], tables["document_themes"], tables["document_topics"])


def corrected(tables, drawn_codes, settings=BY_YEAR):
    return correct_measures(measured(tables), drawn_codes, settings)


def tracked(tables, drawn_codes, settings=BY_YEAR):
    """Track with drawn codes as they are: how they are settled is told by test_settled_codes.py."""
    from pipeline import track as stage

    found = corrected(tables, drawn_codes, settings)
    cells = cells_of(found, settings)
    trends = pd.DataFrame([row for cell in cells for row in stage._trend_rows(cell, found.measures, settings)])
    shifts = between_periods(comparisons(cells, settings), found.measures, settings)
    return stage.Tracked(trends, shifts, drawn_codes, pd.DataFrame())


def whole(found):
    rows = found.trends[(found.trends["subject_id"] == "work") & (found.trends["group_kind"] == "all")]
    return rows.set_index("period").loc["all"]


def test_shares_move_to_where_people_see_them():
    """The machine finds half of what carries the theme, and is never wrong where it finds it."""
    tables = study([(2000, 0.2)] * 12)
    row = whole(tracked(tables, codes(tables, lambda _, machine: 1.0 if machine else 0.25)))
    assert row["corrected"]
    assert row["share_raw"] == pytest.approx(0.2)
    assert row["share"] == pytest.approx(0.4, abs=0.06)
    assert row["low"] < 0.4 < row["high"]
    assert row["share_pooled"] == pytest.approx(row["share"], abs=0.02)


def test_other_subjects_stay_as_the_machine_coded_them():
    tables = study(PLANTED)
    found = tracked(tables, codes(tables, lambda _, machine: float(machine)))
    others = found.trends[found.trends["subject_id"] != "work"]
    assert not others["corrected"].any()
    assert (others["share"] == others["share_raw"]).all()
    plain = tracked(tables, DRAWN_CODES.empty())
    pd.testing.assert_frame_equal(others, plain.trends[plain.trends["subject_id"] != "work"])


def test_documents_that_agree_have_a_band_all_the_same_for_the_coder_may_err():
    tables = study([(2000, 0.3)] * 12)
    with_codes, without = (whole(tracked(tables, rows)) for rows in (codes(tables, lambda _, machine: 0.9 if machine else 0.1), DRAWN_CODES.empty()))
    assert with_codes["high"] - with_codes["low"] > 0.03
    assert without["low"] < 0.3 < without["high"]


def test_where_every_segment_has_a_human_code_the_share_is_theirs():
    tables = study([(2000, 0.3)] * 6)
    every = codes(tables, lambda number, _: (number + 1) / 8, every=1)
    row = whole(tracked(tables, every))
    own = every.assign(document=every["segment_id"].str.split("#").str[0]).groupby("document")["value"].mean()
    assert row["share"] == pytest.approx(own.mean())


def test_a_shift_that_only_the_machine_sees_is_not_claimed():
    """In the later documents the machine gives the theme far more often, and is wrong every time that it does so."""
    tables = study(PLANTED)
    plain = tracked(tables, DRAWN_CODES.empty())
    assert shift(plain)["verdict"] == "rise"
    found = shift(tracked(tables, codes(tables, lambda number, _: 0.1 + 0.0 * number)))
    assert found["corrected"]
    assert found["verdict"] != "rise"
    assert pd.isna(found["vanishes_at"])


def test_a_shift_that_people_see_too_is_claimed():
    tables = study(PLANTED)
    found = shift(tracked(tables, codes(tables, lambda _, machine: 0.95 if machine else 0.02, every=2)))
    assert found["verdict"] == "rise"
    assert found["low"] <= found["difference"] <= found["high"]


def test_sides_of_the_draw_have_error_rates_of_their_own():
    """The machine is right in Alder and always wrong in Birch; both have the same share by its codes."""
    places = ["Alder"] * 8 + ["Birch"] * 8
    tables = study([(2000, 0.4)] * 16, places=places)

    def truth(number, machine):
        return float(machine) if number < 8 else 0.05

    text = {"theme_words": THEME_WORDS.empty(), "track_settings": SETTINGS, "settings": Compare(groups=("place",))}
    apart, shared = (compare(**tables, drawn_codes=codes(tables, truth, by=by), **text).contrasts for by in ("place", ""))
    apart, shared = (rows[rows["subject_id"] == "work"].iloc[0] for rows in (apart, shared))
    assert apart["corrected"]
    assert apart["verdict"] == "higher in a"
    assert apart["difference"] == pytest.approx(0.35, abs=0.08)
    assert abs(shared["difference"]) < apart["difference"] / 2  # not nought, since of a third of the segments the codes are known


def test_too_few_codes_correct_nothing_and_it_is_said():
    tables = study(PLANTED)
    few = codes(tables, lambda _, machine: float(machine)).head(9)
    found = corrected(tables, few)
    assert found.measures.corrected == ()
    assert found.correction is None
    messages = [row["message"] for row in warn_of_codes(found, few, SEGMENTS.empty())]
    assert messages[0] == "The theme work stays machine-coded, uncorrected: 9 drawn codes in a stratum of 240 segments, fewer than 10."


def test_a_side_with_too_few_codes_takes_the_rates_of_all_and_it_is_said():
    tables = study([(2000, 0.4)] * 16, places=["Alder"] * 15 + ["Birch"])
    found = corrected(tables, codes(tables, lambda _, machine: float(machine), by="place"))
    assert found.shared == {"work": ["Birch"]}
    assert {side for _, side in found.correction.rates} == {"", "Alder"}


def test_a_census_has_the_coders_error_alone():
    tables = study(PLANTED)
    census = BY_YEAR.model_copy(update={"design": "census"})
    sampled, counted = (tracked(tables, codes(tables, lambda _, machine: 0.9 if machine else 0.05), settings) for settings in (BY_YEAR, census))
    one, two = whole(sampled), whole(counted)
    assert 0 < two["high"] - two["low"] < one["high"] - one["low"]
    row = shift(counted)
    assert row["verdict"] == "rise"
    assert row["q"] < 0.05
    others = counted.trends[counted.trends["subject_id"] != "work"]
    assert others["low"].isna().all()


def test_a_trend_has_the_coders_error_too():
    steady = [(2000 + n, 0.1 + 0.1 * n) for n in range(6) for m in range(4)]
    tables = study(steady)
    with_codes = shift(tracked(tables, codes(tables, lambda _, machine: 0.7 if machine else 0.1)), kind="trend")
    without = shift(tracked(tables, DRAWN_CODES.empty()), kind="trend")
    assert with_codes["corrected"]
    assert with_codes["difference"] == pytest.approx(0.06, abs=0.02)
    assert with_codes["low"] < with_codes["difference"] < with_codes["high"]
    assert not without["corrected"]


def test_order_of_codes_does_not_matter():
    tables = study(PLANTED)
    rows = codes(tables, lambda _, machine: 0.9 if machine else 0.05)
    one, two = (tracked(tables, given).trends for given in (rows, rows.sample(frac=1, random_state=3)))
    pd.testing.assert_frame_equal(one, two)
