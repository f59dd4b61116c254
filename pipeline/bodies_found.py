"""Find the bodies to whom views might be tied in a document that promises that they are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.name_forms import fold
from pipeline.name_words import JOBS, LASTS, OFFICES, TITLES

KINDS = (
    "Council|Association|Society|Forum|Partnership|Network|Alliance|Federation|Union|Trust|Foundation|Group|Team|Service|Services|Department|Agency|"
    "Authority|Centre|Club|Church|Mosque|Masjid|Temple|Gurdwara|Synagogue|School|College|University|Academy|Hospital|Police|Constabulary|Company|"
    "Limited|Ltd|Project|Committee|Board|Commission|Bureau|Institute|Fellowship|Charity|Mission|Hostel|Surgery|Practice"
)
SPACE = r"(?:[ \u00a0]|[ \t]?\r?\n[ \t]?)"  # between two words, a line's end too
BODY = re.compile(
    rf"(?:[A-Z][\w’'&-]*(?:{SPACE}(?:of|for|and|the|in|&))*{SPACE}){{1,6}}(?:{KINDS})(?!\w)"
    rf"(?:{SPACE}(?:of|for){SPACE}(?:the{SPACE})?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,2}})?"
)
CAPITALS = re.compile(rf"(?<!\w)(?:(?!(?:OF|FOR|AND|THE|IN|BY|TO|WITH|FROM)\b)[A-Z][A-Z’'&-]+{SPACE}){{1,4}}(?:{KINDS.upper()})(?!\w)")
ENTRY = re.compile(r"[A-Z][^\n;:,.()]{3,70}")
OPENS = re.compile(r"^(?:(?:In|At|For|From|By|To|With|On|As|And|Of) )?(?:(?:[Tt]he|A|An|Our|Your|This|That|Local|Each|Every|Any) )?")
PERSON = re.compile(rf"(?:{'|'.join(sorted(TITLES | OFFICES, key=len, reverse=True))})\b\.? (?=[A-Z])", re.IGNORECASE)
ROLE = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(JOBS))})|^(?:Head|Director|Chair|Clerk|Leader|Principal|Manager|Secretary) (?:of|to|for)\b.*)\Z", re.IGNORECASE
)


def bodies_in(text: str, blocks: Sequence[Any], shown: Iterable[tuple[int, int]], own: Iterable[str] = ()) -> list[str]:
    """Find the bodies named in the passages that would be published, and those listed as present that these passages name.

    Args:
        text: the document.
        blocks: of it; those of kind attendance list who was there.
        shown: the spans that would be published.
        own: names that stay: of the body that publishes the document, and of its place.

    Returns:
        Their names, sorted, each once; one that stands in capitals too is given as it stands in small letters. Persons who are listed with a
        title are none of them; those who are listed by what they do (Estates Manager) are, for views may be tied to them likewise.
    """
    said = [text[start:end] for start, end in shown]
    listed = {_plain(line[0]) for block in blocks if block.kind == "attendance" for line in ENTRY.finditer(text[block.start : block.end])}
    named = {_plain(match[0]) for part in said for match in BODY.finditer(part)}
    small = {fold(name) for name in named}
    loud = {_plain(match[0]) for part in said for match in CAPITALS.finditer(part)}
    named |= {name for name in loud if fold(name) not in small}
    folded = [" ".join(fold(part).split()) for part in said]
    named |= {entry for entry in listed if len(entry.split()) > 1 and not PERSON.match(entry) and any(fold(entry) in part for part in folded)}
    stay = {fold(name) for name in own}
    return sorted(name for name in named if name and fold(name) not in stay and name not in LASTS)


def is_role(name: str) -> bool:
    """Tell whether what is listed is what somebody does, and no body.

    >>> is_role("Estates Manager"), is_role("Head of Place"), is_role("Alder Housing Trust")
    (True, True, False)
    """
    return bool(ROLE.search(name))


def _plain(name: str) -> str:
    return OPENS.sub("", " ".join(name.split()))
