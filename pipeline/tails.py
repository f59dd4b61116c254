"""Find where the tail of a release ends: what its file holds after ENDS may be one more release."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import structure_rules as rules
from pipeline.dates import find
from pipeline.sources import Block

HEAD_WORDS = 20  # a longer line is no head of a release
PROSE_WORDS = 20  # a paragraph with fewer is a line of a note
PARAGRAPHS = 2  # so many under a heading are a text of their own
RELEASE_LINE = re.compile(
    r"\W*(?:(?:[\w’'&-]+ ){0,4}(?:press|news|media) (?:release|statement|notice)\b(?!s)(?!.*\b(?:contact|issued by|visit|enquiries)\b)|"
    r"(?:for )?immediate release\b|embargo(?:ed)?\b)",
    re.IGNORECASE,
)
OF_NOTES = re.compile(
    r"\W*(?:\d{1,2}[.)]?\s+)?"
    r"(?:about|notes?|contacts?|(?:further|more|additional) information|background|for (?:more|further)|media|press|related)\b",
    re.IGNORECASE,
)
ENDED = re.compile(r"\W*(?:(?i:ends)\W*|E ?N ?D ?S?\W*)")


def is_end(line: str) -> bool:
    """Tell whether a line only says that a release ends.

    >>> is_end("- ENDS -"), is_end("Ends meet.")
    (True, False)
    """
    return ENDED.fullmatch(line) is not None


def begun_anew(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Find the blocks at which a further text of a file can begin.

    Args:
        text: the document.
        blocks: as an importer made them.

    Returns:
        Places of the lines that are a release's head (they say press release, or are a heading with a date); and where no notes to editors have
        begun, of the headings over two paragraphs of prose, but About us and the like. Prose follows each before the next line that says ENDS.
    """
    lines = [" ".join(text[block.start : block.end].split()) for block in blocks]
    prose = [block.kind == "paragraph" and len(line.split()) >= PROSE_WORDS for block, line in zip(blocks, lines, strict=True)]
    noted = _of_notes(lines)
    after = len(lines)  # where the next tail begins
    found: set[int] = set()
    told = 0  # paragraphs of prose between a block and that tail
    for n in range(len(lines) - 1, -1, -1):
        if rules.TAIL.match(lines[n]):
            after, told = n, 0
            continue
        heads = told and (
            _heads_release(blocks[n], lines[n]) or (not noted[n] and _heads(blocks[n], lines[n]) and all(prose[n + 1 : n + 1 + PARAGRAPHS]))
        )
        if heads and n + PARAGRAPHS < after:
            found.add(n)
        told += prose[n]
    return frozenset(found)


def _of_notes(lines: Sequence[str]) -> list[bool]:
    """Say of each line whether the last tail that began before it was one of notes to editors."""
    noted: list[bool] = []
    now = False
    for line in lines:
        noted.append(now)
        now = not is_end(line) if rules.TAIL.match(line) else now
    return noted


def _heads(block: Block, line: str) -> bool:
    return block.kind == "heading" and not OF_NOTES.match(line)


def _heads_release(block: Block, line: str) -> bool:
    if len(line.split()) > HEAD_WORDS or line.endswith("."):
        return False
    return RELEASE_LINE.match(line) is not None or (_heads(block, line) and next(find(line), None) is not None)
