"""Make the blocks of a document from the lines of its PDF pages; paragraphs run on over columns and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importers.marks import closes, runs_on, unfinished
from pipeline.importers.pdf_body import AT_MARGIN, INDENT, Body, body_of, ends
from pipeline.importers.pdf_groups import Group, groups_of
from pipeline.importers.pdf_hyphens import HARD, join
from pipeline.importers.pdf_joins import BIGGER, NEW_PARAGRAPH, full
from pipeline.importers.pdf_kinds import kinds_of, levels_of
from pipeline.importers.pdf_page import Page
from pipeline.importers.pdf_running import running_lines
from pipeline.importers.pdf_tables import table_of
from pipeline.importers.pieces import Piece

RECOGNISED_ALIKE = 2.0  # times: the boxes of recognised words are only roughly as high as their type
PASSED = frozenset({"boilerplate", "footnote"})  # a paragraph goes on after them


@dataclass(frozen=True)
class Made:
    """A piece of a document; ``confidence`` of text recognition, None where there was none."""

    piece: Piece
    confidence: float | None = None


def pieces_of(pages: Sequence[Page]) -> Iterator[Made]:
    """Yield the pieces of a document in reading order, none without text.

    Args:
        pages: all of its pages: running lines are known by their repetition.
    """
    body = body_of(pages)
    running = running_lines(pages)
    groups = [group for page in pages for group in groups_of(page, body, running[page.number])]
    texts = [_text([group], group.kind, body) for group in groups]
    kinds = kinds_of(groups, texts, body)
    levels = levels_of(groups, texts, kinds, body)
    held = _flows(groups, texts, kinds, body)
    made: dict[int, list[Made]] = {page.number: [] for page in pages}
    for n, (group, kind, level) in enumerate(zip(groups, kinds, levels, strict=True)):
        parts = [groups[m] for m in held.get(n, [n])]
        if parts:
            made[group.page].append(Made(Piece(_text(parts, kind, body), kind, group.page, level), _confidence(parts)))
    for page in pages:
        yield from made[page.number]
        if page.side:
            yield Made(Piece(page.side, "boilerplate", page.number))


def _text(groups: Sequence[Group], kind: str | None, body: Body) -> str:
    if kind == "table":
        return table_of(groups[0].lines)
    return join([line.text for group in groups for line in group.lines], body.words)


def _confidence(groups: Sequence[Group]) -> float | None:
    cells = [cell for group in groups for line in group.lines for cell in line.cells if cell.confidence is not None]
    letters = sum(len(cell.text) for cell in cells)
    return round(sum((cell.confidence or 0) * len(cell.text) for cell in cells) / letters, 1) if letters else None


def _flows(groups: Sequence[Group], texts: Sequence[str], kinds: Sequence[str], body: Body) -> dict[int, list[int]]:
    """Find paragraphs that run over columns and pages: which groups each of them holds; those that go on another have none."""
    held: dict[int, list[int]] = {}
    head: int | None = None  # the paragraph that the latest group belongs to which is no page furniture
    tables = False  # between it and this group
    for n, (group, text, kind) in enumerate(zip(groups, texts, kinds, strict=True)):
        if kind in PASSED or (kind == "table" and head is not None):
            tables = tables or kind == "table"
            continue
        if head is not None and kind == "paragraph":
            before = held.get(head, [head])[-1]
            if _elsewhere(groups[before], group) and _goes_on(groups[before], texts[before], group, text, body, sure=not tables):
                held[head] = [*held.get(head, [head]), n]
                held[n] = []
                tables = False
                continue
        head, tables = (n if kind in {"paragraph", "list_item"} else None), False
    return held


def _elsewhere(before: Group, group: Group) -> bool:
    """Tell whether a group stands in a later column, or on the next page."""
    return group.page == before.page + 1 or (group.page == before.page and group.first.column != before.first.column)


def _goes_on(before: Group, above: str, group: Group, text: str, body: Body, *, sure: bool) -> bool:
    """Tell whether a paragraph goes on with one in another column; ``sure``: nothing but page furniture stands between."""
    alike = BIGGER if group.first.cells[0].confidence is None else RECOGNISED_ALIKE
    if max(before.last.size, group.first.size) > alike * min(before.last.size, group.first.size):
        return False
    if runs_on(above, text) or above.endswith(tuple(HARD)):
        return True
    if sure and ((not ends(above) and unfinished(above)) or closes(above, text)):
        return True
    return sure and not _under(before, group, body) and not _indented(group, body) and _breaks_off(before, above, group, body)


def _under(before: Group, group: Group, body: Body) -> bool:
    """Tell whether a group stands apart below the one before it, as what spans all columns does under them."""
    return group.page == before.page and group.first.top - before.last.top > NEW_PARAGRAPH * body.leading


def _indented(group: Group, body: Body) -> bool:
    if len(group.lines) > 1:  # a paragraph that hangs under its number on the page before is set in as a whole
        return group.first.left > group.lines[1].left + INDENT * body.size
    return group.first.left > group.left + INDENT * body.size and body.indents


def _breaks_off(before: Group, above: str, group: Group, body: Body) -> bool:
    """Tell whether a group ends only because its column does."""
    if ends(above) and body.justified:  # the last line of a paragraph is not stretched to the margin
        return abs(before.last.right - before.right) < AT_MARGIN
    return (body.indents or not ends(above)) and full(before.last, group.first, before.right)
