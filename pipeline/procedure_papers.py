"""Say by which words a sentence of minutes is a formality about papers and payments: that they were received, signed, agreed or paid."""

# ruff: noqa: E501 - a pattern stays on one line

from __future__ import annotations

from pipeline.procedure_words import BEFOREHAND, BY, CHAIR, DECIDED, MONTH, NAME, PERSON, WAS, WHO, any_of, maybe

PAPER = any_of(
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
    "policies",
)
ACCOUNTS = any_of("(?:statement of |audit of )?accounts", "annual return", "(?:estimated )?receipts and payments(?: account)?", "internal audit")
PAPERS = any_of(PAPER, ACCOUNTS)
FOR_PURPOSE = r"(?: for (?:insurance|audit)(?: and (?:insurance|audit))? purposes)?"
YEAR = rf"(?: for the (?:financial )?year(?: end(?:ed|ing))?(?: (?:\d{{1,2}} ?(?:st|nd|rd|th)?|{MONTH}|\d{{4}}(?:[/-]\d{{2,4}})?)){{1,4}})?"
PAPERS_OF_YEAR = rf"{PAPERS}{FOR_PURPOSE}(?: and (?:the )?{PAPERS}{FOR_PURPOSE})?{YEAR}"
DRAFT = r"draft (?:\d+|one|two|three|four|five)"
IN_YEAR = r"\d{4}(?:[/-]\d{2,4})?"
BUDGET = (
    rf"(?:{DRAFT}(?: of)? )?(?:the )?(?:{IN_YEAR} )?(?:(?:draft|estimated|financial|year end) ){{0,3}}(?:accounts|budget)(?:,? (?:for )?{IN_YEAR})?"
    rf"(?:,?(?: -)? {DRAFT})?(?: - {IN_YEAR})?"
)
MADE = r"(?:approved|agreed|adopted|presented|circulated|reviewed|completed|discussed|e-?mailed)"
PAPER_DONE = rf"{WAS} {MADE}(?: and {MADE})?"
QUERIES = r"(?:queries|comments|questions|amendments)"
NO_QUERIES = rf",? (?:and )?no {QUERIES}(?: (?:or|and) {QUERIES})?(?: were)?(?: made| raised| received)?"
TO_ALL = rf"(?: to {WHO}|{BY}|{BEFOREHAND}| at an earlier date|{NO_QUERIES})"
AND_SIGNED = rf",? and (?:it was |{WHO} )?(?:signed(?:{BY})?|(?:resolved|agreed) (?:to adopt(?: (?:it|them))?|(?:it|them|all) to be satisfactory))"
CHAIR_SIGNED = rf"(?: and|, and|,) (?:the )?{CHAIR} signed (?:it|them|both)"
SIGNS = rf",? and (?:it was )?(?:resolved|agreed) (?:that )?{PERSON} (?:should )?sign (?:(?:the |these )?accounts(?: book)?|it|them)"
LETTERS = r"(?:all )?(?:the )?e-?mails(?:,? (?:&|and) (?:correspondence|letters))?"
REPORT = r"(?:reports?|minutes|updates?|position|contents|information|apologies|correspondence)"
BILLS = r"the (?:following|above)(?: (?:payments|invoices|accounts|cheques))?"
MONEY = r"£ ?\d[\d,]*(?:\.\d\d)?(?: ?(?:plus|\+|inc|including|ex|excluding) vat)?"
PAYEE = rf"(?:the )?{NAME}(?: (?:& |and |of )?{NAME}){{0,5}}"
SUPPLIES = any_of(  # what a council needs for itself: what it gives to others is substance
    "insurance", "grass[- ]cutting", "mowing", "strimming", "fees?", "web(?:site)? (?:hosting|package|training)", "domain(?: name| renewal)?",
    "hall(?: hire)?", "hire", "rent(?:al)?", "stationery", "stamps", "postage", "printing", "paper", "ink", "wages?", "salary", "expenses",
    "subscriptions?", "audit(?:ing)?", "inspections?", "software", "photocopying",
)  # fmt: skip
OF_SUPPLY = (
    r"(?:(?:the|an?|annual|clerk['’]?s|website|web|village|town|parish|internal|external|play|playground|equipment|office|room|council) ){0,3}"
)
SUPPLY = rf"{OF_SUPPLY}{SUPPLIES}(?:(?:,|,? (?:and|&)) {SUPPLIES}){{0,3}}"
AGREED_TO_PAY = rf"(?:it was |{WHO} )?(?:resolved|agreed) (?:to pay|payment|to be paid)"
PAID = rf"(?:,? (?:it was|{WHO})|,) (?:resolved|agreed) (?:to pay|payment|to be paid)(?: both| all| this| it)?"  # a row of a list has no subject
NEEDED = rf"(?=\w.{{0,200}}\b{SUPPLIES}\b)"
MEANS = any_of(WHO, "the clerk", "cheque", "bacs", "bank transfer", "direct debit")

PATTERNS: tuple[str, ...] = (
    rf"(?:a (?:draft )?copy of )?(?:the )?(?:draft )?(?:{PAPERS} - (?:the )?)?{PAPERS_OF_YEAR} {PAPER_DONE}(?:,?{TO_ALL}){{0,3}}(?:{AND_SIGNED}|{CHAIR_SIGNED})?",
    rf"{BUDGET} {PAPER_DONE}(?:,?{TO_ALL}){{0,3}}",
    rf"{WHO} approved(?: (?:it|them|these))?(?:{SIGNS})?",
    rf"(?:internal audit\W+)?{DECIDED}{PERSON} be (?:asked|appointed|invited) to (?:complete|carry out|undertake|do) the (?:internal )?audit",
    rf"(?:it was |{WHO} )?(?:agreed and )?resolved to (?:sign|adopt|approve|accept)(?: (?:it|them|this|these))?",
    rf"cop(?:y|ies) of (?:the|these|this) (?:{DRAFT} )?(?:accounts|reports?|papers?)(?: are| is)? in (?:the )?minute book",
    rf"(?:an? )?list of {LETTERS}(?: received(?: by (?:the )?clerk)?)?(?: and forwarded(?: on)? to {WHO})?(?: was| were)? (?:printed|passed (?:a?round)|circulated)(?: (?:to )?{WHO})?",
    rf"{LETTERS} (?:are|were|have been) (?:forwarded|sent|circulated)(?: on)? to {WHO}(?: (?:upon|on|at (?:the )?time of) receipt)?",
    r"invoices (?:were |have been )?received|(?:the )?clerk to (?:respond|reply|write)(?: accordingly)?",
    rf"{NEEDED}(?:an? )?(?:invoice|bill)s?(?: {WAS})?(?: received)?(?: (?:from|for) {PAYEE})?(?:,? (?:for )?{SUPPLY})?,?(?: of| for)? {MONEY}(?:,? (?:for )?{SUPPLY})?{PAID}",
    rf"{NEEDED}{AGREED_TO_PAY}(?: {PAYEE})?(?:,? (?:for )?{SUPPLY})?(?: of)? {MONEY}(?: for {SUPPLY})?",
    rf"(?:the )?clerk(?:['’]?s| had)? (?:expenses|wages|salary)(?: of| were| was)? {MONEY}{PAID}",
    rf"(?:after discussion,? )?(?:it was |{WHO} )?(?:resolved|agreed) to (?:pay|make)(?: (?:all of )?{BILLS})?",
    rf"(?:after discussion,? )?{maybe(DECIDED)}{BILLS} (?:were|was|(?:may )?be|are to be) (?:made|paid|(?:approved|passed) for payment)(?: by {MEANS})?",
    rf"{WHO} (?:resolved|agreed|found) (?:it|this|these|them|all) (?:to be )?(?:satisfactory|acceptable|in order)(?:{CHAIR_SIGNED})?",
)
