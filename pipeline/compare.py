"""Hold places and source types against each other: differences with what may be said of them, words, and how far apart they talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.config import Compare, Track
from pipeline.correction import Corrected, correct_measures
from pipeline.distances import judge_distances, weigh_distance
from pipeline.judge import CONTRASTS as VERDICTS
from pipeline.judge import judge, weigh
from pipeline.measures import Measures, measure
from pipeline.resampling import random_for
from pipeline.schema import tuples
from pipeline.standardise import standardised_difference
from pipeline.strata import NOT_GIVEN, Strata, stratify
from pipeline.tables import CONTRASTS, DISTANCES

FAMILY = ["subject_kind", "group_kind"]


@dataclass(frozen=True)
class Compared:
    """The tables of this stage."""

    contrasts: pd.DataFrame
    distances: pd.DataFrame


@dataclass(frozen=True)
class Pair:
    """Two groups that are held against each other."""

    kind: str
    a: str
    b: str
    strata: Strata

    @property
    def named(self) -> dict[str, Any]:
        """Return what rows of this pair have in common."""
        held = {"standardised_to": list(self.strata.types), "n_a": self.strata.n_a, "n_b": self.strata.n_b}
        return {"group_kind": self.kind, "a": self.a, "b": self.b} | held


def compare(
    documents: pd.DataFrame,
    covariates: pd.DataFrame,
    document_themes: pd.DataFrame,
    document_topics: pd.DataFrame,
    drawn_codes: pd.DataFrame,
    theme_words: pd.DataFrame,
    track_settings: Track,
    settings: Compare,
    codebook: Codebook | None = None,
) -> Compared:
    """Hold places and source types against each other.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES.
        document_themes: DOCUMENT_THEMES.
        document_topics: DOCUMENT_TOPICS.
        drawn_codes: the DRAWN_CODES by which shares are corrected.
        theme_words: THEME_WORDS; those that hold are the words of a contrast.
        track_settings: ``[track]``: floor, draws, alpha, margin, design, seed.
        settings: ``[compare]``.
        codebook: which themes are sub-codes, and no part of a profile; None: no theme is.

    Returns:
        A CONTRASTS table: every pair of values of every column in ``groups``, for every subject; and a DISTANCES table: the
        same pairs, their theme profiles. All groups but source types are brought to the mix of the source types that both
        have; a pair that has none in common is refused.
    """
    corrected = correct_measures(measure(documents, covariates, document_themes, document_topics), drawn_codes, track_settings)
    measures = corrected.measures
    pairs = [_pair(measures, kind, a, b) for kind in settings.groups for a, b in combinations(_largest(measures, kind, settings.max_groups), 2)]
    rows = [row for pair in pairs for row in _pair_rows(corrected, pair, track_settings)]
    contrasts = pd.DataFrame(rows, columns=CONTRASTS.names)
    judged = judge(contrasts, FAMILY, track_settings, VERDICTS)
    profile = _profile(measures, codebook)
    distances = pd.DataFrame([_distance_row(corrected, pair, profile, track_settings) for pair in pairs], columns=DISTANCES.names)
    return Compared(
        CONTRASTS.frame(_with_words(judged, theme_words)),
        DISTANCES.frame(judge_distances(distances, track_settings)),
    )


def _largest(measures: Measures, kind: str, n: int) -> list[str]:
    groups = measures.groups(kind)
    return sorted(sorted(groups, key=lambda group: (-len(measures.rows(kind, group)), group))[:n])


def _pair(measures: Measures, kind: str, a: str, b: str) -> Pair:
    types = None if kind == "source_type" else measures.documents["source_type"].fillna(NOT_GIVEN).to_numpy(dtype=str)
    clusters = measures.documents["cluster_id"].to_numpy(dtype=str)
    return Pair(kind, a, b, stratify((measures.rows(kind, a), measures.rows(kind, b)), types, clusters))


def _pair_rows(corrected: Corrected, pair: Pair, settings: Track) -> Iterator[dict[str, Any]]:
    measures, strata = corrected.measures, pair.strata
    enough = min(strata.clusters) >= settings.floor
    found = standardised_difference(strata, corrected, settings, random_for(settings.seed, pair.kind, pair.a, pair.b)) if enough else None
    refused = {} if strata.in_common else {"reason": "no source type in common"}
    rare = measures.rare(strata.rows)
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        named = pair.named | {"subject_kind": subject_kind, "subject_id": subject}
        yield named | weigh(found, column, settings, VERDICTS, rare=rare[column], corrected=column in measures.corrected) | refused


def _profile(measures: Measures, codebook: Codebook | None) -> list[int]:
    """Return the columns of top-level themes; sub-codes are in their parents already."""
    below = {theme.id for theme in codebook.theme if theme.parent is not None} if codebook else set()
    return [column for column, (kind, subject) in enumerate(measures.subjects) if kind == "theme" and subject not in below]


def _distance_row(corrected: Corrected, pair: Pair, profile: list[int], settings: Track) -> dict[str, Any]:
    row = weigh_distance(pair.strata, corrected, profile, settings, random_for(settings.seed, "distance", pair.kind, pair.a, pair.b))
    differ = [corrected.measures.subjects[column][1] for column in row["differ"]]
    return row | pair.named | {"differ": differ, "corrected": bool(profile) and set(profile) <= set(corrected.measures.corrected)}


def _with_words(contrasts: pd.DataFrame, theme_words: pd.DataFrame) -> pd.DataFrame:
    """Add the words that are shown to set the two groups apart within the theme, the surest first; of topics, and where none is, there are none."""
    held = theme_words[theme_words["holds"]].assign(_size=-theme_words["z"].abs()).sort_values(["_size", "word"])
    where = ["theme_id", "group_kind", "a", "b", "side"]
    words = {tuple(map(str, key)): list(map(str, own)) for key, own in held.groupby(where, sort=True)["word"]}
    named = [((row.subject_id, row.group_kind, row.a, row.b), row.subject_kind == "theme") for row in tuples(contrasts)]
    a, b = (pd.Series([words.get((*key, side), []) if theme else [] for key, theme in named], index=contrasts.index, dtype=object) for side in "ab")
    return contrasts.assign(words_a=a, words_b=b)
