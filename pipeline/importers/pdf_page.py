"""What the layout of a PDF page is made of: fragments, lines and pages; lengths in points from the page's left and top."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters of one line without a wide gap between them.

    ``confidence`` (0-100) is text recognition's, None where the characters are the file's own.
    ``rows``: a ruled table, which takes part in the layout as one fragment.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float | None = None
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """Fragments beside one another; ``cells`` holds those between which the gaps are wide."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    cells: tuple[Fragment, ...]
    column: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn across the page."""

    left: float
    right: float
    y: float


@dataclass(frozen=True)
class Page:
    """A page's lines in reading order; ``side``: text that stands on its side."""

    number: int
    height: float
    lines: tuple[Line, ...]
    side: str = ""
