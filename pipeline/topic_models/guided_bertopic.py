"""One BERTopic model: the codebook's themes as guided (zero-shot) topics, the rest free.

Repeatable: PCA by the eigenvectors of the covariance, agglomerative clustering, rows sorted before fitting. What is kept is our own
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

from pipeline.apart import compute_apart
from pipeline.arrays import load_arrays, save_arrays
from pipeline.class_words import class_words
from pipeline.codebook import Codebook, Exemplar
from pipeline.config import Discover
from pipeline.divide import Division, divide, division_arrays, division_facts, read_divisions
from pipeline.errors import ModelError
from pipeline.guides import Guides, make_guides
from pipeline.named_words import NamedWords
from pipeline.stability import Shapes, centres_of, mean_match, shapes_of
from pipeline.topic_ids import Numbers, carry_over
from pipeline.topic_models.other_kind import OtherKind
from pipeline.topic_training import FEWEST_SEGMENTS, Described, Sample, Training, gather, number_of_topics, typical_words

if TYPE_CHECKING:
    from pipeline.cache import Encoder

KIND = "bertopic"
DIMENSIONS = 50


@dataclass(frozen=True)
class GuidedBERTopic:
    """A fitted model: guides of the themes, centres of the free topics, what is said of both, and the sub-topics of the themes."""

    theme_ids: tuple[str, ...]
    guides: Guides
    centres: np.ndarray  # float32[free topics, d], unit length
    described: Described
    within: tuple[Division, ...]

    @property
    def numbers(self) -> Numbers:
        """The numbers of the free topics."""
        return self.described.numbers

    @classmethod
    def fit(
        cls,
        segments: pd.DataFrame,
        vectors: pd.DataFrame,
        documents: pd.DataFrame,
        codings: pd.DataFrame,
        codebook: Codebook,
        exemplars: Sequence[Exemplar],
        encoder: Encoder,
        settings: Discover,
        earlier: GuidedBERTopic | OtherKind | None = None,
        named: NamedWords | None = None,
    ) -> GuidedBERTopic:
        """Fit on codable segments, or a seeded sample of them.

        Args:
            segments: the SEGMENTS of the study. Not changed.
            vectors: their VECTORS.
            documents: their DOCUMENTS; words of places and publishers name no topic.
            codings: their CODINGS, by which themes are divided into sub-topics.
            codebook: its themes become guided topics, in its order.
            exemplars: help to make the guides.
            encoder: the encoder that made the vectors.
            settings: ``[discover]``.
            earlier: the model before this one; topics found again keep its numbers, those of a model of another kind are not given again.
            named: reads sentences for names; None: one that keeps nothing.

        Returns:
            The fitted model; its free topics are in order of size, largest first, and so are the numbers of new ones.

        Source:
            Grootendorst (2022), BERTopic, arXiv:2203.05794; zero-shot topics as in BERTopic 0.17. Words are counted by ``class_words``.
        """
        guides = make_guides(codebook, exemplars, encoder, settings.min_similarity)
        sample = gather(segments, vectors, documents, settings)
        themes = guides.place(sample.matrix)[0] if len(sample.matrix) else np.empty(0, int)
        n_free = int((themes < 0).sum())
        k = min(settings.topics or number_of_topics(n_free), n_free)
        shapes, training = compute_apart([lambda: _shapes(sample, themes, k, settings), lambda: sample.read(named)])
        within = divide(training, codings, codebook.theme_ids, settings, earlier.within if earlier else ())
        known = earlier.numbers if earlier else Numbers((), 0)
        if n_free < FEWEST_SEGMENTS:
            none = Described(Numbers((), known.highest), ((),) * len(codebook.theme), (None,) * len(codebook.theme))
            return cls(tuple(codebook.theme_ids), guides, np.empty((0, guides.vectors.shape[1]), np.float32), none, within)
        model = _fit_bertopic(training, guides, codebook, k)
        members = _free(model, themes)
        centres = centres_of(training.matrix, members, members.max() + 1)
        outside = training.matrix[themes < 0]
        numbers = carry_over(centres, earlier.centres if isinstance(earlier, GuidedBERTopic) else np.empty((0, 0)), known, outside.mean(axis=0))
        if len(centres) != k:  # a topic of which all segments joined a theme
            shapes = _shapes(sample, themes, len(centres), settings)
        described = _describe(training, _Placed(len(codebook.theme), themes, members, centres), numbers, shapes, settings)
        return cls(tuple(codebook.theme_ids), guides, centres.astype(np.float32), described, within)

    def place(self, segments: pd.DataFrame, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the topic of each vector (themes first, then free topics; -1: none) and its cosine to the topic's centre."""
        del segments
        themes, weights = self.guides.place(matrix)
        if not len(self.centres):
            return themes, weights
        cosines = np.round(matrix.astype(np.float64) @ self.centres.T.astype(np.float64), 6)
        nearest = cosines.argmax(axis=1)
        free = themes < 0
        topics = np.where(free, nearest + len(self.theme_ids), themes)
        return topics, np.where(free, cosines[np.arange(len(matrix)), nearest], weights)

    def save(self, folder: Path) -> None:
        """Write the model into an empty folder."""
        facts = {"kind": KIND, "theme_ids": self.theme_ids, "min_similarity": self.guides.min_similarity, "within": division_facts(self.within)}
        arrays = {"guides": self.guides.vectors, "centres": self.centres, **division_arrays(self.within)}
        save_arrays(folder, arrays, facts | self.described.facts())

    @classmethod
    def load_earlier(cls, folder: Path) -> GuidedBERTopic | OtherKind:
        """Read the model before this one, of whatever kind.

        Raises:
            ModelError: if it is not whole.
        """
        _, facts = load_arrays(folder)
        return cls.load(folder) if facts.get("kind") == KIND else OtherKind.load(folder)

    @classmethod
    def load(cls, folder: Path) -> GuidedBERTopic:
        """Read a saved model.

        Raises:
            ModelError: if it is not whole, or of another kind.
        """
        arrays, facts = load_arrays(folder)
        if facts.get("kind") != KIND:
            raise ModelError(f"{folder} holds no model of kind {KIND}. Delete it, then run again; it is fitted anew.")
        guides = Guides(arrays["guides"], facts["min_similarity"])
        return cls(tuple(facts["theme_ids"]), guides, arrays["centres"], Described.read(facts), read_divisions(arrays, facts["within"]))


def _shapes(sample: Sample, themes: np.ndarray, k: int, settings: Discover) -> Shapes:
    outside = themes < 0
    enough = outside.sum() >= FEWEST_SEGMENTS
    return shapes_of(sample.matrix[outside], sample.cluster_ids[outside], k, settings) if enough else Shapes(0, [], 0.0)


def _fit_bertopic(training: Training, guides: Guides, codebook: Codebook, k: int) -> Any:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
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
        umap_model=PCA(min(DIMENSIONS, *training.matrix.shape), svd_solver="covariance_eigh"),
        hdbscan_model=AgglomerativeClustering(n_clusters=k),
        vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
        zeroshot_topic_list=codebook.theme_ids,
        zeroshot_min_similarity=guides.min_similarity,
        verbose=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # BERTopic sets values on copies of frames
        # It changes the embeddings it is given, so it gets a copy; a text without words that may name a topic gets a placeholder.
        model.fit([" ".join(own) or "wordless" for own in training.naming.words], training.matrix.copy())
    return model


def _free(model: Any, themes: np.ndarray) -> np.ndarray:
    """Return the free topic of each segment, largest first; -1 where it joined a theme."""
    placed = np.where(themes < 0, np.array(model.topics_), -2)
    sizes = {int(topic): int((placed == topic).sum()) for topic in set(placed[themes < 0].tolist())}
    ordered = sorted(sizes, key=lambda topic: (-sizes[topic], topic))
    return np.array([ordered.index(topic) if topic != -2 else -1 for topic in placed.tolist()])


@dataclass(frozen=True)
class _Placed:
    """Where the segments that are learnt from lie: the theme of each (-1: none), else its free topic, and the centres of these."""

    n_themes: int
    themes: np.ndarray
    members: np.ndarray
    centres: np.ndarray


def _describe(training: Training, placed: _Placed, numbers: Numbers, shapes: Shapes, settings: Discover) -> Described:
    n_themes, themes, members, centres = placed.n_themes, placed.themes, placed.members, placed.centres
    outside = themes < 0
    document_ids = training.rows["document_id"].to_list()
    labels = np.where(outside, members + n_themes, themes)
    words = class_words(training.naming.words, document_ids, labels, n_themes + len(centres), settings.top_words)
    # a guide does not change with the documents, so there is nothing in it that a refit could find again
    stable = (None,) * n_themes + mean_match(centres, shapes.refits, training.matrix[outside].mean(axis=0))
    cosines = np.round(training.matrix.astype(np.float64) @ centres.T, 6)
    each = [np.flatnonzero(members == topic) for topic in range(len(centres))]
    typical = tuple(typical_words([training.naming.words[n] for n in rows], cosines[rows, topic]) for topic, rows in enumerate(each))
    return Described(numbers, words, stable, typical, shapes.chance)
