"""Measure how stable topics are when documents are left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import AgglomerativeClustering
from sklearn.decomposition import PCA

from pipeline.config import Discover
from pipeline.topic_ids import unit

DIMENSIONS = 50


def halves(cluster_ids: np.ndarray, settings: Discover) -> list[np.ndarray]:
    """Draw random halves of the sources, rounded down.

    Args:
        cluster_ids: str[n], the source of each segment: documents that share one are in the same half.
        settings: ``[discover]``: number of refits, seed.

    Returns:
        For every refit bool[n]; none where there are fewer than two sources.
    """
    names = np.array(sorted(set(cluster_ids.tolist())))
    random = np.random.default_rng(settings.seed)
    return [np.isin(cluster_ids, random.permutation(names)[: len(names) // 2]) for _ in range(settings.refits if len(names) > 1 else 0)]


def mean_match(centres: np.ndarray, refits: Sequence[np.ndarray], mean: np.ndarray | None = None, n_guided: int = 0) -> tuple[float | None, ...]:
    """Return each topic's mean match with refits.

    Topics are matched one to one (Hungarian method) by the cosine of their centres; guided ones each with itself.

    Args:
        centres: float[k, d].
        refits: for every refit its centres, float[k, d], guided ones first and in the same order.
        mean: float[d], what all topics share, taken off every centre; None: nothing.
        n_guided: so many topics are guided.

    Returns:
        k numbers, 0 to 1, rounded to 6 digits; None, not measured, for a centre of nothing, and for each where there is no refit.

    Source:
        Greene, O'Callaghan, Cunningham (2014), How many topics? Stability analysis for topic models, ECML PKDD.
    """
    if not refits:
        return (None,) * len(centres)
    something = [bool(own.any()) for own in centres]
    reference = unit(centres, mean)
    matches = np.array([_matched(reference, unit(refit, mean), n_guided) for refit in refits])
    return tuple(float(match) if some else None for match, some in zip(np.round(matches.mean(axis=0), 6), something, strict=True))


def stabilities(matrix: np.ndarray, cluster_ids: np.ndarray, centres: np.ndarray, settings: Discover) -> tuple[float | None, ...]:
    """Return the mean match of clusters with those of random halves of the sources.

    Each refit clusters the segments of one half. Centres are taken from the mean of all segments, since that mean is what all topics share.

    Args:
        matrix: float32[n, d], the segments outside the themes.
        cluster_ids: the source of each.
        centres: the topics' centres, float32[k, d].
        settings: ``[discover]``: number of refits, seed.

    Returns:
        k numbers, 0 to 1; None for each, not measured, where no refit was asked for or possible: the sources are
        fewer than two, or no half of them that was drawn has more segments than there are topics.
    """
    refits = [_centres(matrix[half], len(centres)) for half in halves(cluster_ids, settings) if half.sum() > len(centres)]
    return mean_match(centres, refits, matrix.mean(axis=0))


def _centres(matrix: np.ndarray, k: int) -> np.ndarray:
    reduced = PCA(min(DIMENSIONS, *matrix.shape), svd_solver="full").fit_transform(matrix.astype(np.float64))
    return centres_of(matrix, AgglomerativeClustering(n_clusters=k).fit_predict(reduced), k)


def centres_of(matrix: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """Return the mean of each of k clusters, none of them empty, at unit length: float64[k, d]."""
    return unit(np.array([matrix[labels == number].mean(axis=0) for number in range(k)]))


def _matched(reference: np.ndarray, refit: np.ndarray, n_guided: int) -> np.ndarray:
    cosines = reference @ refit.T
    matched = np.zeros(len(reference))
    matched[:n_guided] = cosines[:n_guided, :n_guided].diagonal()
    rows, columns = linear_sum_assignment(-cosines[n_guided:, n_guided:])
    matched[n_guided + rows] = cosines[n_guided + rows, n_guided + columns]
    return np.clip(matched, 0, 1)
