"""Tell whether a line of a PDF goes on with the paragraph above it, by its place, its type and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.importers.marks import BULLET, ENDS, JOINING, LABELLED, LONE_BULLET, SYMBOL_BULLET, runs_on, unfinished
from pipeline.importers.pdf_body import INDENT, Body, ends
from pipeline.importers.pdf_entries import is_entry, numbered_alike
from pipeline.importers.pdf_page import Line

NEW_PARAGRAPH = 1.45  # leadings between a line and the next paragraph's
APART = 1.2  # leadings that do it where a sentence ends
CLOSE = 1.32  # type sizes between the lines of one title
SMALLER = 0.92  # times the body's size: a footnote
BIGGER = 1.12  # times the body's size: a heading
SHORT = 6  # words of a line that may be a cell or a name
AGENDA = re.compile(  # with a number apart from the words, with one that touches them, of an item within an item
    r"(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|[IVX]{1,5}[.)]|\([a-z]\)|[a-z]\))\s+\S|"
    r"\d{1,3}(?:\.\d{1,3})*[.)](?=[A-Z“‘][\w’'])|(?:[a-z]|[ivx]{1,4})[.)]\s+[\"“‘'(]?[A-Z]"
)
LISTED = re.compile(r"[;,]\s+(?:and|or)$")  # ends an item before the last
AFTER_COLON = re.compile(r"[\"“‘]\w|£\d|\d+(?:[.,]\d+)*(?:%| [a-z])")  # a quotation, a sum or a share: no item of a list
HANGS = 10  # type sizes: a paragraph's lines are set in no further under its number
WIDEST_STEP = 2.2  # leadings to a line that plainly goes on
LETTER = re.compile(r"[^\W\d_]")
ITS_PAGE = re.compile(r"(?:\s|\.\.\s?)\d{1,3}$")
NOTE = re.compile(r"(?:\d{1,3}|[*∗†‡§])\s?[A-Z“‘(\"h]|\d{1,3}\s[\d£]")


def joins(group: Sequence[Line], line: Line, body: Body, right: float) -> bool:
    """Tell whether a line goes on with the paragraph of the lines before it in its column.

    Args:
        group: the lines before it.
        line: under them.
        body: what is ordinary in the document.
        right: the column's margin.
    """
    last, first = group[-1], group[0]
    if LONE_BULLET.fullmatch(last.text) and len(group) == 1:
        return True
    if _set_apart(group, line, body) or _begins_anew(group, line, body, right):
        return False
    fits = _indent_fits(group, first, line)
    if last.text.endswith(":"):  # a list may follow: only a full line plainly goes on
        says_what = line.text[0].islower() or AFTER_COLON.match(line.text) is not None
        return says_what and line.top - last.top < APART * body.leading and fits and full(last, line, right)
    return runs_on(last.text, line.text) or _centred(last, line, body) or (fits and (full(last, line, right) or breaks_off(last.text)))


def _set_apart(group: Sequence[Line], line: Line, body: Body) -> bool:
    """Tell whether a line's place or type shows that it is of another paragraph."""
    last, goes_on, step = group[-1], runs_on(group[-1].text, line.text), line.top - group[-1].top
    if max(line.size, last.size) > BIGGER * min(line.size, last.size) and (not goes_on or step > NEW_PARAGRAPH * max(line.size, last.size)):
        return True
    leading = max(body.leading, 1.15 * line.size if len(group) == 1 else group[1].top - group[0].top)
    if step > NEW_PARAGRAPH * leading and not (goes_on and step < WIDEST_STEP * leading):
        return True
    usual = body.leading if len(group) == 1 else group[1].top - group[0].top
    if ends(last.text) and step > APART * usual and step > APART * body.leading:
        return True
    return last.bold != line.bold and all(one.bold == last.bold for one in group) and not goes_on


def _begins_anew(group: Sequence[Line], line: Line, body: Body, right: float) -> bool:
    """Tell whether a line's words begin an item, a note or an entry."""
    last, first = group[-1], group[0]
    if lists_page(last.text) and lists_page(line.text):
        return True
    if line.size < SMALLER * body.size and NOTE.match(line.text) and (NOTE.match(first.text) or first.text[0].islower()) and ENDS.search(last.text):
        return True
    if LABELLED.match(line.text) or numbered_alike(first, line):
        return True
    listed = line.top - last.top > APART * body.leading or (LISTED.search(last.text) is not None and _number_like(first) == _number_like(line))
    return _begins_item(line, last, right, listed=listed)


def lists_page(text: str) -> bool:
    """Tell whether a line could be an entry of a list of contents, if one more follows: words, and then a number.

    >>> lists_page("The mill .... 12"), lists_page("12 12")
    (True, False)
    """
    number = ITS_PAGE.search(text)
    return number is not None and LETTER.search(text, 0, number.start()) is not None


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
    return is_entry(line) or (bool(AGENDA.match(line.text)) and (listed or not unfinished(last.text)))


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
    """Tell whether the next line's first word would not have fitted on this one; one with a capital, which may begin anew, by a narrower measure."""
    wide = (line.right - line.left) / max(1, len(line.text))
    word = line.text.split(maxsplit=1)[0]
    slack = 1.1 if word[0].isupper() and not breaks_off(last.text) else 1.5
    return last.right + (len(word) + 1) * wide >= right - slack * last.size
