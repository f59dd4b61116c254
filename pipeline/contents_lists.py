"""Find lists of contents without page numbers, by the headings further on that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class _Lines:
    """The blocks of a text, each on one line, with their titles; ``last``: where each title is a heading for the last time."""

    lines: Sequence[str]
    blocks: Sequence[Block]
    titles: Sequence[str]
    last: Mapping[str, int]

    def headings_from(self, first: int) -> Callable[[str], bool]:
        """Return what tells whether a title is that of a heading at a block or further on."""
        return lambda title: self.last.get(title, -1) >= first


def contents_listed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make contents of the entries of lists of contents.

    Args:
        text: the document.
        blocks: as an importer made them. Not changed.

    Returns:
        The same blocks. Entries are the short lines under a heading Contents, to the last that is a heading further on; the text begins where
        one of them comes again. They may stand on one line, with marks between.
    """
    lines = [_line(text, block) for block in blocks]
    titles = [_title(line) for line in lines]
    found: set[int] = set()
    last = {title: n for n, title in enumerate(titles) if blocks[n].kind == "heading"}
    for n, block in enumerate(blocks):
        if n not in found and block.kind in {"heading", "paragraph"} and rules.CONTENTS_HEADING.fullmatch(lines[n]):
            found.update(_entries(_Lines(lines, blocks, titles, last), n + 1))
    return tuple(replace(block, kind="contents") if n in found else block for n, block in enumerate(blocks))


def _entries(lines: _Lines, first: int) -> list[int]:
    """Return the entries of the list that begins at a block; none where too few are headings further on."""
    blocks, titles = lines.blocks, lines.titles
    if first < len(blocks) and _is_list(lines.lines[first], lines.headings_from(first + 1)):
        return [first]
    listed: list[int] = []
    known: set[str] = set()
    after = first
    for n in range(first, len(blocks)):
        if blocks[n].kind == "boilerplate":
            continue
        if titles[n] in known and (titles[n] == titles[listed[0]] or blocks[n].page != blocks[listed[-1]].page):
            break
        line = lines.lines[n]
        if blocks[n].kind not in BODY or len(line.split()) > ENTRY_WORDS or ENDS.search(line):
            after = listed.pop() if listed and blocks[listed[-1]].kind == "heading" else after  # the text's own first heading
            break
        listed.append(n)
        known.add(titles[n])
        after = n + 1
    headings = lines.headings_from(after)
    named = [n for n in listed if headings(titles[n])]
    if len(named) < max(ENTRIES, NAMED * len(listed)):
        return []
    return [n for n in listed if n <= named[-1]]


def _is_list(line: str, headings: Callable[[str], bool]) -> bool:
    entries = [_title(entry) for entry in BETWEEN.split(line) if entry]
    return sum(headings(entry) for entry in entries) >= max(ENTRIES, NAMED * len(entries))


def _title(line: str) -> str:
    """Return the words of a heading, without its number and case."""
    return " ".join(re.findall(r"\w+", LABEL.sub("", line.casefold(), count=1)))


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())
