"""Say by which words a document shows that a date is its own, and by which that it is another's: patterns as data."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re

from pipeline.date_words import WEEKDAY

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
PLACE_WORDS = 25  # a sentence that goes on for longer after its date tells more than where it was
FIRST = re.compile(r"\b(?:first|inaugural|original|earliest|founding)\b", re.IGNORECASE)  # of a sentence before its date: it tells a story
TOLD = re.compile(r"\b(?:was|were|met|took place)\b", re.IGNORECASE)  # no title says so
PLACE_ONLY = re.compile(  # the rest of a sentence after the date: when, where and with whom, and no more
    r"\W*$|\s*(?:[,;(@–-]|(?:at|in|from|between|via|by|on|using|over|\d{1,2}[:.\d]*\s?[ap]\.?m)\b)"
    r"(?!.*\b(?:and|but|to|then) (?:\w+ed|led|grew|began|made|set|was|were|had|has|is)\b)(?!.*\b(?:was|were|had|has|is|are|will|that|which|who|because|when|since)\b)",
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
STAMP = re.compile(
    r"^\W*arXiv:\S{1,30}(?:\s+\[[\w.-]{1,20}\])?\s+$|\bthis version (?:was )?posted\s+(?:on\s+)?$", re.IGNORECASE
)  # of a server of preprints
BARE = re.compile(  # nothing is given back (*+): three runs of points would else be parted in all ways
    rf"^\W*+(?:{WEEKDAY},?+\s*+(?:the\s++)?+)?+\W*+"
    r"(?:(?:at|from)?+\s*+\d{1,2}(?:[.:]\d\d)?\s*+(?:am|pm|noon|uhr|hrs)?(?:\s*+(?:-|–|to)\s*+\d{1,2}(?:[.:]\d\d)?\s*+(?:am|pm))?)?\W*+$",
    re.IGNORECASE,
)


def tells_story(before: str, after: str) -> bool:
    """Tell whether a sentence with a date tells of a first meeting, or goes on after the date with more than hour, place and company.

    >>> tells_story("The workshop was held on ", " at the mill"), tells_story("The first forum was held on ", " at the mill")
    (False, True)
    """
    return bool(FIRST.search(before)) or len(after.split()) > PLACE_WORDS or not PLACE_ONLY.match(after)
