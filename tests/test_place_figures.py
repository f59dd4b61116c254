"""Figures of places draw one place or forty, say the same in words, and claim no more than the tables do."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from invented_study import Invented, apart, codebook, contrast, places

from pipeline.codebook import Theme
from pipeline.config import Study, Track
from pipeline.drawing import render
from pipeline.tables import TABLES

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drawn(name: str, **tables: Any) -> tuple[Figure, str]:
    module = importlib.import_module(f"pipeline.figures.{name}")
    return module.draw(**tables), module.describe(**tables)


def places_apart(invented: Invented, *rows: Any) -> tuple[Figure, str]:
    contrasts = TABLES["contrasts"].frame(list(rows))
    return drawn("places_apart", trends=invented.trends(), contrasts=contrasts, codebook=invented.codebook)


@pytest.mark.parametrize("n", [1, 2, 8, 40])
def test_every_place_is_a_point_of_every_theme_and_the_ends_are_joined(n: int) -> None:
    figure, words = places_apart(Invented(years=(2008,) * 80, places=places(n)))
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 2]  # type: ignore[arg-type]
    dots = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 1]  # type: ignore[arg-type]
    assert len(lines) == 2
    assert len(dots) == 2 * n
    assert f"in the documents of {n} place" in words


def test_only_a_claimed_difference_has_a_full_line_and_the_word() -> None:
    invented = Invented(years=(2008,) * 12)
    _, words = places_apart(invented, contrast(verdict="higher in b"))
    assert "Economy: from 0.0% in 6 documents from Luton to 50.0% in 6 documents from Oldham, 50.0 points; claimed." in words
    _, words = places_apart(invented, contrast(verdict="higher in a"))
    assert "50.0 points; not claimed as a difference." in words


def test_of_places_with_the_same_share_one_is_named_and_the_others_are_counted() -> None:
    figure, words = places_apart(Invented(years=(2008,) * 48, places=places(12)))
    named = [text.get_text() for text in figure.axes[0].texts]
    assert named == ["Place 00 and 5 more", "Place 11 and 5 more", "A place whose name is longer than it… and 11 more"]
    assert "Economy: from 0.0% in 4 documents from Place 00 and in those from 5 other places to 50.0% in 4 documents from Place 11" in words
    assert "Image: 25.0% in 4 documents from A place whose name is longer than it has any right to be 01 and in those from 11 other places." in words


@pytest.mark.parametrize("n", [2, 12, 40])
def test_names_stay_within_the_axes_and_shares_begin_at_nought(n: int) -> None:
    figure, _ = places_apart(Invented(years=(2008,) * 80, places=places(n)))
    figure.draw_without_rendering()
    (axes,) = figure.axes
    frame = axes.get_window_extent()
    assert axes.get_xlim()[0] <= 0
    for text in axes.texts:
        box = text.get_window_extent()
        assert frame.x0 <= box.x0
        assert box.x1 <= frame.x1


def test_places_with_a_look_of_their_own_do_not_hide_each_other() -> None:
    figure, _ = places_apart(Invented(years=(2008,) * 16, places=places(8)))
    heights = [float(line.get_ydata()[0]) for line in figure.axes[0].lines if len(line.get_xdata()) == 1]  # type: ignore[arg-type, index]
    spots = [
        (float(line.get_xdata()[0]), height)
        for line, height in zip([o for o in figure.axes[0].lines if len(o.get_xdata()) == 1], heights, strict=True)
    ]  # type: ignore[arg-type, index]
    assert len(set(spots)) == 16


def test_a_map_too_long_for_numbers_has_no_key_to_their_signs() -> None:
    invented = Invented(years=(2008,) * 82, places=places(41))
    tables = {name: getattr(invented, name)() for name in ("trends", "documents", "document_themes")}
    figure, words = drawn("themes_by_place", **tables, codebook=invented.codebook)
    assert "≤" not in "".join(axes.get_xlabel() + axes.get_ylabel() for axes in figure.axes)
    assert "≤" not in words.split("\n")[0]


@pytest.mark.parametrize("n", [8, 40])
def test_places_whose_long_names_begin_alike_have_labels_of_their_own(n: int) -> None:
    invented = Invented(years=(2008,) * 2 * n, places=tuple(f"The parish council of the lower valley beyond the hill, part {k}" for k in range(n)))
    tables = {name: getattr(invented, name)() for name in ("trends", "documents", "document_themes")}
    figure, _ = drawn("themes_by_place", **tables, codebook=invented.codebook)
    assert len({label.get_text() for label in figure.axes[0].get_yticklabels()}) == n
    if n <= 8:
        figure, _ = places_apart(invented)
        assert len({text.get_text() for text in figure.legends[0].get_texts()}) >= n


def test_the_widest_gap_stands_on_top() -> None:
    figure, _ = places_apart(Invented(years=(2008,) * 12))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Economy", "Image"]


def test_none_found_in_a_place_is_a_bound_and_no_nought() -> None:
    invented = Invented(years=(2008,) * 12, places=("Luton", "Oldham"))
    tables = {name: getattr(invented, name)() for name in ("trends", "documents", "document_themes")}
    figure, words = drawn("themes_by_place", **tables, codebook=invented.codebook)
    assert "Economy in none of 24 segments (at most 11.7% of such segments, at 95%)" in words
    assert "≤12" in {text.get_text() for text in figure.axes[0].texts}
    assert "none found; at most so many fit with that" in figure.axes[0].get_xlabel()


def test_a_corrected_share_of_none_has_no_bound_of_the_machine() -> None:
    invented = Invented(years=(2008,) * 12)
    tables = {name: getattr(invented, name)() for name in ("documents", "document_themes")}
    _, words = drawn("themes_by_place", **tables, trends=invented.trends().assign(corrected=True), codebook=invented.codebook)
    assert "at most" not in words


def test_the_forest_of_contrasts_leaves_out_topics_and_what_has_no_interval() -> None:
    rows = [
        contrast(),
        contrast(subject_id="image", low=None, high=None, verdict="too little evidence"),
        contrast(subject_kind="topic", subject_id="free-01"),
    ]
    tables = {"contrasts": TABLES["contrasts"].frame(rows), "codebook": codebook(), "study": Study()}
    figure, words = drawn("contrasts", **tables)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Economy: Luton − Oldham"]
    assert "Of 1 difference with an interval, 1 is claimed." in words
    assert "Economy, 12 documents from Luton against 9 documents from Oldham: +20.0 points (+10.0 to +30.0), higher in the first group;" in words


def test_the_mix_and_the_size_of_no_difference_are_said() -> None:
    row = contrast(verdict="no difference", standardised_to=["minutes", "press_release"])
    tables = {"contrasts": TABLES["contrasts"].frame([row]), "codebook": codebook(), "study": Study(track=Track(margin=0.2))}
    figure, words = drawn("contrasts", **tables)
    assert "at the same mix of minutes and press release: +20.0 points" in words
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["no difference of 20 points or more (90% interval)"]


@pytest.mark.parametrize("design", ["sample", "census"])
def test_without_contrasts_there_is_no_forest(design: str) -> None:
    tables = {"contrasts": TABLES["contrasts"].empty(), "codebook": codebook(), "study": Study(track=Track(design=design))}
    figure, words = drawn("contrasts", **tables)
    assert not figure.axes
    assert ("census" in words) == (design == "census")


@pytest.mark.parametrize("n", [8, 40])
def test_the_tree_has_every_place_and_the_odd_one_out_joins_last(n: int) -> None:
    figure, words = drawn("twins", distances=apart(n))
    leaves = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(leaves) == n
    assert len(figure.axes[0].lines) == n - 1
    *_, last = words.split("\n")
    assert f"Place {n - 1:02d}" in last
    assert last.endswith(f"{n} places.")


@pytest.mark.parametrize("n", [0, 1, 7])
def test_fewer_than_eight_places_have_no_tree(n: int) -> None:
    figure, words = drawn("twins", distances=apart(n) if n > 1 else TABLES["distances"].empty())
    assert not figure.axes
    assert "needs 8" in words


def test_places_that_cannot_be_held_against_others_are_left_out_and_counted() -> None:
    rows = apart(10)
    lost = (rows["a"] == "Place 00") | (rows["b"] == "Place 00")
    without = rows.assign(distance=rows["distance"].mask(lost), excess=rows["excess"].mask(lost))
    figure, words = drawn("twins", distances=TABLES["distances"].frame(without))
    assert len(figure.axes[0].get_yticklabels()) == 9
    assert "1 of 10 places are left out" in words


def test_the_tree_is_the_same_whatever_the_order_of_rows() -> None:
    rows = apart(12)
    shuffled = rows.sample(frac=1, random_state=1)
    (one, said), (two, again) = (drawn("twins", distances=table) for table in (rows, shuffled))
    assert render(lambda: one).svg == render(lambda: two).svg
    assert said == again


def test_places_told_apart_by_nothing_still_make_a_tree() -> None:
    rows = apart(9).assign(excess=0.0)
    figure, _ = drawn("twins", distances=TABLES["distances"].frame(rows))
    assert np.isfinite([line.get_xdata() for line in figure.axes[0].lines]).all()


def test_a_theme_with_a_long_name_is_wrapped_and_not_lost() -> None:
    long = Invented(years=(2008,) * 6, codebook=codebook(Theme(id="long", name="A theme whose name is much longer than a label", definition="d")))
    figure, _ = places_apart(long)
    assert any("\n" in label.get_text() for label in figure.axes[0].get_yticklabels())
