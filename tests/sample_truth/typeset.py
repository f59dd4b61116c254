"""Set typewriter quotes and dashes as a word processor does."""

from __future__ import annotations

import re

_RULES = (
    (re.compile(r'(^|[\s(\[–-])"'), "\\1“"),
    (re.compile(r'"'), "”"),
    (re.compile(r"(^|[\s(\[“])'"), "\\1‘"),
    (re.compile(r"'"), "’"),
    (re.compile(r" - "), " – "),
)


def typeset(text: str) -> str:
    """Curl the quotes and lengthen the spaced hyphens of a text.

    >>> typeset('He said "no", twice')
    'He said “no”, twice'
    """
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
