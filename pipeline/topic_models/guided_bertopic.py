"""One BERTopic model: the codebook's themes as guided (zero-shot) topics, the rest free.

Repeatable: PCA with the full solver, agglomerative clustering, rows sorted before fitting. What is kept is our own
frozen rule (a segment joins the nearest guide if it is near enough, else the nearest free centre), because a loaded
BERTopic may place texts otherwise than when it was fitted (https://github.com/MaartenGr/BERTopic/issues/2198).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.arrays import load_arrays, save_arrays
from pipeline.codebook import Codebook, Exemplar
from pipeline.config import Discover
from pipeline.guides import Guides, make_guides
from pipeline.stability import stabilities
from pipeline.topic_words import JOINT, naming_words

if TYPE_CHECKING:
    from pipeline.cache import Encoder

FEWEST_SEGMENTS = 12  # fewer segments outside the themes have no topics of their own
SEGMENTS_PER_TOPIC = 8.0
FEWEST_TOPICS, MOST_TOPICS = 3, 40
DIMENSIONS = 50


@dataclass(frozen=True)
class GuidedBERTopic:
    """A fitted model: guides of the themes, centres and words of the free topics, words of the guided ones."""

    theme_ids: tuple[str, ...]
    guides: Guides
    centres: np.ndarray  # float32[free topics, d], unit length, largest topic first
    words: tuple[tuple[str, ...], ...]  # of the guided topics, then of the free ones
    stability: tuple[float | None, ...]  # of the free topics, 0 to 1; None: not measured

    @classmethod
    def fit(
        cls,
        segments: pd.DataFrame,
        vectors: pd.DataFrame,
        documents: pd.DataFrame,
        codebook: Codebook,
        exemplars: Sequence[Exemplar],
        encoder: Encoder,
        settings: Discover,
    ) -> GuidedBERTopic:
        """Fit on codable segments, or a seeded sample of them.

        Args:
            segments: the SEGMENTS of the study. Not changed.
            vectors: their VECTORS.
            documents: their DOCUMENTS; words of places and publishers name no topic.
            codebook: its themes become guided topics, in its order.
            exemplars: help to make the guides.
            encoder: the encoder that made the vectors.
            settings: ``[discover]``.

        Returns:
            The fitted model; its free topics are numbered by size, largest first.

        Source:
            Grootendorst (2022), BERTopic, arXiv:2203.05794; zero-shot topics as in BERTopic 0.17.
        """
        guides = make_guides(codebook, exemplars, encoder, settings.min_similarity)
        rows = _training(segments, vectors, settings)
        matrix = np.vstack(rows["vector"].to_list()) if len(rows) else np.empty((0, guides.vectors.shape[1]), np.float32)
        themes, _ = guides.place(matrix)
        n_free = int((themes < 0).sum())
        if n_free < FEWEST_SEGMENTS:
            return cls(tuple(codebook.theme_ids), guides, np.empty((0, matrix.shape[1]), np.float32), ((),) * len(codebook.theme), ())
        given = [name for column in ("place", "publisher") for name in documents[column].dropna().unique()]
        words = naming_words(rows["text"].to_list(), rows["document_id"].to_list(), given)
        topics = min(settings.topics or number_of_topics(n_free), n_free)
        model = _fit_bertopic(words, matrix, guides, codebook, settings.model_copy(update={"topics": topics}))
        return cls(tuple(codebook.theme_ids), guides, *_frozen(model, matrix, themes, rows, settings))

    def place(self, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the topic of each vector (themes first, then free topics; -1: none) and its cosine to the topic's centre."""
        themes, weights = self.guides.place(matrix)
        if not len(self.centres):
            return themes, weights
        cosines = matrix @ self.centres.T
        nearest = cosines.argmax(axis=1)
        free = themes < 0
        topics = np.where(free, nearest + len(self.theme_ids), themes)
        return topics, np.where(free, cosines[np.arange(len(matrix)), nearest], weights)

    def save(self, folder: Path) -> None:
        """Write the model into an empty folder."""
        facts = {"theme_ids": self.theme_ids, "min_similarity": self.guides.min_similarity, "words": self.words, "stability": self.stability}
        save_arrays(folder, {"guides": self.guides.vectors, "centres": self.centres}, facts)

    @classmethod
    def load(cls, folder: Path) -> GuidedBERTopic:
        """Read a saved model."""
        arrays, facts = load_arrays(folder)
        words = tuple(tuple(own) for own in facts["words"])
        return cls(tuple(facts["theme_ids"]), Guides(arrays["guides"], facts["min_similarity"]), arrays["centres"], words, tuple(facts["stability"]))


def number_of_topics(n_segments: int) -> int:
    """Return the number of free topics for so many segments outside the themes: it grows with the square root.

    >>> [number_of_topics(n) for n in (20, 100, 500, 3000, 100000)]
    [3, 4, 8, 19, 40]
    """
    return int(min(MOST_TOPICS, max(FEWEST_TOPICS, round((n_segments / SEGMENTS_PER_TOPIC) ** 0.5))))


def _training(segments: pd.DataFrame, vectors: pd.DataFrame, settings: Discover) -> pd.DataFrame:
    rows = segments[segments["codable"]].merge(vectors, on="segment_id", validate="one_to_one").sort_values("segment_id", ignore_index=True)
    if len(rows) > settings.fit_segments:
        rows = rows.sample(settings.fit_segments, random_state=settings.seed).sort_values("segment_id", ignore_index=True)
    return rows


def _fit_bertopic(words: list[list[str]], matrix: np.ndarray, guides: Guides, codebook: Codebook, settings: Discover) -> Any:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.decomposition import PCA
    from sklearn.feature_extraction.text import CountVectorizer

    class GuideEmbedder(BaseEmbedder):  # type: ignore[misc]
        """Gives each theme id its guide."""

        def embed(self, documents: list[str], verbose: bool = False) -> np.ndarray:
            del verbose
            return guides.vectors[[codebook.theme_ids.index(theme_id) for theme_id in documents]]

    model = BERTopic(
        embedding_model=GuideEmbedder(),
        umap_model=PCA(min(DIMENSIONS, *matrix.shape), svd_solver="full"),
        hdbscan_model=AgglomerativeClustering(n_clusters=settings.topics),
        vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),  # words common to all topics name none
        top_n_words=2 * settings.top_words,  # so that enough are left when those said twice are left out
        zeroshot_topic_list=codebook.theme_ids,
        zeroshot_min_similarity=guides.min_similarity,
        verbose=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # BERTopic sets values on copies of frames
        # It changes the embeddings it is given, so it gets a copy; a text without words that may name a topic gets a placeholder.
        model.fit([" ".join(own) or "wordless" for own in words], matrix.copy())
    return model


def _frozen(model: Any, matrix: np.ndarray, themes: np.ndarray, rows: pd.DataFrame, settings: Discover) -> Any:
    placed = np.array(model.topics_)
    free = sorted(set(placed[themes < 0].tolist()), key=lambda topic: (-int((placed[themes < 0] == topic).sum()), topic))
    members = [np.flatnonzero((placed == topic) & (themes < 0)) for topic in free]
    means = np.array([matrix[own].mean(axis=0) for own in members])
    centres = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
    guided = [_topic_of_theme(placed, themes, theme) for theme in range(len(model.zeroshot_topic_list))]
    words = tuple(_words(model, topic, settings.top_words) for topic in [*guided, *free])
    outside = np.flatnonzero(themes < 0)
    stability = stabilities(matrix[outside], rows["document_id"].to_numpy()[outside], centres, settings)
    return centres, words, stability


def _topic_of_theme(placed: np.ndarray, themes: np.ndarray, theme: int) -> int | None:
    own = placed[themes == theme]
    return int(np.bincount(own + 1).argmax()) - 1 if len(own) else None


def _words(model: Any, topic: int | None, n: int) -> tuple[str, ...]:
    """Return a topic's first n words; one that an earlier phrase of the topic holds is not said again."""
    found = (model.get_topic(topic) or []) if topic is not None else []
    words = [str(word).split(JOINT) for word, weight in found if word and word != "wordless" and weight > 0]
    kept = [own for place, own in enumerate(words) if not any(set(own) <= set(earlier) for earlier in words[:place])]
    return tuple(" ".join(own) for own in kept[:n])
