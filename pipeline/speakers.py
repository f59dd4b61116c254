"""Find who speaks in each block: turns of a transcript, reported speech of minutes, and people whose words are quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import structure_rules as rules
from pipeline.dialogue import first_names, is_label
from pipeline.sources import Block
from pipeline.voices import QUOTE_OPENS, quotations

OFTEN = 3  # a bare name begins a turn only if it does so again and again, and another name too
TURNS, TURNS_SHARE = 6, 0.3  # marked turns, and their share of the prose, that make a transcript
SPOKEN = frozenset({"paragraph", "list_item"})
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
OFFICE = r"(?:Chair|Chairman|Chairwoman|Chairperson|Vice[- ]Chair(?:man)?|Mayor|Leader|Clerk|Facilitator)"
PERSON = rf"(?:{rules.TITLES}\.? )?(?:{rules.NAME} ){{1,3}}{rules.NAME}|{rules.TITLES}\.? {rules.NAME}"
CAPITALISED = r"(?:[A-Z]\.? )?(?:[A-Z][\w’'-]+)(?: (?:[A-Z]\.? )?[A-Z][\w’'-]+){0,2}"
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
TITLED = re.compile(rf"(?P<who>{rules.TITLES}\.? (?:{rules.NAME} ){{0,2}}{rules.NAME})")
PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ )?{SAID}\b|\b{SAID} (?:he|she)\b")
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


def spoken(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Fill in who speaks.

    Args:
        text: the document.
        blocks: with their kinds settled. Not changed.

    Returns:
        The same blocks. ``speaker`` is named as the document names who speaks: who begins a turn, whose speech the block
        reports, or the one person whose words it quotes; the paragraphs of a turn, or of a quotation, that goes on have the same.
    """
    lines = [_line(text, block) for block in blocks]
    turns = _turns(text, lines, blocks)
    transcript = _is_transcript(turns, blocks)
    return tuple(_followed(blocks, lines, turns, transcript=transcript))


def _line(text: str, block: Block) -> _Line:
    words = " ".join(text[block.start : block.end].split())
    bare = re.sub(r"^(?:[•·▪*–-]|\(?\w{1,2}[.)]|\d+(?:\.\d+)*[.)]?)\s+", "", words)
    plain = bare
    for start, end in reversed(quotations(bare)):
        plain = plain[:start] + plain[end:]
    return _Line(bare, plain, bool(QUOTE_OPENS.match(bare)))


def _turns(text: str, lines: Sequence[_Line], blocks: Sequence[Block]) -> list[str | None]:
    names = Counter(match["speaker"] for line in lines if (match := rules.NAME_ALONE.match(line.text)))
    often = {name for name, count in names.items() if count >= OFTEN}
    first = first_names(text, [line.text if block.kind in SPOKEN else "" for line, block in zip(lines, blocks, strict=True)])
    found: list[str | None] = []
    for line, block, named in zip(lines, blocks, first, strict=True):
        marked = None if is_label(line.text.split(" ", 1)[0]) else rules.SPEAKER.match(line.text)
        bare = rules.NAME_ALONE.match(line.text) if len(often) > 1 else None
        match = marked or (bare if bare and bare["speaker"] in often else None)
        found.append(match["speaker"] if match and block.kind in SPOKEN | {"prompt"} else named)
    return found


def _is_transcript(turns: Sequence[str | None], blocks: Sequence[Block]) -> bool:
    prose = sum(block.kind in SPOKEN for block in blocks)
    marked = [turn for turn in turns if turn]
    return len(marked) >= TURNS and len(set(marked)) > 1 and len(marked) >= TURNS_SHARE * prose


def _followed(blocks: Sequence[Block], lines: Sequence[_Line], turns: Sequence[str | None], *, transcript: bool) -> Iterator[Block]:
    """Yield the blocks with their speakers; ``last`` had the turn, ``quoted`` is who was quoted in the block before."""
    last = quoted = None
    led = False
    for block, line, turn in zip(blocks, lines, turns, strict=True):
        if block.kind in {"boilerplate", "footnote"}:
            yield block
            continue
        if block.kind not in SPOKEN:
            last = quoted = None
            yield replace(block, speaker=turn)
            continue
        last = turn or (last if transcript else None)
        named = None if turn or last else _named(line, quoted, led=led)
        yield replace(block, speaker=last or (named if not _only_leads(line) else None))
        quoted, led = named, bool(LEADS.search(line.plain))


def _only_leads(line: _Line) -> bool:
    """Tell whether a block only says who speaks next."""
    return bool(LEADS.search(line.text)) and len(line.text.split()) <= LEAD_WORDS


def _named(line: _Line, before: str | None, *, led: bool) -> str | None:
    """Return whom a block reports or quotes, if it is one; ``before``: who was quoted just before."""
    for pattern in (QUESTION_FROM, REPLY_FROM, REPORTED):
        if match := pattern.match(line.text):
            return re.sub(r"^The ", "", match["who"]).strip()
    has_quotation = any(len(line.text[start:end].split()) >= SAYING_WORDS for start, end in quotations(line.text))
    if not has_quotation and not LEADS.search(line.text):
        return None
    people = _people(line.plain)
    if not people and PRONOUN.search(line.plain):
        people = {_trimmed(match["who"]) for match in TITLED.finditer(line.plain)}
    if people:
        return people.pop() if len(people) == 1 else None
    goes_on = line.opens or (has_quotation and (led or PRONOUN.search(line.plain)))
    return before if goes_on else None


def quoted_in(words: str) -> str | None:
    """Name the one person whose speech a passage reports or quotes; None where there is none, or are more.

    A few words between marks may be a title or a name, and are no speech.

    >>> quoted_in("“We shall stay in the hall for as long as it takes,” said Mrs Ada Thorne.")
    'Mrs Ada Thorne'
    """
    return spoken(words, (Block("paragraph", 0, len(words)),))[0].speaker


def _people(plain: str) -> set[str]:
    found = {match["who"] for match in NAMED_FIRST.finditer(plain)}
    found |= {match["who"] or match["other"] for match in NAMED_LAST.finditer(plain)}
    return {_trimmed(who) for who in found if not NO_NAME.match(who) or re.match(DESCRIBED, who)}


def _trimmed(who: str) -> str:
    return " ".join(who.split()).strip(" ,")
