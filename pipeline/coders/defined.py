"""Hold what was learnt of themes from their definitions and unlabelled texts; nothing where exemplars say enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.codebook import FEW_EXEMPLARS, Codebook
from pipeline.coders.definitions import likeness, self_train
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings, read

if TYPE_CHECKING:
    from pipeline.cache import Encoder

MOST_TEXTS = 4000  # of the study that are learnt from, drawn at random
FEWEST_TEXTS = 400  # with fewer, the exemplars' texts join: unlabelled, for other themes may be theirs
LOOKED_AT = 600  # texts that are read sentence by sentence, to find the score from which a theme is given


@dataclass(frozen=True)
class Defined:
    """For every theme a head on vector and seeds, and the score that as many texts reach as are expected to carry it."""

    weights: np.ndarray  # float64[themes, d + 1]; zeros for themes with exemplars enough
    intercepts: np.ndarray  # float64[themes]
    edges: np.ndarray  # float64[themes]

    @classmethod
    def learn(
        cls, codebook: Codebook, counts: np.ndarray, texts: Sequence[str], vectors: np.ndarray, own: int, encoder: Encoder, seed: int = 0
    ) -> Defined:
        """Learn the themes that have few exemplars.

        Args:
            codebook: the themes.
            counts: int[themes]: how many exemplars carry each.
            texts: n unlabelled texts, in any fixed order.
            vectors: float32[n, d] of them.
            own: how many of them, from the first on, are the study's: the share that is expected is one of these; 0: of all.
            encoder: the one that made them.
            seed: of the texts that are looked at sentence by sentence.
        """
        themes = len(codebook.theme)
        weights, intercepts, edges = np.zeros((themes, vectors.shape[1] + 1)), np.zeros(themes), np.zeros(themes)
        few = [column for column in range(themes) if counts[column] < FEW_EXEMPLARS]
        if few and len(texts):
            readings = read(codebook, list(texts), encoder, vectors, sentences=False)
            ranking = likeness(codebook.theme, readings, encoder)
            looked = np.sort(np.random.default_rng(seed).permutation(own or len(texts))[:LOOKED_AT])
            closer = read(codebook, [texts[row] for row in looked], encoder, vectors[looked])
            for column in few:
                share = codebook.theme[column].expected_share
                head = self_train(ranking[:, column], readings, column, share)
                weights[column], intercepts[column] = head.weights, head.intercept
                edges[column] = np.quantile(head.score(closer, column)[0], 1 - share)
        return cls(weights, intercepts, edges)

    def score(self, readings: Readings) -> np.ndarray:
        """Return how far each text is above what is expected of a theme's texts, float64[n, themes]; 0 for themes not learnt here."""
        columns = range(len(self.weights))
        heads = [LinearHead(self.weights[column], float(self.intercepts[column])) for column in columns]
        return np.stack([head.score(readings, column)[0] - self.edges[column] for column, head in enumerate(heads)], axis=1)


def unlabelled(
    segments: pd.DataFrame | None, vectors: pd.DataFrame | None, exemplars: Sequence[str], of_exemplars: np.ndarray, seed: int
) -> tuple[list[str], np.ndarray, int]:
    """Choose the texts that definitions are learnt on: codable segments of the study, and exemplars where those are few.

    Args:
        segments: a SEGMENTS table, or None.
        vectors: the VECTORS of these segments, or None.
        exemplars: their texts.
        of_exemplars: float32[e, d]: the exemplars' vectors.
        seed: of the draw.

    Returns:
        Texts, their vectors, and how many of them, from the first on, are the study's; the same whatever the order of the rows.
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
        texts, parts = [*texts, *exemplars], [*parts, of_exemplars]
    return texts, np.vstack(parts), own
