"""Find which texts share words: a product of sparse matrices, block by block, in place of a loop over pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

PAIRS = 2**20  # of texts held against each other at once: some ten megabytes


def sharing(words: Sequence[AbstractSet[str]], at_least: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield the pairs of texts that share words, block by block, each pair both ways round and no text with itself.

    Args:
        words: of each of n texts.
        at_least: how many words a pair shares at least; one or more.

    Yields:
        Three arrays of one length: the places of the first texts, those of the second, and how many words they share.
        First places never go down, within a block or from one to the next; the second ones are in no order.
    """
    matrix = _matrix(words)
    turned = matrix.T.tocsr()
    at_once = max(1, PAIRS // max(1, len(words)))
    for first in range(0, len(words), at_once):
        product = (matrix[first : first + at_once] @ turned).tocoo()
        one, other = product.row + first, product.col
        kept = (product.data >= at_least) & (one != other)
        yield one[kept], other[kept], product.data[kept]


def _matrix(words: Sequence[AbstractSet[str]]) -> csr_matrix:
    """Return texts by words, 1 where a text has a word; counts are whole numbers, so that nothing is rounded."""
    columns = {word: n for n, word in enumerate(sorted(set().union(*words)))}
    places = [columns[word] for own in words for word in own]
    bounds = np.cumsum([0, *map(len, words)])
    return csr_matrix((np.ones(len(places), dtype=np.int32), places, bounds), shape=(len(words), len(columns)))
