"""Find who speaks in each block: turns of a transcript, reported speech of minutes, and people whose words are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import structure_rules as rules
from pipeline.by_first_name import called_by_first_name
from pipeline.naming import PRONOUN, REPORTED, REPORTS, ROLE, SAID, cites_others, goes_on_in_talk, goes_on_with, one_person, subject_of, talk_of
from pipeline.of_another import is_of_another
from pipeline.reported import accounts, of_meeting
from pipeline.sources import Block
from pipeline.turns import SPOKEN, is_transcript, turns_in
from pipeline.voices import QUOTE_OPENS, SAYING_WORDS, quotations

LEAD_WORDS = 12  # a block that ends with a colon and is no longer only leads to the next
LEADS = re.compile(r"(?:[:,]|:-)\s*$")  # what ends so leads to the words that follow it
CUT = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:(?:also|then|further|again) )?{REPORTS}$")  # the file parts a sentence after its verb
SENTENCE_END = re.compile(r"(?:(?<=[a-z\d)”]{2}[.!?])|(?<= [.!?]))\d{0,3}\s+(?=[A-Z“])")  # a space before a stop: a quotation is left out
OWN_WORDS = re.compile(r"[.!?]\d{0,3} (?:We|In our|Our)\b|\bour (?:view|conclusion|report|inquiry)\b")  # a report that comes to its own point
QUOTE_CLOSED = re.compile(r"[”\"’'][\d\s.,;)\]]*(?:\[\w+\])?$")
WORD = re.compile(r"\w[\w'’-]*")
NOTE_WORDS, MOST_WORDS = 1, 400  # a longer block is many paragraphs that the file does not part
QUOTED_SHARE = 0.5  # of a block's words: what holds fewer words of a quotation is the document's own prose
INITIALS_NAME = r"[A-Z]\.? [A-Z][\w’'-]+"
INITIALLED = re.compile(rf"\b{INITIALS_NAME}")
BY_INITIAL = re.compile(rf"(?P<who>{INITIALS_NAME})(?:,? \([^)]{{2,40}}\)|, [^.,;:]{{3,60}},)? (?:(?:also|then|further|has|had) )*{REPORTS}\b")
QUESTION_FROM = re.compile(
    r"(?:supplementary )?question (?:\d+ )?(?:from|by|asked by|put by|of) (?P<who>[^:?]{3,60}?)(?: to (?:the )?[^:?]{3,60})?\s*[:–—-]", re.IGNORECASE
)
REPLY_FROM = re.compile(
    r"(?:written |supplementary |oral )?(?:reply|response|answer) (?:from|by|given by|of) (?P<who>[^:?]{3,60}?)\s*[:–—-]", re.IGNORECASE
)


@dataclass(frozen=True)
class _Line:
    """A block's words on one line; ``plain``: with quotations left out."""

    text: str
    plain: str
    opens: bool  # begins with a quotation
    quotation: int  # words in quotations that are no term or name
    unclosed: bool  # ends within a quotation
    told: bool  # stands in an author's account, which tells what people said


def spoken(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fill in who speaks.

    Args:
        text: the document.
        blocks: with their kinds settled. Not changed.

    Returns:
        The same blocks. ``speaker`` is named as the document names who speaks: who begins a turn, whose speech the record of a meeting
        reports (what a report says that people said is its author's), or the one person whose words most of it are. The paragraphs of a turn, or of a quotation not yet closed, have the same; a quotation set
        apart has whom the sentence that leads to it names, or is ``quoted by another`` where that names a text; in a press release that quotes
        one person, the quotation before it. Under a heading of a meeting that ends with one person's name, (Dr Ada Thorne), what names nobody else is of his or her talk.
    """
    told = accounts(text, blocks)
    lines = [_line(text, block, told=n in told) for n, block in enumerate(blocks)]
    turns = turns_in(text, [line.text for line in lines], blocks)
    transcript = is_transcript(turns, blocks)
    came = frozenset(name for block, line in zip(blocks, lines, strict=True) if block.kind == "attendance" for name in INITIALLED.findall(line.text))
    followed = tuple(_followed(blocks, lines, turns, came if not transcript else None))
    return followed if transcript else _by_first_name(followed, lines)


def _by_first_name(blocks: Sequence[Block], lines: Sequence[_Line]) -> tuple[Block, ...]:
    """Fill in whom a record calls by first name, and whose the list is that such a block leads to."""
    named = called_by_first_name([line.text for line in lines])
    made: list[Block] = []
    led: str | None = None
    for block, line, who in zip(blocks, lines, named, strict=True):
        goes_on = led if block.kind == "list_item" else None
        speaker = block.speaker or (who or goes_on if block.kind in SPOKEN and not line.told else None)
        led = (who if LEADS.search(line.text) else None) or (goes_on if speaker == goes_on else None)
        made.append(replace(block, speaker=speaker))
    return tuple(made)


def _line(text: str, block: Block, *, told: bool) -> _Line:
    words = " ".join(text[block.start : block.end].split())
    bare = re.sub(r"^(?:[•·▪*–-]|\(?\w{1,2}[.)]|\d+(?:\.\d+)*[.)]?)\s+", "", words)
    plain = bare
    spans = quotations(bare)
    for start, end in reversed(spans):
        plain = plain[:start] + plain[end:]
    unclosed = bool(spans) and spans[-1][1] == len(bare) and not QUOTE_CLOSED.search(bare)
    quoted = [words for start, end in spans if len((words := bare[start:end]).split()) >= SAYING_WORDS]
    return _Line(bare, plain, bool(QUOTE_OPENS.match(bare)), sum(len(WORD.findall(words)) for words in quoted), unclosed, told)


def _followed(blocks: Sequence[Block], lines: Sequence[_Line], turns: Sequence[str | None], came: frozenset[str] | None) -> Iterator[Block]:
    """Yield the blocks with their speakers; ``came``: the initialled names of those who did, None in a transcript; ``last`` had the turn, ``led`` is whose quotation the next block can be, ``just`` was quoted, ``talk`` is whose it is."""
    last = led = just = talk = None
    cut, by_text, alone = False, False, _alone(lines)
    for block, line, turn in zip(blocks, lines, turns, strict=True):
        if block.kind in {"boilerplate", "footnote"}:
            yield block
            continue
        if block.kind not in SPOKEN:
            last = led = just = None
            cut = by_text = False
            talk = talk_of(line.text) if block.kind == "heading" and of_meeting(block.section) else talk if block.kind != "heading" else None
            yield replace(block, speaker=turn)
            continue
        last = turn or (last if came is None else None)
        is_quotation = not last and _is_quotation(line)
        again: str | None = just if (just == alone if is_quotation else cut) else None
        named = None if last else (led if is_quotation else _named(line) or _reports(line, came) or goes_on_with(line.plain, just)) or again
        talk = None if talk and cites_others(line.plain, talk) else talk
        named = named or (goes_on_in_talk(line.plain, talk) if not (last or is_quotation) else None)
        just = last or (named if not _only_leads(line) else None)
        yield replace(block, speaker=just, voice="quoted by another" if by_text and is_quotation and not just else block.voice)
        goes_on = named if line.unclosed else None
        led = _leads_to(line) or goes_on
        by_text = bool(LEADS.search(line.text)) and is_of_another(SENTENCE_END.split(line.text)[-1])
        cut = bool(CUT.search(line.text))


def _alone(lines: Sequence[_Line]) -> str | None:
    """Return the one person whom a press release quotes: there a quotation by itself goes on with the one before it."""
    if not any(rules.TAIL.match(line.text) or rules.TAIL_CLOSING.search(line.text) for line in lines):
        return None
    quoted = {who for line in lines if line.quotation and (who := _named(line))}
    who = quoted.pop() if len(quoted) == 1 else None
    return None if who is None or re.match(ROLE, who) else who


def _reports(line: _Line, came: frozenset[str] | None) -> str | None:
    """Return whose speech a block reports that an initial and a surname name, if a list says that he or she came."""
    match = None if line.told else BY_INITIAL.match(line.text)
    who = match["who"] if match else None
    return who if who and came and who in came and not cites_others(line.plain, who) else None


def _only_leads(line: _Line) -> bool:
    """Tell whether a block only says who speaks next."""
    return bool(LEADS.search(line.text)) and len(line.text.split()) <= LEAD_WORDS


def _is_quotation(line: _Line) -> bool:
    """Tell whether a block is a quotation and nothing else, but for the number of a note."""
    return line.opens and len(WORD.findall(line.plain)) <= NOTE_WORDS and not PRONOUN.search(line.plain)


def _leads_to(line: _Line) -> str | None:
    """Return the one person whom a block's last sentence names as the speaker of what follows."""
    if not LEADS.search(line.text) and not re.search(rf"\b{SAID}$", line.text):
        return None
    sentence = SENTENCE_END.split(line.plain.rstrip())[-1]
    return one_person(sentence) or subject_of(sentence)


def _named(line: _Line) -> str | None:
    """Return whom a block reports or quotes, if it holds little else and cites nobody besides."""
    for pattern in (QUESTION_FROM, REPLY_FROM):
        if match := pattern.match(line.text):
            return re.sub(r"^The ", "", match["who"]).strip()
    if not line.told and (match := REPORTED.match(line.text)):
        who = re.sub(r"^The ", "", match["who"]).strip()
        return None if OWN_WORDS.search(line.plain) or cites_others(line.plain, who) else who
    words = len(WORD.findall(line.text))
    if words > MOST_WORDS or line.quotation <= QUOTED_SHARE * words:
        return None
    return one_person(line.plain)


def quoted_in(words: str, *, told: bool = False) -> str | None:
    """Name the one person whose speech a passage reports or quotes; None where there is none, or are more.

    A few words between marks may be a title or a name, and are no speech. ``told``: it stands in an author's account, so only what is quoted counts.

    >>> quoted_in("“We shall stay in the hall for as long as it takes,” said Mrs Ada Thorne.")
    'Mrs Ada Thorne'
    """
    line = _line(words, Block("paragraph", 0, len(words)), told=told)
    return _named(line) if told else spoken(words, (Block("paragraph", 0, len(words)),))[0].speaker
