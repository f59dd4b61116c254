"""Find the date a document states of itself: of its meeting, event or release. Precision first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.date_words import WEEKDAY
from pipeline.dates import Date, find, find_impossible, find_months
from pipeline.structure_rules import MEETING_TITLE

HEAD_LINES = 12  # non-blank lines that may be a title
TITLE_LINES = 4  # of these, each may run on into the next
PAGE_LINES = 30  # non-blank lines of a first page, on which it may say when it was published
HEAD_CHARACTERS = 4000  # in which a sentence may give the meeting's date
TITLE_WORDS = 16  # a longer line is prose
ABOUT_ANOTHER = re.compile(
    r"\b(?:previous|last|next|circulated|approved?|agreed|correct record|true record|accurate record|signed|confirmed|received|deadline|closing|"
    r"updated|modified|accessed|retrieved|copyright|since|until|before|born|died|residents held|amended|replaces|supersedes)\b|©",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^\W*(?:date|dyddiad|cyhoeddwyd|date of (?:the )?(?:meeting|publication|issue|event|release|report|workshop)|meeting date|publication date|issue date|date (?:published|issued)|"
    r"published|published on|issued|issued on|released|release date|date of release|for immediate release|immediate release|embargo(?:ed)?(?: until)?|"
    r"(?:press|news|media) (?:release|notice|statement))\b[\s:–—-]*(?:time[ :]+)?(?:\d\d:?\d\d\s*)?",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:meeting|forum|workshop|event|session|seminar|conference|hearing|a\.?g\.?m\.?|assembly|committee|panel|council|commission|cabinet|executive|board|group)\b"
    r"[^.;\n]{0,120}?\b(?:held|convened|took place|met|to be held)\b[^.;\n]{0,80}?\b(?:on|,)\s+(?:the\s+)?(?:" + WEEKDAY + r",?\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
MEETS = re.compile(
    r"\b(?:minutes|notes|meeting|council|committee|forum|panel|commission|cabinet|board|agm|workshop|seminar|hearing|assembly|cofnodion|cyfarfod|pwyllgor|cyngor)\b|a\.g\.m",
    re.IGNORECASE,
)
PUBLISHED = re.compile(rf"\bpublished(?: on)?:?\s+(?:the\s+)?(?:{WEEKDAY},?\s+)?$", re.IGNORECASE)
PRINTED = re.compile(r"\bto be printed\b", re.IGNORECASE)  # on the cover of a paper laid before Parliament
OF_ANOTHER = re.compile(
    r"^\W*(?:sources?|see|note|from)\b|\b(?:(?:response|reply|replies|comments?|progress|update|submission)\b.{0,40}?\b(?:to|on)|following|in light of)\b",
    re.IGNORECASE,
)
CHANGED = re.compile(r"^\W*(?:(?:this )?page )?(?:was )?(?:last )?(?:updated|modified|amended|revised|reviewed)(?: on| at)?[\s:–—-]*$", re.IGNORECASE)
RELEASE = re.compile(
    r"\b(?:news|press|media) (?:release|notice|statement)\b.{0,120}\b(?:issued|published|released)\b.{0,80}\bon\s+(?:the\s+)?$", re.IGNORECASE
)
BARE = re.compile(  # nothing is given back (*+): three runs of points would else be parted in all ways
    rf"^\W*+(?:{WEEKDAY},?+\s*+(?:the\s++)?+)?+\W*+"
    r"(?:(?:at|from)?+\s*+\d{1,2}(?:[.:]\d\d)?\s*+(?:am|pm|noon)?(?:\s*+(?:-|–|to)\s*+\d{1,2}(?:[.:]\d\d)?\s*+(?:am|pm))?)?\W*+$",
    re.IGNORECASE,
)


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
        page says of the day of publication, a line that is a date, a sentence saying when the meeting was held, a line
        that is a month and year; None where none is plain.

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
    bare = _first(_bare, lines)
    if not (bare and meeting) and (found := _published(text)):
        return Stated(found, of_meeting=True)
    if bare:
        return Stated(bare, of_meeting=meeting)
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


def _month(line: str) -> Date | None:
    for found in find_months(line):
        return found.date if not (line[: found.start] + line[found.end :]).strip(" .,-–—()|") else None
    return None


def _held(text: str) -> Date | None:
    """Find 'The workshop was held on Tuesday 2nd March 2010': the first such sentence that is not about another meeting."""
    flat = re.sub(r"[ \t]*\n[ \t]*(?!\n)", " ", text)
    for found in find(flat):
        start = max(flat.rfind(mark, 0, found.start) for mark in (". ", ".\n", "\n")) + 1
        end = next((m.start() for m in re.compile(r"[.\n]").finditer(flat, found.end)), len(flat))
        sentence = flat[start:end]
        if re.match(r"\W*(?:the|this|a|minutes|notes|present)\b", sentence, re.IGNORECASE) and HELD.search(flat[start : found.start]):
            if ABOUT_ANOTHER.search(sentence) or re.match(r"\W*the minutes\b", sentence, re.IGNORECASE):
                continue
            return found.date
    return None
