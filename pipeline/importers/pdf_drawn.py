"""Tell what is drawn on a PDF page besides its characters: pictures, rules, letters drawn as shapes, text that is not shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.importers.pdf_page import Post, Rule

FEW_CHARACTERS = 25  # a page with fewer, most of it covered by an image, is a scan
COVERED = 0.5  # of a page by an image
MANY_SHAPES = 100  # and with fewer characters: its letters are drawn
MOST_SHAPES = 5000  # that are looked at
THIN, LONG = 3.0, 20.0  # points: a rule
CORNERS, MOST_CORNERS = 4, 24  # points of a frame; a curve of a chart has many more
AT_EDGE = 0.01  # of its length
ASKED = 50  # text objects that are asked whether they are shown


@dataclass(frozen=True)
class Drawn:
    """``text``: whose the page's words are: the file's, ``ocr`` (of an earlier text recognition, not shown), ``picture`` or ``shapes`` (none)."""

    text: str
    rules: tuple[Rule, ...]
    posts: tuple[Post, ...] = ()


def drawn_on(page: pypdfium2.PdfPage, characters: int) -> Drawn:
    """Look at the objects of a page.

    Args:
        page: the page.
        characters: how many it has that are no spaces.
    """
    width, height = page.get_size()
    covered, shapes, hidden, asked = 0.0, 0, 0, 0
    rules: list[Rule] = []
    posts: list[Post] = []
    for item in page.get_objects(max_depth=4):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, _cover(item.get_bounds(), width, height))
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
            if shapes <= MOST_SHAPES:
                bounds = item.get_bounds()
                rules.extend(_rules(bounds, height))
                posts.extend(_posts(bounds, height))
                if bounds[2] - bounds[0] >= LONG and bounds[3] - bounds[1] >= LONG and _is_frame(item):
                    edges = _edges(bounds)
                    rules.extend(rule for edge in edges for rule in _rules(edge, height))
                    posts.extend(post for edge in edges for post in _posts(edge, height))
        elif item.type == pdfium.FPDF_PAGEOBJ_TEXT and asked < ASKED:
            asked += 1
            hidden += pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    if characters < FEW_CHARACTERS and covered > COVERED:
        text = "picture"
    elif characters < FEW_CHARACTERS and shapes >= MANY_SHAPES:
        text = "shapes"
    else:
        text = "ocr" if covered > COVERED and hidden > 0.5 * asked else "own"
    return Drawn(text, tuple(_merged(rules)), tuple(dict.fromkeys(posts)))


def _cover(bounds: tuple[float, ...], width: float, height: float) -> float:
    left, bottom, right, top = bounds
    return float((min(right, width) - max(left, 0)) * (min(top, height) - max(bottom, 0)) / (width * height))


def _rules(bounds: tuple[float, ...], height: float) -> Iterator[Rule]:
    left, bottom, right, top = bounds
    if top - bottom < THIN and right > left:
        yield Rule(left, right, height - (top + bottom) / 2)


def _posts(bounds: tuple[float, ...], height: float) -> Iterator[Post]:
    left, bottom, right, top = bounds
    if right - left < THIN and top - bottom > THIN:
        yield Post((left + right) / 2, height - top, height - bottom)


def _is_frame(path: pypdfium2.PdfObject) -> bool:
    """Tell whether a path is drawn, not filled, along the edges of a box."""
    filled, stroked = ctypes.c_int(0), ctypes.c_int(0)
    pdfium.FPDFPath_GetDrawMode(path.raw, filled, stroked)
    if filled.value or not stroked.value:
        return False
    count = pdfium.FPDFPath_CountSegments(path.raw)
    if not CORNERS <= count <= MOST_CORNERS:
        return False
    xs, ys = zip(*(_point(path, n) for n in range(count)), strict=True)
    at_side = [min(x - min(xs), max(xs) - x) <= AT_EDGE * (max(xs) - min(xs)) for x in xs]
    at_end = [min(y - min(ys), max(ys) - y) <= AT_EDGE * (max(ys) - min(ys)) for y in ys]
    return all(side or end for side, end in zip(at_side, at_end, strict=True))


def _point(path: pypdfium2.PdfObject, n: int) -> tuple[float, float]:
    x, y = ctypes.c_float(0), ctypes.c_float(0)
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(path.raw, n), x, y)
    return x.value, y.value


def _edges(bounds: tuple[float, ...]) -> tuple[tuple[float, ...], ...]:
    left, bottom, right, top = bounds
    return (left, bottom, right, bottom), (left, top, right, top), (left, bottom, left, top), (right, bottom, right, top)


def _merged(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Join rules of one height end to end: many programs draw a table's cell by cell."""
    last: Rule | None = None
    for rule in sorted(rules, key=lambda rule: (round(rule.y), rule.left)):
        if last and abs(rule.y - last.y) < THIN and max(rule.left - last.right, last.left - rule.right) < 2 * THIN:
            last = Rule(min(last.left, rule.left), max(last.right, rule.right), last.y)
            continue
        if last and last.right - last.left >= LONG:
            yield last
        last = rule
    if last and last.right - last.left >= LONG:
        yield last
