"""Measure how stable topics are when documents are left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer

from pipeline.config import Discover

DIMENSIONS = 50


def stabilities(
    matrix: np.ndarray, lemmas: Sequence[Sequence[str]], document_ids: np.ndarray, centres: np.ndarray, settings: Discover
) -> tuple[float, ...]:
    """Return each topic's mean match with refits on random halves of the documents.

    Each refit clusters the segments of half of the documents; its topics are matched one to one with
    the topics given (Hungarian method) by the cosine of their class-based TF-IDF words.

    Args:
        matrix: float32[n, d], the segments outside the themes.
        lemmas: the words of these segments.
        document_ids: the document of each.
        centres: the topics' centres, float32[k, d].
        settings: ``[discover]``: number of refits, seed.

    Returns:
        k numbers, 0 to 1; 1 for each where no refit was asked for or possible.

    Source:
        Greene, O'Callaghan, Cunningham (2014), How many topics? Stability analysis for topic models, ECML PKDD.
    """
    names = np.array(sorted(set(document_ids.tolist())))
    k = len(centres)
    counts = CountVectorizer(analyzer=list).fit_transform(lemmas) if any(lemmas) else csr_matrix((len(lemmas), 1))
    reference = _class_tfidf(counts, (matrix @ centres.T).argmax(axis=1), k)
    random = np.random.default_rng(settings.seed)
    matches = []
    for _ in range(settings.refits):
        half = np.isin(document_ids, random.permutation(names)[: max(1, len(names) // 2)])
        if half.sum() > k:
            matches.append(_matched(reference, _class_tfidf(counts[half], _clusters(matrix[half], k), k)))
    return tuple(float(match) for match in np.round(np.array(matches).mean(axis=0), 6)) if matches else (1.0,) * k


def _clusters(matrix: np.ndarray, k: int) -> np.ndarray:
    reduced = PCA(min(DIMENSIONS, *matrix.shape), svd_solver="full").fit_transform(matrix.astype(np.float64))
    return np.asarray(AgglomerativeClustering(n_clusters=k).fit_predict(reduced))


def _class_tfidf(counts: csr_matrix, labels: np.ndarray, k: int) -> np.ndarray:
    members = csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(k, len(labels)))
    words = np.asarray((members @ counts).todense(), dtype=float)
    weights = words / words.sum(axis=1, keepdims=True).clip(min=1) * np.log1p(words.sum() / k / words.sum(axis=0).clip(min=1))
    return np.asarray(weights / np.linalg.norm(weights, axis=1, keepdims=True).clip(min=1e-12))


def _matched(reference: np.ndarray, refit: np.ndarray) -> np.ndarray:
    cosines = reference @ refit.T
    rows, columns = linear_sum_assignment(-cosines)
    matched = np.zeros(len(reference))
    matched[rows] = cosines[rows, columns]
    return matched
