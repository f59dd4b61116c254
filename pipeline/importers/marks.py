"""Marks at the beginning and end of lines by which plain text and PDF lines are told apart."""

from __future__ import annotations

import re

BULLET = re.compile(
    r"(?:[•·▪◦●■□‣⁃➢➤►❖✓\uf0b7\uf0a7\uf0d8\uf076]|[*+o–—-](?=\s|$)|\.(?=\s+\S)|\?(?=\s*[A-Z])|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)](?=\s))\s*"
)
SYMBOL_BULLET = re.compile(r"[^\w\s(\"“”„‘’«]\s*|o\s")
LONE_BULLET = re.compile(r"[•·▪◦●■□‣*–—\uf0b7\uf0a7o-]")
NUMBERED = re.compile(
    r"(?:(?i:section|part|chapter|appendix|item)\s+)?(?:\d{1,3}(?:\.\d{1,3})*[.):]?|[IVX]{1,5}[.):]|[A-H][.):])\s+(?:[-–]\s+)?(?=[\"“‘'(]?[A-Z])"
)
PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|.{0,80}\bpage\s+\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*|\W*page\s+[ivx\d]+\W*", re.IGNORECASE
)
SAYS_PAGE = re.compile(r"\bpage\b|\d\s+of\s+\d", re.IGNORECASE)
ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
RULE = re.compile(r"[\W_]{3,}")
WORD = re.compile(r"[^\W\d_]+")
JOINING = frozenset("the a an of and or that as with by which such into than also our their its".split())
LEADING_ON = frozenset("to in for are is was were on at from who be been not".split())  # a short heading may end so: Where we are
SHORT_WORDS = 10
LABELLED = re.compile(  # begins a block
    r"(?:(?:also )?present|apologies|in attendance|also attending|absent|date|time|venue)\s*:\s|"
    r"(?-i:(?:Also )?Present|Apologies|In attendance) [-–—]\s",
    re.IGNORECASE,
)
PARAGRAPH_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+[.)]?\s+[\"“‘'(]?[A-Z]")


def unfinished(text: str) -> bool:
    """Tell whether words break off: no heading ends so.

    >>> unfinished("Where we are"), unfinished("Friends and"), unfinished("The plan that the council drew up in that long winter was")
    (False, True, True)
    """
    words = text.lower().split()
    return words[-1] in JOINING or (words[-1] in LEADING_ON and len(words) > SHORT_WORDS)


def runs_on(last: str, line: str) -> bool:
    """Tell whether a line plainly goes on with the one before: that one ends nothing, this begins in lower case.

    >>> runs_on("peace and", "quiet")
    True
    """
    return not ENDS.search(last) and line[0].islower() and not LONE_BULLET.fullmatch(line)


def closes(before: str, line: str) -> bool:
    """Tell whether a line closes a bracket that the text before it leaves open.

    >>> closes("two speakers (the Community", "Development Officer) said"), closes("two speakers (both", "Development Officer said")
    (True, False)
    """
    inside = before.rfind("(") > before.rfind(")")
    return inside and ")" in line and not 0 <= line.find("(") < line.find(")")


def digitless(text: str) -> str:
    """Write every number, and every run of a filler, in one way, so that running lines are equal.

    >>> digitless("Page 7 of 33 ____")
    'Page # of # _'
    """
    return re.sub(r"[_.…]{3,}", "_", re.sub(r"\d+", "#", text))
