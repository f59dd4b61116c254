"""Score texts for framing and dissent by several learners: vectors with cues, words, likeness to exemplars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.coders.kernel import PENALTY, WIDTH, KernelHead
from pipeline.framing_cues import count_cues
from pipeline.framing_weights import weigh_lengths
from pipeline.seeds import tokens
from pipeline.sentences import sentence_spans

if TYPE_CHECKING:
    from pipeline.cache import Encoder

STRENGTH = 3.0  # inverse of the L2 penalty, of vectors with cues
WORD_STRENGTH = 3.0  # of words
FEWEST_TEXTS = 2  # a word in fewer exemplars has no weight


@dataclass(frozen=True)
class Read:
    """n texts and their m sentences, as vector and cues; texts of one sentence have none."""

    texts: list[str]
    vectors: np.ndarray  # float32[n, d]
    whole: np.ndarray  # float64[n, d + cues]
    parts: np.ndarray  # float64[m, d + cues]
    owner: np.ndarray  # int[m]: the text of each sentence

    def of(self, rows: np.ndarray) -> Read:
        """Take some of the texts, in rising order of their numbers."""
        kept = np.isin(self.owner, rows)
        texts = [self.texts[row] for row in rows]
        return Read(texts, self.vectors[rows], self.whole[rows], self.parts[kept], np.searchsorted(rows, self.owner[kept]))


def read_texts(texts: Sequence[str], vectors: np.ndarray, encoder: Encoder) -> Read:
    """Read texts as scorers do.

    Args:
        texts: n texts.
        vectors: float32[n, d]: their vectors, unit length.
        encoder: for the sentences.
    """
    listed = list(texts)
    owned = [(row, listed[row][start:end]) for row, own in enumerate(sentence_spans(listed)) if len(own) > 1 for start, end in own]
    sentences = [sentence for _, sentence in owned]
    parts = np.hstack([encoder.encode(sentences).astype(np.float64), count_cues(sentences)])
    whole = np.hstack([vectors.astype(np.float64), count_cues(listed)])
    return Read(listed, vectors, whole, parts, np.array([row for row, _ in owned], dtype=int))


@dataclass(frozen=True)
class Scorers:
    """What the learners know, for each of k labels."""

    weights: np.ndarray  # float64[k, d + cues]
    intercepts: np.ndarray  # float64[k]
    vocabulary: tuple[str, ...]  # words and pairs of words, those of grammar too
    idf: np.ndarray  # float64[v]
    word_weights: np.ndarray  # float64[k, v]: unlike those of themes also below nought, for "not" speaks against
    kernel: KernelHead

    @classmethod
    def fit(cls, read: Read, carried: np.ndarray) -> Scorers:
        """Learn from labelled texts, weighed so that their length tells nothing.

        Args:
            read: n texts.
            carried: bool[n, k]; each label is carried by some and not by all.
        """
        weights = weigh_lengths(read.texts, carried)
        weighed = list(zip(carried.T, weights.T, strict=True))
        heads = [LogisticRegression(C=STRENGTH, max_iter=2000).fit(read.whole, labels, own) for labels, own in weighed]
        vectoriser = _vectoriser(FEWEST_TEXTS)
        x = vectoriser.fit_transform(read.texts)
        words = [
            LogisticRegression(C=WORD_STRENGTH, solver="liblinear", max_iter=1000, random_state=0).fit(x, labels, own) for labels, own in weighed
        ]
        return cls(
            np.array([head.coef_[0] for head in heads]),
            np.array([float(head.intercept_[0]) for head in heads]),
            tuple(vectoriser.get_feature_names_out()),
            vectoriser.idf_,
            np.array([head.coef_[0] for head in words]),
            _kernel_head(read.vectors, carried, weights),
        )

    def score(self, read: Read) -> np.ndarray:
        """Return float64[3, n, k]: by vectors and cues (mean of the whole text and its most telling sentence), by words, by likeness to exemplars."""
        whole = read.whole @ self.weights.T + self.intercepts
        best = whole.copy()
        np.maximum.at(best, read.owner, read.parts @ self.weights.T + self.intercepts)
        vectoriser = _vectoriser(1, self.vocabulary)
        vectoriser.idf_ = self.idf
        return np.stack([(whole + best) / 2, vectoriser.transform(read.texts) @ self.word_weights.T, self.kernel.score(read.vectors)])


def _kernel_head(vectors: np.ndarray, carried: np.ndarray, weights: np.ndarray) -> KernelHead:
    """Solve as the coder of themes does, each text's penalty divided by its weight."""
    kernel = np.exp(-2 * WIDTH * np.maximum(1 - vectors.astype(np.float64) @ vectors.astype(np.float64).T, 0))
    solved = [np.linalg.solve(kernel + np.diag(PENALTY / own), np.where(labels, 1.0, -1.0)) for labels, own in zip(carried.T, weights.T, strict=True)]
    return KernelHead(vectors, np.column_stack(solved))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> list[str]:
    return tokens(text)


def _vectoriser(fewest: int, vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        tokenizer=_tokens, token_pattern=None, lowercase=False, ngram_range=(1, 2), sublinear_tf=True, min_df=fewest, vocabulary=vocabulary
    )
