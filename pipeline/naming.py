"""Name the one person whom words say to speak: by name, by office, or by what he or she is, as the document has it."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re

from pipeline import structure_rules as rules

SAID = (
    r"(?:said|says|asked|asks|added|adds|commented|comments|explained|explains|replied|replies|concluded|concludes|continued|stated|states|stressed|"
    r"warned|argued|told (?:us|members|the \w+)|remarked|noted|welcomed the \w+)"
)
REPORTS = (
    r"(?:said|asked|reported|stated|informed|advised|explained|replied|responded|answered|commented|remarked|noted|queried|suggested|proposed|moved|"
    r"thanked|raised|mentioned|confirmed|outlined|presented|gave|highlighted|stressed|expressed|felt|believed|requested|pointed out|referred|updated|"
    r"added|argued|urged|welcomed|drew attention|enquired|wondered|spoke|summarised|summed up|described|observed|emphasised|recalled|concluded|"
    r"provided (?:an? |the )?(?:brief )?(?:overview|summary|account|update|examples?))"
)
CITES = r"(?:agreed|disagreed|identified|found|described|told|cited|claimed|cautioned|called|wrote|recommended|considered|acknowledged|praised|echoed|noting|saying|adding)"
OFFICE = r"(?:Chair|Chairman|Chairwoman|Chairperson|Vice[- ]Chair(?:man)?|Mayor|Leader|Clerk|Facilitator)"
CLERGY = r"(?:Father|Sister|Bishop|Archbishop|Archdeacon|Canon|Pastor)"  # words that a label before a colon can begin with, so no title of a turn
TITLES = rf"(?:{CLERGY}|{rules.TITLES})"
NAME = r"(?:[A-Z]\.|[A-Z][\w'’-]*)"  # a word with a stop ends a sentence, a letter with one begins a name
PERSON = rf"(?:{TITLES}\.? )?(?:{NAME} ){{1,3}}{NAME}|{TITLES}\.? {NAME}"
CAPITALISED = r"(?:[A-Z]\.? )?(?:[A-Z][\w’'-]+)(?: (?:[A-Z]\.? )?[A-Z][\w’'-]+){0,2}"
FIRST = r"(?<![\w'’-])"  # no name begins within a word: else each letter of a run of capitals is tried
CITED = re.compile(
    rf"{FIRST}(?P<who>{PERSON})(?:,? \([^)]{{2,60}}\)|, [^.“\"]{{3,90}},)? (?:also |then |further |again )?(?:{SAID}|{REPORTS}|{CITES})\b"
)
REPORTED = re.compile(
    rf"(?:(?:In (?:response|reply)|Concluding|Finally|However|Then),? )?(?P<who>(?:The )?{OFFICE}(?:,? (?:Cllr|Councillor|Mr|Mrs|Ms)\.? {CAPITALISED})?|"
    rf"(?:{CLERGY}|Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Revd?|Imam|Rabbi|Insp|Inspector|Supt|Superintendent|Sgt|Sergeant|PC)\.? {CAPITALISED})"
    rf"(?:,? \([^)]{{2,40}}\)|, [^.,;:]{{3,60}},)? (?:(?:also|first|then|next|further|again|had|briefly|kindly|strongly) )*{REPORTS}\b"
)
CALLED = (
    r"(?:resident|delegate|participant|member|tenant|parent|mother|father|grandmother|grandfather|woman|man|girl|boy|child|worker|teacher|headteacher|head|trader|"
    r"volunteer|spokes(?:man|woman|person)|respondent|speaker|officer|pupil|student|councillor|pensioner|carer|neighbour|shopkeeper|minister|butcher|baker|"
    r"barber|hairdresser|grocer|farmer|driver|nurse|doctor|GP|midwife|cleaner|cook|builder|engineer|electrician|plumber|lawyer|solicitor|magistrate|judge|"
    r"warden|caretaker|librarian|landlord|landlady|owner|founder|organiser|leader|manager|director|secretary|chaplain|priest|vicar|imam|rabbi|coach|player|"
    r"mayor|constable|detective|inspector|sergeant|researcher|professor|lecturer|academic|journalist|reporter|editor|witness|victim|survivor|refugee|migrant|"
    r"visitor|customer|passenger|villager|local|elder|governor|trustee|adviser|advisor|official|clerk|postman|fisherman|miner|weaver|tailor|taxi driver|friend|"
    r"mum|mam|dad|wife|husband|widow|widower|daughter|son|sister|brother|colleague|apprentice|trainee|graduate|teenager|youth worker|campaigner|activist|"
    r"chair(?:man|woman|person)?|interviewee|attendee|contributor|commissioner|mentor|facilitator|steward|gardener|publican|cashier|shopper|voter|citizen)"
)
BETWEEN = r"(?!(?:of|from|to|by|with|for|about|against|in|on|at|and|or|that|who|which|outside)\b)[\w’'-]+"  # what a calling has before it: a petition from a parent has not
OF_IT = r"(?<!\bof )(?<!\bfrom )(?<!\bby )(?<!\bto )(?<!\bfor )(?<!\babout )"  # nor is it one who is told of
DESCRIBED = rf"(?:[Oo]ne|[Aa]nother|[Aa]n?|[Tt]he) (?:{BETWEEN} ){{0,3}}{CALLED}(?![\w’'-])"
IN_OFFICE = rf"(?:[Tt]he|[Oo]ur|[Ii]ts) (?:{OFFICE})(?: of (?:the )?(?:{NAME} (?:and |for )?){{0,4}}{NAME})?"
ONE_OF = r"[Oo]ne of (?:its|the|our|their|his|her) (?:[a-z][\w’'-]* ){0,2}" + CALLED + "s"
ROLE = rf"(?:{ONE_OF}|{DESCRIBED}|{IN_OFFICE})"
BESIDE = r"(?:,? \([^)]{2,60}\)|, [^.“\"]{3,90},| (?:of|from|for|in|at) [^.,“\"]{2,60})?"  # what is said of a speaker, between the name and the verb
NAMED_FIRST = re.compile(rf"{FIRST}(?P<who>{IN_OFFICE}|{PERSON}|{OF_IT}{ROLE}){BESIDE} {SAID}\b")
PREFIX = rf"(?:(?:the |its |our )?(?:[a-z][\w’'-]* ){{0,3}}(?:{CALLED}|leader|chair|manager|director|head|secretary|chaplain|priest|vicar) )?"
NAMED_LAST = re.compile(
    rf"\b{SAID} (?:the (?=Rev))?{PREFIX}(?P<who>{IN_OFFICE}|{PERSON}|{DESCRIBED}|{ONE_OF}(?=[.,;]|\s*$))(?!\w)|\bin the words of (?P<other>{PERSON}|{DESCRIBED})\b"
)
APPOSED = re.compile(
    rf"(?:^|(?<=[.!?] ))(?:The|Its|Our|Their|His|Her|{NAME}(?: {NAME}){{0,3}}[’']s) [^,.“\"]{{2,80}}, (?P<who>{PERSON}), (?=(?:also |then )?{SAID}\b)"
)
TITLED = re.compile(rf"{FIRST}(?P<who>{TITLES}\.? (?:{NAME} ){{0,2}}{NAME})")
PRONOUN = re.compile(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ )?{SAID}\b|\b{SAID} (?:he|she)\b")
GOES_ON = re.compile(rf"(?P<before>he|she) (?:also |then |further )?{SAID}|{SAID} (?P<after>he|she)", re.IGNORECASE)
TALK = re.compile(rf"\((?P<who>{TITLES}\.? (?:{NAME} ){{0,2}}{NAME})(?:, [^()]{{2,60}})?\)\W*$")  # the end of a heading
NOBODYS = re.compile(
    r"\b(?:members|participants|delegates|attendees|those present)\b|\bit was \w+ed\b|\b(?:was|were) (?:then |also |further )?discussed\b",
    re.IGNORECASE,
)
HONOURS = r"(?:MP|MSP|MS|AM|MLA|TD|MEP|OBE|MBE|CBE|KC|QC)"
SUBJECT = re.compile(
    rf"(?:\d[\d.]*\s+)?(?:(?:However|Similarly|Likewise|Again),? )?(?P<who>{TITLES}\.? (?:{NAME} ){{0,2}}{NAME}|(?:{NAME} ){{1,2}}{NAME}(?= {HONOURS}\b))"
    rf"(?: {HONOURS}\b)*(?:,? \([^)]{{2,60}}\)|, [^.“\"]{{3,120}},| (?:of|from) (?:the )?(?:{NAME} (?:and |for |of |the )*){{0,5}}{NAME})? "
    r"(?!(?:was|were|is|are|has been|had been|heard|received|quoted|quotes|cited|cites|read|reads|found|saw|met|and)\b)[a-z]"
)
MARKS = " ,.:;!?…-–—“”\"‘’'()[]"
MALE = re.compile(r"(?:Mr|Sir|Lord|Father|Imam|Rabbi)\b")
FEMALE = re.compile(r"(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Sister)\b")
BODY = re.compile(
    r"\b(?:Agency|Party|Council|Board|Trust|Sciences?|University|College|School|Committee|Commission|Department|Ministry|Association|Foundation|Institute|Society|"
    r"Union|Government|Office|Centre|Service|Services|Group|Forum|Authority|Federation|Alliance|Network|Company|Limited|Ltd|Unit|Fund|Bureau|Church|Police|"
    r"England|Scotland|Wales|Britain|UK|Report|Review|Act|Cycling|Faculty|Royal|National|British|House|Parliament|Assembly|Cabinet|Team)\b"
)
RUN_BEFORE = re.compile(r"\b[A-Z][\w'’-]*(?:,? (?:and|of|for|the|&|in))* $")
RUN_LENGTH = 60
LEADING = re.compile(r"^(?:(?:Even|But|And|As|Yet|So|Now|Then|Later|While|Here|There|Similarly|Instead) )+")
NO_NAME = re.compile(
    r"(?:the|this|that|but|and|in|at|on|for|when|while|last|yesterday|today|as|our|we|most|many|some|all|members|delegates|residents|people|council|government|"
    r"labour|conservatives?|liberal|report|town|borough|parish|committee|commission|group)\b",
    re.IGNORECASE,
)


def one_person(words: str) -> str | None:
    """Return the person who is said to speak, or whom a sentence names before it says that he or she does; None if others speak too.

    Args:
        words: of a document, on one line, without what stands between quotation marks.

    >>> one_person("The Chair of the Board, Mrs Thorne, said: "), one_person("Mr Hale and Mrs Thorne said: ")
    ('Mrs Thorne', None)
    """
    plain = APPOSED.sub(r"\g<who> ", words)
    titled = {_trimmed(match["who"]) for match in TITLED.finditer(plain)}
    people = _people(plain) or (titled if PRONOUN.search(plain) else set())
    if len(people) != 1:
        return None
    who = people.pop()
    more = any(name.split()[-1] not in who.split() for name in titled)
    return None if not who or more or cites_others(plain, who) else who


def subject_of(sentence: str) -> str | None:
    """Return the person with whom a sentence begins that leads to a quotation, whatever its verb; None if it names anybody or any paper besides.

    >>> subject_of("Dr Ada Thorne, of the Alder Board, summed this up as follows:"), subject_of("Dr Thorne quoted a tenant:")
    ('Dr Ada Thorne', None)
    """
    match = SUBJECT.match(sentence)
    if not match or not sentence.rstrip().endswith(":"):
        return None
    who, rest = _trimmed(match["who"]), sentence[match.end("who") :]
    others = any(name["who"].split()[-1] not in who.split() for name in TITLED.finditer(rest))
    told = re.search(rf"\b(?:{DESCRIBED}|{ONE_OF})|\b(?:told|asked|said|reported|written|put) (?:to (?:him|her) )?by\b|\bwords of\b", rest)
    return None if others or told else who


def talk_of(heading: str) -> str | None:
    """Return whose talk a heading names.

    >>> talk_of("Homes on the hill (Dr Ada Thorne)"), talk_of("Homes on the hill (see annex)")
    ('Dr Ada Thorne', None)
    """
    match = TALK.search(heading)
    return match["who"] if match else None


def goes_on_in_talk(plain: str, who: str | None) -> str | None:
    """Return who gives a talk, of a paragraph under its heading that tells of no discussion."""
    return None if who is None or NOBODYS.search(plain) else who


def cites_others(plain: str, who: str) -> bool:
    """Tell whether words cite a person besides the one named."""
    return any(match["who"].split()[-1] not in who.split() for match in CITED.finditer(plain) if not _is_cut(plain, match.start(), match["who"]))


def goes_on_with(plain: str, just: str | None) -> str | None:
    """Return who was just quoted, if all that stands beside a quotation is that he or she said so, and the title does not speak against it.

    >>> goes_on_with("He added: ", "Councillor Thorne"), goes_on_with("He added: ", "Mrs Thorne")
    ('Councillor Thorne', None)
    """
    match = GOES_ON.fullmatch(plain.strip(MARKS)) if just else None
    if not match or not just:
        return None
    he = (match["before"] or match["after"]).lower() == "he"
    return None if (FEMALE if he else MALE).match(just) else just


def _people(plain: str) -> set[str]:
    """Return who is said to speak, a body or part of a name as nothing."""
    found = [(match.start("who"), match["who"]) for match in NAMED_FIRST.finditer(plain)]
    found += [(match.start(name), match[name]) for match in NAMED_LAST.finditer(plain) for name in ("who", "other") if match[name]]
    named = [(start, who, LEADING.sub("", who)) for start, who in found]
    kept = [(start, who, name) for start, who, name in named if re.match(ROLE, who) or BODY.search(name) or not NO_NAME.match(name)]
    return {"" if not re.match(ROLE, who) and _is_cut(plain, start, name) else _trimmed(name) for start, who, name in kept}


def _is_cut(plain: str, start: int, who: str) -> bool:
    """Tell whether a name is a body's, or the end of a longer run of capitals (… of Letters and Rural Sciences)."""
    return bool(BODY.search(who)) or (not TITLED.match(who) and bool(RUN_BEFORE.search(plain[max(0, start - RUN_LENGTH) : start])))


def _trimmed(who: str) -> str:
    named = re.sub(rf"^(?:[Tt]he|[Oo]ur|[Ii]ts) (?={OFFICE})", "", who)
    return " ".join(named.split()).strip(" ,")
