"""Measure how often given codes are right: precision, recall and F1 by theme, with intervals from resampled documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.bootstrap import interval, resample

MEASURES = ("precision", "recall", "f1")


@dataclass(frozen=True)
class Compared:
    """What was coded twice: n segments, t themes; one side is held against the other."""

    true: np.ndarray  # float64[n, t]: 1 the theme is there, 0 it is not, 0.5 those who know are tied
    given: np.ndarray  # bool[n, t]: the side that is measured gave it
    documents: np.ndarray  # str[n]: of each segment
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
        documents, in parts so that memory stays bounded), and draws (the resamples in which either side has the theme; the others say
        nothing of it). Null is what nothing is known of. Only documents bear on a measure in which something was given (precision), was
        truly there (recall) or either (F1); where they are too few for ``bootstrap.interval``, its low and high are null.

    Source:
        Weighting by 1 / inclusion probability: Horvitz, Thompson (1952), Journal of the American Statistical Association 47, 663-685.
    """
    counts = _by_document(compared)
    whole = _measures(counts.sum(axis=0)[None])[0]
    drawn = resample(counts, _measures, seed)
    documents = _bearing(counts)
    positive = compared.true.sum(axis=0)
    n = [*positive, positive.sum(), positive.sum()]
    rows = [_row(name, float(n[at]), whole[:, at], drawn[:, :, at], documents[:, at]) for at, name in enumerate([*theme_ids, "macro", "micro"])]
    return pd.DataFrame(rows)


def _by_document(compared: Compared) -> np.ndarray:
    """Return float64[documents, 3, t]: weight of the segments that both sides gave, that were given, that truly carry the theme."""
    place: Any
    names, place = np.unique(compared.documents.astype(str), return_inverse=True)
    counts = np.zeros((max(len(names), 1), 3, compared.true.shape[1]))
    for position, flags in enumerate((compared.true * compared.given, compared.given, compared.true)):
        np.add.at(counts, (place, position), flags * compared.weights[:, None])
    return counts


def _measures(sums: np.ndarray) -> np.ndarray:
    """Return float64[k, 3, t + 2] for float64[k, 3, t]: precision, recall and F1 of each theme, of their mean, and of all together."""
    by_theme, together = _shares(sums), _shares(sums.sum(axis=2, keepdims=True))
    seen = ~np.isnan(by_theme[:, 2:])  # a theme that neither side gave says nothing
    known = seen & ~np.isnan(by_theme)
    n = known.sum(axis=2)
    mean = np.where(n > 0, np.where(known, by_theme, 0).sum(axis=2) / np.maximum(n, 1), np.nan)
    return np.concatenate([by_theme, mean[:, :, None], together], axis=2)


def _shares(sums: np.ndarray) -> np.ndarray:
    both, given, true = sums[:, 0], sums[:, 1], sums[:, 2]
    return np.stack([_share(both, given), _share(both, true), _share(2 * both, given + true)], axis=1)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)


def _bearing(counts: np.ndarray) -> np.ndarray:
    """Return how many documents bear on precision, recall and F1 of each theme, of their mean, and of all together: int[3, t + 2]."""
    held = counts[:, 1:] > 0
    either = np.concatenate([held, held.any(axis=1, keepdims=True)], axis=1)
    of_all = either.any(axis=2, keepdims=True)
    return np.asarray(np.concatenate([either, of_all, of_all], axis=2).sum(axis=0))


def _row(name: str, n: float, values: np.ndarray, drawn: np.ndarray, documents: np.ndarray) -> dict[str, Any]:
    row: dict[str, Any] = {"theme": name, "n": n}
    for at, measure in enumerate(MEASURES):
        low, high = interval(drawn[:, at], int(documents[at]))
        row |= {measure: float(values[at]), f"{measure}_low": low, f"{measure}_high": high}
    return row | {"draws": int((~np.isnan(drawn[:, 2])).sum())}
