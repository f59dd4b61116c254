"""Tell the record of a meeting, which gives what people said, from an author's account, which says of them that they did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

CHAPTERS = 2  # so many headings that name one make a long report; that of a workshop, which is a record, has none
CHAPTER = re.compile(r"chapter (?:\d{1,2}|[ivx]{1,5}|[a-z]+)\b", re.IGNORECASE)
MEETING = re.compile(
    r"\b(?:seminars?|workshops?|forums?|conferences?|hearings?|round ?tables?|focus groups?|minutes|notes of|"
    r"meetings?(?! (?:the|our|these|those|their|needs?)\b))\b",
    re.IGNORECASE,
)


class Placed(Protocol):
    """A block, or a row of BLOCKS."""

    @property
    def kind(self) -> str:
        """One of ``tables.BLOCK_KINDS``."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """One past its last."""

    @property
    def section(self) -> str | None:
        """The headings above it."""


def accounts(text: str, blocks: Sequence[Placed]) -> frozenset[int]:
    """Find the blocks in which an author says what others said: those of a report in chapters that stand under no meeting's heading.

    Args:
        text: the document.
        blocks: with kinds and sections settled, in order. Not changed.

    Returns:
        Places among the blocks; none where the document has no chapters.
    """
    heads = (" ".join(text[block.start : block.end].split()) for block in blocks if block.kind == "heading")
    if sum(bool(CHAPTER.match(head)) for head in heads) < CHAPTERS:
        return frozenset()
    return frozenset(n for n, block in enumerate(blocks) if not of_meeting(block.section))


def of_meeting(section: object) -> bool:
    """Tell whether one of the headings above a block names a meeting.

    >>> of_meeting("Annex 2: Seminar in Alder > Discussion"), of_meeting("Meeting the need")
    (True, False)
    """
    return isinstance(section, str) and bool(MEETING.search(section))
