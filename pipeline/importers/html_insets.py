"""Tell a box that two lines across a page set apart from the text that goes on after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.importers.pieces import Shown

PROSE = frozenset({"paragraph", "list_item"})
MOST_WORDS = 400  # a longer part of a page between two lines is a chapter of it


def inset(found: Sequence[Shown], rules: Sequence[int]) -> list[Shown]:
    """Let no heading of an inset head what follows it.

    Args:
        found: the pieces of a page. Not changed.
        rules: before which of them a line is drawn, in order.

    Returns:
        The same pieces. An inset stands between two lines that follow each other, begins with a heading, has prose before and after it,
        and no more than ``MOST_WORDS`` words. Its headings are deeper than the one above it, and the prose after it is of that one's level,
        or one less than the inset's where none is in sight, 0 for none at all.
    """
    made = list(found)
    ended = 0
    for start, end in pairwise(rules):
        if start < ended or not _is_inset(made, start, end):
            continue
        above = next((one.piece for one in reversed(made[:start]) if one.piece.kind == "heading"), None)
        depth = above.level if above else (made[start].piece.level or 1) - 1  # a title may stand outside of the main text
        if depth is None:
            continue  # of a heading in bold no level is known
        for n in range(start, end):
            piece = made[n].piece
            if piece.kind == "heading":
                made[n] = replace(made[n], piece=replace(piece, level=max(depth + 1, piece.level or 0)))
        made[end] = replace(made[end], piece=replace(made[end].piece, level=depth))
        ended = end
    return made


def _is_inset(found: Sequence[Shown], start: int, end: int) -> bool:
    kinds = [one.piece.kind for one in found]
    if not 0 < start < end - 1 or end >= len(found) or kinds[start] != "heading" or kinds[start - 1] not in PROSE or kinds[end] not in PROSE:
        return False
    return sum(len(one.piece.text.split()) for one in found[start:end]) <= MOST_WORDS
