"""Code segments again with every theme's threshold moved, from the scores that they have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipeline.codebook import Codebook
from pipeline.own_thresholds import own_thresholds

TIED = 1e-6  # scores are rounded to six digits


def recode(codings: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook, step: float) -> pd.DataFrame | None:
    """Assign themes with every threshold moved by a step.

    Args:
        codings: a CODINGS table. Not changed.
        segments: its SEGMENTS.
        codebook: which themes are sub-codes: who gets one gets its parent, here as in coding.
        step: how far up, or with a minus down.

    Returns:
        segment_id, theme_id, document_id and ``assigned``, codable segments alone; None where no theme goes by its score, as
        with the topic model as coder. A theme's threshold is the one that ``codings.why`` says, which may differ by document,
        else the lowest score with which the theme was given on its own account. One below the step is halved, one that near 1 brought
        half-way to 1. A theme that does not go by its score stays as coded.
    """
    codable = segments.loc[segments["codable"], ["segment_id", "document_id"]]
    rows = codings.merge(codable, on="segment_id", validate="many_to_one").sort_values(["theme_id", "segment_id"])
    rows = rows.merge(own_thresholds(rows), on=["document_id", "theme_id"], how="left", validate="many_to_one")
    by_theme = {str(theme_id): part for theme_id, part in rows.groupby("theme_id", sort=True)}
    before = {theme_id: part["assigned"].to_numpy(dtype=bool) for theme_id, part in by_theme.items()}
    after: dict[str, np.ndarray] = {}
    moved = False
    for theme_id in _children_first(codebook, by_theme):
        children = [child.id for child in codebook.theme if child.parent == theme_id and child.id in before]
        score, below = by_theme[theme_id]["score"].to_numpy(dtype=float), _any([before[child] for child in children], before[theme_id])
        threshold = _threshold(score, before[theme_id], below, by_theme[theme_id]["threshold"].to_numpy(dtype=float))
        own = before[theme_id] & ~below if threshold is None else (score >= _moved(threshold, step) - TIED) & (score > 0)
        after[theme_id] = own | _any([after[child] for child in children], own)
        moved |= threshold is not None
    if not moved:
        return None
    return pd.concat([by_theme[theme_id][["segment_id", "theme_id", "document_id"]].assign(assigned=own) for theme_id, own in after.items()])


def count(recoded: pd.DataFrame, document_themes: pd.DataFrame) -> pd.DataFrame:
    """Return document_themes with the numbers of segments that were assigned anew."""
    counts = recoded.groupby(["document_id", "theme_id"])["assigned"].sum().rename("again").reset_index()
    merged = document_themes.merge(counts, on=["document_id", "theme_id"], how="left", validate="one_to_one")
    return merged.assign(n_assigned=merged["again"].fillna(0).astype("Int64")).drop(columns="again")


def _children_first(codebook: Codebook, known: dict[str, pd.DataFrame]) -> Iterator[str]:
    parents = {theme.id: theme.parent for theme in codebook.theme}

    def depth(theme_id: str) -> int:
        parent = parents.get(theme_id)
        return 0 if parent is None else 1 + depth(parent)

    yield from sorted(known, key=lambda theme_id: (-depth(theme_id), theme_id))


def _any(flags: list[np.ndarray], like: np.ndarray) -> np.ndarray:
    return np.logical_or.reduce(flags) if flags else np.zeros(like.shape, dtype=bool)


def _threshold(score: np.ndarray, assigned: np.ndarray, below: np.ndarray, said: np.ndarray) -> np.ndarray | None:
    """Return the threshold of each coding of a theme; None where it does not go by its score."""
    own = assigned & ~below
    if not own.any():
        return None
    found = np.full(len(score), score[own].min()) if np.isnan(said).any() else said
    wrong = (score[own] < found[own] - TIED).any() or (score[~assigned & ~below] > found[~assigned & ~below] + TIED).any()
    return None if wrong else found


def _moved(threshold: np.ndarray, step: float) -> np.ndarray:
    return np.maximum(threshold + step, threshold / 2) if step < 0 else np.minimum(threshold + step, (1 + threshold) / 2)
