"""Find the quantities that a sentence states: shares, sums of money, ratios and counts; never page, agenda, date or age numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.number_words import FRACTION, PARTS, WORDS, in_words
from pipeline.quantity_words import (
    ADDRESS,
    COUNT,
    DATED_BEFORE,
    FEWEST_COUNTED,
    LISTED,
    MONEY,
    MOVED,
    NAMED,
    NOT_COUNTED,
    NUMBERED,
    NUMBERED_WORD,
    OF_WHICH,
    PER,
    PLURAL,
    RANGED,
    RATIO,
    SCALES,
    SHARE,
    SPELLED_COUNT,
    SPELLED_SHARE,
    STREET,
    TIME,
    TOTALS,
    WORD_BEFORE,
)


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
