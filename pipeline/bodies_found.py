"""Find the bodies to whom views might be tied in a document that promises that they are not."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.name_propagation import fold
from pipeline.name_words import LASTS

KINDS = (
    "Council|Association|Society|Forum|Partnership|Network|Alliance|Federation|Union|Trust|Foundation|Group|Team|Service|Services|Department|Agency|"
    "Authority|Centre|Club|Church|Mosque|Masjid|Temple|Gurdwara|Synagogue|School|College|University|Academy|Hospital|Police|Constabulary|Company|"
    "Limited|Ltd|Project|Committee|Board|Commission|Bureau|Institute|Fellowship|Charity|Mission|Hostel|Surgery|Practice"
)
BODY = re.compile(
    rf"(?:[A-Z][\w’'&-]*(?: (?:of|for|and|the|in|&))*(?: the)? ){{1,6}}(?:{KINDS})(?!\w)(?: (?:of|for) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,2}})?"
)
ENTRY = re.compile(r"[A-Z][^\n;:,.()]{3,70}")
OPENS = re.compile(r"^(?:The|A|An|Our|Your|This|That|Local|Each|Every|Any) ")


def bodies_in(text: str, blocks: Sequence[Any], shown: Iterable[tuple[int, int]], own: Iterable[str] = ()) -> list[str]:
    """Find the bodies named in the passages that would be published, and those listed as present that these passages name.

    Args:
        text: the document.
        blocks: of it; those of kind attendance list who was there.
        shown: the spans that would be published.
        own: names that stay: of the body that publishes the document, and of its place.

    Returns:
        Their names, sorted, each once.
    """
    said = [text[start:end] for start, end in shown]
    listed = {_plain(line[0]) for block in blocks if block.kind == "attendance" for line in ENTRY.finditer(text[block.start : block.end])}
    named = {_plain(match[0]) for part in said for match in BODY.finditer(part)}
    folded = [fold(part) for part in said]
    named |= {entry for entry in listed if len(entry.split()) > 1 and any(fold(entry) in part for part in folded)}
    stay = {fold(name) for name in own}
    return sorted(name for name in named if name and fold(name) not in stay and name not in LASTS)


def _plain(name: str) -> str:
    return OPENS.sub("", " ".join(name.split()))
