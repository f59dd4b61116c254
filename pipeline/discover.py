"""Find topics, place every segment in one, and show how topics and themes meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from pipeline.codebook import Codebook
from pipeline.decisions import unused_decisions
from pipeline.tables import CROSSWALK, DOCUMENT_TOPICS, PLACEMENTS, TOPICS

ONE_DOCUMENT = 0.8  # a topic with so much of one document is that document
FRAGILE = 0.6
PART = 0.5  # a theme that covers so much of a topic has it as a part
COVERED = 0.3  # a topic of which no theme covers so much may be a code of its own
LABEL_WORDS = 4
NONE = "-1"


class TopicModel(Protocol):
    """A fitted topic model: guided topics first, in the order of theme_ids, then free ones."""

    theme_ids: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    stability: tuple[float | None, ...]  # None: not measured

    def place(self, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the number of each vector's topic, -1 for none, and its weight."""


@dataclass(frozen=True)
class Discovered:
    """The tables of this stage."""

    topics: pd.DataFrame
    placements: pd.DataFrame
    document_topics: pd.DataFrame
    crosswalk: pd.DataFrame
    problems: pd.DataFrame


def discover(
    segments: pd.DataFrame,
    vectors: pd.DataFrame,
    codings: pd.DataFrame,
    model: TopicModel,
    codebook: Codebook,
    crosswalk_decisions: pd.DataFrame | None,
) -> Discovered:
    """Find topics, and how they meet the themes.

    Args:
        segments: a SEGMENTS table. Not changed.
        vectors: its VECTORS.
        codings: its CODINGS.
        model: a fitted topic model.
        codebook: names of the themes.
        crosswalk_decisions: a person's relations, which overrule the rule's; None where there are none.

    Returns:
        TOPICS, one row a topic, those without a segment included; PLACEMENTS, one row a segment;
        DOCUMENT_TOPICS and CROSSWALK, one row for every pair; PROBLEMS, one row for each decision that is not used.

    Source:
        Lift as in association rules: Brin, Motwani, Ullman, Tsur (1997), SIGMOD 26, 255-264.
    """
    topic_ids = _topic_ids(model)
    placed = _placed(segments, vectors, model, topic_ids)
    coded = placed[placed["topic_id"] != NONE].merge(segments[["segment_id", "document_id"]], on="segment_id", validate="one_to_one")
    topics = _topics(coded, model, topic_ids, codebook)
    return Discovered(
        topics=topics,
        placements=PLACEMENTS.frame(placed),
        document_topics=_document_topics(coded, segments, topic_ids),
        crosswalk=_decided(_crosswalk(coded, codings, topics, codebook), crosswalk_decisions),
        problems=unused_decisions(crosswalk_decisions, topic_ids, codebook.theme_ids),
    )


def _topic_ids(model: TopicModel) -> list[str]:
    n_free = len(model.words) - len(model.theme_ids)
    return [f"theme-{theme_id}" for theme_id in model.theme_ids] + [f"free-{n:02d}" for n in range(1, n_free + 1)]


def _placed(segments: pd.DataFrame, vectors: pd.DataFrame, model: TopicModel, topic_ids: list[str]) -> pd.DataFrame:
    rows = segments[["segment_id", "codable"]].merge(vectors, on="segment_id", validate="one_to_one")
    numbers, weights = model.place(np.vstack(rows["vector"].to_list()))
    in_topic = rows["codable"].to_numpy(dtype=bool) & (numbers >= 0)
    names = np.array([*topic_ids, NONE], dtype=object)
    return pd.DataFrame(
        {
            "segment_id": rows["segment_id"],
            "topic_id": names[np.where(in_topic, numbers, -1)],
            "weight": np.where(in_topic, weights, 0.0).astype(float),
        }
    )


def _topics(coded: pd.DataFrame, model: TopicModel, topic_ids: list[str], codebook: Codebook) -> pd.DataFrame:
    n_themes = len(model.theme_ids)
    rows = []
    for number, topic_id in enumerate(topic_ids):
        documents = coded.loc[coded["topic_id"] == topic_id, "document_id"]
        top_share = float(documents.value_counts(normalize=True).max()) if len(documents) else 0.0
        theme_id = model.theme_ids[number] if number < n_themes else None
        stability = None if theme_id else model.stability[number - n_themes]
        words = list(model.words[number])
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
                "fragile": stability is not None and stability < FRAGILE,
            }
        )
    return TOPICS.frame(rows)


def _document_topics(coded: pd.DataFrame, segments: pd.DataFrame, topic_ids: list[str]) -> pd.DataFrame:
    codable = segments.groupby("document_id")["codable"].sum().rename("n_codable")
    pairs = codable.reset_index().merge(pd.DataFrame({"topic_id": topic_ids}), how="cross")
    counts = coded.groupby(["document_id", "topic_id"]).size().rename("n_segments").reset_index()
    rows = pairs.merge(counts, how="left", validate="one_to_one").fillna({"n_segments": 0})
    return DOCUMENT_TOPICS.frame(rows.assign(share=(rows["n_segments"] / rows["n_codable"].clip(lower=1)).astype(float)))


def _crosswalk(coded: pd.DataFrame, codings: pd.DataFrame, topics: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    carried = codings[codings["assigned"]].merge(coded, on="segment_id", validate="many_to_one")
    n_both = carried.groupby(["topic_id", "theme_id"]).size().rename("n_both").reset_index()
    n_theme = carried.groupby("theme_id").size().rename("n_theme").reset_index()
    pairs = topics[["topic_id", "kind", "theme_id", "n_segments"]].rename(columns={"theme_id": "own"})
    rows = pairs.merge(pd.DataFrame({"theme_id": codebook.theme_ids}), how="cross")
    rows = rows.merge(n_both, how="left", validate="one_to_one").merge(n_theme, how="left", on="theme_id", validate="many_to_one")
    rows = rows.fillna({"n_both": 0, "n_theme": 0, "own": ""})
    rows["share_of_topic"] = (rows["n_both"] / rows["n_segments"].clip(lower=1)).astype(float)
    rows["share_of_theme"] = (rows["n_both"] / rows["n_theme"].clip(lower=1)).astype(float)
    expected = rows["n_theme"] / max(1, len(coded))
    rows["lift"] = (rows["share_of_topic"] / expected.where(expected > 0)).astype(float)
    return rows.assign(relation=_relations(rows), decided_by="rule")


def _relations(rows: pd.DataFrame) -> np.ndarray:
    covered = rows.groupby("topic_id")["share_of_topic"].transform("max") >= COVERED
    candidate = (rows["kind"] == "free") & ~covered & (rows["n_segments"] > 0)
    own = rows["own"] == rows["theme_id"]
    part = (rows["share_of_topic"] >= PART) | (own & (rows["n_both"] > 0))  # a guided topic is at least a part of its theme
    core = (rows["share_of_topic"] >= PART) & ((rows["share_of_theme"] >= PART) | own)
    return np.select([candidate, core, part], ["candidate", "core", "part"], "unrelated")


def _decided(rows: pd.DataFrame, decisions: pd.DataFrame | None) -> pd.DataFrame:
    if decisions is not None:
        wanted = decisions.set_index(["topic_id", "theme_id"])
        keys = pd.MultiIndex.from_frame(rows[["topic_id", "theme_id"]])
        found = wanted[~wanted.index.duplicated(keep="last")].reindex(keys)
        rows = rows.assign(
            relation=found["relation"].fillna(pd.Series(rows["relation"].to_numpy(), index=found.index)).to_numpy(),
            decided_by=found["decided_by"].fillna("rule").to_numpy(),
        )
    return CROSSWALK.frame(rows)
