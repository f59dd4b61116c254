"""Show a word where it stands: a slice of a segment, verbatim, around it."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.named_words import WORD, words_of

AROUND = 70  # characters on either side, fewer to end at a word


def in_context(text: str, word: str, lemma_of: Mapping[str, str]) -> str | None:
    """Return the first place of a text where a word stands, with what is around it.

    Args:
        text: of a segment. Not changed: what is returned is a slice of it.
        word: a lemma.
        lemma_of: the lemma of each word of the text, in lower case.

    Returns:
        Up to seventy characters either side, cut between words, on one line of the text; None where the word is not there.

    >>> in_context("The mills closed.", "mill", {"mills": "mill"})
    'The mills closed.'
    """
    for found in WORD.finditer(text):
        if any(lemma_of.get(own.casefold()) == word for own in words_of(found.group())):
            start, end = _left(text, found.start()), _right(text, found.end())
            return text[start:end].strip()
    return None


def _left(text: str, start: int) -> int:
    edge = max(start - AROUND, text.rfind("\n", 0, start) + 1, 0)
    if edge == 0 or text[edge - 1].isspace():
        return edge
    space = text.find(" ", edge, start)
    return space + 1 if space >= 0 else start


def _right(text: str, end: int) -> int:
    line = text.find("\n", end)
    edge = min(end + AROUND, len(text) if line < 0 else line)
    if edge == len(text) or text[edge].isspace():
        return edge
    space = text.rfind(" ", end, edge)
    return space if space >= 0 else end
