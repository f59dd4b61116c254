"""Tell whether words are those of a text that may not be shown here."""

from __future__ import annotations

import hashlib
import re

WORD = re.compile(r"[^\W_]+")
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def words(text: str) -> list[str]:
    """Return runs of letters and digits, in lower case, ligatures taken apart."""
    return WORD.findall(text.translate(LIGATURES).lower())


def digest(found: list[str]) -> str:
    """Return the SHA-256 of words with a space between."""
    return hashlib.sha256(" ".join(found).encode()).hexdigest()
