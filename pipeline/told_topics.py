"""Tell what the report says of sub-topics within a theme, and of codes that topics suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.candidates import candidates_toml
from pipeline.evidence import rows_of
from pipeline.wording import count, listing, number, one_line, percent, shorten

MOST_CHARACTERS = 320  # of an example; the whole segment is in csv/segments.csv
ONE_DOCUMENT = 0.8
# A kept model keeps its sub-topics, whatever codings and documents there are by now: what it says is of the time it was fitted.
NOT_DIVIDED = (
    "When the topic model was fitted, its segments or sources were too few, or too much alike, to be divided into "
    "sub-topics; what came since was not tried. To try again: make refit STAGE=discover."
)


@dataclass(frozen=True)
class Example:
    """A typical segment of a sub-topic: its words, the document, and its title."""

    text: str
    document: str
    title: str


@dataclass(frozen=True)
class SubTopic:
    """A sub-topic as the page shows it."""

    subtopic_id: str
    label: str
    sentence: str
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Within:
    """What is spoken of within a theme: its sub-topics, largest first, and a sentence; without any, why not."""

    sentence: str
    subtopics: tuple[SubTopic, ...]


@dataclass(frozen=True)
class Draft:
    """A code that a topic suggests, as a block for codebook.toml."""

    topic_id: str
    name: str
    block: str


def tell_within(theme_id: str, subtopics: pd.DataFrame, segments: pd.DataFrame, documents: pd.DataFrame, n_segments: int) -> Within:
    """Tell of the sub-topics of a theme.

    Args:
        theme_id: the theme.
        subtopics: SUBTOPICS. Not changed.
        segments: SEGMENTS, for the examples.
        documents: their DOCUMENTS.
        n_segments: segments that carry the theme.

    Returns:
        Sub-topics largest first, each with at most three examples of documents that may be quoted; none where the theme was not divided.
    """
    own = subtopics[(subtopics["theme_id"] == theme_id) & (subtopics["n_segments"] > 0)]
    if own.empty:
        return Within(f"{count(n_segments, 'segment')} with the theme. {NOT_DIVIDED}", ())
    wanted = {segment_id for segment_ids in own["segment_ids"] for segment_id in segment_ids}
    texts = segments.loc[segments["segment_id"].isin(wanted), ["segment_id", "document_id", "text"]]
    titles = dict(zip(documents["document_id"].tolist(), map(one_line, documents["title"].tolist()), strict=True))
    examples = {row.segment_id: Example(shorten(row.text, MOST_CHARACTERS), row.document_id, titles[row.document_id]) for row in rows_of(texts)}
    ordered = own.sort_values(["n_segments", "subtopic_id"], ascending=[False, True])
    sentence = "Sub-topics come out of the segments that carry the theme; each is named by words that set it apart from the others."
    return Within(sentence, tuple(_told(row, examples, int(own["n_segments"].sum())) for row in rows_of(ordered)))


def _told(row: Any, examples: dict[str, Example], total: int) -> SubTopic:
    measured = "stability not measured" if pd.isna(row.stability) else f"stability {number(row.stability)}"
    notes = [measured, *(["fragile"] if row.fragile else []), *(["mostly one document"] if row.top_document_share >= ONE_DOCUMENT else [])]
    sizes = f"{count(row.n_segments, 'segment')} ({percent(row.n_segments / total)} of the theme’s) in {count(row.n_documents, 'document')}"
    words = listing(one_line(word) for word in row.top_words) or "no word sets it apart"
    shown = tuple(examples[segment_id] for segment_id in row.segment_ids if segment_id in examples)
    return SubTopic(row.subtopic_id, one_line(row.label), f"{sizes}; {', '.join(notes)}. Words: {words}.", shown)


def tell_drafts(candidates: pd.DataFrame) -> tuple[Draft, ...]:
    """Tell of the codes that topics suggest, largest topic first.

    Args:
        candidates: CANDIDATES. Not changed.

    Returns:
        For each the block as it stands in codebook_candidates.toml.
    """
    ordered = candidates.sort_values(["n_segments", "topic_id"], ascending=[False, True])
    found = []
    for place in range(len(ordered)):
        row = ordered.iloc[[place]]
        block = candidates_toml(row).split("\n\n", 1)[1].strip()
        found.append(Draft(str(row["topic_id"].iloc[0]), one_line(str(row["name"].iloc[0])), block))
    return tuple(found)
