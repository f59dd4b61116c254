"""Say of each coded segment what it says of its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pandas as pd

from pipeline.tables import FRAMINGS

if TYPE_CHECKING:
    from pipeline.cache import Encoder


class Framer(Protocol):
    """A fitted coder of framing."""

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Return a row for each segment: segment_id, framing, framing_score, dissent, dissent_score."""


def frame(segments: pd.DataFrame, vectors: pd.DataFrame, codings: pd.DataFrame, model: Framer, encoder: Encoder) -> pd.DataFrame:
    """Say of each coded segment what it says of its subject.

    Args:
        segments: a SEGMENTS table, any subset of the corpus. Not changed.
        vectors: the VECTORS of these segments.
        codings: their CODINGS.
        model: a coder of framing, fitted on exemplars.
        encoder: the encoder that made the vectors.

    Returns:
        A FRAMINGS table: a row for every codable segment with at least one theme, whatever that is; the themes have no part in what the row
        says. Each row depends on its own segment only.
    """
    themed = segments["segment_id"].isin(codings.loc[codings["assigned"], "segment_id"])
    rows = segments[segments["codable"] & themed]
    return FRAMINGS.frame(model.apply(rows, vectors, encoder)) if len(rows) else FRAMINGS.empty()
