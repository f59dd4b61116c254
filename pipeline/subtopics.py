"""Place the segments of each theme in its sub-topics, and say what those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.divide import STABLE, Division
from pipeline.rows import columns
from pipeline.tables import SUBTOPIC_SEGMENTS, SUBTOPICS

EXAMPLES = 3
EXAMPLE_WORDS = (8, 120)  # a shorter segment says too little, a longer one too much
LABEL_WORDS = 4


@dataclass(frozen=True)
class Placed:
    """The sub-topics, and which segment is in which."""

    subtopics: pd.DataFrame
    subtopic_segments: pd.DataFrame


def place_within(
    segments: pd.DataFrame, vectors: pd.DataFrame, codings: pd.DataFrame, documents: pd.DataFrame, divisions: Sequence[Division]
) -> Placed:
    """Place every segment that carries a divided theme in the nearest of its sub-topics.

    Args:
        segments: a SEGMENTS table. Not changed.
        vectors: its VECTORS.
        codings: its CODINGS.
        documents: its DOCUMENTS; a segment of one that may not be quoted is no example.
        divisions: the sub-topics of the fitted model.

    Returns:
        SUBTOPICS, one row a sub-topic, those without a segment included; SUBTOPIC_SEGMENTS, one row for each segment and divided theme.
    """
    found = codings.loc[codings["assigned"], ["segment_id", "theme_id"]]
    rows = found.merge(segments[["segment_id", "document_id", "n_words"]], on="segment_id", validate="many_to_one")
    rows = rows.merge(documents[["document_id", "quotable"]], on="document_id", validate="many_to_one")
    rows = rows.merge(vectors, on="segment_id", validate="many_to_one")
    each = [_placed(rows[rows["theme_id"] == division.theme_id], division) for division in divisions]
    placed = pd.concat(each) if each else rows.assign(subtopic_id="", weight=0.0)[:0]
    described = [row for division, own in zip(divisions, each, strict=True) for row in _described(own, division)]
    return Placed(SUBTOPICS.frame(columns(described, SUBTOPICS.names)), SUBTOPIC_SEGMENTS.frame(placed[SUBTOPIC_SEGMENTS.names]))


def _names(division: Division) -> list[str]:
    return [f"sub-{division.theme_id}-{number:02d}" for number in division.numbers.own]


def _placed(rows: pd.DataFrame, division: Division) -> pd.DataFrame:
    if rows.empty or not len(division.centres):
        return rows[:0].assign(subtopic_id="", weight=0.0)
    cosines = np.round(np.vstack(rows["vector"].to_list()).astype(np.float64) @ division.centres.T.astype(np.float64), 6)
    nearest = cosines.argmax(axis=1)
    return rows.assign(subtopic_id=np.array(_names(division), dtype=object)[nearest], weight=cosines[np.arange(len(rows)), nearest])


def _described(rows: pd.DataFrame, division: Division) -> list[dict[str, Any]]:
    made = []
    for name, words, stability in zip(_names(division), division.words, division.stability, strict=True):
        own = rows[rows["subtopic_id"] == name]
        made.append(
            {
                "subtopic_id": name,
                "theme_id": division.theme_id,
                "label": ", ".join(words[:LABEL_WORDS]) or name,
                "top_words": list(words),
                "n_segments": len(own),
                "n_documents": own["document_id"].nunique(),
                "top_document_share": float(own["document_id"].value_counts(normalize=True).max()) if len(own) else 0.0,
                "stability": stability,
                "fragile": stability is not None and stability < STABLE,
                "segment_ids": _examples(own),
            }
        )
    return made


def _examples(rows: pd.DataFrame) -> list[str]:
    fit = rows[~rows["quotable"].isin(["no", "paraphrase"]) & rows["n_words"].between(*EXAMPLE_WORDS)]
    nearest = fit.sort_values(["weight", "segment_id"], ascending=[False, True]).drop_duplicates("document_id")
    return [str(segment_id) for segment_id in nearest["segment_id"].head(EXAMPLES)]
