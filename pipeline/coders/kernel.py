"""Score by likeness to exemplars: regularised least squares with a Gaussian kernel on sentence vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

WIDTH = 1.0  # gamma of exp(-gamma |x - y|^2)
PENALTY = 0.3
AT_ONCE = 512  # texts held against all exemplars at once: with thousands of exemplars, more would be hundreds of megabytes


@dataclass(frozen=True)
class KernelHead:
    """Exemplars' vectors and, for every theme, a coefficient for each.

    Source:
        Rifkin, Yeo, Poggio (2003), Regularized least-squares classification, in Advances in Learning Theory, 131-154.
    """

    vectors: np.ndarray  # float32[e, d], unit length
    coefficients: np.ndarray  # float64[e, themes]

    @classmethod
    def fit(cls, vectors: np.ndarray, carried: np.ndarray, known: np.ndarray | None = None) -> KernelHead:
        """Solve for all themes at once; targets are 1 where an exemplar carries the theme, else -1.

        Args:
            vectors: float32[e, d].
            carried: bool[e, themes].
            known: bool[e, themes]: where an exemplar says nothing of a theme, it has no coefficient there; all if not given.
        """
        kernel = _kernel(vectors, vectors)
        kernel[np.diag_indices_from(kernel)] += PENALTY
        targets = np.where(carried, 1.0, -1.0)
        if known is None or known.all() or not len(kernel):
            return cls(vectors, _solve(kernel, targets))
        coefficients = np.zeros(targets.shape)
        factor = cho_factor(kernel, lower=True, overwrite_a=True)
        for pattern in np.unique(known, axis=1).T:  # themes that the same exemplars say something of
            themes = np.flatnonzero((pattern == known.T).all(axis=1))
            coefficients[:, themes] = _solve_known(factor, targets[:, themes], pattern)
        return cls(vectors, coefficients)

    def score(self, vectors: np.ndarray) -> np.ndarray:
        """Return a score for each vector and theme, float64[n, themes]; about -1 to 1."""
        blocks = (vectors[first : first + AT_ONCE] for first in range(0, len(vectors), AT_ONCE))
        scores = [_kernel(block, self.vectors) @ self.coefficients for block in blocks]
        return np.vstack(scores) if scores else np.zeros((0, self.coefficients.shape[1]))


def _kernel(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    kernel = one.astype(np.float64) @ two.astype(np.float64).T
    np.subtract(1, kernel, out=kernel)  # in place: with thousands of exemplars a copy is a quarter of a gigabyte
    np.maximum(kernel, 0, out=kernel)
    np.multiply(kernel, -2 * WIDTH, out=kernel)
    return np.exp(kernel, out=kernel)


def _solve(kernel: np.ndarray, targets: np.ndarray) -> np.ndarray:
    return np.asarray(cho_solve(cho_factor(kernel, lower=True), targets)) if len(kernel) else targets


def _solve_known(factor: tuple[np.ndarray, bool], targets: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Solve for the known rows alone, from the factor of the kernel of all rows.

    The coefficients of the other rows are nought where their targets are such that nothing is left for them to do. So one factor, the costly
    part, serves every theme. Source: block elimination, as in Golub, Van Loan (2013), Matrix Computations, 4th edition, 3.2 and 4.2.

    Returns:
        float64[e, themes]; nought in rows that are not known.
    """
    silent = np.flatnonzero(~known)
    columns = np.zeros((len(known), len(silent)))
    columns[silent, np.arange(len(silent))] = 1.0
    own = np.where(known[:, None], targets, 0.0)
    inverse = np.asarray(cho_solve(factor, columns))
    solved = np.asarray(cho_solve(factor, own))
    if len(silent):
        solved -= inverse @ np.linalg.solve(inverse[silent], solved[silent])
    solved[silent] = 0.0
    return solved
