"""The model that was taught on news, and the words of its dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.language_model import english

if TYPE_CHECKING:
    from spacy.language import Language

WINDOW = 50_000  # characters given to the model at once


def is_ordinary(folded: str) -> bool:
    """Tell whether a dictionary has a word in lower case, or what it is without the end of a plural."""
    known = _dictionary()
    return folded in known or folded in small_words() or (folded.endswith("s") and (folded[:-1] in known or folded.removesuffix("es") in known))


@cache
def _dictionary() -> frozenset[str]:
    """Return the words of the model's lemmatizer: those of WordNet."""
    tables = _model().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(word for part in tables.values() for word in part)


@cache
def small_words() -> frozenset[str]:
    """Return the words that the model counts as stop words."""
    return frozenset(_model().Defaults.stop_words)


@cache
def _model() -> Language:
    nlp = english(["tok2vec", "parser", "tagger", "attribute_ruler", "senter"])  # names have word vectors of their own
    nlp.disable_pipe("lemmatizer")  # its word lists are read, nothing is lemmatised
    return nlp


def people_in(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Return what the model takes for names of any kind, with its label."""
    found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    windows = [(n, at, text[at : at + WINDOW]) for n, text in enumerate(texts) for at in range(0, max(1, len(text)), WINDOW)]
    docs: Any = _model().pipe([window for _, _, window in windows], batch_size=16)
    for (n, at, _), doc in zip(windows, docs, strict=True):
        found[n].extend((at + entity.start_char, at + entity.end_char, entity.label_) for entity in doc.ents)
    return found
