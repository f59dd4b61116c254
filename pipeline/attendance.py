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
PARTS = re.compile(r"[,;.]\s|\sand\s")
SMALL = frozenset({"and", "of", "the", "for", "from", "in"})
MOSTLY, SOME = 0.6, 0.1  # of the words have capitals
NAMES, PART_SMALL = 3, 1  # parted names that make a list, and words without a capital in one of them
SAYING_WORDS, LIST_WORDS, ENTRY_WORDS = 25, 120, 12


def like_names(words: str) -> bool:
    """Tell whether a line is a list of people or bodies, or says who came.

    >>> like_names("Cllr A Ahmed, Ms C Clark (Police)"), like_names("Residents said that the path was dark")
    (True, False)
    """
    capitals = _capitals(words)
    return capitals >= MOSTLY or (capitals >= SOME and bool(ATTENDANCE_WORDS.search(words)) and len(words.split()) <= SAYING_WORDS)


def goes_on(kind: str, words: str) -> bool:
    """Tell whether a block under a heading Present, or the like, is one more of its list: a name may be written small (techUK)."""
    entry = kind == "list_item" and len(words.split()) <= ENTRY_WORDS and not words.endswith((".", "?", "!")) and not rules.SAYS.search(words)
    return entry or like_names(words)


def lists_who_came(words: str) -> bool:
    """Tell whether a line near the top of a document lists who came, under a label of its own or none.

    >>> lists_who_came("Members: Councillor Brown (Chair), Mr Ahmed, Ms Clark")
    True
    >>> lists_who_came("Councillors Brown (Leader), Ahmed, Ms Clark. Also attending: the Chief Executive and Head of Place.")
    True
    >>> lists_who_came("Councillors Brown, Ahmed and Clark visited the mosque.")
    False
    """
    if LABELLED.match(words):
        return like_names(words)
    parts = PARTS.split(words)
    if (
        not BEGINS_TITLED.match(words)
        or len(parts) < NAMES
        or len(words.split()) > LIST_WORDS
        or rules.SAYS.search(words)
        or _capitals(words) < MOSTLY
    ):
        return False
    return bool(ALSO.search(words)) or all(_is_name(part) for part in parts)


def _is_name(part: str) -> bool:
    bare = re.sub(r"\([^)]*\)", " ", part)
    return sum(word[0].islower() for word in _words(bare)) < PART_SMALL


def _capitals(words: str) -> float:
    """Return the share of a line's words that begin with a capital; 1 where it has none."""
    found = _words(words)
    return sum(word[0].isupper() for word in found) / len(found) if found else 1.0


def _words(line: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if word.lower() not in SMALL]
