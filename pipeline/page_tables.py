"""Hold a table as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.evidence import rows_of

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

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return for each column ``number``, ``wide`` or nothing: how the page sets it."""
        return tuple("number" if column in self.numbers else "wide" if column in self.wide else "" for column in self.columns)


Row = tuple[Cell | str, ...]


def cut(rows: Iterable[Row], source: str, most: int = MOST_ROWS) -> tuple[tuple[Row, ...], str]:
    """Return the first rows, and a sentence on where the others are."""
    found = tuple(rows)
    return found[:most], _left(len(found), source, most)


def laid_out(frame: pd.DataFrame, cells: Callable[[Any], Row], source: str, most: int = MOST_ROWS) -> tuple[tuple[Row, ...], str]:
    """Return the cells of the first rows of a table, and a sentence on where the others are, of which no cells are made."""
    return tuple(cells(row) for row in rows_of(frame.head(most))), _left(len(frame), source, most)


def _left(n: int, source: str, most: int) -> str:
    return f"The first {most:,} of {n:,} rows are shown; the study’s table “{source}” has all." if n > most else ""
