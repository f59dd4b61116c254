"""Say by which words a sentence of minutes is a formality of the meeting: patterns as data.

A block is procedure only if each of its sentences is one, from its first word to its last. Every pattern is whole: what
may follow is named, so that a formality which goes on to say something else is substance.
"""

# ruff: noqa: E501 - a pattern stays on one line

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import procedure_acts, procedure_papers
from pipeline import procedure_words as say
from pipeline.procedure_vocabulary import only_of_the_meeting

TRIVIAL_WORDS = 6  # so short a line under a heading such as Next meeting is of it


@dataclass(frozen=True)
class Formality:
    """The words that show it, and how long such a sentence can be."""

    pattern: re.Pattern[str]
    max_words: int


def _formality(max_words: int, *patterns: str) -> Formality:
    return Formality(re.compile(rf"^\W*(?:\d{{1,3}}\W+)?{say.any_of(*patterns)}\W*$", re.IGNORECASE), max_words)


FORMALITIES: tuple[Formality, ...] = (
    _formality(
        60,
        rf"{say.maybe(say.DECIDED)}{say.MINUTES}{say.WERE_DONE}{say.MINUTES_TAIL}",
        rf"{say.PERSON} (?:then )?signed {say.MINUTES}{say.MINUTES_TAIL}",
        rf"{say.WHO} {say.DONE} {say.MINUTES}{say.MINUTES_TAIL}",
        rf"(?:it was |{say.WHO} |{say.PERSON} )?(?:agreed|confirmed|approved|signed)(?: (?:it|them|these|this))?{say.RECORD}",
        rf"(?:{say.WHO}|all) agreed (?:that )?(?:this|it|these|they) (?:was|were|be){say.RECORD}{say.MINUTES_TAIL}",
        rf"(?:the )?draft (?:minutes )?(?:(?:had been|has been|was|were) )?{say.SENT_ON}",
        r"(?:[A-Z]{0,3}\d+ )?minutes|no minutes were taken|there were no minutes to approve|register of interests circulated",
    ),
    _formality(
        30,
        rf"(?:there (?:was|were) )?no (?:further |other |new )?{say.NOTHING}(?:{say.FROM})?(?:{say.ASKED})?(?:{say.FROM})?(?:{say.COVERED})?",
        rf"declarations? of {say.KIND_OF}interests?\W+(?:none|nil)(?: (?:declared|made|received))?",
        rf"{say.PERSON} declared that {say.OWNS}{say.HOLDING}",
        rf"{say.PEOPLE} (?:declared|registered) (?:an?|no|the following) {say.KIND_OF}interests?(?: in {say.ITEM})?{say.AS_HOLDER}",
        rf"{say.ITEM} was (?:brought forward|taken (?:first|next|early)|deferred)(?:{say.FOR_GUEST})?",
        rf"members were (?:asked|invited|reminded) to declare (?:any )?{say.KIND_OF}interests?(?: in (?:any )?(?:items?|matters?)(?: on the agenda)?)?",
        rf"(?:none|nil|n/?a)(?: {say.RAISED})?(?:{say.COVERED})?",
    ),
    _formality(  # who takes the chair, and by whose vote a motion passed: the motion itself is substance
        40,
        rf"{say.maybe(say.DECIDED)}{say.PERSON} {say.BE} (?:duly |unanimously )?(?:(?:re-?)?(?:elected|appointed) )?(?:as |to be )?(?:the )?{say.CHAIR}(?:{say.TERM})?",
        rf"{say.PERSON} was nominated (?:by {say.PERSON} )?(?:as|for|to be) (?:the )?{say.CHAIR}(?:{say.TERM})?",
        rf"{say.PERSON} (?:then |duly )?(?:accepted|signed)(?: and signed)? (?:the |his |her |their )?{say.OF_OFFICE}(?: (?:as|of) (?:the )?{say.CHAIR})?",
        rf"\(?(?:it was )?(?:moved and seconded|{say.SECONDED})(?:(?:,| and|, and)(?: {say.CARRIED}))?",
        rf"{say.PERSON} proposed and {say.PERSON} seconded",
        rf"seconded(?: by)? {say.MOVER}",
        rf"{say.MOTION}{say.PUT}(?: (?:duly|declared|unanimously)){{0,2}} {say.CARRIED}(?:{say.BY_VOTES})?",
        rf"(?:(?:recorded )?vot(?:e|es|ing)\W+)?(?:in favour|for)\W+{say.COUNT}\W+(?:and )?against\W+{say.COUNT}(?:\W+(?:and )?abst\w+\W+{say.COUNT})?",
        r"carried|lost|all in favour|agreed|unanimous(?:ly)?(?: carried| agreed)?",
    ),
    _formality(
        35,
        rf"{say.DATES_OF} {say.OF_YEAR}meetings?{say.TIME_AND_PLACE}",
        rf"(?:(?:it was (?:noted|agreed|confirmed)|{say.PERSON} (?:advised|confirmed|reported)) (?:that )?)?(?:the )?next (?:(?:ordinary|scheduled|full|{say.BODY}) )?meetings?(?: of the {say.BODY})?{say.TIME_AND_PLACE}",
        rf"(?:future|forthcoming|remaining) (?:meeting dates|meetings){say.TIME_AND_PLACE}",
    ),
    _formality(
        40,
        rf"there being no (?:further|other) business(?: to (?:discuss|transact))?(?:,? {say.any_of(say.MET_AT, f'(?:the )?{say.OFFICE} {say.CHAIRS}')})?",
        say.MET_AT,
        rf"(?:the )?{say.any_of(say.CHAIR, 'mayor')} {say.CHAIRS}(?:(?:,|,? and) {say.CHAIRS}){{0,2}}",
        rf"{say.PERSON} {say.THANKED}",
        rf"{say.PERSON} welcomed {say.PEOPLE}{say.TO_MEETING}",
        rf"{say.PERSON} thanked the {say.BODY}",
        rf"(?:the )?(?:floor|meeting) was (?:then )?(?:opened(?: up)?|adjourned|reconvened|suspended){say.FOR_PUBLIC}?{say.CLOCK}?",
        rf"(?:the )?{say.CHAIR} (?:then )?invited (?:the |members of the )?(?:public|residents|parishioners|floor) to (?:speak|comment|ask questions)",
    ),
    _formality(  # who comes and goes
        25,
        rf"(?:at this point,? )?{say.PEOPLE} (?:then )?{say.COMES} the (?:meeting|room|chamber)(?:{say.CLOCK}|{say.THIS_ITEM})?",
    ),
    _formality(
        90,
        rf"{say.maybe(say.DECIDED)}(?:(?:under|pursuant to|in accordance with) [^.;]{{3,90}} )?(?:the )?press and (?:the )?public {say.WAS} (?:now )?excluded"
        rf"(?: from the meeting)?(?:{say.FOR_ITEM})?(?:{say.EXEMPT})?",
        r"exclusion of (?:the )?(?:press and )?public",
    ),
    _formality(40, *procedure_acts.PATTERNS),
    _formality(30, *procedure_papers.PATTERNS),
)


def is_procedure(words: str) -> bool:
    """Tell whether every sentence is a formality.

    >>> is_procedure("The minutes were agreed. None."), is_procedure("The minutes were agreed. Families wait three years for a home.")
    (True, False)
    """
    guarded = re.sub(r"\b(Cllr|Mr|Mrs|Ms|Dr|St|No|\d|[A-Z])\.\s", r"\1 ", words)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])", guarded) if re.search(r"[^\W\d]", s)]
    return bool(sentences) and all(_is_formal(sentence) for sentence in sentences)


def _is_formal(sentence: str) -> bool:
    words = len(sentence.split())
    return only_of_the_meeting(sentence) or any(words <= rule.max_words and rule.pattern.search(sentence) for rule in FORMALITIES)
