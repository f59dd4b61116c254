"""Figures of one side of codes held against the other."""

import numpy as np
import pandas as pd
import pytest

from pipeline.evaluate import score
from pipeline.human_codes import Sheet


def test_precision_recall_and_f1_are_what_they_are_by_hand():
    human = pd.DataFrame({"segment_id": list("abcd"), "document_id": list("wwxy"), "codes": [frozenset({"t"})] * 3 + [frozenset()]})
    assigned = pd.DataFrame({"segment_id": ["a", "b", "d", "z"], "theme_id": ["t", "t", "t", "u"]})
    rows = score(Sheet("ann", human, 0, 0), assigned, ["t", "u"]).set_index("theme")
    assert rows.loc["t", "n"] == 3
    assert rows.loc["t", "precision"] == pytest.approx(2 / 3)
    assert rows.loc["t", "recall"] == pytest.approx(2 / 3)
    assert rows.loc["t", "f1"] == pytest.approx(2 / 3)
    assert rows.loc["macro", "f1"] == pytest.approx(2 / 3)  # u was given by neither side
    assert pd.isna(rows.loc["u", "precision"])
    assert rows.loc["micro", "f1"] == pytest.approx(2 / 3)


def test_weights_make_drawn_codes_speak_of_the_study():
    human = pd.DataFrame({"segment_id": list("abcd"), "document_id": list("wxyz"), "codes": [frozenset({"t"})] * 4, "weight": [1, 1, 1, 9]})
    assigned = pd.DataFrame({"segment_id": ["a", "b", "c"], "theme_id": ["t"] * 3})
    row = score(Sheet("ann", human, 0, 0), assigned, ["t"]).set_index("theme").loc["t"]
    assert row["recall"] == pytest.approx(3 / 12)  # what was missed stands for nine
    assert row["n"] == 4


def test_every_measure_has_an_interval_and_only_where_there_is_something_to_measure():
    human = pd.DataFrame({"segment_id": list("abcdefghij"), "document_id": list("abcdefghij"), "codes": [frozenset({"t"})] * 10})
    row = score(Sheet("ann", human, 0, 0), pd.DataFrame({"segment_id": [], "theme_id": []}), ["t"]).set_index("theme").loc["t"]
    assert row[["precision", "precision_low", "precision_high"]].isna().all()  # the machine gave none, so none can be right
    assert row[["recall", "recall_low", "f1"]].tolist() == [0, 0, 0]
    assert 0.2 < row["recall_high"] < 0.4  # ten documents in which it missed all, and others in which it may not


def in_one_of(n):
    """A theme that both sides gave to the first of n documents, and to no other."""
    names = [f"s{number}" for number in range(n)]
    human = pd.DataFrame({"segment_id": names, "document_id": names, "codes": [frozenset({"t"})] + [frozenset()] * (n - 1)})
    return Sheet("ann", human, 0, 0), pd.DataFrame({"segment_id": ["s0"], "theme_id": ["t"]})


def test_resamples_without_a_theme_say_nothing_of_it():
    rows = score(*in_one_of(10), ["t", "u"]).set_index("theme")
    for name in ("t", "macro", "micro"):
        assert rows.loc[name, "f1"] == 1
        assert rows.loc[name, ["f1_low", "f1_high"]].isna().all()  # one document bears on it
        assert rows.loc[name, "draws"] == pytest.approx(2000 * (1 - 0.9**10), abs=100)
    assert rows.loc["u", ["f1", "f1_low", "f1_high"]].isna().all()
    assert rows.loc["u", "draws"] == 0


def test_a_macro_average_has_an_interval_only_where_each_of_its_themes_has_one():
    sheet, assigned = in_one_of(10)
    everywhere = pd.DataFrame({"segment_id": sheet.codes["segment_id"], "theme_id": "v"})
    both = Sheet("ann", sheet.codes.assign(codes=sheet.codes["codes"].map(lambda own: own | {"v"})), 0, 0)
    rows = score(both, pd.concat([assigned, everywhere]), ["t", "v"]).set_index("theme")
    assert rows.loc["macro", "f1"] == 1
    assert np.isnan(rows.loc["macro", "f1_low"])
    assert rows.loc["macro", "draws"] == rows.loc["t", "draws"] < 2000  # without t it would be the mean of others
    alone = score(both, everywhere, ["v"]).set_index("theme")
    assert alone.loc["macro", "f1_low"] == pytest.approx(alone.loc["v", "f1_low"])


def test_no_documents_give_no_figures():
    sheet, assigned = in_one_of(1)
    rows = score(Sheet("ann", sheet.codes.head(0), 0, 0), assigned, ["t"])
    assert rows[["precision", "recall", "f1", "f1_low", "f1_high", "precision_low", "recall_high"]].isna().all(axis=None)


def test_sources_are_resampled_where_they_are_told():
    names = list("abcdefghij")
    human = pd.DataFrame({"segment_id": names, "document_id": names, "codes": [frozenset({"t"})] * 10})
    assigned = pd.DataFrame({"segment_id": names, "theme_id": ["t"] * 10})
    apart, together = (score(Sheet("ann", human.assign(source=sources), 0, 0), assigned, ["t"]).iloc[0] for sources in (names, ["one"] * 10))
    assert np.isfinite(apart["recall_low"])
    assert np.isnan(together["recall_low"])
