"""Encode texts by hashed words: no model, quick, blind to meaning; for tests and as a floor to compare with."""

from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize


class Hashing:
    """Word and word-pair counts hashed into a fixed number of dimensions."""

    key = "hashing-1-2-256"
    dimensions = 256

    def __init__(self, threads: int = 1) -> None:
        """Make the vectoriser; it has nothing to learn, and uses one thread whatever it is given."""
        del threads
        self._vectoriser = HashingVectorizer(n_features=self.dimensions - 1, ngram_range=(1, 2), norm=None, alternate_sign=True)

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, 256] of unit length; the last dimension keeps texts without words from being zero."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        counts = self._vectoriser.transform(texts).toarray()
        return np.asarray(normalize(np.hstack([counts, np.full((len(texts), 1), 1e-3)])), dtype=np.float32)
