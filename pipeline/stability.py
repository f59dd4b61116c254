"""Measure how stable topics are when documents are left out."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import AgglomerativeClustering
from sklearn.decomposition import PCA

from pipeline.config import Discover

DIMENSIONS = 50


def stabilities(matrix: np.ndarray, document_ids: np.ndarray, centres: np.ndarray, settings: Discover) -> tuple[float | None, ...]:
    """Return each topic's mean match with refits on random halves of the documents.

    Each refit clusters the segments of half of the documents; its topics are matched one to one with
    the topics given (Hungarian method) by the cosine of their centres, each taken from the mean of all
    segments, since that mean is what all topics share.

    Args:
        matrix: float32[n, d], the segments outside the themes.
        document_ids: the document of each.
        centres: the topics' centres, float32[k, d].
        settings: ``[discover]``: number of refits, seed.

    Returns:
        k numbers, 0 to 1; None for each, not measured, where no refit was asked for or possible: the documents are
        fewer than two, or no half of them that was drawn has more segments than there are topics.

    Source:
        Greene, O'Callaghan, Cunningham (2014), How many topics? Stability analysis for topic models, ECML PKDD.
    """
    names = np.array(sorted(set(document_ids.tolist())))
    k, mean = len(centres), matrix.mean(axis=0)
    random = np.random.default_rng(settings.seed)
    matches = []
    for _ in range(settings.refits if len(names) > 1 else 0):
        half = np.isin(document_ids, random.permutation(names)[: len(names) // 2])
        if half.sum() > k:
            matches.append(_matched(_apart(centres, mean), _apart(_centres(matrix[half], k), mean)))
    return tuple(float(match) for match in np.round(np.array(matches).mean(axis=0), 6)) if matches else (None,) * k


def _centres(matrix: np.ndarray, k: int) -> np.ndarray:
    reduced = PCA(min(DIMENSIONS, *matrix.shape), svd_solver="full").fit_transform(matrix.astype(np.float64))
    labels = AgglomerativeClustering(n_clusters=k).fit_predict(reduced)
    means = np.array([matrix[labels == number].mean(axis=0) for number in range(k)])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True))


def _apart(centres: np.ndarray, mean: np.ndarray) -> np.ndarray:
    away = centres - mean
    return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True).clip(min=1e-12))


def _matched(reference: np.ndarray, refit: np.ndarray) -> np.ndarray:
    cosines = reference @ refit.T
    rows, columns = linear_sum_assignment(-cosines)
    matched = np.zeros(len(reference))
    matched[rows] = cosines[rows, columns]
    return np.clip(matched, 0, 1)
