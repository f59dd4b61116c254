"""Hold a block as a reader of its document meets it: its words on one line, and what stands above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.sources import Block

NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?:(?<=\.\d)[A-Za-z]|(?<=\.\d\d)[A-Za-z])?[.):]?\s+(?:[-–]\s+)?|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+|[a-z][.)]\s+"
)
MARKS = re.compile(r"^#{1,6}\s+|^>\s+|\s+#+$|\*\*|(?<!\w)__|__(?!\w)")  # of Markdown
SECTION_LEVELS = 9


@dataclass(frozen=True)
class Heading:
    """A heading that stands above what is read."""

    level: int
    title: str
    marked: bool  # numbered, in capitals, or of a level the file knows
    only: int | None = None  # the page on which alone it holds: text recognition was unsure of it


@dataclass(frozen=True)
class Place:
    """Where a reader of the document stands: headings above, and what a heading says of the blocks under it."""

    above: tuple[Heading, ...] = ()
    zone: str | None = None
    guide: str | None = None  # number of the section that is a facilitator's guide

    @property
    def section(self) -> str | None:
        """The headings above, outermost first; None where there are none."""
        return " > ".join(heading.title for heading in self.above[-SECTION_LEVELS:]) or None


@dataclass(frozen=True)
class Seen:
    """A block with its text on one line, without its number; ``after``: the text of the next block."""

    block: Block
    text: str
    bare: str
    number: str | None
    after: str
    share: float
    left: int

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def see(text: str, block: Block, after: Block | None) -> Seen:
    """See a block of a text, and the one after it."""
    line = MARKS.sub("", " ".join(text[block.start : block.end].split()))
    number = NUMBER.match(line)
    bare = line[number.end() :] if number else line
    following = " ".join(text[after.start : after.end].split()) if after else ""
    return Seen(
        block,
        line,
        re.sub(r"^[•·▪*–-]\s+", "", bare),
        number["number"] if number else None,
        following,
        block.start / len(text),
        len(text) - block.start,
    )
