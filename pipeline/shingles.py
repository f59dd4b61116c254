"""Find texts that are nearly the same: all pairs that share most of their runs of three words, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

Integers = NDArray[np.int64]
ROWS = 2000  # texts held against the others at once, so that memory stays small
PAIRS = 100_000  # verified at once


def alike(texts: Sequence[str], least: float, of: Literal["union", "larger"] = "union") -> Integers:
    """Return the pairs of texts that are nearly the same.

    Args:
        texts: words parted by one space, in one case, without marks. Those of fewer than three words are like none.
        least: the share from which two texts are alike, above 0.
        of: runs of three words in both texts, over those in either (Jaccard), or over those of the text that has more.

    Returns:
        An array of two columns, numbers of texts, the lower first, sorted. Exact: no pair is missed, each is verified.

    Source:
        Texts so alike share one of their rarest runs: prefix filtering, Bayardo, Ma & Srikant (2007), Scaling up all pairs
        similarity search, WWW 2007.
    """
    runs = _runs(texts)
    sizes = np.asarray(runs.sum(axis=1)).ravel()
    found = [_verified(runs, sizes, pairs, least, of) for pairs in _candidates(runs, sizes, least)]
    pairs = np.concatenate([np.empty((0, 2), dtype=np.int64), *found])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _runs(texts: Sequence[str]) -> sparse.csr_matrix:
    """Count in a row a text, in columns by rarity, rarest first, the runs it has; 1 however often."""
    words = [text.split() for text in texts]
    numbers, known = pd.factorize(np.array([word for own in words for word in own], dtype=object))
    base = len(known) + 1
    text_of = np.repeat(np.arange(len(texts)), [len(own) for own in words])
    whole = text_of[:-2] == text_of[2:]  # a run does not go on from one text to the next
    rows, ids = text_of[:-2][whole], ((numbers[:-2] * base + numbers[1:-1]) * base + numbers[2:])[whole]
    _, columns, counts = np.unique(ids, return_inverse=True, return_counts=True)
    matrix = sparse.csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(len(texts), len(counts)))
    matrix.data[:] = 1  # after equal runs of a text were added up
    within = np.bincount(matrix.indices, minlength=len(counts))
    rarity = np.empty(len(counts), dtype=np.int64)
    rarity[np.argsort(within, kind="stable")] = np.arange(len(counts))
    return sparse.csr_matrix((matrix.data, rarity[matrix.indices], matrix.indptr), shape=matrix.shape)


def _candidates(runs: sparse.csr_matrix, sizes: Integers, least: float) -> Iterator[Integers]:
    """Yield pairs that share a run among so many of their rarest that alike texts must."""
    rare = _rarest(runs, sizes, least)
    turned = rare.T.tocsr()
    for start in range(0, rare.shape[0], ROWS):
        shared = (rare[start : start + ROWS] @ turned).tocoo()
        first, second = shared.row.astype(np.int64) + start, shared.col.astype(np.int64)
        smaller, larger = np.minimum(sizes[first], sizes[second]), np.maximum(sizes[first], sizes[second])
        keep = (first < second) & (smaller >= least * larger)
        pairs = np.column_stack([first[keep], second[keep]])
        yield from (pairs[n : n + PAIRS] for n in range(0, len(pairs), PAIRS))


def _rarest(runs: sparse.csr_matrix, sizes: Integers, least: float) -> sparse.csr_matrix:
    """Keep of each text the rarest runs, as many as there may be without one that an alike text shares, and one more."""
    ordered = runs.sorted_indices()
    places = np.arange(ordered.nnz) - np.repeat(ordered.indptr[:-1], np.diff(ordered.indptr))
    kept = sizes - np.ceil(least * sizes - 1e-9).astype(np.int64) + 1
    often = np.bincount(ordered.indices, minlength=ordered.shape[1]) > 1  # a run that only one text has is in no pair
    mask = (places < np.repeat(kept, np.diff(ordered.indptr))) & often[ordered.indices]
    rows = np.repeat(np.arange(ordered.shape[0]), np.diff(ordered.indptr))[mask]
    return sparse.csr_matrix((ordered.data[mask], (rows, ordered.indices[mask])), shape=ordered.shape)


def _verified(runs: sparse.csr_matrix, sizes: Integers, pairs: Integers, least: float, of: str) -> Integers:
    """Keep the pairs that are alike indeed."""
    first, second = pairs[:, 0], pairs[:, 1]
    both = np.asarray(runs[first].multiply(runs[second]).sum(axis=1)).ravel()
    whole = sizes[first] + sizes[second] - both if of == "union" else np.maximum(sizes[first], sizes[second])
    return pairs[both >= least * whole - 1e-9]
