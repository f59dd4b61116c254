"""Count the words that documents use in the segments of each theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.in_context import in_context
from pipeline.kept_sentences import spans_of
from pipeline.named_words import NamedWords, words_of
from pipeline.schema import tuples
from pipeline.tagged_words import TaggedWords
from pipeline.vocabulary import content_forms, found_names


@dataclass(frozen=True)
class Reading:
    """What the words are read with, each of which keeps what it found where it is to be kept."""

    sentences: pd.DataFrame  # SENTENCES of the segments
    named: NamedWords = field(default_factory=NamedWords)
    tagged: TaggedWords = field(default_factory=TaggedWords)

    def names(self, texts: pd.Series[str], segment_ids: pd.Series[str]) -> set[str]:
        """Return the words, in lower case, that are names in the texts of segments."""
        known = dict(zip(self.sentences["segment_id"], map(spans_of, self.sentences["spans"]), strict=True))
        # a document that was given up has no sentences: each of its segments counts as one
        spans = [known.get(segment_id, [(0, len(text))]) for segment_id, text in zip(segment_ids, texts, strict=True)]
        return found_names(texts.to_list(), self.named, spans)


@dataclass(frozen=True)
class Passage:
    """A segment that carries a theme."""

    segment_id: str
    document_id: str
    text: str
    lemmas: tuple[str, ...]


@dataclass(frozen=True)
class ThemeWords:
    """The words of one theme's segments; ``counts`` has a row for every document of the study."""

    theme_id: str
    words: list[str]  # sorted
    counts: np.ndarray  # float64[documents, words + 1]: how often a document has each; last, all its words in the theme
    prior: np.ndarray  # float64[words]: pseudo-counts, as in all codable segments
    passages: list[Passage]  # highest score first
    forms: Mapping[str, str]

    def context(self, word: str, documents: Collection[str]) -> dict[str, str | None]:
        """Return the word where it stands in the passage of these documents that carries the theme most surely, and that passage's id."""
        for passage in self.passages:
            if passage.document_id in documents and word in passage.lemmas:
                return {"context": in_context(passage.text, word, self.forms), "segment_id": passage.segment_id}
        return {"context": None, "segment_id": None}


def read_words(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_ids: Sequence[str],
    given_names: Sequence[str],
    prior_words: float,
    reading: Reading,
) -> list[ThemeWords]:
    """Count the words of each theme.

    Args:
        segments: SEGMENTS that are codable. Not changed.
        codings: their CODINGS.
        document_ids: documents, in the order that rows of the counts have.
        given_names: phrases, such as places and publishers, whose words are left out.
        prior_words: size of the prior, in words.
        reading: the sentences of these segments, and what reads them and their words.

    Returns:
        Themes that any segment carries, in alphabetical order. A segment counts for each theme that it carries.
    """
    texts = segments.sort_values("segment_id")
    written = dict(zip(texts["segment_id"], map(words_of, texts["text"]), strict=True))
    names = reading.names(texts["text"], texts["segment_id"])
    forms = content_forms((word for own in written.values() for word in own), given_names, names, reading.tagged)
    lemmas = {segment_id: tuple(forms[word] for word in map(str.casefold, own) if word in forms) for segment_id, own in written.items()}
    everywhere = Counter(word for own in lemmas.values() for word in own)
    total = max(sum(everywhere.values()), 1)
    carried = codings[codings["assigned"]].merge(segments[["segment_id", "document_id", "text"]], on="segment_id", validate="many_to_one")
    ordered = carried.sort_values(["theme_id", "score", "segment_id"], ascending=[True, False, True])
    found = []
    for theme_id, rows in ordered.groupby("theme_id", sort=True):
        passages = [Passage(row.segment_id, row.document_id, row.text, lemmas[row.segment_id]) for row in tuples(rows)]
        words = sorted({word for passage in passages for word in passage.lemmas})
        prior = np.array([prior_words * everywhere[word] / total for word in words])
        found.append(ThemeWords(str(theme_id), words, _counts(passages, words, document_ids), prior, passages, forms))
    return found


def _counts(passages: list[Passage], words: list[str], document_ids: Sequence[str]) -> np.ndarray:
    row_of = {document_id: n for n, document_id in enumerate(document_ids)}
    column_of = {word: n for n, word in enumerate(words)}
    counts = np.zeros((len(document_ids), len(words) + 1))
    for passage in passages:
        row = row_of[passage.document_id]
        for word in passage.lemmas:
            counts[row, column_of[word]] += 1
        counts[row, -1] += len(passage.lemmas)
    return counts
