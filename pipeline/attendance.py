"""Tell lists of people and bodies, and of who came to a meeting, from prose that names people."""

from __future__ import annotations

import re

from pipeline import structure_rules as rules

ATTENDANCE_WORDS = re.compile(
    r"\b(?:apologies|attended|attendance|represented|present|councillors?|cllrs?|clerk|chair(?:man|person)?|members? of (?:the )?public|"
    r"officers?|observers?)\b",
    re.IGNORECASE,
)
TITLED = r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Revd?|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Insp|Inspector|Supt|Superintendent|Sgt|PC)"
LABELLED = re.compile(rf"[A-Z][\w’' ]{{0,30}}:\s(?=.*(?:\(.{{0,30}}[Cc]hair|\b{TITLED}\b))(?=(?:[^,;]*[,;]){{2}})")
BEGINS_TITLED = re.compile(rf"{TITLED}\b\.?(?= [A-Z])")
ALSO = re.compile(r"\b(?:also attending|also present|in attendance|attending|apologies)\b", re.IGNORECASE)
CAME = r"(?:(?:also )?(?:present|attending)|in attendance)"
SAYS_WHO = re.compile(  # and then the names
    r"(?:the )?(?:councillors|cllrs|members|commissioners|trustees|governors|officers|those|others)"
    rf"(?: of (?:the )?[\w’' -]{{3,50}}?)? {CAME} were:?\s|"
    rf"{CAME} (?:was|were):?\s|the following (?:people |members |councillors )?(?:were (?:present|in attendance)|attended)\W+|"
    r"(?:the )?(?:other )?(?:speakers|witnesses|attendees|panellists|presenters|participants|delegates) were:?\s",
    re.IGNORECASE,
)
ROLE = (
    r"(?:members|officers|guests|speakers|facilitators|attendees|observers|substitutes|representatives|presenters|panel(?:lists)?|"
    r"trustees|governors|advisers|witnesses|staff|councillors|cllrs|participants|delegates|commissioners|attending|those)"
)
ROLES_LABEL = re.compile(  # of many, and of one
    rf"(?:(?:non-voting|voting|co-opted|independent|lay|parish|invited|other|also|guest|elected|the) ){{0,2}}{ROLE}"
    rf"(?: of (?:the )?[\w’' -]{{3,40}}?)?(?: {CAME})?\s*(?::|[–-]\s)\s*",
    re.IGNORECASE,
)
ROLE_LABEL = re.compile(
    r"(?:in the chair|(?:parish|town|deputy) clerk|guest speaker|invited guest|minute[- ]taker|note[- ]taker|minutes(?: taken)? by|facilitator|"
    r"substitute)\s*(?::|[–-]\s)\s*",
    re.IGNORECASE,
)
AGAIN = re.compile(rf"\.\s+(?:{CAME}|apologies)(?: (?:was|were))?(?: (?:received|given)(?: from)?)?:?\s", re.IGNORECASE)
THERE = re.compile(rf"\b(?:{CAME}|attended|witnesses were)\b", re.IGNORECASE)
COUNCILLORS = re.compile(r"(?:the )?(?:councillors|cllrs)\b", re.IGNORECASE)  # who are named by a surname alone
PARTS = re.compile(r"(?:[,;]|(?<!\b[A-Z])(?<!\b[DM][rs])(?<!\bMrs)\.)\s|\sand\s")
BRACKETS = re.compile(r"\([^()]*\)")
COUNTED = re.compile(r"\((?![A-Z][^()\d]*\))[^()]*\)")  # Faith Groups (4), not Ada Finch (Alder Mosque)
PERSON = re.compile(  # by a title, by initials, or by what he or she is: two words with capitals may be wished for as well
    rf"{TITLED}\b\.?(?: & {TITLED}\b\.?)? [A-Z]|(?:[A-Z]\.? ?){{1,3}}(?<=[ .])[A-Z][\w’'-]+(?=\W|$)|"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}(?: ?\(\)| [–-] [A-Z])"
)
ROLES = re.compile(
    r"(?:apolog\w+|attend\w*|represented|present|absent|absence|received|given|sent|also|councillors?|cllrs?|clerk|chair\w*|members?|public|press|"
    r"officers?|observers?|residents?|parishioners?|electors?|w(?:as|ere))",
    re.IGNORECASE,
)
NAME_THEN_OFFICE = re.compile(rf"(?:{TITLED}\.? )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{1,3}}(?:,| \()")  # and then what he or she is
SHOWN_BELOW = re.compile(r"\b(?:(?:listed|named|shown) below|as follows)\W*$", re.IGNORECASE)
SMALL = frozenset({"and", "of", "the", "for", "from", "in"})
CAPITAL_SHARE, SOME = 0.6, 0.1  # of the words have capitals
HALF = 0.5  # of what follows a label without a word such as present names people
LISTED_NAMES, PART_SMALL = 3, 1  # parted names that make a list, and words without a capital in one of them
FORMAL_WORDS, LIST_WORDS, ENTRY_WORDS = 25, 120, 12


def like_names(words: str) -> bool:
    """Tell whether a line is a list of people or bodies, or says who came.

    >>> like_names("Cllr A Ahmed, Ms C Clark (Police)"), like_names("Residents said that the path was dark")
    (True, False)
    """
    share = capitals(words)
    if share >= CAPITAL_SHARE:
        return True
    found = _words(words)
    formal = sum(_is_capital(word) or bool(ROLES.fullmatch(word)) for word in found) >= CAPITAL_SHARE * len(found)
    return (
        share >= SOME and (formal or bool(SHOWN_BELOW.search(words))) and bool(ATTENDANCE_WORDS.search(words)) and len(words.split()) <= FORMAL_WORDS
    )


def goes_on(kind: str, words: str) -> bool:
    """Tell whether a block under a heading Present, or the like, is one more of its list: a name may be written small (techUK)."""
    short = kind == "list_item" and len(words.split()) <= ENTRY_WORDS and not words.endswith((".", "?", "!"))
    parted = bool(BEGINS_TITLED.match(words)) and words.count(";") >= LISTED_NAMES and not rules.VERB.search(words)
    return parted or like_names(words) or (short and bool(NAME_THEN_OFFICE.match(words)) and not rules.VERB.search(words))


def lists_who_came(words: str) -> bool:
    """Tell whether a line near the top of a document lists who came, under a label of its own, or who came besides.

    >>> lists_who_came("Members: Councillor Brown (Chair), Mr Ahmed, Ms Clark")
    True
    >>> lists_who_came("Councillors Brown (Leader), Ahmed, Ms Clark. Also attending: the Chief Executive and Head of Place.")
    True
    >>> lists_who_came("Councillors Brown, Ahmed and Clark visited the mosque.")
    False
    """
    if LABELLED.match(words):
        return capitals(words) >= CAPITAL_SHARE and not words.endswith("?")
    return _lists_people(words) and bool(ALSO.search(words))


def _lists_people(words: str) -> bool:
    many = BEGINS_TITLED.match(words) and len(PARTS.split(words)) >= LISTED_NAMES and len(words.split()) <= LIST_WORDS
    return bool(many) and not rules.VERB.search(words) and capitals(words) >= CAPITAL_SHARE


def says_who_came(words: str, *, early: bool = False) -> bool:
    """Tell whether a line only names people: with titles, as those who came, or by what they came as.

    Args:
        words: the line.
        early: it stands near the top of the document, where councillors are listed by their surnames alone, without a word such as present.

    >>> says_who_came("Members of the panel present were Mrs Thorne, Mr Oduya and Dr Elm. In attendance was Ada Finch.")
    True
    >>> says_who_came("The speakers were Pakistani Muslims and White British."), says_who_came("Officers: More Training, Better Pay")
    (False, False)
    """
    if _lists_people(words) and all(_is_name(part) for part in PARTS.split(words)):
        return True
    if match := ROLE_LABEL.match(words):
        return capitals(words[match.end() :]) == 1 and len(words.split()) <= ENTRY_WORDS and not words.endswith((".", "?", "!"))
    match = SAYS_WHO.match(words) or ROLES_LABEL.match(words)
    names = AGAIN.sub(", ", words[match.end() :]) if match else ""
    if not match or len(words.split()) > LIST_WORDS or rules.VERB.search(names) or names.endswith(("?", "!")):
        return False
    councillors = COUNCILLORS.match(words) is not None or COUNCILLORS.match(names) is not None
    if capitals(names) < CAPITAL_SHARE:
        return False
    if not THERE.search(words[: match.end()]):
        return _names_people(names, councillors=councillors and early)
    parts = PARTS.split(BRACKETS.sub(" ", names))
    return sum(councillors or bool(BEGINS_TITLED.match(part)) or len(_words(part)) > 1 for part in parts) > CAPITAL_SHARE * len(parts)


def _names_people(names: str, *, councillors: bool) -> bool:
    """Tell whether at least half of what follows a label such as Officers names a person; ``councillors``: who are named by a surname alone."""
    bare = BRACKETS.sub("()", COUNTED.sub(" ", names))
    entries = bare.split("; ") if "; " in bare else PARTS.split(bare)
    named = sum(bool(PERSON.match(entry.strip())) or (councillors and len(_words(entry)) == 1) for entry in entries)
    return named >= HALF * len(entries)


def _is_name(part: str) -> bool:
    bare = re.sub(r"\([^)]*\)", " ", part)
    return sum(word[0].islower() for word in _words(bare)) < PART_SMALL


def capitals(line: str) -> float:
    """Return the share of a line's words that have a capital; 1 where it has no words.

    >>> capitals("Holm Trust, techAlder"), capitals("Trust is very low")
    (1.0, 0.25)
    """
    found = _words(line)
    return sum(_is_capital(word) for word in found) / len(found) if found else 1.0


def _is_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _words(line: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if word.lower() not in SMALL]
