"""Find topics, place every segment in one, and show how topics and themes meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from pipeline.candidates import candidates_toml, draft_codes
from pipeline.codebook import Codebook
from pipeline.crosswalk import cross
from pipeline.decisions import unused_decisions
from pipeline.divide import Division
from pipeline.subtopics import place_within
from pipeline.tables import DOCUMENT_TOPICS, PLACEMENTS, TOPICS
from pipeline.topic_ids import topic_names
from pipeline.topic_training import Described

ONE_DOCUMENT = 0.8  # a topic with so much of one document is that document
FRAGILE = 0.6
LABEL_WORDS = 4
NONE = "-1"
AT_ONCE = 4096  # segments that are placed together: what a topic model makes of them takes several times the memory of their vectors
CANDIDATES_FILE = "codebook_candidates.toml"


class TopicModel(Protocol):
    """A fitted topic model: guided topics first, in the order of theme_ids, then free ones."""

    theme_ids: tuple[str, ...]
    described: Described
    within: tuple[Division, ...]  # the sub-topics of the themes

    def place(self, segments: pd.DataFrame, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the number of each segment's topic, -1 for none, and its weight.

        Args:
            segments: n rows with their text. Not changed.
            matrix: float32[n, d], their vectors in the same order.

        Returns:
            int[n] and float[n]; each depends on its own segment only.
        """


@dataclass(frozen=True)
class Discovered:
    """The tables of this stage."""

    topics: pd.DataFrame
    placements: pd.DataFrame
    document_topics: pd.DataFrame
    crosswalk: pd.DataFrame
    subtopics: pd.DataFrame
    subtopic_segments: pd.DataFrame
    candidates: pd.DataFrame
    problems: pd.DataFrame
    files: dict[str, bytes]


def discover(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    vectors: pd.DataFrame,
    codings: pd.DataFrame,
    model: TopicModel,
    codebook: Codebook,
    crosswalk_decisions: pd.DataFrame | None,
) -> Discovered:
    """Find topics, and how they meet the themes.

    Args:
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS.
        vectors: its VECTORS.
        codings: its CODINGS.
        model: a fitted topic model.
        codebook: names of the themes.
        crosswalk_decisions: a person's relations, which overrule the rule's; None where there are none.

    Returns:
        TOPICS, one row a topic, those without a segment included; PLACEMENTS, one row a segment; DOCUMENT_TOPICS and CROSSWALK,
        one row for every pair; SUBTOPICS and SUBTOPIC_SEGMENTS; CANDIDATES, and the same as codebook_candidates.toml;
        PROBLEMS, one row for each decision that is not used.
    """
    topic_ids = topic_names(model.theme_ids, model.described.numbers)
    placed = _placed(segments, vectors, model, topic_ids)
    coded = placed[placed["topic_id"] != NONE].merge(segments[["segment_id", "document_id"]], on="segment_id", validate="one_to_one")
    topics = _topics(coded, model, topic_ids, codebook)
    crosswalk = cross(coded, codings, topics, codebook, crosswalk_decisions)
    within = place_within(segments, vectors, codings, documents, model.within)
    typical = dict(zip(topic_ids[len(model.theme_ids) :], model.described.typical, strict=True))
    candidates = draft_codes(topics, crosswalk, typical, codebook, int(segments["codable"].sum()))
    return Discovered(
        topics=topics,
        placements=PLACEMENTS.frame(placed),
        document_topics=_document_topics(coded, segments, topic_ids),
        crosswalk=crosswalk,
        subtopics=within.subtopics,
        subtopic_segments=within.subtopic_segments,
        candidates=candidates,
        problems=unused_decisions(crosswalk_decisions, topic_ids, codebook.theme_ids),
        files={CANDIDATES_FILE: candidates_toml(candidates).encode()},
    )


def _placed(segments: pd.DataFrame, vectors: pd.DataFrame, model: TopicModel, topic_ids: Sequence[str]) -> pd.DataFrame:
    rows = segments.loc[segments["codable"], ["segment_id", "text"]].merge(vectors, on="segment_id", validate="one_to_one")
    numbers, weights = np.full(len(rows), -1), np.zeros(len(rows))
    for first in range(0, len(rows), AT_ONCE):
        block = slice(first, first + AT_ONCE)
        numbers[block], weights[block] = model.place(rows.iloc[block], np.array(rows["vector"].iloc[block].to_list(), dtype=np.float32))
    names = np.array([*topic_ids, NONE], dtype=object)
    placed = {"segment_id": rows["segment_id"], "topic_id": names[numbers], "weight": np.where(numbers >= 0, weights, 0.0)}
    every = segments[["segment_id"]].merge(pd.DataFrame(placed), on="segment_id", how="left", validate="one_to_one")
    return every.fillna({"topic_id": NONE, "weight": 0.0})


def _topics(coded: pd.DataFrame, model: TopicModel, topic_ids: Sequence[str], codebook: Codebook) -> pd.DataFrame:
    n_themes = len(model.theme_ids)
    rows = []
    for number, topic_id in enumerate(topic_ids):
        documents = coded.loc[coded["topic_id"] == topic_id, "document_id"]
        top_share = float(documents.value_counts(normalize=True).max()) if len(documents) else 0.0
        theme_id = model.theme_ids[number] if number < n_themes else None
        stability = model.described.stability[number]
        words = list(model.described.words[number])
        rows.append(
            {
                "topic_id": topic_id,
                "kind": "document" if top_share >= ONE_DOCUMENT else "theme" if theme_id else "free",
                "theme_id": theme_id,
                "label": codebook[theme_id].name if theme_id else ", ".join(words[:LABEL_WORDS]) or topic_id,
                "top_words": words,
                "n_segments": len(documents),
                "n_documents": documents.nunique(),
                "top_document_share": top_share,
                "stability": stability,
                "fragile": stability is not None and (stability < FRAGILE or stability <= model.described.chance),
            }
        )
    return TOPICS.frame(rows)


def _document_topics(coded: pd.DataFrame, segments: pd.DataFrame, topic_ids: Sequence[str]) -> pd.DataFrame:
    codable = segments.groupby("document_id")["codable"].sum().rename("n_codable")
    pairs = codable.reset_index().merge(pd.DataFrame({"topic_id": list(topic_ids)}), how="cross")
    counts = coded.groupby(["document_id", "topic_id"]).size().rename("n_segments").reset_index()
    rows = pairs.merge(counts, how="left", validate="one_to_one").fillna({"n_segments": 0})
    return DOCUMENT_TOPICS.frame(rows.assign(share=(rows["n_segments"] / rows["n_codable"].clip(lower=1)).astype(float)))
