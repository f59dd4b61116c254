"""Find the tables of a PDF page: between rules, or by cells that stand under one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.importers.pdf_entries import labels_of
from pipeline.importers.pdf_grid import grid_of
from pipeline.importers.pdf_page import Fragment, Line, Post, Rule

CELL_WORDS = 10  # of a table without rules
ALIGNED = 3.0  # points
TOUCH = 0.1  # type sizes between what is one word
NEAR = 2.0  # points: what stands so near is of one column
TALLEST = 0.5  # of a page between two rules of one table
MOST_HEAD = 30.0  # points: height of a row that stands on a table's first rule
PAIRS = 3  # so many lines of two cells that stand under one another are a table


def with_tables(fragments: Sequence[Fragment], rules: Sequence[Rule], height: float, posts: Sequence[Post] = ()) -> list[Fragment]:
    """Put what stands between the rules of a table into one fragment with its rows."""
    left = list(fragments)
    for ruled in _areas(rules, height):
        area = _with_head(left, ruled)
        within = [f for f in left if area[0].y < f.middle < area[-1].y and area[0].left - ALIGNED <= f.left and f.right <= area[0].right + ALIGNED]
        inside = _touching(within)
        rows = grid_of(inside, area, rules, posts) or _rows_between(inside, area)
        if rows:
            size = sorted(f.size for f in inside)[len(inside) // 2]
            known = set(map(id, within))
            left = [f for f in left if id(f) not in known]
            left.append(Fragment(written(rows), area[0].left, area[0].y, area[0].right, area[-1].y, size, rows=tuple(map(tuple, rows))))
    return left


def written(rows: Sequence[Sequence[str]]) -> str:
    r"""Write a table: a row a line, its cells parted by a bar; an empty cell keeps its place.

    >>> written([["Holm", "", "41"], ["Dale", "7", ""]])
    'Holm |  | 41\nDale | 7 |'
    """
    return "\n".join(" | ".join(row).strip() for row in rows if any(row))


def _areas(rules: Sequence[Rule], height: float) -> Iterator[list[Rule]]:
    """Yield the rules of each table: three or more of like extent, one under another."""
    used: set[Rule] = set()
    ordered = sorted(rules, key=lambda rule: rule.y)
    for rule in ordered:
        if rule in used:
            continue
        area = [rule]
        for other in ordered:
            like = abs(other.left - rule.left) < ALIGNED and abs(other.right - rule.right) < ALIGNED
            if like and 2 * ALIGNED < other.y - area[-1].y < TALLEST * height:
                area.append(other)
        used.update(area)
        if len(area) > 2:
            yield area


def _touching(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Join fragments of one line that touch: a bracket after a raised figure is no cell."""
    joined: list[Fragment] = []
    for line in _table_lines(fragments):
        for fragment in sorted(line, key=lambda f: f.left):
            last = joined[-1] if joined and joined[-1].middle > fragment.middle - fragment.size / 2 else None
            if last and abs(fragment.left - last.right) < TOUCH * fragment.size:
                joined[-1] = replace(last, text=last.text + fragment.text, right=fragment.right, bottom=max(last.bottom, fragment.bottom))
            else:
                joined.append(fragment)
    return joined


def _with_head(fragments: Sequence[Fragment], area: list[Rule]) -> list[Rule]:
    """Take in a row that stands on the first rule, where rules are drawn under rows only."""
    top, step = area[0], min(area[1].y - area[0].y, MOST_HEAD)
    above = [f for f in fragments if top.y - step < f.middle < top.y and top.left - ALIGNED <= f.left and f.right <= top.right + ALIGNED]
    below = [f for f in fragments if top.y < f.middle < area[-1].y and top.left - ALIGNED <= f.left]
    columns = _columns(below)
    if len({_column(f, columns) for f in above}) < 2 or any(len(f.text.split()) > CELL_WORDS for f in above):
        return area
    return [Rule(top.left, top.right, top.y - step), *area]


def _rows_between(inside: Sequence[Fragment], area: Sequence[Rule]) -> list[list[str]]:
    """Return the rows of a ruled table; none if what stands between the rules is no table."""
    columns = _columns(inside)
    bands = [[f for f in inside if top.y < f.middle < bottom.y] for top, bottom in pairwise(area)]
    bands = [band for band in bands if band]
    beside = sum(len({_column(f, columns) for f in band}) > 1 for band in bands)
    if len(columns) < 2 or beside < 2 or beside < 0.5 * len(bands):
        return []
    rows: list[list[str]] = []
    for band in bands:
        lines = _table_lines(band)
        cut = len(bands) <= 2 or _many_rows(lines, columns)  # rules only around the head, not between the rows
        rows.extend(_row(line, columns) for line in lines) if cut else rows.append(_row(band, columns))
    return rows


def _many_rows(lines: Sequence[Sequence[Fragment]], columns: Sequence[tuple[float, float]]) -> bool:
    return len(lines) > 2 and all(len({_column(f, columns) for f in line}) >= 0.6 * len(columns) for line in lines)


def _table_lines(band: Sequence[Fragment]) -> list[list[Fragment]]:
    lines: list[list[Fragment]] = []
    for fragment in sorted(band, key=lambda f: f.middle):
        if lines and fragment.middle - lines[-1][0].middle < 0.5 * fragment.size:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return lines


def _columns(fragments: Sequence[Fragment]) -> list[tuple[float, float]]:
    """Return the columns: where fragments lie over one another, from the left; a heading over two columns makes none of its own."""
    found: list[tuple[float, float]] = []
    for fragment in sorted(fragments, key=lambda f: f.right - f.left):
        over = [column for column in found if _shared(fragment, column) > -NEAR]
        if len(over) < 2 or over[-1][0] - over[0][1] < NEAR:
            joined = (min([fragment.left, *(left for left, _ in over)]), max([fragment.right, *(right for _, right in over)]))
            found = sorted([*(column for column in found if column not in over), joined])
    return found


def _shared(fragment: Fragment, column: tuple[float, float]) -> float:
    """Return how much of its width a fragment shares with a column; how far it is from it, below 0, where it shares none."""
    return min(fragment.right, column[1]) - max(fragment.left, column[0])


def _column(fragment: Fragment, columns: Sequence[tuple[float, float]]) -> int:
    over = [n for n, column in enumerate(columns) if _shared(fragment, column) > 0]
    return over[0] if over else max(range(len(columns)), key=lambda n: _shared(fragment, columns[n]), default=0)


def _row(fragments: Sequence[Fragment], columns: Sequence[tuple[float, float]]) -> list[str]:
    cells: list[list[Fragment]] = [[] for _ in columns]
    for fragment in sorted((piece for cell in fragments for piece in _pieces(cell, columns)), key=lambda f: f.left):
        cells[_column(fragment, columns)].append(fragment)
    return [" ".join(f.text for line in _table_lines(cell) for f in sorted(line, key=lambda f: f.left)) for cell in cells]


def _pieces(cell: Fragment, columns: Sequence[tuple[float, float]]) -> tuple[Fragment, ...]:
    """Return what was joined into a cell that stands over more than one column, else the cell."""
    return cell.cells if cell.cells and sum(_shared(cell, column) > 0 for column in columns) > 1 else (cell,)


def rows_of(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that are rows of a table without rules: short cells with wide gaps, on more than one line."""
    cells = [len(line.cells) - labels_of(line) for line in lines]
    short = [all(len(cell.text.split()) <= CELL_WORDS for cell in line.cells) for line in lines]
    wide = {n for n, count in enumerate(cells) if count >= 3 and short[n] and any(0 <= m < len(cells) and cells[m] >= 2 for m in (n - 1, n + 1))}
    beside = {n for n, count in enumerate(cells) if count == 2 and short[n] and (n - 1 in wide or n + 1 in wide)}
    rows = wide | beside | {n for run in _pairs(lines, cells, short) for n in run}
    return frozenset(
        rows | {n for n in range(1, len(lines) - 1) if {n - 1, n + 1} <= rows and n not in rows and _is_narrow_row(lines[n - 1 : n + 2])}
    )


def _is_narrow_row(three: Sequence[Line]) -> bool:
    """Tell whether a line between two rows is one too, with a long first cell that nearly touches the second."""
    above, line, below = three
    if len(line.cells) != 1 or {len(above.cells), len(below.cells)} != {2} or len({one.column for one in three}) > 1:
        return False
    return any(_aligned(above.cells[1], piece) and _aligned(piece, below.cells[1]) for piece in line.cells[0].cells[1:])


def _pairs(lines: Sequence[Line], cells: Sequence[int], short: Sequence[bool]) -> Iterator[list[int]]:
    """Yield runs of lines with two cells each, the second ones under one another."""
    run: list[int] = []
    for n, line in enumerate(lines):
        fits = cells[n] == 2 and short[n] and len(line.cells) == 2
        if fits and run and not _aligned(lines[run[-1]].cells[1], line.cells[1]):
            fits = False
        run = [*run, n] if fits else []
        if len(run) >= PAIRS:
            yield run


def _aligned(above: Fragment, below: Fragment) -> bool:
    return abs(above.left - below.left) < ALIGNED or abs(above.right - below.right) < ALIGNED


def table_of(lines: Sequence[Line]) -> str:
    """Write lines that are rows of one table; a line that goes on with cells of the row above is put into them."""
    if len(lines) == 1:
        return written(lines[0].rows or [[cell.text for cell in lines[0].cells]])
    columns = _columns([cell for line in lines for cell in line.cells])
    rows: list[list[str]] = []
    for line in lines:
        cells = _row(line.cells, columns)
        if rows and not cells[0] and all(not cell or cell[0].islower() for cell in cells):
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return written(rows)
