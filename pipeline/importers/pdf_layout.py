"""Put the characters of a PDF page into lines and the lines into the order in which they are read.

Fragments (pieces of a line) come from the characters; where a page has columns they are
cut apart by a recursive XY-cut that looks for a gutter no fragment touches.

Source:
    XY-cut: Nagy and Seth (1984), Hierarchical representation of optically scanned documents.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

GUTTER = 0.35  # of the type size, to either side of the middle of a gutter
COLUMN_LINES, COLUMN_CHARACTERS = 4, 12  # what makes a column of text: so many lines of so many characters
CELL_GAP = 1.8  # type sizes of space between fragments of one line
HYPHENS = frozenset("\x02\ufffe")  # PDFium's marks for a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box, in points from the page's left and top; a space has none."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    turned: bool = False


@dataclass(frozen=True)
class Fragment:
    """Characters of one line without a wide gap between them."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Line:
    """Fragments beside one another; ``cells`` holds their texts where the gaps are wide."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    cells: tuple[str, ...]
    column: int = 0


@dataclass(frozen=True)
class Page:
    """A page's lines in reading order; ``side``: text that stands on its side; ``scanned``: a picture without text."""

    number: int
    height: float
    lines: tuple[Line, ...]
    side: str = ""
    scanned: bool = False


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Return a page's lines in reading order, each with the number of its column.

    Args:
        chars: the page's characters in the file's order, spaces and line ends included.
    """
    return [replace(line, column=number) for number, region in enumerate(_regions(list(_fragments(chars)))) for line in _lines(region)]


def _fragments(chars: Iterable[Char]) -> Iterator[Fragment]:
    run: list[Char] = []
    last: Char | None = None
    for char in chars:
        if char.text in "\r\n":
            yield from _fragment(run)
            run, last = [], None
        elif char.text.isspace():
            if run:
                run.append(char)
        else:
            if last and _doubled(last, char):
                continue
            if last and _apart(last, char):
                yield from _fragment(run)
                run = []
            run.append(char)
            last = char
    yield from _fragment(run)


def _doubled(last: Char, char: Char) -> bool:
    """Tell whether a character is printed over itself, to look bold."""
    return (
        last.text == char.text
        and abs(last.left - char.left) < 0.15 * char.size
        and abs(last.top - char.top) < 0.15 * char.size
        and char.right - char.left > 0.2 * char.size
    )


def _apart(last: Char, char: Char) -> bool:
    size = max(last.size, char.size)
    middle = (char.top + char.bottom) / 2
    beside = last.top - 0.3 * size < middle < last.bottom + 0.3 * size
    return not beside or char.left - last.right > CELL_GAP * size or char.left < last.left - size


def _fragment(run: Sequence[Char]) -> Iterator[Fragment]:
    inked = [char for char in run if not char.text.isspace()]
    if inked:
        text = "".join(" " if char.text.isspace() else char.text for char in run).strip()
        yield Fragment(
            text,
            min(char.left for char in inked),
            min(char.top for char in inked),
            max(char.right for char in inked),
            max(char.bottom for char in inked),
            statistics.median(char.size for char in inked),
            sum(char.bold for char in inked) > 0.8 * len(inked),
        )


def _regions(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    """Yield groups of fragments, each one column wide, in reading order."""
    parts = _cut(fragments) if len(fragments) >= 2 * COLUMN_LINES else None
    if parts is None:
        if fragments:
            yield fragments
        return
    for part in parts:
        yield from _regions(part)


def _cut(fragments: list[Fragment]) -> list[list[Fragment]] | None:
    """Cut a page at its best gutter: what spans it above and below, columns left and right."""
    size = statistics.median(fragment.size for fragment in fragments)
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    half = GUTTER * size
    edges = sorted({round(f.right + half + 1, 1) for f in fragments} | {round(f.left - half - 1, 1) for f in fragments})
    places = [x for x in edges if left + 0.15 * (right - left) < x < right - 0.15 * (right - left)]
    crossing = {x: sum(f.left < x + half and f.right > x - half for f in fragments) for x in places}
    for x in sorted(places, key=lambda x: (crossing[x], abs(x - (left + right) / 2)))[:6]:
        if crossing[x] > 0.4 * len(fragments):
            return None
        parts = _columns(fragments, x, half)
        if parts:
            return parts
    return None


def _columns(fragments: list[Fragment], x: float, half: float) -> list[list[Fragment]] | None:
    spanning = sorted((f for f in fragments if f.left < x + half and f.right > x - half), key=lambda f: f.top)
    bounds = [float("-inf"), *((f.top + f.bottom) / 2 for f in spanning), float("inf")]
    parts: list[list[Fragment]] = []
    beside = 0
    waiting: list[Fragment] = []
    for n, (top, bottom) in enumerate(pairwise(bounds)):
        between = [f for f in fragments if not (f.left < x + half and f.right > x - half) and top <= (f.top + f.bottom) / 2 < bottom]
        sides = [f for f in between if f.right <= x], [f for f in between if f.left >= x]
        if _side_by_side(*sides):
            parts.extend([part for part in (waiting, *sides) if part])
            waiting = []
            beside += len(between)
        else:
            waiting = [*waiting, *between]
        waiting = [*waiting, *spanning[n : n + 1]]
    parts.extend([waiting] if waiting else [])
    return parts if len(parts) > 1 and beside >= 2 * COLUMN_LINES else None


def _side_by_side(left: list[Fragment], right: list[Fragment]) -> bool:
    """Tell whether both sides are columns of text rather than cells of a table."""
    if min(len(left), len(right)) < COLUMN_LINES:
        return False
    if any(statistics.median(len(f.text) for f in side) < COLUMN_CHARACTERS for side in (left, right)):
        return False
    top, bottom = max(min(f.top for f in side) for side in (left, right)), min(max(f.bottom for f in side) for side in (left, right))
    shorter = min(max(f.bottom for f in side) - min(f.top for f in side) for side in (left, right))
    return bottom - top > 0.3 * shorter


def _lines(fragments: list[Fragment]) -> Iterator[Line]:
    """Yield the lines of one column, from top to bottom."""
    line: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: ((f.top + f.bottom) / 2, f.left)):
        middle = (fragment.top + fragment.bottom) / 2
        if line and not any(f.top < middle < f.bottom and f.top < fragment.bottom - 0.3 * fragment.size for f in line):
            yield _line(line)
            line = []
        line.append(fragment)
    if line:
        yield _line(line)


def _line(fragments: list[Fragment]) -> Line:
    ordered = sorted(fragments, key=lambda f: f.left)
    cells: list[str] = [ordered[0].text]
    for last, fragment in pairwise(ordered):
        if fragment.left - last.right > CELL_GAP * fragment.size:
            cells.append(fragment.text)
        else:
            cells[-1] += ("" if fragment.left - last.right < 0.1 * fragment.size else " ") + fragment.text
    longest = max(ordered, key=lambda f: len(f.text))
    return Line(
        " ".join(cells),
        ordered[0].left,
        min(f.top for f in ordered),
        max(f.right for f in ordered),
        max(f.bottom for f in ordered),
        longest.size,
        all(f.bold for f in ordered),
        tuple(cells),
    )
