"""Say in which words minutes name people, papers, times and acts of a meeting: pieces of the patterns of its formalities."""

from __future__ import annotations


def any_of(*patterns: str) -> str:
    """Match one of some patterns."""
    return f"(?:{'|'.join(patterns)})"


def maybe(*patterns: str) -> str:
    """Match one of some patterns, or nothing."""
    return f"{any_of(*patterns)}?"


# Who.
NAME = r"(?-i:[A-Z][\w.’'-]*)"
TITLED = r"(?:cllr|councillor|mr|mrs|ms|miss|dr|revd?|insp|sgt|pc)\.?"
CHAIR = r"(?:vice[- ]?)?chair(?:man|woman|person)?"
OFFICE = any_of(CHAIR, "mayor", "clerk", r"members? of the (?:public|press)")
PERSON = rf"(?:the )?(?:{TITLED}(?: {NAME}){{1,3}}|{NAME}(?: {NAME}){{1,2}}|{OFFICE})"
MOVER = any_of(PERSON, NAME)
PEOPLE = rf"{PERSON}(?:(?:,|,? and| &) {PERSON}){{0,5}}"
BODY = r"(?:(?:parish|town|district|borough|city|county) )?(?:council|committee|board|forum|commission|panel|assembly)"
WHO = rf"(?:all )?(?:the )?(?:councillors|members|trustees|governors|commissioners|{BODY})"
GUESTS = any_of("attendees", "residents", "delegates", "guests?", "speakers?", "public", "councillors", "members", "commissioners")
ALL = any_of("all(?: present)?", "everyone(?: present)?", "those present", rf"(?:the )?{GUESTS}(?: present)?")
DECIDED = rf"(?:(?:it was |{WHO} )?(?:nominated (?:and|&) )?(?:unanimously )?(?:resolved|agreed|recommended|proposed)(?: unanimously)?\W+(?:that )?)"

# When and where: a run of these words and no others.
CLOCK = r"(?:\W*(?:at |by )?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m|p\.m|hrs|hours|o['’]clock|noon)?)"
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
LINKS = (
    r"at|on|the|of|and|in|to|from|for|is|was|are|will|would|shall|take|place|due|scheduled|"
    r"be|as|follows|held|next|years?|following|then|o|clock|noon|am|pm|m|p|a"
)
PLACES = r"venue|hall|town|village|council|parish|chamber|room|church|school|community|centre|library|memorial"
BEFORE_PLACE = rf"(?-i:[A-Z][a-z]+)(?= (?:{PLACES})\b)"
TIME_WORDS = any_of(
    r"\d+(?:st|nd|rd|th|am|pm)?", DAY, MONTH, LINKS, PLACES, "confirmed", "arranged", "agreed", "advised", "tb[ca]", "agm", BEFORE_PLACE
)
TIMES = rf"(?:\W*\b{TIME_WORDS}\b)*"
DATE = rf"(?:(?:on |of )?(?:{DAY},? )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?{MONTH}(?:,? \d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"

# Minutes.
BY = rf" by {any_of(WHO, PERSON)}"
BEFOREHAND = r" (?:prior to|before|in advance of|at|with the agenda for) (?:the|this) meeting"
FAIR = r"(?:correct|true|accurate|fair)"
RECORD = rf"(?: as| to be)?(?: an?| the)? {FAIR}(?: and {FAIR})?(?: record(?: of (?:the|that) (?:meeting|proceedings))?)?"
PART = r"(?:name|date|word|spelling|page|item|paragraph|figure)s?"
SLIP = r"(?:correct\w*|amend\w*|changes?|typing errors?)"
IN_PART = rf"(?:(?:of |to |in )?(?:an?|the|one|two) {PART}(?: \d+)?|the spelling of {PERSON}(?: name)?)"
SUBJECT_TO = (
    rf",? (?:subject to|with) (?:(?:the|an?|one|two|some|minor|small|following) ){{0,3}}{any_of(SLIP, PART)}(?: put right| corrected|(?: {IN_PART}))?"
)
QUOTED = r"[“\"‘][^”\"’]{1,30}[”\"’]"
READING = rf",? with (?:the word )?{QUOTED}(?: in \w+ \d+)? (?:to read|(?:altered|changed) to|substituted for|replaced by) {QUOTED}(?: on page \w+)?"
MET = rf"(?:meetings?|sessions?|{BODY})"
OF_MEETING = rf"(?:,? (?:of|from|for) (?:[\w’'-]+ ){{0,6}}?{MET}(?:,? (?:held )?{DATE})?,?|,? (?:of|from|for) (?:the )?{DATE},?)?"
MINUTES = rf"(?:the )?(?:last time['’]s )?(?:draft )?(?:minutes|notes|record){OF_MEETING}"
DONE = r"(?:approved|agreed|confirmed|signed|accepted|adopted|circulated|received|read(?: out)?|taken as read)"
WAS = r"(?:was|were|had been|has been|have been|be)"
WERE_DONE = rf"(?::?(?: {WAS})?(?: duly| unanimously| then)? {DONE})(?:(?:,|,? and)(?: were)?(?: duly)? {DONE}){{0,2}}"
SENT_ON = rf"(?:forwarded|sent|posted|published) (?:to|on) (?:the )?(?:(?:{NAME} )?(?:website|notice ?board)|{NAME})"
MINUTES_TAIL = (
    rf"(?:{RECORD}|{BY}|{BEFOREHAND}|{SUBJECT_TO}|{READING}| to {WHO}| by (?:a )?show of hands|,? and (?:minutes )?(?:were )?{DONE}|"
    rf",? (?:and|to be) {SENT_ON}){{0,4}}"
)

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
KIND_OF = r"(?:(?:disclosable|personal|pecuniary|prejudicial|non-pecuniary|other|financial|and) ){0,4}"
FOR_GUEST = rf",? (?:because|as) (?:the (?:speaker|officer)|{PERSON}) (?:was present|had (?:another meeting|a train to catch))"
ITEM = r"(?:agenda )?items? \w+(?: (?:of|on) the agenda)?"

# The chair, votes, the close.
TERM = r"(?: for (?:the )?(?:year|meeting|coming year|evening|\d{4}(?:/\d{2,4})?)| of the (?:meeting|parish council|council|committee))"
BE = r"(?:be|was|were|is|remains?|being)"
OF_OFFICE = r"(?:declarations? of )?(?:acceptance of )?office"
SECONDED = rf"(?:proposed|moved)(?: by)? {MOVER}(?: and|,|, and)? seconded(?: by)? {MOVER}"
CARRIED = any_of("carried", "lost", "defeated", "withdrawn", "passed", "rejected", "agreed")
COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
BY_VOTES = rf",? (?:by {COUNT}(?: votes?)? to {COUNT}|unanimously|nem\.? con|on the (?:chair\w*['’]s )?casting vote(?: of the {CHAIR})?)"
MOTION = r"(?:the |this )?(?:motion|amendment|resolution|proposal|recommendation)"
PUT = r"(?:,? (?:on|having) being put(?: to the vote)?,?)?(?: was)?(?: then)?(?: put(?: to the vote)? and)?"
SITTING = r"(?:meeting|session|proceedings|forum|webcast)"
ATTENDING = r" for (?:attending|coming|speaking|(?:his|her|their) (?:attendance|time|presentation|report|update))"
THANKED = rf"thanked {any_of(ALL, 'him', 'her', 'them', PERSON)}(?:{ATTENDING})?"
TO_MEETING = rf" to (?:the|this|our) (?:(?:spring|summer|autumn|winter|annual|first|last|{BODY}) )?{any_of(SITTING, BODY, 'event', 'evening')}"
WELCOMED = rf"welcomed {ALL}(?:{TO_MEETING})?"
INTRODUCED = r"introduced (?:himself|herself|themselves|the (?:speakers?|panel|members|officers))"
OPENED = rf"opened the {SITTING}{CLOCK}?"
CLOSED = rf"(?:closed the {SITTING}|(?:brought|drew) the {SITTING} to (?:a close|an end)|declared the {SITTING} (?:closed|over)){CLOCK}?"
CHAIRS = any_of(THANKED, WELCOMED, INTRODUCED, OPENED, CLOSED)
ENDED = r"(?:closed|ended|finished|concluded|started|commenced|opened|began)"
MET_AT = rf"(?:the )?{SITTING}(?: was| being)?(?: declared)? {ENDED}{CLOCK}?"
FOR_PUBLIC = r"(?: (?:to|for) (?:the )?(?:public|floor|questions|comments))"
COMES = r"(?:left|joined|re-?joined|entered|withdrew from|returned to)"
THIS_ITEM = (
    r" (?:for|during|before|after|while) (?:consideration of )?(?:this|the) (?:item|discussion|debate|vote|meeting)(?: was (?:discussed|taken))?"
)
EXEMPT = r",? (?:on the grounds? that|as|because|due to) [^.;]{0,200}\b(?:exempt information|confidential)\b[^.;]{0,120}"
FOR_ITEM = r"(?: (?:for|during)(?: (?:the|following|next|remaining|consideration|discussion|remainder|rest|of|this|items?|business|meeting)){1,8})"

# What there was none of, and when the next meeting is.
RAISED = r"(?:asked|raised|received|submitted|reported|discussed|present|made|declared|registered|in attendance)"
ASKED = rf"(?: (?:were|was|had been))?(?: {RAISED})(?: at this time)?"
FROM = r"(?: (?:from|by) (?:the )?(?:public|members|floor|councillors))"
NOTHING = any_of(
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
