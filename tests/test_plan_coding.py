"""A plan says how many codes make a share as sure as is wanted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from coding_study import CODEBOOK, write_corpus, write_outputs
from coding_study import tables as study_tables

from pipeline.code_files import read_code_files
from pipeline.coding_kit import Kit, make_coding_sample
from pipeline.coding_sheets import csv_bytes
from pipeline.draw import Wanted
from pipeline.errors import ConfigError
from pipeline.inputs import Request
from pipeline.plan_coding import Assumed, plan_coding, plan_files
from pipeline.planned_text import needed
from pipeline.store import write_table
from pipeline.tables import CODINGS, DRAWN_CODES, SEGMENTS


def tables(n=400, themes=("work",)):
    base = dict.fromkeys(SEGMENTS.names) | {"document_id": "a", "paragraph": 1, "voice": "own", "part": "finding", "codable": True, "n_words": 4}
    names = [f"a#{k:08d}-{k + 1:08d}" for k in range(n)]
    segments = [base | {"segment_id": name, "start": k, "end": k + 1, "text": "x"} for k, name in enumerate(names)]
    codings = [
        {"segment_id": name, "theme_id": theme, "score": 0.9 if k % 5 == 0 else 0.05, "assigned": k % 5 == 0, "why": None}
        for k, name in enumerate(names)
        for theme in themes
    ]
    return SEGMENTS.frame(segments), CODINGS.frame(codings)


def coded(codings, n, precision, omission):
    """Codes of the first n segments, with these rates as nearly as whole numbers can."""
    own = codings[codings["theme_id"] == "work"].head(n)
    value = pd.Series(0.0, index=own.index)
    for machine, rate in ((True, precision), (False, omission)):
        kind = own.index[own["assigned"] == machine]
        value.loc[kind[: round(rate * len(kind))]] = 1.0
    said = {"settled_by": "one coder", "n_coders": 1, "draw": "draw-1", "stratum": "all", "level": "all", "by": "", "side": "", "stratum_size": 400}
    return DRAWN_CODES.frame(own[["segment_id", "theme_id", "assigned"]].assign(value=value, **said))


def test_more_codes_narrow_the_interval_and_all_codes_close_it():
    plan = plan_coding(*tables(), DRAWN_CODES.empty(), Assumed())
    assert plan["half_width"].is_monotonic_decreasing
    assert plan["half_width"].iloc[0] > 0.05
    assert plan["codes"].iloc[-1] == 400
    assert plan["half_width"].iloc[-1] == 0
    assert (plan["basis"] == "assumed").all()


def test_a_worse_coder_needs_more_codes():
    good, bad = (plan_coding(*tables(), DRAWN_CODES.empty(), assumed) for assumed in (Assumed(0.95, 0.95), Assumed(0.5, 0.3)))
    assert (good["half_width"].to_numpy()[:-1] < bad["half_width"].to_numpy()[:-1]).all()
    assert needed(good, 0.04)["codes"].item() < needed(bad, 0.04)["codes"].item()


def test_what_a_draw_says_takes_the_place_of_what_is_assumed():
    segments, codings = tables()
    plan = plan_coding(segments, codings, coded(codings, 100, precision=0.5, omission=0.2), Assumed())
    assert (plan["basis"] == "draw").all()
    assert plan["precision"].iloc[0] == pytest.approx(0.5, abs=0.02)
    assert plan["recall"].iloc[0] == pytest.approx(0.5 * 80 / (0.5 * 80 + 0.2 * 320), abs=0.03)
    assert plan["codes"].min() == 100
    assert plan["more"].min() == 0


def test_codes_of_strata_that_were_drawn_at_different_rates_are_weighed():
    """Of 80 segments of the top fifth 40 are coded, each for 2; of 320 others 40, each for 8."""
    segments, codings = tables()
    said = {"settled_by": "one coder", "n_coders": 1, "draw": "draw-1", "by": "", "side": ""}
    rows = [
        said
        | {"segment_id": f"a#{k:08d}-{k + 1:08d}", "theme_id": "work", "assigned": assigned, "value": value, "stratum_size": size, "stratum": name}
        for k, (name, size, assigned, value) in enumerate(
            [("top fifth", 80, True, 1.0)] * 16
            + [("top fifth", 80, True, 0.0)] * 4
            + [("top fifth", 80, False, 1.0)] * 10
            + [("top fifth", 80, False, 0.0)] * 10
            + [("rest", 320, True, 0.0)] * 4
            + [("rest", 320, False, 0.0)] * 36
        )
    ]
    drawn_codes = DRAWN_CODES.frame([row | {"level": row["stratum"]} for row in rows])
    plan = plan_coding(segments, codings, drawn_codes, Assumed())
    precision, omission = 16 * 2 / (20 * 2 + 4 * 8), 10 * 2 / (20 * 2 + 36 * 8)
    assert plan["precision"].iloc[0] == pytest.approx(precision, abs=0.01)
    assert plan["recall"].iloc[0] == pytest.approx(precision * 80 / (precision * 80 + omission * 320), abs=0.04)


def test_too_few_codes_to_know_the_coder_are_not_built_upon():
    segments, codings = tables()
    plan = plan_coding(segments, codings, coded(codings, 20, precision=0.5, omission=0.2), Assumed())
    assert (plan["basis"] == "assumed").all()
    assert plan["codes"].min() == 20


def test_order_of_rows_does_not_matter():
    segments, codings = tables()
    one = plan_coding(segments, codings, DRAWN_CODES.empty(), Assumed())
    two = plan_coding(segments[::-1], codings.sample(frac=1, random_state=2), DRAWN_CODES.empty(), Assumed())
    pd.testing.assert_frame_equal(one, two)


def test_the_width_is_that_of_the_interval_which_such_codes_give():
    """With codes as assumed, the interval of pipeline.correct has about the half-width that was planned."""
    from pipeline.correct import Coded, estimate, one_level

    segments, codings = tables()
    plan = plan_coding(segments, codings, DRAWN_CODES.empty(), Assumed(0.8, 0.8)).set_index("codes")
    machine = np.array([1] * 50 + [0] * 50, dtype=bool)  # the top fifth are those with the code
    omission = 0.8 * 80 * 0.25 / 320
    values = np.concatenate([np.arange(50) < 40, np.arange(50) < round(50 * omission)]).astype(float)
    found = estimate(Coded(values, machine, 1 - machine.astype(int), np.array([80.0, 320.0]), one_level(2)), 80, 320, 4000, np.random.default_rng(1))
    assert (found.high - found.low) / 2 == pytest.approx(plan.loc[100, "half_width"], rel=0.25)


@pytest.mark.parametrize("wrong", [Assumed(precision=0), Assumed(recall=1.2)])
def test_what_no_coder_can_have_is_refused(wrong):
    with pytest.raises(ConfigError, match="is a share above 0 and at most 1"):
        plan_coding(*tables(60), DRAWN_CODES.empty(), wrong)


def test_the_command_says_how_many_more_for_each_theme(tmp_path):
    segments, codings = tables(120, ("work", "faith"))
    for name, table in (("segments", segments), ("codings", codings), ("drawn_codes", DRAWN_CODES.empty())):
        write_table(tmp_path, name, table)
    said = plan_files(tmp_path, 0.05)
    assert "For plus or minus 5.0 points" in said
    assert "work                 " in said
    assert "precision 0.80, recall 0.70 assumed" in said
    assert said == plan_files(tmp_path, 0.05)
    with pytest.raises(ConfigError, match="half-width"):
        plan_files(tmp_path, 5)


def test_what_is_coded_by_now_counts_whether_or_not_a_run_has_taken_it_in(tmp_path):
    outputs, corpus = write_outputs(tmp_path / "outputs", *study_tables()), write_corpus(tmp_path / "corpus")
    write_table(outputs, "drawn_codes", DRAWN_CODES.empty())
    make_coding_sample(Request(corpus, outputs), Kit(Wanted(n=30, coders=("anna",))))
    assert "No segment that was drawn by chance is coded yet" in plan_files(outputs, 0.05, human=read_code_files(corpus / "codes", CODEBOOK))
    (sheet,) = (corpus / "codes").glob("draw-*/sheet_anna.csv")
    rows = pd.read_csv(sheet, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    sheet.write_bytes(csv_bytes(rows.assign(work="x")))
    said = plan_files(outputs, 0.05, human=read_code_files(corpus / "codes", CODEBOOK))
    assert "Coded by now: 30 segments drawn by chance" in said
    assert "work                 " in said
    assert "found in the draw" in said
