"""Join the paragraphs of plain text that page furniture parts: the furniture is set after the paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.importers.marks import BULLET, ENDS, LABELLED, NUMBERED, runs_on, unfinished
from pipeline.sources import Block

PROSE = frozenset({"paragraph", "list_item"})
LINE_LENGTH = 45  # characters: a shorter line is an entry of a list, or ends something
MOST_FURNITURE = 8  # blocks: more of them between two paragraphs are no page's end and beginning


@dataclass(frozen=True)
class Rejoined:
    """A text and its blocks; they have every character of what was given, spaces apart."""

    text: str
    blocks: tuple[Block, ...]


def rejoin(text: str, blocks: Sequence[Block], full: float) -> Rejoined:
    r"""Set the rest of a paragraph that furniture parts before that furniture.

    Args:
        text: as it was read.
        blocks: in order; they cover every character of it that is no space. Not changed.
        full: characters of a line that its margin broke; 0 where the lines of the text were not broken.

    Returns:
        A text in which no paragraph is parted, and its blocks: a paragraph's page is the one where it begins, form feeds
        stand before the same furniture as they did. A text without such paragraphs comes back as it was.

    >>> told = "The hall is cold in the winter and nobody can say\n\n7\n\nwhen it will be warm.\n"
    >>> rejoin(told, [Block("paragraph", 0, 49), Block("boilerplate", 51, 52), Block("paragraph", 54, 75)], 50).text
    'The hall is cold in the winter and nobody can say\nwhen it will be warm.\n\n7\n'
    """
    units = list(_units(text, blocks, full))
    if len(units) == len(blocks):
        return Rejoined(text, tuple(blocks))
    written = text[: blocks[0].start]
    found: list[Block] = []
    for number, unit in enumerate(units):
        said = "\n".join(text[blocks[n].start : blocks[n].end] for n in unit)
        if number:
            written += _between(text, blocks, units[number - 1][-1], unit[0], written)
        found.append(replace(blocks[unit[0]], start=len(written), end=len(written) + len(said)))
        written += said
    return Rejoined(written + text[blocks[-1].end :], tuple(found))


def _between(text: str, blocks: Sequence[Block], last: int, first: int, written: str) -> str:
    """Return the space between two blocks: what stood there, or a blank line and the form feeds that are still to come."""
    if first == last + 1:
        between = text[blocks[last].end : blocks[first].start]
        if (written + between).count("\f") == text.count("\f", 0, blocks[first].start):
            return between
    feeds = text.count("\f", 0, blocks[first].start) - written.count("\f")
    return "\n" + ("\f" * feeds or "\n")


def _units(text: str, blocks: Sequence[Block], full: float) -> Iterator[list[int]]:
    """Yield the numbers of the blocks that make one, in the new order."""
    n = 0
    while n < len(blocks):
        parts, furniture = [n], list[int]()
        while (after := _after_furniture(blocks, parts[-1])) is not None and _goes_on(text, blocks, parts[-1], after, full):
            furniture += range(parts[-1] + 1, after)
            parts.append(after)
        yield parts
        yield from ([one] for one in furniture)
        n = parts[-1] + 1


def _after_furniture(blocks: Sequence[Block], n: int) -> int | None:
    """Return the block after the furniture that follows a block; None where none follows, or no paragraph after it."""
    after = next((m for m in range(n + 1, len(blocks)) if blocks[m].kind != "boilerplate"), n)
    fits = blocks[n].kind in PROSE and blocks[after].kind == "paragraph"
    return after if fits and 1 < after - n <= MOST_FURNITURE else None


def _goes_on(text: str, blocks: Sequence[Block], before: int, after: int, full: float) -> bool:
    """Tell whether a paragraph goes on with one before the furniture: in lower case, or in the middle of a full line."""
    last = text[blocks[before].start : blocks[before].end].rsplit("\n", 1)[-1].strip()
    line = text[blocks[after].start : blocks[after].end].split("\n", 1)[0].strip()
    if len(last) < LINE_LENGTH or BULLET.match(line) or LABELLED.match(line) or NUMBERED.match(line):
        return False
    fits_not = full > 0 and len(last) + 1 + len(line.split(maxsplit=1)[0]) >= full
    return runs_on(last, line) or (not ENDS.search(last) and (unfinished(last) or fits_not))
