"""Say by which words a sentence of minutes is an act of the meeting itself: it was opened, put off, recorded, and who was in the chair."""

# ruff: noqa: E501 - a pattern stays on one line

from __future__ import annotations

from pipeline.procedure_papers import MONEY, PAPERS, REPORT
from pipeline.procedure_words import BODY, CHAIR, CLOCK, COUNT, ENDED, ITEM, NAME, PEOPLE, PERSON, SITTING, THIS_ITEM, WHO, any_of

AGREED = rf"(?:it was (?:unanimously )?|{WHO} |all )?(?:resolved|agreed)\W+(?:that )?"
SAID_THAT = rf"(?:{PERSON} (?:advised|reported|confirmed|stated|noted)|it was (?:noted|reported|confirmed|advised)) (?:that )?"
BREAK = r"(?: for (?:(?:a )?(?:(?:short|brief|comfort|tea|\w+[- ]minute) )?(?:break|recess)|\w+ minutes))"
SESSION = rf"(?:the )?(?:{SITTING}|{BODY})(?: was)?(?: then)? (?:{ENDED}|adjourned|resumed|reconvened|suspended){CLOCK}?{BREAK}?{CLOCK}?"
LATER = r"(?:to|until) (?:the next|a (?:future|later|subsequent)) (?:meeting|agenda)"
THIS = rf"(?:(?:this|the) (?:item|matter|report|application)|{ITEM}|consideration of (?:this|the) (?:item|matter|report))"
PHONES = r"(?:switch|turn) off (?:their |all |any )?(?:mobile )?(?:(?:tele)?phones|devices)|(?:switch|turn|set) (?:their |all |any )?(?:mobile )?(?:(?:tele)?phones|devices) (?:off|to silent)"
FIRE = r"(?:the )?(?:fire|emergency|evacuation|safety|housekeeping)(?: (?:and|exits?|evacuation|safety|housekeeping))* (?:procedures?|arrangements|exits)"
VOTE = r"(?:vote|abstention|dissent)(?: (?:against|for|from)(?: (?:the|this) (?:motion|resolution|decision|proposal|recommendation))?)?"
ANY_REPORT = rf"(?:(?:the|this|their|his|her) (?:\w+ )?(?:reports?|updates?|minutes)|(?:(?:the|this|their|his|her) )?{any_of(REPORT, PAPERS, 'bank reconciliations?')})"
PAYMENTS = r"(?:(?:schedule|list) of )?(?:the )?(?:payments|cheques|invoices|accounts for payment|orders for payment)"
PUBLIC = rf"(?:{COUNT}|no) (?:members? of the (?:public|press)|residents?|parishioners?|electors?)"
PRESENT = r"(?:present|attending|in attendance)"

PATTERNS: tuple[str, ...] = (
    rf"{SESSION}(?:,? and {ENDED}{CLOCK}|,? and (?:resumed|reconvened){CLOCK})?",
    rf"duration(?: of (?:the )?{SITTING})?\W+(?:\d+ (?:hours?|hrs?|minutes?|mins?)(?:,? and | )?){{1,2}}",
    rf"{AGREED}(?:to )?(?:defer|adjourn|postpone|hold over) {THIS}(?: {LATER})?",
    rf"(?:{AGREED}(?:to )?(?:suspend|reinstate) standing orders|standing orders (?:were|be)(?: then)? (?:suspended|reinstated|resumed|lifted)){CLOCK}?",
    rf"(?:{WHO}|the {SITTING}) (?:then )?(?:went|moved|resolved to (?:go|move)) into (?:private|closed|confidential|open|public|exempt) session{CLOCK}?",
    rf"(?:the )?{SITTING} was (?:being )?(?:webcast|recorded|filmed|live[- ]?streamed|broadcast)(?: live)?|(?:{SAID_THAT})?(?:the )?{SITTING} (?:was|is) (?:not )?quorate|a quorum was (?:not )?present",
    rf"(?:in the absence of {PERSON},? )?{PERSON} (?:was )?(?:in|took|assumed|vacated|resumed) the chair(?:{THIS_ITEM})?",
    rf"in the absence of {PERSON},? {PERSON} (?:presided|chaired the {SITTING})",
    rf"(?:the )?{CHAIR} (?:reminded|asked) (?:all )?(?:members|councillors|everyone|those present|attendees) to {any_of(PHONES)}",
    rf"{PERSON} (?:explained|outlined|read out|gave) {FIRE}",
    rf"{PERSON} (?:asked|requested|wished) (?:that (?:his|her|their) {VOTE} be|for (?:his|her|their) {VOTE} to be|(?:his|her|their) {VOTE} to be) recorded",
    rf"(?:(?:recorded )?vot(?:e|es|ing)\W+)?{COUNT} (?:votes? )?(?:for|in favour)(?:\W+(?:and )?(?:{COUNT}|none) (?:votes? )?against)?(?:\W+(?:and |with )?(?:{COUNT}|no) abst\w+)?",
    rf"(?:proposed|proposer|moved|seconded|seconder)(?: by)?\W+(?:{PERSON}|{NAME})",
    rf"(?:{AGREED}to |{WHO} )(?:note|noted|receive|received|accept|accepted) (?:the contents of )?{ANY_REPORT}",
    rf"(?:the )?{PAYMENTS}(?: (?:totalling|amounting to|of) {MONEY})?(?: as (?:per|set out in|listed (?:in|on)) the (?:schedule|list|agenda))? (?:was|were|be) (?:duly )?(?:approved|authorised|agreed|signed|passed)(?: for payment)?(?: as per the (?:schedule|list))?",
    rf"actions?(?: by| for| on)?\s*[:–-]\s*(?:{PERSON}|{NAME}|all|officers?)|(?:the )?clerk to action",
    rf"there (?:was|were) {PUBLIC}(?:,? and {PUBLIC})?(?: {PRESENT})?",
    rf"{PEOPLE} (?:also )?attended (?:the|this) {SITTING}(?: under standing order \d+)?",
    rf"{PUBLIC}(?:,? and {PUBLIC})? (?:was|were) {PRESENT}",
    rf"{SAID_THAT}there (?:was|were) no (?:further |other )?(?:urgent|additional) (?:items|business|matters)",
    r"dispensations?(?: requests?)?\W+(?:none|nil)(?: (?:requested|received|granted|made))?",
    r"(?:none|nil) (?:was|were|had been) (?:declared|received|raised|made|requested)",
    rf"note\W+{PEOPLE} (?:left|withdrew from|took no part in|did not take part in) (?:the )?(?:room|meeting|item|vote)(?:{THIS_ITEM})?",
)
