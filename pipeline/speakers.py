"""Find who speaks in each block: turns of a transcript, reported speech of minutes, and people whose words are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import structure_rules as rules
from pipeline.sources import Block
from pipeline.turns import SPOKEN, is_transcript, turns_in
from pipeline.voices import QUOTE_OPENS, quotations

SAYING_WORDS = 4  # fewer words in quotation marks are a term or a name
LEAD_WORDS = 12  # a block that ends with a colon and is no longer only leads to the next
LEADS = re.compile(r"(?:[:,]|:-)\s*$")  # what ends so leads to the words that follow it
SAID = (
    r"(?:said|says|asked|asks|added|adds|commented|comments|explained|explains|replied|replies|concluded|concludes|continued|stated|states|stressed|"
    r"warned|argued|told (?:us|members|the \w+)|remarked|noted|welcomed the \w+)"
)
REPORTS = (
    r"(?:said|asked|reported|stated|informed|advised|explained|replied|responded|answered|commented|remarked|noted|queried|suggested|proposed|moved|"
    r"thanked|raised|mentioned|confirmed|outlined|presented|gave|highlighted|stressed|expressed|felt|believed|requested|pointed out|referred|updated|"
    r"added|argued|urged|welcomed|drew attention|enquired|wondered|spoke)"
)
CITES = r"(?:agreed|disagreed|identified|found|described|told|cited|claimed|cautioned|called|wrote|recommended|considered|acknowledged|praised|echoed|noting|saying|adding)"
OFFICE = r"(?:Chair|Chairman|Chairwoman|Chairperson|Vice[- ]Chair(?:man)?|Mayor|Leader|Clerk|Facilitator)"
NAME = r"(?:[A-Z]\.|[A-Z][\w'’-]*)"  # a word with a stop ends a sentence, a letter with one begins a name
PERSON = rf"(?:{rules.TITLES}\.? )?(?:{NAME} ){{1,3}}{NAME}|{rules.TITLES}\.? {NAME}"
CAPITALISED = r"(?:[A-Z]\.? )?(?:[A-Z][\w’'-]+)(?: (?:[A-Z]\.? )?[A-Z][\w’'-]+){0,2}"
CITED = re.compile(rf"(?P<who>{PERSON})(?:,? \([^)]{{2,60}}\)|, [^.“\"]{{3,90}},)? (?:also |then |further |again )?(?:{SAID}|{REPORTS}|{CITES})\b")
REPORTED = re.compile(
    rf"(?:(?:In (?:response|reply)|Concluding|Finally|However|Then),? )?(?P<who>(?:The )?{OFFICE}(?:,? (?:Cllr|Councillor|Mr|Mrs|Ms)\.? {CAPITALISED})?|"
    rf"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Rev|Inspector|Sergeant|PC)\.? {CAPITALISED})"
    rf"(?:,? \([^)]{{2,40}}\)|, [^.,;:]{{3,60}},)? (?:(?:also|then|further|again|had|briefly|kindly|strongly) )*{REPORTS}\b"
)
DESCRIBED = (
    r"(?:[Oo]ne|[Aa]nother|[Aa]n?|[Tt]he) (?:[\w’'-]+ ){0,3}(?:resident|delegate|participant|member|tenant|parent|mother|father|woman|man|worker|teacher|"
    r"trader|volunteer|spokes(?:man|woman|person)|respondent|speaker|officer|pupil|student|councillor|pensioner|carer|neighbour|shopkeeper|minister)"
)
NAMED_FIRST = re.compile(
    rf"(?P<who>{PERSON}|\b{DESCRIBED})(?:,? \([^)]{{2,60}}\)|, [^.“\"]{{3,90}},| (?:of|from|for|in|at) [^.,“\"]{{2,60}})? {SAID}\b"
)
NAMED_LAST = re.compile(rf"\b{SAID} (?:the (?=Rev))?(?P<who>{PERSON}|{DESCRIBED})\b|\bin the words of (?P<other>{PERSON}|{DESCRIBED})\b")
TITLED = re.compile(rf"(?P<who>{rules.TITLES}\.? (?:{NAME} ){{0,2}}{NAME})")
PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ )?{SAID}\b|\b{SAID} (?:he|she)\b")
BODY = re.compile(
    r"\b(?:Agency|Party|Council|Board|Trust|Sciences?|University|College|School|Committee|Commission|Department|Ministry|Association|Foundation|Institute|Society|"
    r"Union|Government|Office|Centre|Service|Services|Group|Forum|Authority|Federation|Alliance|Network|Company|Limited|Ltd|Unit|Fund|Bureau|Church|Police|"
    r"England|Scotland|Wales|Britain|UK|Report|Review|Act|Cycling|Faculty|Royal|National|British|House|Parliament|Assembly|Cabinet|Team)\b"
)
RUN_BEFORE = re.compile(r"\b[A-Z][\w'’-]*(?:,? (?:and|of|for|the|&|in))* $")
RUN_LENGTH = 60
SENTENCE_END = re.compile(r"(?<=[a-z\d)”]{2}[.!?])\d{0,3}\s+(?=[A-Z“])")
OWN_WORDS = re.compile(r"[.!?]\d{0,3} (?:We|In our|Our)\b|\bour (?:view|conclusion|report|inquiry)\b")  # a report that comes to its own point
QUOTE_CLOSED = re.compile(r"[”\"’'][\d\s.,;)\]]*(?:\[\w+\])?$")
WORD = re.compile(r"\w[\w'’-]*")
NOTE_WORDS, MOST_WORDS = 1, 400  # a longer block is many paragraphs that the file does not part
LEADING = re.compile(r"^(?:(?:Even|But|And|As|Yet|So|Now|Then|Later|While|Here|There|Similarly|Instead) )+")
MOSTLY = 0.5  # of a block's words: what holds fewer words of a quotation is the document's own prose
NO_NAME = re.compile(
    r"(?:the|this|that|but|and|in|at|on|for|when|while|last|yesterday|today|as|our|we|most|many|some|all|members|delegates|residents|people|council|government|"
    r"labour|conservatives?|liberal|report|town|borough|parish|committee|commission|group)\b",
    re.IGNORECASE,
)
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


def spoken(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fill in who speaks.

    Args:
        text: the document.
        blocks: with their kinds settled. Not changed.

    Returns:
        The same blocks. ``speaker`` is named as the document names who speaks: who begins a turn, whose speech the block reports, or the one
        person whose words most of it are. The paragraphs of a turn, or of a quotation not yet closed, have the same; a quotation set
        apart has whom the sentence that leads to it names.
    """
    lines = [_line(text, block) for block in blocks]
    turns = turns_in(text, [line.text for line in lines], blocks)
    transcript = is_transcript(turns, blocks)
    return tuple(_followed(blocks, lines, turns, transcript=transcript))


def _line(text: str, block: Block) -> _Line:
    words = " ".join(text[block.start : block.end].split())
    bare = re.sub(r"^(?:[•·▪*–-]|\(?\w{1,2}[.)]|\d+(?:\.\d+)*[.)]?)\s+", "", words)
    plain = bare
    spans = quotations(bare)
    for start, end in reversed(spans):
        plain = plain[:start] + plain[end:]
    unclosed = bool(spans) and spans[-1][1] == len(bare) and not QUOTE_CLOSED.search(bare)
    quoted = [words for start, end in spans if len((words := bare[start:end]).split()) >= SAYING_WORDS]
    return _Line(bare, plain, bool(QUOTE_OPENS.match(bare)), sum(len(WORD.findall(words)) for words in quoted), unclosed)


def _followed(blocks: Sequence[Block], lines: Sequence[_Line], turns: Sequence[str | None], *, transcript: bool) -> Iterator[Block]:
    """Yield the blocks with their speakers; ``last`` had the turn, ``led`` is whose quotation the next block can be."""
    last = led = None
    for block, line, turn in zip(blocks, lines, turns, strict=True):
        if block.kind in {"boilerplate", "footnote"}:
            yield block
            continue
        if block.kind not in SPOKEN:
            last = led = None
            yield replace(block, speaker=turn)
            continue
        last = turn or (last if transcript else None)
        is_quotation = not last and _is_quotation(line)
        named = None if last else led if is_quotation else _named(line)
        yield replace(block, speaker=last or (named if not _only_leads(line) else None))
        goes_on = named if line.unclosed else None
        led = _leads_to(line) or goes_on


def _only_leads(line: _Line) -> bool:
    """Tell whether a block only says who speaks next."""
    return bool(LEADS.search(line.text)) and len(line.text.split()) <= LEAD_WORDS


def _is_quotation(line: _Line) -> bool:
    """Tell whether a block is a quotation and nothing else, but for the number of a note."""
    return line.opens and len(WORD.findall(line.plain)) <= NOTE_WORDS and not PRONOUN.search(line.plain)


def _leads_to(line: _Line) -> str | None:
    """Return the one person whom a block's last sentence names as the speaker of what follows."""
    if not LEADS.search(line.plain) and not re.search(rf"\b{SAID}$", line.plain):
        return None
    return _one_person(SENTENCE_END.split(line.plain.rstrip())[-1])


def _named(line: _Line) -> str | None:
    """Return whom a block reports or quotes, if it holds little else and cites nobody besides."""
    for pattern in (QUESTION_FROM, REPLY_FROM):
        if match := pattern.match(line.text):
            return re.sub(r"^The ", "", match["who"]).strip()
    if match := REPORTED.match(line.text):
        who = re.sub(r"^The ", "", match["who"]).strip()
        return None if OWN_WORDS.search(line.plain) or _others(line.plain, who) else who
    words = len(WORD.findall(line.text))
    if words > MOST_WORDS or line.quotation <= MOSTLY * words:
        return None
    return _one_person(line.plain)


def _one_person(plain: str) -> str | None:
    """Return the person who is said to speak, or whom a sentence names before it says that he or she does; None if others speak too."""
    titled = {_trimmed(match["who"]) for match in TITLED.finditer(plain)}
    people = _people(plain) or (titled if PRONOUN.search(plain) else set())
    if len(people) != 1:
        return None
    who = people.pop()
    more = any(name.split()[-1] not in who.split() for name in titled)
    return None if not who or more or _others(plain, who) else who


def _others(plain: str, who: str) -> bool:
    """Tell whether words cite a person besides the one named."""
    return any(match["who"].split()[-1] not in who.split() for match in CITED.finditer(plain) if not _is_cut(plain, match.start(), match["who"]))


def quoted_in(words: str) -> str | None:
    """Name the one person whose speech a passage reports or quotes; None where there is none, or are more.

    A few words between marks may be a title or a name, and are no speech.

    >>> quoted_in("“We shall stay in the hall for as long as it takes,” said Mrs Ada Thorne.")
    'Mrs Ada Thorne'
    """
    return spoken(words, (Block("paragraph", 0, len(words)),))[0].speaker


def _people(plain: str) -> set[str]:
    """Return who is said to speak, a body or part of a name as nothing."""
    found = [(match.start("who"), match["who"]) for match in NAMED_FIRST.finditer(plain)]
    found += [(match.start(name), match[name]) for match in NAMED_LAST.finditer(plain) for name in ("who", "other") if match[name]]
    named = [(start, who, LEADING.sub("", who)) for start, who in found]
    kept = [(start, who, name) for start, who, name in named if re.match(DESCRIBED, who) or BODY.search(name) or not NO_NAME.match(name)]
    return {"" if not re.match(DESCRIBED, who) and _is_cut(plain, start, name) else _trimmed(name) for start, who, name in kept}


def _is_cut(plain: str, start: int, who: str) -> bool:
    """Tell whether a name is a body's, or the end of a longer run of capitals (… of Letters and Rural Sciences)."""
    return bool(BODY.search(who)) or (not TITLED.match(who) and bool(RUN_BEFORE.search(plain[max(0, start - RUN_LENGTH) : start])))


def _trimmed(who: str) -> str:
    return " ".join(who.split()).strip(" ,")
