"""Make the guides of the guided topics: for each theme a vector, and the cosine from which a passage joins it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.codebook import Codebook, Exemplar

if TYPE_CHECKING:
    from pipeline.cache import Encoder

FALLBACK_SIMILARITY = 0.2  # without exemplars: best by definitions alone on the sample (macro F1 .60) and near it on the exemplars (.58)


@dataclass(frozen=True)
class Guides:
    """Unit vectors, float32[themes, d], in the codebook's order, and the least cosine at which a segment joins one."""

    vectors: np.ndarray
    min_similarity: float

    def place(self, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return for each vector the nearest theme's number, -1 where it is not near enough, and its cosine, rounded to 6 digits."""
        # in double precision, so that a vector's cosine does not hang on how many others are multiplied with it
        cosines = np.round(vectors.astype(np.float64) @ self.vectors.T.astype(np.float64), 6)
        nearest = cosines.argmax(axis=1)
        best = cosines[np.arange(len(vectors)), nearest]
        return np.where(best >= self.min_similarity, nearest, -1), best


def make_guides(codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder, min_similarity: float) -> Guides:
    """Make the guides from the codebook's own text and its exemplars.

    Args:
        codebook: each theme's definition and inclusions are part of its guide.
        exemplars: those that carry a theme are the rest of its guide.
        encoder: gives the vectors.
        min_similarity: cosine at which a segment joins a theme; 0: the one at which the nearest theme is right most
            often among the exemplars (best micro F1), or .2 where there are none: a passage is less like a definition than like other passages.

    Returns:
        The guides.
    """
    texts = encoder.encode([e.text for e in exemplars])
    carried = np.array([[theme in e.codes for theme in codebook.theme_ids] for e in exemplars])
    guides = guide(own_vectors(codebook, encoder), texts, carried)
    return Guides(guides, min_similarity or _best_similarity(texts @ guides.T, carried))


def own_vectors(codebook: Codebook, encoder: Encoder) -> list[np.ndarray]:
    """Return for each theme the vectors of its definition and inclusions."""
    return [encoder.encode([theme.definition, *theme.include]) for theme in codebook.theme]


def guide(own: Sequence[np.ndarray], texts: np.ndarray, carried: np.ndarray) -> np.ndarray:
    """Return a unit vector for each theme, float32[themes, d]: along the mean of its own vectors and of the texts, float32[e, d], that carry it."""
    means = np.array([np.vstack([vectors, texts[carried[:, column]]]).mean(axis=0) for column, vectors in enumerate(own)])
    return np.asarray((means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32))


def _best_similarity(cosines: np.ndarray, carried: np.ndarray) -> float:
    if not carried.any():
        return FALLBACK_SIMILARITY
    nearest, rows = cosines.argmax(axis=1), np.arange(len(cosines))
    candidates = np.linspace(0.1, 0.8, 71)
    joined = cosines[rows, nearest][None, :] >= candidates[:, None]
    hits = (joined & carried[rows, nearest][None, :]).sum(axis=1)
    f1 = 2 * hits / (joined.sum(axis=1) + carried.sum())
    return round(float(candidates[int(np.argmax(f1))]), 2)
