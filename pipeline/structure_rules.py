"""Say by which words headings, names, amounts and addresses are told: patterns as data, which several modules share."""

from __future__ import annotations

import re

PHONE = r"\+?\(?0\d[\d ()-]{7,14}\d|\+44[\d ()-]{9,16}\d"
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
URL = r"(?:https?://|www\.)\S+"
REACH = re.compile(rf"\{{[^{{}}@]{{1,150}}\}}\s?@[\w-]+(?:\.[\w-]+)+|{EMAIL}|{URL}|{PHONE}")  # papers write {ann, ben}@mill.example

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
TITLES = r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?|Reverend|Imam|Rabbi|Supt|Superintendent|Insp|Inspector|Sergeant|Sgt|PC|Chair|Chairman|Chairwoman|Chairperson|Vice-Chair|Mayor|Facilitator|Moderator|Interviewer|Officer|Clerk)"
LEADER = re.compile(r"(?:Facilitator|Moderator|Interviewer)\b")
NAME = r"[A-Z][\w'’-]{0,40}\.?"
SPEAKER = re.compile(
    rf"(?:Q\d+\s+)?(?P<speaker>{TITLES}\.?(?: {NAME}){{0,4}}(?: ?\([^)]{{2,40}}\))?|{NAME}(?: {NAME}){{0,3}} \([^)\d]{{2,40}}\))\s*:\s+\S"
)
NAME_ALONE = re.compile(rf"(?:Q\d+\s+)?(?P<speaker>{NAME}(?: {NAME}){{1,3}}):\s")
