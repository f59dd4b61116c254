"""Say who somebody is in public or to somebody else, by titles and by the words just before or after a name."""

from __future__ import annotations

import re

from pipeline.name_runs import POST, Run
from pipeline.name_words import PUBLIC_ROLE, ROLE_OF, ROLE_OF_TITLE, TITLES

GAP = r"(?:[^\S\n]|\n(?!\s*\n))"  # no end of a paragraph
ROLE_AFTER = re.compile(rf"{GAP}*(?:,|\(|–|-|{GAP}){GAP}*(?:who is |is |was )?{PUBLIC_ROLE}", re.IGNORECASE)
ROLE_BEFORE = re.compile(rf"{PUBLIC_ROLE}(?: (?:of|for)(?: [\w&’']+){{1,4}})?\s*[,:–-]?\s*\Z", re.IGNORECASE)
LAST_TITLE = re.compile(rf"\b({'|'.join(sorted(TITLES, key=len, reverse=True))})\b\.?\s{{1,2}}\Z", re.IGNORECASE)
ADJOINING = re.compile(r"([\w-]+),?\s{1,2}\Z")
MEMBER_AFTER = re.compile(
    r"(?:,? [MOCK]BE\b)?(?:,| \(|,? who is)\s?(?:an? |the |then )?(?:[\w’'-]+ )?"
    r"(?:(?:commission|panel|assembly|board|committee|forum|inquiry|jury) member|member of (?:the |our |this )?(?:[\w’'-]+ ){0,2}"
    r"(?:commission|panel|assembly|board|committee|forum|inquiry|jury))\b",
    re.IGNORECASE,
)


def is_official(text: str, run: Run) -> bool:
    """Tell whether a title of office, or the words just before or after a name, show a public role."""
    if run.office or POST.match(text, run.end):
        return True
    return bool(ROLE_AFTER.match(text, run.end) or ROLE_BEFORE.search(text[max(0, run.start - 80) : run.start]))


def role_of(text: str, run: Run) -> str:
    """Return who a title, or the words just before or after a name, say this is; empty where they do not."""
    before, titles = text[max(0, run.start - 60) : run.start], ""
    while run.titled and (title := LAST_TITLE.search(before)):
        before, titles = before[: title.start()], titles or ROLE_OF_TITLE.get(title[1].casefold(), "")
    adjoining = ADJOINING.search(before)  # what stands beyond a bracket or a semicolon is of another
    after = MEMBER_AFTER.match(text, run.end)
    said = ROLE_OF.get(adjoining[1].casefold(), "") if adjoining else ""
    return titles or ("Member" if after else said)
