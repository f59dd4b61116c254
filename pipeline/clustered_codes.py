"""Tell how much the error rates of a coder differ between documents, as far as that moves a corrected mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Residuals:
    """What each document's human codes say beyond the rates, of one theme and one set of rates."""

    parts: np.ndarray  # float64[2, n]: sum of weight x (value - rate) / sum of weights, with the machine's code and without it

    @staticmethod
    def of(rows: np.ndarray, assigned: np.ndarray, values: np.ndarray, weights: np.ndarray, n: int) -> Residuals:
        """Gather codes by document.

        Args:
            rows: int[codes]: number of the document.
            assigned: bool[codes]: the machine gave the theme.
            values: float64[codes].
            weights: float64[codes]: segments that each code speaks for.
            n: number of documents.
        """
        parts = np.zeros((2, n))
        for place, machine in enumerate((True, False)):
            here = assigned == machine
            total = weights[here].sum()
            if total > 0:
                rate = (weights[here] * values[here]).sum() / total
                parts[place] = np.bincount(rows[here], weights[here] * (values[here] - rate) / total, minlength=n)
        return Residuals(parts)


def widen(error: np.ndarray, own: np.ndarray, through_rates: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    """Widen the coder's error where the rates differ between documents.

    Args:
        error: float64[draws]: how far the mean lies off if every document has the same rates.
        own: float64[n]: what each document adds to the mean by its expected share: (share - mean) / documents, nought if it is not among them.
        through_rates: float64[n]: what it adds by its own codes, which move the rates of all.
        clusters: int[n]: number of the cluster of each document.

    Returns:
        The error, multiplied so that together with the spread of ``own`` its variance is that of the linearised mean over
        clusters, (own + through_rates) summed by cluster and squared, c / (c - 1) times; never made narrower. Few clusters are
        allowed for by t / z, as in ``resampling.interval``.

    Source:
        Linearisation with clusters as units: Binder (1983), International Statistical Review 51, 279-292.
    """
    from scipy.stats import norm, t

    used = np.unique(clusters[(own != 0) | (through_rates != 0)])
    known = float(error.var())
    if len(used) < 2 or known == 0:
        return error
    both, alone = (float((np.bincount(clusters, parts) ** 2).sum()) for parts in (own + through_rates, own))
    freedom = len(used) - 1
    stretch = (t.isf(0.025, freedom) / norm.isf(0.025)) ** 2 * len(used) / freedom
    return np.asarray(error * np.sqrt(max(stretch * (both - alone) / known, 1.0)))
