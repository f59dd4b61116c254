"""Take plain text apart into lines, and learn from all of them how it was wrapped and what repeats on each page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.importers.marks import BULLET, ENDS, runs_on

WRAPPED_WIDTH = 132  # characters; wider texts have a paragraph a line
WRAPPED_SHARE = 0.35  # of adjacent lines, the first of which runs on into the next
FULL_SHARE = 0.9  # of the width, where too few lines tell at what length they were broken
FORCED = 8  # so many lines tell
SPACED_SHARE, RUNNING_SHARE = 0.9, 0.2  # of lines with one blank line after them; of these, that run on beyond it
LEAST_FIRST, DEEPEST_FIRST = 2, 10  # columns; what is set in deeper is centred or quoted
LINES_A_PARAGRAPH = 15  # at most, on average, where first lines are set in
SHOUTED = 3  # so many full lines in capitals one after another are prose
ENDING = tuple(".!?:;…\"'”’)")
LINE = re.compile(r"[^\n\f\v\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without its outer space.

    ``gap``: blank lines or a page break before it; ``blank``: how many blank lines; ``indent``: columns of space before it;
    ``page``: one more than the form feeds before it.
    """

    start: int
    text: str
    gap: bool
    blank: int = 0
    indent: int = 0
    page: int = 1

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Shape:
    """What the lines of a text tell of all of it.

    ``full``: characters of a line and the next word that did not fit on it. ``margin``: columns of space before most lines;
    ``first``: how many more before the first line of each paragraph, 0 where these do not tell.
    ``shouted``: lines in capitals that are prose.
    """

    wrapped: bool
    width: float
    full: float
    capitals: bool
    margin: int = 0
    first: int = 0
    shouted: frozenset[str] = frozenset()

    def begins(self, line: Line) -> bool:
        """Tell whether a line is set in as the first of a paragraph is."""
        return bool(self.first) and line.indent == self.margin + self.first


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not blank. Where every line is followed by a blank one, these are no gaps."""
    lines: list[Line] = []
    end, page = 0, 1
    for match in LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            between = text[end:start]
            page += between.count("\f")
            indent = len(match.group().expandtabs()) - len(match.group().expandtabs().lstrip())
            blank = max(0, between.count("\n") - 1)
            lines.append(Line(start, stripped, blank > 0 or "\f" in between, blank, indent, page))
            end = start + len(stripped)
    return _close_up(lines)


def _close_up(lines: list[Line]) -> list[Line]:
    """Take back the gaps of a text that is spaced out: nearly every line has one blank line after it, and runs on beyond it."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    spaced = [(a.text, b.text) for a, b in pairs if b.blank == 1]
    running = sum(runs_on(a, b) for a, b in spaced)
    if len(spaced) < SPACED_SHARE * len(pairs) or running <= RUNNING_SHARE * len(spaced) or len(spaced) < FORCED:
        return lines
    return [replace(line, gap=line.blank > 1) if line.blank == 1 else line for line in lines]


def shape_of(lines: Sequence[Line]) -> Shape:
    """Tell whether and how wide a text was wrapped, and whether it is all in capitals."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if not b.gap]
    running = sum(not ENDS.search(a) and not BULLET.match(b) and (b[0].islower() or len(a) > FULL_SHARE * width) for a, b in pairs)
    whole = "".join(line.text for line in lines)
    letters = sum(map(str.isalpha, whole))
    forced = sorted(len(a) + 1 + len(b.split(maxsplit=1)[0]) for a, b in pairs if runs_on(a, b))
    margin = Counter(line.indent for line in lines).most_common(1)[0][0] if lines else 0
    return Shape(
        wrapped=width <= WRAPPED_WIDTH and running > WRAPPED_SHARE * len(pairs),
        width=width,
        full=forced[len(forced) // 20] if len(forced) >= FORCED else FULL_SHARE * width,
        capitals=sum(map(str.isupper, whole)) > 0.4 * letters,
        margin=margin,
        first=_first(lines, margin),
        shouted=_shouted(lines, width),
    )


def _shouted(lines: Sequence[Line], width: float) -> frozenset[str]:
    """Find lines in capitals that are no headings: several full ones follow each other."""
    found: set[str] = set()
    run: list[Line] = []
    for line in (*lines, None):
        if line and line.text.isupper() and not (run and line.gap):
            run.append(line)
            continue
        full = [len(one.text) > 0.75 * width for one in run]
        if len(run) >= SHOUTED and sum(full) >= SHOUTED - 1:
            goes_on = [False, *(was and not ENDS.search(one.text) for was, one in zip(full, run, strict=True))]
            found.update(one.text for one, is_full, goes in zip(run, full, goes_on, strict=False) if is_full or goes)
        run = [line] if line and line.text.isupper() else []
    return frozenset(found)


def _first(lines: Sequence[Line], margin: int) -> int:
    """Return by how many columns the first lines of paragraphs are set in; 0 where nothing shows that they are."""
    set_in = [
        (b.indent - margin, bool(a.text.endswith(ENDING) or b.gap or a.indent != b.indent)) for a, b in pairwise(lines) if _is_set_in(b, margin)
    ]
    if not set_in:
        return 0
    usual, count = Counter(columns for columns, _ in set_in).most_common(1)[0]
    after_ends = sum(columns == usual and ends for columns, ends in set_in)
    return usual if count >= max(FORCED, len(lines) / LINES_A_PARAGRAPH) and after_ends >= 0.9 * count else 0


def _is_set_in(line: Line, margin: int) -> bool:
    return margin + LEAST_FIRST <= line.indent <= margin + DEEPEST_FIRST and not BULLET.match(line.text)
