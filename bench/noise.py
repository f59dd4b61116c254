"""Make a text another text at the level of words, so that a large corpus can be made of a small one without repeating it."""

from __future__ import annotations

import re

import numpy as np

WORD = re.compile(r"[^\W\d_]{3,}")  # short words and figures stay, so that sentences keep their build


def with_noise(text: str, share: float, seed: int) -> str:
    """Put other words of the same text in place of some of its words.

    Args:
        text: any text; words are runs of three letters or more.
        share: of its words that are drawn to be replaced, 0 to 1.
        seed: of the draws.

    Returns:
        A text with as many words, lines and marks, and as many letters in each. A word is replaced by one that is drawn from the
        words of the text that have its length, each as often as it occurs: subject, frequencies of words and the lines of hard-wrapped
        texts stay as they were. Capitals stay where they were.

    >>> with_noise("The mill was shut. Nobody had gone.", 0.5, seed=1)
    'The mill had gone. Nobody had shut.'
    """
    alike: dict[int, list[str]] = {}
    for word in WORD.findall(text):
        alike.setdefault(len(word), []).append(word)
    draws = np.random.default_rng(seed)

    def other(found: re.Match[str]) -> str:
        word, others = found[0], alike[len(found[0])]
        return _cased(others[draws.integers(len(others))], word) if draws.random() < share else word

    return WORD.sub(other, text)


def _cased(word: str, like: str) -> str:
    """Write a word with the capitals of another."""
    if like.isupper():
        return word.upper()
    return word[0].upper() + word[1:].lower() if like[0].isupper() else word.lower()
