"""Lay beside each proposal the passages of other sources that are nearest to it in meaning: what speaks for it, and what against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.schema import tuples

if TYPE_CHECKING:
    from pipeline.config import Ledger

AT_ONCE = 64  # proposals held against all passages at once
SPEAKS_FOR = ("problem", "proposal")  # framings: what calls for something to be done, and what puts it forward too


@dataclass(frozen=True)
class Beside:
    """The passages beside one proposal, nearest first: ids of segments of other sources."""

    evidence_for: list[str]
    evidence_against: list[str]
    near: list[str]


def weigh(recommendations: pd.DataFrame, passages: pd.DataFrame, vectors: pd.DataFrame, settings: Ledger) -> list[Beside]:
    """Find for each proposal the passages of other sources that are nearest to its own.

    A passage is nearest by the cosine of its segment and the proposal's, from ``settings.nearness`` on, and, where both have
    themes, shares one. It speaks against if it dissents; for, if it names a problem or a proposal; else it is only near. That
    is a place to begin reading: no rule here knows what a passage says of this proposal.

    Args:
        recommendations: RECOMMENDATIONS with ``source`` (cluster_id) beside, n rows. Not changed.
        passages: ``segment_id``, ``source``, ``theme_ids`` (a frozenset) and ``speaks`` (for, against or near) of all that can
            be evidence. Not changed.
        vectors: VECTORS, of both. Not changed.
        settings: ``[ledger]``.

    Returns:
        n of them, in the order of the recommendations; each list has at most ``settings.beside``.
    """
    ordered = passages.sort_values("segment_id").reset_index(drop=True)
    known = dict(zip(vectors["segment_id"], vectors["vector"], strict=True))
    matrix, rows = _matrix(ordered["segment_id"], known), list(tuples(ordered))
    sources = pd.factorize(pd.concat([ordered["source"], recommendations["source"]]))[0]
    of_passages, of_proposals = sources[: len(ordered)], sources[len(ordered) :]
    made: list[Beside] = []
    for first in range(0, len(recommendations), AT_ONCE):
        batch = recommendations.iloc[first : first + AT_ONCE]
        alike = np.round(_matrix(batch["segment_id"], known) @ matrix.T, 6)
        alike[of_proposals[first : first + AT_ONCE, None] == of_passages[None, :]] = -1.0
        nearest = ((rows[at] for at in _near(cosines, settings.nearness)) for cosines in alike)
        made.extend(_beside(frozenset(row.theme_ids), near, settings.beside) for row, near in zip(tuples(batch), nearest, strict=True))
    return made


def _matrix(segment_ids: pd.Series[str], known: Mapping[str, np.ndarray]) -> np.ndarray:
    rows = [known[segment_id] for segment_id in segment_ids]
    return np.vstack(rows).astype(np.float64) if rows else np.zeros((0, 1))


def _near(cosines: np.ndarray, nearness: float) -> list[int]:
    """Return the places of passages from the nearness on, nearest first, those of equal cosine in their order."""
    at = np.flatnonzero(cosines >= nearness)
    return at[np.argsort(-cosines[at], kind="stable")].tolist()  # type: ignore[no-any-return]


def _beside(themes: frozenset[str], near: Iterable[Any], most: int) -> Beside:
    kept: dict[str, list[str]] = {"for": [], "against": [], "near": []}
    for passage in near:
        if (not themes or not passage.theme_ids or themes & passage.theme_ids) and len(kept[passage.speaks]) < most:
            kept[passage.speaks].append(passage.segment_id)
    return Beside(kept["for"], kept["against"], kept["near"])


def passages_of(documents: pd.DataFrame, segments: pd.DataFrame, codings: pd.DataFrame, framings: pd.DataFrame | None) -> pd.DataFrame:
    """Return what can be evidence: codable segments that repeat none, with their source, their themes and how they speak.

    Without framings nothing is known of how a passage speaks: all are only near.
    """
    sources = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    rows = segments[segments["codable"] & segments["duplicate_of"].isna()]
    given = codings[codings["assigned"]].groupby("segment_id")["theme_id"].agg(frozenset).to_dict()
    speaks = {} if framings is None else {row.segment_id: _speaks(row) for row in tuples(framings)}
    return pd.DataFrame(
        {
            "segment_id": rows["segment_id"],
            "source": rows["document_id"].map(sources),
            "theme_ids": [given.get(segment_id, frozenset()) for segment_id in rows["segment_id"]],
            "speaks": [speaks.get(segment_id, "near") for segment_id in rows["segment_id"]],
        }
    )


def _speaks(row: Any) -> str:
    if row.dissent:
        return "against"
    return "for" if row.framing in SPEAKS_FOR else "near"
