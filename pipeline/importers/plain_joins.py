"""Tell where one paragraph of plain text ends and the next begins, and which lines are headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.importers.marks import BULLET, ENDS, LABELLED, LONE_BULLET, NUMBERED, PARAGRAPH_NUMBER, SYMBOL_BULLET, WORD, closes, runs_on, unfinished
from pipeline.importers.plain_lines import Line, Shape

HEADING_WORDS, HEADING_CHARACTERS = 14, 100
NEARLY_FULL = 0.9  # of the width of the text
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


def joins(lines: Sequence[Line], n: int, group: list[int], shape: Shape, furniture: frozenset[int]) -> bool:  # noqa: C901, PLR0911, PLR0912  # one line for each kind of evidence, strongest first
    """Tell whether line n goes on with the block of the lines before it."""
    last, line = lines[n - 1], lines[n]
    if n in furniture or n - 1 in furniture:
        return False
    if len(group) == 1 and LONE_BULLET.fullmatch(last.text):
        return not LONE_BULLET.fullmatch(line.text)
    if len(group) == 1 and NUMBER_ALONE.fullmatch(last.text):
        return like_heading(line.text, shape)
    if line.gap and not (line.page != last.page and not line.blank and shape.wrapped and not ENDS.search(last.text)):
        goes_on = runs_on(last.text, line.text) or (shape.wrapped and _breaks_off(last, line, shape))
        return goes_on and len(last.text) > SENTENCE and not _is_bullet(line, last, shape)
    if _is_bullet(line, last, shape) or _next_item(lines[group[0]], last, line):
        return False
    if runs_on(last.text, line.text) or (shape.wrapped and len(last.text) > SENTENCE and closes(last.text, line.text)):
        return True
    if shape.wrapped and _breaks_off(last, line, shape):
        return True
    if not shape.wrapped:
        return False
    if shape.first:
        return _goes_on_at_margin(lines, n, group, shape)
    first = lines[group[0]]
    if LABELLED.match(line.text) or (PARAGRAPH_NUMBER.match(line.text) and ENDS.search(last.text)):
        return False
    if QUESTION.match(line.text) or (line.text[0] == "(" and ENDS.search(last.text)) or last.text.rstrip("'’").endswith(":"):
        return False
    if last.text.endswith("?") and QUESTION.match(first.text):
        return False
    if _is_heading_line(lines, n, shape) or (len(group) == 1 and _is_heading_line(lines, n - 1, shape)):
        return False
    return _full(last, line, shape) and not _set_in_after_an_end(last, line, shape)


def _set_in_after_an_end(last: Line, line: Line, shape: Shape) -> bool:
    """Tell whether a line is set in further than a sentence's end before it, as a paragraph that a page begins with may be."""
    return line.indent > last.indent and ENDS.search(last.text) is not None and len(last.text) < NEARLY_FULL * shape.width


def _breaks_off(last: Line, line: Line, shape: Shape) -> bool:
    """Tell whether a line breaks off at a word that nothing ends with, before a page's end as often as not."""
    return unfinished(last.text) and len(last.text) > 0.7 * shape.width and not NUMBERED.match(line.text)


def _goes_on_at_margin(lines: Sequence[Line], n: int, group: list[int], shape: Shape) -> bool:
    """Tell whether a line goes on with its block where the first line of each paragraph is set in."""
    if shape.begins(lines[n]) or (len(group) == 1 and _is_heading_line(lines, n - 1, shape)):
        return False
    ends = bool(ENDS.search(lines[n - 1].text)) or lines[n].indent < lines[n - 1].indent
    heading = ends and like_heading(lines[n].text, shape)
    return not (heading and n + 1 < len(lines) and (lines[n + 1].gap or shape.begins(lines[n + 1])))


def _full(last: Line, line: Line, shape: Shape) -> bool:
    """Tell whether the next line's first word would not have fitted: the break is the margin's, not the author's."""
    return len(last.text) + 1 + len(line.text.split(maxsplit=1)[0]) >= shape.full


def _is_bullet(line: Line, last: Line, shape: Shape) -> bool:
    if not BULLET.match(line.text):
        return False
    dash = line.text[0] in "-–—.o" and not LONE_BULLET.fullmatch(line.text)
    return not (dash and shape.wrapped and not line.gap and not ENDS.search(last.text) and not BULLET.match(last.text) and _full(last, line, shape))


def _next_item(first: Line, last: Line, line: Line) -> bool:
    """Tell whether a line begins as the item before it does, whose further lines hang."""
    return bool(BULLET.match(line.text)) and line.text[0] == first.text[0] and line.indent == first.indent < last.indent


def _is_heading_line(lines: Sequence[Line], n: int, shape: Shape) -> bool:
    """Tell whether a line among wrapped ones is a heading: it follows an end, closes nothing, and a sentence begins after it."""
    line = lines[n]
    if not like_heading(line.text, shape) or n + 1 >= len(lines):
        return False
    before = lines[n - 1] if n else None
    if before and not (line.gap or before.text.endswith(")") or ENDS.search(before.text) or like_heading(before.text, shape)):
        return False
    after = lines[n + 1]
    if after.gap:
        return True
    word = WORD.match(after.text.lstrip("“‘\"'"))
    begins = word is not None and word.group()[0].isupper() and word.group().lower() in OPENERS
    return bool(begins or NUMBERED.match(after.text)) if _full(line, after, shape) else not after.text[0].islower()


def like_heading(text: str, shape: Shape) -> bool:  # noqa: PLR0911  # likewise
    """Tell whether a line could be a heading by its words alone."""
    if len(text) > HEADING_CHARACTERS or len(text.split()) > HEADING_WORDS or not WORD.search(text):
        return False
    if text[0].islower() or text[0] == "(" or (SYMBOL_BULLET.match(text) and text[0] not in "“‘\"'") or DATE_LINE.fullmatch(text):
        return False
    if LABEL.fullmatch(text):
        return True
    if text in shape.shouted:
        return False
    if text.isupper() and not shape.capitals:
        return not text.endswith((",", ";"))
    if unfinished(text) or re.search(r"[a-z]{2}[.!?]['”\"]?\s+[A-Z]", text):
        return False
    question = text.endswith("?") and len(text.split()) <= HEADING_WORDS - 3
    return question or not re.search(r"[.,;:!?&…-]$|\.[\"'”’)]*$", text)
