"""Join the lines of a paragraph; a word parted at a line's end is mended by the document's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HARD = "-\u2010\xad"
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
PARTED = re.compile(rf"(?P<before>[^\W\d_]+)[{HARD}]$")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)\S*$|\S*/\S*$")  # the last word of a line is one, or a part of one
OF_ADDRESS = re.compile(r"\w[^\s/._=%&?#-]*[/._=%&?#-]\w")  # its next word goes on with an address that was parted
BREAKS_AFTER = ("/", "_", "=", "&", "?", "%", "#")  # signs after which an address is parted
JOINS = frozenset({"and", "or"})  # after a hyphen that stands for the rest of a word: short- and long-term
KEEP_AFTER = frozenset(
    "re co non self anti multi cross well long short hard high low part pre post ex semi inter mid over under full half all so two three four five first second third one".split()
)


@dataclass(frozen=True)
class Vocabulary:
    """How often a document has a word, with and without hyphen, within its lines."""

    counts: Counter[str]


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """Count the words that are whole: not the last of a line with a hyphen at its end, nor the first after it."""
    counts: Counter[str] = Counter()
    parted = False
    for line in lines:
        words = WORD.findall(line.lower().translate(LIGATURES))
        counts.update(words[1:] if parted else words)
        parted = line.endswith(tuple(HARD))
        if parted and words:
            counts[words[-1]] -= 1
    return Vocabulary(counts)


def join(lines: Sequence[str], words: Vocabulary) -> str:
    """Join lines with spaces, and mend what a hyphen parts.

    >>> join(["a well-known com-", "munity"], vocabulary(["the community"]))
    'a well-known community'
    """
    text = ""
    for line in lines:
        text = _mended(text, line, words) if text else line
    return text.replace("\xad", "-" if text.endswith("\xad") else "").translate(LIGATURES)


def _mended(text: str, line: str, words: Vocabulary) -> str:
    last = text.rsplit(maxsplit=1)[-1]
    figures = last[-2:-1].isdecimal() and line[0].isdecimal()
    address = ADDRESS.match(last) or "@" in line.split(maxsplit=1)[0]
    if last[-1] in HARD and (figures or address):  # two years and an address keep their hyphens
        return text[:-1] + "-" + line
    if last[-1] == "–" and figures:
        return text + line
    if last.endswith(BREAKS_AFTER) and ADDRESS.match(last) and "//" in last and OF_ADDRESS.match(line):
        return text + line
    before, after = PARTED.search(text), WORD.match(line)
    if not before or not after:
        return text[:-1] + "-" + line if text.endswith("\xad") else f"{text} {line}"
    first, second = before["before"].lower(), after.group().lower()
    whole, hyphened = words.counts[first + second], words.counts[f"{first}-{second}"]
    if second in JOINS and max(whole, hyphened) <= 0:
        return f"{text[:-1]}- {line}"
    no_part = first in KEEP_AFTER or len(first) == 1  # no word is parted after its first letter
    keep = hyphened > whole or after.group()[0].isupper() or (whole <= 0 and no_part)
    return text[:-1] + ("-" if keep else "") + line
