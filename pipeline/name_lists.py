"""Find the lists of people and bodies in a document, wherever they stand: who gave evidence, who answered, who declared which interests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.attendance import TITLED, capitals
from pipeline.sources import Block

ENTRIES = 8  # so many one after another are a list
NAMING = 0.7  # of its entries name a person with a title, a body, or the number of what they sent
MOSTLY = 0.6  # of an entry's words have capitals
LONGEST = 80  # words of an entry
MISSED = 2  # entries in a row that look like none: Retired teacher
LISTED = frozenset({"paragraph", "list_item", "table", "attendance", "procedure"})
FURNITURE = frozenset({"boilerplate", "footnote"})
ENDS = re.compile(r"[.!?][\"'”’)]*$")
NAMES = re.compile(
    rf"\b{TITLED}\b|\([A-Z]{{1,4}} ?\d{{1,4}}(?:, ?\d{{1,4}})*\)|"
    r"\b(?:Council|Authority|Association|Society|Institute|Trust|University|College|Department|Ltd|Limited|plc|Services?|Centre|Group|Foundation|"
    r"Network|Forum|Committee|Board|Club|Church|Mosque|Temple|School|Office|Union|Federation|Agency|Team|Commission|Academy|Partnership|Alliance|"
    r"Programme|Chair(?:man|woman)?|Member|Fellow|Trustee|President|Director|Ministry|Earl|Rabbi|Imam)\b"
)


def names_listed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make attendance of the entries of lists of people and bodies: they say who there was, not what was said.

    Args:
        text: the document.
        blocks: of it, in order. Not changed.

    Returns:
        The same blocks; a table stays one, and a title-cased list of something else stays what it was.
    """
    listed = {n for run in _runs(text, blocks) for n in run if blocks[n].kind in {"paragraph", "list_item"}}
    return tuple(replace(block, kind="attendance") if n in listed else block for n, block in enumerate(blocks))


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the lists: which blocks each holds, those between its first entry and its last that look like none included."""
    run: list[int] = []
    missed: list[int] = []
    for n, block in enumerate(blocks):
        line = " ".join(text[block.start : block.end].split())
        if block.kind in FURNITURE:
            continue
        if block.kind in LISTED and _could_be_entry(line):
            if _is_like_names(line):
                run, missed = [*run, *missed, n], []
                continue
            if run and len(missed) < MISSED:
                missed = [*missed, n]
                continue
        yield from _whole(text, blocks, run)
        run, missed = [], []
    yield from _whole(text, blocks, run)


def _whole(text: str, blocks: Sequence[Block], run: list[int]) -> Iterator[list[int]]:
    naming = sum(bool(NAMES.search(text[blocks[n].start : blocks[n].end])) for n in run)
    if len(run) >= ENTRIES and naming >= NAMING * len(run):
        yield run


def _could_be_entry(line: str) -> bool:
    return len(line.split()) <= LONGEST and not ENDS.search(line)


def _is_like_names(line: str) -> bool:
    return capitals(line) >= MOSTLY and not rules.VERB.search(line)
