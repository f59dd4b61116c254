"""What the layout of a PDF page is made of: fragments, lines and pages; lengths in points from the page's left and top."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters of one line without a wide gap between them; or a whole line, of such fragments.

    ``confidence`` (0-100) is text recognition's, None where the characters are the file's own.
    ``rows``: a ruled table, which takes part in the layout as one fragment.
    ``cells``: of a line, the fragments between which the gaps are wide; of one of these, what it was joined from.
    ``column``: of a line, the number of its column.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    confidence: float | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    cells: tuple[Fragment, ...] = ()
    column: int = 0

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


Line = Fragment  # with cells


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn across the page."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Post:
    """A straight line drawn down the page."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Gutter:
    """The space between two columns of text: from the right edge of one to the left edge of the next."""

    left: float
    right: float


@dataclass(frozen=True)
class Page:
    """A page's lines in reading order; ``side``: text that stands on its side; ``recognised``: text recognition read it, ours or an earlier one."""

    number: int
    height: float
    lines: tuple[Line, ...]
    side: str = ""
    recognised: bool = False
