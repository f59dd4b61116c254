"""Find where the sentences of segments lie, so that they are kept by document: words are counted in them again at every change."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.sentences import sentence_spans
from pipeline.tables import SENTENCES


@dataclass(frozen=True)
class Sentences:
    """A SENTENCES table."""

    sentences: pd.DataFrame


def sentences_of(segments: pd.DataFrame) -> Sentences:
    """Find the sentences of codable segments.

    Args:
        segments: a SEGMENTS table, any subset of the corpus. Not changed.

    Returns:
        SENTENCES: a row for each codable segment.
    """
    codable = segments[segments["codable"]]
    spans = [" ".join(f"{start} {end}" for start, end in own) for own in sentence_spans(codable["text"].to_list())]
    return Sentences(SENTENCES.frame({"segment_id": codable["segment_id"].to_list(), "spans": spans}))


def spans_of(written: str) -> list[tuple[int, int]]:
    """Read the spans of a row of SENTENCES.

    >>> spans_of("0 16 17 33")
    [(0, 16), (17, 33)]
    """
    bounds = list(map(int, written.split()))
    return list(zip(bounds[::2], bounds[1::2], strict=True))
