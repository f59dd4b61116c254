"""Say which phrases of minutes stand for a word or two of a meeting's business: a name for who, a code of conduct for a paper."""

# ruff: noqa: E501 - a pattern stays on one line

from __future__ import annotations

import re

from pipeline.procedure_words import (
    ALL,
    AS_HOLDER,
    ATTENDING,
    BODY,
    CHAIR,
    CLOCK,
    COUNT,
    DATE,
    DAY,
    EXEMPT,
    FAIR,
    FOR_GUEST,
    FOR_ITEM,
    HOLDING,
    ITEM,
    KIND,
    MET,
    MONTH,
    NAME,
    OWNS,
    RAISED,
    READING,
    SUBJECT_TO,
    TITLED,
    any_of,
)  # fmt: skip

AT_START = rf"^\W*{NAME}(?: {NAME}){{1,2}}(?= (?:then |also |had )?(?:left|joined|arrived|withdrew|took|chaired|attended|declared|returned))"
MOVER = rf"\b(?P<moved>(?:proposed|proposer|moved|seconded|seconder)(?: by)?)\W+(?:{NAME}\b ?){{1,3}}(?=\W*$|[,.;)]|,? ?(?:and |& )?second)"
THANKED = rf"\b(?P<named>thanked|welcomed|by) {NAME}(?: {NAME}){{1,2}}"
TITLED_PEOPLE = rf"\b(?:{TITLED}|cllrs|councillors|messrs) (?!(?-i:[A-Z]{{3,}})){NAME}(?:(?: |, | and | & |, and )(?:{TITLED} )?{NAME}){{0,6}}"
ROOM = rf"(?:,| (?:at|in)) (?:the )?(?:{NAME} ){{0,4}}(?:hall|room|chambers?|centre|church|school|library|pavilion|offices?)\b(?: (?:\d|[A-Z])\b)?"
LINK = r"(?:by|on|about|against|to|at|in|from|for|with|that|who|which|was|were|is|are|and)"
PAPER = any_of(
    "code of conduct", "risk assessments?", "asset registers?", "contracts? of employment", "publication scheme", "financial regulations(?: policy)?",
    "terms of reference", "(?:data protection|privacy|complaints|health and safety) policy", "governance statement", "registers? of interests?",
    "standing orders?", "accounts book", "for (?:audit|insurance)(?: and (?:for )?(?:audit|insurance))?(?: purposes)?", "work(?:ing)? programme",
    "(?:switch|turn|set) (?:off )?(?:their |all |any )?(?:mobile )?(?:(?:tele)?phones|devices|microphones)(?: off| to silent)?(?: (?:when|unless|while) (?:not )?speaking)?",
    r"(?:fire|emergency|evacuation|safety|housekeeping)(?: (?:and|exits?|evacuation|safety|housekeeping))* (?:procedures?|arrangements|exits|instructions|notices?|announcements?)",
    "simultaneous (?:translation|interpretation)(?: (?:facilities|equipment))?(?: (?:was|were) (?:available|provided))?", "order of business",
    r"annual (?:governance and accountability )?return",
)  # fmt: skip
VISITORS = r"(?:(?:other|further) )?(?:members? of the (?:public|press)|public|press|residents?|parishioners?|electors?)"
PRESENT = r"(?:in the (?:public )?gallery|present|attending|attended|in attendance|wished to speak)"
PUBLIC = rf"(?:{COUNT}|no) {VISITORS}(?:,? (?:and )?(?:{COUNT}|no) {VISITORS})?"
THERE = r"there (?:was|were|being|had been)"
NOTHING = r"petitions|deputations|delegations|objections|substitutions|seconders?|disclosures|announcements|nominations|abstentions|votes against|questions|comments|queries|amendments|matters|items|business|apologies|declarations|interests?(?= (?:was|were|had|declared))|interests|dispensations|updates|correspondence|reports|minutes"
NO = rf"(?:{THERE} )?\bno (?:(?:further|other|new|more|urgent|additional|public|any|(?:declarations?|disclosures?) of|{KIND}) ?){{0,3}}\b(?:{NOTHING})\b(?:(?: (?:or|and|nor)|,) (?:{NOTHING})\b)*"
NONE = rf"(?:^\W*|(?<=[:;.,–-] ))(?:none|nil|n/a)\b(?=\W*$|\W+(?:items )?covered|(?: (?:was|were|had been))? {RAISED}\b)"
FINE = r"\b(?:is|are)(?= (?:(?:to be|now|also|hereby) )?(?:in the|attached|noted|forwarded|circulated|sent|approved|scheduled|due|confirmed|satisfactory|in order|recommended|asked|invited|requested)\b)"
SENT = rf"\b(?:forwarded|sent|posted|published) (?:to|on) (?:the )?(?:(?:{NAME} )?(?:website|notice ?board)|(?-i:[A-Z]{{3,}}\b))"
SETTLED = r"\b(?:sign|adopt|approve|accept|note|receive|pay)(?:d|ed)? (?:it|them|this|these|both|all(?: of)?)\b|\b(?:pay|make|paid|agreed|agree) (?:all (?:of )?)?(?:the )?(?:following|above)\b|\bto (?:pay|make)(?=\W*$)"

# Each phrase, and the words of the vocabulary it stands for; names come first.
UNDER_LAW = (
    r"\b(?:under|pursuant to|in accordance with|in terms of|by virtue of) (?:the )?(?:provisions of )?(?:sections?|schedule|part|article|regulations?|standing orders?|procedure rules?|paragraphs?) "
    r"\d[\w().]*(?:,? (?:and|to|of|or) (?:(?:part|paragraphs?|schedule) )?\d[\w().]*){0,4}"
    r"(?: (?:to|of) the (?:[A-Z][\w’'-]*|\([A-Z][\w ]{2,30}\)|and|of)(?: (?:[A-Z][\w’'-]*|\([A-Z][\w ]{2,30}\)|and|of)){0,7} \d{4})?"
)
OFFICES = (
    r"\b(?:(?:an )?(?:leas[- ])?ch?athaoirleach|(?:is-?)?g?cadeirydd|(?:monitoring|section 151|proper|returning|presiding|responsible financ(?:e|ial)) officer|chief executive|"
    r"(?:meetings|committee|democratic services|governance) (?:administrator|officer|manager|adviser|support officer)|"
    r"(?:head|director) of (?:legal|democratic|law|governance|corporate)(?:,? (?:and )?(?:legal|democratic|law|governance|corporate))* ?(?:services?)?|legal advis[eo]r)\b(?:[’']s\b)?"
)
APPENDED = r"\b(?:appendix|appendices|annex|schedule|paper|section) (?:(?-i:[A-Z])\b|\d+\b|[ivx]+\b)"
STANDS_FOR: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), f" {words} ")
    for pattern, words in (
        (READING, "amended"),
        (UNDER_LAW, " "),
        (OFFICES, "clerk"),
        (APPENDED, "papers"),
        (
            r"\bcalled the roll\b|\binvited (?:questions|comments)\b|\b(?:asked|called) for a (?:named|recorded|roll[- ]call|secret|paper) (?:vote|ballot)\b",
            "noted questions",
        ),
        (rf"\b{THERE} none\b|\bnone (?:was|were) (?:put|forthcoming|received)\b", "noted questions"),
        (
            r"^\W*(?:votes? )?(?:for|in favour|against|abstentions?|abstaining|abstained|not voting)\s*[:–=-]\s*(?:\d+|nil|none)(?=\W*$)",
            "votes carried",
        ),
        (
            r"\b(?:opened|began|commenced) with (?:an? )?(?:opening )?(?:prayers?|reflection)\b|\bprayers were (?:said|offered|led)\b",
            "opened meeting",
        ),
        (r"\b(?:a |one |two )*minutes?[’']?s?[’']? silence (?:was|were) (?:observed|held)\b", "noted meeting"),
        (r"\b(?:to exclude|excluding) (?:the )?(?:press and (?:the )?)?public(?: and press)?(?: from the meeting)?", "noted meeting"),
        (
            rf"\b(?:declared|registered|disclosed) (?:an?|no|the following) (?:{KIND} ){{0,4}}interests?(?: in {ITEM})?{AS_HOLDER}(?=\W*$|[(;]|,? and (?:remained|left|withdrew|stayed|took no part))",
            "declared interests",
        ),
        (r"(?<!\d )(?<!\d(?:st|nd|rd|th) )\b(?-i:march)\b", "marching"),  # no month
        (rf"\b{BODY} rose\b(?! (?:by|from|to|in)\b)|\bcalled (?:the meeting )?to order\b", "opened meeting"),
        (TITLED_PEOPLE, "clerk"),
        (rf"(?:{NAME} (?:and |& )?){{1,3}}(?:sub[- ]?)?(?-i:Committee|Forum|Panel|Board)\b", "committee"),
        (AT_START, "clerk"),
        (MOVER, r"\g<moved> clerk"),
        (THANKED, r"\g<named> clerk"),
        (rf"\b(?:minutes|notes) (?:of|from|for) (?:(?!{LINK}\b)[\w’'-]+ ){{0,6}}?{MET}(?![\w’'-])", "minutes"),
        (SUBJECT_TO, "amended"),
        (rf"\b{FAIR}(?: and {FAIR})? (?:record|account|reflection)\b", "record"),
        (r"\b(?:brought forward|taken (?:first|next|early))\b", "deferred"),
        (rf"\bdeclared that {OWNS}{HOLDING}(?=\W*$)", "declared interests"),
        (FOR_GUEST, " "),
        (
            rf"(?:(?:under|pursuant to|in accordance with) [^.;]{{3,90}} )?(?:the )?press and (?:the )?public (?:be|were|was) (?:now )?excluded(?: from the meeting)?{FOR_ITEM}?(?:{EXEMPT})?(?=\W*$)",
            "noted meeting",
        ),
        (r"^\W*(?:(?:[A-Z]{0,3}\d+ )?minutes|exclusion of (?:the )?(?:press and )?public)\W*$", "noted minutes"),
        (
            rf"^(?P<dated>\W*(?:the )?(?:next|dates? of)\b[^.;]{{0,80}}\d(?: ?[ap]m)?)(?:,| at| in) (?:the )?{NAME}(?:,? {NAME}){{0,4}}(?=\W*$)",
            r"\g<dated>",
        ),
        (PAPER, "papers"),
        (ROOM, " "),
        (
            rf"\b(?:thanked|welcomed) (?:him|her|them|(?:the )?clerk|(?:the )?{BODY}|{ALL})(?: and (?:the )?clerk)?(?:{ATTENDING})?",
            "welcomed meeting",
        ),
        (
            rf"\b(?:invited|allow|enable|permit) (?:{ALL}|(?:the )?floor|members of the public) to (?:speak|comment|ask questions|address the \w+)",
            "noted questions",
        ),
        (rf"\b(?:elected|appointed|nominated|remains?|be|was) (?:as |to be |for )?(?:the )?{CHAIR}\b", "elected office"),
        (r"\b(?:in|took|took over|take|assumed|vacated|resumed|left) the chair\b", "resumed office"),
        (r"\b(?:left|joined|re-?joined|entered|withdrew from|returned to) the (?:meeting|room|chamber)\b", "withdrew meeting"),
        (rf"(?:{THERE} )?{PUBLIC}(?: (?:was|were))?(?: also)? {PRESENT}\b|{THERE} {PUBLIC}(?=\W*$)", "noted meeting"),
        (r"\bwithout (?:dissent|debate|amendment|discussion|comment|objection|alteration)\b", "unanimously"),
        (r"\bvoted (?:for|in favour|against)(?=\W*$|[,;]| and\b)", "votes carried"),
        (rf"\b(?:arrived|departed|left|joined)(?=(?: the meeting)?{CLOCK}\W*$)", "withdrew meeting"),
        (r"\bput to the vote and (?:fell|was lost)\b", "lost vote"),
        (r"\bread the prayers?\b", "opened meeting"),
        (r"\b(?P<put>motion|amendment|proposal|resolution) fell\b", r"\g<put> lost"),
        (r"\b(?:working|task|steering) (?:group|party)\b", "committee"),
        (
            rf"\bno (?:members?|councillors?|officers?|trustees?|one|other member) (?:present )?(?:declared|disclosed|registered|had) (?:an? |any )?(?:{KIND} )*interests?(?: to declare)?(?=\W*$)",
            "declared interests",
        ),
        (r"\bnothing (?:further |else |new )?to (?:report|declare)\b", "noted report"),
        (r"\bdisclosures? of (?:an )?interests?", "declarations"),
        (r"\b(?:no|nobody) from the (?:public|press) (?:attended|(?:was |were )?(?:present|in attendance))\b", "noted meeting"),
        (
            r"\b(?:took|take|taking) no part in (?:the )?(?:vote|item|discussion|debate|consideration)\b|\bdid not (?:return|vote)(?=\W*$)",
            "abstained",
        ),
        (r"\b(?:cheque|invoice|minute|item)s? no\.? (?=\d)", "item "),
        (rf"\b{THERE} no (?:further )?(?:update|report|correspondence)(?=\W*$)", "noted report"),
        (r"\bforward plan\b", "papers"),
        (r"\bpaid by (?:papers|cheque|direct debit|bacs|bank transfer)\b", "authorised payment"),
        (NO, "noted questions"),
        (NONE, "noted questions"),
        (r"\bnot quorate\b", "quorate"),
        (
            rf"\bfor\W+{COUNT}\W+(?:and )?against\W+{COUNT}\b|\b(?:in favour|against|abst\w+)\W+(?!\d{{4}}){COUNT}\b|\b{COUNT} (?:votes? )?(?:for|in favour|against)(?=\W*$|[,;]| and\b)",
            "votes carried",
        ),
        (r"\ball (?:those )?in favour\b", "votes carried"),
        (rf"^\W*actions?(?: by| for| on)?\s*[:–-]\s*(?:clerk|all|officers?|{NAME})(?=\W*$)", "noted report"),
        (r"\bclerk to (?:action|respond|reply|write)\b(?: accordingly)?", "noted report"),
        (SENT, "circulated"),
        (SETTLED, "resolved record"),
        (FINE, "were"),
        (r"\b(?:(?:is|are) )?in (?:the )?minute book\b", "recorded"),
        (rf"\b{DATE}\b|{CLOCK}(?!\w)|\b(?:{MONTH}|{DAY}|\d{{1,4}}(?:st|nd|rd|th)?|{COUNT})\b", " "),
    )
)

MONEY = re.compile(r"£ ?\d[\d,]*(?:\.\d\d)?(?: ?(?:plus|\+|inc|including|ex|excluding) vat)?|\b(?:invoice|bill|expense)s?\b", re.IGNORECASE)
PAY = re.compile(r"\b(?:pay|paid|payment)\b", re.IGNORECASE)
SUPPLIES = re.compile(  # what a council needs for itself: what it gives to others is substance
    r"\b(?:insurance|(?:grass|hedge|verge)[- ]cutting|mowing|strimming|fees?|web(?:site)? (?:hosting|package|training)|domain(?: name| renewal)?|(?:hall )?hire|rent(?:al)?|"
    r"stationery|stamps|postage|printing|ink|wages?|salary|expenses|subscriptions?|audit(?:ing)?|inspections?|software|photocopying)\b",
    re.IGNORECASE,
)
OF_SUPPLY = re.compile(r"\b(?:website|web|village|playground|play|equipment|hedge|tree)\b", re.IGNORECASE)
PAYEE = re.compile(rf"(?<=\S )(?:& )?{NAME}")


def in_words_of_the_meeting(sentence: str) -> str:
    """Put for each phrase of a sentence the words that it stands for."""
    sentence = sentence.capitalize() if sentence.isupper() else sentence  # where all is capital no word is a name
    if MONEY.search(sentence) and PAY.search(sentence) and SUPPLIES.search(sentence):
        sentence = PAYEE.sub("", OF_SUPPLY.sub(" ", SUPPLIES.sub("payments", sentence)))
    sentence = MONEY.sub(" payments ", sentence)
    for number, (pattern, words) in enumerate(STANDS_FOR):
        replaced = pattern.sub(words, sentence)
        if replaced != sentence or number == 0:
            sentence = " ".join(replaced.split())
    return sentence
