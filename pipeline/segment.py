"""Cut documents into segments: about a paragraph each, verbatim, codable or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.cited import cited
from pipeline.config import Segment
from pipeline.language import in_language
from pipeline.parts import part_of
from pipeline.repeats import mark_repeats
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans
from pipeline.speakers import quoted_in
from pipeline.tables import SEGMENTS
from pipeline.voices import questioners, voice_of

__all__ = ["Finished", "finish", "segment"]

LONG_WORD = 20  # characters: a segment is at most so many times max_words long, whatever it is made of
UNCOUNTED = frozenset({"heading", "boilerplate", "contents"})
BULLET = re.compile(r"(?:[•◦▪●■·‣⁃*\u2013\u2014\uf0b7\uf0a7\uf02d-]|o(?=\s))\s+")
WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True)
class Finished:
    """SEGMENTS with repeats marked, and CITED."""

    segments: pd.DataFrame
    cited: pd.DataFrame


def finish(segments: pd.DataFrame, documents: pd.DataFrame, settings: Segment) -> Finished:
    """Do what needs all segments at once: mark repeats, and list what the documents cite.

    Args:
        segments: the SEGMENTS of all documents. Not changed.
        documents: the DOCUMENTS. Not changed.
        settings: ``[segment]`` of study.toml.
    """
    marked = mark_repeats(segments, settings, documents)
    return Finished(marked, cited(documents, marked))


def segment(documents: pd.DataFrame, blocks: pd.DataFrame, settings: Segment, language: str = "en") -> pd.DataFrame:
    """Cut documents into segments.

    Every block becomes one segment, or several where it has more than ``max_words``
    words (cut between sentences, into pieces of like length; what is no sentence, and a sentence that is longer than
    ``LONG_WORD`` times ``max_words`` characters, at spaces). Bullets and white space
    at the ends are left out of the slice.

    Args:
        documents: a DOCUMENTS table, any subset of the corpus. Not changed.
        blocks: the BLOCKS of these documents. Not changed.
        settings: ``[segment]`` of study.toml.
        language: the study's, ISO 639-1; what is in another is kept and not coded.

    Returns:
        A SEGMENTS table sorted by segment_id; each document's rows depend on that document only.
    """
    known = {document.document_id: document for document in tuples(documents[["document_id", "title", "language", "text"]])}
    ordered = blocks.sort_values(["document_id", "start"])
    rows: list[dict[str, object]] = []
    for document_id, own in ordered.groupby("document_id", sort=True):
        document, number = known[document_id], 0
        asking = questioners((block.speaker, document.text[block.start : block.end]) for block in tuples(own))
        for block in tuples(own):
            number += block.kind not in UNCOUNTED
            coded = block.kind in settings.codable_kinds and in_language(_given(block.language), document.language, language)
            rows.extend(_cut(block, document, max(1, number), asking, settings.model_copy(update={"codable_kinds": (block.kind,) if coded else ()})))
    return SEGMENTS.frame(columns(rows, SEGMENTS.names))


def _cut(block: Any, document: Any, number: int, asking: frozenset[str], settings: Segment) -> Iterator[dict[str, object]]:
    text, whole = document.text, document.text[block.start : block.end]
    pieces = _pieces(text, int(block.start), int(block.end), settings.max_words)
    given = _given(block.voice)
    for start, end in pieces:
        words = len(WORD.findall(text[start:end]))
        page = None if pd.isna(block.page) else int(block.page)
        voice = voice_of(whole, start - block.start, end - block.start, asked=block.speaker in asking)
        yield {
            "segment_id": f"{block.document_id}#{start:08d}-{end:08d}",
            "document_id": block.document_id,
            "start": start,
            "end": end,
            "page": page,
            "paragraph": number,
            "section": block.section,
            "speaker": _speaker(block, text[start:end], cut=len(pieces) > 1),
            "voice": given or voice,
            "part": part_of(block.kind, block.section, document.title),
            "codable": block.kind in settings.codable_kinds and words >= settings.min_words,
            "text": text[start:end],
            "n_words": words,
        }


def _given(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def _speaker(block: Any, words: str, *, cut: bool) -> str | None:
    """Return who speaks in a block, or in a piece of it where in the whole more than one person does."""
    if isinstance(block.speaker, str):
        return block.speaker
    return quoted_in(words) if cut and block.kind in {"paragraph", "list_item"} else None


def _pieces(text: str, start: int, end: int, max_words: int) -> list[tuple[int, int]]:
    marker = re.match(r"\s*", text[start:end])
    start += marker.end() if marker else 0
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet and bullet.end() < end else start
    end = start + len(text[start:end].rstrip())
    if start >= end:
        return []
    words = len(WORD.findall(text[start:end]))
    if words <= max_words and end - start <= LONG_WORD * max_words:
        return [(start, end)]
    sentences = [(start + a, start + b) for a, b in sentence_spans([text[start:end]])[0]]
    most = LONG_WORD * max_words
    short = [piece for a, b in sentences for piece in _halved(text, a, b, most)]
    return _packed(text, short, words / max(1, -(-words // max_words)), most)


def _halved(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces of at most so many characters, cut at spaces where there are any."""
    while end - start > most:
        parts = -(-(end - start) // most)
        aim = start + (end - start) // parts
        space = max(text.rfind(" ", start, aim + 1), text.rfind("\n", start, aim + 1))
        cut = space if space > start else aim
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end


def _packed(text: str, sentences: list[tuple[int, int]], aim: float, most: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    held = 0.0
    for start, end in sentences:
        words = len(WORD.findall(text[start:end]))
        if pieces and held + words / 2 <= aim and end - pieces[-1][0] <= most:
            pieces[-1] = (pieces[-1][0], end)
            held += words
        else:
            pieces.append((start, end))
            held = words
    return pieces
