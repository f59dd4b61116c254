"""Read a table whose cells are parted by lines across and down: what stands in one cell is one cell, whatever it spans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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
        A row for each height at which cells begin; none where no line down the page parts cells.
    """
    left, right, top, bottom = area[0].left, area[0].right, area[0].y, area[-1].y
    across = [rule for rule in rules if top - NEAR < rule.y < bottom - NEAR and rule.left > left - NEAR and rule.right < right + NEAR]
    down = [post for post in posts if left + NEAR < post.x < right - NEAR and post.top > top - NEAR and post.bottom < bottom + NEAR]
    ends = (left, right, *(post.x for post in down))
    across = [rule for rule in across if all(min(abs(end - at) for end in ends) < TOUCHES for at in (rule.left, rule.right))]
    if not down:
        return []
    tops, lefts = _apart([top, *(rule.y for rule in across)]), _apart([left, *(post.x for post in down)])
    cells: dict[float, dict[float, list[Fragment]]] = defaultdict(lambda: defaultdict(list))
    for fragment in inside:
        centre = (fragment.left + fragment.right) / 2
        above = [rule.y for rule in across if rule.y <= fragment.middle and rule.left - NEAR < centre < rule.right + NEAR]
        before = [post.x for post in down if post.x <= centre and post.top <= fragment.middle <= post.bottom]
        cells[tops[max(above, default=top)]][lefts[max(before, default=left)]].append(fragment)
    rows = [[_text(row[place]) for place in sorted(row)] for _, row in sorted(cells.items())]
    return rows if sum(len(row) > 1 for row in rows) >= LEAST_BESIDE else []


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
