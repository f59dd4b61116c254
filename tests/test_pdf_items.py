"""Numbered and lettered paragraphs of a PDF are whole, and each is its own: the words, places and bodies are invented."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.test_pdf import blocks, drawn, read

WIDE = (
    "The forum of Elmbridge met in the hall of the old mill and heard from all who had come to",
    "say what they wished, which was a good deal. They had been asked what they made of the",
    "village as it is, of the roads that lead to it and of the people who live beside them, and",
    "whether they would stay there if they could go elsewhere. Nobody was asked for a name, or",
    "for the number of a house, and what was said was read out at the end of the evening.",
)
STEP, APART = 14, 20


def set_out(*paragraphs: tuple[float, float, tuple[str, ...]]) -> list[tuple[float, float, str]]:
    """Set paragraphs under one another: left edge of the first line, of the others, and the lines."""
    strings, y = [], 780.0
    for first, rest, lines in paragraphs:
        for n, line in enumerate(lines):
            strings.append((rest if n else first, y, line))
            y -= STEP
        y -= APART - STEP
    return strings


def texts(*paragraphs: tuple[float, float, tuple[str, ...]], folder: Path) -> list[str]:
    return [text for _, text, _ in blocks(read(drawn(set_out((72, 72, WIDE), *paragraphs, (72, 72, WIDE))), folder))][1:-1]


def wholly(*paragraphs: tuple[float, float, tuple[str, ...]]) -> list[str]:
    return [" ".join(lines) for _, _, lines in paragraphs]


@pytest.mark.parametrize("number", ["12.", "12. ", "(a) ", "4.12."])
def test_a_numbered_paragraph_goes_on_with_lines_that_hang_though_they_begin_with_a_name_or_a_year(number: str, tmp_path: Path) -> None:
    set_in = (
        (
            72,
            90,
            (f"{number}The census of the county counts all of the people who live in the villages of Great", "Overwick, and in Nether Poole too."),
        ),
        (72, 90, (f"{number}What was said in the hall on that evening was written down, and is all we know of the", "1950s mill, which has gone.")),
    )
    assert texts(*set_in, folder=tmp_path) == wholly(*set_in)


def test_items_with_letters_and_small_roman_numbers_begin_anew_under_one_another(tmp_path: Path) -> None:
    items = (
        (72, 90, ("3. Papers were laid out for all who came to the hall of the old mill, such as",)),
        (110, 130, ("i. There were guides to the village, and",)),
        (140, 160, ("a. A Guide to the Mill (printed in February),",)),
        (140, 160, ("b. “Your Overwick”, a leaflet from the council that all of the houses had had in", "September, and")),
        (110, 130, ("ii. Letters from the county surveyor.",)),
    )
    assert texts(*items, folder=tmp_path) == wholly(*items)


def test_an_item_begins_after_one_that_ends_with_and(tmp_path: Path) -> None:
    items = (
        (90, 110, ("a) the hall is to be opened on each of the evenings of the week for all who wish it;", "and")),
        (90, 110, ("b) the footbridge is to be mended.",)),
        (90, 110, ("c) the lamps are to be lit; or",)),
        (90, 110, ("d) the road is to be shut.",)),
    )
    assert texts(*items, folder=tmp_path) == wholly(*items)


def test_a_sentence_that_a_number_at_a_lines_beginning_belongs_to_is_not_parted(tmp_path: Path) -> None:
    sentence = (
        72,
        72,
        ("The forum asked what had become of the hall, of the footbridge and of the paths with", "3. What was said is in the minutes."),
    )
    prose = (72, 72, ("The forum of Elmbridge heard that the people of the village of Overwick had been to see", "i.e. to look at, the mill."))
    assert texts(sentence, prose, folder=tmp_path) == wholly(sentence, prose)


def test_what_hangs_under_the_words_beside_a_number_of_its_own_belongs_to_them(tmp_path: Path) -> None:
    strings, y = set_out((72, 72, WIDE)), 690
    for n in range(1, 5):
        strings += [
            (72, y, f"(No. {n})"),
            (160, y, f"The society of the friends of mill {n}, the trustees of the hall, and University of"),
            (160, y - STEP, "Elmbridge"),
        ]
        y -= 34
    found = [text for _, text, _ in blocks(read(drawn(strings), tmp_path))][1:]
    assert found == [f"(No. {n}) The society of the friends of mill {n}, the trustees of the hall, and University of Elmbridge" for n in range(1, 5)]


def test_who_sent_apologies_is_not_who_came_though_only_a_dash_parts_the_words(tmp_path: Path) -> None:
    came = (72, 72, ("Members of the Public - N Oakley, G Alder, S Thorne, D Vane, P Moss, L Field, A Marsh and", "Apologies - None"))
    prose = (
        72,
        72,
        ("The forum of Elmbridge asked for the hall to be opened and heard that there was nobody", "present - which all regretted - to do so."),
    )
    assert texts(came, prose, folder=tmp_path) == [*came[2], " ".join(prose[2])]


def test_a_line_that_ends_with_and_goes_on_though_there_was_room_for_the_next_word(tmp_path: Path) -> None:
    came = (72, 72, ("Those who came to the hall were N Oakley, G Alder, S Thorne and", "P Moss, the clerk."))
    assert texts(came, folder=tmp_path) == wholly(came)


@pytest.mark.parametrize("gap", [0.6, 1.5, 4])
def test_a_number_that_stands_apart_from_its_words_by_a_small_gap_has_a_space(gap: float, tmp_path: Path) -> None:
    after = 72 + stringWidth("4.42.", "Helvetica", 11) + gap
    content = drawn([(72, 700, "4.42."), (after, 700, "We recommend that the hall be opened to all."), (72, 660, "4.43.Beta stays as it was typed.")])
    assert [text for _, text, _ in blocks(read(content, tmp_path))] == [
        "4.42. We recommend that the hall be opened to all.",
        "4.43.Beta stays as it was typed.",
    ]


def test_a_number_before_a_figure_has_a_space_where_the_page_has_a_gap(tmp_path: Path) -> None:
    after = 72 + stringWidth("35.", "Helvetica", 11) + 1.2
    content = drawn([(72, 700, "35."), (after, 700, "27.4% of those who came were from Holm."), (72, 660, "35.27 of them stayed to the end.")])
    assert [text for _, text, _ in blocks(read(content, tmp_path))] == [
        "35. 27.4% of those who came were from Holm.",
        "35.27 of them stayed to the end.",
    ]


def test_paragraphs_numbered_a_hundred_and_on_are_of_one_kind_with_those_before(tmp_path: Path) -> None:
    said = "The lamps by the mill of Overwick have not worked since the winter."
    content = drawn([(72, 780.0 - 30 * n, f"{number}. {said}") for n, number in enumerate((98, 99, 100, 101))])
    assert {kind for kind, _, _ in blocks(read(content, tmp_path))} == {"list_item"}
    alone = drawn([(72, 780.0, said), (72, 750.0, f"100. {said}")])
    assert [kind for kind, _, _ in blocks(read(alone, tmp_path))][1] == "paragraph"


def test_a_raised_number_that_touches_a_figure_has_a_space(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    for n, words in enumerate(WIDE):
        canvas.drawString(72, 780 - STEP * n, words)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(72, 84, "51")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72 + stringWidth("51", "Helvetica", 5), 80, "16 houses are in Great Overwick, and none in Poole.")
    canvas.save()
    assert blocks(read(buffer.getvalue(), tmp_path))[-1][:2] == ("footnote", "51 16 houses are in Great Overwick, and none in Poole.")


@pytest.mark.parametrize(
    ("before", "mark", "after", "whole"),
    [
        ("The survey of the mill towns was held in May 2025", "6", " and again", "The survey of the mill towns was held in May 2025⁶ and again"),
        ("Of those asked, some aged 50-63", "13", " had seen the wall", "Of those asked, some aged 50-63¹³ had seen the wall"),
        ("The fair was last held in 1995.", "343", " Few came.", "The fair was last held in 1995.³⁴³ Few came."),
    ],
)
def test_the_raised_mark_of_a_note_is_no_part_of_the_figure_that_it_touches(before: str, mark: str, after: str, whole: str, tmp_path: Path) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for n, line in enumerate(WIDE):
        canvas.drawString(72, 780 - STEP * n, line)
    left = 72.0
    for text, size, lift in ((before, 12, 0), (mark, 7, 5), (after, 12, 0)):
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, 680 + lift, text)
        left += stringWidth(text, "Helvetica", size)
    canvas.save()
    assert whole in [text for _, text, _ in blocks(read(data.getvalue(), tmp_path))]
