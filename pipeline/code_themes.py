"""Code segments to the themes of the codebook, and count them by document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.tables import CODINGS, DOCUMENT_THEMES

if TYPE_CHECKING:
    from pipeline.cache import Encoder


class Coder(Protocol):
    """A fitted coder."""

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Return a row for each segment and theme: segment_id, theme_id, score, assigned, why."""


@dataclass(frozen=True)
class Counted:
    """A DOCUMENT_THEMES table."""

    document_themes: pd.DataFrame


def code_themes(segments: pd.DataFrame, vectors: pd.DataFrame, model: Coder, codebook: Codebook, encoder: Encoder) -> pd.DataFrame:
    """Code segments to the themes of the codebook.

    Args:
        segments: a SEGMENTS table, any subset of the corpus. Not changed.
        vectors: the VECTORS of these segments.
        model: a coder fitted on exemplars and codebook.
        codebook: a segment with a sub-code also carries its parents.
        encoder: the encoder that made the vectors.

    Returns:
        A CODINGS table: a row for every segment and theme; not codable: 0, not assigned. Each
        segment's rows depend on that segment only.
    """
    codable = segments[segments["codable"]]
    coded = model.apply(codable, vectors, encoder) if len(codable) else pd.DataFrame(columns=CODINGS.names)
    coded = _with_parents(coded, codebook)
    every = segments[["segment_id"]].merge(pd.DataFrame({"theme_id": codebook.theme_ids}), how="cross")
    rows = every.merge(coded, on=["segment_id", "theme_id"], how="left", validate="one_to_one")
    assigned = rows["assigned"].astype("boolean").fillna(value=False)
    return CODINGS.frame(rows.assign(score=rows["score"].astype(float).fillna(0.0), assigned=assigned))


def _with_parents(coded: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    frame = coded
    for theme in sorted(codebook.theme, key=lambda theme: -len(codebook.with_parents({theme.id}))):  # deepest first
        if theme.parent is not None and len(frame):
            wide = frame.set_index(["segment_id", "theme_id"])
            child, parent = (wide.xs(name, level="theme_id") for name in (theme.id, theme.parent))
            inherits = child["assigned"].astype(bool) & ~parent["assigned"].astype(bool)
            raised = parent.assign(
                score=parent["score"].combine(child["score"], max),
                assigned=parent["assigned"].astype(bool) | child["assigned"].astype(bool),
                why=parent["why"].where(~inherits, f"sub-code {theme.id}: " + child["why"].fillna("")),
            )
            rest = frame[frame["theme_id"] != theme.parent]
            frame = pd.concat([rest, raised.reset_index().assign(theme_id=theme.parent)], ignore_index=True)
    return frame


def count_themes(segments: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook) -> Counted:
    """Count each document's codable segments by theme.

    Args:
        segments: the SEGMENTS of all documents.
        codings: their CODINGS.
        codebook: the themes.

    Returns:
        A DOCUMENT_THEMES table: a row for every document with segments and every theme.
    """
    rows = segments[["segment_id", "document_id", "codable", "n_words"]].merge(codings, on="segment_id", validate="one_to_many")
    rows = rows.assign(n_assigned=rows["assigned"].astype(int), words=rows["n_words"].where(rows["assigned"], 0))
    counts = rows.groupby(["document_id", "theme_id"], as_index=False).agg(
        n_segments=("codable", "sum"), n_assigned=("n_assigned", "sum"), n_words=("words", "sum")
    )
    counts = counts[counts["theme_id"].isin(codebook.theme_ids)]
    return Counted(DOCUMENT_THEMES.frame(counts.assign(share=(counts["n_assigned"] / counts["n_segments"].clip(lower=1)).astype(float))))
