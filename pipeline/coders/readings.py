"""Read texts the way the coder sees them: vectors and seeds of the whole and of each sentence."""

from __future__ import annotations

from dataclasses import dataclass
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
    parts: np.ndarray  # float32[m, d]
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
    spans = sentence_spans(texts) if sentences else []
    parts = [(row, number, texts[row][start:end]) for row, own in enumerate(spans) if len(own) > 1 for number, (start, end) in enumerate(own, 1)]
    matchers = [SeedMatcher(theme) for theme in codebook.theme]
    found = [[matcher.find(words) for matcher in matchers] for words in map(tokens, texts)]
    part_found = [[len(matcher.find(words)) for matcher in matchers] for words in (tokens(text) for _, _, text in parts)]
    return Readings(
        vectors,
        np.array([[len(seeds) for seeds in row] for row in found], dtype=float).reshape(len(texts), len(matchers)),
        encoder.encode([text for _, _, text in parts]),
        np.array(part_found, dtype=float).reshape(len(parts), len(matchers)),
        np.array([row for row, _, _ in parts], dtype=int),
        np.array([number for _, number, _ in parts], dtype=int),
        found,
    )
