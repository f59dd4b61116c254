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
STREETS = (
    r"(?:Street|St\.?|Road|Rd\.?|Lane|Avenue|Ave\.?|Close|Drive|Way|Place|Square|Terrace|Crescent|Gardens?|Grove|Park|Court|Green|Hill|Mews|Yard|Row|"
    r"View|Walk|Rise|Parade|Bank|Croft|Gate|Heath|House|Towers?|Flats|Buildings|Villas|Cottages?|Mount|Wharf|Quay|Stryd|Ffordd|Heol|Lôn|Cilgant)"
)
NAME = r"[A-Z][\w’'-]*"
POST_CODE = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(AREAS, key=len, reverse=True))})[0-9][0-9A-Z]?[ \t\u00a0]{{0,2}}[0-9][ABD-HJLNP-UW-Z]{{2}}(?!\w)", re.IGNORECASE
)
E_MAIL = re.compile(r"[\w.+%'-]{1,64}(?:@| ?\[at\] ?| \(at\) )(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}(?!\w)")
TELEPHONE = re.compile(r"(?<![\w/.,-])(?:\(?\+44\)?[ .-]?(?:\(0\))?[ .-]?|\(?0(?=[12378]))(?:[0-9][ .()-]{0,2}){8,9}[0-9](?![\w/-])")
NHS = re.compile(r"(?<![\w.-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![\w-])")
NHS_LABEL = re.compile(r"\b(?:NHS|health|CHI|patient|hospital)\s?(?:and care )?(?:number|no\.?|ref\w*)?\W{0,3}$", re.IGNORECASE)
INSURANCE = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D](?!\w)", re.IGNORECASE)
BORN = re.compile(
    r"\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?)\W{0,3}(?P<date>\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|[A-Za-z]{3,9})[ ./,-]{1,2}\d{2,4})",
    re.IGNORECASE,
)
FLAT = r"(?:(?:Flat|Apartment|Apt\.?|Unit|Room|Fflat) ?\w{1,4},? ?(?:" + NAME + r" ){0,3}(?:House|Court|Towers?|Point|Lodge)?,? ?)"
ADDRESS = re.compile(
    rf"{FLAT}?(?<![\w£.])\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}}[A-Za-z]?)?,? (?:{NAME} ){{1,4}}{STREETS}(?!\w)(?:,? (?:{NAME} ?){{1,3}}(?=,? {POST_CODE.pattern}))?|"
    rf"{FLAT}(?:\d{{1,4}}[A-Za-z]?,? )?(?:{NAME} ){{1,4}}{STREETS}(?!\w)|\bFlat \d{{1,4}}[A-Za-z]?,? {NAME}(?: {NAME}){{0,3}}|"
    rf"\d{{1,4}}[A-Za-z]? (?:Stryd|Ffordd|Heol|Lôn|Cilgant) (?:{NAME} ?){{1,3}}"
)
LIVES = re.compile(
    rf"\b(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|home|house|flat|door|address(?: is)?|moved|born) (?:alone |together |at |in |on |to |is ){{1,2}}(?:the )?"
    rf"(?P<place>(?:\d{{1,4}}[A-Za-z]?,? )?(?:{NAME} ){{1,3}}{STREETS})(?!\w)"
)
WEIGHTS = range(10, 1, -1)


@dataclass(frozen=True)
class Found:
    """Something found in a text: its kind and ``[start, end)``."""

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
    yield from _matches("post code", POST_CODE, text)
    yield from _matches("national insurance number", INSURANCE, text)
    yield from _matches("address", ADDRESS, text)
    for match in LIVES.finditer(text):
        yield Found("address", match.start("place"), match.end("place"), match["place"])
    for match in BORN.finditer(text):
        yield Found("date of birth", match.start("date"), match.end("date"), match["date"])
    for match in NHS.finditer(text):
        if is_nhs_number(match[0]) or NHS_LABEL.search(text[max(0, match.start() - 40) : match.start()]):
            yield Found("health number", match.start(), match.end(), match[0])


def _matches(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    return (Found(kind, match.start(), match.end(), match[0]) for match in pattern.finditer(text))


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
