"""Hold places and source types against each other: differences with what may be said of them, and words that set them apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Compare, Track
from pipeline.correction import Corrected, correct_measures
from pipeline.differences import difference
from pipeline.judge import CONTRASTS as VERDICTS
from pipeline.judge import TOO_LITTLE, judge, weigh
from pipeline.measures import Measures, measure
from pipeline.resampling import random_for, side
from pipeline.schema import tuples
from pipeline.tables import CONTRASTS
from pipeline.vocabulary import content_lemmas
from pipeline.words_apart import distinctive

FAMILY = ["subject_kind", "group_kind"]
Lemmas = dict[tuple[str, str], list[list[str]]]  # by theme and document: the words of its segments


def compare(
    documents: pd.DataFrame,
    covariates: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    document_topics: pd.DataFrame,
    drawn_codes: pd.DataFrame,
    track_settings: Track,
    settings: Compare,
) -> pd.DataFrame:
    """Hold places and source types against each other.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES.
        segments: its SEGMENTS, for words.
        codings: its CODINGS, for words.
        document_themes: DOCUMENT_THEMES.
        document_topics: DOCUMENT_TOPICS.
        drawn_codes: the DRAWN_CODES by which shares are corrected.
        track_settings: ``[track]``: floor, draws, alpha, margin, design, seed.
        settings: ``[compare]``.

    Returns:
        A CONTRASTS table: every pair of values of every column in ``groups``, for every subject. Places are not
        yet standardised to the source types they share.
    """
    corrected = correct_measures(measure(documents, covariates, document_themes, document_topics), drawn_codes, track_settings)
    measures = corrected.measures
    pairs = [(kind, a, b) for kind in settings.groups for a, b in combinations(_largest(measures, kind, settings.max_groups), 2)]
    rows = [row for kind, a, b in pairs for row in _pair_rows(corrected, kind, a, b, track_settings)]
    contrasts = pd.DataFrame(rows, columns=[*CONTRASTS.names, "whole"])
    judged = judge(contrasts, FAMILY, track_settings, VERDICTS)
    return CONTRASTS.frame(_with_words(judged, measures, segments, codings, settings))


def _largest(measures: Measures, kind: str, n: int) -> list[str]:
    groups = measures.groups(kind)
    return sorted(sorted(groups, key=lambda group: (-len(measures.rows(kind, group)), group))[:n])


def _pair_rows(corrected: Corrected, kind: str, a: str, b: str, settings: Track) -> Iterator[dict[str, Any]]:
    measures = corrected.measures
    clusters = measures.documents["cluster_id"].to_numpy()
    members = [measures.rows(kind, group) for group in (a, b)]
    sides = [side(measures.shares[rows], clusters[rows], corrected.error(rows)) for rows in members]
    enough = min(len(one.documents) for one in sides) >= settings.floor
    found = difference(sides[1], sides[0], settings, random_for(settings.seed, kind, a, b)) if enough else None
    rare = measures.rare(np.concatenate(members))
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        named = {"subject_kind": subject_kind, "subject_id": subject, "group_kind": kind, "a": a, "b": b, "words_a": [], "words_b": []}
        row = named | weigh(found, column, settings, VERDICTS, rare=rare[column], corrected=column in measures.corrected)
        yield row | {"whole": row["difference"]}


def _with_words(contrasts: pd.DataFrame, measures: Measures, segments: pd.DataFrame, codings: pd.DataFrame, settings: Compare) -> pd.DataFrame:
    themes = contrasts[(contrasts["subject_kind"] == "theme") & (contrasts["verdict"] != TOO_LITTLE)]
    if not settings.words or not len(themes):
        return contrasts
    lemmas = _lemmas(segments, codings)
    words_a, words_b = contrasts["words_a"].to_list(), contrasts["words_b"].to_list()
    for row in tuples(themes):
        groups = [measures.documents["document_id"].iloc[measures.rows(row.group_kind, group)] for group in (row.a, row.b)]
        texts = [[words for document_id in ids for words in lemmas.get((row.subject_id, document_id), [])] for ids in groups]
        words_a[row.Index], words_b[row.Index] = distinctive(texts[0], texts[1], settings.words)
    return contrasts.assign(words_a=words_a, words_b=words_b)


def _lemmas(segments: pd.DataFrame, codings: pd.DataFrame) -> Lemmas:
    carried = codings[codings["assigned"]].merge(segments[["segment_id", "document_id", "text"]], on="segment_id", validate="many_to_one")
    texts = carried.groupby(["theme_id", "document_id"], sort=True)["text"].agg("\n".join)
    return {(str(theme), str(document)): [words] for (theme, document), words in zip(texts.index, content_lemmas(texts.to_list()), strict=True)}
