"""Weigh words and pairs of words that speak for a theme: logistic regression on TF-IDF, weights below zero left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.seeds import tokens

STRENGTH = 3.0  # inverse of the L2 penalty
PAIRS = (1, 2)  # words alone, and with the next
FEWEST_TEXTS = 2  # a word in fewer exemplars has no weight


@dataclass(frozen=True)
class WordCounts:
    """How often each text has each word and pair of words that at least two of them have: counted once for every fold of a fit."""

    names: np.ndarray  # str[v], sorted
    matrix: csr_matrix  # int64[n, v]

    @classmethod
    def of(cls, texts: Sequence[str]) -> WordCounts:
        """Count the words of n texts."""
        vectoriser = CountVectorizer(tokenizer=_tokens, token_pattern=None, lowercase=False, ngram_range=PAIRS, min_df=FEWEST_TEXTS)
        try:
            matrix = vectoriser.fit_transform(texts)
        except ValueError:  # sklearn's word for: no word is in two texts
            return cls(np.empty(0, dtype=str), csr_matrix((len(texts), 0)))
        return cls(vectoriser.get_feature_names_out(), matrix)


@dataclass(frozen=True)
class WordWeights:
    """Vocabulary with inverse document frequencies, and for every theme a weight of 0 or more for each entry.

    Words speak for a theme, never against it: what speaks against it among exemplars are mostly their writers' habits.
    """

    vocabulary: tuple[str, ...]
    idf: np.ndarray  # float64[v]
    weights: np.ndarray  # float64[themes, v]

    @classmethod
    def fit(cls, counts: WordCounts, carried: np.ndarray, known: np.ndarray | None = None, rows: np.ndarray | None = None) -> WordWeights:
        """Learn from labelled texts; a theme that no text or every text carries weighs nothing.

        Args:
            counts: the words of n texts.
            carried: bool[n, themes].
            known: bool[n, themes]: which texts say whether they carry a theme; all if not given.
            rows: the texts to learn from, rising; all if not given. A word that fewer than two of these have weighs nothing.
        """
        chosen = np.arange(len(carried)) if rows is None else rows
        matrix = counts.matrix[chosen]
        kept = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) >= FEWEST_TEXTS)
        if not len(kept):
            return cls((), np.empty(0), np.zeros((carried.shape[1], 0)))
        weighing = TfidfTransformer(sublinear_tf=True)
        x = weighing.fit_transform(matrix[:, kept])
        weights = np.zeros((carried.shape[1], x.shape[1]))
        for column in range(carried.shape[1]):
            told = np.arange(len(chosen)) if known is None else np.flatnonzero(known[chosen, column])
            labels = carried[chosen[told], column]
            if 0 < labels.sum() < len(labels):
                model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000, random_state=0).fit(x[told], labels)
                weights[column] = np.maximum(model.coef_[0], 0)
        return cls(tuple(counts.names[kept]), weighing.idf_, weights)

    def score(self, texts: Sequence[str]) -> np.ndarray:
        """Return each text's score for each theme, float64[n, themes], 0 or more."""
        if not self.vocabulary:
            return np.zeros((len(texts), len(self.weights)))
        vectoriser = TfidfVectorizer(
            tokenizer=_tokens, token_pattern=None, lowercase=False, ngram_range=PAIRS, sublinear_tf=True, vocabulary=self.vocabulary
        )
        vectoriser.idf_ = self.idf
        scores: np.ndarray = vectoriser.transform(texts) @ self.weights.T
        return scores


@lru_cache(maxsize=8192)
def _tokens(text: str) -> list[str]:
    """Return the words of a text; kept, for every fold of a fit asks for the same."""
    return tokens(text)
