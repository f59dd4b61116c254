"""What calibrates is drawn from many exemplars so that every theme is among them, and weighed so that it stands for all."""

from __future__ import annotations

import numpy as np
import pytest
from test_contracts import CODEBOOK, EXEMPLARS

from pipeline.codebook import FEW_EXEMPLARS, Exemplar
from pipeline.coders.head import BY_DEFINITION, HeadCoder
from pipeline.coders.held_out import CALIBRATING, checked_rows
from pipeline.config import CodeThemes
from pipeline.encoders import ENCODERS


def written(n, **every):
    """So many exemplars, of which every k-th carries a theme."""
    return [Exemplar(f"w{row}", frozenset(theme for theme, k in every.items() if row % k == 0)) for row in range(n)]


def positives(exemplars, checked, theme):
    carried = np.array([theme in exemplars[row].codes for row in checked.rows])
    return int(carried.sum()), float((carried * checked.shares).sum() / checked.shares.sum())


@pytest.mark.parametrize(("n", "every", "held"), [(10_000, 250, 40), (30_000, 100, FEW_EXEMPLARS), (200_000, 20_000, 10)])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_rare_theme_is_among_what_calibrates_and_weighs_as_in_all_exemplars(n, every, held, seed):
    exemplars = written(n, rare=every, common=2)
    checked = checked_rows(exemplars, seed)
    assert len(set(checked.rows.tolist())) == len(checked.rows) == CALIBRATING
    assert (np.diff(checked.rows) > 0).all()
    found, share = positives(exemplars, checked, "rare")
    assert found >= held
    assert share == pytest.approx(1 / every, rel=0.1)
    assert positives(exemplars, checked, "common")[1] == pytest.approx(0.5, abs=0.05)


def test_where_no_theme_is_rare_a_random_part_calibrates_and_each_of_it_stands_for_one():
    checked = checked_rows(written(6000, one=5, two=9), 3)
    np.testing.assert_array_equal(checked.rows, np.sort(np.random.default_rng(3).permutation(6000)[:CALIBRATING]))
    assert (checked.shares == 1).all()


def test_many_rare_themes_leave_room_for_exemplars_without_one():
    exemplars = [Exemplar(f"w{row}", frozenset({f"theme {row // 50}"} if row < 2500 else ())) for row in range(20_000)]
    checked = checked_rows(exemplars, 0)
    assert set(range(2500)) <= set(checked.rows.tolist())
    assert (checked.rows >= 2500).sum() >= 800


def test_a_theme_with_few_among_many_exemplars_is_calibrated(monkeypatch):
    monkeypatch.setattr("pipeline.coders.held_out.CALIBRATING", 24)
    of_work = [one for one in EXEMPLARS if "work" in one.codes][:9]
    others = [Exemplar(f"{one.text} Paper {n}.", one.codes) for n in range(8) for one in EXEMPLARS if "work" not in one.codes]
    coder = HeadCoder.fit(CODEBOOK, [*others, *of_work], ENCODERS["hashing"](), CodeThemes(folds=2))
    work = coder.calibrations[0]
    assert work != BY_DEFINITION
    assert work.slopes[1:] != (0.0,) * (len(work.slopes) - 1)  # what calibrate gives where it has too few to learn from
