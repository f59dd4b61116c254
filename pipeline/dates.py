"""Read dates as people write them, and find the one date a document states of itself.

A wrong date is worse than none: what is ambiguous is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.date_words import BEGINS_WEEKDAY, CLOCK, DOTTED, EXACT, IN_NAMES, MONTH_YEAR, month_number

Precision = Literal["day", "month", "year", "range", "none"]
FIRST_YEAR, LAST_YEAR = 1000, 2099  # no document of a study is from before or after
HAS_YEAR = re.compile(r"[0-2]\d{3}")  # as every date does, and few lines do: looked for first, being quicker
FIRST_NAMED = 1500  # a smaller number in the name of a file is no year


@dataclass(frozen=True)
class Date:
    """A date as ISO text (YYYY, YYYY-MM, YYYY-MM-DD or A/B) and how exact it is."""

    iso: str
    precision: Precision

    @property
    def year(self) -> int:
        """Year; of a range the middle, rounded down.

        >>> Date("2015/2018", "range").year
        2016
        """
        ends = [int(part[:4]) for part in self.iso.split("/")]
        return sum(ends) // len(ends)

    @property
    def possible(self) -> bool:
        """Tell whether a document can be from that year.

        >>> Date("2018-05-03", "day").possible, Date("2108-05-03", "day").possible, Date("0208", "year").possible
        (True, False, False)
        """
        return all(FIRST_YEAR <= int(part[:4]) <= LAST_YEAR for part in self.iso.split("/"))

    def agrees(self, other: Date) -> bool:
        """Tell whether one date is the other, or the same less exactly."""
        if self.precision == "range" or other.precision == "range":
            return self.iso == other.iso or self.year == other.year
        return self.iso.startswith(other.iso) or other.iso.startswith(self.iso)


@dataclass(frozen=True)
class Found:
    """A date in running text, and where it stands."""

    date: Date
    start: int
    end: int


def parse(cell: str) -> Date | None:
    """Read a date as a person writes it in a table.

    Args:
        cell: YYYY, YYYY-MM, YYYY-MM-DD, yyyy/mm/dd, a range A/B, dd/mm/yyyy (UK), 12 March 2008 or 12. March 2008. A time after a day is passed over.

    Returns:
        The date, None if there is no such day, no document can be from that year, or more than one way to read it.

    >>> parse("03/05/2016")
    Date(iso='2016-05-03', precision='day')
    """
    date = parse_any(cell)
    return date if date and date.possible else None


def parse_any(cell: str) -> Date | None:
    """Read a date as ``parse`` does, whatever its year."""
    text = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", cell.strip())
    if (ends := re.fullmatch(r"([12]\d{3})/(\d\d)", text)) and int(ends[2]) > 12:
        text = f"{ends[1]}/{ends[1][:2]}{ends[2]}"  # the financial year 2015/16
    if re.fullmatch(r"[\d-]{4,10}/[\d-]{4,10}", text):
        return _range(*text.split("/"))
    clock = CLOCK.search(text)
    date = _written(text[: clock.start()] if clock else text)
    return date if date and (date.precision == "day" or not clock) else None


def find(text: str) -> Iterator[Found]:
    """Yield the full dates (day, month, year) in a text, in order, those of impossible years too."""
    patterns = EXACT if HAS_YEAR.search(text) else ()
    matches = (match for pattern in patterns for match in pattern.finditer(text))
    for match in sorted(matches, key=lambda match: match.start()):
        date = _of_match(match)
        if date:
            yield Found(date, match.start(), match.end())


def find_months(text: str) -> Iterator[Found]:
    """Yield the dates in a text that are a month and a year, in order."""
    for match in MONTH_YEAR.finditer(text) if HAS_YEAR.search(text) else ():
        date = _iso(f"{match['year']}-{month_number(match['month']):02}")
        if date:
            yield Found(date, match.start(), match.end())


def find_impossible(text: str) -> Iterator[str]:
    """Yield what is written as a full date and is in no calendar, read in any order.

    >>> list(find_impossible("31 February 2019, 05/13/2016, 2019-02-30"))
    ['31 February 2019', '2019-02-30']
    """
    for pattern in EXACT if HAS_YEAR.search(text) else ():
        for match in pattern.finditer(text):
            turned = f"{match['year']}-{match['day']:0>2}-{match['month']:0>2}"  # as in America
            if _of_match(match) is None and _iso(turned) is None:
                yield match.group()


def impossible_in_name(path: str) -> str | None:
    """Return the full date in a file's name that is in no calendar, as it is written there; a mere number is none.

    >>> impossible_in_name("notes 2019-02-31.txt"), impossible_in_name("notes 2019-02-28.txt")
    ('2019-02-31', None)
    """
    stem = re.sub(r"\.\w{1,5}$", "", path.rsplit("/", 1)[-1])
    for pattern, parts in IN_NAMES[:3]:
        for match in pattern.finditer(stem):
            if _named(match, parts) is None and not match.group().isdigit() and int(match.groups()[parts[0]]) >= FIRST_NAMED:
                return match.group()
    return None


def from_name(path: str) -> Date | None:
    """Read the date in a file's name.

    Returns:
        The date if there is exactly one, even of an impossible year. 2011-12 may be a month or a financial year, so only the year counts.

    >>> from_name("minutes/minutes_2016-07-05_.pdf").iso
    '2016-07-05'
    """
    stem = re.sub(r"\.\w{1,5}$", "", path.rsplit("/", 1)[-1])
    for pattern, parts in IN_NAMES:
        found = {date for match in pattern.finditer(stem) if (date := _named(match, parts)) and date.year >= FIRST_NAMED}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _named(match: re.Match[str], parts: tuple[int, ...]) -> Date | None:
    pieces = [match.groups()[part] for part in parts]
    if len(pieces) == 1:
        return _iso(pieces[0])
    year, month = pieces[0], pieces[1]
    if month.isdigit() and len(month) == 4:
        return _range(year, month)
    if month.isdigit() and len(pieces) == 2 and int(month) == (int(year) + 1) % 100:
        return _iso(year) if int(month) <= 12 else _range(year, year[:2] + month)
    number = int(month) if month.isdigit() else month_number(month)
    return _iso("-".join([year, f"{number:02}", *(f"{int(day):02}" for day in pieces[2:])]))


def _iso(text: str) -> Date | None:
    match = re.fullmatch(r"([0-2]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not match:
        return None
    try:
        dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return Date(text, "day" if match[3] else "month" if match[2] else "year")


def _range(start: str, end: str) -> Date | None:
    first, last = _iso(start), _iso(end)
    if first is None or last is None or first.iso[: len(last.iso)] > last.iso[: len(first.iso)]:
        return None
    return Date(f"{start}/{end}", "range")


def _written(text: str) -> Date | None:
    if date := _iso(re.sub(r"^(\d{4})/(\d\d)/(\d\d)$", r"\1-\2-\3", text)):
        return date
    day = BEGINS_WEEKDAY.sub("", text, count=1) if BEGINS_WEEKDAY.match(text) else text
    for pattern in (*EXACT, DOTTED):
        if match := pattern.fullmatch(day):
            return _of_match(match)
    match = MONTH_YEAR.fullmatch(text)
    return _iso(f"{match['year']}-{month_number(match['month']):02}") if match else None


def _of_match(match: re.Match[str]) -> Date | None:
    month = match["month"]
    number = int(month) if month.isdigit() else month_number(month)
    return _iso(f"{match['year']}-{number:02}-{int(match['day']):02}")
