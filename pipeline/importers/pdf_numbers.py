"""Part numbers from what they touch: of paragraphs and notes from words where a gap is too small for a space, marks of notes from figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

RAISED = 0.8  # of the height of the words' letters: the number of a footnote is set smaller than they are
MOST_DIGITS = 3
LIFT = 0.1  # of a figure's height: a mark stands so much above its foot, or more
BETWEEN = frozenset(".,;:)”’\"'")  # signs between a figure and the mark after it
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BEGINS = re.compile(r"[\w“‘\"(£]")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)](?=[A-Z“‘\"£])")
OVER_FIGURE = re.compile(r"\d{1,3}[.)](?=\d)")  # the number of a paragraph that begins with a figure


def numbers_apart(text: str, lengths: Sequence[int], boxes: Sequence[Sequence[float]], least: float) -> str:
    """Part the numbers of a line from what they touch.

    Args:
        text: of the line.
        lengths: characters of each sign that is no space.
        boxes: left, top, right and bottom of each, in points from the top left.
        least: points of space that are a gap after a number.
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    heights = [bottom - top for top, bottom in zip(tops, bottoms, strict=True)]
    return spaced(after_raised(with_marks(text, heights, bottoms), heights), lengths, lefts, rights, least)


def with_marks(text: str, heights: Sequence[float], bottoms: Sequence[float]) -> str:
    """Write the raised digits that touch a figure as such, so that 2025 with note 6 is not 20256.

    Args:
        text: of the line.
        heights: of each of its signs that is no space, in points.
        bottoms: how far below the top of the page each ends.

    >>> with_marks("In 20256", [11] * 6 + [7], [20] * 6 + [15]), with_marks("In 20256", [11] * 7, [20] * 7)
    ('In 2025⁶', 'In 20256')
    """
    signs = [n for n, sign in enumerate(text) if not sign.isspace()]
    if len(signs) != len(heights):
        return text
    marks, figure = set[int](), None
    for k, n in enumerate(signs):
        if text[n].isdecimal() and figure is not None and n == signs[k - 1] + 1 and _is_raised(heights, bottoms, k, figure):
            marks.add(n)
        elif text[n].isdecimal():
            figure = k
        elif text[n] not in BETWEEN:
            figure = None
    return "".join(sign.translate(SUPERSCRIPTS) if n in marks else sign for n, sign in enumerate(text))


def _is_raised(heights: Sequence[float], bottoms: Sequence[float], sign: int, figure: int) -> bool:
    return heights[sign] < RAISED * heights[figure] and bottoms[sign] < bottoms[figure] - LIFT * heights[figure]


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
    number = NUMBER.match(text) or OVER_FIGURE.match(text)
    if number is None or set(lengths[: number.end() + 1]) != {1} or lefts[number.end()] - rights[number.end() - 1] <= least:
        return text
    if text[number.end()].isdecimal() and lefts[number.end() - 1] - rights[number.end() - 2] > least:  # signs that all stand apart
        return text
    return f"{number.group()} {text[number.end() :]}"
