"""Find the words of names in sentences, by spaCy's named entities; what was found is kept by sentence, in the process and in the cache."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING

from pipeline.kept_by_text import KeptByText
from pipeline.keys import digest, lock_hash, source_hash
from pipeline.language_model import english

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.cache import Cache

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
NAMED = frozenset({"PERSON", "GPE", "LOC", "FAC", "ORG"})  # not NORP: nationalities and religions are substance
OWNER = "named words"


def words_of(text: str) -> list[str]:
    """Return the words of a text as written, possessive endings dropped; numbers are no words.

    >>> words_of("The town’s 3 rivers")
    ['The', 'town', 'rivers']
    """
    found: list[str] = WORD.findall(text)
    return [POSSESSIVE.sub("", word) if "'" in word or "’" in word else word for word in found]


class NamedWords:
    """Reads sentences for names, each once as long as it is kept."""

    def __init__(self, cache: Cache | None = None) -> None:
        """Take where to keep what is found; None: nowhere but in this process."""
        self._kept = KeptByText(cache, OWNER, _made_by(), _known())
        self.begin, self.trim = self._kept.begin, self._kept.trim

    def of(self, sentences: Collection[str]) -> dict[str, frozenset[str]]:
        """Return for each sentence the words, in lower case, of what it names: persons, places, buildings and bodies."""
        return {sentence: frozenset(words) for sentence, words in self._kept.of(sentences, _read).items()}


def _read(sentences: list[str]) -> Iterator[list[str]]:
    for doc in _namer().pipe(sentences, batch_size=128):
        yield sorted({word.casefold() for entity in doc.ents if entity.label_ in NAMED for word in words_of(entity.text)})


@cache
def _made_by() -> str:
    return digest([source_hash("pipeline.named_words"), lock_hash()])


@cache
def _known() -> dict[str, list[str]]:
    """Return what has been read so far in this process: stages ask for mostly the same sentences."""
    return {}


@cache
def _namer() -> Language:
    return english(["tok2vec", "parser", "lemmatizer", "attribute_ruler", "tagger", "senter"])  # names have word vectors of their own
