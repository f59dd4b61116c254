"""Write a text as one would type it, for finding names: accents in one character, one kind of hyphen, words that a line end cut joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HYPHENS = "\\u2010\\u2011"
ODD = re.compile(
    rf"[^\W\d_][\u0300-\u036f]+|[\u0300-\u036f]+|"
    rf"(?<=[^\W\d_])(?P<cut>[-{HYPHENS}\u00ad][ \t]*\r?\n[ \t]*)(?=[^\W\d_])|"
    rf"(?P<none>[\u00ad\u200b-\u200d\u2060\ufeff]+)|(?P<hyphen>[{HYPHENS}])|(?P<space>[\u2000-\u200a\u202f])"
)


@dataclass(frozen=True)
class Plain:
    """A text in plain writing; ``starts`` and ``ends``: where each of its characters begins and ends in the text as it stands; empty if the same."""

    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``[start, end)``, not empty, of the plain text stands in the text that was written plainly."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def plain_writing(text: str) -> Plain:
    r"""Write a text plainly: composed accents, "-" for every hyphen, no soft hyphen nor sign without width, no line end within a word.

    A hyphen at a line end stays before a capital (Ridley-Moss) and goes before a small letter. An accent for which Unicode has no composed
    letter goes; names are compared without accents.

    >>> plain_writing("Oka-\nfor and Ridley-\nMoss").text
    'Okafor and Ridley-Moss'
    """
    if not ODD.search(text):
        return Plain(text)
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    past = 0
    for match in ODD.finditer(text):
        starts.extend(range(past, match.start()))
        ends.extend(range(past + 1, match.start() + 1))
        new = _plainly(match, text)
        written += [text[past : match.start()], new]
        starts.extend([match.start()] * len(new))
        ends.extend([match.end()] * len(new))
        past = match.end()
    starts.extend(range(past, len(text)))
    ends.extend(range(past + 1, len(text) + 1))
    return Plain("".join([*written, text[past:]]), starts, ends)


def _plainly(match: re.Match[str], text: str) -> str:
    if match["cut"]:
        return "-" if text[match.end()].isupper() else ""
    if match["none"]:
        return ""
    if match["hyphen"] or match["space"]:
        return "-" if match["hyphen"] else " "
    return "".join(character for character in unicodedata.normalize("NFC", match[0]) if not unicodedata.combining(character))
