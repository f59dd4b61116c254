"""Count the words of a fixed vocabulary in texts, each text on its own, so that a word model places what it has never seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.class_words import JOINT
from pipeline.named_words import WORD, words_of

BESIDE = re.compile(r"[^\S\n]*\n?[^\S\n]*")  # between the words of a pair: white space in one paragraph; a mark or number parts them


@dataclass(frozen=True)
class WordReader:
    """Finds the words of a vocabulary, nouns and ``adjective_noun`` pairs, and how much each weighs.

    ``forms`` holds how a noun was written where it is not its regular singular or plural.
    """

    vocabulary: tuple[str, ...]
    forms: Mapping[str, str]
    weights: np.ndarray  # float64[words], inverse document frequency

    def rows(self, texts: Sequence[str]) -> csr_matrix:
        """Return TF-IDF, float64[texts, words]: each row of unit length, or empty, and dependent on its own text only.

        Source:
            Salton & Buckley (1988), Term-weighting approaches in automatic text retrieval, Information Processing & Management 24, 513-523.
        """
        found = [sorted(self._places(text)) for text in texts]
        starts = np.cumsum([0, *map(len, found)])
        columns = np.array([place for own in found for place in own], dtype=np.int32)
        counts = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(texts), len(self.vocabulary)))
        counts.sum_duplicates()
        counts.data = counts.data * self.weights[counts.indices]
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data = counts.data / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(counts.indptr))
        return counts

    def _places(self, text: str) -> Iterable[int]:
        before, end = "", 0
        for found in WORD.finditer(text):
            word = words_of(found.group())[0].casefold()
            noun = self._lemmas.get(word, "")
            pair = f"{before}{JOINT}{noun}" if BESIDE.fullmatch(text, end, found.start()) else ""
            for name in (noun, pair):
                if noun and name in self._index:
                    yield self._index[name]
            before, end = word, found.end()

    @cached_property
    def _index(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.vocabulary)}

    @cached_property
    def _lemmas(self) -> dict[str, str]:
        nouns = sorted({word.split(JOINT)[-1] for word in self.vocabulary})
        return {form: noun for noun in nouns for form in plurals(noun)} | dict(self.forms) | {noun: noun for noun in nouns}


def plurals(noun: str) -> tuple[str, ...]:
    """Return the regular plurals that a noun may have.

    >>> plurals("party"), plurals("church")
    (('partys', 'parties'), ('churchs', 'churches'))
    """
    return (f"{noun}s", f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es")


def learn_reader(words: Sequence[Sequence[str]], forms: Mapping[str, str]) -> WordReader:
    """Learn vocabulary and weights from the words of n texts.

    Source:
        ln((1 + n) / (1 + texts with the word)) + 1, the smooth weight of scikit-learn's ``TfidfTransformer``.
    """
    vocabulary = sorted({word for own in words for word in own})
    index = {word: place for place, word in enumerate(vocabulary)}
    spread = np.bincount([index[word] for own in words for word in set(own)], minlength=len(vocabulary))
    nouns = {word.split(JOINT)[-1] for word in vocabulary}
    odd = {form: noun for form, noun in sorted(forms.items()) if noun in nouns and form not in (noun, *plurals(noun))}
    return WordReader(tuple(vocabulary), odd, np.log((1 + len(words)) / (1 + spread)) + 1)
