"""Weigh words and pairs of words that speak for a theme: logistic regression on TF-IDF, weights below zero left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.seeds import tokens

STRENGTH = 3.0  # inverse of the L2 penalty
FEWEST_TEXTS = 2  # a word in fewer exemplars has no weight


@dataclass(frozen=True)
class WordWeights:
    """Vocabulary with inverse document frequencies, and for every theme a weight of 0 or more for each entry.

    Words speak for a theme, never against it: what speaks against it among exemplars are mostly their writers' habits.
    """

    vocabulary: tuple[str, ...]
    idf: np.ndarray  # float64[v]
    weights: np.ndarray  # float64[themes, v]

    @classmethod
    def fit(cls, texts: Sequence[str], carried: np.ndarray, known: np.ndarray | None = None) -> WordWeights:
        """Learn from labelled texts; a theme that no text or every text carries weighs nothing.

        Args:
            texts: n texts.
            carried: bool[n, themes].
            known: bool[n, themes]: which texts say whether they carry a theme; all if not given.
        """
        vectoriser = _vectoriser(FEWEST_TEXTS)
        try:
            x = vectoriser.fit_transform(texts)
        except ValueError:  # sklearn's word for: no word is in two texts
            return cls((), np.empty(0), np.zeros((carried.shape[1], 0)))
        weights = np.zeros((carried.shape[1], x.shape[1]))
        for column in range(carried.shape[1]):
            rows = np.arange(len(carried)) if known is None else np.flatnonzero(known[:, column])
            labels = carried[rows, column]
            if 0 < labels.sum() < len(labels):
                model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000, random_state=0).fit(x[rows], labels)
                weights[column] = np.maximum(model.coef_[0], 0)
        return cls(tuple(vectoriser.get_feature_names_out()), vectoriser.idf_, weights)

    def score(self, texts: Sequence[str]) -> np.ndarray:
        """Return each text's score for each theme, float64[n, themes], 0 or more."""
        if not self.vocabulary:
            return np.zeros((len(texts), len(self.weights)))
        vectoriser = _vectoriser(1, self.vocabulary)
        vectoriser.idf_ = self.idf
        scores: np.ndarray = vectoriser.transform(texts) @ self.weights.T
        return scores


@lru_cache(maxsize=8192)
def _tokens(text: str) -> list[str]:
    """Return the words of a text; kept, for every fold of a fit asks for the same."""
    return tokens(text)


def _vectoriser(fewest: int, vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        tokenizer=_tokens, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True, min_df=fewest, vocabulary=vocabulary
    )
