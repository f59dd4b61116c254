"""Read plain text: find its paragraphs, headings, list items and page furniture by blank lines and line lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.config import Ingest
from pipeline.encodings import decode
from pipeline.importers.marks import (
    BULLET,
    ENDS,
    LABELLED,
    LONE_BULLET,
    NUMBERED,
    PARAGRAPH_NUMBER,
    SYMBOL_BULLET,
    WORD,
    closes,
    runs_on,
    unfinished,
)
from pipeline.importers.plain_lines import Line, Shape, furniture_of, lines_of, shape_of
from pipeline.sources import Block, Source

HEADING_WORDS, HEADING_CHARACTERS = 14, 100
RUN_OF_HEADINGS = 4  # so many short lines in a row are a list, not headings
SENTENCE = 60  # characters: a line as long as this is prose, not one more entry of a list
NUMBER_ALONE = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
QUESTION = re.compile(r"question\s*\d+\s*[.:]", re.IGNORECASE)
LABEL = re.compile(
    r"(?!.*\b(?:said|says|added|adds|comment\w*|concluded|continued|stated|told|explained|replied|writes|wrote)\b)[A-Z][\w’']*(?: [\w’']+){0,2}:"
)
DATE_LINE = re.compile(r"(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}")
OPENERS = frozenset(
    "the this that there these those it we our they in as a an some many most when while if for to all with by at delegates members".split()
)


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a text file.

    Args:
        path: the file, in any encoding common in the UK.
        settings: not used.

    Returns:
        One document.
    """
    del settings
    text = decode(path.read_bytes()).text
    return [Source(text, tuple(blocks(text)), "text/plain")]


def blocks(text: str) -> Iterator[Block]:
    """Cut a text into headings, paragraphs, list items and page furniture.

    Yields:
        Blocks in order that do not overlap and cover every character that is no space.
    """
    lines = list(lines_of(text))
    shape = shape_of(lines)
    furniture = furniture_of(lines)
    groups = list(_groups(lines, shape, furniture))
    kinds = [_kind(lines[group[0] : group[-1] + 1], furniture, group, shape) for group in groups]
    for group, kind in zip(groups, _settled(kinds, [lines[group[0]] for group in groups]), strict=True):
        yield Block(kind, lines[group[0]].start, lines[group[-1]].end)


def _groups(lines: Sequence[Line], shape: Shape, furniture: frozenset[int]) -> Iterator[list[int]]:
    """Yield the numbers of the lines that make one block each."""
    group: list[int] = []
    for n, _ in enumerate(lines):
        if group and not _joins(lines, n, group, shape, furniture):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def _joins(lines: Sequence[Line], n: int, group: list[int], shape: Shape, furniture: frozenset[int]) -> bool:  # noqa: C901, PLR0911  # one line for each kind of evidence, strongest first
    """Tell whether line n goes on with the block of the lines before it."""
    last, line = lines[n - 1], lines[n]
    if n in furniture or n - 1 in furniture:
        return False
    if len(group) == 1 and LONE_BULLET.fullmatch(last.text):
        return not LONE_BULLET.fullmatch(line.text)
    if len(group) == 1 and NUMBER_ALONE.fullmatch(last.text):
        return _like_heading(line.text, shape)
    if line.gap:
        return runs_on(last.text, line.text) and len(last.text) > SENTENCE and not _is_bullet(line, last, shape)
    if _is_bullet(line, last, shape):
        return False
    if runs_on(last.text, line.text) or (shape.wrapped and len(last.text) > SENTENCE and closes(last.text, line.text)):
        return True
    if not shape.wrapped:
        return False
    first = lines[group[0]]
    if LABELLED.match(line.text) or (PARAGRAPH_NUMBER.match(line.text) and ENDS.search(last.text)):
        return False
    if QUESTION.match(line.text) or (line.text[0] == "(" and ENDS.search(last.text)) or last.text.rstrip("'’").endswith(":"):
        return False
    if last.text.endswith("?") and QUESTION.match(first.text):
        return False
    if _is_heading_line(lines, n, shape) or (len(group) == 1 and _is_heading_line(lines, n - 1, shape)):
        return False
    return _full(last, line, shape)


def _full(last: Line, line: Line, shape: Shape) -> bool:
    """Tell whether the next line's first word would not have fitted: the break is the margin's, not the author's."""
    return len(last.text) + 1 + len(line.text.split(maxsplit=1)[0]) >= shape.full


def _is_bullet(line: Line, last: Line, shape: Shape) -> bool:
    if not BULLET.match(line.text):
        return False
    dash = line.text[0] in "-–—.o" and not LONE_BULLET.fullmatch(line.text)
    return not (dash and shape.wrapped and not line.gap and not ENDS.search(last.text) and not BULLET.match(last.text) and _full(last, line, shape))


def _is_heading_line(lines: Sequence[Line], n: int, shape: Shape) -> bool:
    """Tell whether a line among wrapped ones is a heading: it follows an end, closes nothing, and a sentence begins after it."""
    line = lines[n]
    if not _like_heading(line.text, shape) or n + 1 >= len(lines):
        return False
    before = lines[n - 1] if n else None
    if before and not (line.gap or before.text.endswith(")") or ENDS.search(before.text) or _like_heading(before.text, shape)):
        return False
    after = lines[n + 1]
    if after.gap:
        return True
    word = WORD.match(after.text.lstrip("“‘\"'"))
    begins = word is not None and word.group()[0].isupper() and word.group().lower() in OPENERS
    return bool(begins or NUMBERED.match(after.text)) if _full(line, after, shape) else not after.text[0].islower()


def _like_heading(text: str, shape: Shape) -> bool:
    """Tell whether a line could be a heading by its words alone."""
    if len(text) > HEADING_CHARACTERS or len(text.split()) > HEADING_WORDS or not WORD.search(text):
        return False
    if text[0].islower() or text[0] == "(" or (SYMBOL_BULLET.match(text) and text[0] not in "“‘\"'") or DATE_LINE.fullmatch(text):
        return False
    if LABEL.fullmatch(text):
        return True
    if text.isupper() and not shape.capitals:
        return not text.endswith((",", ";"))
    if unfinished(text) or re.search(r"[a-z]{2}[.!?]['”\"]?\s+[A-Z]", text):
        return False
    question = text.endswith("?") and len(text.split()) <= HEADING_WORDS - 3
    return question or not re.search(r"[.,;:!?&…-]$|\.[\"'”’)]*$", text)


def _kind(lines: Sequence[Line], furniture: frozenset[int], group: list[int], shape: Shape) -> str:
    first = lines[0].text
    if group[0] in furniture or (len(lines) == 1 and LONE_BULLET.fullmatch(first)):
        return "boilerplate"
    whole = " ".join(line.text for line in lines)
    heading = _like_heading(whole, shape)
    if SYMBOL_BULLET.match(first) and BULLET.match(first):
        return "list_item"
    if BULLET.match(first) and not (heading and (NUMBERED.match(first) and len(lines) <= 2)):
        return "list_item"
    return "heading" if heading else "paragraph"


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
