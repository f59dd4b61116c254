"""Find the quantities that a sentence states: shares, sums of money, ratios and counts; never page, agenda, date or age numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.number_words import FRACTION, PARTS, SPELLED, TEN_OR_MORE, WORDS, in_words

FEWEST_COUNTED = 10  # a bare count below is mostly of parts, groups or points of order
SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
SCALE = r"(?:thousand|million|billion|k|mn|m|bn)\b"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"

MONEY = re.compile(
    rf"(?P<sign>[£€$])\s?(?P<number>{NUMBER})(?:\s?(?P<scale>{SCALE}))?|(?P<number2>{NUMBER})(?:\s?(?P<scale2>{SCALE}))?\s(?P<sign2>pounds|euros)\b",
    re.IGNORECASE,
)
TIME = re.compile(r"\s(?:days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE)
RANGED = re.compile(rf"\s?(?:-|–|to)\s?[£€$]?(?:{NUMBER})\s?(?P<scale>{SCALE})", re.IGNORECASE)  # the scale of a range stands at its end
SHARE = re.compile(
    rf"(?P<number>(?<![\d.])(?:{NUMBER}|\.\d+))\s?(?:(?:%|per\s?cent)(?:age)?(?P<points>\spoints?\b)|%|per\s?cent\b)"
    rf"|\b(?:by|up|down|rose|fell|of)\s(?P<moved>{NUMBER})\spoints\b"
    rf"|(?P<gap>{NUMBER})(?:\s|-)(?:percentage(?:\s|-))?points?\s(?:up|down|higher|lower|more|less|above|below|rise|fall|lead|gap|increase|"
    rf"drop|behind|ahead)\b",
    re.IGNORECASE,
)
SPELLED_SHARE = re.compile(rf"\b(?P<number>{TEN_OR_MORE}|{SPELLED}|a hundred)\s(?:per\s?cent|percent)\b", re.IGNORECASE)
SPELLED_COUNT = re.compile(
    rf"(?<![\w-])(?P<number>{TEN_OR_MORE}|(?:an?|{SPELLED}|{TEN_OR_MORE})\s(?:hundred|thousand|million)(?:\sand\s(?:{TEN_OR_MORE}|"
    rf"{SPELLED}))?)(?=\s[^\W\d_])",
    re.IGNORECASE,
)
PER = re.compile(
    rf"(?P<number>{NUMBER})\s(?:[a-z]+\s){{0,3}}?(?:per|for every|in every)\s(?P<of>\d{{1,3}}(?:,\d{{3}})+|100|1000|10000|100000)\b", re.IGNORECASE
)
RATIO = re.compile(
    rf"\b(?:(?P<number>{NUMBER}|{SPELLED})\s(?:in\severy|in|out\sof(?:\s(?:the|our|their|these|those))?)\s(?P<of>{NUMBER}|{SPELLED})"
    rf"|(?P<number2>{NUMBER})\sof\s(?:the|our|their|these|those)\s(?P<of2>{NUMBER}))\b",
    re.IGNORECASE,
)
OF_WHICH = re.compile(
    rf"\bof\s(?:the|our|their|these|those)\s(?P<of>{NUMBER})\s(?P<what>[^.;:]{{3,160}}?)\s(?P<number>{NUMBER}|{SPELLED})\s(?:are|were|have|"
    rf"had|said|came|took|gave|told|(?!red)[a-z]{{2,}}ed)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?<![\w.,/£€$#-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+(?=\s(?:million|billion)))?)(?![.,]?\d)(?:\s(?P<scale>thousand|million|"
    r"billion))?(?=\W)",
    re.IGNORECASE,
)

# What a number is told by that measures nothing: what stands before it, and what stands after it.
NUMBERED = re.compile(
    r"(?:\b(?:pages?|pp?\.?|appendix|appendices|annex(?:es)?|app\.?|sections?|sect\.|paragraphs?|paras?\.?|questions?|q|items?|agenda|"
    r"minutes?|mins?|tables?|"
    r"figures?|fig\.?|chapters?|parts?|phases?|sessions?|quarters?|nos?\.?|numbers?|points?|levels?|stages?|objectives?|options?|"
    r"recommendations?|motions?|"
    r"articles?|schedules?|act|clauses?|wards?|rooms?|units?|grades?|key|zones?|bands?|volumes?|vol\.?|issues?|ref\.?|tel|aged?|under|over|"
    r"after|before|at|"
    r"route|flat|covid|form)\s?|[#(/:–-]\s?|\b[A-Z][\w’'-]*\s)$"
)
NAMED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Oo]f|[Ff]or|[Nn]ear|[Aa]cross)\s(?:[A-Z][\w’'-]*\s){1,3}$")
WORD_BEFORE = re.compile(
    r"\b(?:over|under|after|before|at|of|about|some|around|nearly|almost|approximately|than|only|another|total)\s$", re.IGNORECASE
)
TOTALS = re.compile(r"\b(?:number|total|figure|count|attendance|turnout)s?\b[^.;:\d]{0,40}\s(?:at|to|of|is|was|as)\s(?:\w+\s)?$", re.IGNORECASE)
MOVED = re.compile(  # a count that is said to stand or to move, named before it: "membership rose from 120 to 180"
    r"\b(?:stands?|stood|rose|risen|rises|fell|fallen|falls|grew|grown|increased|decreased|dropped|declined|went|gone|goes|reached|totalled|"
    r"numbered)\b"
    r"(?:\s(?:up|down|again|sharply|slightly))?(?:\sfrom\s[\d,]+)?\s(?:from|to|at)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
PLURAL = re.compile(r"\s(?:[a-z-]+\s){0,2}?(?:people|children|men|women|staff|police|(?!has|was|is|this|us|thus|always)[a-z]{2,}s)\b")
NUMBERED_WORD = re.compile(r"\b(?:number|page|item|part|chapter|aged?|at|over|under|by|half past|quarter (?:past|to)|past|to)\s$", re.IGNORECASE)
LISTED = re.compile(r"\d(?:,|\sand|\sor|,\sand)\s$|\bout\sof\s$")  # one of a list of numbers, or what a mark is out of
ADDRESS = re.compile(r"^\s[A-Z][\w’'-]+(?:,|\.|$)")
DATED_BEFORE = re.compile(rf"\b{MONTH}\.?\s$", re.IGNORECASE)
NOT_COUNTED = re.compile(
    rf"\s(?:{MONTH}\b|(?:seconds?|minutes?|mins?|hours?|hrs?|(?:working |school |calendar |consecutive )?days?|nights?|weeks?|months?|"
    r"years?|yrs?|decades?|centur(?:y|ies)|o.clock|[ap]\.?m\b|noon)|"
    r"(?:bullet|and|or|to|in|on|at|by|for|from|as|the|a|an|is|was|are|were|has|had|which|that|with|per|of)\b|(?:st|nd|rd|th)\b|"
    r"(?:times|occasions|miles?|metres?|yards|feet|inches|acres?|hectares|tonnes|litres|pints|km|kg|degrees?|pages?|paragraphs?|words?|"
    r"weekends?|winters?|summers?|mornings?|evenings?|afternoons?|terms?|generations?|seasons?|years?[\s-]olds?|storeys?|floors?)\b)",
    re.IGNORECASE,
)
STREET = re.compile(r"^\s(?:[A-Z][\w’'-]+\s){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Square|Place|Way|Terrace|Court|House)\b")


@dataclass(frozen=True)
class Quantity:
    """A quantity in a sentence: where it stands, its value and unit, and the number it is a part of, if that is said.

    ``unit`` is ``%``, ``points`` (percentage points), a currency's sign, or empty for counts and ratios.
    """

    start: int
    end: int
    value: float
    unit: str = ""
    of: float | None = None
    counted: str = ""  # what ``of`` counts, where the sentence says it before the number


def quantities(sentence: str) -> list[Quantity]:
    """Return the quantities of a sentence in the order in which they stand; none overlaps another.

    >>> [(q.value, q.unit, q.of) for q in quantities("On page 12, 73% of 400 residents, or 3 in 4, backed the £1.5m plan of 2 May 2019.")]
    [(73.0, '%', None), (400.0, '', None), (3.0, '', 4.0), (1500000.0, '£', None)]
    """
    found: list[Quantity] = []
    for quantity in (*_money(sentence), *_shares(sentence), *_ratios(sentence), *_counts(sentence), *_spelled(sentence)):
        if all(quantity.end <= other.start or other.end <= quantity.start for other in found):
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def _money(sentence: str) -> Iterator[Quantity]:
    for match in MONEY.finditer(sentence):
        number, scale = match["number"] or match["number2"], match["scale"] or match["scale2"]
        sign = match["sign"] or {"pounds": "£", "euros": "€"}[match["sign2"].lower()]
        scale = scale or next((to["scale"] for to in [RANGED.match(sentence, match.end())] if to), None)
        yield Quantity(match.start(), match.end(), _value(number, scale), sign)


def _shares(sentence: str) -> Iterator[Quantity]:
    for match in SHARE.finditer(sentence):
        number = next(name for name in ("moved", "gap", "number") if match[name])
        yield Quantity(match.start(number), match.end(), _value(match[number]), "points" if match["points"] or number != "number" else "%")


def _ratios(sentence: str) -> Iterator[Quantity]:
    for match in PER.finditer(sentence):
        yield Quantity(match.start(), match.end(), _value(match["number"]), of=_value(match["of"]))
    for match in FRACTION.finditer(sentence):
        number = (match["number"] or "one").lower()
        part = 1.0 if number in ("a", "an") else float(WORDS[number])
        if part < PARTS[match["part"].lower()] and (match["number"] or match["part"].lower() == "half"):
            yield Quantity(match.start(), match.end() - 4, part, of=float(PARTS[match["part"].lower()]))
    for match in OF_WHICH.finditer(sentence):
        yield Quantity(match.start("number"), match.end("number"), _value(match["number"]), of=_value(match["of"]), counted=match["what"])
    for match in RATIO.finditer(sentence):
        number, of = match["number"] or match["number2"], match["of"] or match["of2"]
        part, whole = _value(number), _value(of)
        if part < whole and not _is_year(of) and not TIME.match(sentence, match.end()):
            yield Quantity(match.start(), match.end(), part, of=whole)


def _counts(sentence: str) -> Iterator[Quantity]:
    for match in COUNT.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        moved = bool(MOVED.search(before))
        named = moved or bool(re.match(r"\s[^\W\d_]", after)) or bool(TOTALS.search(before))
        if not named or (not moved and (_numbers_something(before, after) or _is_numbered(before, after))):
            continue
        if _is_year(match["number"]) and not match["scale"]:
            continue
        value = _value(match["number"], match["scale"])
        if value >= FEWEST_COUNTED and value == int(value):
            yield Quantity(match.start(), match.end(), value)


def _spelled(sentence: str) -> Iterator[Quantity]:
    """Find shares and counts of ten and more that are written in words."""
    for match in SPELLED_SHARE.finditer(sentence):
        yield Quantity(match.start(), match.end(), in_words(match["number"]), "%")
    for match in SPELLED_COUNT.finditer(sentence):
        before, after, value = sentence[: match.start()], sentence[match.end() :], in_words(match["number"])
        if value >= FEWEST_COUNTED and not (_is_numbered(before, after) or NUMBERED_WORD.search(before)):
            yield Quantity(match.start(), match.end(), value)


def _is_numbered(before: str, after: str) -> bool:
    """Tell whether a number is one of a list, a mark, a time that passes, a street's or a place's."""
    return bool(NOT_COUNTED.match(after) or STREET.match(after) or ADDRESS.match(after) or LISTED.search(before))


def _numbers_something(before: str, after: str) -> bool:
    """Tell whether what stands before a number makes it a page, a date, an age or a name's number.

    A name before it does only where nothing follows that is counted: "Room 22 is", but "in Ashby 340 people".
    """
    if DATED_BEFORE.search(before):
        return True
    if not NUMBERED.search(before) or WORD_BEFORE.search(before) or _opens(before):
        return False
    return not (NAMED.search(before) and PLURAL.match(after))


def _opens(before: str) -> bool:
    """Tell whether a capitalised word before a number opens the sentence: "The 39 delegates" is no name."""
    return bool(
        re.fullmatch(
            r"\W*(?:A|An|The|These|Those|Our|Some|About|Around|Nearly|Almost|Approximately|Of|In|All|And|But|Only|Another|Over|"
            r"More\sthan)\s(?:the\s)?",
            before,
        )
    )


def _is_year(number: str) -> bool:
    return bool(re.fullmatch(r"(?:1[789]|20)\d\d", number))


def _value(number: str, scale: str | None = None) -> float:
    plain = number.lower().replace(",", "")
    return float(WORDS.get(plain) or plain) * SCALES.get((scale or "").lower(), 1)
