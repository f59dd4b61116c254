"""Say by which words a sentence of minutes is a formality of the meeting: patterns as data.

A block is procedure only if each of its sentences is: substance that shares a block with a formality stays substance.
"""

# ruff: noqa: E501 - a rule stays on one line, beside its name

from __future__ import annotations

import re
from dataclasses import dataclass

TRIVIAL_WORDS = 6  # a sentence as short adds nothing to a procedural one
WHEN = r"(?:\d|mon|tues|wednes|thurs|fri|jan|feb|mar|apr|may\b|june?\b|july?\b|aug|sept|oct|nov|dec)"
WHO = r"(?:councillors|members|trustees|governors|commissioners|the council|the committee|the board)"
TITLED = r"(?:cllr|councillor|mr|mrs|ms|miss|dr|revd?|insp|sgt|pc)"
PERSON = rf"(?:the )?(?:{TITLED}\.? [\w.’'-]+(?: [\w.’'-]+)?|(?-i:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{1,2}})|vice-?chair\w*|chair\w*|mayor|clerk|members? of the (?:public|press))"
OF_THE_HOUSE = (  # documents by which a council keeps its own house, that it approves every year
    r"(?:standing orders?(?: policy)?|financial regulations?(?: policy)?|complaints? (?:policy|procedure)|code of conduct|risk assessment|asset register|"
    r"data protection policy|privacy policy|publication scheme|contracts? of employment|(?:annual )?governance statement|annual return|statement of accounts|"
    r"receipts and payments(?: account)?|accounts(?: book)?|budget accounts|internal audit|policies|policy['’]s)"
)
SENT = r"(?:e-?mailed|circulated|forwarded|sent|passed|made available|presented|distributed)"
BEFOREHAND = (
    rf"(?: (?:to|around|by e-?mail to)(?: (?:the|all))? {WHO})?(?:,? (?:by e-?mail|at an earlier date|earlier|(?:prior to|before|in advance of) (?:the|this) meeting))*"
    r"(?: for (?:their )?(?:perusal|information|approval))?(?:,? as they are due for review)?"
    r"(?:,?(?: and| with)?(?: no| any) (?:queries|comments|questions|amendments)(?: (?:or|and) \w+)?(?: (?:were |was )?(?:made|raised|received|discussed|answered))?)?"
    rf"(?:,? and (?:it was |{WHO} )?(?:resolved|agreed) (?:to adopt|(?:it|all|them) (?:to be )?(?:satisfactory|acceptable)))?"
)


@dataclass(frozen=True)
class Formality:
    """The words that show it, and how long such a sentence can be."""

    pattern: re.Pattern[str]
    max_words: int


def _formality(max_words: int, *patterns: str) -> Formality:
    return Formality(re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE), max_words)


FORMALITIES: tuple[Formality, ...] = (
    _formality(
        60,
        r"(?<!\d )\bminutes\b(?!['’]? (?:from|before|after|later|into|away|past|walk|drive|notice)\b).{0,110}\b(?:approved|agreed|confirmed|signed|accepted|circulated|taken as read|(?:correct|true|accurate) record)\b",
        r"^(?:the |last time['’]s )?(?:minutes|notes|record)(?: of .{1,50}?)?:? (?:(?:was|were) )?(?:approved|agreed|confirmed|accepted|signed|read out and agreed)\b",
        r"^(?:it was )?(?:all |members |the (?:chair\w*|board|committee|council|forum|commission) )?(?:agreed|confirmed|approved|signed)\b.{0,60}\b(?:correct|true|accurate)(?: and accurate)? record\b",
        r"^(?:a |the )?drafts? (?:minutes )?(?:had|has|have) been (?:forwarded|sent|posted|put)\b.{0,40}$",
    ),
    _formality(
        30,
        r"^(?:there were )?no (?:further |other )?(?:declarations?|disclosures?|interests?)\b.{0,40}$",
        r"^declarations? of interests?: (?:none|nil)\b",
        r"^(?:councillor|cllr|mr|mrs|ms|dr)[\w .-]{0,40}\bdeclared that (?:he|she|his|her|they|their)\b",
        r"^(?:councillor|cllr|mr|mrs|ms|dr)?[\w .]{0,40}\b(?:declared|registered) (?:an?|no|the following) (?:[\w-]+ ){0,4}interests?\b",
        r"^(?:agenda )?item \w+(?: (?:of|on) the agenda)? was (?:brought forward|taken (?:first|next|early)|deferred)\b",
    ),
    _formality(  # who takes the chair, and by whose vote a motion passed: the motion itself is substance
        40,
        r"^(?:(?:all |the )?(?:councillors|members) |it was |cllr |councillor ){0,2}[\w .,&]{0,80}\b(?:be|was|were|is|remains?|being) (?:duly |unanimously )?(?:re-?)?"
        r"(?:elected|appointed)?(?: (?:as|to be))? ?(?:the )?(?:vice[- ])?chair(?:man|person)?(?: for (?:the )?[\w /]{3,30}| of the (?:council|meeting|parish council))?\W*$",
        r"\b(?:nominated|nominations?)\b.{0,90}\b(?:vice[- ])?chair(?:man|person)?\W*$",
        r"\b(?:declaration of|signed (?:the|his|her|their)) acceptance of office\b",
        rf"^{PERSON} (?:duly )?(?:accepted|signed)(?: and signed)? (?:the |his |her |their )?declarations? of (?:acceptance of )?office\b.{{0,30}}$",
    ),
    _formality(
        30,
        r"^\(?(?:it was )?(?:moved and seconded|(?:proposed|moved)(?: by)?\b[^.;:]{2,50}\bseconded(?: by)?\b[^.;:]{2,50}(?:(?:and|,) (?:carried|agreed|unanimous\w*|all in favour))?)\W*$",
        r"^seconded(?: by)?\b[^.;:]{2,50}\W*$",
        r"^(?:the |this )?(?:motion|amendment|resolution|proposal|recommendation)(?:,? (?:on|having) being put(?: to the vote)?,?)? (?:was )?(?:then )?(?:put (?:to the vote )?and )?(?:(?:duly |declared )*(?:carried|lost|defeated|withdrawn|passed|rejected)|unanimously (?:carried|agreed))\b.{0,60}$",
        r"^(?:(?:recorded )?vot(?:e|es|ing)\b.{0,20})?\W*(?:in favour|for)\s*[:–-]?\s*\d+\b.{0,40}\bagainst\b.{0,60}$",
        r"^(?:carried|lost|all in favour|agreed|unanimous(?:ly)?(?: carried| agreed)?)\W*$",
    ),
    _formality(40, r"^members were (?:asked|invited|reminded) to declare\b"),
    _formality(
        35,
        r"^(?:the )?(?:dates?|time)\b.{0,30}\bnext meeting\b",
        r"^(?:the )?next (?:ordinary |scheduled |full )?meeting\b.{0,60}(?:\d{4}|\d(?:am|pm)|\d[.:]\d\d|monday|tuesday|wednesday|thursday|friday|confirmed|arranged)",
        r"^(?:the )?next meetings?\b(?!.*\b(?:is to|was|were|has|have|should|would|could|must|needs?|discuss\w*|consider\w*|of)\b)[\w ,&’'-]{0,80}\W*$",
        rf"^(?:the )?(?:proposed )?dates?\b.{{0,20}}\b(?:for|of)\b.{{0,30}}\bmeetings?\b.{{0,40}}?(?:\b(?:is|are|will be)\b|:)\W*(?:as follows\W*)?(?:{WHEN}.{{0,160}})?$",
        rf"^(?:future|forthcoming|remaining) (?:meeting dates|meetings)\b.{{0,20}}?(?:\b(?:is|are|will be)\b|:)\W*(?:{WHEN}.{{0,160}})?$",
    ),
    _formality(
        30,
        r"^(?:there being no (?:further|other) business.*|(?:the )?(?:chair\w*|mayor)\b.{0,60}\b(?:closed the (?:meeting|session|proceedings)|(?:meeting|session) to a close|declared the (?:meeting|session) (?:closed|over))\b.*|"
        r"(?:the )?meeting (?:was )?(?:closed|ended|finished|concluded|started|commenced|opened|began)\b(?:\W+(?:at|by)?\W*\d.*|\W*))$",
        r"^(?:the )?(?:floor|meeting) was (?:then )?(?:opened(?: up)?|adjourned|reconvened|suspended)(?: (?:to|for) (?:the )?(?:public|floor|questions|comments))?(?: at \d.{0,12})?\W*$",
    ),
    _formality(  # who comes and goes
        25,
        rf"^(?:at this point,? )?{PERSON}(?:,? (?:and|&) {PERSON})? (?:then )?(?:left|joined|re-?joined|entered|withdrew from|returned to) the (?:meeting|room|chamber)\b"
        r"(?: (?:at \d|for this|for the|during|while|before|after|when)\b.{0,50})?\W*$",
    ),
    _formality(90, r"\b(?:press and (?:the )?)?public (?:be|were|was) (?:now )?excluded\b", r"^exclusion of (?:the )?(?:press and )?public\b"),
    _formality(
        25,
        r"^the (?:vice-)?(?:chair\w*|mayor) (?:welcomed (?:all|(?:the )?(?:everyone|members|those|attendees|residents|delegates|councillors|commissioners|guests|speakers?|public)) (?:to|present|and (?:introduced|thanked))\b|opened the meeting|thanked (?:everyone|members|all|those|attendees|delegates)(?: for (?:attending|coming|their attendance))?|introduced (?:him|her|them)sel)",
        rf"^{PERSON} thanked (?:him|her|them|{PERSON}|(?:the )?(?:public|residents|speakers?|guests?))(?: for (?:speaking|attending|coming|(?:his|her|their) (?:attendance|time|presentation|report|update)))?\W*$",
        rf"^{PERSON} thanked the (?:parish |town |district |borough |city |county )?(?:council|councillors|committee|forum|board)\W*$",
        r"^the (?:chair\w*|mayor) (?:then )?invited (?:the |members of the )?(?:public|residents|parishioners|floor) to (?:speak|comment|ask questions)\b(?: and these were the main points)?\W*$",
    ),
    _formality(
        25,
        r"^(?:it was )?(?:resolved|agreed|recommended)\W+(?:that )?(?:the )?(?:\w+ )?(?:reports?|minutes|updates?|position|contents|information|apologies|correspondence)(?: of the \w+)?(?: be)? (?:be )?(?:noted|received|accepted)\W*$",
        r"^(?:the )?(?:reports?|updates?|correspondence|apologies)(?: was| were|) noted\W*$",
    ),
    _formality(
        12,
        r"^(?:(?:none|nil|n/?a)(?: \([^)]*\))?|no (?:matters arising|questions|public questions|members of the public|other business|items|urgent items)\b.{0,60})\W*$",
        r"^there (?:was|were) no (?:matters arising|questions|public questions|members of the public|other business|urgent (?:items|business))\b.{0,40}$",
    ),
    _formality(  # papers of the house, sent round, found in order and signed
        45,
        rf"^(?:(?:a )?cop(?:y|ies) of )?(?:(?:a|the|draft|estimated|amended|new|model|\d|one|two|three|four|of|\d{{4}}/\d{{2,4}}|financial|year end) )*{OF_THE_HOUSE}"
        rf"(?:(?:,| -)? (?:policy|\d{{4}}(?:/\d{{2,4}})?|for (?:the )?year end(?:ed|ing) [\w ]{{4,22}}|draft \w+))*,? (?:was|were|had been|has been|have been) {SENT}{BEFOREHAND}\W*$",
        rf"^(?:the )?draft \w+ of (?:the )?\d{{4}}/\d{{2,4}}(?: budget)? (?:was|were|had been|has been|have been) {SENT}{BEFOREHAND}\W*$",
        rf"^(?:prior to (?:the|this) meeting,? )?the following (?:{OF_THE_HOUSE}|registers|documents)(?:, registers(?: etc)?)? (?:were|had been|have been|to be|are to be) (?:{SENT}|reviewed)"
        rf"{BEFOREHAND}\W*(?:(?:(?:the )?{OF_THE_HOUSE}|insurance|audit purposes|and)\W*)*$",
        rf"^(?:(?:the )?{OF_THE_HOUSE} - )?(?:the )?(?:{OF_THE_HOUSE}|statement)\b.{{0,100}}\b(?:approved|completed|agreed)\b.{{0,40}}\b(?:signed by the (?:chair\w*|clerk|mayor)|(?:the )?chair\w* signed (?:both|it|them))\W*$",
        r"^(?:all )?(?:the )?(?:councillors|members) (?:resolved|agreed|found) (?:it|this|these|them|all)?(?: (?:to be|was|were))? ?(?:all )?(?:satisfactory|acceptable|in order)(?: and (?:the )?chair\w* signed (?:it|them|both))?\W*$",
        r"^(?:all )?(?:the )?(?:councillors|members) approved and it was resolved .{2,40} sign the accounts(?: book)?\W*$",
        r"^(?:it was )?(?:agreed|resolved)(?: and (?:agreed|resolved))? to (?:sign|adopt)(?: (?:it|them|this|these))?\W*$",
        r"^cop(?:y|ies) of (?:this|these|the) .{0,30}\bin (?:the )?minute book\W*$",
        rf"^(?:(?:the |model )?{OF_THE_HOUSE}\W+(?:and )?)*(?:the |model )?{OF_THE_HOUSE}\W*$",
    ),
    _formality(  # what leads to a list of payments
        20,
        rf"^(?:after discussion,? )?(?:it was |(?:the )?{WHO} )?(?:resolved|agreed) to (?:pay|make)(?: (?:all of )?the (?:following|above))?(?: (?:payments|invoices|accounts))?\W*$",
        r"^(?:after discussion,? )?(?:it was (?:resolved|agreed) that )?the (?:following|above)(?: (?:payments|invoices|accounts|cheques))? (?:were|was|be|may be|are to be) (?:made|paid|approved for payment|passed for payment)(?: by .{3,30})?\W*$",
    ),
    _formality(
        25,
        rf"^(?:all )?e-?mails (?:are|were|have been) (?:forwarded|circulated|sent)(?: on)?(?: to (?:the |all )?{WHO})? (?:up)?(?:on|at the time of|as) (?:receipt|received)\W*$",
        r"^a list of (?:all )?(?:the )?(?:e-?mails|letters|correspondence)\b.{0,110}\b(?:passed|circulated|handed)\b.{0,40}$",
    ),
)


def is_procedure(words: str) -> bool:
    """Tell whether every sentence is a formality, or too short to be anything else, and one is.

    >>> is_procedure("The minutes were agreed. None."), is_procedure("The minutes were agreed. Families wait three years for a home.")
    (True, False)
    """
    guarded = re.sub(r"\b(Cllr|Mr|Mrs|Ms|Dr|St|No|\d|[A-Z])\.\s", r"\1 ", words)
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])", guarded)
    formal = [any(len(s.split()) <= rule.max_words and rule.pattern.search(s) for rule in FORMALITIES) for s in sentences]
    return any(formal) and all(is_formal or len(s.split()) <= TRIVIAL_WORDS for is_formal, s in zip(formal, sentences, strict=True))
