"""Hold places and source types against each other: differences with what may be said of them, and words that set them apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Compare, Track
from pipeline.measures import Measures, measure
from pipeline.resampling import benjamini_hochberg, difference, random_for, side
from pipeline.schema import tuples
from pipeline.tables import CONTRASTS
from pipeline.vocabulary import content_lemmas
from pipeline.words_apart import distinctive

Lemmas = dict[tuple[str, str], list[list[str]]]  # by theme and document: the words of its segments


def compare(
    documents: pd.DataFrame,
    covariates: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    document_topics: pd.DataFrame,
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
        track_settings: ``[track]``: floor, draws, alpha, margin, design, seed.
        settings: ``[compare]``.

    Returns:
        A CONTRASTS table: every pair of values of every column in ``groups``, for every subject. Places are not
        yet standardised to the source types they share.
    """
    measures = measure(documents, covariates, document_themes, document_topics)
    pairs = [(kind, a, b) for kind in settings.groups for a, b in combinations(_largest(measures, kind, settings.max_groups), 2)]
    rows = [row for kind, a, b in pairs for row in _pair_rows(measures, kind, a, b, track_settings)]
    contrasts = _judged(pd.DataFrame(rows, columns=CONTRASTS.names), track_settings)
    return CONTRASTS.frame(_with_words(contrasts, measures, segments, codings, settings))


def _largest(measures: Measures, kind: str, n: int) -> list[str]:
    groups = measures.groups(kind)
    return sorted(sorted(groups, key=lambda group: (-len(measures.rows(kind, group)), group))[:n])


def _pair_rows(measures: Measures, kind: str, a: str, b: str, settings: Track) -> Iterator[dict[str, Any]]:
    clusters = measures.documents["cluster_id"].to_numpy()
    sides = [side(measures.shares[rows], clusters[rows]) for rows in (measures.rows(kind, a), measures.rows(kind, b))]
    enough = min(len(one.documents) for one in sides) >= settings.floor
    found = difference(sides[1], sides[0], settings, random_for(settings.seed, kind, a, b)) if enough else None
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        row: dict[str, Any] = {"subject_kind": subject_kind, "subject_id": subject, "group_kind": kind, "a": a, "b": b, "words_a": [], "words_b": []}
        row |= dict.fromkeys(("difference", "low", "high", "p", "q"), np.nan) | {"verdict": "too little evidence"}
        if found is not None:
            row |= {"difference": found.estimate[column], "verdict": "no clear difference"}
            if settings.design == "sample":
                row |= {"low": found.low[column], "high": found.high[column], "p": found.p[column]}
            here = max(sides[0].mean[column], sides[1].mean[column])
            row["verdict"] = _before_q(found.estimate[column], found.inner_low[column], found.inner_high[column], here, found.smallest_p, settings)
        yield row


def _before_q(estimate: float, low: float, high: float, largest: float, smallest_p: float, settings: Track) -> str:
    if settings.design == "census":
        unclear = "no difference" if largest > 0 else "no clear difference"
        return unclear if abs(estimate) < settings.margin else "higher in a" if estimate > 0 else "higher in b"
    if smallest_p > settings.alpha:
        return "too little evidence"
    return "no difference" if largest > 0 and -settings.margin < low and high < settings.margin else "no clear difference"


def _judged(contrasts: pd.DataFrame, settings: Track) -> pd.DataFrame:
    q = (
        contrasts.groupby(["subject_kind", "group_kind"])["p"].transform(lambda p: benjamini_hochberg(p.to_numpy(dtype=float)))
        if len(contrasts)
        else contrasts["p"]
    )
    large = contrasts["difference"].abs() >= settings.margin
    claimed = (contrasts["verdict"] == "no clear difference") & (q < settings.alpha) & large
    verdict = (
        contrasts["verdict"].mask(claimed & (contrasts["difference"] > 0), "higher in a").mask(claimed & (contrasts["difference"] < 0), "higher in b")
    )
    return contrasts.assign(q=q, verdict=verdict)


def _with_words(contrasts: pd.DataFrame, measures: Measures, segments: pd.DataFrame, codings: pd.DataFrame, settings: Compare) -> pd.DataFrame:
    themes = contrasts[(contrasts["subject_kind"] == "theme") & (contrasts["verdict"] != "too little evidence")]
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
