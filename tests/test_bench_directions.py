"""What is held against history: on invented shifts, and that every expected row can be judged at all."""

import pandas as pd
import pytest

from bench import directions
from bench.directions import STUDY, counted, hold, read_expected, table
from pipeline.codebook import load_codebook, load_exemplars
from pipeline.config import load_study

EXPECTED = pd.DataFrame(
    [
        {"theme": "crime", "party": "", "from": "early", "to": "late", "direction": "rise", "why": "x"},
        {"theme": "crime", "party": "Reds", "from": "early", "to": "late", "direction": "rise", "why": "x"},
        {"theme": "empire", "party": "", "from": "early", "to": "late", "direction": "fall", "why": "x"},
        {"theme": "empire", "party": "Reds", "from": "early", "to": "late", "direction": "fall", "why": "x"},
    ]
)
FEW = {"low": float("nan"), "high": float("nan"), "q": float("nan"), "reason": "too few sources"}


def found(theme, group_kind, group, verdict, difference, **changes):
    row = {"subject_kind": "theme", "subject_id": theme, "group_kind": group_kind, "group": group, "kind": "first_last"}
    row |= {"period_from": "early", "period_to": "late", "difference": difference, "low": difference - 0.1, "high": difference + 0.1}
    return row | {"q": 0.01, "n_from": 8, "n_to": 9, "verdict": verdict, "reason": None} | changes


SHIFTS = pd.DataFrame(
    [
        found("crime", "all", "all", "rise", 0.2),
        found("crime", "all", "all", "fall", -0.2, kind="trend"),
        found("crime", "publisher", "Reds", "fall", -0.2),
        found("crime", "source_type", "Reds", "rise", 0.2),
        found("empire", "all", "all", "no clear change", -0.05),
        found("empire", "publisher", "Reds", "too little evidence", float("nan"), **FEW),
    ]
)


def test_the_expected_direction_is_a_hit_the_other_a_miss_and_anything_else_is_not_claimed():
    assert hold(EXPECTED, SHIFTS)["outcome"].to_list() == ["hit", "miss", "not claimed", "not claimed"]


def test_every_expected_row_is_in_the_table_and_counted_once():
    held = hold(EXPECTED, SHIFTS)
    text = table(held, 0.1)
    assert "| crime | Reds | early | late | rise | -20.0 [-30.0, -10.0] | 0.010 | 8, 9 | fall | miss |" in text
    assert "| empire | Reds | early | late | fall | – | – | 8, 9 | too little evidence: too few sources | not claimed |" in text
    assert counted(held).startswith("Together (n = 4): hit 1, miss 1, not claimed 2; the difference has the expected sign in 2.")


def test_what_is_claimed_and_surely_smaller_than_the_margin_is_said_to_be():
    held = hold(EXPECTED[:1], SHIFTS.assign(low=0.02, high=0.06))
    assert "| rise, smaller than 10 points | hit |" in table(held, 0.1)
    assert "| rise | hit |" in table(held, 0.05)


def test_a_row_that_the_study_does_not_compare_is_refused():
    with pytest.raises(ValueError, match="1 expected shifts are not compared"):
        hold(EXPECTED.assign(party=["", "Reds", "", "Greens"]), SHIFTS)


def test_what_is_expected_of_the_manifestos_names_themes_and_periods_of_their_study():
    study, expected = load_study(STUDY / "study.toml"), read_expected()
    codebook = load_codebook(study.study.codebook)
    periods = [period.name for period in study.track.period]
    assert len(expected) >= 15
    assert set(expected["theme"]) <= set(codebook.theme_ids)
    assert all(periods.index(row["from"]) < periods.index(row["to"]) for row in expected.to_dict("records"))
    assert set(expected["direction"]) == {"rise", "fall"}
    assert not expected.duplicated(["theme", "party", "from", "to"]).any()
    carried = [theme for exemplar in load_exemplars(study.study.exemplars, codebook) for theme in exemplar.codes]
    assert min(carried.count(theme) for theme in codebook.theme_ids) >= 8, "with fewer the codebook's expected share would decide"


def test_where_the_manifestos_are_absent_that_is_said_and_the_page_left_as_it_is(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(directions, "MANIFESTOS", tmp_path / "none")
    directions.main()
    assert "not there: directions are not measured" in capsys.readouterr().out
