"""Give words the parts of speech and lemmas that spaCy's rules give them, remembered by word, tag and dependency: words come again."""

from __future__ import annotations

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
        for number, rule in enumerate(ruler.patterns):
            several = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if several:
                self._several.add(str(number), several)
        self._known: dict[tuple[int, ...], list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set tag, dependency, part of speech, morphology and lemma of every word, where a rule holds."""
        import numpy as np
        from spacy.attrs import DEP, ORTH, TAG

        if not len(doc) or self._several(doc, allow_missing=True):
            return self._afresh(doc)
        keys = list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()))
        fresh = {key: doc[number] for number, key in enumerate(keys) if key not in self._known}
        if fresh:
            self._learn(list(fresh), list(fresh.values()))
        given: Any = np.array([self._known[key] for key in keys], dtype=np.uint64)
        return doc.from_array(_set(), given)

    def _afresh(self, doc: Doc) -> Doc:
        done: Doc = self._lemmatizer(self._ruler(doc))
        return done

    def _learn(self, keys: list[tuple[int, ...]], tokens: list[Token]) -> None:
        from spacy.tokens import Doc

        alone = Doc(tokens[0].vocab, [token.text for token in tokens])
        for mine, token in zip(alone, tokens, strict=True):
            mine.tag, mine.dep = token.tag, token.dep
        if len(tokens) > 1 and self._several(alone, allow_missing=True):
            for key, token in zip(keys, tokens, strict=True):
                self._learn([key], [token])
        else:
            self._known.update(zip(keys, self._afresh(alone).to_array(_set()).tolist(), strict=True))


def _set() -> Any:
    from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

    return [TAG, DEP, POS, MORPH, LEMMA]
