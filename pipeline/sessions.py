"""Tell questions from answers in a session of both: what a witness asks in an answer is no question, what stands between Question and Answer is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.sources import Block
from pipeline.turns import SPOKEN
from pipeline.voices import NUMBERED, SAYING_WORDS, questioners, quotations, voice_of

QUESTION = re.compile(r"(?:your |the )?(?:question|request)(?: \d{1,3})?\W*", re.IGNORECASE)
ANSWER = re.compile(r"(?:our |the )?(?:answer|reply|response)(?: (?:to question )?\d{1,3})?\W*", re.IGNORECASE)
FLOOR = re.compile(
    r"(?:the )?(?:floor|meeting|forum|session|chair) (?:was|were|is) (?:then |now )?open(?:ed)?(?: up)? (?:for|to) (?:any )?questions\b[^.]{0,60}|"
    r"questions (?:were |was )?(?:then )?(?:taken|invited|put|asked)? ?from the (?:floor|public|audience|gallery)",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:^|[.;] )\W{0,3}(?:they|he|she|(?:a |an |one |another )?(?:members?|residents?|delegates?|participants?|councillors?)) "
    r"(?:(?:also|then|further) )?(?:asked|enquired|queried|wondered|wanted to know)\b",
    re.IGNORECASE,
)
THANKS = re.compile(r"\b(?:thank you|thanks|(?:am|are) (?:\w+ ){0,2}grateful)\b", re.IGNORECASE)
ASKING_SHARE = 0.5  # of the turns of someone who asks


def told_apart(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fill in the voice of questions and of answers where the document itself tells them apart.

    Args:
        text: the document.
        blocks: with their kinds and speakers settled. Not changed.

    Returns:
        The same blocks. In a session of numbered questions, a witness's rhetorical question is ``own``, and so are thanks that one who
        asks gives without a number or a question mark; what stands under
        a heading Question, up to a heading Answer, Reply or Response, is ``question``, and so is what says that they asked, under a line by which the
        floor is opened for questions, up to the next heading or named speaker.
    """
    lines = [" ".join(text[block.start : block.end].split()) for block in blocks]
    asking = questioners((block.speaker, line) for block, line in zip(blocks, lines, strict=True))
    witnesses = _witnesses(blocks, lines, asking)
    asked = _between(blocks, lines) | _from_floor(blocks, lines)
    return tuple(
        replace(block, voice="question")
        if n in asked
        else replace(block, voice="own")
        if block.voice is None
        and ((block.speaker in witnesses and "?" in line and _asks_by_the_way(line)) or (block.speaker in asking and _only_thanks(line)))
        else block
        for n, (block, line) in enumerate(zip(blocks, lines, strict=True))
    )


def _only_thanks(line: str) -> bool:
    """Tell whether a turn of one who asks has no number, asks nothing, and thanks."""
    return not NUMBERED.match(line) and "?" not in line and bool(THANKS.search(line))


def _witnesses(blocks: Sequence[Block], lines: Sequence[str], asking: Collection[str]) -> frozenset[str]:
    """Name those who speak in a session of numbered questions, ask none of them, and mostly do not ask."""
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for block, line in zip(blocks, lines, strict=True):
        if asking and block.kind in SPOKEN and block.speaker and block.speaker not in asking:
            turns[block.speaker] += 1
            questions[block.speaker] += voice_of(line, 0, len(line)) == "question"
    return frozenset(name for name, count in turns.items() if questions[name] < ASKING_SHARE * count)


def _asks_by_the_way(line: str) -> bool:
    """Tell whether an answer with a question in it quotes nobody at length, or is a question as a whole."""
    quoted = any(len(line[start:end].split()) >= SAYING_WORDS for start, end in quotations(line))
    return not quoted or voice_of(line, 0, len(line)) == "question"


def _between(blocks: Sequence[Block], lines: Sequence[str]) -> frozenset[int]:
    """Find the prose between a heading Question and the heading Answer that comes next."""
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    pairs = [(n, m) for n, m in pairwise(heads) if QUESTION.fullmatch(lines[n]) and ANSWER.fullmatch(lines[m])]
    return frozenset(k for n, m in pairs for k in range(n + 1, m) if blocks[k].kind in SPOKEN)


def _from_floor(blocks: Sequence[Block], lines: Sequence[str]) -> frozenset[int]:
    """Find the prose in which those on the floor ask, after it is opened for questions and before anyone by name answers."""
    found: set[int] = set()
    is_open = False
    for n, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        opened = FLOOR.fullmatch(line.strip(" .:")) is not None
        is_open = opened or (is_open and block.kind != "heading" and block.speaker is None)
        if is_open and not opened and block.kind in SPOKEN and ASKS.search(line):
            found.add(n)
    return frozenset(found)
