"""Every figure draws whatever the study holds, says the same in words, and shows what is there and no more."""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from invented_study import Invented, apart, codebook, contrast, shift, tried
from matplotlib.figure import Figure

from pipeline.appraise import appraise
from pipeline.codebook import Theme
from pipeline.config import Study, Track
from pipeline.drawing import render
from pipeline.figures import FIGURES
from pipeline.tables import TABLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONG = "A theme whose name is much longer than any column of a heat map could ever be"
STUDIES = {
    "three documents, one undated": Invented(),
    "one document": Invented(years=(2008,)),
    "no dated document": Invented(years=(None, None)),
    "40 places and 60 periods": Invented(
        years=tuple(1950 + n % 60 for n in range(180)), places=tuple(f"A place with a long name {n}" for n in range(40))
    ),
    "no place": Invented(places=(None,)),
    "money, odd characters and a long theme": Invented(
        titles=("Costs $5m to $6m", "\u4f1a\u8b70 \U0001f600\x07 & <b>", "A title " * 40),
        codebook=codebook(Theme(id="long", name=LONG, definition="Long.")),
    ),
    "no topics, no shifts": Invented(topics=False),
}


@cache
def tables_of(study: Invented) -> dict[str, Any]:
    """The tables of a study in which people coded every segment."""
    held = study.tables() | {"drawn_codes": study.drawn_codes()}
    appraised = appraise(held["drawn_codes"], held["codings"], held["documents"])
    return held | {"appraisals": appraised.appraisals, "score_bins": appraised.score_bins}


def drawn(name: str, study: Invented, /, **tables: Any) -> tuple[Figure, str]:
    module = importlib.import_module(FIGURES.module(name))
    claimed = {
        name: TABLES[name].frame([row] if study.topics else [])
        for name, row in (("shifts", shift()), ("contrasts", contrast()), ("robustness", tried()))
    }
    far = {"distances": apart(9)} if study.topics else {}
    held = tables_of(study) | claimed | far | tables
    wanted = {table: held[table] for table in inspect.signature(module.draw).parameters}
    return module.draw(**wanted), module.describe(**wanted)


def undated_axes(figure: Figure) -> list[Axes]:
    return [axes for axes in figure.axes if [label.get_text() for label in axes.get_xticklabels()] == ["undated"]]


def n_points(axes: Axes) -> int:
    return sum(len(np.asarray(points.get_offsets())) for points in axes.collections if points.get_sizes().size)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("study", STUDIES)
def test_every_figure_draws_whatever_the_study_holds(name: str, study: str) -> None:
    rendered = render(lambda: drawn(name, STUDIES[study])[0])
    assert rendered.svg.startswith(b"<?xml")
    assert rendered.png.startswith(b"\x89PNG")
    assert b"<dc:date>" not in rendered.svg


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_drawn_again_has_the_same_bytes(name: str) -> None:
    def draw() -> Figure:
        return drawn(name, Invented(years=(2000, 2000, 2000, 2001, 2001, 2001, None)))[0]

    assert len({(image.svg, image.png) for image in (render(draw), render(draw), render(draw))}) == 1


@pytest.mark.parametrize("name", FIGURES)
def test_the_text_alternative_takes_what_the_figure_takes(name: str) -> None:
    module = importlib.import_module(FIGURES.module(name))
    assert list(inspect.signature(module.draw).parameters) == list(inspect.signature(module.describe).parameters)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_that_show_something_have_labels_and_numbers_in_words(name: str) -> None:
    figure, words = drawn(name, Invented())
    written = [axes.get_xlabel() + axes.get_ylabel() for axes in figure.axes] + [text.get_text() for text in figure.texts]
    assert any("(%)" in text or "number" in text or "points" in text for text in written)
    caption, *lines = words.split("\n")
    assert caption.endswith(".")
    assert lines
    assert all(any(character.isdigit() for character in line) for line in lines)


def test_every_document_is_a_point_and_undated_ones_stand_beside_the_axis() -> None:
    figure, words = drawn("themes_over_time", Invented(years=(2008, 2010, 2013, None, None)))
    aside = undated_axes(figure)
    timelines = [axes for axes in figure.axes if axes not in aside]
    assert [n_points(axes) for axes in aside] == [2, 2]
    assert [n_points(axes) for axes in timelines] == [3, 3]
    assert "2 undated documents stand beside the axis, off the timeline." in words


def test_of_many_documents_a_year_with_one_has_one_share_and_undated_ones_come_last() -> None:
    _, words = drawn("themes_over_time", Invented(years=(*(2000 + n % 8 for n in range(40)), 2010, None)))
    for line in words.split("\n")[1:]:
        shares = line.split(". ", 1)[1].split("; ")[:10]
        assert " to " not in next(share for share in shares if share.startswith("2010: 1 document, "))
        assert [share.startswith("undated: 1 document, ") for share in shares] == [False] * 9 + [True]


class Counting(Figure):
    """A figure that counts how often it is drawn."""

    drawn = 0

    def draw(self, renderer: Any) -> None:
        """Draw it."""
        self.drawn += 1
        super().draw(renderer)


def test_a_figure_is_drawn_once_for_each_of_its_two_files() -> None:
    figure = Counting(layout="constrained")
    figure.subplots().plot([1, 2], label="line")
    figure.legend(loc="outside lower center")
    rendered = render(lambda: figure)
    assert rendered.png
    assert figure.drawn == 2


def test_under_the_floor_there_is_no_line_and_no_band() -> None:
    figure, words = drawn("themes_over_time", Invented(years=(2008, 2010, 2013, None, None)))
    assert not [line for axes in figure.axes for line in axes.lines]
    assert "no line is drawn" in words


def test_periods_with_documents_enough_have_a_mean_and_a_band() -> None:
    figure, words = drawn("themes_over_time", Invented(years=(2000, 2000, 2000, 2001, 2001, 2001)))
    assert all(axes.lines for axes in figure.axes)
    assert "Means by period with 95% bands: 2000 25.0% (20.0% to 30.0%; n\u00a0=\u00a03 documents)" in words


def test_a_gap_between_periods_is_not_bridged() -> None:
    figure, _ = drawn("themes_over_time", Invented(years=(2000, 2000, 2000, 2001, 2002, 2002, 2002)))
    spans = [tuple(line.get_xdata()) for line in figure.axes[0].lines]
    assert (1999.5, 2000.5) in spans
    assert not [span for span in spans if span[0] < 2001 < span[1]]


@pytest.mark.parametrize(("later", "joined"), [(2003, True), (2004, False)])
def test_three_empty_years_break_the_line_and_points_stay(later: int, joined: bool) -> None:
    figure, _ = drawn("themes_over_time", Invented(years=(2000, 2000, 2000, later, later, later)))
    spans = [tuple(line.get_xdata()) for line in figure.axes[0].lines]
    assert ((2000.5, later - 0.5) in spans) == joined
    assert n_points(figure.axes[0]) == 6


def test_a_band_higher_than_every_point_is_not_cut_off() -> None:
    study = Invented(years=(2000, 2000, 2000, 2001, 2001, 2001))
    figure, _ = drawn("themes_over_time", study, trends=study.trends().assign(high=0.8))
    assert all(axes.get_ylim()[1] > 80 for axes in figure.axes)


def test_a_period_is_drawn_over_the_years_of_its_documents_and_says_them() -> None:
    study = Invented(years=(2000, 2001, 2002, 2010, 2011, 2011))
    spans = {"2000": ("2000–2009", "2009"), "2010": ("2010–2019", "2019")}
    kept = study.trends()[lambda t: t["period_start"].isin(list(spans))]
    names = kept["period_start"].map(lambda start: spans[start][0])
    decades = kept.assign(period=names, period_end=kept["period_start"].map(lambda start: spans[start][1]), basis="estimated")
    figure, words = drawn("themes_over_time", study, trends=decades)
    assert {tuple(line.get_xdata()) for line in figure.axes[0].lines} == {(1999.5, 2002.5), (2009.5, 2011.5)}
    assert "document of 2000 to 2002" in words
    assert "document of 2010 to 2011" in words


def test_panels_say_in_how_many_documents_the_theme_is_found() -> None:
    figure, _ = drawn("themes_over_time", Invented(years=(2008, 2010, 2013, None, None)))
    assert [axes.get_title(loc="left") for axes in figure.axes if axes.get_title(loc="left")] == [
        "Image\n5 of 5 documents",
        "Economy\n2 of 5 documents",
    ]


def test_fragile_topics_and_those_of_one_document_are_hatched() -> None:
    figure, words = drawn("topics", Invented())
    assert [bool(bar.get_hatch()) for bar in figure.axes[0].patches] == [False, True, True]
    assert "stability 0.50, fragile." in words


def test_a_guided_topic_of_one_document_is_no_free_topic() -> None:
    topics = tables_of(Invented())["topics"]
    mostly = topics.assign(kind=topics["kind"].mask(topics["topic_id"] == "theme-image", "document"))
    _, words = drawn("topics", Invented(), topics=TABLES["topics"].frame(mostly))
    assert len(words.split("\n")) == 1 + 3


@pytest.mark.parametrize("name", ["themes_over_time"])
def test_none_found_has_the_bound_of_the_table_and_no_empty_band(name: str) -> None:
    study = Invented(years=(2000,) * 5, places=("Luton",))
    trends = study.trends()
    none = trends.assign(**{column: trends[column].mask(trends["subject_id"] == "economy", 0) for column in ("share", "low", "high")})
    _, words = drawn(name, study, trends=none)
    assert "up to 45.1%" in words
    assert "0.0% to 0.0%" not in words


def test_the_forest_plot_leaves_out_what_has_no_interval_and_slopes() -> None:
    rows = [shift(), shift(subject_id="image", low=None, high=None, verdict="too little evidence"), shift(kind="trend", difference=0.01)]
    figure, words = drawn("shifts", Invented(), shifts=TABLES["shifts"].frame(rows))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Economy, all documents: 2008 → 2010"]
    assert "+20.0 points (+10.0 to +30.0), rise; machine-coded, uncorrected." in words


def test_a_figure_with_nothing_to_show_has_no_axes() -> None:
    figure, words = drawn("shifts", Invented(), shifts=TABLES["shifts"].empty())
    assert not figure.axes
    assert "nothing to draw" in words


def test_no_change_is_said_with_its_size() -> None:
    rows = TABLES["shifts"].frame([shift(difference=0.05, low=0.02, high=0.08, verdict="no change")])
    figure, words = drawn("shifts", Invented(), shifts=rows, study=Study(track=Track(margin=0.2)))
    both = "no change of 20 points or more (90% interval); a smaller one is likely, for the 95% interval leaves out 0"
    assert f"+5.0 points (+2.0 to +8.0), {both}; machine-coded, uncorrected." in words
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["no change of 20 points or more (90% interval)"]


@pytest.mark.parametrize(("high", "said"), [(0.08, "rise, smaller than 10 points;"), (0.12, "rise;")])
def test_a_rise_that_is_surely_smaller_than_the_margin_is_said_to_be(high: float, said: str) -> None:
    rows = TABLES["shifts"].frame([shift(difference=0.05, low=0.02, high=high)])
    assert said in drawn("shifts", Invented(), shifts=rows, study=Study(track=Track(margin=0.1)))[1]


@pytest.mark.parametrize(("high", "hollow"), [(0.08, True), (0.12, False)])
def test_a_claim_that_is_surely_smaller_than_the_margin_is_hollow_and_the_caption_says_why(high: float, hollow: bool) -> None:
    rows = TABLES["shifts"].frame([shift(difference=0.05, low=0.02, high=high), shift(subject_id="image")])
    figure, words = drawn("shifts", Invented(), shifts=rows, study=Study(track=Track(margin=0.1)))
    fills = {line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_marker() == "^"}
    assert ("white" in fills) == hollow
    assert len(fills) == 1 + hollow
    said = "Hollow: 1 of the claims shown is of a difference that is shown to be smaller than 10 points."
    assert (said in words.split("\n")[0]) == hollow
    assert ("rise, smaller than 10 points" in [text.get_text() for text in figure.legends[0].get_texts()]) == hollow


def test_groups_and_periods_whose_long_names_begin_alike_have_labels_of_their_own() -> None:
    groups = [f"The parish of the lower valley, {end}" for end in ("east", "west")]
    periods = {"period_from": "The years before the merger", "period_to": "The years after the merger"}
    rows = [shift(group_kind="place", group=group, **periods) for group in groups]
    figure, _ = drawn("shifts", Invented(), shifts=TABLES["shifts"].frame(rows))
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(set(labels)) == 2
    assert all(len(set(label.split(": ")[1].split(" → "))) == 2 for label in labels)


def test_pairs_of_themes_are_counted_in_codable_segments() -> None:
    _, words = drawn("cooccurrence", Invented(years=(2008, 2010)))
    assert "Image and Economy: 1 segment of 2 and 2." in words


@pytest.mark.parametrize("name", sorted(set(FIGURES) - {"reliability"}))
def test_every_figure_and_its_caption_say_that_it_is_machine_coded_and_uncorrected(name: str) -> None:
    invented = Invented(years=(2008, 2010, 2012, 2008, 2010, 2012))
    figure, words = drawn(name, invented, shifts=TABLES["shifts"].frame([shift()]))
    assert figure._suptitle is not None
    assert figure._suptitle.get_text() == "Machine-coded, uncorrected."
    assert "Machine-coded, uncorrected." in words.split("\n")[0]


@pytest.mark.parametrize("name", ["themes_over_time", "themes_by_place", "shifts"])
def test_a_figure_names_the_themes_that_are_corrected(name: str) -> None:
    invented = Invented(years=(2008,) * 6)
    trends = invented.trends().assign(corrected=lambda t: t["subject_id"] == "economy")
    shifts = TABLES["shifts"].frame([shift(corrected=True), shift(subject_id="image")])
    figure, words = drawn(name, invented, trends=trends, shifts=shifts)
    for said in (figure._suptitle.get_text(), words.split("\n")[0]):
        assert "Corrected by human codes: Economy; the rest machine-coded, uncorrected." in said


def test_the_scores_are_drawn_against_what_people_gave_theme_by_theme() -> None:
    figure, words = drawn("reliability", Invented(years=(2008,) * 10))
    titles = [axes.get_title(loc="left") for axes in figure.axes if axes.get_title(loc="left")]
    assert titles == ["Image\n20 of 40 coded segments", "Economy\n10 of 40 coded segments", "Economy: Jobs\n10 of 40 coded segments"]
    few, points = figure.axes[0].lines[-2:]
    assert len(few.get_xdata()) == 0  # type: ignore[arg-type]
    assert points.get_xdata().tolist() == [0, 1]
    assert points.get_ydata().tolist() == pytest.approx([100 * 10 / 30, 100], abs=0.001)
    assert "Image, 20 of 40 coded segments, calibration error 0.250" in words
    assert "0.0 to 0.1 people gave it in 33% (" in words
    assert "held against human codes" in figure._suptitle.get_text()  # type: ignore[union-attr]


def test_without_codes_of_a_draw_there_is_no_reliability_to_draw() -> None:
    empty = {name: TABLES[name].empty() for name in ("appraisals", "score_bins")}
    figure, words = drawn("reliability", Invented(), **empty)
    assert not figure.axes
    assert words == "There are no human codes of segments drawn by chance, so nothing can be said of how right the scores are."


def test_of_many_themes_those_with_most_positives_are_drawn() -> None:
    many = Invented(codebook=codebook(*(Theme(id=f"t{n:02d}", name=f"Theme {n}", definition="d") for n in range(14))))
    figure, words = drawn("reliability", many)
    assert len([axes for axes in figure.axes if axes.get_title(loc="left")]) == 12
    assert "The 12 themes with most such segments of 17 are shown." in words
