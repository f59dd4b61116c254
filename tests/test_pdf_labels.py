"""What stands in a chart is boilerplate where text recognition read it, and what a slide says is not; all of it is invented."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.importers.pdf_labels import NUMBERS_ONLY, _goes_evenly
from tests.test_pdf import blocks, drawn, read

PROSE = [(72.0, 780.0 - 14 * n, "The forum of Elmbridge met in the hall and heard that the footbridge remains unsafe.") for n in range(12)]
SAID = [
    "Attacks go unreported",
    "Nobody came back to us",
    "Evenings feel worse",
    "Parents fear the bus",
    "Wardens rarely come",
    "Shops close too soon",
]
SLIDES = [
    [(title, 30.0), *((f"{20 + 10 * n}%", 90.0 + 80 * n) for n in range(3)), *((words, 110.0 + 80 * n) for n, words in enumerate(said))]
    for title, said in (("Safe in Overwick", SAID[:3]), ("What Elmbridge needs", SAID[3:]))
]
LABELS = ("Votes in Overwick", "500", "All", "400", "Oppose", "300", "Support", "200", "No view")
CHART = [(words, 60.0 + 30 * n) for n, words in enumerate(LABELS)]


def placed(*lines: tuple[str, float]) -> list[tuple[float, float, str]]:
    return [(72.0, 800.0 - down, words) for words, down in lines]


def under_a_picture(*lines: tuple[str, float]) -> bytes:
    """Lay words unseen under a picture, as text recognition leaves them, after a page of prose."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for x, y, words in PROSE:
        canvas.drawString(x, y, words)
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 255)), 0, 0, *A4)
    for x, y, words in placed(*lines):
        text = canvas.beginText(x, y)
        text.setTextRenderMode(3)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


def test_slides_of_short_lines_and_percentages_keep_what_they_say(tmp_path: Path) -> None:
    found = blocks(read(drawn(*(placed(*slide) for slide in SLIDES)), tmp_path))
    kept = " ".join(words for kind, words, _ in found if kind != "boilerplate")
    assert [words for words in SAID if words not in kept] == []


def test_labels_that_text_recognition_read_in_a_chart_are_boilerplate(tmp_path: Path) -> None:
    assert {kind for kind, _, page in blocks(read(under_a_picture(*CHART), tmp_path)) if page == 2} == {"boilerplate"}


@pytest.mark.parametrize(
    ("numbers", "evenly"), [({0, 20, 40}, True), ({4, 200, 300, 400}, True), ({10, 30, 50}, False), ({3, 7, 9}, False), (set(), False)]
)
def test_numbers_of_an_axis_go_by_steps_of_which_each_is_a_multiple(numbers: set[float], *, evenly: bool) -> None:
    assert _goes_evenly(numbers, 2) is evenly


def test_six_hundred_numbers_and_a_long_run_of_digits_are_looked_at_at_once() -> None:
    assert not _goes_evenly({float(n * n + 1) for n in range(3, 603)}, 2)
    assert not NUMBERS_ONLY.fullmatch("1" * 20_000 + "x")
