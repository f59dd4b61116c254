"""Make paragraphs, headings and list items of the lines of PDF pages; find running headers and footers."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importers.marks import BULLET, ENDS, LABELLED, LONE_BULLET, NUMBERED, RULE, SYMBOL_BULLET, closes, runs_on, unfinished
from pipeline.importers.pdf_hyphens import Vocabulary, join, vocabulary
from pipeline.importers.pdf_layout import Line, Page
from pipeline.importers.pdf_running import running_lines
from pipeline.importers.pieces import Piece

NEW_PARAGRAPH = 1.45  # leadings between a line and the next paragraph's
CLOSE = 1.32  # type sizes between the lines of one title
INDENT = 1.0  # type sizes
SMALLER = 0.92  # times the body's size: a footnote
BIGGER = 1.12  # times the body's size: a heading
HEADING_LINES, HEADING_WORDS, LIST_WORDS = 4, 16, 12
DEEPEST = 4
TITLE_WORDS = 30  # in larger type
CELL_WORDS = 10
SENTENCE_WORDS = 15
AMOUNT = re.compile(r"£\s?\d")
MARKED_HEADINGS = 3  # a document with so many numbered, bold or larger headings has no bare ones
AGENDA = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|[IVX]{1,5}[.)]|\([a-z]\)|[a-z]\))\s+\S")
ENTRY = re.compile(r"[^\W\d_].*(?:\s|\.{2,}\s?)\d{1,3}$")  # of a list of contents
NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])\s?[A-Z“‘(\"h]")
SIMPLE_NUMBER = re.compile(r"(\d{1,2})[.)]\s")


@dataclass(frozen=True)
class Body:
    """What the lines of a document tell of its ordinary text."""

    size: float
    bold: bool
    leading: float
    right: float
    words: Vocabulary


@dataclass(frozen=True)
class Group:
    """Lines of one page that make one block."""

    lines: tuple[Line, ...]
    page: int
    kind: str | None
    gap: float
    right: float
    low: bool

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]


def pieces_of(pages: Sequence[Page]) -> Iterator[Piece]:
    """Yield the pieces of a document in reading order.

    Args:
        pages: all of its pages: running lines are known by their repetition.
    """
    body = _body(pages)
    running = running_lines(pages)
    groups = [group for page in pages for group in _groups(page, body, running[page.number])]
    texts = [join([line.text for line in group.lines], body.words) for group in groups]
    kinds = _kinds(groups, texts, body)
    levels = _levels(groups, texts, kinds, body)
    held = _over_pages(groups, texts, kinds)
    made = [
        Piece(_text([groups[m] for m in held.get(n, [n])], kind, body), kind, group.page, level)
        for n, (group, kind, level) in enumerate(zip(groups, kinds, levels, strict=True))
        if held.get(n, [n])
    ]
    for page in pages:
        yield from (piece for piece in made if piece.page == page.number)
        yield Piece(page.side, "boilerplate", page.number)


def _text(groups: Sequence[Group], kind: str, body: Body) -> str:
    if kind == "table":
        return " | ".join(groups[0].first.cells)
    return join([line.text for group in groups for line in group.lines], body.words)


def _over_pages(groups: Sequence[Group], texts: Sequence[str], kinds: Sequence[str]) -> dict[int, list[int]]:
    """Find paragraphs that run over page breaks: which groups each of them holds; those that go on another have none."""
    held: dict[int, list[int]] = {}
    last: int | None = None  # the paragraph that the latest group which is no page furniture belongs to
    for n, (group, text, kind) in enumerate(zip(groups, texts, kinds, strict=True)):
        if kind in {"boilerplate", "footnote"}:
            continue
        before = held.get(last, [last])[-1] if last is not None else None
        if (
            last is not None
            and before is not None
            and group.page == groups[before].page + 1
            and kind == "paragraph"
            and _runs_over(texts[before], text)
        ):
            held[last] = [*held.get(last, [last]), n]
            held[n] = []
        else:
            last = n if kind in {"paragraph", "list_item"} else None
    return held


def _runs_over(before: str, text: str) -> bool:
    return runs_on(before, text) or (not ENDS.search(before) and unfinished(before)) or closes(before, text)


def _body(pages: Sequence[Page]) -> Body:
    lines = [line for page in pages for line in page.lines]
    weights: Counter[float] = Counter()
    bold = 0
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
        bold += len(line.text) * line.bold
    steps = [
        b.top - a.top
        for page in pages
        for a, b in zip(page.lines, page.lines[1:], strict=False)
        if a.column == b.column and 0 < b.top - a.top < 4 * a.size
    ]
    rights = sorted(line.right for line in lines)
    size = weights.most_common(1)[0][0] if weights else 10.0
    return Body(
        size=size,
        bold=bold > 0.5 * sum(weights.values()),
        leading=statistics.median_low(sorted(round(step, 1) for step in steps)) if steps else 1.2 * size,
        right=rights[int(0.95 * (len(rights) - 1))] if rights else 0.0,
        words=vocabulary(line.text for line in lines),
    )


def _groups(page: Page, body: Body, running: frozenset[int]) -> Iterator[Group]:
    rights = _rights(page, body)
    rows = _rows(page.lines)
    group: list[Line] = []
    kind: str | None = None
    bottom = 0.0
    for n, line in enumerate(page.lines):
        own = (
            "boilerplate" if n in running or (RULE.fullmatch(line.text) and not LONE_BULLET.fullmatch(line.text)) else "table" if n in rows else None
        )
        if group and (own or kind or not _joins(group, line, body, rights[group[0].column])):
            yield Group(tuple(group), page.number, kind, group[0].top - bottom, rights[group[0].column], group[0].top > page.height / 2)
            bottom = group[-1].bottom
            group = []
        kind = own if not group else kind
        group.append(line)
    if group:
        yield Group(tuple(group), page.number, kind, group[0].top - bottom, rights[group[0].column], group[0].top > page.height / 2)


def _rights(page: Page, body: Body) -> dict[int, float]:
    """Return the right margin of each column of a page."""
    columns = {line.column for line in page.lines}
    rights: dict[int, float] = {}
    for column in columns:
        ends = sorted(line.right for line in page.lines if line.column == column)
        rights[column] = body.right if len(columns) == 1 else ends[int(0.95 * (len(ends) - 1))]
    return rights


def _rows(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that are rows of a table: short cells with wide gaps, on more than one line."""
    cells = [len(line.cells) - bool(BULLET.fullmatch(line.cells[0]) or AGENDA.fullmatch(line.cells[0] + " x")) for line in lines]
    short = [all(len(cell.split()) <= CELL_WORDS for cell in line.cells) for line in lines]
    wide = {n for n, count in enumerate(cells) if count >= 3 and short[n] and any(0 <= m < len(cells) and cells[m] >= 2 for m in (n - 1, n + 1))}
    beside = {n for n, count in enumerate(cells) if count == 2 and short[n] and (n - 1 in wide or n + 1 in wide)}
    return frozenset(wide | beside)


def _joins(group: Sequence[Line], line: Line, body: Body, right: float) -> bool:  # noqa: PLR0911  # one line for each kind of evidence, strongest first
    """Tell whether a line goes on with the paragraph of the lines before it."""
    last, first = group[-1], group[0]
    goes_on = runs_on(last.text, line.text)
    if line.column != last.column:
        return goes_on and abs(line.size - last.size) < 1
    if LONE_BULLET.fullmatch(last.text) and len(group) == 1:
        return True
    if max(line.size, last.size) > BIGGER * min(line.size, last.size) and not goes_on:
        return False
    step, leading = line.top - last.top, max(body.leading, 1.15 * line.size if len(group) == 1 else group[1].top - group[0].top)
    if step > NEW_PARAGRAPH * leading and not (goes_on and step < 2.2 * leading):
        return False
    if last.bold != line.bold and all(one.bold == last.bold for one in group) and not goes_on:
        return False
    if ENTRY.search(last.text) and ENTRY.search(line.text):
        return False
    if LABELLED.match(line.text) or _begins_item(line, last, right) or last.text.endswith(":"):
        return False
    return goes_on or _centred(last, line, body) or (_indent_fits(group, first, line) and _full(last, line, right))


def _centred(last: Line, line: Line, body: Body) -> bool:
    """Tell whether two lines are one large title, centred."""
    middles = abs((last.left + last.right) - (line.left + line.right)) / 2
    return (
        line.top - last.top < CLOSE * line.size
        and min(last.size, line.size) > BIGGER * body.size
        and middles < 0.5 * line.size < abs(last.left - line.left)
    )


def _begins_item(line: Line, last: Line, right: float) -> bool:
    if SYMBOL_BULLET.match(line.text) and BULLET.match(line.text):
        return line.text[0] not in "-–—" or bool(ENDS.search(last.text)) or not _full(last, line, right) or bool(BULLET.match(last.text))
    return bool(AGENDA.match(line.text)) and not unfinished(last.text)


def _indent_fits(group: Sequence[Line], first: Line, line: Line) -> bool:
    shift = line.left - group[-1].left
    if len(group) == 1:
        hangs = bool(BULLET.match(first.text) or AGENDA.match(first.text))
        return shift <= INDENT * line.size or (hangs and shift < 6 * line.size)
    return abs(shift) <= INDENT * line.size


def _full(last: Line, line: Line, right: float) -> bool:
    """Tell whether the next line's first word would not have fitted on this one."""
    wide = (line.right - line.left) / max(1, len(line.text))
    word = line.text.split(maxsplit=1)[0]
    return last.right + (len(word) + 1) * wide >= right - 1.5 * last.size


def _kinds(groups: Sequence[Group], texts: Sequence[str], body: Body) -> list[str]:
    marked = [_is_marked(group, text, body) for group, text in zip(groups, texts, strict=True)]
    lists = _numbered_lists(texts, marked)
    bare = sum(marked) < MARKED_HEADINGS
    first = next((n for n, group in enumerate(groups) if not group.kind), None)
    title = first if first is not None and _could_head(texts[first], len(groups[first].lines)) else None
    kinds: list[str] = []
    for n, (group, text) in enumerate(zip(groups, texts, strict=True)):
        after = texts[n + 1] if n + 1 < len(texts) else ""
        if group.kind or (LONE_BULLET.fullmatch(text)):
            kinds.append(group.kind or "boilerplate")
        elif group.low and group.first.size < SMALLER * body.size and NOTE.match(text):
            kinds.append("footnote")
        elif n in lists or (SYMBOL_BULLET.match(text) and BULLET.match(text)):
            kinds.append("list_item")
        elif marked[n] or n == title or (bare and _is_bare(group, text, after, body)):
            kinds.append("heading")
        else:
            kinds.append("list_item" if BULLET.match(text) else "paragraph")
    return kinds


def _levels(groups: Sequence[Group], texts: Sequence[str], kinds: Sequence[str], body: Body) -> list[int | None]:
    """Return the levels of headings without numbers by their type sizes, where any is larger than the body's."""
    sizes = [round(group.first.size * 2) / 2 for group in groups]
    larger = sorted({size for size, kind in zip(sizes, kinds, strict=True) if kind == "heading" and size > BIGGER * body.size}, reverse=True)
    levels = {size: min(level, DEEPEST) for level, size in enumerate(larger, 1)}
    below = min(len(larger) + 1, DEEPEST)
    return [
        levels.get(size, below) if larger and kind == "heading" and not NUMBERED.match(text) else None
        for size, text, kind in zip(sizes, texts, kinds, strict=True)
    ]


def _could_head(text: str, lines: int, most_words: int = HEADING_WORDS) -> bool:
    words = text.split()
    ends = re.search(r"[.,;:&–-]$", text) or unfinished(text)
    return lines <= HEADING_LINES and len(words) <= most_words and not ends and not words[0][0].islower() and bool(re.search(r"[^\W\d_]{2}", text))


def _is_marked(group: Group, text: str, body: Body) -> bool:
    """Tell whether a group is a heading by size, weight, number or capitals."""
    larger = group.first.size > BIGGER * body.size
    could = _could_head(text, len(group.lines), TITLE_WORDS if larger else HEADING_WORDS)
    if group.kind or not could or (SYMBOL_BULLET.match(text) and BULLET.match(text)):
        return False
    bold = all(line.bold for line in group.lines) and not body.bold
    numbered = NUMBERED.match(text) and len(group.lines) <= 2 and len(text.split()) <= LIST_WORDS and not AMOUNT.search(text)
    capitals = text.isupper() and len(text) > 3
    return bool(larger or bold or numbered or capitals)


def _numbered_lists(texts: Sequence[str], marked: Sequence[bool]) -> frozenset[int]:
    """Find items 1., 2., 3. that follow one another with nothing under them: a list, not headings."""
    numbers = [int(match[1]) if (match := SIMPLE_NUMBER.match(text)) else None for text in texts]
    pairs = [n for n in range(len(texts) - 1) if numbers[n] is not None and numbers[n + 1] == (numbers[n] or 0) + 1 and marked[n] == marked[n + 1]]
    return frozenset(m for n in pairs for m in (n, n + 1) if not (marked[m] and texts[m].isupper()))


def _is_bare(group: Group, text: str, after: str, body: Body) -> bool:
    """Tell whether a short line stands apart over prose, in a document without marked headings."""
    apart = group.gap > 0.6 * body.leading or group.page == 1
    return (
        len(group.lines) == 1
        and _could_head(text, 1)
        and not AMOUNT.search(text)
        and len(after.split()) >= SENTENCE_WORDS
        and apart
        and group.first.right < group.right - 4 * body.size
    )
