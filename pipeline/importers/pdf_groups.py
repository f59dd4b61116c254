"""Put the lines of PDF pages into groups that make one block each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importers.marks import BULLET, ENDS, JOINING, LABELLED, LONE_BULLET, RULE, SYMBOL_BULLET, runs_on, unfinished
from pipeline.importers.pdf_body import INDENT, Body, ends
from pipeline.importers.pdf_contents import entries_of
from pipeline.importers.pdf_page import Line, Page
from pipeline.importers.pdf_tables import rows_of

NEW_PARAGRAPH = 1.45  # leadings between a line and the next paragraph's
APART = 1.2  # leadings that do it where a sentence ends
CLOSE = 1.32  # type sizes between the lines of one title
SMALLER = 0.92  # times the body's size: a footnote
BIGGER = 1.12  # times the body's size: a heading
ENOUGH = 8  # lines
SHORT = 6  # words of a line that may be a cell or a name
AGENDA = re.compile(  # with a number apart from the words, with one that touches them, of an item within an item
    r"(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|[IVX]{1,5}[.)]|\([a-z]\)|[a-z]\))\s+\S|"
    r"\d{1,3}(?:\.\d{1,3})*[.)](?=[A-Z“‘][\w’'])|(?:[a-z]|[ivx]{1,4})[.)]\s+[\"“‘'(]?[A-Z]"
)
LISTED = re.compile(r"[;,]\s+(?:and|or)$")  # ends an item before the last
HANGS = 10  # type sizes: a paragraph's lines are set in no further under its number
ENTRY = re.compile(r"[^\W\d_].*(?:\s|\.{2,}\s?)\d{1,3}$")  # of a list of contents, if one more follows
NOTE = re.compile(r"(?:\d{1,3}|[*∗†‡§])\s?[A-Z“‘(\"h]")


@dataclass(frozen=True)
class Group:
    """Lines of one column that make one block, or a part of one; ``left`` and ``right``: the column's margins."""

    lines: tuple[Line, ...]
    page: int
    kind: str | None
    gap: float
    left: float
    right: float
    low: bool

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
    return Group(tuple(lines), page.number, own, first.top - bottom, margins.left, margins.right, first.top > page.height / 2)


def _owns(page: Page, running: frozenset[int]) -> list[str | None]:
    """Return for each line the kind that it has by itself, if any."""
    rows, entries = rows_of(page.lines), entries_of(page.lines)
    kinds: list[str | None] = []
    for n, line in enumerate(page.lines):
        if n in running or (RULE.fullmatch(line.text) and not LONE_BULLET.fullmatch(line.text)):
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


def joins(group: Sequence[Line], line: Line, body: Body, right: float) -> bool:  # noqa: PLR0911  # one line for each kind of evidence, strongest first
    """Tell whether a line goes on with the paragraph of the lines before it in its column."""
    last, first = group[-1], group[0]
    goes_on = runs_on(last.text, line.text)
    if LONE_BULLET.fullmatch(last.text) and len(group) == 1:
        return True
    if max(line.size, last.size) > BIGGER * min(line.size, last.size) and not goes_on:
        return False
    step, leading = line.top - last.top, max(body.leading, 1.15 * line.size if len(group) == 1 else group[1].top - group[0].top)
    if step > NEW_PARAGRAPH * leading and not (goes_on and step < 2.2 * leading):
        return False
    usual = body.leading if len(group) == 1 else group[1].top - group[0].top
    if ends(last.text) and step > APART * usual and step > APART * body.leading:
        return False
    if last.bold != line.bold and all(one.bold == last.bold for one in group) and not goes_on:
        return False
    if last.text[-1].isdigit() and line.text[-1].isdigit() and ENTRY.search(last.text) and ENTRY.search(line.text):
        return False
    if line.size < SMALLER * body.size and NOTE.match(line.text) and NOTE.match(first.text) and ENDS.search(last.text):
        return False
    listed = step > APART * body.leading or (LISTED.search(last.text) is not None and _number_like(first) == _number_like(line))
    if LABELLED.match(line.text) or _begins_item(line, last, right, listed=listed) or last.text.endswith(":"):
        return False
    return goes_on or _centred(last, line, body) or (_indent_fits(group, first, line) and (full(last, line, right) or breaks_off(last.text)))


def _centred(last: Line, line: Line, body: Body) -> bool:
    """Tell whether two lines are one large title, centred."""
    middles = abs((last.left + last.right) - (line.left + line.right)) / 2
    return (
        line.top - last.top < CLOSE * line.size
        and min(last.size, line.size) > BIGGER * body.size
        and middles < 0.5 * line.size < abs(last.left - line.left)
    )


def _begins_item(line: Line, last: Line, right: float, *, listed: bool) -> bool:
    if SYMBOL_BULLET.match(line.text) and BULLET.match(line.text):
        return line.text[0] not in "-–—" or bool(ENDS.search(last.text)) or not full(last, line, right) or bool(BULLET.match(last.text))
    return bool(AGENDA.match(line.text)) and (listed or not unfinished(last.text))


def _number_like(line: Line) -> str:
    """Return how an item is numbered: with a letter or a figure, in brackets or before a point."""
    number = AGENDA.match(line.text)
    return re.sub(r"\w+", lambda match: "1" if match.group().isdecimal() else "a", number.group().split()[0]) if number else ""


def _indent_fits(group: Sequence[Line], first: Line, line: Line) -> bool:
    shift = line.left - group[-1].left
    if len(group) == 1:
        hangs = bool(BULLET.match(first.text) or AGENDA.match(first.text) or NOTE.match(first.text))
        under = any(abs(line.left - cell.left) <= INDENT * line.size for cell in first.cells[1:])
        return under or shift <= INDENT * line.size or (hangs and shift < HANGS * line.size)
    return abs(shift) <= INDENT * line.size


def breaks_off(text: str) -> bool:
    """Tell whether a long line ends with a word that no paragraph ends with.

    >>> breaks_off("Those who came were the chair, the clerk and"), breaks_off("Mill and")
    (True, False)
    """
    words = text.lower().split()
    return words[-1] in JOINING and len(words) > SHORT


def full(last: Line, line: Line, right: float) -> bool:
    """Tell whether the next line's first word would not have fitted on this one."""
    wide = (line.right - line.left) / max(1, len(line.text))
    word = line.text.split(maxsplit=1)[0]
    return last.right + (len(word) + 1) * wide >= right - 1.5 * last.size
