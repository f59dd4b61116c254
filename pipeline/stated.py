"""Find the date a document states of itself: of its meeting, event or release. Precision first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.date_words import DOTTED, WEEKDAY
from pipeline.dates import Date, find, find_impossible, find_months, parse
from pipeline.stated_words import (
    ABOUT_ANOTHER,
    BARE,
    CHANGED,
    HELD,
    LABEL,
    MEETS,
    OF_ANOTHER,
    PRINTED,
    PUBLISHED,
    RELEASE,
    STAMP,
    TOLD,
    tells_story,
)
from pipeline.structure_rules import MEETING_TITLE

HEAD_LINES = 12  # non-blank lines that may be a title
TITLE_LINES = 4  # of these, each may run on into the next
PAGE_LINES = 30  # non-blank lines of a first page, on which it may say when it was published
HEAD_CHARACTERS = 4000  # in which a sentence may give the meeting's date
TITLE_WORDS = 16  # a longer line is prose


@dataclass(frozen=True)
class Stated:
    """A date a document states; ``of_meeting`` when it plainly says that it is its meeting's, event's or release's."""

    date: Date
    of_meeting: bool


def stated(text: str) -> Stated | None:
    r"""Find the date of the document in its first lines.

    Args:
        text: the document's text, as read.

    Returns:
        The first of: a labelled date or release line, a title with a date, in minutes a line that is a date, what the first
        page says of the day of publication, a line that is a date (of the shape 5. May 2021 the only one: more may be numbered
        headings), what a server of preprints stamped on it, a sentence saying when the meeting was held, a line that is a month
        and year; None where none is plain.

    >>> stated("Milbrook Forum - 3rd November 2015\nPresent").date.iso
    '2015-11-03'
    """
    lines = _head(text)
    titles = [title for n, line in enumerate(lines) for title in (line, *(f"{line} {after}" for after in lines[n + 1 : n + 2] if n < TITLE_LINES))]
    for rule in (_labelled, _titled):
        for line in titles:
            if found := rule(line):
                return Stated(found, of_meeting=True)
    meeting = any(MEETS.search(line) for line in lines[:3] if len(line.split()) <= TITLE_WORDS and not line.endswith("."))
    bare = _first(_bare, lines) or _dotted(text)
    if not (bare and meeting) and (found := _published(text)):
        return Stated(found, of_meeting=True)
    if bare:
        return Stated(bare, of_meeting=meeting)
    if found := _first(_stamped, text[: 4 * HEAD_CHARACTERS].split("\n")):
        return Stated(found, of_meeting=True)
    if found := _held(text[:HEAD_CHARACTERS]):
        return Stated(found, of_meeting=True)
    found = _first(_month, lines[:5])
    return Stated(found, of_meeting=False) if found else None


def changed(text: str) -> str | None:
    r"""Return the line on top of a document that says when it was changed, which is not taken for its date.

    >>> changed("Cohesion plan\nUpdated 5 November 2025\nWords")
    'Updated 5 November 2025'
    """
    return next((line for line in _head(text) for found in find(line) if CHANGED.match(line[: found.start])), None)


def impossible(text: str) -> str | None:
    """Return a day in the title lines that is in no calendar, as it is written there."""
    return next((day for line in _head(text) if len(line.split()) <= TITLE_WORDS for day in find_impossible(line)), None)


def titles_meeting(line: str) -> bool:
    """Tell whether a line is the title of one meeting's minutes, with its date.

    >>> titles_meeting("Alder Parish Meeting - 8th May 2018"), titles_meeting("Report of the meeting on 8th May 2018")
    (True, False)
    """
    return bool(MEETING_TITLE.match(line)) and _titled(line) is not None


def _head(text: str, most: int = HEAD_LINES) -> list[str]:
    return [line.strip() for line in text[: 4 * HEAD_CHARACTERS].split("\n") if line.strip()][:most]


def _first(rule: object, lines: list[str]) -> Date | None:
    return next((found for line in lines if (found := rule(line))), None)  # type: ignore[operator]


def _labelled(line: str) -> Date | None:
    label = LABEL.match(line)
    for found in find(line):
        if label and re.fullmatch(rf"(?:{WEEKDAY},?\s*)?", line[label.end() : found.start].strip(), re.IGNORECASE):
            return found.date
        if RELEASE.search(line[: found.start]):
            return found.date
        return None
    return None


def _titled(line: str) -> Date | None:
    """Read 'Milbrook Parish Council - 3rd November 2015' and 'MINUTES of a meeting held on …', never prose about another meeting."""
    if len(line.split()) > TITLE_WORDS + 10 or ABOUT_ANOTHER.search(line) or not MEETS.search(line):
        return None
    dates = {found.date: found for found in find(line)}
    if len(dates) != 1:
        return None
    date, found = dates.popitem()
    before, after = line[: found.start], line[found.end :]
    if TOLD.search(before) and tells_story(before, after):
        return None
    ends = BARE.match(after) or re.match(r"\s*(?:\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|noon)\s*)?(?:at|@|,|in|-|–|\()", after)
    if re.match(r"the minutes\b", line, re.IGNORECASE) or not ends:
        return None
    if HELD.search(before) or re.match(r"(?:minutes|notes)\b.{0,90}\b(?:held|meeting)\b", before, re.IGNORECASE):
        return date
    title = len(line.split()) <= TITLE_WORDS and re.match(r"[A-Z0-9]", line) and not re.search(r"[.;]\s", re.sub(r"\b[A-Za-z]\.", "", before))
    return (
        date if title and re.search(r"(?:[-–—:,|]\s*|\bon\s+|\bof\s+|\w\s+)(?:the\s+)?(?:" + WEEKDAY + r",?\s*)?$", before, re.IGNORECASE) else None
    )


def _published(text: str) -> Date | None:
    """Read 'Cohesion strategy, published 4 May 2020' on the first page: one day only, never prose about another paper."""
    lines = _head(text, PAGE_LINES)
    days = {date for n, line in enumerate(lines) if (date := _of_publication(line, "".join(lines[n - 1 : n]), "".join(lines[n + 1 : n + 2])))}
    return days.pop() if len(days) == 1 else None


def _of_publication(line: str, above: str, below: str) -> Date | None:
    if len(line.split()) > TITLE_WORDS or ABOUT_ANOTHER.search(line) or OF_ANOTHER.search(line):
        return None
    printed = PRINTED.search(line)
    runs_on = len(above.split()) > TITLE_WORDS / 2 and not above.endswith((".", ":"))
    if not printed and (line[0].islower() or below[:1].islower() or runs_on):
        return None
    found = next((one for one in find(line) if PUBLISHED.search(line[: one.start])), None)
    return found.date if found and not line[found.end :].strip(" .)]") else None


def _bare(line: str) -> Date | None:
    for found in find(line):
        return found.date if BARE.match(line[: found.start]) and BARE.match(line[found.end :]) else None
    return None


def _dotted(text: str) -> Date | None:
    """Read a line of the head that is '5. November 2021, 10:39 Uhr', if no other line of the text is such a date."""
    found = {line: match for line in map(str.strip, text.split("\n")) if (match := DOTTED.match(line)) and BARE.match(line[match.end() :])}
    return next((parse(match.group()) for line, match in found.items() if line in _head(text)), None) if len(found) == 1 else None


def _stamped(line: str) -> Date | None:
    return next((found.date for found in find(line) if STAMP.search(line[: found.start])), None)


def _month(line: str) -> Date | None:
    for found in find_months(line):
        return found.date if not (line[: found.start] + line[found.end :]).strip(" .,-–—()|") else None
    return None


def _held(text: str) -> Date | None:
    """Find 'The workshop was held on Tuesday 2nd March 2010': the first such sentence that is not about another meeting, nor tells a story."""
    flat = re.sub(r"[ \t]*\n[ \t]*(?!\n)", " ", text)
    for found in find(flat):
        start = max(flat.rfind(mark, 0, found.start) for mark in (". ", ".\n", "\n")) + 1
        end = next((m.start() for m in re.compile(r"[.\n]").finditer(flat, found.end)), len(flat))
        sentence = flat[start:end]
        if re.match(r"\W*(?:the|this|a|minutes|notes|present)\b", sentence, re.IGNORECASE) and HELD.search(flat[start : found.start]):
            if ABOUT_ANOTHER.search(sentence) or re.match(r"\W*the minutes\b", sentence, re.IGNORECASE):
                continue
            if tells_story(flat[start : found.start], flat[found.end : end]):
                continue
            return found.date
    return None
