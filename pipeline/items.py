"""Tell the items of an agenda by their numbers, where an importer saw no heading: 12.03.4A Matters arising, 12.03.5 Item 9 was brought forward."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.sources import Block

NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})+)(?P<letter>[A-Za-z]?)[.):]?\s+(?=[\"“‘'(]?[A-Z])")
TITLE_WORDS = 10  # a longer line under a number says something
HEADINGS, PROSE_SHARE = 3, 0.25  # so many headings of one shape, and so few paragraphs, number items; else paragraphs are numbered


def itemised(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make headings of the titles of items that an importer took for prose.

    Args:
        text: the document.
        blocks: as an importer made them. Not changed.

    Returns:
        The same blocks. A paragraph is a heading if it is numbered as the document's headings are, and a title: short, without a verb or a stop.
    """
    items = _items(text, blocks)
    return tuple(replace(block, kind="heading") if n in items and _is_title(_line(text, block)) else block for n, block in enumerate(blocks))


def under_items(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put what follows an item that has a number and no title under its number.

    Args:
        text: the document.
        blocks: with their kinds and sections settled. Not changed.

    Returns:
        The same blocks. From a paragraph numbered as the document's items are until the next heading, the section ends with
        that number in place of the item before.
    """
    items = _items(text, blocks)
    number: str | None = None
    found: list[Block] = []
    for n, block in enumerate(blocks):
        number = None if block.kind == "heading" else items.get(n, number)
        found.append(replace(block, section=_beside(block.section, number)) if number else block)
    return tuple(found)


def _items(text: str, blocks: Sequence[Block]) -> dict[int, str]:
    """Find the paragraphs that are numbered as the headings of a document are, and their numbers."""
    numbers = {n: match for n, block in enumerate(blocks) if (match := NUMBER.match(_line(text, block)))}
    headed = Counter(_depth(match["number"]) for n, match in numbers.items() if blocks[n].kind == "heading")
    written = Counter(_depth(match["number"]) for n, match in numbers.items() if blocks[n].kind != "heading")
    shapes = {depth for depth, count in headed.items() if count >= HEADINGS and written[depth] <= max(1, PROSE_SHARE * count)}
    return {
        n: match["number"] + match["letter"]
        for n, match in numbers.items()
        if blocks[n].kind in {"paragraph", "list_item", "procedure"} and _depth(match["number"]) in shapes
    }


def _depth(number: str) -> int:
    return number.count(".")


def _is_title(line: str) -> bool:
    title = NUMBER.sub("", line, count=1)
    return len(title.split()) <= TITLE_WORDS and not title.endswith((".", ",", ";", ":", "-", "–")) and not rules.VERB.search(title)


def _beside(section: str | None, number: str) -> str:
    above = section.split(" > ") if section else []
    match = NUMBER.match(above[-1]) if above else None
    return " > ".join([*(above[:-1] if match and _depth(match["number"]) == _depth(number) else above), number])


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())
