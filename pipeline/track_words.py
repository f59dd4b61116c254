"""Follow the words within each theme over periods and places: which set two groups of documents apart, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Track, TrackWords
from pipeline.judge import benjamini_hochberg
from pipeline.kept_sentences import Sentences, sentences_of
from pipeline.measures import Measures, measure
from pipeline.named_words import NamedWords
from pipeline.periods import find_periods, period_of
from pipeline.resampling import random_for
from pipeline.strata import NOT_GIVEN, Strata, stratify
from pipeline.tables import THEME_WORDS
from pipeline.tagged_words import TaggedWords
from pipeline.theme_vocabulary import Reading, ThemeWords, read_words
from pipeline.word_odds import Odds, Prior, weigh_words

Z = 1.96  # from which a word is shown though nothing is claimed of it
NOT_QUOTED = ("no", "paraphrase")


@dataclass(frozen=True)
class Pair:
    """Two groups whose words are held against each other."""

    kind: str
    a: str
    b: str
    members: tuple[np.ndarray, np.ndarray]  # numbers of the documents


def track_words(segments: pd.DataFrame) -> Sentences:
    """Follow the words within each theme over periods and places.

    Here their sentences are found, which are kept by document; ``follow_words`` counts the words in them.

    Args:
        segments: a SEGMENTS table, any subset of the corpus. Not changed.

    Returns:
        SENTENCES of the codable segments.
    """
    return sentences_of(segments)


def follow_words(
    documents: pd.DataFrame,
    covariates: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    track_settings: Track,
    settings: TrackWords,
    sentences: pd.DataFrame | None = None,
    named: NamedWords | None = None,
    tagged: TaggedWords | None = None,
) -> pd.DataFrame:
    """Find the words that set periods and groups apart within each theme.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES.
        segments: its SEGMENTS.
        codings: its CODINGS.
        document_themes: DOCUMENT_THEMES.
        track_settings: ``[track]``: periods, floor, draws, permutations, alpha, seed.
        settings: ``[track_words]``.
        sentences: the SENTENCES of the codable segments; None: they are found here.
        named: reads sentences for names; None: one that keeps nothing.
        tagged: tags words; None: what keeps nothing.

    Returns:
        A THEME_WORDS table: for each theme, neighbouring periods, the first and the last, and pairs of values of every column in
        ``groups``, the words that set either side apart most. Both sides are brought to the source types that they share.
        No rows where a side has fewer documents with the theme than ``floor`` clusters, or where no p can be small.
        Words are a sample's even in a census: what is tested is whether documents of the sides choose other words.
    """
    measures = measure(documents, covariates, document_themes)
    kept = segments[segments["codable"] & segments["document_id"].isin(measures.documents["document_id"])]
    given = [*documents["place"].dropna().unique(), *documents["publisher"].dropna().unique()]
    reading = Reading(sentences_of(kept).sentences if sentences is None else sentences, named or NamedWords(), tagged or TaggedWords())
    words = read_words(kept, codings, list(measures.documents["document_id"]), sorted(map(str, given)), settings.prior_words, reading)
    pairs = list(_pairs(measures, track_settings, settings))
    return THEME_WORDS.frame([row for theme in words for pair in pairs for row in _rows(theme, pair, measures, track_settings, settings)])


def _pairs(measures: Measures, track_settings: Track, settings: TrackWords) -> Iterator[Pair]:
    periods = find_periods(measures.documents, track_settings)
    names = period_of(measures.documents, periods)
    rows = {period.name: np.flatnonzero((names == period.name).fillna(value=False).to_numpy(dtype=bool)) for period in periods}
    filled = [name for name in rows if len(rows[name])]
    for a, b in [*pairwise(filled), *([(filled[0], filled[-1])] if len(filled) > 2 else [])]:
        yield Pair("period", a, b, (rows[a], rows[b]))
    for kind in settings.groups:
        sizes = sorted((-len(measures.rows(kind, group)), group) for group in measures.groups(kind))
        for a, b in combinations(sorted(group for _, group in sizes[: settings.max_groups]), 2):
            yield Pair(kind, a, b, (measures.rows(kind, a), measures.rows(kind, b)))


def _strata(pair: Pair, theme: ThemeWords, measures: Measures) -> Strata:
    has = theme.counts[:, -1] > 0
    types = None if pair.kind == "source_type" else measures.documents["source_type"].fillna(NOT_GIVEN).to_numpy(dtype=str)
    clusters = measures.documents["cluster_id"].to_numpy(dtype=str)
    return stratify((pair.members[0][has[pair.members[0]]], pair.members[1][has[pair.members[1]]]), types, clusters)


def _rows(theme: ThemeWords, pair: Pair, measures: Measures, track_settings: Track, settings: TrackWords) -> Iterator[dict[str, Any]]:
    strata = _strata(pair, theme, measures)
    if min(strata.clusters) < track_settings.floor:
        return
    spread = theme.counts[strata.rows, :-1] > 0
    columns = np.flatnonzero(spread.sum(axis=0) >= settings.fewest_documents)  # of both sides, so that who has the word is left to chance
    if not len(columns):
        return
    random = random_for(track_settings.seed, "words", theme.theme_id, pair.kind, pair.a, pair.b)
    prior = Prior(theme.prior[columns], settings.prior_words)
    odds = weigh_words(strata, theme.counts[:, [*columns, -1]], prior, track_settings, random)
    if odds.smallest_p > track_settings.alpha:
        return
    held = {"theme_id": theme.theme_id, "group_kind": pair.kind, "a": pair.a, "b": pair.b, "n_a": strata.n_a, "n_b": strata.n_b}
    own = np.stack([spread[: strata.n_a, columns].sum(axis=0), spread[strata.n_a :, columns].sum(axis=0)])
    quoted = [_quotable(measures, strata.rows[strata.of_side(side)]) for side in (0, 1)]
    for row in _chosen(odds, own, [theme.words[n] for n in columns], track_settings, settings):
        context = theme.context(row["word"], quoted["ab".index(row["side"])])
        yield held | {"standardised_to": list(strata.types)} | row | context


def _quotable(measures: Measures, rows: np.ndarray) -> set[str]:
    documents = measures.documents.iloc[rows]
    return set(documents.loc[~documents["quotable"].isin(NOT_QUOTED), "document_id"])


def _chosen(odds: Odds, own: np.ndarray, words: list[str], track_settings: Track, settings: TrackWords) -> Iterator[dict[str, Any]]:
    q = benjamini_hochberg(odds.p)
    holds = (q < track_settings.alpha) & ((odds.low > 0) | (odds.high < 0))
    sides = np.where(odds.ratio > 0, 0, 1)
    for side in (0, 1):
        enough = [n for n in np.flatnonzero((sides == side) & (holds | (np.abs(odds.z) >= Z))) if own[side, n] >= settings.fewest_documents]
        ranked = sorted(enough, key=lambda n: (not holds[n], -abs(round(float(odds.z[n]), 9)), words[n]))
        for n in ranked[: settings.words]:
            numbers = {"log_odds": odds.ratio[n], "z": odds.z[n], "low": odds.low[n], "high": odds.high[n], "p": odds.p[n], "q": q[n]}
            documents = {"documents_a": int(own[0, n]), "documents_b": int(own[1, n])}
            yield {"word": words[n], "side": "ab"[side], "holds": bool(holds[n])} | numbers | documents
