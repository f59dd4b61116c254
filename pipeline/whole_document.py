"""Tell what only a whole document shows: that it is an agenda, which lines are a list of payments, where its title is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import dates
from pipeline import structure_rules as rules
from pipeline.sources import Block

AGENDA_BEFORE = 0.4  # of the text: a later list of items is an appendix
ITEM_WORDS = 60  # a longer block of an agenda is a paper that goes with it
ITEMS = 3  # so many lines in an agenda's own words tell it from minutes
PAYMENT_WORDS = 16
TITLE_WORDS, OPENING_WORDS = 16, 25  # a title before the title-less text that it opens
TITLE_BLOCKS = 12  # blocks in which a line that is a heading later is one already
LEADER_WORDS = 80  # a longer turn of a facilitator reports what others said
LONGEST_TITLE = 20  # words: a longer heading tells what will be spoken of
CLOSES = re.compile(
    r"(?:(?:with|kind|kindest|best|warm|warmest)\s+)*regards|yours(?:\s+\w+){0,2}|best wishes|(?:many |with )?thanks|thank you|cofion(?: \w+){0,2}",
    re.IGNORECASE,
)
SIGNED_WORDS, SIGNED_LINES = 8, 4  # of a line under a letter: who wrote it, as what and for whom
NAMES_SECTION = re.compile(
    r"\b(?:summary|introduction|foreword|background|contents|agenda|minutes|notes|findings|recommendations?|conclusions?|next steps|report|"
    r"chapter|part|section|annex|appendix|attachments?)\b|^\W*\d",
    re.IGNORECASE,
)
GENERIC = re.compile(  # what a council's or any other site writes on top of every page of a kind
    r"(?:home ?page|home|agenda item|issue|decision|meeting|committee)(?: - meetings| details)?|(?:browse )?meetings?|(?:printed )?minutes|welcome",
    re.IGNORECASE,
)
BESIDE = re.compile(r"\s+[|–—:·-]\s+")
TITLE_HEADINGS = 4  # headings among which a title is looked for


def settle(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Settle the kinds that one block alone does not show.

    Args:
        text: the document.
        blocks: as ``structure.refine`` settled them one by one. Not changed.

    Returns:
        The same blocks; the items of an agenda are contents, the lines of a list of payments are tables.
    """
    agenda = agenda_begins(text, blocks)
    rows = _payments(text, blocks)
    return tuple(replace(block, kind=_kind(text, block, agenda, is_row=n in rows)) for n, block in enumerate(blocks))


def _kind(text: str, block: Block, agenda: int | None, *, is_row: bool) -> str:
    if block.kind not in {"paragraph", "list_item", "procedure", "attendance"}:
        return block.kind
    if agenda is not None and block.start > agenda and len(text[block.start : block.end].split()) <= ITEM_WORDS:
        return "contents"
    return "table" if is_row else block.kind


def asked(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make prompts of what those say who lead a discussion: facilitators, moderators and interviewers are no source."""
    return tuple(replace(block, kind="prompt") if block.kind in {"paragraph", "list_item"} and _leads(text, block) else block for block in blocks)


def _leads(text: str, block: Block) -> bool:
    return bool(block.speaker and rules.LEADER.match(block.speaker)) and len(_line(text, block).split()) <= LEADER_WORDS


def agenda_begins(text: str, blocks: Sequence[Block]) -> int | None:
    """Return where the heading of an agenda stands in a document that is one; None for minutes and all else."""
    heads = [block for block in blocks if block.start < AGENDA_BEFORE * len(text) and rules.AGENDA_HEADING.fullmatch(_line(text, block))]
    if not heads:
        return None
    after = [_bare(_line(text, block)) for block in blocks if block.start > heads[0].start]
    items = sum(bool(rules.AGENDA_ITEM.match(line)) for line in after)
    return heads[0].start if items >= ITEMS and not any(rules.MINUTED.search(line) for line in after) else None


def titled(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make headings of the lines of a title page that an importer took for prose, and none of the lines that sign a letter.

    The first are a line among the first that is a heading further on, and a short line that opens a document and prose follows.
    """
    headings = {_line(text, block).casefold() for block in blocks if block.kind == "heading"}
    opening = _opening(text, blocks)
    signed = _signed(text, blocks)
    return tuple(
        replace(block, kind="paragraph")
        if n in signed
        else replace(block, kind="heading")
        if block.kind == "paragraph" and (n == opening or (n < TITLE_BLOCKS and _line(text, block).casefold() in headings))
        else block
        for n, block in enumerate(blocks)
    )


def _signed(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Find the headings that are a name or an office under Kind regards: no level, no section's name, and not all in capitals."""
    found: set[int] = set()
    for n, block in enumerate(blocks):
        first = text[block.start : block.end].strip().split("\n")[0].strip(" ,.!")
        if len(_line(text, block).split()) > SIGNED_WORDS or not CLOSES.fullmatch(first):
            continue
        for m in range(n + 1, min(n + 1 + SIGNED_LINES, len(blocks))):
            line = _line(text, blocks[m])
            if len(line.split()) > SIGNED_WORDS or blocks[m].level or line.isupper() or NAMES_SECTION.search(line) or line.endswith((":", "?")):
                break
            found |= {m} if blocks[m].kind == "heading" else set()
    return frozenset(found)


def _opening(text: str, blocks: Sequence[Block]) -> int | None:
    shown = [n for n, block in enumerate(blocks) if block.kind != "boilerplate" and dates.parse(_line(text, block)) is None]
    if len(shown) < 2:
        return None
    first, second = (_line(text, blocks[n]) for n in shown[:2])
    prose = [blocks[n].kind for n in shown[:2]] == ["paragraph", "paragraph"] and len(second.split()) >= OPENING_WORDS
    said = blocks[shown[0]].speaker is not None  # in a mail, whose title is its subject
    return shown[0] if prose and len(first.split()) <= TITLE_WORDS and not said and not first.endswith((":", ",", ";")) else None


def title_of(text: str, blocks: Sequence[Block]) -> str | None:
    r"""Find a title: the first heading that is neither a number's nor a mere label's; a body's name only with the date under it.

    >>> lines = "Alder Parish Council\n\n5th July 2016\n\nPresent\n"
    >>> title_of(lines, [Block("heading", 0, 20), Block("heading", 22, 35), Block("heading", 37, 44)])
    'Alder Parish Council - 5th July 2016'
    """
    first = next((n for n, block in enumerate(blocks) if block.kind != "boilerplate" and dates.parse(_line(text, block)) is None), 0)
    if blocks[first].kind != "heading":
        return None
    lines = [line for line in _title_lines(text, blocks[first:]) if len(line.split()) <= LONGEST_TITLE]
    if not lines or not rules.ORGANISATION.fullmatch(lines[0]):
        return next((line for line in lines if _says(line)), None)
    dated = next((line for line in lines[1:2] if dates.parse(line)), None)
    other = next((line for line in lines[1:] if _says(line) and not rules.ORGANISATION.fullmatch(line)), None)
    return f"{lines[0]} - {dated}" if dated else other or lines[0]


def names_body(line: str) -> bool:
    """Tell whether a line is a body's name and no more; beside a kind of page it is that page's title.

    >>> names_body("Mill Park Community Trust"), names_body("Welcome - Mill Park Community Trust")
    (True, False)
    """
    return bool(rules.ORGANISATION.fullmatch(line)) and not any(GENERIC.fullmatch(part) for part in BESIDE.split(line))


def _title_lines(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the headings on top, until prose begins under one that says something."""
    given = 0
    for block in blocks:
        line = _line(text, block)
        if block.kind == "heading" or dates.parse(line):
            given += 1
            yield line
        elif block.kind != "boilerplate":
            return
        if given == TITLE_HEADINGS:
            return


def _says(line: str) -> bool:
    return not (rules.NO_TITLE.fullmatch(line) or dates.parse(line) or re.match(r"[\d(]|[IVX]+\.|.*:$", line))


def _payments(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Find the lines of lists of payments: an amount and no sentence, beside another or under a heading about money."""
    rows = [block.kind in {"paragraph", "list_item"} and _is_payment(_line(text, block)) for block in blocks]
    return frozenset(
        n
        for n, is_row in enumerate(rows)
        if is_row and (any(rows[max(0, n - 1) : n]) or any(rows[n + 1 : n + 2]) or rules.MONEY_HEADING.search(blocks[n].section or ""))
    )


def _is_payment(line: str) -> bool:
    """Tell whether a line is a row of a list of payments.

    >>> _is_payment("Clerk's expenses £45.99 (paper, ink)"), _is_payment("A grant of £200 was received."), _is_payment("More funding: £2m")
    (True, False, False)
    """
    amounts = rules.AMOUNT.findall(line)
    plain = rules.PAID.sub(" ", line)
    long = len(line.split()) > PAYMENT_WORDS * len(amounts)
    return bool(amounts) and not long and not line.endswith((".", "?", "!")) and not line[0].islower() and not rules.SAYS.search(plain)


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())


def _bare(line: str) -> str:
    return re.sub(r"^(?:\(?\w{1,4}[.)]|\d+(?:\.\d+)*|[•·*–-])\s+", "", line)
