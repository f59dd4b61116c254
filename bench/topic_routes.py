"""Assign themes by topic models alone, to hold the coder against them: BERTopic's zero-shot mode, and the guided topics of this project.

Both take unit vectors and give one row of flags a segment, so that a comparison reads ``zero_shot(vectors, codebook, encoder)`` and
``guided(vectors, codebook, exemplars, encoder)`` beside what the coder assigned. A segment has at most one theme in either, as in BERTopic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.codebook import Codebook, Exemplar
from pipeline.guides import Guides, make_guides

if TYPE_CHECKING:
    from pipeline.cache import Encoder

ZERO_SHOT_SIMILARITY = 0.7  # BERTopic's own default for zeroshot_min_similarity


def zero_shot(vectors: np.ndarray, codebook: Codebook, encoder: Encoder, min_similarity: float = ZERO_SHOT_SIMILARITY) -> np.ndarray:
    """Assign as BERTopic's zero-shot mode does: the theme whose definition is nearest, if it is near enough.

    Args:
        vectors: float32[n, d], the segments, unit length. Not changed.
        codebook: each theme's definition is the text of its zero-shot topic.
        encoder: the encoder that made the vectors.
        min_similarity: least cosine of segment and text at which the segment joins. BERTopic's default suits long texts of one subject;
            choose another on documents that are not measured.

    Returns:
        bool[n, themes], in the codebook's order; at most one true a row.

    Source:
        BERTopic 0.17, ``BERTopic._zeroshot_topic_modeling``: argmax of the cosine, kept from the minimum on.
    """
    texts = encoder.encode([theme.definition for theme in codebook.theme])
    return _flags(Guides(texts, min_similarity), vectors)


def guided(vectors: np.ndarray, codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder, min_similarity: float = 0.0) -> np.ndarray:
    """Assign as the study's topic model and its coder ``topics`` do: the theme whose guide is nearest, if it is near enough.

    Args:
        vectors: float32[n, d], the segments, unit length. Not changed.
        codebook: each theme's definition and inclusions are part of its guide.
        exemplars: those with a theme are the rest of its guide; a codebook alone has none.
        encoder: the encoder that made the vectors.
        min_similarity: as ``[discover] min_similarity``; 0: learnt from the exemplars, or .42 where none carries a theme.

    Returns:
        bool[n, themes], in the codebook's order; at most one true a row.
    """
    return _flags(make_guides(codebook, exemplars, encoder, min_similarity), vectors)


def _flags(guides: Guides, vectors: np.ndarray) -> np.ndarray:
    nearest, _ = guides.place(vectors)
    return np.asarray(nearest[:, None] == np.arange(len(guides.vectors))[None, :])
