"""Match a theme's seed words and phrases, in any inflection, except inside its negative seeds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.codebook import Theme

TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
SHORTEST_STEM = 3


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, possessive endings dropped.

    >>> tokens("The town's well-known Mosques")
    ['the', 'town', 'well-known', 'mosques']
    """
    return [re.sub(r"['’]s?$", "", word) for word in TOKEN.findall(text.casefold().replace("’", "'"))]


def forms(word: str) -> frozenset[str]:
    """Return a word with its regular English inflections.

    >>> sorted(forms("worry"))
    ['worried', 'worries', 'worry', 'worrying', 'worrys']
    """
    made = {word}
    if len(word) >= SHORTEST_STEM:
        made |= {word + "s", word + "ing"}
        if word.endswith("e"):
            made |= {word + "d", word[:-1] + "ing"}
        elif word.endswith("y") and word[-2] not in "aeiou":
            made |= {word[:-1] + "ies", word[:-1] + "ied"}
        else:
            made |= {word + "es", word + "ed"}
            made -= set() if word.endswith(("s", "x", "z", "h", "o")) else {word + "es"}
    return frozenset(made)


@dataclass(frozen=True)
class _Phrase:
    text: str
    words: tuple[frozenset[str], ...]


class SeedMatcher:
    """Finds a theme's seeds in texts."""

    def __init__(self, theme: Theme) -> None:
        """Prepare the theme's phrases, by their first word."""
        self._seeds = _by_first_word(theme.seeds)
        self._negative = _by_first_word(theme.negative_seeds)

    def find(self, words: list[str]) -> list[str]:
        """Return the seeds found among a text's words, in order, one entry an occurrence; longest first at a place."""
        blocked = {place for start, phrase in _matches(words, self._negative) for place in range(start, start + len(phrase.words))}
        found, end = [], 0
        for start, phrase in _matches(words, self._seeds):
            if start >= end and start not in blocked:
                found.append(phrase.text)
                end = start + len(phrase.words)
        return found


def _by_first_word(phrases: Sequence[str]) -> dict[str, list[_Phrase]]:
    index: dict[str, list[_Phrase]] = defaultdict(list)
    for text in sorted(phrases, key=lambda phrase: (-len(phrase.split()), phrase)):
        words = tuple(forms(word) for word in tokens(text))
        for form in sorted(words[0]) if words else ():
            index[form].append(_Phrase(text, words))
    return index


def _matches(words: list[str], index: dict[str, list[_Phrase]]) -> list[tuple[int, _Phrase]]:
    found = []
    for start, word in enumerate(words):
        for phrase in index.get(word, ()):
            if len(phrase.words) <= len(words) - start and all(words[start + i] in allowed for i, allowed in enumerate(phrase.words)):
                found.append((start, phrase))
                break
    return found
