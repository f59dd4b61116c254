"""Read a table whose cells are parted by lines across and down: what stands in one cell is one cell, whatever it spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.importers.pdf_page import Fragment, Post, Rule

NEAR = 3.0  # points: lines so near to one another are one
TOUCHES = 2.0  # points: a line that parts cells goes from one line down the page to another; what underlines or shades words does not
LEAST_BESIDE = 2  # rows with cells side by side


def grid_of(inside: Sequence[Fragment], area: Sequence[Rule], rules: Sequence[Rule], posts: Sequence[Post]) -> list[list[str]]:
    """Return the rows of a table, each with the texts of its cells.

    Args:
        inside: the fragments that stand in it.
        area: rules across all of it, from its top to its bottom.
        rules: across the page; those across some of the table's columns part only these.
        posts: down the page.

    Returns:
        A row for each height at which cells with words begin, an empty cell in its place; none where no line down the page parts cells.
    """
    left, right, top, bottom = area[0].left, area[0].right, area[0].y, area[-1].y
    across = [rule for rule in rules if top - NEAR < rule.y < bottom - NEAR and rule.left > left - NEAR and rule.right < right + NEAR]
    down = [post for post in posts if left + NEAR < post.x < right - NEAR and post.top > top - NEAR and post.bottom < bottom + NEAR]
    if not down:
        return []
    ends = sorted({left, right, *(post.x for post in down)})
    across = sorted((rule for rule in across if all(_is_near(at, ends) for at in (rule.left, rule.right))), key=lambda rule: rule.y)
    down.sort(key=lambda post: post.x)
    heights, places = [rule.y for rule in across], [post.x for post in down]
    tops, lefts = _apart([top, *(rule.y for rule in across)]), _apart([left, *(post.x for post in down)])
    cells: dict[float, dict[float, list[Fragment]]] = defaultdict(lambda: defaultdict(list))
    for fragment in inside:
        centre = (fragment.left + fragment.right) / 2
        nearest = reversed(down[: bisect_right(places, centre)])
        before = next((post.x for post in nearest if post.top <= fragment.middle <= post.bottom), left)
        cells[tops[_above(across, heights, centre, fragment.middle, top)]][lefts[before]].append(fragment)
    for height, row in cells.items():
        inner = height + 2 * NEAR
        begins = sorted({left, right, *(lefts[post.x] for post in down if post.top <= inner <= post.bottom)})
        for place, after in pairwise(begins):
            if tops[_above(across, heights, (place + after) / 2, inner, top)] == height:
                row.setdefault(place, [])
    rows = [[_text(row[place]) for place in sorted(row)] for _, row in sorted(cells.items())]
    return rows if sum(sum(map(bool, row)) > 1 for row in rows) >= LEAST_BESIDE else []


def _above(across: Sequence[Rule], heights: Sequence[float], x: float, y: float, top: float) -> float:
    """Return the height of the lowest rule over a place; the top where there is none."""
    over = reversed(across[: bisect_right(heights, y)])
    return next((rule.y for rule in over if rule.left - NEAR < x < rule.right + NEAR), top)


def _is_near(at: float, ends: Sequence[float]) -> bool:
    """Tell whether a place touches one of some that are in order."""
    n = bisect_left(ends, at)
    return any(abs(end - at) < TOUCHES for end in ends[max(n - 1, 0) : n + 1])


def _apart(places: Sequence[float]) -> dict[float, float]:
    """Say of each place which it is, where those near to one another are one: the first of them."""
    found: dict[float, float] = {}
    last = first = None
    for place in sorted(places):
        first = place if last is None or first is None or place - last > NEAR else first
        found[place] = first
        last = place
    return found


def _text(cell: Sequence[Fragment]) -> str:
    """Return the text of a cell, from top to bottom."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(cell, key=lambda one: one.middle):
        if lines and fragment.middle - lines[-1][0].middle < fragment.size / 2:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return " ".join(one.text for line in lines for one in sorted(line, key=lambda one: one.left))
