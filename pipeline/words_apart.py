"""Find the words that set two groups of texts apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

FEWEST_DOCUMENTS = 3  # a word counts only if so many documents of the group have it, or all, if fewer
Z = 1.96


def distinctive(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]], n: int, prior_words: float = 100.0) -> tuple[list[str], list[str]]:
    """Return the words distinctive of each side, best first.

    Args:
        first: the words of each document of one side.
        second: the words of each document of the other.
        n: at most so many words a side.
        prior_words: size of the prior, in words, spread as in both sides together.

    Returns:
        Words of the first and of the second side whose log-odds ratio lies at least 1.96 standard deviations from 0
        and which at least three documents of the side have.

    Source:
        Monroe, Colaresi, Quinn (2008), Fightin' words, Political Analysis 16, 372-403, equations 15, 16, 19, 20, 22.
    """
    counts = [Counter(word for document in side for word in document) for side in (first, second)]
    spread = [Counter(word for document in side for word in set(document)) for side in (first, second)]
    vocabulary = sorted(counts[0] | counts[1])
    if not vocabulary or not counts[0] or not counts[1]:
        return [], []
    z = _z_scores(np.array([[side[word] for word in vocabulary] for side in counts], dtype=float), prior_words)
    chosen = []
    for side, sign in ((0, 1), (1, -1)):
        needed = min(FEWEST_DOCUMENTS, len((first, second)[side]))
        ranked = sorted(range(len(vocabulary)), key=lambda word: (-sign * round(float(z[word]), 9), vocabulary[word]))
        kept = [vocabulary[word] for word in ranked if sign * z[word] >= Z and spread[side][vocabulary[word]] >= needed]
        chosen.append(kept[:n])
    return chosen[0], chosen[1]


def _z_scores(counts: np.ndarray, prior_words: float) -> np.ndarray:
    prior = prior_words * counts.sum(axis=0) / counts.sum()
    with_prior = counts + prior
    odds = np.log(with_prior / (with_prior.sum(axis=1, keepdims=True) - with_prior))
    return np.asarray((odds[0] - odds[1]) / np.sqrt((1 / with_prior).sum(axis=0)))
