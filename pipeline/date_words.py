"""Say how people write dates, in English and Welsh: patterns as data."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()
ENGLISH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WELSH_NAME = "ionawr|chwefror|[mf]awrth|ebrill|[mf]ai|[mf]ehefin|g?orffennaf|awst|[mf]edi|hydref|[td]achwedd|rh?agfyr"  # and as they are after o
MONTH_NAME = rf"{ENGLISH_NAME}|{WELSH_NAME}"
WELSH = {
    name: 1 + n
    for n, names in enumerate("ion chw maw,faw ebr mai,fai meh,feh gor,orf aws med,fed hyd tac,dac rha,rag".split())
    for name in names.split(",")
}
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|d?dydd (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul))"
BEGINS_WEEKDAY = re.compile(rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?),?\s+", re.IGNORECASE)  # of a cell
CLOCK = re.compile(  # after a day, in a cell: 14:22, T14:22:10Z, at 2.22 pm, 14:22:10 +0100 (BST)
    r"(?:T|,?\s{1,3}(?:at\s)?)(?:[01]?\d|2[0-4])(?:[:.][0-5]\d){1,2}(?:[.,]\d{1,9})?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:Z|UTC|GMT|BST|[+-]\d\d:?\d\d)?(?:\s\([A-Z]{2,5}\))?$",
    re.IGNORECASE,
)
MONTH = rf"(?P<month>{MONTH_NAME})\.?"
DAY = r"(?P<day>\d{1,2})\s?(?:st|nd|rd|th|af|il|ail|ydd|ed|fed|eg|ain)?"
YEAR = r"(?P<year>[0-2]\d{3})"
WRITTEN_OUT = re.compile(rf"(?<![\w/.-]){DAY},?\s*(?:/\s*)?(?:of\s+|day\s+of\s+|o\s+)?{MONTH},?\s+{YEAR}(?!\w)", re.IGNORECASE)
AMERICAN = re.compile(rf"\b{MONTH}\s+{DAY},?\s+{YEAR}(?!\w)", re.IGNORECASE)
DOTTED = re.compile(rf"(?P<day>\d{{1,2}})\.\s+{MONTH},?\s+{YEAR}(?!\w)", re.IGNORECASE)  # as in German; in running text 5. may end a sentence
ISO = re.compile(r"(?<![\w/.-])(?P<year>[0-2]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])")
SLASHED = re.compile(r"(?<![\w/.-])(?P<day>\d{1,2})(?P<by>[/.-])(?P<month>\d{1,2})(?P=by)(?P<year>[0-2]\d{3})(?![\w/-])")
MONTH_YEAR = re.compile(rf"(?<!\w){MONTH},?\s+{YEAR}(?!\w)", re.IGNORECASE)
EXACT = (WRITTEN_OUT, AMERICAN, ISO, SLASHED)
IN_NAMES = (  # a date in a file's name, and which groups are year, month and day
    (re.compile(r"(?<![0-9])([12]\d{3})[-_. ]?([01]\d)[-_. ]?([0-3]\d)(?![0-9])"), (0, 1, 2)),
    (re.compile(r"(?<![0-9])([0-3]?\d)[-_. ]([01]?\d)[-_. ]((?:19|20)\d\d)(?![0-9])"), (2, 1, 0)),
    (re.compile(rf"(?<![0-9a-z])([0-3]?\d)(?:st|nd|rd|th)?[-_. ]*({MONTH_NAME})[-_. ]*((?:19|20)\d\d)(?![0-9])", re.IGNORECASE), (2, 1, 0)),
    (re.compile(r"(?<![0-9a-z])((?:19|20)\d\d)-((?:19|20)?\d\d)(?![0-9a-z-])", re.IGNORECASE), (0, 1)),
    (re.compile(r"(?<![0-9a-z])((?:19|20)\d\d)_([01]\d)(?![0-9a-z])", re.IGNORECASE), (0, 1)),
    (re.compile(rf"(?<![a-z])({MONTH_NAME})[-_. ]*((?:19|20)\d\d)(?![0-9])", re.IGNORECASE), (1, 0)),
    (re.compile(r"(?<![0-9a-z])((?:19|20)\d\d)(?![0-9a-z])", re.IGNORECASE), (0,)),
)


def month_number(name: str) -> int:
    """Return the number of a month.

    >>> month_number("Sept"), month_number("Chwefror")
    (9, 2)
    """
    begins = name.lower()[:3]
    return WELSH.get(begins) or next(number for number, month in enumerate(MONTHS, 1) if month.startswith(begins))
