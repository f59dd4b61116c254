"""Find the turns of a transcript: blocks that begin with the name of who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from pipeline import structure_rules as rules
from pipeline.dialogue import WORD, first_names, is_label, written_small
from pipeline.sources import Block

OFTEN = 3  # a bare name begins a turn only if it does so again and again, and another name too
TURNS, TURNS_SHARE = 6, 0.3  # marked turns, and their share of the prose, that make a transcript
SPOKEN = frozenset({"paragraph", "list_item"})  # kinds of block that may be what someone says


def turns_in(text: str, lines: Sequence[str], blocks: Sequence[Block]) -> list[str | None]:
    """Find who begins a turn in each block.

    Args:
        text: the document.
        lines: the text of each block on one line.
        blocks: with their kinds settled. Not changed.

    Returns:
        The speaker of each block, as written, or None.
    """
    names = Counter(match["speaker"] for line in lines if (match := rules.NAME_ALONE.match(line)))
    small = written_small(text)
    often = {name for name, count in names.items() if count >= OFTEN and not _is_words(name, small)}
    first = first_names(text, [line if block.kind in SPOKEN else "" for line, block in zip(lines, blocks, strict=True)])
    found: list[str | None] = []
    for line, block, named in zip(lines, blocks, first, strict=True):
        marked = None if is_label(line.split(" ", 1)[0]) else rules.SPEAKER.match(line)
        marked = None if marked and _is_words(marked["speaker"], small) else marked
        bare = rules.NAME_ALONE.match(line) if len(often) > 1 else None
        match = marked or (bare if bare and bare["speaker"] in often else None)
        found.append(match["speaker"] if match and block.kind in SPOKEN | {"prompt"} else named)
    return found


def _is_words(name: str, small: Collection[str]) -> bool:
    """Tell whether what stands before a colon is made of words that the document also writes small: no name is, but an office can be."""
    words = WORD.findall(name.split("(", 1)[0])
    return not re.match(rf"{rules.TITLES}\b", name) and all(word.lower() in small for word in words)


def is_transcript(turns: Sequence[str | None], blocks: Sequence[Block]) -> bool:
    """Tell whether turns are so many of a document's prose that its other paragraphs go on with them."""
    prose = sum(block.kind in SPOKEN for block in blocks)
    marked = [turn for turn in turns if turn]
    return len(marked) >= TURNS and len(set(marked)) > 1 and len(marked) >= TURNS_SHARE * prose
