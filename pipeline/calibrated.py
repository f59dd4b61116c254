"""Hold scores against codes: whether of the segments with score .7 about seven in ten carry the theme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.reliability import DRAWS, interval

BINS = 10
MOST_ERROR, LEAST_SKILL, ENOUGH = 0.06, 0.2, 20  # what is asked of scores, where there are so many positives


@dataclass(frozen=True)
class Calibrated:
    """Expected calibration error and Brier skill with their 95 % intervals over documents; null where nothing can be known."""

    error: tuple[float, float, float]
    skill: tuple[float, float, float]
    n_positive: int


def hold_scores(scores: np.ndarray, labels: np.ndarray, weights: np.ndarray, documents: np.ndarray, seed: int = 0) -> Calibrated:
    """Measure calibration of one theme's scores on coded segments.

    Args:
        scores: probabilities that the machine gave, 0 to 1.
        labels: whether the code was given.
        weights: one over the probability with which the segment was drawn.
        documents: the document of each segment.
        seed: of 2,000 resamples of documents.

    Returns:
        Value, low and high of the expected calibration error (ten bins of equal width; mean distance of mean score and share of labels, weighted by
        the bin's part) and of the Brier skill (1 less the Brier score over that of the share of labels alone).

    Source:
        Naeini, Cooper, Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning, AAAI (expected calibration error);
        Brier (1950), Monthly Weather Review 78, 1-3.
    """
    if len(scores) == 0:
        nothing = (np.nan, np.nan, np.nan)
        return Calibrated(nothing, nothing, 0)
    place, names = pd.factorize(documents.astype(str))
    sums = np.zeros((len(names), BINS, 4))  # weight, weighted score, weighted label, weighted squared error
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    np.add.at(sums, (place, bins), weights[:, None] * np.column_stack([np.ones(len(scores)), scores, labels, (scores - labels) ** 2]))
    n = len(names)
    resampled = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=DRAWS)
    drawn, whole = np.tensordot(resampled, sums, axes=1), sums.sum(axis=0)[None]
    return Calibrated(
        (float(_error(whole)[0]), *interval(_error(drawn))),
        (float(_skill(whole)[0]), *interval(_skill(drawn))),
        int(labels.sum()),
    )


def _error(sums: np.ndarray) -> np.ndarray:
    distance: np.ndarray = np.abs(sums[..., 1] - sums[..., 2]).sum(axis=1) / sums[..., 0].sum(axis=1)
    return distance


def _skill(sums: np.ndarray) -> np.ndarray:
    weight, labels, squared = (sums[..., part].sum(axis=1) for part in (0, 2, 3))
    share = labels / weight
    plain = share * (1 - share)
    return np.where(plain > 1e-12, 1 - squared / weight / np.where(plain > 1e-12, plain, 1), np.nan)
