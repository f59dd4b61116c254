"""Learn from all lines of a PDF what its ordinary text looks like."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.importers.marks import ENDS
from pipeline.importers.pdf_hyphens import Vocabulary, vocabulary
from pipeline.importers.pdf_page import Page

INDENT = 0.5  # type sizes
INDENTED = 0.3  # of the lines after a sentence's end: the document sets its paragraphs apart by indents
WIDEST = 1.7  # type sizes from line to line of one paragraph
AT_MARGIN = 1.0  # points
CALLED = re.compile(r"(?<=[.!?;:”’)])\d{1,3}$")


@dataclass(frozen=True)
class Body:
    """What the lines of a document tell of its ordinary text."""

    size: float
    bold: bool
    italic: bool
    leading: float
    right: float
    indents: bool
    justified: bool
    words: Vocabulary


def body_of(pages: Sequence[Page]) -> Body:
    """Learn from all lines what is ordinary."""
    lines = [line for page in pages for line in page.lines if not line.rows]
    weights: Counter[float] = Counter()
    bold = italic = 0
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
        bold += len(line.text) * line.bold
        italic += len(line.text) * line.italic
    size = weights.most_common(1)[0][0] if weights else 10.0
    pairs = [(a, b) for page in pages for a, b in pairwise(page.lines) if a.column == b.column]
    steps = [b.top - a.top for a, b in pairs if 0 < b.top - a.top < 4 * a.size]
    steps = [step for step in steps if step < WIDEST * size] or steps
    rights = sorted(line.right for line in lines)
    leading = statistics.median_low(sorted(round(step, 1) for step in steps)) if steps else 1.2 * size
    close = [b.left - a.left for a, b in pairs if ends(a.text) and 0 < b.top - a.top < 1.2 * leading and b.text[0].isupper()]
    return Body(
        size=size,
        bold=bold > 0.5 * sum(weights.values()),
        italic=italic > 0.5 * sum(weights.values()),
        leading=leading,
        right=rights[int(0.95 * (len(rights) - 1))] if rights else 0.0,
        justified=_justified(pages),
        indents=sum(INDENT * size < shift < 4 * size for shift in close) > INDENTED * len(close),
        words=vocabulary(line.text for line in lines),
    )


def _justified(pages: Sequence[Page]) -> bool:
    """Tell whether most lines that others follow in their column end at one margin."""
    ends: list[float] = []
    for page in pages:
        for column in {line.column for line in page.lines}:
            rights = [line.right for line in page.lines if line.column == column]
            margin = sorted(rights)[int(0.9 * (len(rights) - 1))]
            ends.extend(abs(right - margin) for right in rights)
    return sum(end < AT_MARGIN for end in ends) > 0.5 * len(ends)


def ends(text: str) -> bool:
    """Tell whether a text ends a sentence; the number of a footnote may follow.

    >>> ends("It was agreed.12"), ends("It was in 2012")
    (True, False)
    """
    return bool(ENDS.search(CALLED.sub("", text)))
