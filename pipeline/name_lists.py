"""Find the lists of people and bodies in a document, wherever they stand: who gave evidence, who answered, who declared which interests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import structure_rules as rules
from pipeline.attendance import TITLED, capitals
from pipeline.sources import Block

ENTRIES = 8  # so many one after another are a list
NAMING = 0.7  # of its entries name a person with a title, a body, or the number of what they sent
MOSTLY = 0.6  # of an entry's words have capitals
LONGEST = 80  # words of an entry
MISSED = 2  # entries in a row that look like none: Retired teacher
MISSED_WORDS = 15  # of one that has a verb and names no office first
SURE = 0.5  # of the entries name a person with a title, or the number of what they sent: such a list needs no heading
LISTED = frozenset({"paragraph", "list_item", "table", "attendance", "procedure"})
FURNITURE = frozenset({"boilerplate", "footnote"})
ENDS = re.compile(r"[.!?][\"'”’)]*$")
PERSON = re.compile(rf"\b{TITLED}\b\.? [A-Z]|\([A-Z]{{1,4}} ?\d{{1,4}}(?:[,–-] ?\d{{1,4}})*\)")
NAMES = re.compile(
    rf"{PERSON.pattern}|"
    r"\b(?:Council|Authority|Association|Society|Institute|Trust|University|College|Department|Ltd|Limited|plc|Services?|Centre|Group|Foundation|"
    r"Network|Forum|Committee|Board|Club|Church|Mosque|Temple|School|Office|Union|Federation|Agency|Team|Commission|Academy|Partnership|Alliance|"
    r"Programme|Chair(?:man|woman)?|Member|Fellow|Trustee|President|Director|Ministry|Earl|Rabbi|Imam)\b"
)

OFFICE = re.compile(r"(?:Member|Fellow|Trustee|President|Director|Chair\w*) (?:of|and)\b")
FEELS = re.compile(
    r"\b(?:said|says?|told|tells?|fe(?:lt|els?)|thought|thinks?|believe[sd]?|want(?:s|ed)?|wish(?:es|ed)?|kn[eo]ws?|fear(?:s|ed)?|hope[sd]?|worr(?:y|ie[sd])|"
    r"ask(?:s|ed)?|complain(?:s|ed)?|like[sd]|love[sd]?|hate[sd]?|sp(?:eaks?|oke)|explain(?:s|ed)|argue[sd]?|agree[sd]?|suggest(?:s|ed)?|remember(?:s|ed)?|heard|saw)\b"
)
CAME = re.compile(  # a heading, or a label, of those who came, gave evidence, answered or declared something
    r"\b(?:list|names) of (?:the )?(?:[\w-]+ )?(?:witnesses|members|participants|respondents|organisations|contributors|delegates|consultees|"
    r"attendees|people|bodies)\b|"
    r"\bwitnesses\b|\b(?:oral|written) evidence\b|\bdeclar(?:ations?|ed)\b.{0,30}\binterests?\b|"
    r"\b(?:who|which|that) (?:gave|came|attended|answered|responded|replied|wrote|took part|contributed|submitted|sent|signed|"
    r"were (?:present|consulted|represented))\b|"
    r"\b(?:organisations|people|bodies|groups|individuals|those) (?:consulted|attending|represented|present|responding|interviewed)\b|"
    r"^(?:the )?(?:[\w-]+ )?(?:members|participants|respondents|consultees|contributors|delegates|attendees|signatories)\W*$",
    re.IGNORECASE,
)
WISHED = re.compile(
    r"\b(?:what|how|why|ask\w*|want\w*|need\w*|wish\w*|priorit\w+|ideas?|propos\w+|suggest\w*|recommend\w*|said|told|themes?|issues?|concerns?|hopes?|views)\b",
    re.IGNORECASE,
)


def names_listed(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make attendance of the entries of lists of people and bodies: they say who there was, not what was said.

    Args:
        text: the document.
        blocks: of it, in order. Not changed.

    Returns:
        The same blocks; a table stays one, and a title-cased list of something else stays what it was: bodies alone, without
        a heading that says who they are, may be what people wish for.
    """
    listed = {n for run in _runs(text, blocks) for n in run if blocks[n].kind in {"paragraph", "list_item"}}
    return tuple(replace(block, kind="attendance") if n in listed else block for n, block in enumerate(blocks))


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the lists: which blocks each holds, those between its first entry and its last that look like none included."""
    run: list[int] = []
    missed: list[int] = []
    for n, block in enumerate(blocks):
        line = " ".join(text[block.start : block.end].split())
        if block.kind in FURNITURE:
            continue
        if block.kind in LISTED and _could_be_entry(line):
            if _is_like_names(line):
                run, missed = [*run, *missed, n], []
                continue
            if run and len(missed) < MISSED:
                missed = [*missed, n]
                continue
        yield from _whole(text, blocks, run, missed if block.kind == "heading" else [])
        run, missed = [], []
    yield from _whole(text, blocks, run, missed)


def _whole(text: str, blocks: Sequence[Block], run: list[int], last: list[int]) -> Iterator[list[int]]:
    """Yield a run if it is a list; under a heading that says who they are, with what stands ``last`` in it and looks like no name."""
    lines = [text[blocks[n].start : blocks[n].end] for n in run]
    if len(run) < ENTRIES or sum(bool(NAMES.search(line)) for line in lines) < NAMING * len(run):
        return
    says = _says_who(text, blocks, run[0])
    if says or sum(bool(PERSON.search(line)) for line in lines) > SURE * len(run):
        yield [*run, *(last if says else [])]


def _says_who(text: str, blocks: Sequence[Block], first: int) -> bool:
    """Tell whether the headings over a list, or the label before it, say that those in it came, gave evidence, answered or declared something."""
    levels = (blocks[first].section or "").split(" > ")
    before = " ".join(text[blocks[first - 1].start : blocks[first - 1].end].split()) if first else ""
    if before.endswith(":") and CAME.search(before) and not WISHED.search(before):
        return True
    return any(CAME.search(level) for level in levels) and not WISHED.search(levels[-1])


def _could_be_entry(line: str) -> bool:
    words = len(line.split())
    if words > LONGEST or ENDS.search(line) or FEELS.search(line):
        return False
    return words <= MISSED_WORDS or bool(OFFICE.match(line)) or not rules.VERB.search(line)


def _is_like_names(line: str) -> bool:
    return capitals(line) >= MOSTLY and not rules.VERB.search(line)
