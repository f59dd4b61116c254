"""PDFs made with known text are read back: paragraphs, order, running lines, notes, tables, words printed oddly, pictures."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.config import Ingest
from pipeline.importers import tesseract
from pipeline.importers.reading import read_document
from pipeline.sources import Source, Unreadable
from tests.make_pdfs import HELD_OUT, LATEST, LAYOUTS, ONCE_HELD_OUT, Layout, exact, in_order, paper


def read(content: bytes, folder: Path) -> Source:
    path = folder / "a.pdf"
    path.write_bytes(content)
    sources = read_document(path, "pdf", Ingest())
    assert isinstance(sources, list)
    return sources[0]


def refused(content: bytes, folder: Path) -> Unreadable:
    path = folder / "a.pdf"
    path.write_bytes(content)
    answer = read_document(path, "pdf", Ingest())
    assert isinstance(answer, Unreadable)
    return answer


def blocks(source: Source) -> list[tuple[str, str, int | None]]:
    return [(block.kind, source.text[block.start : block.end], block.page) for block in source.blocks]


def drawn(*pages: list[tuple[float, float, str]], font: str = "Helvetica", size: float = 11) -> bytes:
    """Draw strings at their places, a list for each page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for strings in pages:
        canvas.setFont(font, size)
        for x, y, text in strings:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("layout", [*LAYOUTS, *ONCE_HELD_OUT, *HELD_OUT], ids=lambda layout: layout.name)
def test_a_paper_comes_back_as_it_was_set(layout: Layout, tmp_path: Path) -> None:
    comes_back(layout, tmp_path, least=0.97)


@pytest.mark.parametrize("layout", LATEST, ids=lambda layout: layout.name)
def test_a_paper_in_a_layout_that_no_rule_was_tried_on_comes_back_nearly_as_it_was_set(layout: Layout, tmp_path: Path) -> None:
    comes_back(layout, tmp_path, least=0.95)  # a sentence that ends with a ragged line and a column may end a paragraph, or not


def comes_back(layout: Layout, folder: Path, *, least: float) -> None:
    made = paper(layout)
    source = read(made.content, folder)
    assert exact(made, source, "paragraph", "list_item") >= least
    assert in_order(made, source) >= 0.995
    assert Counter(text for kind, text, _ in blocks(source) if kind == "boilerplate") == Counter(made.running)
    for kind in ("heading", "footnote", "table"):
        assert Counter(block for block in blocks(source) if block[0] == kind) == Counter(block for block in made.blocks if block[0] == kind)


def test_words_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    canvas_text = "Balloons will fill the hall all week"
    twice = [
        (72, 700, canvas_text),
        (72.4, 700, canvas_text),
        *((72 + 12 * n + shift, 650, letter) for n, letter in enumerate("Poole") for shift in (0, 0.3)),
    ]
    assert "".join(read(drawn(twice), tmp_path).text.split()) == canvas_text.replace(" ", "") + "Poole"


def test_thin_letters_that_stand_close_are_not_taken_for_one(tmp_path: Path) -> None:
    assert read(drawn([(72, 700, "The hall will illustrate skill.")]), tmp_path).text == "The hall will illustrate skill.\n"


def test_a_page_set_sideways_is_turned_upright(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.rotate(90)
    for n, line in enumerate(("The forum of Elmbridge met in the", "hall and agreed to meet again.")):
        canvas.drawString(100, -200 - 14 * n, line)
    canvas.save()
    assert blocks(read(buffer.getvalue(), tmp_path)) == [("paragraph", "The forum of Elmbridge met in the hall and agreed to meet again.", 1)]


def test_entries_of_a_list_of_contents_are_contents(tmp_path: Path) -> None:
    entries = [("Summary", 4), ("What residents told us", 6), ("Meeting places", 9), ("Next steps", 12)]
    first = [(72, 780, "Report on neighbourly life")]
    for n, (words, page) in enumerate(entries):
        first += [(72, 740 - 18 * n, words + " " + "." * (70 - len(words)) + f" {page}")]
    made = read(drawn(first, [(72, 780, "The forum met on the first evening of the month.")]), tmp_path)
    assert [kind for kind, _, _ in blocks(made)].count("contents") == len(entries)


def test_letters_drawn_as_shapes_are_told_from_pictures(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for n in range(300):
        canvas.circle(72 + n % 60 * 7, 700 - n // 60 * 20, 3)
    canvas.save()
    answer = refused(buffer.getvalue(), tmp_path)
    assert answer.code == "no-text-layer"
    assert tesseract.version() or "drawn as shapes" in answer.message


def test_text_that_lies_unseen_under_a_picture_is_told(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 255)), 0, 0, *A4)
    for n, line in enumerate(("The forum of Elmbridge met in the hall and heard that the", "footbridge by the mill remains unsafe.")):
        text = canvas.beginText(72, 780 - 18 * n)
        text.setTextRenderMode(3)
        text.textOut(line)
        canvas.drawText(text)
    canvas.save()
    assert [one.code for one in read(buffer.getvalue(), tmp_path).warnings] == ["ocr-layer"]


@pytest.mark.parametrize("content", [b"no pdf at all", b"%PDF-1.7 and no more", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"])
def test_what_is_no_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    assert refused(content, tmp_path).code in {"unreadable", "no-text-layer"}


def set_page(left: float, lines: tuple[str, ...], *, top: float = 780, gap: float = 14) -> list[tuple[float, float, str]]:
    return [(left, top - gap * n, line) for n, line in enumerate(lines)]


@pytest.mark.parametrize("layout", [*LAYOUTS, *ONCE_HELD_OUT, *HELD_OUT], ids=lambda layout: layout.name)
def test_a_paragraph_parted_by_a_column_or_page_and_its_furniture_is_one_block_where_it_begins(layout: Layout, tmp_path: Path) -> None:
    made = paper(replace(layout, sections=20, seed=layout.seed + 50))
    found = {(text, page) for _, text, page in blocks(read(made.content, tmp_path))}
    assert len(made.parted) >= 3
    assert len(made.parted & found) >= 0.9 * len(made.parted)


def test_what_heads_the_text_under_columns_stands_after_them(tmp_path: Path) -> None:
    words = "neighbours who met in the hall said so"
    left = set_page(72, tuple(f"{n} {words}" for n in ("Eight", "seven", "six", "five", "four", "three")), top=700)
    right = set_page(320, tuple(f"{n} {words}" for n in ("and ten", "and nine", "and eight", "and seven", "and six")), top=700)
    wide = set_page(
        72, ("What followed was told to all of the residents of the village in a long letter from the", "council, which nobody answered."), top=586
    )
    text = read(drawn([*left, *right, (72, 608, "What came of it"), *wide]), tmp_path).text
    assert (
        text.index("three neighbours") < text.index("and ten") < text.index("and six") < text.index("What came of it") < text.index("What followed")
    )
