"""The comparison of coders learns nothing from what it measures on, and its curve finds a planted slope."""

from __future__ import annotations

import numpy as np
import pytest
from test_contracts import CODEBOOK, EXEMPLARS

from bench.candidates import CANDIDATES, Task
from bench.coders import by_writers
from bench.curve import NEXT, curve_table, fit_curve
from bench.labelled_sets import _without_shares
from bench.scores import measure
from pipeline.codebook import Exemplar
from pipeline.encoders import ENCODERS

TEXTS = ["Jobs at the mill and a wage.", "A prayer in the mosque.", "The road was shut."]


@pytest.mark.parametrize("name", CANDIDATES)
def test_every_candidate_gives_a_row_a_text_and_a_column_a_theme(name):
    assigned = CANDIDATES[name](Task(CODEBOOK, EXEMPLARS, TEXTS, ENCODERS["hashing"]()))
    assert assigned.shape == (3, 2)
    assert assigned.dtype == bool


@pytest.mark.parametrize("name", ["likeness to exemplars alone", "logistic head on vectors"])
def test_a_writers_own_codes_teach_nothing_about_that_writer(name):
    encoder = ENCODERS["hashing"]()
    written = [Exemplar(f"{one.text} {n}", one.codes, f"writer {n % 6}") for n, one in enumerate(EXEMPLARS)]
    found = []
    for codes in (frozenset({"work"}), frozenset({"prayer"})):
        held = [Exemplar(f"Quibble quoit quaver {n}.", codes, "alone") for n in range(10)]
        found.append(by_writers(name, CODEBOOK, [*written, *held], encoder)[-10:])
    np.testing.assert_array_equal(*found)


def test_f1_and_its_interval_are_those_of_counts():
    given, assigned = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool), np.array([[1, 0], [0, 0], [0, 1], [0, 1]], dtype=bool)
    found = measure(np.tile(given, (8, 1)), np.tile(assigned, (8, 1)), [str(n // 4) for n in range(32)])
    assert found.macro[0] == pytest.approx(2 / 3)
    assert found.micro[0] == pytest.approx(2 / 3)
    assert found.macro[1] < found.macro[0] < found.macro[2]
    assert measure(given, assigned, ["a", "a", "b", "b"]).cells() == "0.667 | 0.667"  # two groups are too few for an interval


def test_what_the_next_exemplars_add_follows_the_line():
    sizes, random = (500, 1000, 2000, 4000), np.random.default_rng(0)
    given = random.random((4000, 1)) < 0.5
    right = [0.70, 0.75, 0.80, 0.85]
    assigned = [np.where(random.random((4000, 1)) < share, given, ~given) for share in right]
    found = fit_curve(given, assigned, [str(n // 20) for n in range(4000)], sizes)
    assert found.gain == pytest.approx(0.05 / np.log(2) * np.log((4000 + NEXT) / 4000), abs=0.003)
    assert found.low < found.gain < found.high


def test_the_next_exemplars_have_no_interval_from_few_writers():
    """Texts of one writer are no independent witnesses: writers are resampled, and four are too few."""
    given = np.arange(240)[:, None] % 2 == 0
    for n, known in ((4, False), (11, False), (12, True)):
        found = fit_curve(given, [given, ~given ^ (np.arange(240)[:, None] % 3 == 0)], [str(k % n) for k in range(240)], (500, 1000))
        assert np.isfinite([found.low, found.high]).all() == known
        assert ("(" in found.cell()) == known
        assert found.cell().startswith(f"{found.gain:+.4f}")


def test_the_curve_resamples_writers_and_the_samples_documents(monkeypatch):
    def written(n, of):
        return [Exemplar(f"Text {k}", frozenset({"work"} if k % 2 else ()), f"{of} {k % n}") for k in range(240)]

    monkeypatch.setattr("bench.curve.SIZES", (20, 40))
    monkeypatch.setattr("bench.curve.ours", lambda task: np.arange(2 * len(task.texts)).reshape(-1, 2) % 3 == len(task.exemplars) // 20 % 2)
    (_, table) = curve_table(CODEBOOK, written(6, "writer"), written(14, "document"), ENCODERS["hashing"]())
    four, sample = table.splitlines()[2:]
    assert four.startswith("| exemplars of four other writers (n = 160)")
    assert " to " not in four
    assert " to " in sample


def test_a_resample_without_a_theme_says_nothing_of_it():
    given = np.arange(40)[:, None] < 4
    found = measure(given, given, [str(n // 4) for n in range(40)]).micro
    assert found[0] == 1
    assert np.isnan(found[1:]).all()  # one group of ten has it
    assert fit_curve(given, [given] * 2, [str(n // 4) for n in range(40)], (500, 1000)).gain == pytest.approx(0)


def test_a_codebook_without_shares_keeps_its_definitions():
    told = CODEBOOK.model_copy(update={"theme": tuple(theme.model_copy(update={"expected_share": 0.6}) for theme in CODEBOOK.theme)})
    plain = _without_shares(told)
    assert [theme.expected_share for theme in plain.theme] == [None, None]
    assert [theme.definition for theme in plain.theme] == [theme.definition for theme in CODEBOOK.theme]
