"""Count how many of the words that one tool finds another finds too, as multisets."""

from __future__ import annotations

import re
from collections import Counter

HYPHEN = re.compile(r"(?:-|\u00ad|\u2010)\s*\n\s*")
WORD = re.compile(r"[^\W_]+")


def in_words(text: str) -> Counter[str]:
    """Count the words of a text, in lower case; a word broken at the end of a line is one."""
    return Counter(WORD.findall(HYPHEN.sub("", text).replace("\u00ad", "").casefold()))


def found(wanted: Counter[str], text: str) -> float:
    """Return the share of wanted words that a text has, counting each as often as it occurs."""
    return (wanted & in_words(text)).total() / max(wanted.total(), 1)
