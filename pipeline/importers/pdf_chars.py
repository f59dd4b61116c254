"""Read the characters of a PDF page with their boxes, and put those that stand beside one another into fragments."""

from __future__ import annotations

import ctypes
import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from pipeline.importers.pdf_numbers import numbers_apart
from pipeline.importers.pdf_page import Fragment

HYPHENS = frozenset("\x02\ufffe")  # PDFium's marks for a hyphen at a line's end, which it gives no line end
NAME_LENGTH = 128
TURNED = 0.6  # sine of the angle; letters made to lean by their matrix have up to 0.4
BOLD_WEIGHT = 600
ITALIC = 1 << 6  # among the flags of a font (ISO 32000-1, table 123)
GAP = 1.0  # type sizes of space between fragments of one line
OVER = 0.15  # type sizes: a character so near to its like is printed over it, to look bold
NARROW = 0.4  # of its width
AFTER_NUMBER = 0.03  # type sizes of space between a paragraph's number and its words


def _native(function: object, *arguments: type) -> Callable[..., Any]:
    """Return a function of PDFium that takes addresses: about three times as fast as with typed pointers."""
    return ctypes.CFUNCTYPE(ctypes.c_void_p, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)  # type: ignore[arg-type]


_unicode = _native(pdfium.FPDFText_GetUnicode, ctypes.c_void_p, ctypes.c_int)
_object = _native(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
_box = _native(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@dataclass(frozen=True)
class Look:
    """What the characters of one text object share; ``turned``: the sine of their angle where they stand on their side."""

    bold: bool
    italic: bool
    turned: float


@dataclass(frozen=True)
class Glyphs:
    """The characters of a page in the file's order, spaces and line ends included, each with its box and look."""

    texts: list[str]
    boxes: list[list[float]]  # left, top, right, bottom
    looks: list[Look]

    def inked(self) -> list[int]:
        """Return the numbers of those that are no spaces."""
        return [n for n, text in enumerate(self.texts) if text and not text.isspace()]


def glyphs_of(text_page: object, width: float, height: float) -> Glyphs:
    """Read the characters of a page; a page that stands on its side as a whole is turned upright."""
    count = pdfium.FPDFText_CountChars(text_page)
    address = ctypes.cast(text_page, ctypes.c_void_p).value  # type: ignore[arg-type]
    codes = [_unicode(address, n) or 0 for n in range(count)]
    shown = {code: _text(code) for code in set(codes)}
    texts = [shown[code] for code in codes]
    space = (pdfium.FS_RECTF * max(count, 1))()
    first, step = ctypes.addressof(space), ctypes.sizeof(pdfium.FS_RECTF)
    for n in range(count):
        _box(address, n, first + n * step)
    boxes = np.frombuffer(space, dtype=np.float32).reshape(-1, 4)[:count].astype(float)  # left, top, right, bottom, from below
    boxes[:, [1, 3]] = height - boxes[:, [1, 3]]
    looks = _looks(text_page, address, texts)
    sines = [look.turned for look in looks]
    if sum(abs(sine) > TURNED for sine in sines) > 0.5 * len(sines):
        boxes = _upright(boxes, width, height, up=sum(sines) > 0)
        looks = [Look(look.bold, look.italic, 0.0 if abs(look.turned) > TURNED else 1.0) for look in looks]
    return Glyphs(texts, boxes.tolist(), looks)


def _upright(boxes: np.ndarray, width: float, height: float, *, up: bool) -> np.ndarray:
    left, top, right, bottom = boxes.T
    turned = (height - bottom, left, height - top, right) if up else (top, width - right, bottom, width - left)
    return np.stack(turned, axis=1)


def _text(code: int) -> str:
    text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return text if text.isspace() or text.isprintable() or text in HYPHENS or text == "\xad" else ""


def _looks(text_page: object, address: int | None, texts: Sequence[str]) -> list[Look]:
    """Return the look of each character: asked once a word, since a word is seldom set in two."""
    known: dict[int | None, Look] = {}
    looks: list[Look] = []
    look = plain = Look(bold=False, italic=False, turned=0.0)
    begins = True
    for n, text in enumerate(texts):
        if text.isspace() or not text:
            begins = True
        elif begins:
            item = _object(address, n)
            look = known.get(item) or known.setdefault(item, _look(text_page, n))
            begins = False
        looks.append(plain if begins else look)
    return looks


def _look(text_page: object, index: int) -> Look:
    name = ctypes.create_string_buffer(NAME_LENGTH)
    flags = ctypes.c_int(0)
    pdfium.FPDFText_GetFontInfo(text_page, index, name, NAME_LENGTH, flags)
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    sine = math.sin(pdfium.FPDFText_GetCharAngle(text_page, index))
    named = name.value.lower()
    italic = bool(flags.value & ITALIC) or b"italic" in named or b"oblique" in named
    return Look(weight >= BOLD_WEIGHT or b"bold" in named, italic, -sine if abs(sine) > TURNED else 0.0)


def side_of(glyphs: Glyphs) -> str:
    """Return the text of a page that stands on its side: a stamp in the margin, a table's turned heading."""
    turned = [n for n in glyphs.inked() if glyphs.looks[n].turned]
    between = range(turned[0], turned[-1] + 1) if turned else range(0)
    return " ".join("".join(glyphs.texts[n] for n in between if glyphs.looks[n].turned or glyphs.texts[n].isspace()).split())


def fragments_of(glyphs: Glyphs) -> list[Fragment]:
    """Put characters into fragments; what is printed twice, to look bold, is read once."""
    return _once([fragment for run in _runs(glyphs) for fragment in _fragment(glyphs, run)])


def _runs(glyphs: Glyphs) -> Iterator[list[int]]:
    run: list[int] = []
    last: list[float] | None = None
    spaces = {text for text in set(glyphs.texts) if text.isspace()}
    for n, text in enumerate(glyphs.texts):
        if text in "\r\n":  # a character that cannot be shown is none
            if text:
                yield run
                run, last = [], None
        elif text in spaces:
            run.append(n)
        elif not glyphs.looks[n].turned:
            box = glyphs.boxes[n]
            if last is not None:
                if run and text == glyphs.texts[run[-1]] and _over(glyphs.boxes[run[-1]], box):
                    continue
                if _apart(last, box):
                    yield run
                    run = []
            run.append(n)
            last = box
            if text in HYPHENS:
                yield run
                run, last = [], None
    yield run


def _over(last: Sequence[float], box: Sequence[float]) -> bool:
    """Tell whether a character is printed over its like: not quite in its place, as the parts of a ligature are."""
    (left, top, right, bottom), (other, height, end, _) = box, last
    near = min(OVER * (bottom - top), NARROW * (right - left))
    return abs(left - other) + abs(top - height) > 0 and abs(left - other) < near and abs(top - height) < near and abs(right - end) < near


def _apart(last: Sequence[float], box: Sequence[float]) -> bool:
    if box[1] == last[1] and last[0] <= box[0] <= last[2]:  # as nearly all are
        return False
    size = max(last[3] - last[1], box[3] - box[1])
    middle = (box[1] + box[3]) / 2
    beside = last[1] - 0.3 * size < middle < last[3] + 0.3 * size
    return not beside or box[0] - last[2] > GAP * size or box[0] < last[0] - size


def _fragment(glyphs: Glyphs, run: Sequence[int]) -> Iterator[Fragment]:
    text = " ".join("".join([glyphs.texts[n] for n in run]).split())
    if not text:
        return
    inked = [n for n in run if not glyphs.texts[n].isspace()]
    text = text[:-1] + "\xad" if text[-1] in HYPHENS else text
    boxes = [glyphs.boxes[n] for n in inked]
    size = max(statistics.median_low([bottom - top for _, top, _, bottom in boxes]), 1.0)
    text = numbers_apart(text, [len(glyphs.texts[n]) for n in inked], boxes, AFTER_NUMBER * size)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    bold, italic = (sum(getattr(glyphs.looks[n], look) for n in inked) > 0.8 * len(inked) for look in ("bold", "italic"))
    yield Fragment(text, min(lefts), min(tops), max(rights), max(bottoms), size, bold, italic)


def _once(fragments: list[Fragment]) -> list[Fragment]:
    """Leave out a fragment that lies over one with the same text."""
    kept: list[Fragment] = []
    places: dict[str, list[Fragment]] = {}
    for fragment in fragments:
        same = places.setdefault(fragment.text, [])
        near = OVER * fragment.size
        if not any(abs(one.left - fragment.left) < near and abs(one.top - fragment.top) < near for one in same):
            kept.append(fragment)
            same.append(fragment)
    return kept
