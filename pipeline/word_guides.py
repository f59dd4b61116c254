"""Make the guides of word topics: for each theme the words that speak for it, as a row like those of segments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.codebook import Codebook, Exemplar
from pipeline.topic_ids import unit
from pipeline.word_counts import WordReader


def word_guides(codebook: Codebook, exemplars: Sequence[Exemplar], reader: WordReader) -> np.ndarray:
    """Make the guides from the codebook's seeds and text and from what sets a theme's exemplars apart.

    Args:
        codebook: each theme's seeds, definition and inclusions are one half of its guide.
        exemplars: the other half is by how much a word weighs more in those that carry the theme than in the others.
        reader: reads words that the study's segments have.

    Returns:
        float64[themes, words], unit length; nothing for a theme of which no segment has a word.
    """
    texts = reader.rows([exemplar.text for exemplar in exemplars])
    made = []
    for theme in codebook.theme:
        told = np.asarray(reader.rows([*theme.seeds, theme.definition, *theme.include]).mean(axis=0)).ravel()
        carried = np.array([theme.id in exemplar.codes for exemplar in exemplars], dtype=bool)
        shown = np.zeros(len(told))
        if carried.any():
            others = texts[~carried].mean(axis=0) if not carried.all() else 0.0
            shown = np.clip(np.asarray(texts[carried].mean(axis=0) - others).ravel(), 0, None)
        made.append(unit(told[None, :])[0] + unit(shown[None, :])[0])
    return unit(np.array(made))
