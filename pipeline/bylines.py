"""Tell who wrote a paper, and where they work, from what it says: the lines between its title and its abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.attendance import capitals
from pipeline.sources import Block

ABSTRACT = re.compile(r"(?:\d\.? )?abstract\W*", re.IGNORECASE)
HIGHLIGHTS = re.compile(r"(?:research )?highlights\W*|key ?(?:words|points|messages|findings)\W*|summary\W*", re.IGNORECASE)  # substance begins here
NAME_CAPITALS = 0.5  # of the words of a name or an address have capitals
WITHIN = 16  # blocks: a later abstract is of another paper
LINE_WORDS = 40
PROSE = frozenset({"paragraph", "list_item", "heading"})


def bylined(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make boilerplate of the names and addresses of authors.

    Args:
        text: the document.
        blocks: as an importer made them. Not changed.

    Returns:
        The same blocks. Lines between the first heading and a heading Abstract, or Highlights before it, are
        boilerplate if they look like names and none of them is prose.
    """
    shown = [n for n, block in enumerate(blocks[:WITHIN]) if block.kind in PROSE]
    abstract = next((n for n in shown if blocks[n].kind == "heading" and ABSTRACT.fullmatch(_line(text, blocks[n]))), None)
    title = next((n for n in shown if blocks[n].kind == "heading"), None)
    if abstract is None or title is None or title >= abstract:
        return tuple(blocks)
    ends = next((n for n in shown if title < n < abstract and HIGHLIGHTS.fullmatch(_line(text, blocks[n]))), abstract)
    names = [n for n in shown if title < n < ends]
    if any(_is_prose(_line(text, blocks[n])) for n in names):
        return tuple(blocks)
    of_author = {n for n in names if capitals(rules.REACH.sub(" ", _line(text, blocks[n]))) >= NAME_CAPITALS}
    return tuple(replace(block, kind="boilerplate") if n in of_author else block for n, block in enumerate(blocks))


def _is_prose(line: str) -> bool:
    return len(line.split()) > LINE_WORDS or bool(rules.VERB.search(rules.REACH.sub(" ", line)))


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())
