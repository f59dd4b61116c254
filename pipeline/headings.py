"""Tell how deep a heading stands in its document, and what it says of the blocks under it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline import dates
from pipeline import structure_rules as rules
from pipeline.seen import NUMBER, Place, Seen
from pipeline.stated import titles_meeting

ANNEX = re.compile(r"(?:annex(?:e|ure)?|appendix)(?:\s+(?:[a-z]|\d{1,2}|[ivx]{1,5})\b(?!\s+(?:to|of|for)\b)|\W*$)", re.IGNORECASE)
DEEPEST = 9  # a heading that no other is under


def zone_of(seen: Seen) -> str | None:
    """Return what a heading says of the blocks under it: that they are attendance, contents, prompts …; None where it says nothing."""
    for pattern, zone in (
        (rules.ATTENDANCE_HEADING, "attendance"),
        (rules.CONTENTS_HEADING, "contents"),
        (rules.PROMPT_HEADING, "prompt"),
        (rules.GUIDE_HEADING, "prompt"),
        (rules.PROCEDURE_HEADING, "procedure"),
        (rules.LETTERS_HEADING, "letters"),
        (rules.ITEM_LABEL, "agenda"),
    ):
        if pattern.fullmatch(seen.bare):
            return zone
    return None


def level_of(place: Place, seen: Seen, kind: str | None) -> tuple[int, bool]:  # noqa: PLR0911  # one line for each kind of evidence, strongest first
    """Return how deep a heading stands, 1 outermost, and whether it shows that itself: by a number, capitals, or a level the file knows."""
    if (level := _in_annex(place, seen)) or seen.block.level:
        return level or seen.block.level or 1, True
    if kind == "prompt":
        return 2, True
    if place.zone == "agenda":
        return 1, True
    if seen.number and dates.parse(seen.text) is None:
        return seen.number.count(".") + 1, True
    if zone_of(seen) in {"attendance", "contents"}:
        return DEEPEST, False
    if place.above and titles_meeting(seen.text):
        return 1, True
    if seen.text.isupper():
        return 1, True
    marked = max((heading.level for heading in place.above if heading.marked), default=0)
    return marked + 1, bool(rules.BACKGROUND_HEADING.search(seen.bare))  # all that follows it is under it


def ended(place: Place) -> Place:
    """Leave the heading of a list of who came, or of contents: what follows the list is not under it."""
    under = (heading for heading in place.above if heading.level < DEEPEST and not rules.CONTENTS_HEADING.fullmatch(heading.title))
    return replace(place, above=tuple(under))


def _in_annex(place: Place, seen: Seen) -> int | None:
    """Return the level of an annex, or of a heading under one: numbered anew, or in capitals where the annex is not."""
    if ANNEX.match(seen.text):
        return seen.block.level or 1
    at = next((n for n, heading in enumerate(place.above) if ANNEX.match(heading.title)), None)
    if at is None:
        return None
    annex, below = place.above[at], place.above[at + 1 :]
    if seen.number and (seen.number.split(".")[0] == "1" or any(NUMBER.match(heading.title) for heading in below)):
        return annex.level + seen.number.count(".") + 1
    capitals = seen.text.isupper() and not annex.title.isupper() and not seen.block.level and not seen.number
    return annex.level + 1 if capitals else None
