"""Score by likeness to exemplars: regularised least squares with a Gaussian kernel on sentence vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WIDTH = 1.0  # gamma of exp(-gamma |x - y|^2)
PENALTY = 0.3


@dataclass(frozen=True)
class KernelHead:
    """Exemplars' vectors and, for every theme, a coefficient for each.

    Source:
        Rifkin, Yeo, Poggio (2003), Regularized least-squares classification, in Advances in Learning Theory, 131-154.
    """

    vectors: np.ndarray  # float32[e, d], unit length
    coefficients: np.ndarray  # float64[e, themes]

    @classmethod
    def fit(cls, vectors: np.ndarray, carried: np.ndarray) -> KernelHead:
        """Solve for all themes at once; targets are 1 where an exemplar carries the theme, else -1."""
        kernel = _kernel(vectors, vectors)
        kernel[np.diag_indices_from(kernel)] += PENALTY
        return cls(vectors, np.linalg.solve(kernel, np.where(carried, 1.0, -1.0)))

    def score(self, vectors: np.ndarray) -> np.ndarray:
        """Return a score for each vector and theme, float64[n, themes]; about -1 to 1."""
        return np.asarray(_kernel(vectors, self.vectors) @ self.coefficients)


def _kernel(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.asarray(np.exp(-2 * WIDTH * np.maximum(0.0, 1 - one.astype(np.float64) @ two.astype(np.float64).T)))
