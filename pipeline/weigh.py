"""Lay beside each proposal the passages of other sources that are nearest to it in meaning: what speaks for it, and what against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.nearness import DIGITS, cosines, matrix_of
from pipeline.schema import tuples

if TYPE_CHECKING:
    from pipeline.config import Ledger

PAIRS = 2**22  # of proposals and passages held against each other at once: some ten megabytes or two, more where nearly all are near
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
    found = [{way: list[str]() for way in WAYS} for _ in range(len(asked))]
    for proposal, passage in _pairs(asked, ordered, vectors, settings):
        found[proposal][speaks[passage]].append(ids[passage])
    beside = {name: Beside(own["for"], own["against"], own["near"]) for name, own in zip(asked["segment_id"].tolist(), found, strict=True)}
    return [beside[segment_id] for segment_id in recommendations["segment_id"].tolist()]


def _pairs(asked: pd.DataFrame, passages: pd.DataFrame, vectors: pd.DataFrame, settings: Ledger) -> Iterator[tuple[int, int]]:
    """Yield which passages are laid beside which proposals, as places of rows: of one proposal and way of speaking, nearest first.

    All cosines are taken in single precision, whose error is at most d * 2**-24 for unit vectors of d numbers; only of those
    pairs that may be among the nearest, whatever the error, are they taken in double precision and rounded, and by these it is decided.

    Source:
        Higham (2002), Accuracy and stability of numerical algorithms, 2nd edition, section 3.1: error of an inner product.
    """
    own = len(asked)  # below, a passage's place is counted on from those of the proposals
    sources, segment_ids = (pd.concat([asked[name], passages[name]]) for name in ("source", "segment_id"))
    source, matrix = pd.factorize(sources)[0], matrix_of(segment_ids, vectors)
    themes = _flags([*asked["theme_ids"], *passages["theme_ids"]])
    plain = themes.sum(axis=1) == 0
    ways = np.array([WAYS.index(way) for way in ("near",) * own + tuple(passages["speaks"])])
    slack = 2 * (matrix.shape[1] * 2.0**-24 + 10.0**-DIGITS)
    at_once = max(1, PAIRS // max(1, len(passages)))
    for first in range(0, own, at_once):
        rough = (matrix[first : min(first + at_once, own)] @ matrix[own:].T).ravel()
        likely = np.flatnonzero(rough >= settings.nearness - slack)
        one, other = first + likely // len(passages), own + likely % len(passages)
        fits = (source[one] != source[other]) & (plain[one] | plain[other] | (themes[one] & themes[other]).any(axis=1))
        one, other, rough = one[fits], other[fits], rough[likely[fits]]
        groups = one * len(WAYS) + ways[other]
        close = _close(groups, rough, settings.beside, slack)
        one, other, groups = one[close], other[close], groups[close]
        cosine = cosines(matrix, one, other)
        nearest = _nearest(groups, cosine, settings.beside)
        nearest = nearest[cosine[nearest] >= settings.nearness]
        yield from zip(one[nearest].tolist(), (other[nearest] - own).tolist(), strict=True)


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


def _close(groups: np.ndarray, cosine: np.ndarray, most: int, slack: float) -> np.ndarray:
    """Return which may be among the nearest of their group, at most so many, if each cosine is off by half the slack at most: bool[pairs]."""
    nearest = _nearest(groups, cosine, most)
    lowest = np.full(groups.max(initial=-1) + 1, np.inf)
    np.minimum.at(lowest, groups[nearest], cosine[nearest])
    close: np.ndarray = cosine >= lowest[groups] - slack
    return close


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
