"""Measure how stable topics are when documents are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import AgglomerativeClustering
from sklearn.decomposition import PCA

from pipeline.config import Discover
from pipeline.topic_ids import unit

DIMENSIONS = 50
DRAWS = 3  # of points without any heaps
CHANCE = 95  # percentile of the stability of topics that are none


@dataclass(frozen=True)
class Refit:
    """The centres of topics in two halves that share no source, float[k, d] each."""

    one: np.ndarray
    other: np.ndarray


@dataclass(frozen=True)
class Shapes:
    """What depends on the segments outside the themes and the number of topics, whatever the topics are called and consist of."""

    k: int  # topics
    refits: list[Refit]
    chance: float  # as ``chance_stability`` has it


def shapes_of(matrix: np.ndarray, cluster_ids: np.ndarray, k: int, settings: Discover) -> Shapes:
    """Cluster the segments of halves of the sources, and points without any heaps; arguments as in ``chance_stability``."""
    return Shapes(k, _refits(matrix, cluster_ids, k, settings), chance_stability(matrix, cluster_ids, k, settings))


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


def mean_match(centres: np.ndarray, refits: Sequence[Refit], mean: np.ndarray | None = None) -> tuple[float | None, ...]:
    """Return how well each topic is found again, and found alike, in two halves that share no source.

    Topics of either half are matched one to one with the reference (Hungarian method) by the cosine of their centres. A topic's match is
    the least of three cosines: with its topic in the one half, with that in the other, and of these two. Halves overlap with the
    reference, not with each other, so that points without any heaps match the reference and not each other.

    Args:
        centres: float[k, d].
        refits: for every refit the centres of two halves, float[k, d] each.
        mean: float[d], what all topics share, taken off every centre; None: nothing.

    Returns:
        k numbers, 0 to 1, rounded to 6 digits; None, not measured, for a centre of nothing, and for each where there is no refit.

    Source:
        Greene, O'Callaghan, Cunningham (2014), How many topics? Stability analysis for topic models, ECML PKDD; disjoint halves as in
        Lange, Roth, Braun, Buhmann (2004), Stability-based validation of clustering solutions, Neural Computation 16, 1299-1323.
    """
    if not refits or not len(centres):
        return (None,) * len(centres)
    reference = unit(centres, mean)
    matches = np.array([_match(reference, unit(refit.one, mean), unit(refit.other, mean)) for refit in refits])
    return tuple(float(match) if own.any() else None for match, own in zip(np.round(matches.mean(axis=0), 6), centres, strict=True))


def stabilities(matrix: np.ndarray, cluster_ids: np.ndarray, centres: np.ndarray, settings: Discover) -> tuple[float | None, ...]:
    """Return the mean match of clusters with those of two halves of the sources.

    Each refit clusters the segments of one half, then those of the other. Centres are taken from the mean of all segments, since that
    mean is what all topics share.

    Args:
        matrix: float32[n, d], the segments outside the themes.
        cluster_ids: the source of each.
        centres: the topics' centres, float32[k, d].
        settings: ``[discover]``: number of refits, seed.

    Returns:
        k numbers, 0 to 1; None for each, not measured, where no refit was asked for or possible: the sources are
        fewer than two, or no two halves that were drawn have more segments each than there are topics.
    """
    return mean_match(centres, _refits(matrix, cluster_ids, len(centres), settings), matrix.mean(axis=0))


def _refits(matrix: np.ndarray, cluster_ids: np.ndarray, k: int, settings: Discover) -> list[Refit]:
    drawn = [half for half in halves(cluster_ids, settings) if min(half.sum(), (~half).sum()) > k]
    return [Refit(_centres(matrix[half], k), _centres(matrix[~half], k)) for half in drawn]


def chance_stability(matrix: np.ndarray, cluster_ids: np.ndarray, k: int, settings: Discover) -> float:
    """Return the stability that topics reach where there are none: of segments as spread out as these, without any heaps.

    Args:
        matrix: float32[n, d], the segments outside the themes.
        cluster_ids: the source of each.
        k: how many topics.
        settings: ``[discover]``: number of refits, seed.

    Returns:
        The 95th percentile over three draws from a normal distribution with the covariance of the segments along its first
        50 axes; 0 where stability is not measured.

    Source:
        Liu, Hayes, Nobel, Marron (2008), Statistical significance of clustering for high-dimension, low-sample size data, Journal of the
        American Statistical Association 103, 1281-1293.
    """
    found: list[float | None] = []
    for shapeless in draw_shapeless(scores_of(matrix), DRAWS, settings.seed):
        found += stabilities(shapeless, cluster_ids, _centres(shapeless, k), settings)
    return percentile(found)


def percentile(stability: Sequence[float | None]) -> float:
    """Return the 95th percentile of what was measured, rounded to 6 digits; 0 where nothing was."""
    measured = [own for own in stability if own is not None]
    return float(np.round(np.percentile(measured, CHANCE), 6)) if measured else 0.0


def scores_of(matrix: np.ndarray) -> np.ndarray:
    """Return the segments along the first 50 axes of their spread, widest first, from their mean: float64[n, axes]."""
    return np.asarray(PCA(min(DIMENSIONS, *matrix.shape), svd_solver="covariance_eigh").fit_transform(matrix.astype(np.float64)))


def draw_shapeless(scores: np.ndarray, n: int, seed: int) -> Iterator[np.ndarray]:
    """Draw n times as many points as there are, as spread out along each axis, from one normal distribution."""
    random = np.random.default_rng(seed)
    return (random.normal(size=scores.shape) * scores.std(axis=0) for _ in range(n))


def _centres(matrix: np.ndarray, k: int) -> np.ndarray:
    return centres_of(matrix, AgglomerativeClustering(n_clusters=k).fit_predict(scores_of(matrix)), k)


def centres_of(matrix: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """Return the mean of each of k clusters, none of them empty, at unit length: float64[k, d]."""
    return unit(np.array([matrix[labels == number].mean(axis=0) for number in range(k)]))


def _match(reference: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    first, second = _aligned(reference, one), _aligned(reference, other)
    cosines = [(left * right).sum(axis=1) for left, right in ((reference, first), (reference, second), (first, second))]
    return np.asarray(np.clip(np.min(cosines, axis=0), 0, 1))


def _aligned(reference: np.ndarray, refit: np.ndarray) -> np.ndarray:
    """Put the topics of a refit in the order of the reference; nothing where it has fewer."""
    rows, columns = linear_sum_assignment(-(reference @ refit.T))
    aligned = np.zeros_like(reference)
    aligned[rows] = refit[columns]
    return aligned
