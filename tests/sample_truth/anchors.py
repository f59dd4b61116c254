"""Find an authored block in the text that an importer read, whatever it did to white space, bullets and quotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` (half-open) of a text, in code points."""

    start: int
    end: int


class NotFoundOnceError(Exception):
    """A block is not in the importer's text, or is there more than once."""


def find_once(texts: Sequence[str], document_text: str) -> list[Span]:
    """Find each text's span in a document; white space, punctuation and hyphens at line ends do not matter.

    Args:
        texts: the blocks as authored, in their order in the document.
        document_text: ``documents.text``.

    Returns:
        A span for each text, with the punctuation that opens and closes it.

    Raises:
        NotFoundOnceError: naming every block that is not there exactly once.
    """
    positions = [number for number, character in enumerate(document_text) if character.isalnum()]
    stream = "".join(_plain(document_text[number]) for number in positions)
    needles = ["".join(_plain(character) for character in text if character.isalnum()) for text in texts]
    lost = [f"{stream.count(needle)} times: {text[:70]!r}" for text, needle in zip(texts, needles, strict=True) if stream.count(needle) != 1]
    if lost:
        raise NotFoundOnceError("; ".join(lost))
    starts = [stream.index(needle) for needle in needles]
    return [
        _with_punctuation(document_text, text, Span(positions[start], positions[start + len(needle) - 1] + 1))
        for text, needle, start in zip(texts, needles, starts, strict=True)
    ]


def _plain(character: str) -> str:
    """Return one lower-case character without its accent."""
    return unicodedata.normalize("NFD", character)[0].lower()


def _with_punctuation(document_text: str, text: str, span: Span) -> Span:
    start, end = span.start, span.end
    for character in reversed(_leading(text)):
        if start > 0 and _alike(document_text[start - 1], character):
            start -= 1
    for character in _leading(text[::-1])[::-1]:
        if end < len(document_text) and _alike(document_text[end], character):
            end += 1
    return Span(start, end)


def _leading(text: str) -> str:
    letters = [number for number, character in enumerate(text) if character.isalnum()]
    return text[: letters[0]]


def _alike(one: str, other: str) -> bool:
    curled = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-"}
    return curled.get(one, one) == curled.get(other, other)
