"""Weigh exemplars so that the length of a text says nothing of what it is labelled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

FIFTHS = (0.2, 0.4, 0.6, 0.8)
HEAVIEST = 8.0


def weigh_lengths(texts: Sequence[str], carried: np.ndarray) -> np.ndarray:
    """Weigh labelled texts so that every label is as common among short texts as among long ones.

    Whoever writes an exemplar of dissent gives both sides, and so writes longer; segments of documents are long for other
    reasons. Without weights a coder learns that what is long dissents.

    Args:
        texts: n texts.
        carried: bool[n, k].

    Returns:
        float64[n, k]: for each label the share of texts with it (or without it) over that share among texts of the same fifth by number of words, at
        most 8.

    Source:
        Reweighing, which makes a label independent of a group: Kamiran, Calders (2012), Knowledge and Information Systems 33, 1-33.

    >>> texts = ["a", "a", "a b", "a b"] * 5
    >>> weigh_lengths(texts, np.array([[True], [False], [True], [False]] * 5)).ravel().tolist() == [1.0] * 20
    True
    """
    words = np.array([len(text.split()) for text in texts])
    fifth = np.searchsorted(np.quantile(words, FIFTHS), words)
    weights = np.ones(carried.shape)
    for number in np.unique(fifth):
        own = fifth == number
        for label in (True, False):
            among, overall = (carried[own] == label).mean(axis=0), (carried == label).mean(axis=0)
            share = np.where(among > 0, overall / np.maximum(among, 1e-9), 1.0)
            weights[own] = np.where(carried[own] == label, np.minimum(share, HEAVIEST), weights[own])
    return weights
