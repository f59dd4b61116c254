"""Supplement vectors with those of segments that were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from pipeline.cache import Encoder


def supplement(vectors: pd.DataFrame, segment_ids: pd.Series[str], segments: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
    """Return vectors with those of some segments, codable or not; those that are missing are made. Nothing is changed."""
    missing = segments[segments["segment_id"].isin(segment_ids) & ~segments["segment_id"].isin(vectors["segment_id"])]
    if missing.empty:
        return vectors
    made = pd.DataFrame({"segment_id": missing["segment_id"], "vector": list(encoder.encode(missing["text"].to_list()))})
    return pd.concat([vectors, made], ignore_index=True)
