"""What is measured of coders and machine, on codes whose agreement is planted."""

import numpy as np
import pandas as pd
import pytest

from pipeline.agreement import Coded, agree, settled


def codes(coder, given, documents=4):
    rows = [{"coder": coder, "segment_id": f"s{n}", "document_id": f"d{n % documents}", "codes": frozenset(own)} for n, own in enumerate(given)]
    return pd.DataFrame(rows)


def machine(given):
    rows = [(f"s{n}", theme, 0.9 if theme in own else 0.1, theme in own) for n, own in enumerate(given) for theme in ("work", "faith")]
    return pd.DataFrame(rows, columns=["segment_id", "theme_id", "score", "assigned"])


def coded(*coders, by_machine, weights=None, stale=()):
    frame = pd.concat(coders)
    known = weights or dict.fromkeys(frame["segment_id"], 1.0)
    return Coded("draw-0", frame, machine(by_machine), known, ["work", "faith"], stale=frozenset(stale))


def measured(*coders, by_machine, weights=None):
    return agree(coded(*coders, by_machine=by_machine, weights=weights)).set_index(["measure", "subject", "rater", "against"])


GIVEN = [{"work"}, {"faith"}, set(), {"work", "faith"}] * 5
MANY = GIVEN * 16


def test_coders_who_agree_have_alpha_one_and_a_machine_that_agrees_f1_one():
    table = measured(codes("anna", MANY, 40), codes("ben", MANY, 40), by_machine=MANY)
    for measure, subject in (("alpha", "work"), ("alpha", "faith"), ("alpha_masi", "all themes")):
        assert table.loc[(measure, subject, "anna + ben", "each other"), ["value", "verdict"]].tolist() == [1, "reliable"]
    for rater, against in (("machine", "anna"), ("machine", "ben"), ("ben", "anna")):
        assert table.loc[("f1", "micro", rater, against), "value"] == 1
    assert table.loc[("calibration_error", "work", "machine", "anna"), "value"] == pytest.approx(0.1)


def test_one_coder_has_no_alpha():
    table = measured(codes("anna", GIVEN), by_machine=GIVEN)
    assert set(table.index.get_level_values("measure")) == {"precision", "recall", "f1", "calibration_error", "brier_skill"}
    assert set(table.index.get_level_values("against")) == {"anna"}


def test_figures_of_the_machine_are_those_of_the_study_not_of_the_draw():
    people = [{"work"}] * 4 + [{"work"}] * 2 + [set()] * 2  # the machine misses two, each of which stands for ten
    found = [{"work"}] * 4 + [set()] * 4
    weights = {f"s{n}": 1.0 if n < 4 else 10.0 for n in range(8)}
    assert measured(codes("anna", people), by_machine=found).loc[("recall", "work", "machine", "anna"), "value"] == pytest.approx(4 / 6)
    assert measured(codes("anna", people), by_machine=found, weights=weights).loc[("recall", "work", "machine", "anna"), "value"] == pytest.approx(
        4 / 24
    )


def test_the_settled_code_is_the_adjudicated_one_else_that_of_all():
    anna, ben = codes("anna", [{"work"}, {"work"}, set()]), codes("ben", [{"work"}, {"faith"}, {"faith"}])
    by_hand = codes("adjudicated", [{"work"}, {"faith"}])[1:]
    found = settled(pd.concat([anna, ben, by_hand])).set_index("segment_id")["codes"]
    assert found.to_dict() == {"s0": {"work"}, "s1": {"faith"}}  # nobody has settled s2
    table = measured(anna, ben, by_hand, by_machine=[{"work"}, {"faith"}, set()])
    assert table.loc[("f1", "micro", "machine", "adjudicated"), ["value", "n_segments"]].tolist() == [1, 2]


def test_every_figure_has_its_n():
    table = measured(codes("anna", GIVEN), codes("ben", GIVEN[:12]), by_machine=GIVEN)
    assert (table["n_segments"] > 0).all()
    assert table.loc[("alpha", "work", "anna + ben", "each other"), "n_segments"] == 12
    assert np.isin(table["n_documents"], [4]).all()


def test_given_counts_segments_of_which_the_measure_speaks():
    """Anna gave work to ten segments, of which ben coded four."""
    anna, ben = codes("anna", [{"work"}] * 10 + [set()] * 10), codes("ben", [{"work"}] * 4 + [set()] * 16)
    alone = ben[ben["segment_id"].isin([f"s{n}" for n in (0, 1, 2, 3, *range(10, 20))])]
    table = measured(anna, alone, by_machine=[set()] * 20)
    row = table.loc[("alpha", "work", "anna + ben", "each other")]
    assert row[["n_segments", "n_positive"]].tolist() == [14, 4]
    assert table.loc[("recall", "work", "machine", "anna"), ["n_segments", "n_positive"]].tolist() == [20, 10]


def test_a_calibration_error_stands_beside_what_right_scores_would_show_and_no_other_measure_does():
    table = agree(coded(codes("anna", MANY, 40), by_machine=MANY))
    chance = table.set_index("measure")["by_chance"]
    assert chance.loc["calibration_error"].between(0.001, 0.1).all()
    assert chance.drop("calibration_error").isna().all()


def test_a_theme_that_was_redefined_is_marked_and_the_machine_is_not_held_against_it():
    table = agree(coded(codes("anna", MANY, 40), codes("ben", MANY, 40), by_machine=MANY, stale=["work"]))
    assert set(table.loc[table["stale"], "subject"]) == {"work"}
    assert set(table.loc[table["stale"], "rater"]) == {"anna + ben", "ben"}
