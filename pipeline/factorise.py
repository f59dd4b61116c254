"""Factorise the words of segments into topics, some of them guided, and give each segment's share of each topic."""

from __future__ import annotations

import warnings

import numpy as np
from scipy.optimize import nnls
from scipy.sparse import csr_matrix, vstack

from pipeline.topic_ids import unit

ROUNDS = 300
RIDGE = 1e-6  # keeps two topics of the same words apart
# Weight of a guide, in segments of an average topic. At .2 the guided topic of a theme that the documents hardly speak of strayed to what
# they do speak of; at .03 most did.
GUIDANCE = 1.0


def factorise(rows: csr_matrix, guides: np.ndarray, n_free: int, *, start: int | None = None) -> np.ndarray:
    """Return the topics: guided ones first, in the order of the guides, then the free ones.

    The guides are factorised with the segments, each as heavy as the segments of an average topic, so that a guided
    topic takes up the words that go with its guide and stays with it. The free topics start from what the guides
    leave of the segments.

    Args:
        rows: float64[segments, words], TF-IDF. Not changed.
        guides: float64[themes, words], unit length; a guide of nothing makes a topic of nothing.
        n_free: how many free topics.
        start: seed of a random start of the free topics; None: the non-negative double singular value decomposition, which leaves nothing to chance.

    Returns:
        float64[themes + n_free, words], each of unit length or nothing.

    Source:
        Boutsidis & Gallopoulos (2008), SVD based initialization, Pattern Recognition 41, 1350-1362; coordinate descent: Cichocki & Phan (2009),
        IEICE Transactions E92-A, 708-721, as in scikit-learn's ``NMF``; guides as rows: Vendrow and others (2021), ICASSP (arXiv:2010.11365).
    """
    live = guides.any(axis=1)
    if not n_free or not rows.nnz:
        return np.vstack([guides, np.zeros((0, guides.shape[1]))])
    free = _free(rows, guides[live], n_free, start)
    first = np.vstack([guides[live], free])
    weight = np.sqrt(GUIDANCE * rows.shape[0] / len(first))
    whole = vstack([rows, csr_matrix(weight * guides[live])]).tocsr()
    _, found = _nmf(whole, len(first), "custom", 0, amounts(whole, first), first)
    topics = np.zeros((len(guides) + n_free, guides.shape[1]))
    topics[np.concatenate([np.flatnonzero(live), np.arange(len(guides), len(topics))])] = found
    return unit(topics)


def _free(rows: csr_matrix, guides: np.ndarray, n_free: int, start: int | None) -> np.ndarray:
    left = rows.copy()
    if len(guides):
        told = amounts(rows, guides)
        places = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        left.data = np.clip(rows.data - (told[places] * guides[:, rows.indices].T).sum(axis=1), 0, None)
    if not left.sum():
        left = rows
    simple = start is None and n_free <= min(left.shape)
    _, found = _nmf(left, n_free, "nndsvda" if simple else "random", start or 0)
    return unit(found)


def _nmf(
    rows: csr_matrix, k: int, init: str, seed: int, amounts: np.ndarray | None = None, topics: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(k, init=init, random_state=seed, max_iter=ROUNDS)
    given = {} if topics is None else {"W": amounts, "H": topics}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # after so many rounds words no longer change their order
        return model.fit_transform(rows, **given), model.components_


def amounts(rows: csr_matrix, topics: np.ndarray) -> np.ndarray:
    """Return how much of each topic makes each segment up best, float64[segments, topics], none below nothing.

    Each row is solved by itself, so that it does not hang on the others.

    Source:
        Lawson & Hanson (1974), Solving least squares problems, chapter 23; the normal equations by their Cholesky factor.
    """
    if not len(topics):
        return np.zeros((rows.shape[0], 0))
    factor = np.linalg.cholesky(topics @ topics.T + RIDGE * np.eye(len(topics)))
    inverse = np.linalg.inv(factor)
    products = rows @ topics.T
    return np.array([nnls(factor.T, inverse @ own)[0] if own.any() else np.zeros(len(topics)) for own in products]).reshape(-1, len(topics))


def shares(rows: csr_matrix, topics: np.ndarray) -> np.ndarray:
    """Return each topic's share of each segment, float64[segments, topics], rounded to 6 digits; nothing where no topic has a word of it."""
    found = amounts(rows, topics)
    return np.asarray(np.round(found / found.sum(axis=1, keepdims=True).clip(min=1e-12), 6))
