"""Read the rows of a CSV file whatever its quotation marks, so that none takes other rows along."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.sources import Refusal, Unreadable

SEPARATORS = ",;\t|"
END = "\0"  # no text has it
MOST_UNCLOSED = 100  # quotation marks: with more it is no table
LONGEST_CELL = 10_000_000


@dataclass(frozen=True)
class Records:
    """Rows, the numbers of those with a quotation mark that is never closed, and of those with one in a cell that is not doubled."""

    rows: list[tuple[str, ...]]
    unclosed: list[int]
    undoubled: list[int]


def records(text: str) -> Records:
    """Return the rows; one whose quotation mark is never closed is read as its line stands, and ends with it.

    Args:
        text: of the file, cells parted by comma, semicolon, tab or bar, whichever its first line has most of.

    Raises:
        Refusal: if it holds more marks that are never closed than a table does.
    """
    lines = text.split("\n")
    separator = max(SEPARATORS, key=next((line for line in lines if line.strip()), "").count)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[tuple[str, ...]] = []
    unclosed: list[int] = []
    undoubled: list[int] = []
    at = 0
    while at < len(lines):
        reader = csv.reader((f"{line}\n" for line in lines[at:]), delimiter=separator, strict=True)
        ended = 0
        try:
            for cells in reader:
                rows.append(tuple(cells))
                ended = reader.line_num
        except csv.Error:  # a mark that nothing closes, or one within a cell that is not doubled
            lone = list(csv.reader([lines[at + ended], END], delimiter=separator))
            closed = lone[-1] == [END]
            as_it_stands = _cells_of(lines[at + ended], separator) if closed else lines[at + ended].split(separator)
            rows.append(tuple(as_it_stands))
            (undoubled if closed else unclosed).append(len(rows))
            ended += 1
        else:
            break
        at += ended
        if len(unclosed) > MOST_UNCLOSED:
            raise Refusal("unreadable", "has cells that never end", "Look for quotation marks that are not closed, or save it again as CSV.")
    return Records(rows, unclosed, undoubled)


def _cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of a line; a mark that no separator follows is a part of its cell.

    >>> _cells_of('1,"He said "we are fine" to us, there",Holm', ",")
    ['1', 'He said "we are fine" to us, there', 'Holm']
    """
    apart = re.escape(separator)
    cell = re.compile(rf'"(?P<quoted>(?:""|"(?!{apart}|$|")|[^"])*)"(?={apart}|$)|(?P<plain>[^{apart}]*)')
    cells: list[str] = []
    at = 0
    while at <= len(line) and (match := cell.match(line, at)):
        cells.append(match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"'))
        at = match.end() + 1
    return cells


def unclosed_in(read: Records) -> tuple[Unreadable, ...]:
    """Say in which rows quotation marks are not closed or not doubled."""
    said = (
        (read.unclosed, "a quotation mark that is not closed; the line is read as it stands"),
        (read.undoubled, "a quotation mark within a cell that is not doubled; it is kept, and the cell ends at a mark before a separator"),
    )
    return tuple(
        Unreadable("quotation-not-closed", f"has in {_which(rows)} {message}", "Close it, or double it where it is part of the cell.")
        for rows, message in said
        if rows
    )


def _which(rows: Sequence[int]) -> str:
    return f"row{'s'[: len(rows) > 1]} {', '.join(map(str, rows[:3]))}{' and others' * (len(rows) > 3)}"
