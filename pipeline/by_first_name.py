"""Name in full the guest of a meeting whom its record calls by first name alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.naming import BODY, CITES, NO_NAME, OFFICE, REPORTS, TITLES, cites_others

LEAST = 2  # blocks that one first name begins with a verb of saying
BEGINS = re.compile(
    r"(?:(?:In (?:response|reply|addition|conclusion)|Concluding|Finally|However|Then),? )?(?P<first>[A-Z][a-z][\w’'-]*) "
    rf"(?:(?:also|first|then|next|further|again|had|briefly|strongly) )*(?:{REPORTS}|{CITES})\b"
)
NO_FIRST = re.compile(rf"{OFFICE}|{TITLES}")


def called_by_first_name(lines: Sequence[str]) -> list[str | None]:
    """Find the blocks that report what someone said by first name, and name him or her in full.

    Args:
        lines: a document's blocks in order, each on one line.

    Returns:
        For each block who speaks in it. A first name is somebody's if it begins ``LEAST`` blocks with a verb of saying, is never written
        small, stands before one surname only in all of the document, and does so before it first stands alone. None where any of that fails.

    >>> called_by_first_name(["The forum met Ada Thorne.", "Ada said that it rains.", "Ada added that it snows.", "Members agreed."])
    [None, 'Ada Thorne', 'Ada Thorne', None]
    """
    begun = [match["first"] if (match := BEGINS.match(line)) else None for line in lines]
    often = [name for name, count in Counter(name for name in begun if name).items() if count >= LEAST]
    full = {name: who for name in often if (who := _in_full(name, lines, begun.index(name)))}
    named = [full.get(name) if name else None for name in begun]
    return [who if who and not cites_others(line, who) else None for who, line in zip(named, lines, strict=True)]


def _in_full(first: str, lines: Sequence[str], alone: int) -> str | None:
    if NO_FIRST.fullmatch(first) or NO_NAME.fullmatch(first) or any(re.search(rf"\b{first.lower()}\b", line) for line in lines):
        return None
    named = [{" ".join(match.group().split()) for match in re.finditer(rf"\b{first} (?:[A-Z]\. )?[A-Z][a-z][\w’'-]*", line)} for line in lines]
    every = set().union(*named)
    who = next(iter(every), None)
    return who if who and len(every) == 1 and any(named[:alone]) and not BODY.search(who) else None
