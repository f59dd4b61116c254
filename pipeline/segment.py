"""Cut documents into segments: about a paragraph each, verbatim, codable or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.config import Segment
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans
from pipeline.tables import SEGMENTS

LONG_WORD = 20  # characters: a segment is at most so many times max_words long, whatever it is made of
UNCOUNTED = frozenset({"heading", "boilerplate", "contents"})
BULLET = re.compile(r"(?:[•◦▪●■·‣⁃*\u2013\u2014\uf0b7\uf0a7\uf02d-]|o(?=\s))\s+")
WORD = re.compile(r"\w[\w'’-]*")
PARTS = (
    ("summary", re.compile(r"\b(?:executive )?summary\b|\bkey (?:points|findings|messages)\b|\bat a glance\b", re.IGNORECASE)),
    (
        "background",
        re.compile(r"\b(?:background|introduction|context|foreword|about this (?:report|paper)|terms of reference|aims of)\b", re.IGNORECASE),
    ),
)
QUOTE_MARKS = {"“": "”", "‘": "’", '"': '"'}
ANOTHER = re.compile(r"\b(?:quot(?:ed|es|ing)|claims? that|in the words of|according to|wrote that|as .{3,40} put it)\b", re.IGNORECASE)


def segment(documents: pd.DataFrame, blocks: pd.DataFrame, settings: Segment) -> pd.DataFrame:
    """Cut documents into segments.

    Every block becomes one segment, or several where it has more than ``max_words``
    words (cut between sentences, into pieces of like length; what is no sentence at spaces). Bullets and white space
    at the ends are left out of the slice.

    Args:
        documents: a DOCUMENTS table, any subset of the corpus. Not changed.
        blocks: the BLOCKS of these documents. Not changed.
        settings: ``[segment]`` of study.toml.

    Returns:
        A SEGMENTS table sorted by segment_id; each document's rows depend on that document only.
    """
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    ordered = blocks.sort_values(["document_id", "start"])
    rows: list[dict[str, object]] = []
    for document_id, own in ordered.groupby("document_id", sort=True):
        number = 0
        for block in tuples(own):
            number += block.kind not in UNCOUNTED
            rows.extend(_cut(block, texts[document_id], max(1, number), settings))
    return SEGMENTS.frame(rows)


def _cut(block: Any, text: str, number: int, settings: Segment) -> Iterator[dict[str, object]]:
    for start, end in _pieces(text, int(block.start), int(block.end), settings.max_words):
        words = len(WORD.findall(text[start:end]))
        page = None if pd.isna(block.page) else int(block.page)
        yield {
            "segment_id": f"{block.document_id}#{start:08d}-{end:08d}",
            "document_id": block.document_id,
            "start": start,
            "end": end,
            "page": page,
            "paragraph": number,
            "section": block.section,
            "speaker": block.speaker,
            "voice": _voice(text[start:end]),
            "part": _part(block.kind, block.section),
            "codable": block.kind in settings.codable_kinds and words >= settings.min_words,
            "duplicate_of": None,
            "text": text[start:end],
            "n_words": words,
        }


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
    return _packed(text, sentences, words / max(1, -(-words // max_words)), LONG_WORD * max_words)


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


def _voice(text: str) -> str:
    if text.endswith("?"):
        return "question"
    closing = QUOTE_MARKS.get(text[0])
    if closing and closing in text[1:] and text.rindex(closing) > 0.6 * len(text):
        return "quoted by another" if ANOTHER.search(text) else "quoted"
    return "own"


def _part(kind: str, section: str | None) -> str:
    if kind == "prompt":
        return "prompt"
    if kind not in ("paragraph", "list_item", "table", "footnote"):
        return "other"
    if isinstance(section, str):
        for part, pattern in PARTS:
            if pattern.search(section):
                return part
    return "finding"


def mark_repeats(segments: pd.DataFrame, settings: Segment) -> pd.DataFrame:
    """Count each repeated segment once: the first by segment_id stays codable, the others name it.

    Args:
        segments: a SEGMENTS table of all documents. Not changed.
        settings: ``[segment]``; shorter segments than ``duplicate_words`` may repeat by chance and all count.

    Returns:
        The table with ``duplicate_of`` filled in and its repeats not codable.
    """
    ordered = segments.sort_values("segment_id")
    plain = ordered["text"].str.casefold().str.replace(r"\W+", " ", regex=True).str.strip()
    long_enough = ordered["codable"] & (ordered["n_words"] >= settings.duplicate_words)
    first = ordered[long_enough].groupby(plain[long_enough])["segment_id"].transform("first")
    repeats = first[first != ordered.loc[first.index, "segment_id"]]
    return SEGMENTS.frame(ordered.assign(duplicate_of=repeats, codable=ordered["codable"] & ~ordered.index.isin(repeats.index)))
