"""Gather what topic models learn from: the codable segments, or a seeded sample of them, with sources, vectors and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import pandas as pd

from pipeline.config import Discover
from pipeline.named_words import NamedWords
from pipeline.topic_ids import Numbers
from pipeline.topic_words import Naming, naming_words

FEWEST_SEGMENTS = 12  # fewer segments outside the themes have no topics of their own
SEGMENTS_PER_TOPIC = 8.0
FEWEST_TOPICS, MOST_TOPICS = 3, 40
TYPICAL_SEGMENTS = 12  # nearest a topic's centre
FEWEST_TYPICAL = 2  # so many of them say a word that is typical
TYPICAL_WORDS = 8


@dataclass(frozen=True)
class Sample:
    """What is learnt from: rows (segment_id, document_id, cluster_id, text) and vectors in the same order."""

    rows: pd.DataFrame
    matrix: np.ndarray  # float32[n, d]
    given_names: tuple[str, ...]  # of places and publishers, whose words name no topic

    @property
    def cluster_ids(self) -> np.ndarray:
        """The source of each segment."""
        return self.rows["cluster_id"].to_numpy()

    def read(self, named: NamedWords | None = None) -> Training:
        """Read the words of each segment; ``named`` reads sentences for names, None: one that keeps nothing."""
        naming = naming_words(self.rows["text"].to_list(), self.rows["document_id"].to_list(), self.given_names, named)
        return Training(self.rows, self.matrix, naming)


@dataclass(frozen=True)
class Training:
    """What is learnt from with the words of each segment, in the same order."""

    rows: pd.DataFrame
    matrix: np.ndarray
    naming: Naming

    @property
    def cluster_ids(self) -> np.ndarray:
        """The source of each segment."""
        return self.rows["cluster_id"].to_numpy()


@dataclass(frozen=True)
class Described:
    """What a fitted model says of its topics: those of the themes first, then the free ones, largest first at the first fit."""

    numbers: Numbers  # of the free topics
    words: tuple[tuple[str, ...], ...]
    stability: tuple[float | None, ...]  # 0 to 1; None: not measured
    typical: tuple[tuple[str, ...], ...] = field(default=())  # of the free topics: words of their most typical segments
    chance: float = 0.0  # stability that free topics reach where there are none

    def facts(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        own = {"numbers": self.numbers.own, "highest": self.numbers.highest}
        return own | {"words": self.words, "stability": self.stability, "typical": self.typical, "chance": self.chance}

    @classmethod
    def read(cls, facts: dict[str, Any]) -> Self:
        """Read what ``facts`` returned."""
        numbers = Numbers(tuple(facts["numbers"]), facts["highest"])
        words, typical = (tuple(tuple(own) for own in facts[name]) for name in ("words", "typical"))
        return cls(numbers, words, tuple(facts["stability"]), typical, facts.get("chance", 0.0))


def gather(segments: pd.DataFrame, vectors: pd.DataFrame, documents: pd.DataFrame, settings: Discover) -> Sample:
    """Gather codable segments, sorted by id.

    Args:
        segments: the SEGMENTS of the study. Not changed.
        vectors: their VECTORS.
        documents: their DOCUMENTS; words of places and publishers name no topic.
        settings: ``[discover]``: how many segments at most, seed.

    Returns:
        What is learnt from; the matrix is float32[0, 0] where no segment is codable.
    """
    rows = segments[segments["codable"]].merge(documents[["document_id", "cluster_id"]], on="document_id", validate="many_to_one")
    rows = rows.merge(vectors, on="segment_id", validate="one_to_one").sort_values("segment_id", ignore_index=True)
    if len(rows) > settings.fit_segments:
        rows = rows.sample(settings.fit_segments, random_state=settings.seed).sort_values("segment_id", ignore_index=True)
    matrix = np.vstack(rows["vector"].to_list()) if len(rows) else np.empty((0, 0), np.float32)
    given = tuple(name for column in ("place", "publisher") for name in documents[column].dropna().unique())
    return Sample(rows.drop(columns="vector"), matrix, given)


def number_of_topics(n_segments: int) -> int:
    """Return the number of free topics for so many segments outside the themes: it grows with the square root.

    >>> [number_of_topics(n) for n in (20, 100, 500, 3000, 100000)]
    [3, 4, 8, 19, 40]
    """
    return int(min(MOST_TOPICS, max(FEWEST_TOPICS, round((n_segments / SEGMENTS_PER_TOPIC) ** 0.5))))


def typical_words(words: Sequence[Sequence[str]], weights: np.ndarray) -> tuple[str, ...]:
    """Return the words that the most typical segments of a topic share.

    Args:
        words: the words of each segment of the topic, as in ``Naming``.
        weights: float[segments], how near each is to the topic.

    Returns:
        At most eight words that two or more of the twelve nearest segments have, those of most segments first.
    """
    nearest = np.argsort(-np.round(weights, 6), kind="stable")[:TYPICAL_SEGMENTS]
    counts = pd.Series([word for place in nearest for word in sorted(set(words[place]))], dtype="str").value_counts()
    kept = counts[counts >= FEWEST_TYPICAL]
    ordered = sorted(kept.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(str(word).replace("_", " ") for word, _ in ordered[:TYPICAL_WORDS])
