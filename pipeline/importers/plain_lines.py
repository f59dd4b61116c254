"""Take plain text apart into lines, and learn from all of them how it was wrapped and what repeats on each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.importers.marks import BULLET, ENDS, LONE_BULLET, PAGE_NUMBER, RULE, SAYS_PAGE, digitless, runs_on

WRAPPED_WIDTH = 132  # characters; wider texts have a paragraph a line
WRAPPED_SHARE = 0.35  # of adjacent lines, the first of which runs on into the next
FULL_SHARE = 0.9  # of the width, where too few lines tell at what length they were broken
FORCED = 8  # so many lines tell
SHORT = 100  # characters: longer lines are no page furniture
REPEATS = 3  # a line repeated beside page numbers at least so often is page furniture
LINE = re.compile(r"[^\n\f\v\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without its outer space; ``gap``: blank lines or a page break before it."""

    start: int
    text: str
    gap: bool

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Shape:
    """What the lines of a text tell of all of it."""

    wrapped: bool
    width: float
    full: float  # characters of a line and the next word that did not fit on it
    capitals: bool


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    end = 0
    for match in LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            between = text[end:start]
            yield Line(start, stripped, gap=between.count("\n") > 1 or "\f" in between)
            end = start + len(stripped)


def shape_of(lines: Sequence[Line]) -> Shape:
    """Tell whether and how wide a text was wrapped, and whether it is all in capitals."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if not b.gap]
    running = sum(not ENDS.search(a) and not BULLET.match(b) and (b[0].islower() or len(a) > FULL_SHARE * width) for a, b in pairs)
    whole = "".join(line.text for line in lines)
    letters = sum(map(str.isalpha, whole))
    forced = sorted(len(a) + 1 + len(b.split(maxsplit=1)[0]) for a, b in pairs if runs_on(a, b))
    return Shape(
        wrapped=width <= WRAPPED_WIDTH and running > WRAPPED_SHARE * len(pairs),
        width=width,
        full=forced[len(forced) // 20] if len(forced) >= FORCED else FULL_SHARE * width,
        capitals=sum(map(str.isupper, whole)) > 0.4 * letters,
    )


def furniture_of(lines: Sequence[Line]) -> frozenset[int]:
    """Find page numbers and running headers and footers."""
    numbers = {n for n, line in enumerate(lines) if len(line.text) <= SHORT and PAGE_NUMBER.fullmatch(line.text)}
    alone = [int(re.sub(r"\D", "", lines[n].text)[:9] or 0) for n in sorted(numbers) if not SAYS_PAGE.search(lines[n].text)]
    counted = sum(b == a + 1 for a, b in pairwise(alone)) >= max(2, 0.5 * len(alone))
    pages = {n for n in numbers if SAYS_PAGE.search(lines[n].text) or counted}
    beside = Counter(digitless(lines[m].text) for n in pages for m in (n - 2, n - 1, n + 1, n + 2) if 0 <= m < len(lines))
    running = {text for text, count in beside.items() if count >= REPEATS and count > 0.5 * len(pages)}
    runners = {n for n, line in enumerate(lines) if len(line.text) <= SHORT and digitless(line.text) in running}
    return frozenset(pages | runners | {n for n, line in enumerate(lines) if RULE.fullmatch(line.text) and not LONE_BULLET.fullmatch(line.text)})
