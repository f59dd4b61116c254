"""Part a paragraph's or a note's number from its words, where a PDF parts them by a gap too small for a space, or by size alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

RAISED = 0.8  # of the height of the words' letters: the number of a footnote is set smaller than they are
MOST_DIGITS = 3
BEGINS = re.compile(r"[\w“‘\"(£]")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)](?=[A-Z“‘\"])")


def after_raised(text: str, heights: Sequence[float]) -> str:
    """Put a space after a footnote's number that touches its words.

    Args:
        text: of the line.
        heights: of each of its signs that is no space, in points.

    >>> after_raised("1216 people", [7, 7, 11, 11, *[11] * 6]), after_raised("1216 people", [11] * 10)
    ('12 16 people', '1216 people')
    """
    small = next((n for n, height in enumerate(heights[: MOST_DIGITS + 1]) if height * RAISED > heights[0]), 0)
    if not small or not text[:small].isdecimal() or not BEGINS.match(text, small):
        return text
    return f"{text[:small]} {text[small:]}"


def spaced(text: str, lengths: Sequence[int], lefts: Sequence[float], rights: Sequence[float], least: float) -> str:
    """Put a space after the number that a line begins with, where the page has a gap there.

    Args:
        text: of the line.
        lengths: characters of each sign that is no space.
        lefts: their left edges, in points.
        rights: their right edges.
        least: points of space that are a gap.

    >>> spaced("4.We", [1, 1, 1, 1], [0, 6, 10, 20], [6, 9, 20, 26], 0.5), spaced("4.We", [1, 1, 1, 1], [0, 6, 9, 19], [6, 9, 19, 25], 0.5)
    ('4. We', '4.We')
    """
    number = NUMBER.match(text)
    if number is None or set(lengths[: number.end()]) != {1} or lefts[number.end()] - rights[number.end() - 1] <= least:
        return text
    return f"{number.group()} {text[number.end() :]}"
