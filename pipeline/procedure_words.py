"""Say in which words minutes name people, papers, times and acts of a meeting: pieces of the patterns of its formalities."""

from __future__ import annotations


def any_of(*patterns: str) -> str:
    """Match one of some patterns."""
    return f"(?:{'|'.join(patterns)})"


# Who.
NAME = r"(?-i:[A-Z][\w.’'-]*)"
TITLED = r"(?:cllr|councillor|mr|mrs|ms|miss|dr|revd?|insp|sgt|pc)\.?"
CHAIR = r"(?:vice[- ]?)?chair(?:man|woman|person)?"
OFFICE = any_of(CHAIR, "mayor", "clerk", r"members? of the (?:public|press)")
PERSON = rf"(?:the )?(?:{TITLED}(?: {NAME}){{1,3}}|{NAME}(?: {NAME}){{1,2}}|{OFFICE})"
BODY = r"(?:(?:parish|town|district|borough|city|county) )?(?:council|committee|board|forum|commission|panel|assembly)"
GUESTS = any_of("attendees", "residents", "delegates", "guests?", "speakers?", "public", "councillors", "members", "commissioners")
ALL = any_of("all(?: present)?", "everyone(?: present)?", "those present", rf"(?:the )?{GUESTS}(?: present)?")

# When and where: a run of these words and no others.
CLOCK = r"(?:\W*(?:at |by )?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m|p\.m|hrs|hours|o['’]clock|noon)?)"
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
DATE = rf"(?:(?:on |of )?(?:{DAY},? )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?{MONTH}(?:,? \d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

# Minutes.
FAIR = r"(?:correct|true|accurate|fair)"
PART = r"(?:name|date|word|spelling|page|item|paragraph|figure)s?"
SLIP = r"(?:correct\w*|amend\w*|changes?|typing errors?)"
IN_PART = rf"(?:(?:of |to |in )?(?:an?|the|one|two) {PART}(?: \d+)?|the spelling of {PERSON}(?: name)?)"
SUBJECT_TO = (
    rf",? (?:subject to|with) (?:(?:the|an?|one|two|some|minor|small|following) ){{0,3}}{any_of(SLIP, PART)}(?: put right| corrected|(?: {IN_PART}))?"
)
QUOTED = r"[“\"‘][^”\"’]{1,30}[”\"’]"
READING = rf",? with (?:the word )?{QUOTED}(?: in \w+ \d+)? (?:to read|(?:altered|changed) to|substituted for|replaced by) {QUOTED}(?: on page \w+)?"
MET = rf"(?:meetings?|sessions?|{BODY})"

# Interests.
HELD = any_of("members?", "trustees?", "governors?", "directors?", "employees?", "tenants?", "owners?", "patrons?", "chair(?:man)?")
HOLDINGS = any_of(
    r"land|house|shop|property|flat|farm|business|park|caravan|club|centre|site|trust|association|hall|council|(?:pre-)?school|nursery",
    "church|mosque|gurdwara|temple",
)
HOLDING = rf"(?: (?:an?|the|of|in|on|at|for|and|{HELD}|{HOLDINGS}|{NAME})){{1,12}}"
OWNS = any_of(
    "(?:he|she|they) (?:owns?|owned|rents?|rented|runs?|is|was|are|were)",
    "(?:his|her|their) (?:wife|husband|partner|son|daughter|brother|sister) (?:owns|rents|runs|works (?:for|at))",
)
APPLICATION = r"(?:,| in) the planning application (?![^.;]*\b(?:sa(?:id|ys)|that|who|which|because|as|but|and)\b)[^.;]{3,100}"
AS_HOLDER = rf"(?:,? as{HOLDING}|,{HOLDING}|{APPLICATION})?"
KIND = r"(?:disclosable|personal|pecuniary|prejudicial|non-pecuniary|other|financial|and)"
FOR_GUEST = rf",? (?:because|as) (?:the (?:speaker|officer)|{PERSON}) (?:was present|had (?:another meeting|a train to catch))"
ITEM = r"(?:agenda )?items? \w+(?: (?:of|on) the agenda)?"

# The chair, votes, the close.
COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
ATTENDING = r" for (?:attending|coming|speaking|(?:his|her|their) (?:attendance|time|presentation|report|update))"
EXEMPT = r",? (?:on the grounds? that|as|because|due to) [^.;]{0,200}\b(?:exempt information|confidential)\b[^.;]{0,120}"
FOR_ITEM = r"(?: (?:for|during)(?: (?:the|following|next|remaining|consideration|discussion|remainder|rest|of|this|items?|business|meeting)){1,8})"

RAISED = r"(?:asked|raised|received|submitted|reported|discussed|present|made|declared|registered|requested|granted|in attendance)"
