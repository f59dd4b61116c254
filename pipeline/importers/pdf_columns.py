"""Tell columns of text from the cells of a table, and remember where a document's columns are."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.importers.pdf_page import Fragment, Gutter, Line, Page

COLUMN_LINES, COLUMN_CHARACTERS = 4, 12  # what makes a column of text: so many lines of so many characters
STRETCHED_LINES = 8
INKED = 0.7  # of the width of stretched lines by their words: the cells of a table's rows have less
FILLED = 0.55  # of a column's width by its usual line: cells of a table leave more of it empty
LEVEL = 0.4  # of the lower one's height: what overlaps by more stands on one line, raised figures too
NEAR = 3.0  # points between the edge of a column and that of another page's
INSET = 8.0  # points by which a table is set into its column
RAGGED = 30.0  # points by which the longest line of a column may be shorter than another page's


def side_by_side(left: list[Fragment], right: list[Fragment], known: Sequence[Gutter] = ()) -> bool:
    """Tell whether both sides are columns of text rather than cells of a table.

    Args:
        left: the fragments on one side of a gutter.
        right: those on the other.
        known: the gutters of the document's other pages, by which the last column is known, however short.
    """
    return _both_are_prose(left, right) or _ends_beside(left, right, known)


def _both_are_prose(left: list[Fragment], right: list[Fragment]) -> bool:
    """Tell whether both sides are columns of some lines of prose."""
    if min(len(left), len(right)) < COLUMN_LINES:
        return False
    if not all(_wordy(side) and _filled(side) for side in (left, right)):
        return False
    top, bottom = max(min(f.top for f in side) for side in (left, right)), min(max(f.bottom for f in side) for side in (left, right))
    shorter = min(max(f.bottom for f in side) - min(f.top for f in side) for side in (left, right))
    return bottom - top > 0.3 * shorter


def _ends_beside(left: list[Fragment], right: list[Fragment], known: Sequence[Gutter]) -> bool:
    """Tell whether the right side is the few lines or the table with which a text in columns ends: beside a column, where other pages have one."""
    if not known or not right or len(list(beside(left))) < STRETCHED_LINES or max(f.bottom for f in right) >= max(f.bottom for f in left):
        return False
    end, begin = max(f.right for f in left), min(f.left for f in right)
    placed = any(gutter.left - RAGGED < end < gutter.left + NEAR and -NEAR < begin - gutter.right < INSET for gutter in known)
    return placed and _wordy(left) and _filled(left)


def gutters_of(pages: Sequence[Page]) -> tuple[Gutter, ...]:
    """Return the gutters between the columns of some pages, each once."""
    found: set[tuple[float, float]] = set()
    for page in pages:
        columns: dict[int, list[Line]] = defaultdict(list)
        for line in page.lines:
            columns[line.column].append(line)
        for one, other in pairwise(columns[number] for number in sorted(columns)):
            left, right = max(line.right for line in one), min(line.left for line in other)
            beside_it = min(line.top for line in other) < max(line.bottom for line in one)
            if min(len(one), len(other)) >= COLUMN_LINES and left < right and beside_it:
                found.add((round(left), round(right)))
    return tuple(Gutter(left, right) for left, right in sorted(found))


def _wordy(side: list[Fragment]) -> bool:
    """Tell whether a column has the words of prose: its fragments have, or its lines where they are stretched and so come in pieces."""
    if statistics.median(len(f.text) for f in side) >= COLUMN_CHARACTERS:
        return True
    lines = list(beside(side))
    long = statistics.median(sum(len(f.text) for f in line) for line in lines) >= 2 * COLUMN_CHARACTERS
    return len(lines) >= STRETCHED_LINES and long and statistics.median(_inked(line) for line in lines) > INKED


def _inked(line: list[Fragment]) -> float:
    """Return the share of a line's width that its words take; 0 where it has no width."""
    width = max(f.right for f in line) - min(f.left for f in line)
    return sum(f.right - f.left for f in line) / width if width > 0 else 0.0


def _filled(side: list[Fragment]) -> bool:
    """Tell whether most lines of a column fill it, as prose does."""
    lines = [(min(f.left for f in line), max(f.right for f in line)) for line in beside(side)]
    width = max(right for _, right in lines) - min(left for left, _ in lines)
    return statistics.median(right - left for left, right in lines) > FILLED * width


def beside(fragments: list[Fragment]) -> Iterator[list[Fragment]]:
    """Yield the fragments of each line of one column, from top to bottom."""
    line: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: (f.middle, f.left)):
        if line and not any(_overlap(f, fragment) > LEVEL * min(f.bottom - f.top, fragment.bottom - fragment.top) for f in line):
            yield line
            line = []
        line.append(fragment)
    if line:
        yield line


def _overlap(one: Fragment, other: Fragment) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)
