"""Read texts the way the coder sees them: vectors and seeds of the whole and of each sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.codebook import Codebook
from pipeline.seeds import SeedMatcher, tokens
from pipeline.sentences import sentence_spans

if TYPE_CHECKING:
    from pipeline.cache import Encoder


@dataclass(frozen=True)
class Readings:
    """n texts and their m sentences; only texts with two sentences or more have any."""

    whole: np.ndarray  # float32[n, d]
    whole_seeds: np.ndarray  # float64[n, themes]: seeds found
    parts: np.ndarray  # float32[m, d]; of texts whose sentences were read
    part_seeds: np.ndarray  # float64[m, themes]
    owner: np.ndarray  # int[m]: the text of each sentence
    number: np.ndarray  # int[m]: 1-based number of the sentence in its text
    found: list[list[list[str]]]  # the seeds found, by text and theme


def read(codebook: Codebook, texts: list[str], encoder: Encoder, vectors: np.ndarray, *, sentences: bool = True) -> Readings:
    """Read texts.

    Args:
        codebook: whose seeds are looked for.
        texts: n texts.
        encoder: for the sentences.
        vectors: float32[n, d] of the texts.
        sentences: without, only the whole texts are read.

    Returns:
        The readings, in the order of the texts.
    """
    matchers = [SeedMatcher(theme) for theme in codebook.theme]
    found = [[matcher.find(words) for matcher in matchers] for words in map(tokens, texts)]
    seeds = np.array([[len(own) for own in row] for row in found], dtype=float).reshape(len(texts), len(matchers))
    none = np.empty(0, dtype=int)
    whole = Readings(vectors, seeds, np.empty((0, vectors.shape[1]), np.float32), np.empty((0, len(matchers))), none, none, found)
    return read_sentences(whole, codebook, texts, encoder, np.arange(len(texts))) if sentences else whole


def read_sentences(readings: Readings, codebook: Codebook, texts: list[str], encoder: Encoder, rows: np.ndarray) -> Readings:
    """Read some of the texts sentence by sentence.

    Args:
        readings: of the n whole texts. Not changed.
        codebook: whose seeds are looked for.
        texts: the n texts.
        encoder: for the sentences.
        rows: int[k]: the texts whose sentences are read, in rising order.

    Returns:
        The readings with the sentences of these texts, and of no other.
    """
    spans = zip(rows.tolist(), sentence_spans([texts[row] for row in rows]), strict=True)
    parts = [(row, number, texts[row][start:end]) for row, own in spans if len(own) > 1 for number, (start, end) in enumerate(own, 1)]
    matchers = [SeedMatcher(theme) for theme in codebook.theme]
    found = [[len(matcher.find(words)) for matcher in matchers] for words in (tokens(text) for _, _, text in parts)]
    return replace(
        readings,
        parts=encoder.encode([text for _, _, text in parts]),
        part_seeds=np.array(found, dtype=float).reshape(len(parts), len(matchers)),
        owner=np.array([row for row, _, _ in parts], dtype=int),
        number=np.array([number for _, number, _ in parts], dtype=int),
    )
