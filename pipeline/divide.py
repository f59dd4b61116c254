"""Divide a theme into sub-topics: what is spoken of where the theme is spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage

from pipeline.class_words import class_words
from pipeline.config import Discover
from pipeline.stability import Refit, centres_of, draw_shapeless, halves, mean_match, scores_of
from pipeline.topic_ids import FOUND_AGAIN, Numbers, carry_over, unit
from pipeline.topic_training import Training

FEWEST_SEGMENTS = 24  # of a theme; with fewer there is too little to divide
FEWEST_SOURCES = 3
SEGMENTS_EACH = 8  # in each of two sub-topics or more
MOST_SUBTOPICS = 6
MOST_SEGMENTS = 1500  # of a theme, drawn at random: the tree needs the square of them
SHAPELESS = 19  # heaps without parts; a theme has parts where it is tighter than each of them, which by chance one in twenty is
STABLE = 0.6  # stability from which a sub-topic is not fragile


@dataclass(frozen=True)
class Division:
    """The sub-topics of one theme, largest first at the first fit."""

    theme_id: str
    numbers: Numbers
    centres: np.ndarray  # float32[sub-topics, d], unit length
    words: tuple[tuple[str, ...], ...]
    stability: tuple[float | None, ...]


class _Cut(NamedTuple):
    labels: np.ndarray
    centres: np.ndarray
    stability: tuple[float | None, ...]

    @property
    def measured(self) -> np.ndarray:
        return np.array([0.0 if own is None else own for own in self.stability])


def divide(
    training: Training, codings: pd.DataFrame, theme_ids: Sequence[str], settings: Discover, earlier: Sequence[Division]
) -> tuple[Division, ...]:
    """Divide every theme that has enough segments.

    Args:
        training: what the topic model learns from.
        codings: CODINGS; a theme is divided by its assigned segments. Not changed.
        theme_ids: the themes, in the codebook's order.
        settings: ``[discover]``: words, refits, seed.
        earlier: the divisions of the model before this one; sub-topics found again keep their numbers.

    Returns:
        For each theme with 24 segments from three sources or more its sub-topics: the largest number of them, up to
        six, of which each has eight segments, is found again in refits (stability .6) and would pass for no other (cosine
        of centres below .6), and which leave less of the spread within them than those of each of 19 heaps without parts that
        are spread out as the theme is. If refits find no such division again, the most stable one; none for a theme without any.
        Last, without sub-topics, what earlier divided and this does not: the highest number each ever had is kept.

    Source:
        Ward (1963), Hierarchical grouping to optimize an objective function, Journal of the American Statistical Association 58, 236-244;
        heaps without parts as in Liu, Hayes, Nobel, Marron (2008), Statistical significance of clustering for high-dimension,
        low-sample size data, Journal of the American Statistical Association 103, 1281-1293.
    """
    assigned = codings[codings["assigned"]]
    before = {division.theme_id: division for division in earlier}
    found: dict[str, Division | None] = {}
    for theme_id in theme_ids:
        carried = set(assigned.loc[assigned["theme_id"] == theme_id, "segment_id"])
        members = np.flatnonzero(training.rows["segment_id"].isin(carried).to_numpy())
        members = _sampled(members, settings)
        if len(members) >= FEWEST_SEGMENTS and len(set(training.cluster_ids[members])) >= FEWEST_SOURCES:
            found[theme_id] = _division(theme_id, training, members, settings, before.get(theme_id))
    gone = {theme_id: _none(theme_id, before[theme_id]) for theme_id in before if not found.get(theme_id)}
    return (*(division for division in found.values() if division), *gone.values())


def _none(theme_id: str, before: Division | None = None) -> Division:
    """Return a division into nothing, which holds the highest number that a sub-topic of the theme ever had."""
    return Division(theme_id, Numbers((), before.numbers.highest if before else 0), np.empty((0, 0), np.float32), (), ())


def _sampled(members: np.ndarray, settings: Discover) -> np.ndarray:
    if len(members) <= MOST_SEGMENTS:
        return members
    return np.sort(np.random.default_rng(settings.seed).choice(members, MOST_SEGMENTS, replace=False))


def _division(theme_id: str, training: Training, members: np.ndarray, settings: Discover, before: Division | None) -> Division | None:
    matrix = training.matrix[members].astype(np.float64)
    cut = _best_cut(matrix, training.cluster_ids[members], settings)
    if cut is None:
        return None
    document_ids = training.rows["document_id"].to_numpy()[members].tolist()
    words = class_words([training.naming.words[place] for place in members], document_ids, cut.labels, len(cut.centres), settings.top_words)
    known = before or _none(theme_id)
    numbers = carry_over(cut.centres, known.centres, known.numbers, matrix.mean(axis=0))
    return Division(theme_id, numbers, cut.centres.astype(np.float32), words, cut.stability)


def _best_cut(matrix: np.ndarray, cluster_ids: np.ndarray, settings: Discover) -> _Cut | None:
    drawn = [half for half in halves(cluster_ids, settings) if min(half.sum(), (~half).sum()) > MOST_SUBTOPICS]
    pairs = [[(matrix[half], linkage(matrix[half], "ward")) for half in (own, ~own)] for own in drawn]
    tree, scores, mean, cuts = linkage(matrix, "ward"), scores_of(matrix), matrix.mean(axis=0), []
    shapeless = [(points, linkage(points, "ward")) for points in draw_shapeless(scores, SHAPELESS, settings.seed)]
    for k in range(2, MOST_SUBTOPICS + 1):
        labels = _labels(tree, k)
        if np.bincount(labels).min() < SEGMENTS_EACH or _spread(scores, labels) >= min(_spread(own, _labels(its, k)) for own, its in shapeless):
            continue
        centres = centres_of(matrix, labels, labels.max() + 1)
        if np.triu(unit(centres, mean) @ unit(centres, mean).T, 1).max() >= FOUND_AGAIN:
            continue
        refits = [Refit(*(_cut_centres(part, its, k) for part, its in pair)) for pair in pairs]
        cuts.append(_Cut(labels, centres, mean_match(centres, refits, mean)))
    stable = [cut for cut in cuts if cut.measured.min() >= STABLE]
    return stable[-1] if stable else max(cuts, key=lambda cut: cut.measured.mean(), default=None)


def _spread(points: np.ndarray, labels: np.ndarray) -> float:
    """Return which share of the spread of points is left within clusters."""
    around = sum(float(((points[labels == own] - points[labels == own].mean(axis=0)) ** 2).sum()) for own in np.unique(labels))
    return around / max(float(((points - points.mean(axis=0)) ** 2).sum()), 1e-12)


def _cut_centres(matrix: np.ndarray, tree: np.ndarray, k: int) -> np.ndarray:
    labels = _labels(tree, k)
    return centres_of(matrix, labels, labels.max() + 1)


def _labels(tree: np.ndarray, k: int) -> np.ndarray:
    """Cut a tree into k clusters, the largest numbered 0; of equals, the one with the earliest segment."""
    found = fcluster(tree, k, "maxclust") - 1
    first = {int(label): place for place, label in reversed(list(enumerate(found)))}
    ordered = sorted(first, key=lambda label: (-int((found == label).sum()), first[label]))
    return np.array([ordered.index(int(label)) for label in found])


def division_arrays(divisions: Sequence[Division]) -> dict[str, np.ndarray]:
    """Return the arrays to keep."""
    return {f"within-{division.theme_id}": division.centres for division in divisions}


def division_facts(divisions: Sequence[Division]) -> list[dict[str, Any]]:
    """Return the rest to keep, as JSON holds it."""
    return [
        {"theme_id": d.theme_id, "numbers": d.numbers.own, "highest": d.numbers.highest, "words": d.words, "stability": d.stability}
        for d in divisions
    ]


def read_divisions(arrays: Mapping[str, np.ndarray], facts: Sequence[Mapping[str, Any]]) -> tuple[Division, ...]:
    """Read what was kept."""
    return tuple(
        Division(
            own["theme_id"],
            Numbers(tuple(own["numbers"]), own["highest"]),
            arrays[f"within-{own['theme_id']}"],
            tuple(tuple(words) for words in own["words"]),
            tuple(own["stability"]),
        )
        for own in facts
    )
