"""Cut documents into segments: about a paragraph each, verbatim, codable or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from pipeline.cited import citations_in, cited
from pipeline.config import Segment
from pipeline.cut_pieces import WORD, pieces_of
from pipeline.exempt import exempt_in, is_exempt, is_open, set_aside_exempt
from pipeline.language import in_language
from pipeline.parts import part_of
from pipeline.repeats import mark_repeats
from pipeline.reported import accounts
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.speakers import quoted_in
from pipeline.tables import EXEMPTED, PROBLEMS, SEGMENTS
from pipeline.uncoded import uncoded
from pipeline.voices import questioners, set_apart, voice_of

__all__ = ["Finished", "Segmented", "finish", "segment"]

PROSE = frozenset({"paragraph", "list_item"})
UNCOUNTED = frozenset({"heading", "boilerplate", "contents"})


@dataclass(frozen=True)
class Segmented:
    """SEGMENTS of some documents; their CITATIONS and which are EXEMPTED, kept for ``finish``."""

    segments: pd.DataFrame
    citations: pd.DataFrame
    exempted: pd.DataFrame


@dataclass(frozen=True)
class Finished:
    """SEGMENTS with repeats marked, CITED, and the PROBLEMS met."""

    segments: pd.DataFrame
    cited: pd.DataFrame
    problems: pd.DataFrame


def finish(
    segments: pd.DataFrame,
    citations: pd.DataFrame,
    exempted: pd.DataFrame,
    documents: pd.DataFrame,
    settings: Segment,
    language: str = "en",
) -> Finished:
    """Do what needs all segments at once: mark repeats, list what the documents cite, and the files of which nothing, or not all, is coded.

    Args:
        segments: the SEGMENTS of all documents. Not changed.
        citations: their CITATIONS. Not changed.
        exempted: those of them that are EXEMPTED. Not changed.
        documents: the DOCUMENTS. Not changed.
        settings: ``[segment]`` of study.toml.
        language: the study's, ISO 639-1.
    """
    marked = mark_repeats(segments, settings, documents)
    closed = set_aside_exempt(documents, marked, exempted)
    problems = columns([*uncoded(marked, documents, settings, language), *closed], PROBLEMS.names)
    return Finished(marked, cited(documents, marked, citations), PROBLEMS.frame(problems))


def segment(documents: pd.DataFrame, blocks: pd.DataFrame, settings: Segment, language: str = "en") -> Segmented:
    """Cut documents into segments.

    Every block becomes one segment, or several where it quotes whole sentences of an opponent or of another text (each is a
    segment of its own) or has more than ``max_words`` words (cut between sentences, never within brackets, into pieces of like length; what is no
    sentence, and a sentence that is longer than ``cut_pieces.LONG_WORD`` times ``max_words`` characters, at spaces). Bullets and white
    space at the ends are left out of the slice.

    Args:
        documents: a DOCUMENTS table, any subset of the corpus. Not changed.
        blocks: the BLOCKS of these documents. Not changed.
        settings: ``[segment]`` of study.toml.
        language: the study's, ISO 639-1; what is in another is kept and not coded.

    Returns:
        A SEGMENTS table sorted by segment_id, with what ``finish`` needs of each; each document's rows depend on that document only.
    """
    known = {document.document_id: document for document in tuples(documents[["document_id", "title", "language", "text"]])}
    ordered = blocks.sort_values(["document_id", "start"])
    rows: list[dict[str, Any]] = []
    private: list[dict[str, object]] = []
    for document_id, own in ordered.groupby("document_id", sort=True):
        document, number = known[document_id], 0
        listed = list(tuples(own))
        asking = questioners((block.speaker, document.text[block.start : block.end]) for block in listed)
        told, closed = accounts(document.text, listed), exempt_in(document.text, listed)
        for n, block in enumerate(listed):
            number += block.kind not in UNCOUNTED
            readable = in_language(_given(block.language), document.language, language) and is_open(block, closed)
            coded = block.kind in settings.codable_kinds and readable
            place = _Place(document, max(1, number), asked=block.speaker in asking, told=n in told)
            made = list(_cut(block, place, settings.model_copy(update={"codable_kinds": (block.kind,) if coded else ()})))
            private.extend(row for row in made if is_exempt(row["start"], closed))
            rows.extend(made)
    segments = SEGMENTS.frame(columns(rows, SEGMENTS.names))
    return Segmented(segments, citations_in(segments), EXEMPTED.frame(columns(private, EXEMPTED.names)))


@dataclass(frozen=True)
class _Place:
    """Where a block stands: its document and paragraph; ``asked``: by one who asks in a session; ``told``: in an author's account."""

    document: Any
    number: int
    asked: bool
    told: bool


def _cut(block: Any, place: _Place, settings: Segment) -> Iterator[dict[str, Any]]:
    document, text = place.document, place.document.text
    whole = text[block.start : block.end]
    pieces = [piece for start, end in _parts(block, whole) for piece in pieces_of(text, start, end, settings.max_words)]
    given = _given(block.voice)
    for start, end in pieces:
        words = len(WORD.findall(text[start:end]))
        page = None if pd.isna(block.page) else int(block.page)
        voice = voice_of(whole, start - block.start, end - block.start, asked=place.asked)
        yield {
            "segment_id": f"{block.document_id}#{start:08d}-{end:08d}",
            "document_id": block.document_id,
            "start": start,
            "end": end,
            "page": page,
            "paragraph": place.number,
            "section": block.section,
            "speaker": _speaker(block, text[start:end], cut=len(pieces) > 1, told=place.told),
            "voice": given or voice,
            "part": part_of(block.kind, block.section, document.title),
            "codable": block.kind in settings.codable_kinds and words >= settings.min_words,
            "text": text[start:end],
            "n_words": words,
        }


def _given(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def _parts(block: Any, whole: str) -> list[tuple[int, int]]:
    """Part a block of the document's own words at what it quotes of an opponent or of another text in sentences of their own."""
    start, end = int(block.start), int(block.end)
    if block.kind not in PROSE or _given(block.voice) or voice_of(whole, 0, len(whole)) != "own":
        return [(start, end)]
    bounds = [start, *(start + place for span in set_apart(whole) for place in span), end]
    return list(pairwise(bounds))


def _speaker(block: Any, words: str, *, cut: bool, told: bool) -> str | None:
    """Return who speaks in a block, or in a piece of it where in the whole more than one person does."""
    if isinstance(block.speaker, str):
        return block.speaker
    return quoted_in(words, told=told) if cut and block.kind in PROSE else None
