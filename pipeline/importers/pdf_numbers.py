"""Part a paragraph's number from its words, where a PDF parts them by a gap too small to be taken for a space."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)](?=[A-Z“‘\"])")


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
