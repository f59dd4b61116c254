"""Give words the part of speech and the lemma that spaCy gives to each alone; what was given is kept by word, in the process and in the cache."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING

from pipeline.kept_by_text import KeptByText
from pipeline.keys import digest, lock_hash, source_hash
from pipeline.language_model import english
from pipeline.remembered_attributes import remember_attributes

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.cache import Cache

OWNER = "tagged words"


@cache
def tagger() -> Language:
    """Load the model that tags words and gives their lemmas."""
    return remember_attributes(english(["parser", "ner", "senter"]))


class TaggedWords:
    """Tags words, each once as long as it is kept."""

    def __init__(self, cache: Cache | None = None) -> None:
        """Take where to keep tags; None: nowhere but in this process."""
        self._kept = KeptByText(cache, OWNER, _made_by(), _known())
        self.begin, self.trim = self._kept.begin, self._kept.trim

    def of(self, words: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return the part of speech (of Universal Dependencies) and the lemma of each word."""
        return {word: (tag, lemma) for word, (tag, lemma) in self._kept.of(words, _read).items()}


def _read(words: list[str]) -> Iterator[tuple[str, str]]:
    from spacy.tokens import Doc

    nlp = tagger()
    for doc in nlp.pipe((Doc(nlp.vocab, [word]) for word in words), batch_size=256):
        yield doc[0].pos_, doc[0].lemma_


@cache
def _made_by() -> str:
    return digest([source_hash("pipeline.tagged_words"), lock_hash()])


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Return what has been tagged so far in this process: stages ask for mostly the same words."""
    return {}
