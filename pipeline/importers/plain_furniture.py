"""Find the page furniture of plain text, and whether its form feeds tell the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.importers.marks import ENDS, LONE_BULLET, PAGE_NUMBER, RULE, SAYS_PAGE, digitless
from pipeline.importers.plain_lines import Line

SHORT = 100  # characters: longer lines are no page furniture
PAGES_SHARE = 0.4  # of the pages, with a running line in one place: odd and even pages may have their own
REPEATS = 3  # a line repeated beside page numbers at least so often is page furniture
COUNTED_WORDS = 4  # beside its number, of a running line
MOST_OF_A_PAGE = 12_000  # characters; form feeds further apart part chapters, not pages


def furniture_of(lines: Sequence[Line]) -> frozenset[int]:
    """Find page numbers and running headers and footers."""
    numbers = {n for n, line in enumerate(lines) if len(line.text) <= SHORT and PAGE_NUMBER.fullmatch(line.text)}
    alone = [int(re.sub(r"\D", "", lines[n].text)[:9] or 0) for n in sorted(numbers) if not SAYS_PAGE.search(lines[n].text)]
    counted = sum(b == a + 1 for a, b in pairwise(alone)) >= max(2, 0.5 * len(alone))
    pages = {n for n in numbers if SAYS_PAGE.search(lines[n].text) or counted}
    pages |= _counting(lines)
    runners = _running(lines, pages, 0.5 * len(pages))
    runners |= _running(lines, pages | runners, 0.8 * len(pages))  # of a header of several lines, the page's number is beside the nearest only
    rules = {n for n, line in enumerate(lines) if RULE.fullmatch(line.text) and not LONE_BULLET.fullmatch(line.text)}
    return frozenset(pages | runners | rules | _at_page_ends(lines))


def _running(lines: Sequence[Line], anchors: set[int], least: float) -> set[int]:
    """Find short lines that stand, alike but for their numbers, beside more than ``least`` of some lines of furniture."""
    beside = Counter(digitless(lines[m].text) for n in anchors for m in (n - 2, n - 1, n + 1, n + 2) if 0 <= m < len(lines))
    running = {text for text, count in beside.items() if count >= REPEATS and count > least}
    return {n for n, line in enumerate(lines) if len(line.text) <= SHORT and digitless(line.text) in running}


def _counting(lines: Sequence[Line]) -> set[int]:
    """Find running lines with the page's number among their words: alike but for a number that goes up by one."""
    alike: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        if (
            len(line.text) <= SHORT
            and len(re.findall(r"\d+", line.text)) == 1
            and len(line.text.split()) > COUNTED_WORDS
            and not ENDS.search(line.text)
        ):
            alike.setdefault(digitless(line.text), []).append(n)
    found: set[int] = set()
    for numbers in (ns for ns in alike.values() if len(ns) > REPEATS):
        values = [int(re.sub(r"\D", "", lines[n].text)[:9]) for n in numbers]
        if sum(b == a + 1 for a, b in pairwise(values)) >= 0.8 * (len(values) - 1):
            found.update(numbers)
    return found


def _at_page_ends(lines: Sequence[Line]) -> set[int]:
    """Find what form feeds show to be furniture: lines in the same place of many pages that differ in no more than their numbers."""
    pages: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        pages.setdefault(line.page, []).append(n)
    if len(pages) < REPEATS:
        return set()
    found: set[int] = set()
    for place in (0, 1, -1, -2):
        there = [own[place] for own in pages.values() if len(own) > 3 and len(lines[own[place]].text) <= SHORT]
        seen = Counter(digitless(lines[n].text) for n in there)
        running = {text for text, count in seen.items() if count >= max(REPEATS, PAGES_SHARE * len(pages))}
        found |= {n for n in there if digitless(lines[n].text) in running}
    return found


def n_pages_of(text: str) -> int | None:
    r"""Count the pages of a text whose form feeds part pages; None where there are none, or they part something else.

    >>> n_pages_of("one\f two\f"), n_pages_of("one"), n_pages_of("x" * 50_000 + "\f" + "y")
    (2, None, None)
    """
    pages = text.rstrip().split("\f")
    if len(pages) < 2 or max(map(len, pages)) > MOST_OF_A_PAGE:
        return None
    written = sum(bool(page.strip()) for page in pages)
    return len(pages) if written > 0.5 * len(pages) else None
