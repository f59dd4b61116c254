"""Tell what a report is furnished with from what it says: pages before the contents, glossaries, lists of reports, who works for the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.parts import part_of
from pipeline.sources import Block

ANNEX = r"(?:(?:annex(?:e|ure)?|appendix)\b[\w .]{0,6}[:.–-]?\s*)?"
GLOSSARY = re.compile(  # headings, whole, without their numbers: what stands under them is no evidence
    ANNEX + r"(?:(?:(?:list|table|key|glossary) (?:of|to) )?(?:acronyms|abbreviations)"
    r"(?:,? (?:and|&) (?:acronyms|abbreviations|definitions|glossary|terms|symbols))*(?: used)?|"
    r"(?:short )?glossary(?: of .{1,40})?(?: (?:and|&) (?:acronyms|abbreviations|definitions))?)\W*",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"(?:(?:committee|commission|panel|secretariat|scrutiny|review|inquiry)(?: support)? (?:staff|secretariat)|"
    r"(?:committee )?contact (?:details|information))\W*",
    re.IGNORECASE,
)
REPORTS = re.compile(
    ANNEX + r"(?:list of |our |the )?(?:recent|previous|related|earlier|past) (?:reports|publications|papers) (?:by|from|of|published by) .{1,90}\W*",
    re.IGNORECASE,
)
SOURCES = re.compile(ANNEX + r"(?:(?:list of )?references|(?:select(?:ed)? )?bibliography|works cited|endnotes)\W*", re.IGNORECASE)
UNDER = ((GLOSSARY, "boilerplate"), (OFFICE, "boilerplate"), (REPORTS, "contents"), (SOURCES, "contents"))
EXPLAINS = re.compile(r"[^.!?]{1,60}?(?::|\s[–—-]|\s(?:means?|is|are|refers? to|stands? for)\b)|\w*[A-Z]\w*[A-Z]|.*[^.!?]$")  # an entry of a glossary
DATED = re.compile(rf"\b(?:1[6-9]|20)\d\d\b|{rules.URL}")  # as what a list of sources holds is
LONGEST = 60  # words: a longer block says something
LINE = 30  # words of a note on how to read the report, under its contents
ENTRIES = 3  # of a list of contents
WITHIN = 0.25  # of the text the contents of a report begin
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.):]?\s+")
SAID = re.compile(r"[\"“‘«]")
ENDS = re.compile(r"[.!?;:]$")
MEANT = frozenset({"paragraph", "list_item"})


def apparatus_apart(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Set apart what a report is furnished with.

    Args:
        text: the document.
        blocks: with their kinds and sections settled. Not changed.

    Returns:
        The same blocks. The entries of lists of reports and sources are contents. Boilerplate are those of a glossary, and what tells of
        the body's staff and address; and in a document with pages the short paragraphs before its contents, and those under them on
        their page. What is longer, what is said in quotation marks, and what stands under a foreword or a summary stays.
    """
    around = dict.fromkeys((*_before_contents(text, blocks), *_under_contents(text, blocks)), "boilerplate")
    found = around | _under_headings(text, blocks)
    return tuple(replace(block, kind=found[n]) if n in found else block for n, block in enumerate(blocks))


def _under_headings(text: str, blocks: Sequence[Block]) -> dict[int, str]:
    """Return the kinds of what stands under a heading that tells so, to the next heading or the first block that is no such entry."""
    found: dict[int, str] = {}
    under: re.Pattern[str] | None = None
    for n, block in enumerate(blocks):
        line = _line(text, block)
        if block.kind == "heading":
            bare = NUMBER.sub("", line, count=1)
            under = next((pattern for pattern, _ in UNDER if pattern.fullmatch(bare)), None)
        elif under and block.kind in MEANT:
            under = under if _is_entry(line, under) else None
            found.update((n, kind) for pattern, kind in UNDER if pattern is under)
    return found


def _is_entry(line: str, under: re.Pattern[str]) -> bool:
    if len(line.split()) > LONGEST:
        return False
    if under is SOURCES:
        return DATED.search(line) is not None
    return not ENDS.search(line) if under is REPORTS else under is OFFICE or EXPLAINS.match(line) is not None


def _before_contents(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the paragraphs before a report's contents, section by section: all of one are short, or it says something."""
    contents = _contents(text, blocks)
    if contents is None or blocks[contents].page is None:
        return
    sections: list[list[int]] = [[]]
    for n, block in enumerate(blocks[:contents]):
        if block.kind == "heading":
            sections.append([])
        elif block.kind in MEANT:
            sections[-1].append(n)
    for section in sections:
        lines = [_line(text, blocks[n]) for n in section]
        says = any(len(line.split()) > LONGEST or SAID.match(line) for line in lines) or any(blocks[n].kind == "list_item" for n in section)
        if not says and all(part_of("paragraph", blocks[n].section) == "finding" for n in section):
            yield from section


def _under_contents(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield what stands on the last page of the contents under them, if it is short and a heading on another page follows."""
    contents = _contents(text, blocks)
    if contents is None:
        return
    last = next((n for n in range(contents + 1, len(blocks)) if blocks[n].kind == "heading"), len(blocks)) - 1
    entries = [n for n in range(contents, last + 1) if blocks[n].kind == "contents"]
    page = blocks[entries[-1]].page
    rest = [n for n in range(entries[-1] + 1, last + 1) if blocks[n].kind in MEANT]
    ended = last + 1 < len(blocks) and blocks[last + 1].page != page and all(blocks[n].page == page for n in rest)
    if page is not None and ended and all(len(_line(text, blocks[n]).split()) <= LINE for n in rest):
        yield from rest


def _contents(text: str, blocks: Sequence[Block]) -> int | None:
    """Return the heading of a report's contents, if entries follow it."""
    for n, block in enumerate(blocks):
        if block.start > WITHIN * len(text):
            return None
        if block.kind == "heading" and rules.CONTENTS_HEADING.fullmatch(_line(text, block)):
            after = [other.kind for other in blocks[n + 1 :] if other.kind != "boilerplate"][:ENTRIES]
            return n if after == ["contents"] * ENTRIES else None
    return None


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())
