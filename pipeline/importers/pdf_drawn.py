"""Tell what is drawn on a PDF page besides its characters: pictures, rules, letters drawn as shapes, text that is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.importers.pdf_page import Rule

FEW_CHARACTERS = 25  # a page with fewer, most of it covered by an image, is a scan
COVERED = 0.5  # of a page by an image
MANY_SHAPES = 100  # and with fewer characters: its letters are drawn
MOST_SHAPES = 5000  # that are looked at
THIN, LONG = 3.0, 20.0  # points: a rule
ASKED = 50  # text objects that are asked whether they are shown


@dataclass(frozen=True)
class Drawn:
    """``text``: whose the page's words are: the file's, ``ocr`` (of an earlier text recognition, not shown), ``picture`` or ``shapes`` (none)."""

    text: str
    rules: tuple[Rule, ...]


def drawn_on(page: pypdfium2.PdfPage, characters: int) -> Drawn:
    """Look at the objects of a page.

    Args:
        page: the page.
        characters: how many it has that are no spaces.
    """
    width, height = page.get_size()
    covered, shapes, hidden, asked = 0.0, 0, 0, 0
    rules: list[Rule] = []
    for item in page.get_objects(max_depth=4):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, _cover(item.get_bounds(), width, height))
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
            if shapes <= MOST_SHAPES:
                rules.extend(_rules(item.get_bounds(), height))
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT and asked < ASKED:
            asked += 1
            hidden += pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    if characters < FEW_CHARACTERS and covered > COVERED:
        text = "picture"
    elif characters < FEW_CHARACTERS and shapes >= MANY_SHAPES:
        text = "shapes"
    else:
        text = "ocr" if covered > COVERED and hidden > 0.5 * asked else "own"
    return Drawn(text, tuple(_merged(rules)))


def _cover(bounds: tuple[float, ...], width: float, height: float) -> float:
    left, bottom, right, top = bounds
    return float((min(right, width) - max(left, 0)) * (min(top, height) - max(bottom, 0)) / (width * height))


def _rules(bounds: tuple[float, ...], height: float) -> Iterator[Rule]:
    left, bottom, right, top = bounds
    if top - bottom < THIN and right > left:
        yield Rule(left, right, height - (top + bottom) / 2)


def _merged(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Join rules of one height end to end: many programs draw a table's cell by cell."""
    last: Rule | None = None
    for rule in sorted(rules, key=lambda rule: (round(rule.y), rule.left)):
        if last and abs(rule.y - last.y) < THIN and rule.left - last.right < 2 * THIN:
            last = Rule(last.left, max(last.right, rule.right), last.y)
            continue
        if last and last.right - last.left >= LONG:
            yield last
        last = rule
    if last and last.right - last.left >= LONG:
        yield last
