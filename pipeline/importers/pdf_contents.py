"""Find the entries of a list of contents among the lines of a PDF page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.importers.pdf_page import Line

NUMBERED_AT_END = re.compile(r"(?P<words>.*[^\W\d_].*?)(?P<leader>(?:\s?[.…·_]){3,}\s?|\s)(?P<number>\d{1,3}|[ivxl]{1,6})$")
LAST = frozenset("0123456789ivxl")
LONGEST = 300  # characters
ENTRIES = 3  # so many in a row are a list
WRAPPED_WORDS = 12  # in the first line of an entry that is set on two
CLOSE = 2.5  # type sizes between an entry's lines


def entries_of(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that are entries: words, a leader or a wide gap, and page numbers that never fall."""
    found: set[int] = set()
    for run in _runs(lines):
        if len(run) >= ENTRIES:
            found.update(run)
            found.update(n - 1 for n in run if n - 1 not in run and n - 1 > run[0] and _wraps(lines[n - 1], lines[n]))
    return frozenset(found)


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    run: list[int] = []
    page = 0
    for n, line in enumerate(lines):
        number = _page_named(line)
        if number is not None and number >= page and (not run or n - run[-1] <= 2):
            run.append(n)
            page = number
        elif number is not None or (run and n - run[-1] > 1):
            yield run
            run, page = ([n], number) if number is not None else ([], 0)
    yield run


def _page_named(line: Line) -> int | None:
    """Return the page number at an entry's end, where a leader or a gap stands before it; a roman one is 0."""
    match = NUMBERED_AT_END.fullmatch(line.text) if line.text[-1] in LAST and len(line.text) < LONGEST else None
    if not match:
        return None
    apart = len(line.cells) > 1 and not re.search(r"[^\W\d_]{2}", line.cells[-1].text)
    if not (apart or len(match["leader"].strip()) >= 3):
        return None
    return int(match["number"]) if match["number"].isdecimal() else 0


def _wraps(line: Line, entry: Line) -> bool:
    return len(line.text.split()) <= WRAPPED_WORDS and entry.top - line.top < CLOSE * entry.size and len(line.cells) == 1
