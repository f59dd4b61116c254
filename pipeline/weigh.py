"""Lay beside each proposal the passages of other sources that are nearest to it in meaning: what speaks for it, and what against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.nearness import DIGITS, matrix_of
from pipeline.schema import tuples

if TYPE_CHECKING:
    from pipeline.config import Ledger

AT_ONCE = 64  # proposals held against all passages at once
WAYS = ("for", "against", "near")  # in which a passage speaks
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
        recommendations: RECOMMENDATIONS with ``source`` (cluster_id) beside, n rows; source and themes are those of the segment,
            so that all proposals of one segment have the same beside them. Not changed.
        passages: ``segment_id``, ``source``, ``theme_ids`` and ``speaks`` (one of WAYS) of all that can be evidence. Not changed.
        vectors: VECTORS, of both. Not changed.
        settings: ``[ledger]``.

    Returns:
        n of them, in the order of the recommendations; each list has at most ``settings.beside``.
    """
    asked, ordered = recommendations.drop_duplicates("segment_id"), passages.sort_values("segment_id")
    ids, speaks = ordered["segment_id"].tolist(), ordered["speaks"].tolist()
    ways = np.array([WAYS.index(way) for way in speaks], dtype=np.int64)
    found = [{way: list[str]() for way in WAYS} for _ in range(len(asked))]
    for proposal, passage, cosine in _near(asked, ordered, vectors, settings.nearness):
        nearest = _nearest(proposal * len(WAYS) + ways[passage], cosine, settings.beside)
        for a, b in zip(proposal[nearest].tolist(), passage[nearest].tolist(), strict=True):
            found[a][speaks[b]].append(ids[b])
    beside = {name: Beside(own["for"], own["against"], own["near"]) for name, own in zip(asked["segment_id"].tolist(), found, strict=True)}
    return [beside[segment_id] for segment_id in recommendations["segment_id"].tolist()]


def _near(asked: pd.DataFrame, passages: pd.DataFrame, vectors: pd.DataFrame, nearness: float) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield, some proposals at a time, the pairs that may be laid side by side: places of proposals and of passages, and their cosines.

    Both go up: by proposal, and within one by passage.
    """
    sources = pd.factorize(pd.concat([asked["source"], passages["source"]]))[0]
    themes = _flags([*asked["theme_ids"], *passages["theme_ids"]])
    plain = themes.sum(axis=1) == 0
    proposed, given = matrix_of(asked["segment_id"], vectors), matrix_of(passages["segment_id"], vectors).astype(np.float64)
    for first in range(0, len(asked), AT_ONCE):
        alike = proposed[first : first + AT_ONCE] @ given.T
        row, passage = np.nonzero(alike >= nearness - 10.0**-DIGITS)  # rounding may lift so much to the nearness
        cosine = np.round(alike[row, passage], DIGITS)
        one, other = first + row, len(asked) + passage  # places in what both have together
        fits = plain[one] | plain[other] | (themes[one] & themes[other]).any(axis=1)
        kept = fits & (cosine >= nearness) & (sources[one] != sources[other])
        yield one[kept], passage[kept], cosine[kept]


def _flags(themes: Sequence[Collection[str]]) -> np.ndarray:
    """Return which themes each of some passages has, bool[passages, themes]."""
    columns = {theme_id: n for n, theme_id in enumerate(sorted(set().union(*themes)))}
    flags = np.zeros((len(themes), len(columns)), dtype=bool)
    for row, own in zip(flags, themes, strict=True):
        row[[columns[theme_id] for theme_id in own]] = True
    return flags


def _nearest(groups: np.ndarray, cosine: np.ndarray, most: int) -> np.ndarray:
    """Return the places of the nearest of each group, at most so many, group by group and nearest first; of equal cosine the first.

    >>> _nearest(np.array([7, 7, 4, 7]), np.array([0.5, 0.9, 0.6, 0.9]), 2).tolist()
    [2, 1, 3]
    """
    order = np.lexsort((-cosine, groups))  # stable
    ordered = groups[order]
    return order[np.arange(len(order)) - np.searchsorted(ordered, ordered) < most]


def passages_of(
    documents: pd.DataFrame, segments: pd.DataFrame, themes: Mapping[str, Collection[str]], framings: pd.DataFrame | None
) -> pd.DataFrame:
    """Return what can be evidence: codable segments that repeat none, with their source, their themes and how they speak.

    Without framings nothing is known of how a passage speaks: all are only near.
    """
    sources = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    rows = segments.loc[segments["codable"] & segments["duplicate_of"].isna(), ["segment_id", "document_id"]]
    names = rows["segment_id"].tolist()
    speaks = {} if framings is None else {row.segment_id: _speaks(row) for row in tuples(framings[["segment_id", "framing", "dissent"]])}
    return pd.DataFrame(
        {
            "segment_id": names,
            "source": [sources[document_id] for document_id in rows["document_id"].tolist()],
            "theme_ids": [themes.get(segment_id, ()) for segment_id in names],
            "speaks": [speaks.get(segment_id, "near") for segment_id in names],
        }
    )


def _speaks(row: Any) -> str:
    if row.dissent:
        return "against"
    return "for" if row.framing in SPEAKS_FOR else "near"
