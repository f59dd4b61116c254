"""Tell by the words beside a name whether something is said of it as of a person: what it does, or who it is to somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.name_words import DOES, PERSONS_DO, ROLE_OF, ROLES
from pipeline.places_known import AFTER

NEAR = {*ROLES["Relative"], *ROLES["Parent"], *ROLES["Friend"], "neighbour", "child", "baby", "boyfriend", "girlfriend"}
KIN = "|".join(sorted(NEAR - {"partner", "parent", "colleague"}))  # bodies are partners, too
WHOSE = r"(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Yy]our|['’]s)"
ROLE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(ROLE_OF))})s?,? \Z|\b(?:{KIN}) of \Z", re.IGNORECASE)
KIN_BEFORE = re.compile(rf"{WHOSE} (?:[a-z]+ )?(?:{KIN})s?,? \Z|\b(?:[Mm]y|[Hh]is|[Hh]er) partner,? \Z")  # her late son Ash
WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s,(“\"‘]{1,3}\Z")
WORD_AFTER = re.compile(r"(?:[”’\"'],?)?[\s,]{1,2}([^\W\d_]+)")
SAYS = re.compile(r"[”’\"'],?\s(?:said|says|wrote|asked|replied|added|explained|recalled)\s\Z")  # “No,” said Ash
TOLD = frozenset("met asked told thanked invited married hugged phoned".split())  # before a name: by somebody else
MOST_INITIALS = 5
BETWEEN = re.compile(  # a name and what somebody does: Ash (9), Ash, who is nine, Ash also
    r"(?:[”’\"'](?=[\s,]))?(?:\s\([^)\n]{1,60}\)|,\s[^,.;:!?\n]{1,60},)?"
    r"(?:\s(?:also|then|never|later|always|once|still|again|just|only|often|himself|herself|has|had|have|[a-z]+ly)(?=\s)){0,2}"
)
STATES = (  # what is said to happen to persons alone
    "aged born married divorced widowed pregnant buried arrested jailed imprisoned evicted sacked sentenced stabbed beaten raped homeless ill killed "
    "murdered bullied abused injured deported detained adopted fostered told asked thanked".split()
)
IS_ONE = re.compile(
    rf"\s(?:is|was|has been|had been|got)\s(?:also\s)?(?:{WHOSE}\s(?:[a-z]+\s)?(?:{KIN})|{'|'.join(STATES)}|"
    r"taken (?:to|into)|found dead|\w+ years old)\b|"
    r"\s(?:fell (?:ill|asleep|pregnant)|grew up|gave birth|passed away)\b|"
    rf",\s(?:who\b|aged\b|(?:{WHOSE}|an?|the)\s(?:[a-z]+\s)?(?:{'|'.join(sorted(ROLE_OF))}),)|"
    rf"['’]s?\s(?:[a-z]+\s)?(?:{KIN}|funeral|wedding|birthday)\b"
)
HERS = re.compile(  # Ash lost her bag; not: Alder was her home
    r"\s(?:will|would|can|could|must|lost|took|brought|gave|left|kept|held|shut|(?!(?:as|was|is|this|plus|across)\b)[a-z]+(?:ed|s))(?:\s[a-z]+){0,2}"
    r"\s(?:his|her|himself|herself)\b"
)


def word_after(text: str, end: int) -> str:
    """Return the word after a place in a text, in lower case; empty where a full stop or more stands between."""
    found = WORD_AFTER.match(text[end : end + 25])
    return found[1].casefold() if found else ""


def word_before(text: str, start: int, but: str = "") -> str:
    """Return the word before a place in a text, in lower case; empty where a full stop or more stands between, ``but`` what is to be passed over."""
    found = WORD_BEFORE.search(text[max(0, start - 25) : start].replace(but, "") if but else text[max(0, start - 25) : start])
    return found[1].casefold() if found else ""


def said_of(text: str, start: int, end: int) -> bool:
    """Tell whether something is said of a run as of a person, although places and bodies may do it too (was, had, came)."""
    return word_after(text, end) in DOES or bool(HERS.match(text, end)) or acts(text, start, end)


def acts(text: str, start: int, end: int) -> bool:
    """Tell whether a run, or the list that it begins or stands in, does what persons alone do, or is somebody's kin, neighbour or friend.

    >>> text = "Quillow, Kent and Ashby said no."
    >>> acts(text, 0, len("Quillow")), acts("Quillow floods.", 0, len("Quillow"))
    (True, False)
    """
    listed, between = AFTER.match(text, end, end + 80), BETWEEN.match(text, end, end + 90)
    ends = {end, listed.end() if listed else end, between.end() if between else end}
    if any(word_after(text, one) in PERSONS_DO for one in ends) or word_before(text, start) in TOLD or SAYS.search(text[max(0, start - 15) : start]):
        return True
    return bool(IS_ONE.match(text, end) or ROLE_BEFORE.search(text[max(0, start - 20) : start]) or is_kin(text, start))


def is_kin(text: str, start: int) -> bool:
    """Tell whether what begins here is said to be somebody's kin, neighbour or friend: it is a name then, whatever else the word is (my son Kent).

    >>> is_kin("My late son Kent slept.", 12), is_kin("The mother Church rang.", 11)
    (True, False)
    """
    return bool(KIN_BEFORE.search(text[max(0, start - 40) : start]))


def are_initials(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Tell whether words are only initials with full stops and spaces, and do what persons do or are who signed (signed K. Q.)."""
    letters = all(len(word[0]) == 1 and text[word.end() : word.end() + 1] == "." for word in words)
    if not letters or not 1 < len(words) < MOST_INITIALS or words[1].start() - words[0].end() < len(". "):
        return False
    return acts(text, words[0].start(), words[-1].end() + 1) or word_before(text, words[0].start()) in {"signed", "named", "called", "from", "by"}
