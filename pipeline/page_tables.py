"""Hold a table as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_ROWS = 400


@dataclass(frozen=True)
class Cell:
    """A cell that is a link, or the target of one."""

    text: str
    href: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class PageTable:
    """A table as the page shows it; ``numbers`` names the columns set to the right, ``wide`` those of longer text, ``note`` says what is left out."""

    table_id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | str, ...], ...]
    numbers: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    note: str = ""


def cut(rows: Iterable[tuple[Cell | str, ...]], source: str, most: int = MOST_ROWS) -> tuple[tuple[tuple[Cell | str, ...], ...], str]:
    """Return the first rows, and a sentence on where the others are."""
    found = tuple(rows)
    left = f"The first {most:,} of {len(found):,} rows are shown; the study’s table “{source}” has all." if len(found) > most else ""
    return found[:most], left
