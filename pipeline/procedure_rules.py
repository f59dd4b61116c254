"""Say by which words a sentence of minutes is a formality of the meeting: patterns as data.

A block is procedure only if each of its sentences is one, from its first word to its last. Every pattern is whole: what
may follow is named, so that a formality which goes on to say something else is substance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TRIVIAL_WORDS = 6  # so short a line under a heading such as Next meeting is of it


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


def _maybe(*patterns: str) -> str:
    return f"{_any(*patterns)}?"


# Who.
NAME = r"(?-i:[A-Z][\w.’'-]*)"
TITLED = r"(?:cllr|councillor|mr|mrs|ms|miss|dr|revd?|insp|sgt|pc)\.?"
CHAIR = r"(?:vice[- ]?)?chair(?:man|woman|person)?"
OFFICE = _any(CHAIR, "mayor", "clerk", r"members? of the (?:public|press)")
PERSON = rf"(?:the )?(?:{TITLED}(?: {NAME}){{1,3}}|{NAME}(?: {NAME}){{1,2}}|{OFFICE})"
MOVER = _any(PERSON, NAME)
PEOPLE = rf"{PERSON}(?:(?:,|,? and| &) {PERSON}){{0,5}}"
BODY = r"(?:(?:parish|town|district|borough|city|county) )?(?:council|committee|board|forum|commission|panel|assembly)"
WHO = rf"(?:all )?(?:the )?(?:councillors|members|trustees|governors|commissioners|{BODY})"
GUESTS = _any("attendees", "residents", "delegates", "guests?", "speakers?", "public", "councillors", "members", "commissioners")
ALL = _any("all(?: present)?", "everyone(?: present)?", "those present", rf"(?:the )?{GUESTS}(?: present)?")
DECIDED = rf"(?:(?:it was |{WHO} )?(?:nominated (?:and|&) )?(?:unanimously )?(?:resolved|agreed|recommended|proposed)(?: unanimously)?\W+(?:that )?)"

# When and where: a run of these words and no others.
CLOCK = r"(?:\W*(?:at |by )?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m|p\.m|hrs|hours|o['’]clock|noon)?)"
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
LINKS = r"at|on|the|of|and|in|to|from|is|are|will|be|as|follows|held|next|years?|following|then|o|clock|noon|am|pm|m|p|a"
PLACES = r"venue|hall|town|village|council|parish|chamber|room|church|school|community|centre|library|memorial"
BEFORE_PLACE = rf"(?-i:[A-Z][a-z]+)(?= (?:{PLACES})\b)"
TIME_WORDS = _any(r"\d+(?:st|nd|rd|th|am|pm)?", DAY, MONTH, LINKS, PLACES, "confirmed", "arranged", "agreed", "advised", "tb[ca]", BEFORE_PLACE)
TIMES = rf"(?:\W*\b{TIME_WORDS}\b)*"
DATE = rf"(?:(?:on |of )?(?:{DAY},? )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?{MONTH}(?:,? \d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

# Minutes.
BY = rf" by {_any(WHO, PERSON)}"
BEFOREHAND = r" (?:prior to|before|in advance of|at|with the agenda for) (?:the|this) meeting"
FAIR = r"(?:correct|true|accurate|fair)"
RECORD = rf"(?: as| to be)?(?: an?| the)? {FAIR}(?: and {FAIR})?(?: record(?: of (?:the|that) (?:meeting|proceedings))?)?"
PART = r"(?:name|date|word|spelling|page|item|paragraph|figure)s?"
SLIP = r"(?:correct\w*|amend\w*|changes?|typing errors?)"
IN_PART = rf"(?:(?:of |to |in )?(?:an?|the|one|two) {PART}(?: \d+)?|the spelling of {PERSON}(?: name)?)"
SUBJECT_TO = (
    rf",? (?:subject to|with) (?:(?:the|an?|one|two|some|minor|small|following) ){{0,3}}{_any(SLIP, PART)}(?: put right| corrected|(?: {IN_PART}))?"
)
QUOTED = r"[“\"‘][^”\"’]{1,30}[”\"’]"
READING = rf",? with (?:the word )?{QUOTED}(?: in \w+ \d+)? (?:to read|(?:altered|changed) to|substituted for|replaced by) {QUOTED}(?: on page \w+)?"
MET = rf"(?:meetings?|sessions?|{BODY})"
OF_MEETING = rf"(?:,? (?:of|from|for) (?:[\w’'-]+ ){{0,6}}?{MET}(?:,? (?:held )?{DATE})?,?|,? (?:of|from|for) (?:the )?{DATE},?)?"
MINUTES = rf"(?:the )?(?:last time['’]s )?(?:draft )?(?:minutes|notes|record){OF_MEETING}"
DONE = r"(?:approved|agreed|confirmed|signed|accepted|adopted|circulated|received|read(?: out)?|taken as read)"
WAS = r"(?:was|were|had been|has been|have been|be)"
WERE_DONE = rf"(?::?(?: {WAS})?(?: duly| unanimously| then)? {DONE})(?:(?:,|,? and)(?: were)?(?: duly)? {DONE}){{0,2}}"
MINUTES_TAIL = (
    rf"(?:{RECORD}|{BY}|{BEFOREHAND}|{SUBJECT_TO}|{READING}| to {WHO}| by (?:a )?show of hands|,? and (?:minutes )?(?:were )?{DONE}){{0,4}}"
)

# Interests.
HELD = _any("members?", "trustees?", "governors?", "directors?", "employees?", "tenants?", "owners?", "patrons?", "chair(?:man)?")
HOLDINGS = _any(
    r"land|house|shop|property|flat|farm|business|park|caravan|club|centre|site|trust|association|hall|council|(?:pre-)?school|nursery",
    "church|mosque|gurdwara|temple",
)
HOLDING = rf"(?: (?:an?|the|of|in|on|at|for|and|{HELD}|{HOLDINGS}|{NAME})){{1,12}}"
OWNS = _any(
    "(?:he|she|they) (?:owns?|owned|rents?|rented|runs?|is|was|are|were)",
    "(?:his|her|their) (?:wife|husband|partner|son|daughter|brother|sister) (?:owns|rents|runs|works (?:for|at))",
)
AS_HOLDER = rf"(?:,? as{HOLDING}|,{HOLDING})?"
KIND_OF = r"(?:(?:disclosable|personal|pecuniary|prejudicial|non-pecuniary|other|financial|and) ){0,4}"
FOR_GUEST = rf",? (?:because|as) (?:the (?:speaker|officer)|{PERSON}) (?:was present|had (?:another meeting|a train to catch))"
ITEM = r"(?:agenda )?items? \w+(?: (?:of|on) the agenda)?"

# The chair, votes, the close.
TERM = r"(?: for (?:the )?(?:year|meeting|coming year|evening|\d{4}(?:/\d{2,4})?)| of the (?:meeting|parish council|council|committee))"
BE = r"(?:be|was|were|is|remains?|being)"
OF_OFFICE = r"(?:declarations? of )?(?:acceptance of )?office"
SECONDED = rf"(?:proposed|moved)(?: by)? {MOVER}(?: and|,|, and)? seconded(?: by)? {MOVER}"
CARRIED = _any("carried", "lost", "defeated", "withdrawn", "passed", "rejected", "agreed")
COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
BY_VOTES = rf",? (?:by {COUNT}(?: votes?)? to {COUNT}|unanimously|nem\.? con|on the (?:chair\w*['’]s )?casting vote(?: of the {CHAIR})?)"
MOTION = r"(?:the |this )?(?:motion|amendment|resolution|proposal|recommendation)"
PUT = r"(?:,? (?:on|having) being put(?: to the vote)?,?)?(?: was)?(?: then)?(?: put(?: to the vote)? and)?"
SITTING = r"(?:meeting|session|proceedings|forum|webcast)"
ATTENDING = r" for (?:attending|coming|speaking|(?:his|her|their) (?:attendance|time|presentation|report|update))"
THANKED = rf"thanked {_any(ALL, 'him', 'her', 'them', PERSON)}(?:{ATTENDING})?"
TO_MEETING = rf" to (?:the|this|our) (?:(?:spring|summer|autumn|winter|annual|first|last|{BODY}) )?{_any(SITTING, BODY, 'event', 'evening')}"
WELCOMED = rf"welcomed {ALL}(?:{TO_MEETING})?"
INTRODUCED = r"introduced (?:himself|herself|themselves|the (?:speakers?|panel|members|officers))"
OPENED = rf"opened the {SITTING}{CLOCK}?"
CLOSED = rf"(?:closed the {SITTING}|(?:brought|drew) the {SITTING} to (?:a close|an end)|declared the {SITTING} (?:closed|over)){CLOCK}?"
CHAIRS = _any(THANKED, WELCOMED, INTRODUCED, OPENED, CLOSED)
ENDED = r"(?:closed|ended|finished|concluded|started|commenced|opened|began)"
MET_AT = rf"(?:the )?{SITTING}(?: was| being)?(?: declared)? {ENDED}{CLOCK}?"
FOR_PUBLIC = r"(?: (?:to|for) (?:the )?(?:public|floor|questions|comments))"
COMES = r"(?:left|joined|re-?joined|entered|withdrew from|returned to)"
THIS_ITEM = r" (?:for|during|before|after|while) (?:this|the) (?:item|discussion|debate|vote)(?: was (?:discussed|taken))?"
EXEMPT = r",? (?:on the grounds? that|as|because|due to) [^.;]{0,200}\b(?:exempt information|confidential)\b[^.;]{0,120}"
FOR_ITEM = r"(?: (?:for|during)(?: (?:the|following|next|remaining|consideration|discussion|remainder|rest|of|this|items?|business|meeting)){1,8})"

# Papers and payments.
PAPER = _any(
    "standing orders?",
    "financial regulations?(?: policy)?",
    "code of conduct",
    "risk assessment",
    "asset register",
    "publication scheme",
    "(?:data protection|privacy|complaints) policy",
    "contract of employment",
    "(?:annual )?governance statement",
    "statement",
)
ACCOUNTS = _any("accounts", "statement of accounts", "annual return", "receipts and payments(?: account)?", "internal audit")
PAPERS = _any(PAPER, ACCOUNTS)
YEAR = r"(?: for the (?:financial )?year(?: end(?:ed|ing))? [\w ]{4,20})"
MADE = r"(?:approved|agreed|adopted|presented|circulated|reviewed|completed|e-?mailed)"
PAPER_DONE = rf"{WAS} {MADE}(?: and {MADE})?"
QUERIES = r"(?:queries|comments|questions|amendments)"
NO_QUERIES = rf",? (?:and )?no {QUERIES}(?: (?:or|and) {QUERIES})?(?: were)?(?: made| raised| received)?"
TO_ALL = rf"(?: to {WHO}|{BY}|{BEFOREHAND}| at an earlier date|{NO_QUERIES})"
AND_SIGNED = rf",? and (?:it was |{WHO} )?(?:signed(?:{BY})?|(?:resolved|agreed) to adopt(?: (?:it|them))?)"
CHAIR_SIGNED = rf" and (?:the )?{CHAIR} signed (?:it|them|both)"
REPORT = r"(?:reports?|minutes|updates?|position|contents|information|apologies|correspondence)"
OF_ONE = r"(?: of the \w+)"
BILLS = r"the (?:following|above)(?: (?:payments|invoices|accounts|cheques))?"
MEANS = _any(WHO, "the clerk", "cheque", "bacs", "bank transfer", "direct debit")
RAISED = r"(?:asked|raised|received|submitted|reported|discussed|present|made|declared|registered|in attendance)"
ASKED = rf"(?: (?:were|was|had been))?(?: {RAISED})(?: at this time)?"
FROM = r"(?: (?:from|by) (?:the )?(?:public|members|floor|councillors))"
NOTHING = _any(
    "matters arising",
    "(?:public )?questions",
    "(?:members of the )?public",
    "other business",
    "urgent (?:items|business)",
    "items",
    rf"(?:(?:declarations?|disclosures?)(?: of )?)?(?:{KIND_OF}interests?)?",
)
COVERED = r"\W+(?:(?:items )?covered (?:on|in|by) (?:the )?agenda)"
DATES_OF = r"(?:the )?(?:proposed )?(?:dates?|time)(?: and (?:time|venue|place))? (?:of|for)"
OF_YEAR = r"(?:(?:the|our|all|next|future|forthcoming|remaining|years?|year['’]s) ){0,4}"
PLACE = rf"(?:(?:,? (?:at|in)|,) (?:the )?{NAME}(?: {NAME}){{0,4}}|, same place)(?: and online)?"
TIME_AND_PLACE = rf"(?:{TIMES}|(?=\D{{0,40}}\d){TIMES}{PLACE})"


@dataclass(frozen=True)
class Formality:
    """The words that show it, and how long such a sentence can be."""

    pattern: re.Pattern[str]
    max_words: int


def _formality(max_words: int, *patterns: str) -> Formality:
    return Formality(re.compile(rf"^\W*(?:\d{{1,3}}\W+)?{_any(*patterns)}\W*$", re.IGNORECASE), max_words)


FORMALITIES: tuple[Formality, ...] = (
    _formality(
        60,
        rf"{_maybe(DECIDED)}{MINUTES}{WERE_DONE}{MINUTES_TAIL}",
        rf"{PERSON} (?:then )?signed {MINUTES}{MINUTES_TAIL}",
        rf"{WHO} {DONE} {MINUTES}{MINUTES_TAIL}",
        rf"(?:it was |{WHO} |{PERSON} )?(?:agreed|confirmed|approved|signed)(?: (?:it|them|these|this))?{RECORD}",
        rf"(?:{WHO}|all) agreed (?:that )?(?:this|it|these|they) (?:was|were|be){RECORD}{MINUTES_TAIL}",
        r"(?:[A-Z]{0,3}\d+ )?minutes|no minutes were taken|there were no minutes to approve|register of interests circulated",
    ),
    _formality(
        30,
        rf"(?:there (?:was|were) )?no (?:further |other |new )?{NOTHING}(?:{FROM})?(?:{ASKED})?(?:{FROM})?(?:{COVERED})?",
        rf"declarations? of {KIND_OF}interests?\W+(?:none|nil)(?: (?:declared|made|received))?",
        rf"{PERSON} declared that {OWNS}{HOLDING}",
        rf"{PEOPLE} (?:declared|registered) (?:an?|no|the following) {KIND_OF}interests?(?: in {ITEM})?{AS_HOLDER}",
        rf"{ITEM} was (?:brought forward|taken (?:first|next|early)|deferred)(?:{FOR_GUEST})?",
        rf"members were (?:asked|invited|reminded) to declare (?:any )?{KIND_OF}interests?(?: in (?:any )?(?:items?|matters?)(?: on the agenda)?)?",
        rf"(?:none|nil|n/?a)(?:{COVERED})?",
    ),
    _formality(  # who takes the chair, and by whose vote a motion passed: the motion itself is substance
        40,
        rf"{_maybe(DECIDED)}{PERSON} {BE} (?:duly |unanimously )?(?:(?:re-?)?(?:elected|appointed) )?(?:as |to be )?(?:the )?{CHAIR}(?:{TERM})?",
        rf"{PERSON} was nominated (?:by {PERSON} )?(?:as|for|to be) (?:the )?{CHAIR}(?:{TERM})?",
        rf"{PERSON} (?:then |duly )?(?:accepted|signed)(?: and signed)? (?:the |his |her |their )?{OF_OFFICE}(?: (?:as|of) (?:the )?{CHAIR})?",
        rf"\(?(?:it was )?(?:moved and seconded|{SECONDED})(?:(?:,| and|, and)(?: {CARRIED}))?",
        rf"{PERSON} proposed and {PERSON} seconded",
        rf"seconded(?: by)? {MOVER}",
        rf"{MOTION}{PUT}(?: (?:duly|declared|unanimously)){{0,2}} {CARRIED}(?:{BY_VOTES})?",
        rf"(?:(?:recorded )?vot(?:e|es|ing)\W+)?(?:in favour|for)\W+{COUNT}\W+(?:and )?against\W+{COUNT}(?:\W+(?:and )?abst\w+\W+{COUNT})?",
        r"carried|lost|all in favour|agreed|unanimous(?:ly)?(?: carried| agreed)?",
    ),
    _formality(
        35,
        rf"{DATES_OF} {OF_YEAR}meetings?{TIME_AND_PLACE}",
        rf"(?:the )?next (?:(?:ordinary|scheduled|full|{BODY}) )?meetings?(?: of the {BODY})?{TIME_AND_PLACE}",
        rf"(?:future|forthcoming|remaining) (?:meeting dates|meetings){TIME_AND_PLACE}",
    ),
    _formality(
        40,
        rf"there being no (?:further|other) business(?: to (?:discuss|transact))?(?:,? {_any(MET_AT, f'(?:the )?{OFFICE} {CHAIRS}')})?",
        MET_AT,
        rf"(?:the )?{_any(CHAIR, 'mayor')} {CHAIRS}(?:(?:,|,? and) {CHAIRS}){{0,2}}",
        rf"{PERSON} {THANKED}",
        rf"{PERSON} thanked the {BODY}",
        rf"(?:the )?(?:floor|meeting) was (?:then )?(?:opened(?: up)?|adjourned|reconvened|suspended){FOR_PUBLIC}?{CLOCK}?",
        rf"(?:the )?{CHAIR} (?:then )?invited (?:the |members of the )?(?:public|residents|parishioners|floor) to (?:speak|comment|ask questions)",
    ),
    _formality(  # who comes and goes
        25,
        rf"(?:at this point,? )?{PEOPLE} (?:then )?{COMES} the (?:meeting|room|chamber)(?:{CLOCK}|{THIS_ITEM})?",
    ),
    _formality(
        90,
        rf"{_maybe(DECIDED)}(?:(?:under|pursuant to|in accordance with) [^.;]{{3,90}} )?(?:the )?press and (?:the )?public {WAS} (?:now )?excluded"
        rf"(?: from the meeting)?(?:{FOR_ITEM})?(?:{EXEMPT})?",
        r"exclusion of (?:the )?(?:press and )?public",
    ),
    _formality(
        30,
        rf"(?:it was )?(?:resolved|agreed|recommended)\W+(?:that )?(?:the )?(?:\w+ )?{REPORT}{OF_ONE}?(?: be){{0,2}} (?:noted|received|accepted)",
        r"(?:the )?(?:reports?|updates?|correspondence|apologies)(?: was| were|) noted",
        rf"(?:the )?(?:draft )?(?:{PAPERS} - (?:the )?)?{PAPERS}{YEAR}? {PAPER_DONE}(?:,?{TO_ALL}){{0,3}}(?:{AND_SIGNED})?",
        rf"(?:after discussion,? )?(?:it was |{WHO} )?(?:resolved|agreed) to (?:pay|make)(?: (?:all of )?{BILLS})?",
        rf"{_maybe(DECIDED)}{BILLS} (?:were|was|(?:may )?be|are to be) (?:made|paid|(?:approved|passed) for payment)(?: by {MEANS})?",
        rf"{WHO} (?:resolved|agreed|found) (?:it|this|these|them|all) (?:to be )?(?:satisfactory|acceptable|in order)(?:{CHAIR_SIGNED})?",
    ),
)


def is_procedure(words: str) -> bool:
    """Tell whether every sentence is a formality.

    >>> is_procedure("The minutes were agreed. None."), is_procedure("The minutes were agreed. Families wait three years for a home.")
    (True, False)
    """
    guarded = re.sub(r"\b(Cllr|Mr|Mrs|Ms|Dr|St|No|\d|[A-Z])\.\s", r"\1 ", words)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])", guarded) if re.search(r"[^\W\d]", s)]
    return bool(sentences) and all(any(len(s.split()) <= rule.max_words and rule.pattern.search(s) for rule in FORMALITIES) for s in sentences)
