"""What tesseract makes of bullets and charts is set right by where it stands. The words are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.importers.ocr_words import Word, fragments_of
from pipeline.importers.pdf_groups import Group
from pipeline.importers.pdf_labels import labelled
from pipeline.importers.pdf_page import Fragment

HEIGHT, SPACE = 10.0, 5.0


def line(sign: str, height: float, gap: float, *words: str) -> list[Word]:
    """Set a sign of some height, a gap, and words with the usual space between."""
    found = [Word(sign, 50, 100 - height, 50 + height, 100, 90)]
    left = 50 + height + gap
    for text in words:
        found.append(Word(text, left, 90, left + 6 * len(text), 100, 95))
        left += 6 * len(text) + SPACE
    return found


@pytest.mark.parametrize("sign", ["e", "o", "c", "¢", "°"])
def test_a_dot_that_stands_apart_is_a_bullet_whatever_letter_it_was_read_as(sign: str) -> None:
    (fragment,) = fragments_of([line(sign, 4.5, 9.5, "explain", "the", "rules", "of", "the", "hall")])
    assert fragment.text == "• explain the rules of the hall"


@pytest.mark.parametrize(("sign", "height", "gap"), [("a", 7.0, SPACE), ("a", 7.0, 9.5), ("I", HEIGHT, SPACE), ("3", 4.5, 9.5), ("-", 1.0, 9.5)])
def test_a_word_of_one_letter_a_figure_and_a_dash_stay_as_they_are(sign: str, height: float, gap: float) -> None:
    (fragment,) = fragments_of([line(sign, height, gap, "hall", "was", "what", "they", "asked", "for")])
    assert fragment.text == f"{sign} hall was what they asked for"


def groups(page: int, *texts: str, sure: float | None = 80.0) -> list[Group]:
    found = []
    for text in texts:
        one = Fragment(text, 50, 100, 300, 112, 12, confidence=sure)
        found.append(Group((replace(one, cells=(one,)),), page, None, 10.0, 50, 500, low=False, recognised=True))
    return found


def test_the_labels_of_a_chart_that_was_scanned_head_nothing_and_a_title_page_does() -> None:
    chart = ("400 -", "300 = Support == No vote[note 1] 200", "Oppose", "Percentage [note 3]")
    title = ("Report of the forum", "Elmbridge")
    found = labelled([*groups(1, *title), *groups(2, *chart)], [*title, *chart], ["heading"] * 2 + ["paragraph", *["heading"] * 3])
    assert found == ["heading"] * 2 + ["boilerplate"] * 4


FLIP_CHART = (
    "What we said",
    "Racist abuse on the school bus",
    "No youth club on the estate",
    "12 of us wrote to the mayor",
    "Bus 42 stops at 6",
    "9",
    "2016",
)


@pytest.mark.parametrize("listed", [FLIP_CHART, tuple(f"{n}. {text}" for n, text in enumerate(FLIP_CHART[:5], 1))])
def test_a_flip_chart_of_short_lines_that_was_scanned_is_no_chart(listed: tuple[str, ...]) -> None:
    kinds = ["heading", *["paragraph"] * (len(listed) - 1)]
    assert labelled(groups(1, *listed), listed, kinds) == kinds


def test_a_chart_with_percentages_along_its_side_heads_nothing() -> None:
    chart = ("Share of villages", "0%", "20%", "40%", "Holm", "Dale")
    assert labelled(groups(1, *chart), chart, ["heading", *["paragraph"] * 5]) == ["boilerplate"] * 6


def test_a_chart_whose_words_lie_under_its_picture_heads_nothing_though_its_lines_were_read_as_signs() -> None:
    chart = ("sw | \\ +", "600 +", "500 =Lamps", "BH No lamps{note 1] 400 4 t= Paths", "SeRoads[note 2]")
    assert labelled(groups(1, *chart, sure=None), chart, ["paragraph"] * 2 + ["heading"] * 3) == ["boilerplate"] * 5
