"""Find the running headers, footers and page numbers of a PDF by what repeats at the edges of its pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.importers.marks import PAGE_NUMBER, SAYS_PAGE, digitless
from pipeline.importers.pdf_page import Line, Page

EDGE_LINES = 4  # at the top and bottom of a page that may be running lines
RUNNING_WORDS = 20
REPEATS = 3
SAME_PLACE = 3.0  # points
SAME_HEIGHT = 6.0  # points: a page scanned a little aslant has its lines higher or lower
NEAR_PLACE = 18.0  # points: a page of another make has its outermost line so much higher or lower
CALL = re.compile(r"[^\W\d][.,;:!?’”)]*(\d{1,3})\b")  # of a footnote: a number right after a word
CLOSE, ALIKE = 1.4, 0.15  # type sizes: lines of one note
NEIGHBOURS = 2  # pages: left and right pages have lines of their own


@dataclass(frozen=True)
class _Edge:
    """A line at the edge of a page: its number there, and its height."""

    page: int
    n: int
    line: Line
    height: float


def running_lines(pages: Sequence[Page]) -> dict[int, frozenset[int]]:
    """Find, for each page, the numbers of its lines that are running headers, footers or page numbers."""
    edges = {page.number: _edge(page) for page in pages}
    repeated = _repeated(pages, edges)
    known = _known(pages, repeated)
    offset = _offset(pages, edges)
    return {
        page.number: frozenset(
            n
            for n in edges[page.number]
            if _is_page_number(page.lines[n].text, page.number, offset) or (page.number, n) in repeated or _is_outermost(page, n, known)
        )
        for page in pages
    }


def _edge(page: Page) -> list[int]:
    order = sorted(range(len(page.lines)), key=lambda n: page.lines[n].top)
    return sorted({*order[:EDGE_LINES], *order[-EDGE_LINES:]})


def _repeated(pages: Sequence[Page], edges: dict[int, list[int]]) -> frozenset[tuple[int, int]]:
    """Return page and number of the lines that stand, but for their numbers, at one height on many pages, or on neighbouring ones."""
    seen: dict[str, list[_Edge]] = defaultdict(list)
    for page in pages:
        for n in edges[page.number]:
            if not _under_note(page, n) and not _in_table(page, n):
                seen[digitless(page.lines[n].text)].append(_Edge(page.number, n, page.lines[n], _height(page, n)))
    called = {page.number: {int(match[1]) for line in page.lines for match in CALL.finditer(line.text)} for page in pages}
    needed = max(2 if len(pages) <= REPEATS else REPEATS, 0.25 * len(pages))
    return frozenset(
        (one.page, one.n)
        for key, found in seen.items()
        if key.strip("# .") and len(key.split()) <= RUNNING_WORDS and not _are_notes([(one.page, one.line) for one in found], called)
        for level in _at_one_height(found)
        if len({one.page for one in level}) >= needed or _in_place([(one.page, one.line) for one in level])
        for one in level
    )


def _known(pages: Sequence[Page], repeated: frozenset[tuple[int, int]]) -> dict[str, list[_Edge]]:
    """Return the running lines that repeat, by their words without numbers."""
    known: dict[str, list[_Edge]] = defaultdict(list)
    for page in pages:
        for n, line in enumerate(page.lines):
            if (page.number, n) in repeated:
                known[digitless(line.text)].append(_Edge(page.number, n, line, _height(page, n)))
    return known


def _is_outermost(page: Page, n: int, known: dict[str, list[_Edge]]) -> bool:
    """Tell whether a line is the first or last of its page and a running line on others, near that place: a table may be under it."""
    line, height = page.lines[n], _height(page, n)
    tops = [other.top for other in page.lines]
    return line.top in {min(tops), max(tops)} and any(
        abs(one.height - height) < NEAR_PLACE and abs(one.line.size - line.size) < ALIKE * line.size for one in known.get(digitless(line.text), ())
    )


def _height(page: Page, n: int) -> float:
    """Return how far a line is from the edge of the page that it is nearer to: from the lower one, below nothing."""
    top = page.lines[n].top
    return top if top < page.height / 2 else top - page.height


def _at_one_height(found: Sequence[_Edge]) -> list[list[_Edge]]:
    """Part lines where their heights leave a gap: what repeats in the body stands now here, now there."""
    levels: list[list[_Edge]] = []
    for one in sorted(found, key=lambda one: one.height):
        if levels and one.height - levels[-1][-1].height <= SAME_HEIGHT:
            levels[-1].append(one)
        else:
            levels.append([one])
    return levels


def _under_note(page: Page, n: int) -> bool:
    """Tell whether a line is the second of a footnote: right under a line of its size that begins with a number."""
    line, above = page.lines[n], page.lines[n - 1]
    return (
        n > 0
        and above.column == line.column
        and 0 < line.top - above.top < CLOSE * line.size
        and abs(line.size - above.size) < ALIKE * line.size
        and re.match(r"\d{1,3}\s?[^\W\d]", above.text) is not None
        and not re.match(r"\d", line.text)
    )


def _in_table(page: Page, n: int) -> bool:
    """Tell whether a line is one of three with several cells each: no header is so high."""
    cells = [len(line.cells) > 1 for line in page.lines[max(0, n - 2) : n + 3]]
    at = min(n, 2)
    return any(all(cells[m : m + 3]) for m in range(max(0, at - 2), at + 1) if len(cells[m : m + 3]) == 3)


def _in_place(found: Sequence[tuple[int, Line]]) -> bool:
    """Tell whether a line stands in one place on three pages that follow one another, or on every other one."""
    places: dict[int, list[int]] = defaultdict(list)
    for number, line in found:
        places[round(line.top / SAME_PLACE)].append(number)
    return any(len(set(numbers)) >= REPEATS and sum(b - a <= NEIGHBOURS for a, b in pairwise(numbers)) >= REPEATS - 1 for numbers in places.values())


def _are_notes(found: Sequence[tuple[int, Line]], called: dict[int, set[int]]) -> bool:
    """Tell whether lines are footnotes: they begin with numbers that their pages call, or that neither stay nor go with the page's."""
    numbers = [(page, int(match.group()[:9])) for page, line in found if (match := re.match(r"\d+", line.text))]
    own = len({number for _, number in numbers}) > 1 and len({number - page for page, number in numbers}) > 1
    return own or sum(number in called[page] for page, number in numbers) > 0.5 * len(found)


def _offset(pages: Sequence[Page], edges: dict[int, list[int]]) -> int | None:
    """Return by how much the printed page numbers differ from the pages' own, if pages have them: a number on one page only may be anything."""
    offsets = Counter(
        int(text) - page.number
        for page in pages
        for n in edges[page.number]
        if (text := page.lines[n].text.strip(" -–")).isdecimal() and len(text) < 5
    )
    offset, count = next(iter(offsets.most_common(1)), (None, 0))
    return offset if count > 1 or len(pages) < REPEATS else None


def _is_page_number(text: str, number: int, offset: int | None) -> bool:
    alone = text.strip(" -–")
    says = SAYS_PAGE.search(text) or (alone.isdecimal() and offset is not None and int(alone[:9]) - number == offset)
    return bool(PAGE_NUMBER.fullmatch(text) and says)
