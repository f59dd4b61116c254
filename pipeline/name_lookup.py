"""Look up forms of names in texts, however they are written there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.name_forms import TOKEN, fold, without_possessive, words_of
from pipeline.name_model import is_ordinary
from pipeline.plain_writing import plain_writing

BETWEEN = re.compile(r"[\s.,\u00a0]{1,3}")


class Lookup:
    """Looks up forms of names in texts by their first word, so that the time does not grow with their number."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Take the forms, each of one word or more."""
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        for form in forms:
            words = tuple(words_of(form).split())
            if words:
                self._by_first.setdefault(words[0], set()).add(words)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text has one of the forms as whole words, whatever their case and accents: the longest at each place, none within another.

        A form of an initial that is a word (A, I) and a word of a dictionary needs its capital: "I hope" is nobody.
        """
        plain = plain_writing(text)
        yield from (plain.span(start, end) for start, end in self._spans(plain.text))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        past = 0
        tokens = [(match.start(), match.end(), fold(without_possessive(match[0]))) for match in TOKEN.finditer(text)]
        for n, (start, _, word) in enumerate(tokens):
            fits = [form for form in self._by_first.get(word, ()) if self._stands(text, tokens[n : n + len(form)], form)]
            if fits and start >= past:
                last = n + len(max(fits, key=len)) - 1
                past = tokens[last][1]
                yield start, tokens[last][0] + len(without_possessive(text[tokens[last][0] : tokens[last][1]]))

    @staticmethod
    def _stands(text: str, tokens: Sequence[tuple[int, int, str]], form: tuple[str, ...]) -> bool:
        if tuple(token[2] for token in tokens) != form:
            return False
        if {"a", "i"} & set(form) and any(text[start].islower() and is_ordinary(word) for start, _, word in tokens if len(word) > 1):
            return False
        return all(BETWEEN.fullmatch(text[one[1] : two[0]]) for one, two in pairwise(tokens))
