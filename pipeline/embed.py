"""Turn segments into sentence vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from pipeline.config import Embed
from pipeline.tables import VECTORS

if TYPE_CHECKING:
    from pipeline.cache import Encoder


def embed(segments: pd.DataFrame, encoder: Encoder, settings: Embed) -> pd.DataFrame:
    """Turn segments into sentence vectors.

    Args:
        segments: a SEGMENTS table, n rows. Not changed.
        encoder: gives a unit vector for a text, from that text only.
        settings: ``[embed]`` of study.toml; the encoder named there is the one given.

    Returns:
        A VECTORS table, n rows, sorted by segment_id.
    """
    del settings
    vectors = encoder.encode(segments["text"].to_list())
    return VECTORS.frame({"segment_id": segments["segment_id"], "vector": list(vectors)})
