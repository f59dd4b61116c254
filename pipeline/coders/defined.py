"""Hold what was learnt of themes from their definitions and unlabelled texts; nothing where exemplars say enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.codebook import FEW_EXEMPLARS, Codebook, Exemplar
from pipeline.coders.definitions import likeness, self_train
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings, read
from pipeline.coders.shares import estimate_share

if TYPE_CHECKING:
    from pipeline.cache import Encoder

MOST_TEXTS = 4000  # of the study that are learnt from, drawn at random
FEWEST_TEXTS = 400  # with fewer, the exemplars' texts join: unlabelled, for other themes may be theirs
LOOKED_AT = 600  # texts that are read sentence by sentence, to find the score from which a theme is given


@dataclass(frozen=True)
class Unlabelled:
    """n texts that definitions are learnt on, in a fixed order, and m plain pieces beside which the study's are more or less like a theme."""

    texts: Sequence[str]
    vectors: np.ndarray  # float32[n, d]
    own: int  # how many of the texts, from the first on, are the study's
    plain: np.ndarray  # float32[m, d]


@dataclass(frozen=True)
class Defined:
    """For every theme a head on vector and seeds, and the score that as many texts reach as are expected to carry it."""

    weights: np.ndarray  # float64[themes, d + 1]; zeros for themes with exemplars enough
    intercepts: np.ndarray  # float64[themes]
    edges: np.ndarray  # float64[themes]
    shares: np.ndarray  # float64[themes]: of texts, as the codebook expects or as estimated

    @classmethod
    def learn(cls, codebook: Codebook, counts: np.ndarray, unlabelled: Unlabelled, encoder: Encoder, seed: int = 0) -> Defined:
        """Learn the themes that have few exemplars.

        Args:
            codebook: the themes.
            counts: int[themes]: how many exemplars carry each.
            unlabelled: the texts. The share that is expected is one of the study's own; where none is, of all.
            encoder: the one that made their vectors.
            seed: of the texts that are looked at sentence by sentence.
        """
        themes, texts, vectors, own = len(codebook.theme), unlabelled.texts, unlabelled.vectors, unlabelled.own
        weights, (intercepts, edges, shares) = np.zeros((themes, vectors.shape[1] + 1)), np.zeros((3, themes))
        few = [column for column in range(themes) if counts[column] < FEW_EXEMPLARS]
        if few and len(texts):
            readings = read(codebook, list(texts), encoder, vectors, sentences=False)
            ranking = likeness(codebook.theme, readings, encoder)
            looked = np.sort(np.random.default_rng(seed).permutation(own or len(texts))[:LOOKED_AT])
            closer = read(codebook, [texts[row] for row in looked], encoder, vectors[looked])
            for column in few:
                theme = codebook.theme[column]
                shares[column] = theme.expected_share or estimate_share(theme, vectors[:own], unlabelled.plain, encoder)
                head = self_train(ranking[:, column], readings, column, shares[column])
                weights[column], intercepts[column] = head.weights, head.intercept
                edges[column] = np.quantile(head.score(closer, column)[0], 1 - shares[column])
        return cls(weights, intercepts, edges, shares)

    def score(self, readings: Readings) -> np.ndarray:
        """Return how far each text is above what is expected of a theme's texts, float64[n, themes]; 0 for themes not learnt here."""
        columns = range(len(self.weights))
        heads = [LinearHead(self.weights[column], float(self.intercepts[column])) for column in columns]
        return np.stack([head.score(readings, column)[0] - self.edges[column] for column, head in enumerate(heads)], axis=1)


def unlabelled(
    segments: pd.DataFrame | None, vectors: pd.DataFrame | None, exemplars: Sequence[Exemplar], of_exemplars: np.ndarray, seed: int
) -> Unlabelled:
    """Choose the texts that definitions are learnt on: codable segments of the study, and exemplars where those are few.

    Args:
        segments: a SEGMENTS table, or None.
        vectors: the VECTORS of these segments, or None.
        exemplars: e of them. Those without a code are the plain pieces, but for segments that people coded.
        of_exemplars: float32[e, d]: the exemplars' vectors.
        seed: of the draw.

    Returns:
        The texts, the same whatever the order of the rows.
    """
    texts: list[str] = []
    parts = []
    if segments is not None and vectors is not None:
        rows = segments[segments["codable"]][["segment_id", "text"]].merge(vectors, on="segment_id", validate="one_to_one").sort_values("segment_id")
        drawn = rows.iloc[np.sort(np.random.default_rng(seed).permutation(len(rows))[:MOST_TEXTS])]
        texts = drawn["text"].to_list()
        parts = [np.vstack(drawn["vector"].to_list())] if texts else []
    own = len(texts)
    if own < FEWEST_TEXTS:
        texts, parts = [*texts, *(exemplar.text for exemplar in exemplars)], [*parts, of_exemplars]
    plain = np.array([not exemplar.codes and exemplar.known is None for exemplar in exemplars], dtype=bool)
    return Unlabelled(texts, np.vstack(parts), own, of_exemplars[plain])
