"""Tell the entries of a list in a PDF by the labels that stand apart before them: (EV 12), and a star or a dagger before that."""

from __future__ import annotations

import re

from pipeline.importers.marks import BULLET
from pipeline.importers.pdf_page import Line

STARS = re.compile(r"[*†‡§]{1,3}")
BRACKETED = re.compile(r"(?:[*†‡§]{1,3} ?)?\([A-Z]{1,4} ?\d{1,4}[a-z]?\)")
ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th) (?P<what>[A-Z][a-z]+) ")
NUMBER_OF_ITEM = 4  # characters: a first cell so short that ends with a point or bracket is an item's number


def labels_of(line: Line) -> int:
    """Return how many cells of a line only label the next one: a bullet or a number, or, before a single cell, a star and a label in brackets."""
    first = line.cells[0].text
    if is_entry(line):
        return len(line.cells) - 1
    return int(bool(BULLET.fullmatch(first)) or (len(first) <= NUMBER_OF_ITEM and first.endswith((".", ")"))))


def is_entry(line: Line) -> bool:
    """Tell whether a line is one cell with a label in brackets apart from it."""
    before = [cell.text for cell in line.cells[:-1]]
    starred = before[:1] if len(before) > 1 else []
    return bool(before) and all(STARS.fullmatch(text) for text in starred) and all(BRACKETED.fullmatch(text) for text in before[len(starred) :])


def numbered_alike(first: Line, line: Line) -> bool:
    """Tell whether two lines begin with an ordinal number of the same thing: 1st Report, 2nd Report."""
    one, other = ORDINAL.match(first.text), ORDINAL.match(line.text)
    return one is not None and other is not None and one["what"] == other["what"] and one.group() != other.group()
