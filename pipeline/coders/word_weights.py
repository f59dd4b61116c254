"""Weigh words and pairs of words by theme: logistic regression on TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.seeds import tokens

STRENGTH = 10.0  # inverse of the L2 penalty
FEWEST_TEXTS = 2  # a word in fewer exemplars has no weight


@dataclass(frozen=True)
class WordWeights:
    """Vocabulary with inverse document frequencies, and for every theme a weight for each entry."""

    vocabulary: tuple[str, ...]
    idf: np.ndarray  # float64[v]
    weights: np.ndarray  # float64[themes, v]
    intercepts: np.ndarray  # float64[themes]

    @classmethod
    def fit(cls, texts: Sequence[str], carried: np.ndarray) -> WordWeights:
        """Learn from labelled texts; a theme that no text or every text carries weighs nothing."""
        vectoriser = _vectoriser(FEWEST_TEXTS)
        try:
            x = vectoriser.fit_transform(texts)
        except ValueError:  # sklearn's word for: no word is in two texts
            return cls((), np.empty(0), np.zeros((carried.shape[1], 0)), np.zeros(carried.shape[1]))
        weights, intercepts = np.zeros((carried.shape[1], x.shape[1])), np.zeros(carried.shape[1])
        for column, labels in enumerate(carried.T):
            if 0 < labels.sum() < len(labels):
                model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, labels)
                weights[column], intercepts[column] = model.coef_[0], model.intercept_[0]
        return cls(tuple(vectoriser.get_feature_names_out()), vectoriser.idf_, weights, intercepts)

    def score(self, texts: Sequence[str]) -> np.ndarray:
        """Return each text's score for each theme, float64[n, themes]."""
        if not self.vocabulary:
            return np.tile(self.intercepts, (len(texts), 1))
        vectoriser = _vectoriser(1, self.vocabulary)
        vectoriser.idf_ = self.idf
        scores: np.ndarray = vectoriser.transform(texts) @ self.weights.T + self.intercepts
        return scores


def _vectoriser(fewest: int, vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        tokenizer=tokens, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True, min_df=fewest, vocabulary=vocabulary
    )
