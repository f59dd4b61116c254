"""Find what leads to a person: addresses, e-mail, telephone, post codes, health and national insurance numbers, dates of birth."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The letters with which post codes of the United Kingdom begin, by area.
AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP "
    "HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL "
    "SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
).split()
KINDS_OF_STREET = (
    r"Street|St\.?|Road|Rd\.?|Lane|Avenue|Ave\.?|Close|Drive|Way|Place|Square|Terrace|Crescent|Gardens?|Grove|Park|Court|Green|Hill|Mews|Yard|Row|"
    r"View|Walk|Rise|Parade|Bank|Croft|Gate|Heath|House|Towers?|Flats|Buildings|Villas|Cottages?|Mount|Wharf|Quay|Stryd|Ffordd|Heol|Lôn|Cilgant"
)
STREETS = rf"(?:{KINDS_OF_STREET}|{KINDS_OF_STREET.upper()})"
NAME = r"[A-Z][\w’'-]*"
END = r"[ \t]?\r?\n[ \t]?"  # of a line, within what is written on two
SPACE = rf"(?:[ \u00a0]|{END})"
POST_CODE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(AREAS, key=len, reverse=True))})[0-9][0-9A-Z]?"
    rf"(?:[ \t\u00a0]{{0,2}}[0-9][ABD-HJLNP-UW-Z]{{2}}|(?-i:{END}[0-9][ABD-HJLNP-UW-Z]{{2}}))(?!\w)",
    re.IGNORECASE,
)
E_MAIL = re.compile(
    rf"(?:[\w.+%'-]{{1,63}}[._-]{END})?[\w.+%'-]{{1,64}}(?:(?:{END})?@(?:{END})?| ?\[at\] ?| \(at\) )"
    rf"(?:[\w-]{{1,63}}(?:-{END}[\w-]{{1,63}})?(?:\.|(?:{END})\.|\.(?:{END})(?=[a-z]))){{1,5}}[A-Za-z]{{2,24}}(?!\w)"
)
BEGINS = r"(?<![\w/.,-])(?:\(?(?:\+|00)44\)?[ .-]?(?:\(0\))?[ .-]?|\(?0(?=[12378]))"
TELEPHONE = re.compile(
    rf"{BEGINS}(?:[0-9][ .()\u00a0\u2010-\u2013-]{{0,2}}){{8,9}}[0-9](?![\w/-])|(?<![\w/.,-])\(?0[12378][0-9]{{1,4}}\)? ?/ ?(?:[0-9] ?){{4,7}}[0-9](?![\w/-])"
)
TELEPHONE_CUT = re.compile(rf"{BEGINS}(?:[0-9](?:[ .()\u00a0\u2010-\u2013-]{{0,2}}|{END})){{8,9}}[0-9](?![\w/-])")
NHS = re.compile(rf"(?<![\w.-])[0-9]{{3}}(?:[ \u00a0\u2011-]|{END})?[0-9]{{3}}(?:[ \u00a0\u2011-]|{END})?[0-9]{{4}}(?![\w-])")
NHS_LABEL = re.compile(r"\b(?:NHS|health|CHI|patient|hospital)\s?(?:and care )?(?:number|no\.?|ref\w*)?\W{0,3}$", re.IGNORECASE)
INSURANCE = re.compile(
    rf"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:(?:[ \u00a0-]|{END})?[0-9]{{2}}){{3}}(?:[ \u00a0-]|{END})?[A-D](?!\w)", re.IGNORECASE
)
BORN = re.compile(
    r"\b(?:born(?:\son)?|date\sof\sbirth|d\.?o\.?b\.?)\W{0,3}(?P<date>\d{1,2}(?:st|nd|rd|th)?[\s./-](?:\d{1,2}|[A-Za-z]{3,9})[\s./,-]{1,2}\d{2,4})",
    re.IGNORECASE,
)
FLATS = r"(?:Flat|Apartment|Apt\.?|Unit|Room|Fflat|FLAT|APARTMENT|UNIT|ROOM)"
FLAT = (
    rf"(?:{FLATS}{SPACE}?\w{{1,4}},?{SPACE}?(?:{NAME}{SPACE}){{0,3}}(?:House|Court|Towers?|Point|Lodge|HOUSE|COURT|TOWERS?|POINT|LODGE)?,?{SPACE}?)"
)
# A number at a line's end is that of a house only after a word that leads to one: else it is a page's or an item's.
NUMBER = rf"\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}}[A-Za-z]?)?,?(?: |\u00a0|(?:(?<=\b(?:at|of|to|in) \d)|(?<=\b(?:at|of|to|in) \d\d)|(?<=\b(?:at|of|to|in) \d\d\d)){END})"
ADDRESS = re.compile(
    rf"{FLAT}?(?<![\w£.]){NUMBER}(?:{NAME}{SPACE}){{1,4}}{STREETS}(?!\w)(?:,?{SPACE}(?:{NAME}{SPACE}?){{1,3}}(?=,?{SPACE}{POST_CODE.pattern}))?|"
    rf"{FLAT}(?:\d{{1,4}}[A-Za-z]?,?{SPACE})?(?:{NAME}{SPACE}){{1,4}}{STREETS}(?!\w)|\b(?:Flat|FLAT){SPACE}\d{{1,4}}[A-Za-z]?,?{SPACE}{NAME}(?: {NAME}){{0,3}}|"
    rf"\d{{1,4}}[A-Za-z]? (?:Stryd|Ffordd|Heol|Lôn|Cilgant){SPACE}(?:{NAME} ?){{1,3}}"
)
LIVES = re.compile(
    rf"\b(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|home|house|flat|door|address(?:{SPACE}is)?|moved|born){SPACE}(?:(?:alone|together|at|in|on|to|is){SPACE}){{1,2}}"
    rf"(?:the{SPACE})?(?P<place>(?:\d{{1,4}}[A-Za-z]?,?{SPACE})?(?:{NAME}{SPACE}){{1,3}}{STREETS})(?!\w)"
)
YEAR = re.compile(r"(?:\d\d?[/-])?(?:1[89]|20)\d\d(?!\w)")
DATED = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?,?|\d[./-]|\b(?:in|since|by|until|till|during|before|after|from|early|late|mid|of|"
    r"spring|summer|autumn|winter|easter|christmas))[\s-]*\Z",
    re.IGNORECASE,
)
WEIGHTS = range(10, 1, -1)


@dataclass(frozen=True)
class Found:
    """Something found in a text: its kind, ``[start, end)``, and its words in one line."""

    kind: str
    start: int
    end: int
    text: str


def find_addresses(text: str) -> list[Found]:
    """Find addresses and numbers that lead to a person, in order; none overlaps another, the longer one stays.

    >>> [one.kind for one in find_addresses("Write to 4 Alder Close, Birch, LU1 2AB or ring 01632 960 123.")]
    ['address', 'post code', 'telephone']

    Source:
        Check digit of NHS numbers: NHS Data Dictionary, "NHS number", modulus 11. Prefixes of national insurance numbers: HMRC, National
        Insurance Manual NIM39110.
    """
    found = sorted(_all(text), key=lambda one: (one.start, -one.end))
    kept: list[Found] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        kept.append(one)
    return kept


def _all(text: str) -> Iterator[Found]:
    yield from _matches("e-mail", E_MAIL, text)
    yield from _matches("telephone", TELEPHONE, text)
    yield from (one for one in _matches("telephone", TELEPHONE_CUT, text) if _is_cut_once(text[one.start : one.end]))
    yield from _matches("post code", POST_CODE, text)
    yield from _matches("national insurance number", INSURANCE, text)
    yield from (one for one in _matches("address", ADDRESS, text) if not _begins_with_year(text, one))
    for match in LIVES.finditer(text):
        yield _made("address", match, "place")
    for match in BORN.finditer(text):
        yield _made("date of birth", match, "date")
    for match in NHS.finditer(text):
        labelled = NHS_LABEL.search(text[max(0, match.start() - 40) : match.start()])
        if match[0].count("\n") <= 1 and (is_nhs_number(match[0]) or labelled):
            yield _made("health number", match)


def _begins_with_year(text: str, one: Found) -> bool:
    """Tell whether the number before a street is the year of a date: after a month, a day in figures, or a word of time (since 2006 Alder Road)."""
    return bool(YEAR.match(one.text) and DATED.search(text[max(0, one.start - 20) : one.start]))


def told_by_context(text: str) -> Iterator[Found]:
    """Yield what leads to a person only where it stands: a street without a number in which somebody lives, a date on which somebody was born.

    >>> [one.text for one in told_by_context("She lives in Alder Close. Alder Close floods. He was born on 3 May 1971.")]
    ['Alder Close', '3 May 1971']
    """
    yield from (_made("address", match, "place") for match in LIVES.finditer(text) if is_of_context("address", match["place"]))
    yield from (_made("date of birth", match, "date") for match in BORN.finditer(text))


def is_of_context(kind: str, written: str) -> bool:
    """Tell whether such a thing leads to nobody where it stands elsewhere, so that there it may stay."""
    return kind == "date of birth" or (kind == "address" and not any(character.isdigit() for character in written))


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    return (_made(kind, match) for match in pattern.finditer(text))


def _made(kind: str, match: re.Match[str], group: str | int = 0) -> Found:
    return Found(kind, match.start(group), match.end(group), " ".join(match[group].split()))


def _is_cut_once(number: str) -> bool:
    """Tell whether a number stands on two lines, three digits or more on each: else it is a column of figures."""
    lines = [sum(character.isdigit() for character in line) for line in number.split("\n")]
    return len(lines) == 2 and min(lines) >= 3


def is_nhs_number(written: str) -> bool:
    """Tell whether ten digits are an NHS number by its check digit.

    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    digits = [int(character) for character in written if character.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)
