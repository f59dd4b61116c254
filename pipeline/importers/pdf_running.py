"""Find the running headers, footers and page numbers of a PDF by what repeats at the edges of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.importers.marks import PAGE_NUMBER, SAYS_PAGE, digitless
from pipeline.importers.pdf_layout import Page

EDGE_LINES = 4  # at the top and bottom of a page that may be running lines
RUNNING_WORDS = 20


def running_lines(pages: Sequence[Page]) -> dict[int, frozenset[int]]:
    """Find, for each page, the numbers of its lines that are running headers, footers or page numbers."""
    edges = {page.number: _edge(page) for page in pages}
    counts = Counter(key for page in pages for key in {digitless(page.lines[n].text) for n in edges[page.number]})
    needed = max(2 if len(pages) <= 3 else 3, 0.25 * len(pages))
    offsets = Counter(
        int(text) - page.number
        for page in pages
        for n in edges[page.number]
        if (text := page.lines[n].text.strip(" -–")).isdecimal() and len(text) < 5
    )
    offset = offsets.most_common(1)[0][0] if offsets else None
    found: dict[int, frozenset[int]] = {}
    for page in pages:
        found[page.number] = frozenset(n for n in edges[page.number] if _is_running(page.lines[n].text, page.number, counts, needed, offset))
    return found


def _edge(page: Page) -> list[int]:
    order = sorted(range(len(page.lines)), key=lambda n: page.lines[n].top)
    return sorted({*order[:EDGE_LINES], *order[-EDGE_LINES:]})


def _is_running(text: str, number: int, counts: Counter[str], needed: float, offset: int | None) -> bool:
    alone = text.strip(" -–")
    if PAGE_NUMBER.fullmatch(text) and (SAYS_PAGE.search(text) or (alone.isdecimal() and offset is not None and int(alone) - number == offset)):
        return True
    key = digitless(text)
    return counts[key] >= needed and key.strip("# .") != "" and len(key.split()) <= RUNNING_WORDS
