"""Turn segments that can be coded into sentence vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pipeline.config import Embed
from pipeline.tables import VECTORS

if TYPE_CHECKING:
    from pipeline.cache import Encoder


def embed(segments: pd.DataFrame, encoder: Encoder, settings: Embed) -> pd.DataFrame:
    """Turn segments that can be coded into sentence vectors.

    Nothing is learnt or told from what headings and lists of those present mean.

    Args:
        segments: a SEGMENTS table, n of whose rows are codable. Not changed.
        encoder: gives a unit vector for a text, from that text only.
        settings: ``[embed]`` of study.toml; the encoder named there is the one given.

    Returns:
        A VECTORS table, n rows, sorted by segment_id.
    """
    del settings
    codable = segments[segments["codable"]]
    vectors = encoder.encode(codable["text"].to_list())
    return VECTORS.frame({"segment_id": codable["segment_id"], "vector": list(vectors)})
