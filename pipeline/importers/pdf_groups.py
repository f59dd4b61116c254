"""Put the lines of PDF pages into groups that make one block each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importers.marks import LONE_BULLET, RULE
from pipeline.importers.pdf_body import Body
from pipeline.importers.pdf_contents import entries_of
from pipeline.importers.pdf_joins import joins
from pipeline.importers.pdf_page import Line, Page
from pipeline.importers.pdf_tables import rows_of

SIGNED = re.compile(r"(?:sign(?:ed|ature)|chair(?:man)?|dated?)\b[^\w\s]*\s*_{5,}", re.IGNORECASE)  # a line to sign on
ENOUGH = 8  # lines of a page that tell of its margin


@dataclass(frozen=True)
class Group:
    """Lines of one column that make one block, or a part of one; ``left`` and ``right``: the column's margins; ``recognised``: as its page."""

    lines: tuple[Line, ...]
    page: int
    kind: str | None
    gap: float
    left: float
    right: float
    low: bool
    recognised: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


@dataclass(frozen=True)
class _Margins:
    left: float
    right: float


def groups_of(page: Page, body: Body, running: frozenset[int]) -> Iterator[Group]:
    """Yield the groups of a page in reading order.

    Args:
        page: its lines.
        body: what is ordinary in the document.
        running: the numbers of lines that are running headers or footers.
    """
    margins = _margins(page, body)
    owns = _owns(page, running)
    group: list[Line] = []
    bottom = 0.0
    for n, line in enumerate(page.lines):
        if group and not _goes_with(group, line, owns[n - 1], owns[n], body, margins[line.column]):
            yield _group(page, group, owns[n - 1], bottom, margins[group[0].column])
            bottom = group[-1].bottom
            group = []
        group.append(line)
    if group:
        yield _group(page, group, owns[len(page.lines) - 1], bottom, margins[group[0].column])


def _group(page: Page, lines: Sequence[Line], own: str | None, bottom: float, margins: _Margins) -> Group:
    first = lines[0]
    return Group(tuple(lines), page.number, own, first.top - bottom, margins.left, margins.right, first.top > page.height / 2, page.recognised)


def _owns(page: Page, running: frozenset[int]) -> list[str | None]:
    """Return for each line the kind that it has by itself, if any."""
    rows, entries = rows_of(page.lines), entries_of(page.lines)
    kinds: list[str | None] = []
    for n, line in enumerate(page.lines):
        if n in running or SIGNED.match(line.text) or (RULE.fullmatch(line.text) and not LONE_BULLET.fullmatch(line.text)):
            kinds.append("boilerplate")
        elif n in entries:
            kinds.append("contents")
        else:
            kinds.append("table" if n in rows or line.rows else None)
    return kinds


def _margins(page: Page, body: Body) -> dict[int, _Margins]:
    columns = {line.column for line in page.lines}
    found: dict[int, _Margins] = {}
    for column in columns:
        ends = sorted(line.right for line in page.lines if line.column == column)
        begins = sorted(line.left for line in page.lines if line.column == column)
        own = len(columns) > 1 or len(ends) >= ENOUGH  # a page with a line or two tells little of its margin
        right = ends[int(0.95 * (len(ends) - 1))] if own else body.right
        found[column] = _Margins(begins[int(0.1 * (len(begins) - 1))], right)
    return found


def _goes_with(group: Sequence[Line], line: Line, before: str | None, own: str | None, body: Body, margins: _Margins) -> bool:
    last = group[-1]
    if before != own or line.column != last.column:
        return False
    if own == "table":
        return not (line.rows or last.rows) and line.top - last.bottom < 2 * body.leading
    if own:
        return False
    return joins(group, line, body, margins.right)
