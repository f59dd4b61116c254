"""Give words the parts of speech and lemmas that spaCy's rules give them, remembered by word, tag and dependency: words come again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

RULES = ("attribute_ruler", "lemmatizer")
NAME = "remembered_attributes"


def remember_attributes(nlp: Language) -> Language:
    """Put in the place of a pipeline's rules for attributes and lemmas one component that remembers; what it gives is the same.

    Args:
        nlp: a pipeline with the attribute ruler and the lemmatizer of spaCy's small English model: what they give
            for a word depends on it, its tag and its dependency alone, or on a rule of several words. Changed.
    """
    from spacy.language import Language as Languages

    if not Languages.has_factory(NAME):
        Languages.factory(NAME)(lambda nlp, name: Remembered(*map(nlp.get_pipe, RULES)))  # noqa: ARG005 - as spaCy calls it
    nlp.add_pipe(NAME, after=RULES[-1])
    for rule in RULES:
        nlp.disable_pipe(rule)
    return nlp


class Remembered:
    """Both components in one, which remembers what they give to a word; a text in which a rule of several words holds they do afresh."""

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        """Take spaCy's ruler and lemmatizer."""
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer = ruler, lemmatizer
        known = lemmatizer.lookups.get_table("lemma_index")  # lists of up to 57,528 words, in which the lemmatizer looks each form up
        for part_of_speech in list(known):
            known[part_of_speech] = frozenset(known[part_of_speech])
        self._several = Matcher(ruler.vocab)
        self._first = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            several = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if several:
                self._several.add(str(number), several)
                self._first.add(str(number), [pattern[:1] for pattern in several])
        self._known: dict[tuple[int, ...], list[int]] = {}
        self._opening: set[tuple[int, ...]] = set()  # words with which a rule of several words may begin

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, dependency, part of speech, morphology and lemma of every word, where a rule holds."""
        return next(self.pipe([doc], batch_size=1))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Do so for many texts; what is new in a batch of them is given to the rules at once."""
        from spacy.util import minibatch

        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            keys = [_keys(doc) for doc in batch]
            found = {key: doc[n] for doc, own in zip(batch, keys, strict=True) for n, key in enumerate(own) if key not in self._known}
            self._learn(list(found.items()))
            yield from map(self._given, batch, keys)

    def _given(self, doc: Doc, keys: list[tuple[int, ...]]) -> Doc:
        import numpy as np

        if not keys:
            return doc
        if not self._opening.isdisjoint(keys) and self._several(doc, allow_missing=True):
            return self._afresh(doc)
        given: Any = np.array([self._known[key] for key in keys], dtype=np.uint64)
        return doc.from_array(_set(), given)

    def _afresh(self, doc: Doc) -> Doc:
        done: Doc = self._lemmatizer(self._ruler(doc))
        return done

    def _learn(self, fresh: list[tuple[tuple[int, ...], Token]]) -> None:
        from spacy.tokens import Doc

        if not fresh:
            return
        keys, tokens = zip(*fresh, strict=True)
        alone = Doc(tokens[0].vocab, [token.text for token in tokens])
        for mine, token in zip(alone, tokens, strict=True):
            mine.tag, mine.dep = token.tag, token.dep
        self._opening.update(keys[start] for _, start, _ in self._first(alone, allow_missing=True))
        if len(fresh) > 1 and self._several(alone, allow_missing=True):  # words that stand side by side by chance
            self._learn(fresh[: len(fresh) // 2])
            self._learn(fresh[len(fresh) // 2 :])
        else:
            self._known.update(zip(keys, self._afresh(alone).to_array(_set()).tolist(), strict=True))


def _keys(doc: Doc) -> list[tuple[int, ...]]:
    """Return for each word what its attributes depend on."""
    from spacy.attrs import DEP, ORTH, TAG

    return list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()))


def _set() -> Any:
    from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

    return [TAG, DEP, POS, MORPH, LEMMA]
