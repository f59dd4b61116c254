"""Tell what a passage is in its document by the headings above it: a finding, a summary, background, or a prompt."""

from __future__ import annotations

import re
from typing import Literal

from pipeline import calls

Part = Literal["finding", "summary", "background", "prompt", "other"]
PROSE = frozenset({"paragraph", "list_item", "table", "footnote"})
NUMBER = re.compile(
    r"(?:(?i:section|part|chapter|appendix|annex|item)\s+)?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[IVX]{1,5}[.):]|[A-H][.):]|)\s*(?:[-–—:]\s*)?(?=\D)"
)
# Headings, whole, without their number: what stands under them. A heading that only begins so is about something else:
# Introduction of a speed limit, Background checks on volunteers.
HEADINGS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (
        "prompt",
        re.compile(
            r"(?:topic|discussion|interview|facilitators?['’]?|moderators?['’]?) guide\b.*|(?:topic guide\W+)?facilitators?['’]? notes\b.*|"
            r"(?:discussion|workshop|consultation|survey|interview) questions\W*|prompts?\W*|probes?\W*|questions? (?:asked|put to (?:the )?\w+)\W*",
            re.IGNORECASE,
        ),
    ),
    (
        "summary",
        re.compile(
            r"(?:(?:executive|management|brief|short|overall|general|chair(?:man)?['’]s|plain english) )?summary(?: (?:of|and) (?:the )?(?:main |key )?"
            r"(?:findings|conclusions|report|recommendations|points|results|evidence|themes|responses|discussions?))*(?: and (?:conclusions|recommendations))?|"
            r"(?:summary of )?(?:key|main|headline) (?:points|findings|messages|themes)(?: and recommendations)?|at a glance|in brief|abstract|"
            r"conclusions? and recommendations in (?:brief|full)|overview of (?:the )?(?:findings|report)",
            re.IGNORECASE,
        ),
    ),
    (
        "background",
        re.compile(
            r"(?:introduction|background|context|foreword|preface|purpose|aims?|scope|methodology|methods?|(?:our )?approach)"
            r"(?:(?:,| and| to| of|,? &) (?:the |this |our )?(?:introduction|background|context|purpose|aims?|objectives?|scope|methodology|methods?|approach|"
            r"report|paper|review|study|workshop|event|commission|research|consultation|inquiry|document|survey))*|"
            r"(?:policy|local|national|historical|legal|statutory|strategic) (?:background|context)|"
            r"about (?:this|the) (?:report|paper|review|study|workshop|event|commission|research|consultation|document|inquiry|survey)|"
            r"terms of reference|aims and objectives|how (?:we|the (?:research|review|work|study)) (?:did this|carried out the work|was (?:done|carried out))|"
            r".*\bbackground (?:papers?|notes?|briefing|information|documents?|reading|material)\b.*|"
            r"information (?:sent|given|provided|circulated)\b.*\b(?:before|prior to|in advance of)\b.*|foreword by .*|introduction by .*",
            re.IGNORECASE,
        ),
    ),
    ("background", calls.HEADING),  # what is known before anyone answers
)


def part_of(kind: str, section: object, title: object = None) -> Part:
    """Tell what a block is in its document.

    Args:
        kind: the block's kind.
        section: headings above it, outermost first, joined by ' > '; null where there are none.
        title: the document's, which says what all of it is and no more.

    Returns:
        What the innermost heading says that says anything; a finding where none does.

    >>> part_of("paragraph", "2. EXECUTIVE SUMMARY > Trust"), part_of("paragraph", "3. Introduction of a speed limit")
    ('summary', 'finding')
    """
    if kind == "prompt":
        return "prompt"
    if kind not in PROSE:
        return "other"
    headings = section.split(" > ") if isinstance(section, str) else []
    if headings and isinstance(title, str) and headings[0].casefold() == title.casefold():
        headings = headings[1:]
    for heading in reversed(headings):
        bare = NUMBER.sub("", heading, count=1).strip().rstrip(".:;-–— ")
        for part, pattern in HEADINGS:
            if pattern.fullmatch(bare):
                return part
    return "finding"
