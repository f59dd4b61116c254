"""Say by which words a block is attendance, procedure, contents, boilerplate or a prompt: patterns as data.

Each rule looks at a block's text without its number, on one line. A rule that is in doubt
does not fire: substance counted as procedure is lost to the study.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.procedure_words import COUNT


@dataclass(frozen=True)
class Rule:
    """A kind of block, the words that show it, and how long such a block can be."""

    kind: str
    pattern: re.Pattern[str]
    max_words: int


def _rule(kind: str, max_words: int, *patterns: str) -> Rule:
    return Rule(kind, re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE), max_words)


PHONE = r"\+?\(?0\d[\d ()-]{7,14}\d|\+44[\d ()-]{9,16}\d"
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
URL = r"(?:https?://|www\.)\S+"
REACH = re.compile(f"{EMAIL}|{URL}|{PHONE}")

# Headings, whole: what is under them.
ATTENDANCE_HEADING = re.compile(
    r"(?:(?:members |councillors |officers |also |those |people |commissioners )?(?:present|attending)|(?:written evidence from )?witnesses|attend(?:ance|ees)(?: list)?|in attendance|"
    r"apolog(?:y|ies)(?: (?:for|of) absence)?(?: and (?:substitutions?|welcome))?(?: - none)?|absent|substitutes?|(?:list of )?(?:organisations|participants|delegates|people) "
    r"(?:attending|present|represented)|(?:list of )?(?:participants|delegates|attendees)|"
    r"(?:(?:members?|councillors?|officers?|public|committee|council|meeting)['’]?s?['’]? |(?:record|register|list) of ){0,3}attendance|"
    r"(?:[\w’']+ ){0,2}(?:panel|group|board|forum|assembly|workshop|event)['’]?s? attendance)\W*",
    re.IGNORECASE,
)
CONTENTS_HEADING = re.compile(r"(?:table of )?contents(?: page)?\W*", re.IGNORECASE)
PROMPT_HEADING = re.compile(r"(?:prompts?|probes?|discussion questions|facilitators?['’]? (?:notes|guide|questions))\b.{0,60}", re.IGNORECASE)
CALL_HEADING = re.compile(
    r"(?:(?:annex(?:e|ure)?|appendix)\b[\w .]{0,6}[:.–-]?\s*)?(?:the |our |public )*calls? for (?:written |further )?(?:evidence|views|submissions)\b"
    r"(?!.*\b(?:respon\w+|heard|told|said|received|findings|summary|analysis)\b).{0,60}",
    re.IGNORECASE,
)
GUIDE_HEADING = re.compile(r"(?:topic|discussion|interview|facilitators?['’]?) guide\b.{0,60}", re.IGNORECASE)
PROCEDURE_HEADING = re.compile(
    r"(?:declarations?|register|disclosures?)(?: of)?(?: (?:members?['’]?|pecuniary|disclosable|personal|other))* interests?\W*|(?:date|time)[\w ,]* (?:of )?(?:the )?next meeting\W*|"
    r"next meeting\W*|(?:confirmation of |approval of )?(?:the )?minutes(?: of (?:the )?(?:last|previous) (?:meeting|forum))?\W*|"
    r"exclusion of (?:the )?(?:press and )?public\W*|close(?: of meeting)?\W*",
    re.IGNORECASE,
)
LETTERS_HEADING = re.compile(r"(?:list of |general |other )?correspond[ae]nce(?: received)?(?:\W+(?:and\W+)?e-?mails?)?\W*", re.IGNORECASE)
MEETING_TITLE = re.compile(  # with a date: where a file holds the minutes of two meetings, the second begins here
    r"(?!(?:report|update|feedback|matters)\b)(?:(?:draft )?minutes\b|notes of\b|(?:[\w’'&.-]+ ){0,6}(?:council|committee|commission|forum|panel|board|assembly|"
    r"parish meeting|annual meeting|a\.?g\.?m\.?)(?!\w))",
    re.IGNORECASE,
)
ITEM_LABEL = re.compile(r"agenda items?(?: no\.?)?\W*", re.IGNORECASE)  # what stands under it names an item
ITEM_FOLLOWED = re.compile(
    r"(?:minutes?|discussion|decisions?|resolved|resolution|notes?|outcome)\W*", re.IGNORECASE
)  # by these, as web pages of councils do
AGENDA_HEADING = re.compile(r"(?:draft )?agenda\W*|agenda for (?:the|a)\b.{0,80}", re.IGNORECASE)
AGENDA_ITEM = re.compile(
    r"^to (?:receive|approve|consider|note|discuss|register|agree|confirm|sign|elect|appoint|review|resolve)\b|^(?:apologies|declarations?|any other business)\b",
    re.IGNORECASE,
)
MINUTED = re.compile(  # what only minutes say, for they are written afterwards
    r"\b(?:resolved|was agreed|were agreed|it was noted|agreed that|reported that|members noted|meeting (?:was )?closed|in attendance|apologies were)\b|^present\b",
    re.IGNORECASE,
)
BACKGROUND_HEADING = re.compile(r"\bbackground (?:paper|note|briefing|information|document|reading)\b", re.IGNORECASE)
AMOUNT = re.compile(r"£\s?\d[\d,]*(?:\.\d\d)?(?![\d.]|\s?(?:m|k|bn|million|thousand|billion)\b)", re.IGNORECASE)
PAID = re.compile(  # after an amount in a list; with a subject, after a comma or first it is a sentence's verb
    r"(?<!^)(?<!councillors )(?<!members )(?<!council )(?<!, )\b(?:resolved|agreed) to pay(?: both)?\b|\bpaid by\b", re.IGNORECASE
)
SAYS = re.compile(  # a line of a list of payments has no verb
    r"\b(?:is|are|was|were|has|have|had|been|be|will|would|should|could|can|may|must|said|reported|agreed|resolved|asked|paid|cost|costs|need|needs|"
    r"thanked|received an?|spent|raised|that|which|who|they|we|i)\b",
    re.IGNORECASE,
)
VERB = re.compile(rf"{SAYS.pattern}|^(?:We|They|It|This|These|There)\b")  # a name can be I May or P Will, in capitals
IN_MAY = re.compile(r"\bMay\b(?=,? (?:19|20)?\d\d\b| (?:&|and\b))")
NEWS = re.compile(  # a letter so named says what happened
    r"\b(?:clos(?:ing|ure|ed|es)|opening|approv(?:al|ed)|grant(?:ed|ing)|refus(?:al|ed)|proposals?|proposed|object\w*|oppos\w+|complain\w*|concern\w*|request\w*|consult\w+|petition\w*|attack\w*|thefts?)\b|"
    r":\s|\b(?:re|regarding|about|concerning|against|for)\b|\s[–-]\s(?!\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
MONEY_HEADING = re.compile(r"\b(?:financ\w+|payments?|invoices?|accounts?|cheques?|precept|expenditure|receipts?)\b", re.IGNORECASE)
ORGANISATION = re.compile(  # a body's name alone, in capitals or with them
    r"(?!(?i:reports?|minutes|notes|meetings?|agenda|responses?|statements?|papers?)\b)(?:(?:[A-Z][\w.'’&,-]*|of|and|for|the|&|-) ){0,7}"
    r"(?:Council|Authority|Assembly|Commission|Committee|Partnership|Association|Forum|Trust|Government|Ministry|Department|"
    r"COUNCIL|AUTHORITY|ASSEMBLY|COMMISSION|COMMITTEE|PARTNERSHIP|ASSOCIATION|FORUM|TRUST|GOVERNMENT|MINISTRY|DEPARTMENT)\W*|"
    r"(?:Ministry|Department|Office) (?:of|for)\b[\w ,&’'-]{0,80}"
)
NO_TITLE = re.compile(
    r"(?:draft |public )?(?:agenda|minutes|notes?|report|contents|summary|present|introduction|press release|news release)(?: items?)?\W*",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\W*(?:(?i:(?:background )?notes? (?:to|for) (?:the )?(?:editors?|news ?desks?)|editors?['’]? notes?)\b\s*(?:\W|$)|(?i:ends)\W*$|E ?N ?D ?S?\W*$|ENDS\b\W)"
)
TAIL_CLOSING = re.compile(r"[\[(*-]\s*ENDS?\s*[\])*-]\s*$|\s-?ENDS-?\s*$")
NOTES_HEADING = re.compile(r"notes?\s*(?::|$)", re.IGNORECASE)  # at the end of a release only
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
    _rule("boilerplate", 25, r"^ordered by the house of (?:commons|lords)\b", r"^(?:watch the meeting|questions \d+\s*[-–]\s*\d+)\W*$"),
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
        r"^this (?:e-?mail|message|document|publication)\b.{0,80}\b(?:confidential|privileged|intended (?:only|solely))\b",
        r"^the views expressed (?:in|on) this\b",
    ),
    _rule(
        "boilerplate",
        20,
        r"^(?:printable version|print this (?:page|article)|e-?mail this to a friend|share this|post a comment|(?:no|\d+) comments?:?$|skip to (?:main )?content|back to top|read more$)",
        r"^note: only a member of this blog\b",
        r"^(?:printed|published)(?: and (?:published|printed|promoted))? by\b.*\b(?:\d{4}|on behalf of|[A-Z]{1,2}\d)",
        r"^(?:supporting documents|related documents)\W*$",
        r"^isbn\b",
        r"^this (?:publication|document|work) is licensed under the terms of the open government licence\b",
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

TITLES = r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?|Reverend|Imam|Rabbi|Supt|Superintendent|Insp|Inspector|Sergeant|Sgt|PC|Chair|Chairman|Chairwoman|Chairperson|Vice-Chair|Mayor|Facilitator|Moderator|Interviewer|Officer|Clerk)"
LEADER = re.compile(r"(?:Facilitator|Moderator|Interviewer)\b")
NAME = r"[A-Z][\w'’-]{0,40}\.?"
SPEAKER = re.compile(
    rf"(?:Q\d+\s+)?(?P<speaker>{TITLES}\.?(?: {NAME}){{0,4}}(?: ?\([^)]{{2,40}}\))?|{NAME}(?: {NAME}){{0,3}} \([^)\d]{{2,40}}\))\s*:\s+\S"
)
NAME_ALONE = re.compile(rf"(?:Q\d+\s+)?(?P<speaker>{NAME}(?: {NAME}){{1,3}}):\s")
