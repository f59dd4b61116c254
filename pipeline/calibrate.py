"""Turn scores into probabilities and choose a threshold, from labelled examples the scorers have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.codebook import FEWEST_POSITIVES

CANDIDATES = np.linspace(0.05, 0.95, 91)  # thresholds among which the best F is sought; none is lower, or what nobody can tell apart went to all
LOOSE = 1e3  # inverse penalty of the curve: next to none


@dataclass(frozen=True)
class Calibration:
    """A logistic curve from scores to probability, and the probability from which a code is given."""

    slopes: tuple[float, ...]
    intercept: float
    threshold: float

    def probability(self, *scores: np.ndarray) -> np.ndarray:
        """Return probabilities, 0 to 1, rounded to 6 digits, from as many scores as there are slopes."""
        total = self.intercept + sum(slope * score for slope, score in zip(self.slopes, scores, strict=True))
        return np.asarray(np.round(1 / (1 + np.exp(-np.asarray(total, dtype=np.float64))), 6))


@dataclass(frozen=True)
class Weighing:
    """How several scores of one theme are put together, one entry a score.

    Scores with a share of ``joined`` are put on one scale, each by a curve of its own, and weigh by these shares whatever
    the labels say: of two scores that say nearly the same, labels would give one all the weight. The slope of every
    other score is learnt from the labels beside it, and then multiplied by its ``trust``: above 1 where the labelled
    examples are known to say less of a score than documents do, below 1 where they say more.
    """

    joined: tuple[float, ...]
    trust: tuple[float, ...]


@dataclass(frozen=True)
class Counted:
    """Whether each example carries a theme, and for how many examples it stands."""

    labels: np.ndarray  # bool[n]
    counts: np.ndarray  # float64[n]


def calibrate(
    labels: np.ndarray, beta: float, *scores: np.ndarray, weighing: Weighing | None = None, counts: np.ndarray | None = None
) -> Calibration:
    """Fit the curve and the threshold.

    Args:
        labels: whether each example carries the theme.
        beta: the threshold is the one at which probabilities that hold have the best F-beta: that F over 1 + beta squared, at least .05.
        scores: one array a scorer, one value an example, from scorers that have not seen the example.
        weighing: how scores are put together; not given: every slope is learnt from the labels.
        counts: float64[n]: for how many examples each stands; not given: one each.

    Returns:
        The calibration; with fewer than 8 positives the plain logistic of the first score, threshold .5.

    Source:
        Platt (1999), Probabilistic outputs for support vector machines, in Advances in Large Margin Classifiers, 61-74.
        Lipton, Elkan, Naryanaswamy (2014), Optimal thresholding of classifiers to maximize F1 measure, in ECML PKDD 2014,
        theorem 1 (here for any beta). How good the best F is hardly depends on the draw of examples; which threshold has it does.
    """
    if labels.sum() < FEWEST_POSITIVES or labels.all():
        return Calibration((1.0,) + (0.0,) * (len(scores) - 1), 0.0, 0.5)
    x, counted = np.column_stack(scores), Counted(labels, np.ones(len(labels)) if counts is None else counts.astype(float))
    directions = _weighed(x, counted, weighing)[:, None] if weighing else np.eye(len(scores))
    curve = _curve(x @ directions, counted)
    fitted = Calibration(tuple((directions @ curve.coef_[0]).tolist()), float(curve.intercept_[0]), 0.5)
    return Calibration(fitted.slopes, fitted.intercept, _best_threshold(fitted.probability(*x.T), counted, beta))


def _curve(x: np.ndarray, counted: Counted) -> LogisticRegression:
    return LogisticRegression(C=LOOSE, max_iter=1000).fit(x, counted.labels, counted.counts)


def _weighed(x: np.ndarray, counted: Counted, weighing: Weighing) -> np.ndarray:
    """Return slopes, float64[scores], that are right but for a common factor: what they give has a standard deviation of 1."""
    shares = np.array(weighing.joined)
    together = np.array([share and share * _curve(x[:, [n]], counted).coef_[0, 0] for n, share in enumerate(shares)], dtype=float)
    apart = np.diag(shares == 0)[:, shares == 0].astype(float)
    directions = np.column_stack([together, apart])
    trust = np.concatenate([[1.0], np.array(weighing.trust)[shares == 0]])
    slopes = directions @ (_curve(x @ directions, counted).coef_[0] * trust)
    total = x @ slopes
    mean = np.average(total, weights=counted.counts)
    spread = float(np.sqrt(np.average((total - mean) ** 2, weights=counted.counts)))
    return np.asarray(slopes / max(spread, 1e-9))


def _best_threshold(probabilities: np.ndarray, counted: Counted, beta: float) -> float:
    assigned = probabilities[None, :] >= CANDIDATES[:, None]
    carried = counted.labels * counted.counts
    f_beta = (1 + beta**2) * (assigned @ carried) / (beta**2 * carried.sum() + assigned @ counted.counts)
    return round(max(float(f_beta.max()) / (1 + beta**2), float(CANDIDATES[0])), 2)


def folds_of(groups: Sequence[str], folds: int, seed: int) -> np.ndarray:
    """Return the fold of each example, so that a group is never parted: else a scorer passes for knowing its habits.

    >>> folds_of(["ann", "ann", "bob", "bob"], 2, 0).tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    True
    """
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names)) % folds
    number = dict(zip(names, order.tolist(), strict=True))
    return np.array([number[group] for group in groups], dtype=int)
