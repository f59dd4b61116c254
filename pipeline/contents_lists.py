"""Find lists of contents without page numbers, by the headings further on that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.sources import Block

ENTRY_WORDS = 25
ENTRIES, NAMED = 3, 0.5  # so many entries, and such a share of them, are headings further on
LABEL = re.compile(
    r"^(?:(?:section|chapter|part|annex(?:e|ure)?|appendix|item)\s+)?(?:\d{1,3}(?:\.\d{1,3})*|[ivx]{1,5}|[a-h])?\W+(?=\w)", re.IGNORECASE
)
ENDS = re.compile(r"[.!?;]$")
BETWEEN = re.compile(r"\s*[;|•·]\s*|\s[–—/]\s")  # entries on one line
BODY = frozenset({"heading", "paragraph", "list_item", "contents"})


def contents_listed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make contents of the entries of lists of contents.

    Args:
        text: the document.
        blocks: as an importer made them. Not changed.

    Returns:
        The same blocks. Entries are the short lines under a heading Contents, to the last that is a heading further on; the text begins where
        one of them comes again. They may stand on one line, with marks between.
    """
    titles = [_title(_line(text, block)) for block in blocks]
    found: set[int] = set()
    for n, block in enumerate(blocks):
        if block.kind in {"heading", "paragraph"} and rules.CONTENTS_HEADING.fullmatch(_line(text, block)):
            found.update(_entries(text, blocks, titles, n + 1))
    return tuple(replace(block, kind="contents") if n in found else block for n, block in enumerate(blocks))


def _entries(text: str, blocks: Sequence[Block], titles: Sequence[str], first: int) -> list[int]:
    """Return the entries of the list that begins at a block; none where too few are headings further on."""
    if first < len(blocks) and _is_list(
        _line(text, blocks[first]), {titles[n] for n in range(first + 1, len(blocks)) if blocks[n].kind == "heading"}
    ):
        return [first]
    listed: list[int] = []
    after = first
    for n in range(first, len(blocks)):
        line = _line(text, blocks[n])
        if blocks[n].kind == "boilerplate":
            continue
        if [m for m in listed if titles[m] == titles[n] and (m == listed[0] or blocks[n].page != blocks[listed[-1]].page)]:
            break
        if blocks[n].kind not in BODY or len(line.split()) > ENTRY_WORDS or ENDS.search(line):
            after = listed.pop() if listed and blocks[listed[-1]].kind == "heading" else after  # the text's own first heading
            break
        listed.append(n)
        after = n + 1
    headings = {titles[n] for n in range(after, len(blocks)) if blocks[n].kind == "heading"}
    named = [n for n in listed if titles[n] in headings]
    if len(named) < max(ENTRIES, NAMED * len(listed)):
        return []
    return [n for n in listed if n <= named[-1]]


def _is_list(line: str, headings: set[str]) -> bool:
    entries = [_title(entry) for entry in BETWEEN.split(line) if entry]
    return sum(entry in headings for entry in entries) >= max(ENTRIES, NAMED * len(entries))


def _title(line: str) -> str:
    """Return the words of a heading, without its number and case."""
    return " ".join(re.findall(r"\w+", LABEL.sub("", line.casefold(), count=1)))


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())
