"""Read numbers that are written in words: counts, and parts of a whole."""

from __future__ import annotations

import re

WORDS = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True))
TEENS = dict(zip("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(13, 20), strict=True))
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

TEN_OR_MORE = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(["ten", "eleven", "twelve", *TEENS])
    + ")"
)
SPELLED = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
FRACTION = re.compile(  # "two thirds of tenants", "half of the shops"; no "first half of the year", no "half of it"
    r"(?<!first )(?<!second )(?<!last )(?<!other )\b(?:(?P<number>a|an|one|two|three|four|five|seven|nine)[\s-])?"
    r"(?P<part>half|third|quarter|fifth|sixth|eighth|tenth)s?"
    r"\sof\s(?!(?:an?|it|this|that|the (?:year|day|month|week|century|season|game|match|morning|night|time|way|hour))\b)",
    re.IGNORECASE,
)


def in_words(words: str) -> float:
    """Return the number that words name.

    >>> in_words("two hundred and forty-five"), in_words("a thousand")
    (245.0, 1000.0)
    """
    total = 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("hundred", "thousand", "million"):
            total = max(total, 1.0) * {"hundred": 100.0, "thousand": 1e3, "million": 1e6}[word]
        else:
            total += {**WORDS, **TEENS, **TENS}.get(word, 1 if word in ("a", "an") else 0)
    return total
