"""List the standing words by which a block of its own is attendance, procedure, contents, boilerplate or a prompt: patterns as data.

Each rule looks at a block's text without its number, on one line. A rule that is in doubt
does not fire: substance counted as procedure is lost to the study.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.procedure_words import COUNT
from pipeline.structure_rules import EMAIL, PHONE, URL


@dataclass(frozen=True)
class Rule:
    """A kind of block, the words that show it, and how long such a block can be."""

    kind: str
    pattern: re.Pattern[str]
    max_words: int


def _rule(kind: str, max_words: int, *patterns: str) -> Rule:
    return Rule(kind, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE), max_words)


WARNS = (
    r"e-?mail|message|recipient|address|confidential|privileged|intended|disclos|cop(?:y|ies|ied)|delet|destroy|sender|error|virus|attach|liab|unauthori|"
    r"views|opinion|monitor|notify|rel(?:y|ied|iance)|distribut|prohibited"
)
LICENSING = (
    r"licen[cs]|copyright|permission|permit|re-?us(?:e|ing)|attribution|third[- ]part|write to|e-?mail|contact|enquir|availab|download|https?:|www\."
)
NOTHING_BESIDES = rf"^(?!.*[.!?] (?:(?!{LICENSING})[^.!?]){{25,}}(?:[.!?]|$))"
OPENLY = r"[^.!?]{0,160}?\b(?:open government licen[cs]e|creative commons)\b"
SETTLED = r"\b(?:(?:resolved|agreed) to pay|invoices?|cheques?)\b"
SUM = r"£ ?\d[\d,]*(?:\.\d\d)?(?![\d.]*\d| ?(?:m|k|bn|million|billion|thousand)\b)"
TELLS = (  # a list of payments has no such words; a gift is what a council does for others
    r"\b(?:said|asked|reported|told|explained|felt|needs?|needed|thanked|raised|would|should|could|because|but|why|who|they|we|that|which|towards|grants?|"
    r"for work|queried|complained|object\w*)\b"
)
RULES: tuple[Rule, ...] = (
    _rule(
        "attendance",
        120,
        r"^(?:(?:members |councillors |officers |also )?present|(?:also )?in attendance|attend(?:ees|ance)|apologies(?: for absence)?|absent)\s*(?::|[–-]\s)\s*\S",
    ),
    _rule(
        "attendance",
        45,
        r"^(?:\w+ )?apologies(?: for (?:absence|lateness|being unable to attend))? (?:were|was|had been|have been) (?:received|given|submitted|noted|accepted|tendered)\b",
        r"^there were no apologies\b",
        r"^(?:the )?(?:cllr|councillor|mr|mrs|ms|miss|dr|revd?|sgt|pc)\.? [^.;:]{2,40} (?:has |had )?(?:sent|gave|given|tendered) (?:his|her|their) apologies(?: for (?:absence|lateness))?\W*$",
    ),
    _rule(
        "attendance",
        12,
        r"^(?:number of )?members of the (?:public|press)(?: and press)?(?: (?:present|attending|in attendance))?\s*[:–-]+\s*"
        rf"(?:{COUNT}|none|nil)(?: members?)?\W*$",
    ),
    _rule("attendance", 90, r"^(?:examination of )?witness(?:es)?\s*:\s*(?:(?-i:[A-Z])|the |\(\w+\))"),
    _rule(
        "attendance",
        60,
        r"^(?:the )?(?:written |oral )?(?:evidence|submissions|responses|witnesses|organisations|bodies|individuals|respondents)\b[^.]{0,80}"
        r"\b(?:is|are) listed (?:below|here)\b",
    ),
    _rule(
        "boilerplate", 25, r"^ordered (?:by the house of (?:commons|lords)|to be printed)\b", r"^(?:watch the meeting|questions \d+\s*[-–]\s*\d+)\W*$"
    ),
    _rule("contents", 60, r"(?<!\.)\.{4,}\s*[ivx\d]+\s*$", r"(?<!\.\s)(?:\.\s){4,}\s*[ivx\d]+\s*$", r"(?<!…)…{2,}\s*\d+\s*$"),
    _rule("contents", 50, r"^[A-Z][^.!?\d]+\s2[.)]?\s[A-Z][^.!?\d]+\s3[.)]?\s[A-Z][^!?]*[^.!?]$"),
    _rule("prompt", 60, r"^question\s*\d+\s*[.:]\s*\S", r"^\(?report back\b.*\)$", r"^Q\d{1,2}[.:)]\s.*\?$"),
    _rule(
        "boilerplate",
        30,
        r"^sign(?:ed|ature)\b\W{0,40}(?:_{3,}|\.{5,}|…|by (?:the )?chair)?.{0,60}(?:_{3,}|\.{5,}|…)",
        r"^(?:sign(?:ed|ature)|chair(?:man)?|date[d]?)\s*+(?:[:.]\s*+)?(?:_{3,}|\.{5,}|…{2,})",
    ),
    _rule("boilerplate", 30, r"\b(?:news|press|media) (?:release|notice)\b\W*(?:\(?\w*\d+\w*\)?)?\W*issued by\b"),
    _rule("boilerplate", 40, r"^(?:tel(?:ephone)?|phone|fax|mobile|e-?mail|web(?:site)?|twitter|address)\s*[.:]\s*\S+"),
    _rule("boilerplate", 25, rf"\b(?:tel(?:ephone)?|phone|fax|mobile|e-?mail)\b\W{{0,4}}(?:{PHONE}|{EMAIL})"),
    _rule(
        "boilerplate",
        45,
        rf"^(?:for (?:further|more|additional) (?:information|details)|further information|(?:media|press) (?:enquiries|inquiries|contacts?|office)|contacts?(?: us| details)?)\b.*(?:{PHONE}|{EMAIL}|{URL})",
        r"^(?:(?:media|press) (?:enquiries|inquiries|contacts?|office)|contact(?: us| details)?)\s*:.{0,80}$",
    ),
    _rule(
        "boilerplate",
        45,
        r"\bviews\b.{0,40}\bare (?:those of (?:the )?(?:participants|delegates|contributors|authors?|individuals)|not (?:necessarily )?those of)\b",
        r"\b(?:report|document|publication|text|material) may be (?:freely )?(?:copied|reproduced)\b",
        r"\b(?:large print|easy read|braille)\b.{0,60}\bon request\b",
    ),
    _rule("boilerplate", 90, r"^\W*(?:©|\(c\)\s|crown copyright|copyright\b)", r"\ball rights reserved\b"),
    _rule(
        "boilerplate",
        120,
        r"^disclaimer\b",
        r"^this (?:e-?mail|message|document|publication)\b.{0,80}\b(?:confidential|privileged|intended (?:only|solely))\b"
        rf"(?!.*[.!?]\s+(?:(?!{WARNS})[^.!?]){{30,}}(?:[.!?]|$))",  # and does not go on with something else
        r"^the views expressed (?:in|on) this\b",
    ),
    _rule(  # what every answer to a request for information ends with
        "boilerplate",
        140,
        r"^if (?:you (?:are|remain|were)|following an? (?:internal )?review)\b.{0,160}\b(?:dissatisfied|unhappy|not (?:satisfied|content))\b"
        r".{0,300}\b(?:(?:internal|request an?|for an?|independent) review|information commissioner|section 50)\b",
        r"^you (?:have the|may|also have the) (?:right to )?(?:ask|request|apply|seek|complain|appeal)\b.{0,120}\b(?:internal review|information commissioner)\b",
        r"^(?:please (?:be advised|note) that )?[\w ’'-]{0,40}\b(?:replies|responses)\b.{0,20} under (?:the )?freedom of information\b.{0,40} may be (?:released|published|placed)\b",
        r"^personal (?:details|data|information)\b.{0,100}\b(?:removed|redacted)\b.{0,60}\b(?:confidential\w*|privacy|data protection)\b",
    ),
    _rule(  # under which licence it may be used, or where it can be had, and nothing besides in a sentence of its own
        "boilerplate",
        110,
        rf"{NOTHING_BESIDES}(?!.*\b(?:said|told|asked|heard|reported|agreed|wanted)\b)(?:this|these|the|our|any|all|except|content|information|text|material)\b(?: [\w/&,’'-]+){{0,6}} (?:(?:is|are|be|may|can|made|also|been|has|have|free to) )+(?:licen[cs]ed|available|published|released|provided|re-?used?|used?)\b"
        rf"{OPENLY}",
        rf"{NOTHING_BESIDES}you (?:may|can|are free to) (?:re-?)?(?:use|copy)\b{OPENLY}",
        rf"{NOTHING_BESIDES}(?:this|the) (?:publication|document|report|page|consultation|guidance) (?:is|can be|may be) (?:also )?(?:available|found|downloaded|viewed|read) "
        rf"(?:[\w-]+ ){{0,6}}?(?:at|from|on|online)\b\W{{1,3}}(?:our website\W{{1,3}})?(?:{URL})",
    ),
    _rule(  # rows of a list of payments that a file runs together: two sums, two words for how they were settled, and no other verb
        "procedure",
        90,
        rf"^(?=(?:.*?{SETTLED}){{2}})(?=(?:.*?{SUM}){{2}})(?!.*(?:\?|{TELLS}))",
    ),
    _rule(
        "boilerplate",
        60,
        r"^if you (?:have|require) any (?:further |other )?(?:queries|questions|information|clarification)\b[^.?]{0,120}\bcontact\b",
    ),
    _rule(
        "boilerplate",
        20,
        r"^(?:printable version|print this (?:page|article)|e-?mail this to a friend|share this|post a comment|(?:no|\d+) comments?:?$|skip to (?:main )?content|back to top|read more$)",
        r"^note: only a member of this blog\b",
        r"^(?:printed|published)(?: and (?:published|printed|promoted))? by\b.*\b(?:\d{4}|on behalf of|[A-Z]{1,2}\d)",
        r"^(?:supporting documents|related documents)\W*$",
        r"^isbn\b",
        r"^where we have identified any third[- ]party copyright\b",
        r"^published by (?:the )?authority of\b",
        r"^\w+\s*:\s*the stationery office\b",
        r"^h[lc] (?:paper )?\d+$",
        r"^(?:the|our) (?:tele)?phone number (?:for|of)\b.{0,80}\bis\W{1,2}(?:" + PHONE + r")\W*$",
        rf"^(?:the|our) .{{0,60}}\be-?mail address is\W{{1,2}}{EMAIL}\W*$",
        r"^(?:all )?correspondence should be (?:addressed|sent) to the (?:clerk|secretary|committee)(?: (?:of|to) the [\w ]{3,40})?\W*$",
        r"^(?:all )?publications of the committee are available\b",
        r"^(?:(?:written |oral )?evidence is published online at|a full list of members['’] interests)\b",
        r"\b[Rr]egistered charity(?: (?:no|number)\b|\W*\d|\.(?:\s|$))",
        r"^(?:other|alternative) formats(?: (?:are|can be)(?: (?:made|also))? available)?(?: (?:on|upon|by) request)?(?: from [\w ]{3,30})?"
        rf"(?:\W+(?:please )?contact\b[^.]{{0,60}})?(?:\W+(?:{PHONE}|{EMAIL}|{URL}))?(?:\W+crown copyright\b[^.]{{0,60}})?\W*$",
        r"^latest report:",
    ),
)
