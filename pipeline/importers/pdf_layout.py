"""Put the fragments of a PDF page into lines and the lines into the order in which they are read.

Where a page has columns they are cut apart by a recursive XY-cut that looks for a
gutter no fragment touches.

Source:
    XY-cut: Nagy and Seth (1984), Hierarchical representation of optically scanned documents.
"""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.importers.pdf_columns import COLUMN_LINES, beside, side_by_side
from pipeline.importers.pdf_page import Fragment, Gutter, Line, Post, Rule
from pipeline.importers.pdf_tables import with_tables

GUTTER = 0.35  # of the type size, to either side of the middle of a gutter
CELL_GAP = 1.8  # type sizes of space between fragments of one line
SPACE = 0.1  # type sizes
TRIED = 6  # gutters
APART = 0.3  # type sizes of space between a column's last line and what stands under it


def lines_of(
    fragments: Sequence[Fragment], rules: Sequence[Rule] = (), height: float = 0.0, posts: Sequence[Post] = (), known: Sequence[Gutter] = ()
) -> list[Line]:
    """Return a page's lines in reading order, each with the number of its column.

    Args:
        fragments: the page's, in any order.
        rules: the straight lines drawn across it, by which tables are known.
        height: of the page.
        posts: the straight lines drawn down it, which part a table's cells.
        known: between columns of the document's pages.
    """
    pieces = with_tables(fragments, rules, height, posts)
    return [replace(line, column=number) for number, region in enumerate(_regions(pieces, known)) for line in _lines(region)]


def _regions(fragments: list[Fragment], known: Sequence[Gutter]) -> Iterator[list[Fragment]]:
    """Yield groups of fragments, each one column wide, in reading order."""
    parts = _cut(fragments, known) if len(fragments) >= 2 * COLUMN_LINES else None
    if parts is None:
        if fragments:
            yield fragments
        return
    for part in parts:
        yield from _regions(part, known)


def _cut(fragments: list[Fragment], known: Sequence[Gutter]) -> list[list[Fragment]] | None:
    """Cut a page at its best gutter: what spans it above and below, columns left and right."""
    size = statistics.median(fragment.size for fragment in fragments)
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    half = GUTTER * size
    edges = sorted({round(f.right + half + 1, 1) for f in fragments} | {round(f.left - half - 1, 1) for f in fragments})
    places = [x for x in edges if left + 0.15 * (right - left) < x < right - 0.15 * (right - left)]
    lefts, rights, at = np.sort([f.left for f in fragments]), np.sort([f.right for f in fragments]), np.array(places)
    crossed = np.searchsorted(lefts, at + half) - np.searchsorted(rights, at - half, side="right")  # begun, less those ended
    crossing = dict(zip(places, crossed.tolist(), strict=True))
    for x in sorted(places, key=lambda x: (crossing[x], abs(x - (left + right) / 2)))[:TRIED]:
        if crossing[x] > 0.4 * len(fragments):
            return None
        parts = _columns(fragments, x, half, known)
        if parts:
            return parts
    return None


def _columns(fragments: list[Fragment], x: float, half: float, known: Sequence[Gutter]) -> list[list[Fragment]] | None:
    spanning = sorted((f for f in fragments if f.left < x + half and f.right > x - half), key=lambda f: f.middle)
    beside_it = [f for f in fragments if not (f.left < x + half and f.right > x - half)]
    parts: list[list[Fragment]] = []
    parted = 0
    waiting: list[Fragment] = []
    for n, between in enumerate(_parted(beside_it, [f.middle for f in spanning])):
        sides = [f for f in between if f.right <= x], [f for f in between if f.left >= x]
        if side_by_side(*sides, known):
            under = _heads_what_follows(*sides) if n < len(spanning) else []
            sides = [f for f in sides[0] if f not in under], sides[1]
            parts.extend([part for part in (waiting, *sides) if part])
            waiting = under
            parted += len(between)
        else:
            waiting = [*waiting, *between]
        waiting = [*waiting, *spanning[n : n + 1]]
    parts.extend([waiting] if waiting else [])
    return parts if len(parts) > 1 and parted >= 2 * COLUMN_LINES else None


def _parted(fragments: list[Fragment], heights: list[float]) -> list[list[Fragment]]:
    """Part fragments at heights, from top to bottom: one group more than heights, in each the order kept."""
    parts: list[list[Fragment]] = [[] for _ in range(len(heights) + 1)]
    for fragment in fragments:
        parts[bisect_right(heights, fragment.middle)].append(fragment)
    return parts


def _heads_what_follows(left: list[Fragment], right: list[Fragment]) -> list[Fragment]:
    """Return the line that stands apart under the left column and below the right one: it heads what spans both."""
    lines = list(beside(left))
    if len(lines) < 2:
        return []
    last, above = lines[-1], max(f.bottom for f in lines[-2])
    apart = min(f.top for f in last) - above > APART * max(f.size for f in last)
    return last if apart and min(f.middle for f in last) > max(f.bottom for f in right) else []


def _lines(fragments: list[Fragment]) -> Iterator[Line]:
    """Yield the lines of one column, from top to bottom; a table with its rows is one."""
    tables = [f for f in fragments if f.rows]
    lines = [_line(line) for line in beside([f for f in fragments if not f.rows])] + [_line([table]) for table in tables]
    yield from sorted(lines, key=lambda line: (line.top + line.bottom) / 2) if tables else lines


def _line(fragments: list[Fragment]) -> Line:
    ordered = sorted(fragments, key=lambda f: f.left)
    cells: list[Fragment] = [ordered[0]]
    for last, fragment in pairwise(ordered):
        if fragment.left - last.right > CELL_GAP * fragment.size:
            cells.append(fragment)
        else:
            close = fragment.confidence is None and fragment.left - last.right < SPACE * fragment.size  # recognised words are whole
            cells[-1] = _joined(cells[-1], fragment, "" if close else " ")
    longest = max(ordered, key=lambda f: len(f.text))
    return Line(
        " ".join(cell.text for cell in cells),
        ordered[0].left,
        longest.top,  # a raised figure does not move a line
        max(f.right for f in ordered),
        longest.bottom,
        longest.size,
        all(f.bold for f in ordered),
        all(f.italic for f in ordered),
        rows=ordered[0].rows,
        cells=tuple(cells),
    )


def _joined(one: Fragment, other: Fragment, between: str) -> Fragment:
    text = one.text + between + other.text
    sure = None if one.confidence is None or other.confidence is None else _mean((one, other))
    top, bottom = min(one.top, other.top), max(one.bottom, other.bottom)
    return replace(one, text=text, right=max(one.right, other.right), top=top, bottom=bottom, confidence=sure, cells=(*(one.cells or (one,)), other))


def _mean(fragments: Sequence[Fragment]) -> float:
    return sum((f.confidence or 0) * len(f.text) for f in fragments) / sum(len(f.text) for f in fragments)
