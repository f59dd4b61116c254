"""What heads text in a PDF is a heading, and what labels a box, counts in a list or is a running number is none. All of it is invented."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.importers.pdf_page import Fragment, Page
from pipeline.importers.pdf_running import running_lines
from tests.test_pdf import blocks, read

PROSE = (
    "The forum of Elmbridge met in the hall of the old mill and heard from all who had come to",
    "say what they wished, which was a good deal. They had been asked what they made of the",
    "village as it is, of the roads that lead to it and of the people who live beside them.",
)
GAP, STEP = 22, 14


def set_in(*parts: tuple[str, float, tuple[str, ...]]) -> bytes:
    """Set paragraphs under one another: font, left edge and lines of each."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    y = 790.0
    for font, left, lines in parts:
        canvas.setFont(font, 11)
        for line in lines:
            canvas.drawString(left, y, line)
            y -= STEP
        y -= GAP - STEP
    canvas.save()
    return buffer.getvalue()


def headings(*parts: tuple[str, float, tuple[str, ...]], folder: Path) -> list[str]:
    """Return the headings of a page on which numbered ones in bold stand too."""
    bold = [("Helvetica-Bold", 72, (f"{n}. {words}",)) for n, words in ((1, "Background"), (2, "What was said"), (3, "Next steps"))]
    prose = ("Helvetica", 72, PROSE)
    content = set_in(bold[0], prose, bold[1], prose, *parts, bold[2], prose)
    found = [text for kind, text, _ in blocks(read(content, folder)) if kind == "heading"]
    return [text for text in found if text not in {"1. Background", "2. What was said", "3. Next steps"}]


def test_a_short_line_over_a_numbered_list_is_its_heading_and_all_items_are_items(tmp_path: Path) -> None:
    items = (
        ("1. What would help the families of the village most?",),
        ("2. What would it take to have the buses run on each evening of the week, and who in the", "village would use them?"),
        ("3. Who mends the footbridge?",),
    )
    parts = [("Helvetica", 90, lines) for lines in items]
    assert headings(("Helvetica", 72, ("Questions of the forum",)), *parts, folder=tmp_path) == ["Questions of the forum"]


def test_short_lines_in_italics_that_stand_over_prose_are_headings(tmp_path: Path) -> None:
    titles = ("Why buses do not run", "Roads to the mill", "Who mends the bridge")
    parts = [part for title in titles for part in (("Helvetica-Oblique", 72, (title,)), ("Helvetica", 72, PROSE))]
    assert headings(*parts, folder=tmp_path) == [*titles]


@pytest.mark.parametrize(
    "said",
    [
        ("I do not feel safe on the bus at night", "Nobody has ever asked us what we want!", "Why did the white families move out when we came?"),
        ("Everyone is scared of the park", "Roads to the mill", "Who mends the bridge"),
        ("The lamps never work",),
    ],
)
def test_what_residents_said_in_italics_heads_nothing(said: tuple[str, ...], tmp_path: Path) -> None:
    parts = [part for words in said for part in (("Helvetica-Oblique", 72, (words,)), ("Helvetica", 72, PROSE))]
    assert headings(*parts, folder=tmp_path) == []


@pytest.mark.parametrize("font", ["Helvetica-Oblique", "Helvetica-Bold"])
def test_a_line_in_quotation_marks_is_a_paragraph(font: str, tmp_path: Path) -> None:
    content = set_in(("Helvetica", 72, PROSE), (font, 72, ("“The lamps on our street never work”",)), ("Helvetica", 72, PROSE))
    assert [kind for kind, _, _ in blocks(read(content, tmp_path))] == ["paragraph"] * 3


def test_a_heading_that_begins_with_a_quoted_word_is_a_heading(tmp_path: Path) -> None:
    title = "“Bored”: what children say"
    assert headings(("Helvetica-Bold", 72, (title,)), ("Helvetica", 72, PROSE), folder=tmp_path) == [title]


def test_quoted_prose_in_italics_and_a_sentence_in_italics_are_none(tmp_path: Path) -> None:
    quoted = ("“We never see the bus, and we have", "given up on it”, as one of them said.")
    parts = [("Helvetica-Oblique", 90, quoted), ("Helvetica-Oblique", 72, ("The hall is cold.",)), ("Helvetica", 72, PROSE)]
    assert headings(*parts, folder=tmp_path) == []


def test_a_short_line_between_paragraphs_of_prose_is_none(tmp_path: Path) -> None:
    assert headings(("Helvetica", 72, ("The Overwick Society",)), ("Helvetica", 72, PROSE), folder=tmp_path) == []


@pytest.mark.parametrize("label", ["BOX 7", "Figure 3:", "CHART 4."])
def test_the_label_of_a_box_or_chart_and_its_title_head_nothing_that_follows(label: str, tmp_path: Path) -> None:
    named = [("Helvetica-Bold", 100, (label,)), ("Helvetica-Bold", 100, ("The role of the warden",)), ("Helvetica", 100, PROSE)]
    assert headings(*named, ("Helvetica", 72, PROSE), folder=tmp_path) == []


def test_a_label_and_its_title_on_one_line_head_nothing_that_follows_and_a_heading_after_the_prose_does(tmp_path: Path) -> None:
    named = [("Helvetica-Bold", 100, ("Box 3: The mill in figures",)), ("Helvetica", 100, PROSE), ("Helvetica-Bold", 72, ("The hall",))]
    assert headings(*named, ("Helvetica", 72, PROSE), folder=tmp_path) == ["The hall"]


def test_what_people_at_a_table_said_stands_under_the_name_of_their_table(tmp_path: Path) -> None:
    assert headings(("Helvetica-Bold", 72, ("Table 2",)), ("Helvetica", 72, PROSE), folder=tmp_path) == ["Table 2"]


def test_a_number_that_stands_alone_at_one_pages_edge_is_no_page_number() -> None:
    pages = [
        Page(
            n,
            842,
            tuple(
                _line(text, top) for text, top in ((f"The {word} of the mill", 40), ("612" if n == 1 else f"A {word}", 60), (f"Prose of {word}", 400))
            ),
        )
        for n, word in enumerate(("wheel", "roof", "door", "stair", "loft"), 1)
    ]
    assert not any(running_lines(pages).values())


def _line(text: str, top: float) -> Fragment:
    one = Fragment(text, 50, top, 50 + 6 * len(text), top + 11, 11)
    return replace(one, cells=(one,))
