"""Guess what a document is and for which place it speaks, each with the reason, for a person to correct."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

HEAD_LINES = 12  # non-blank lines in which a body names itself
TITLE_WORDS = 14  # a longer line is prose, which may speak of another place
HEAD_CHARACTERS = 3000
WORD = r"[A-Z][\w’'-]{1,40}+"  # nothing is given back (+): a run of hyphens can be parted in too many ways
NAME = rf"{WORD}(?: (?:(?:on|upon|le|la|by|under|in|the|and|of)(?: |-))?{WORD}){{0,3}}"
KIND = r"(?:[Pp]arish|[Tt]own|[Cc]ity|[Bb]orough|[Dd]istrict|[Cc]ounty|[Cc]ommunity|[Mm]etropolitan(?: [Bb]orough| [Dd]istrict)?|PARISH|TOWN|CITY|BOROUGH|DISTRICT|COUNTY)"
PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:Parish|Town|Community) (?:Council|Meeting) of (?P<place>{NAME})",
        rf"\b(?:(?:Royal |London )?Borough|City|District|County|Metropolitan Borough) of (?P<place>{NAME})",
        rf"\b(?P<place>{NAME}) {KIND} (?:Council|COUNCIL|Meeting|MEETING)\b",
        rf"\b(?P<place>{NAME}) (?:Council|COUNCIL)\b(?! (?:of|for)\b)",
    )
)
SMALL = frozenset({"ON", "UPON", "LE", "LA", "BY", "UNDER", "IN", "THE", "AND", "OF"})
NO_PLACE = frozenset(
    "the a an our your this that its their new local parish town city borough district county community council joint shadow combined annual youth student works "
    "arts british minutes agenda report draft notes meeting clerk chair leader cabinet".split()
)
NO_PART = frozenset(  # prepositions, and verbs of the lines by which a site leads its readers: before a place, and no part of it
    "about above after against around at before behind below beside between beyond by during for from in inside into near of on onto outside over since through to "
    "towards under until upon with within without and ask call contact discover email explore find follow join meet see support visit welcome write".split()
)


@dataclass(frozen=True)
class _Then:
    """Words with other words after them: the gap has ``least`` characters or more, and no more than ``most`` where that is given."""

    first: re.Pattern[str]
    after: re.Pattern[str]
    least: int = 0
    most: int | None = None

    def search(self, words: str) -> re.Match[str] | None:
        """Find the first such words, each pattern going over the text once."""
        places = [match.start() for match in self.after.finditer(words)] if self.first.search(words) else []
        for match in self.first.finditer(words) if places else ():
            n = bisect_left(places, match.end() + self.least)
            if n < len(places) and (self.most is None or places[n] <= match.end() + self.most):
                return match
        return None


MINUTED = _Then(
    re.compile(r"^[^\w\n]*(?:members )?present\b", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^[^\w\n]*(?:\d[\d.]*\s{1,9})?apologies\b", re.IGNORECASE | re.MULTILINE),
    most=1500,
)
LETTER = _Then(re.compile(r"^Dear [A-Z]", re.MULTILINE), re.compile(r"^Yours (?:sincerely|faithfully|truly)", re.MULTILINE), least=40)
TYPES: tuple[tuple[str, str, re.Pattern[str] | _Then], ...] = (
    ("press_release", "head", re.compile(r"\b(?:press|news|media) (?:release|notice|statement)\b|\bfor immediate release\b", re.IGNORECASE)),
    ("press_release", "text", re.compile(r"^[^\w\n]*(?:(?i:notes? (?:to|for) editors?)\b|ENDS[^\w\n]*$)", re.MULTILINE)),
    ("minutes", "head", re.compile(r"^(?:(?:draft|public|approved) )?minutes\b|\bminutes of (?:the|a)\b", re.IGNORECASE | re.MULTILINE)),
    ("minutes", "text", MINUTED),
    ("oral_evidence", "head", re.compile(r"\boral evidence\b|\bexamination of witness", re.IGNORECASE)),
    ("workshop_report", "head", re.compile(r"\bworkshops?\b[\s\S]{0,900}\breport\b|\breport\b[\s\S]{0,900}\bworkshops?\b", re.IGNORECASE)),
    ("consultation_response", "head", re.compile(r"\b(?:response|submission) to (?:the |a )?(?:[\w’'-]+ ){0,6}consultation\b", re.IGNORECASE)),
    ("letter", "text", LETTER),
    ("manifesto", "head", re.compile(r"\bmanifesto\b", re.IGNORECASE)),
    ("report", "title", re.compile(r"\b(?:report|review|inquiry|study|findings)\b", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Guess:
    """A value and on what it rests; both empty where nothing plain speaks for one."""

    value: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Guesses:
    """What can be guessed of a document."""

    place: Guess
    source_type: Guess


def guesses(title: str, text: str, path: str) -> Guesses:
    r"""Guess place and source type.

    Args:
        title: the document's.
        text: its words, of which the first lines count most.
        path: its file's, relative to the corpus.

    Returns:
        A place only where one body names itself in the title, else in the first lines; none where two places compete.

    >>> guesses("Alder Parish Council - 5th July 2016", "Present\nCllr Ash\nApologies\nNone", "a.pdf").place.value
    'Alder'
    """
    named = "\n".join(line for line in _head(text) if len(line.split()) <= TITLE_WORDS and not line.endswith("."))
    return Guesses(_place(title, named), guess_type(title, text, path))


def guess_type(title: str, text: str, path: str = "") -> Guess:
    """Guess the source type alone, as ``guesses`` does."""
    return _type(title, text, "\n".join(_head(text)), path)


def _head(text: str) -> list[str]:
    return [line.strip() for line in text[:HEAD_CHARACTERS].splitlines() if line.strip()][:HEAD_LINES]


def _place(title: str, head: str) -> Guess:
    for words, where in ((title, "the title"), (head, "the first lines")):
        found = {_plain(match["place"]): " ".join(match.group().split()) for pattern in PLACES for match in pattern.finditer(words)}
        named = {place: body for place, body in found.items() if place}
        if len(named) > 1:
            return Guess()
        for place, body in named.items():
            return Guess(place, f"{body} in {where}")
    return Guess()


def _plain(place: str) -> str:
    words = re.sub(rf"\s+{KIND}$", "", " ".join(place.split())).split()
    while words and words[0].casefold() in NO_PLACE | NO_PART:
        words = words[1:]
    return " ".join(re.sub(r"[^-]+", _capital, word) if word.isupper() else word for word in words)


def _capital(part: re.Match[str]) -> str:
    return part.group().lower() if part.group() in SMALL and part.start() else part.group().capitalize()


def _type(title: str, text: str, head: str, path: str) -> Guess:
    stem = re.sub(r"\.\w{1,5}$", "", path.rsplit("/", 1)[-1]).replace("_", " ").replace("-", " ")
    for kind, where, pattern in TYPES:
        for words, name in (
            (title, "the title"),
            (stem, "the file name"),
            (head if where != "title" else "", "the first lines"),
            (text if where == "text" else "", "the text"),
        ):
            if match := pattern.search(words):
                return Guess(kind, f"“{' '.join(match.group().split())[:40].strip()}” in {name}")
    return Guess()
