"""Cut plain text into blocks by blank lines and line lengths: paragraphs, headings, list items, page furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.importers.marks import BULLET, LONE_BULLET, NUMBERED, SYMBOL_BULLET
from pipeline.importers.plain_furniture import furniture_of, n_pages_of
from pipeline.importers.plain_joins import NUMBER_ALONE, SENTENCE, joins, like_heading
from pipeline.importers.plain_lines import Line, Shape, lines_of, shape_of
from pipeline.sources import Block

LEAST_ITEMS = 2  # of a list without bullets
RUN_OF_HEADINGS = 4  # so many short lines in a row are a list, not headings


def blocks(text: str) -> Iterator[Block]:
    """Cut a text into headings, paragraphs, list items and page furniture.

    Yields:
        Blocks in order that do not overlap and cover every character that is no space.
    """
    lines = lines_of(text)
    paged = n_pages_of(text) is not None
    shape = shape_of(lines)
    furniture = furniture_of(lines)
    groups = list(_groups(lines, shape, furniture))
    kinds = [_kind(lines[group[0] : group[-1] + 1], furniture, group, shape) for group in groups]
    for n in () if shape.first else _bare_items([(lines[group[0]], lines[group[-1]]) for group in groups], kinds):
        kinds[n] = "list_item"
    for group, kind in zip(groups, _settled(kinds, [lines[group[0]] for group in groups]), strict=True):
        first = lines[group[0]]
        yield Block(kind, first.start, lines[group[-1]].end, first.page if paged else None)


def _groups(lines: Sequence[Line], shape: Shape, furniture: frozenset[int]) -> Iterator[list[int]]:
    """Yield the numbers of the lines that make one block each."""
    group: list[int] = []
    for n, _ in enumerate(lines):
        if group and not joins(lines, n, group, shape, furniture):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _kind(lines: Sequence[Line], furniture: frozenset[int], group: list[int], shape: Shape) -> str:
    first = lines[0].text
    if group[0] in furniture or (len(lines) == 1 and LONE_BULLET.fullmatch(first)):
        return "boilerplate"
    whole = " ".join(line.text for line in lines)
    heading = like_heading(whole, shape)
    if SYMBOL_BULLET.match(first) and BULLET.match(first):
        return "list_item"
    if BULLET.match(first) and not (heading and (NUMBERED.match(first) and len(lines) <= 2)):
        return "list_item"
    return "heading" if heading else "paragraph"


def _bare_items(ends: Sequence[tuple[Line, Line]], kinds: Sequence[str]) -> frozenset[int]:
    """Find items whose bullets were lost when the text was made: set in, one after another, after a line that ends with a colon.

    Args:
        ends: the first and last line of each group.
        kinds: of each, so far.
    """
    found: set[int] = set()
    run: list[int] = []
    margin: int | None = None  # of the line with the colon, while items may follow it
    for n, ((first, last), kind) in enumerate(zip(ends, kinds, strict=True)):
        fits = margin is not None and not first.gap and first.indent > margin and kind in {"paragraph", "heading"} and not first.text.endswith(":")
        if fits and (not run or first.indent == ends[run[0]][0].indent):
            run.append(n)
            continue
        found.update(run if len(run) >= LEAST_ITEMS else ())
        margin = (margin if run and margin is not None else first.indent) if kind == "paragraph" and last.text.rstrip("'’").endswith(":") else None
        run = []
    return frozenset(found | set(run if len(run) >= LEAST_ITEMS else ()))


def _settled(kinds: list[str], firsts: Sequence[Line]) -> list[str]:
    """Take back headings that nothing follows, and long runs of them, which are lists."""
    settled = list(kinds)
    run: list[int] = []
    for n, kind in enumerate([*kinds, "end"]):
        if kind == "heading":
            run.append(n)
            continue
        if kind == "boilerplate":
            continue
        plain = [m for m in run if not _marked(firsts[m].text)]
        if len(plain) >= RUN_OF_HEADINGS or kind == "end":
            keep = {run[0], run[-1] if kind == "paragraph" and len(firsts[n].text) >= SENTENCE else run[0]} if kind != "end" else set()
            for m in plain:
                settled[m] = "heading" if m in keep else "paragraph"
        elif run and kind == "paragraph" and all(firsts[m].text.endswith("?") for m in (run[-1], n)):
            settled[run[-1]] = "paragraph"
        run = []
    return settled


def _marked(text: str) -> bool:
    return text.isupper() or bool(NUMBERED.match(text) or NUMBER_ALONE.fullmatch(text))
