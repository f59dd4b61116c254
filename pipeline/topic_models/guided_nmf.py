"""Non-negative matrix factorisation of the words of segments, guided by the themes' words, with free topics beside.

What guides a theme are its words: rows made of its seeds, definition, inclusions and exemplars are factorised with the segments. What is
kept is a frozen rule: a segment belongs to the topic that makes most of its words up, by non-negative least squares on that segment alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from pipeline.arrays import load_arrays, save_arrays
from pipeline.class_words import unrepeated
from pipeline.codebook import Codebook, Exemplar
from pipeline.config import Discover
from pipeline.divide import Division, divide, division_arrays, division_facts, read_divisions
from pipeline.errors import ModelError
from pipeline.factorise import factorise, shares
from pipeline.named_words import NamedWords
from pipeline.stability import Refit, halves, mean_match, percentile
from pipeline.topic_ids import Numbers, carry_over
from pipeline.topic_models.other_kind import OtherKind
from pipeline.topic_training import FEWEST_SEGMENTS, FEWEST_TOPICS, Described, Training, gather, number_of_topics, typical_words
from pipeline.word_counts import WordReader, learn_reader
from pipeline.word_guides import word_guides

if TYPE_CHECKING:
    from pipeline.cache import Encoder

KIND = "nmf"
CHANCE_REFITS = 2  # of segments whose words are dealt anew


@dataclass(frozen=True)
class GuidedNMF:
    """A fitted model: how words are read, the words of each topic (themes first), and the sub-topics of the themes."""

    theme_ids: tuple[str, ...]
    reader: WordReader
    topics: np.ndarray  # float64[topics, words], unit length; a theme of which the segments have no word: nothing
    described: Described
    within: tuple[Division, ...]

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
        earlier: GuidedNMF | OtherKind | None = None,
        named: NamedWords | None = None,
    ) -> GuidedNMF:
        """Fit on codable segments, or a seeded sample of them.

        Args:
            segments: the SEGMENTS of the study. Not changed.
            vectors: their VECTORS, by which themes are divided into sub-topics.
            documents: their DOCUMENTS; words of places and publishers name no topic.
            codings: their CODINGS, by which themes are divided into sub-topics.
            codebook: its themes guide topics, in its order.
            exemplars: their words guide too.
            encoder: not used: guides are words.
            settings: ``[discover]``; ``min_similarity`` is not used.
            earlier: the model before this one; topics found again keep its numbers, those of a model of another kind are not given again.
            named: reads sentences for names; None: one that keeps nothing.

        Returns:
            The fitted model; its free topics are in order of size, largest first, and so are the numbers of new ones.

        Source:
            Lee & Seung (1999), Learning the parts of objects by non-negative matrix factorization, Nature 401, 788-791; guided as in
            Vendrow, Haddock, Rebrova, Needell (2021), On a guided nonnegative matrix factorization, ICASSP (arXiv:2010.11365).
        """
        del encoder
        training = gather(segments, vectors, documents, settings).read(named)
        reader = learn_reader(training.naming.words, training.naming.forms)
        rows, guides = reader.rows(training.rows["text"].to_list()), word_guides(codebook, exemplars, reader)
        n_free = _number_of_free(rows, len(guides), settings)
        topics = _by_size(factorise(rows, guides, n_free), rows, len(guides))
        numbers = _numbers(topics[len(guides) :], reader, earlier)
        described = _describe(training, rows, guides, topics, numbers, reader, settings)
        within = divide(training, codings, codebook.theme_ids, settings, earlier.within if earlier else ())
        return cls(tuple(codebook.theme_ids), reader, topics, described, within)

    def place(self, segments: pd.DataFrame, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the topic of each segment (themes first, then free topics; -1: it has no known word) and the topic's share of its words."""
        del matrix
        found = shares(self.reader.rows(segments["text"].to_list()), self.topics)
        best = found.max(axis=1, initial=0.0)
        return np.where(best > 0, found.argmax(axis=1), -1), best

    def save(self, folder: Path) -> None:
        """Write the model into an empty folder."""
        facts = {"kind": KIND, "theme_ids": self.theme_ids, "vocabulary": self.reader.vocabulary, "forms": dict(self.reader.forms)}
        arrays = {"weights": self.reader.weights, "topics": self.topics, **division_arrays(self.within)}
        save_arrays(folder, arrays, facts | {"within": division_facts(self.within)} | self.described.facts())

    @classmethod
    def load_earlier(cls, folder: Path) -> GuidedNMF | OtherKind:
        """Read the model before this one, of whatever kind.

        Raises:
            ModelError: if it is not whole.
        """
        _, facts = load_arrays(folder)
        return cls.load(folder) if facts.get("kind") == KIND else OtherKind.load(folder)

    @classmethod
    def load(cls, folder: Path) -> GuidedNMF:
        """Read a saved model.

        Raises:
            ModelError: if it is not whole, or of another kind.
        """
        arrays, facts = load_arrays(folder)
        if facts.get("kind") != KIND:
            raise ModelError(f"{folder} holds no model of kind {KIND}. Delete it, then run again; it is fitted anew.")
        reader = WordReader(tuple(facts["vocabulary"]), facts["forms"], arrays["weights"])
        return cls(tuple(facts["theme_ids"]), reader, arrays["topics"], Described.read(facts), read_divisions(arrays, facts["within"]))


def _number_of_free(rows: csr_matrix, n_themes: int, settings: Discover) -> int:
    """Return how many free topics there are: as many topics as suit the segments with a known word, less those of the themes, or three."""
    known = int((np.diff(rows.indptr) > 0).sum())
    if known < FEWEST_SEGMENTS:
        return 0
    return min(settings.topics or max(FEWEST_TOPICS, number_of_topics(known) - n_themes), known, rows.shape[1])


def _by_size(topics: np.ndarray, rows: csr_matrix, n_guided: int) -> np.ndarray:
    """Order the free topics by the segments that they are the first of, largest first."""
    found = shares(rows, topics)
    sizes = np.bincount(found.argmax(axis=1)[found.any(axis=1)], minlength=len(topics))[n_guided:]
    ordered = np.argsort(-sizes, kind="stable")
    return np.vstack([topics[:n_guided], topics[n_guided:][ordered]])


def _numbers(free: np.ndarray, reader: WordReader, earlier: GuidedNMF | OtherKind | None) -> Numbers:
    """Give the free topics numbers; those of the earlier model are compared by the words that either knows."""
    if not isinstance(earlier, GuidedNMF):
        return carry_over(free, np.empty((0, 0)), earlier.numbers if earlier else Numbers((), 0))
    every = sorted({*reader.vocabulary, *earlier.reader.vocabulary})
    column = {word: place for place, word in enumerate(every)}

    def spread(topics: np.ndarray, known: WordReader) -> np.ndarray:
        wide = np.zeros((len(topics), len(every)))
        wide[:, [column[word] for word in known.vocabulary]] = topics
        return wide

    before = earlier.topics[len(earlier.theme_ids) :]
    return carry_over(spread(free, reader), spread(before, earlier.reader), earlier.described.numbers)


def _describe(
    training: Training, rows: csr_matrix, guides: np.ndarray, topics: np.ndarray, numbers: Numbers, reader: WordReader, settings: Discover
) -> Described:
    words = tuple(_words(own, reader, settings.top_words) for own in topics)
    n_free = len(topics) - len(guides)
    drawn = [half for half in halves(training.cluster_ids, settings) if min(half.sum(), (~half).sum()) > len(topics)]
    # guides hold their topics in place whatever the documents say, so there is nothing in those that a refit could find again
    stable = (None,) * len(guides) + _stabilities(rows, guides, topics[len(guides) :], drawn, settings.seed)
    shuffled = _shuffled(rows, settings.seed)
    chance = percentile(_stabilities(shuffled, guides, factorise(shuffled, guides, n_free)[len(guides) :], drawn[:CHANCE_REFITS], settings.seed))
    found = shares(rows, topics)
    members = [np.flatnonzero((found.argmax(axis=1) == place) & (found[:, place] > 0)) for place in range(len(guides), len(topics))]
    typical = tuple(typical_words([training.naming.words[n] for n in own], found[own, place]) for place, own in enumerate(members, len(guides)))
    return Described(numbers, words, stable, typical, chance)


def _stabilities(rows: csr_matrix, guides: np.ndarray, free: np.ndarray, drawn: Sequence[np.ndarray], seed: int) -> tuple[float | None, ...]:
    """Return how well free topics are found again in two halves of the rows, each fitted from a random start of its own."""
    starts = count(seed + 1)
    fits = [[factorise(rows[half], guides, len(free), start=next(starts))[len(guides) :] for half in (own, ~own)] for own in drawn]
    return mean_match(free, [Refit(*pair) for pair in fits])


def _shuffled(rows: csr_matrix, seed: int) -> csr_matrix:
    """Deal the words of all segments to segments anew: as many words in each, each word as often as it was, and none that go together."""
    columns = np.random.default_rng(seed).permutation(rows.indices.size)
    dealt = csr_matrix((rows.data[columns], rows.indices[columns], rows.indptr.copy()), shape=rows.shape)
    dealt.sum_duplicates()
    lengths = np.sqrt(np.asarray(dealt.multiply(dealt).sum(axis=1)).ravel())
    dealt.data = dealt.data / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(dealt.indptr))
    return dealt


def _words(topic: np.ndarray, reader: WordReader, n: int) -> tuple[str, ...]:
    ordered = np.argsort(-np.round(topic, 9), kind="stable")
    return unrepeated([reader.vocabulary[place] for place in ordered[: 4 * n] if topic[place] > 0], n)
