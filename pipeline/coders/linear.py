"""Score readings by a linear head on sentence vectors and seeds: the whole text, and its most telling sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.codebook import FEWEST_POSITIVES
from pipeline.coders.readings import Readings

STRENGTH = 3.0  # inverse of the L2 penalty
SEED_WEIGHT = 0.5  # of log(1 + seeds found) beside a unit vector


def features(vectors: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """Return float64[n, d + 1]: unit vectors, and what the seeds found in each text weigh."""
    return np.hstack([vectors.astype(np.float64), SEED_WEIGHT * np.log1p(seeds)[:, None]])


@dataclass(frozen=True)
class LinearHead:
    """Weights over a vector and its seeds, for one theme."""

    weights: np.ndarray  # float64[d + 1]
    intercept: float

    @classmethod
    def fit(cls, readings: Readings, labels: np.ndarray, column: int, own: np.ndarray, rows: np.ndarray | None = None) -> LinearHead:
        """Learn from labelled texts, and from the codebook's own text as positive pieces.

        Args:
            readings: of n texts.
            labels: bool[n]: which carry the theme.
            column: the theme's number.
            own: float32[m, d]: vectors of the codebook's own text on the theme.
            rows: the texts to learn from; all if not given.
        """
        chosen = np.arange(len(labels)) if rows is None else rows
        x = np.vstack([features(readings.whole[chosen], readings.whole_seeds[chosen, column]), features(own, np.ones(len(own)))])
        y = np.concatenate([labels[chosen], np.ones(len(own), dtype=bool)])
        if y.all():
            return cls(np.zeros(x.shape[1]), 0.0)  # nothing to tell it from
        balance = None if labels.sum() >= FEWEST_POSITIVES else "balanced"  # no exemplars say how common the theme is
        model = LogisticRegression(C=STRENGTH, class_weight=balance, max_iter=2000).fit(x, y)
        return cls(model.coef_[0], float(model.intercept_[0]))

    def score_whole(self, readings: Readings, column: int) -> np.ndarray:
        """Return the score that each text has as a whole, float64[n]."""
        return np.asarray(features(readings.whole, readings.whole_seeds[:, column]) @ self.weights + self.intercept)

    def score(self, readings: Readings, column: int) -> tuple[np.ndarray, np.ndarray]:
        """Return each text's score and the number of its most telling sentence, 0 where it has one sentence or they were not read."""
        whole = self.score_whole(readings, column)
        parts = features(readings.parts, readings.part_seeds[:, column]) @ self.weights + self.intercept
        best, telling = whole.copy(), np.zeros(len(whole), dtype=int)
        order = np.lexsort((-readings.number, parts))  # of equals the first sentence wins
        best[readings.owner[order]] = np.maximum(whole[readings.owner[order]], parts[order])
        telling[readings.owner[order]] = readings.number[order]
        return (whole + best) / 2, telling
