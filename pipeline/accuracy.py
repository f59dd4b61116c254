"""Measure how often given codes are right: precision, recall and F1 by theme, with intervals from resampled documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.bootstrap import effective, interval_of_share, resample

MEASURES = ("precision", "recall", "f1")


@dataclass(frozen=True)
class Compared:
    """What was coded twice: n segments, t themes; one side is held against the other."""

    true: np.ndarray  # float64[n, t]: 1 the theme is there, 0 it is not, 0.5 those who know are tied
    given: np.ndarray  # bool[n, t]: the side that is measured gave it
    documents: np.ndarray  # str[n]: of each segment, or what else is resampled whole
    weights: np.ndarray  # float64[n]: for how many segments each one speaks


def measure_accuracy(compared: Compared, theme_ids: Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Measure precision, recall and F1.

    Args:
        compared: the codes of both sides. Not changed.
        theme_ids: the t themes, in order.
        seed: of the resampled documents.

    Returns:
        A row for each theme, then ``macro`` (mean of the themes that either side gave) and ``micro`` (all decisions together): n (segments
        that truly carry it, unweighted; ties count half), precision, recall and f1, each with its low and high (95 %, from 2,000 resamples of
        documents, in parts so that memory stays bounded), and draws (the resamples in which either side has the theme, for ``macro`` all that
        it averages; the others say nothing of it). Null is what nothing is known of. Only documents bear on a measure in which something was
        given (precision), was truly there (recall) or either (F1), on ``macro`` as many as on the least known theme; where they are too few
        for ``bootstrap.interval_of_share``, its low and high are null.

    Source:
        Weighting by 1 / inclusion probability: Horvitz, Thompson (1952), Journal of the American Statistical Association 47, 663-685.
    """
    counts = _by_document(compared)
    by_theme = _shares(counts.sum(axis=0)[None])
    averaged = ~np.isnan(by_theme) & ~np.isnan(by_theme[:, 2:])  # a theme that neither side gave says nothing
    whole = _measures(counts.sum(axis=0)[None], averaged)[0]
    drawn = resample(counts, lambda sums: _measures(sums, averaged), seed)
    documents, codes = _bearing(counts, averaged[0]), _codes(compared, whole, averaged[0])
    positive = compared.true.sum(axis=0)
    n = [*positive, positive.sum(), positive.sum()]
    rows = [
        _row(name, float(n[at]), whole[:, at], drawn[:, :, at], np.column_stack([documents[:, at], codes[:, at]]))
        for at, name in enumerate([*theme_ids, "macro", "micro"])
    ]
    return pd.DataFrame(rows)


def _by_document(compared: Compared) -> np.ndarray:
    """Return float64[documents, 3, t]: weight of the segments that both sides gave, that were given, that truly carry the theme."""
    place: Any
    names, place = np.unique(compared.documents.astype(str), return_inverse=True)
    counts = np.zeros((max(len(names), 1), 3, compared.true.shape[1]))
    for position, flags in enumerate((compared.true * compared.given, compared.given, compared.true)):
        np.add.at(counts, (place, position), flags * compared.weights[:, None])
    return counts


def _measures(sums: np.ndarray, averaged: np.ndarray) -> np.ndarray:
    """Return float64[k, 3, t + 2] for float64[k, 3, t]: precision, recall and F1 of each theme, of their mean, and of all together.

    The mean is of those ``averaged``, bool[1, 3, t], and null where any of them is: without one theme it would be the mean of others.
    """
    by_theme, together = _shares(sums), _shares(sums.sum(axis=2, keepdims=True))
    n = averaged.sum(axis=2)
    mean = np.where(n > 0, np.where(averaged, by_theme, 0).sum(axis=2) / np.maximum(n, 1), np.nan)
    return np.concatenate([by_theme, mean[:, :, None], together], axis=2)


def _shares(sums: np.ndarray) -> np.ndarray:
    both, given, true = sums[:, 0], sums[:, 1], sums[:, 2]
    return np.stack([_share(both, given), _share(both, true), _share(2 * both, given + true)], axis=1)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)


def _bearing(counts: np.ndarray, averaged: np.ndarray) -> np.ndarray:
    """Return how many documents bear on precision, recall and F1 of each theme, of their mean, and of all together: int[3, t + 2]."""
    held = counts[:, 1:] > 0
    either = np.concatenate([held, held.any(axis=1, keepdims=True)], axis=1)
    by_theme, of_all = either.sum(axis=0), either.any(axis=2).sum(axis=0)
    fewest = np.where(averaged.any(axis=1), np.where(averaged, by_theme, len(counts)).min(axis=1, initial=len(counts)), 0)
    return np.asarray(np.column_stack([by_theme, fewest, of_all]))


def _codes(compared: Compared, values: np.ndarray, averaged: np.ndarray) -> np.ndarray:
    """Return of how many equally weighted codes each measure is a share: float64[3, t + 2].

    F1 is 2 J / (1 + J), where J is a share of the n codes that either side gave; so its variance is F1 (1 - F1) (2 - F1)^2 / (2 n). A mean of
    t shares of n codes each is as sure as a share of n t.
    """
    given, true = compared.given.astype(float), compared.true
    sides = [flags * compared.weights[:, None] for flags in (given, true, np.maximum(given, true))]
    codes = np.array([[*(effective(column) for column in side.T), effective(side.ravel())] for side in sides])
    codes[2] *= 2 / (2 - np.nan_to_num(np.delete(values[2], -2))) ** 2
    by_theme = codes[:, :-1]
    unsure = np.where(averaged, 1 / np.where(averaged, by_theme, 1), 0).sum(axis=1)
    of_mean = np.where(unsure > 0, averaged.sum(axis=1) ** 2 / np.where(unsure > 0, unsure, 1), 0)
    return np.column_stack([by_theme, of_mean, codes[:, -1]])


def _row(name: str, n: float, values: np.ndarray, drawn: np.ndarray, rests_on: np.ndarray) -> dict[str, Any]:
    row: dict[str, Any] = {"theme": name, "n": n}
    for at, measure in enumerate(MEASURES):
        documents, codes = rests_on[at]
        low, high = interval_of_share(drawn[:, at], int(documents), float(values[at]), float(codes))
        row |= {measure: float(values[at]), f"{measure}_low": low, f"{measure}_high": high}
    return row | {"draws": int((~np.isnan(drawn[:, 2])).sum())}
