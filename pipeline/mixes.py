"""Part each difference between two periods into mix (other kinds of documents speak) and content (the same kinds say something else)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from pipeline.between_periods import Comparison
from pipeline.cells import Cell
from pipeline.config import Track
from pipeline.measures import Measures
from pipeline.resampling import Interval, interval, random_for
from pipeline.tables import MIXES

KINDS = ("source_type", "place")
MOST_NOT_GIVEN = 0.2  # of a period's documents: with more, who speaks is not known
SMALLEST_PARTED = 0.01  # of a smaller difference, no share is taken


@dataclass(frozen=True)
class Kinds:
    """The documents of one period, by cluster and kind."""

    shares: np.ndarray  # float64[clusters, kinds, subjects]: sums over documents
    documents: np.ndarray  # float64[clusters, kinds]

    def means(self, weights: np.ndarray) -> np.ndarray:
        """Return the mean share of each kind, float64[draws, kinds, subjects]; not a number where a draw has none of a kind."""
        counts = weights @ self.documents
        return np.asarray(np.tensordot(weights, self.shares, axes=([1], [0])) / np.where(counts > 0, counts, np.nan)[:, :, None])

    def parts(self, weights: np.ndarray) -> np.ndarray:
        """Return the share of documents that each kind has, float64[draws, kinds]."""
        counts = weights @ self.documents
        return np.asarray(counts / counts.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Parts:
    """Mix and content of the differences of some subjects: float64[draws, subjects] each."""

    mix: np.ndarray
    content: np.ndarray


def mixes_of(compared: Sequence[Comparison], measures: Measures, settings: Track) -> pd.DataFrame:
    """Part the differences between periods.

    Args:
        compared: from ``comparisons``; trends are left out, for a slope has no two sides.
        measures: those that their cells are made of. Not changed.
        settings: ``[track]``: floor, draws, design, seed.

    Returns:
        A MIXES table: a row for every difference, subject and column of ``KINDS``, but for the column by which its group is made.
    """
    pairs = [(one, by) for one in compared if one.kind != "trend" for by in KINDS if by != one.cells[0].group_kind]
    rows = [row for one, by in pairs for row in _rows(one, by, measures, settings)]
    return MIXES.frame(pd.DataFrame(rows, columns=MIXES.names))


def _rows(one: Comparison, by: str, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    values = measures.documents[by]
    given = [cell.rows[values.iloc[cell.rows].notna().to_numpy()] for cell in one.cells]
    kinds = sorted({str(value) for rows in given for value in values.iloc[rows]})
    sides = [_kinds(rows, [str(value) for value in values.iloc[rows]], kinds, measures) for rows in given]
    shared = int(np.logical_and(*(side.documents.sum(axis=0) > 0 for side in sides)).sum())
    counted = {"n_kinds": len(kinds), "n_shared": shared, "n_documents": sum(map(len, given))}
    reason = _reason(one.cells, given, len(kinds), shared, settings)
    numbers = {} if reason else _numbers(one, by, sides, settings)
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        named = {"subject_kind": subject_kind, "subject_id": subject, "by": by}
        named |= dict(zip(("group_kind", "group", "kind", "period_from", "period_to"), one.key, strict=True))
        yield named | counted | {"reason": reason} | {name: value[column] for name, value in numbers.items()}


def _reason(cells: Sequence[Cell], given: list[np.ndarray], n_kinds: int, n_shared: int, settings: Track) -> str | None:
    if not all(cell.reaches(settings) for cell in cells):
        return "too few sources"
    if any(len(rows) < (1 - MOST_NOT_GIVEN) * len(cell.rows) for rows, cell in zip(given, cells, strict=True)):
        return "kinds not given"
    if n_kinds == 1:
        return "only one kind"
    return None if n_shared else "no kind on both sides"


def _kinds(rows: np.ndarray, own: list[str], kinds: list[str], measures: Measures) -> Kinds:
    _, cluster = np.unique(measures.documents["cluster_id"].to_numpy()[rows].astype(str), return_inverse=True)
    kind = np.searchsorted(kinds, own) if len(own) else np.zeros(0, dtype=int)
    clusters = int(cluster.max()) + 1 if len(rows) else 0
    shares, documents = np.zeros((clusters, len(kinds), len(measures.subjects))), np.zeros((clusters, len(kinds)))
    np.add.at(shares, (cluster, kind), measures.shares[rows])
    np.add.at(documents, (cluster, kind), 1)
    return Kinds(shares, documents)


def _numbers(one: Comparison, by: str, sides: list[Kinds], settings: Track) -> dict[str, np.ndarray]:
    found = part(sides, [np.ones((1, len(side.documents))) for side in sides])
    difference = (found.mix + found.content)[0]
    sizes = np.where(np.abs(difference) >= SMALLEST_PARTED, difference, np.nan)
    numbers = {"difference": difference, "mix": found.mix[0], "content": found.content[0], "share_mix": found.mix[0] / sizes}
    if settings.design == "census":
        return numbers
    random = random_for(settings.seed, "mix", by, *one.random)
    for name, ends in zip(("mix", "content"), _intervals(one, sides, found, settings, random), strict=True):
        numbers |= {f"{name}_low": np.clip(ends.low, -1, 1), f"{name}_high": np.clip(ends.high, -1, 1)}
    return numbers


def _intervals(one: Comparison, sides: list[Kinds], found: Parts, settings: Track, random: np.random.Generator) -> list[Interval]:
    sizes = [len(side.documents) for side in sides]
    weights = [random.multinomial(n, np.full(n, 1 / n), size=settings.draws).astype(float) for n in sizes]
    drawn = part(sides, weights)
    narrow = sqrt(min(sizes) / max(min(sizes) - 1, 1))  # the bootstrap's narrowness, of the side where it is greater
    both = [cell.side for cell in one.cells]
    parts = ((found.mix[0], drawn.mix), (found.content[0], drawn.content))
    return [interval(estimate, narrow * (resampled - estimate), both, 0.95) for estimate, resampled in parts]


def part(sides: Sequence[Kinds], weights: Sequence[np.ndarray]) -> Parts:
    """Part the difference of two means over documents, second minus first.

    Args:
        sides: the earlier and the later period, with the same kinds and subjects.
        weights: for each period float64[draws, clusters]: how often each draw has each cluster.

    Returns:
        mix: the sum over kinds of the change in the kind's share of documents, times the mean of its two mean shares of the
        subject; content: the sum of the change in that mean share, times the mean of its two shares of documents. They add
        up to the difference, with no part that is both. A kind that one period alone has came or went: it is all mix, its
        unknown mean share in the other period taken as in its own. Where a draw alone lacks a kind, its mean is that of the
        period.

    Source:
        Kitagawa (1955), Journal of the American Statistical Association 50, 1168-1194 (two components, averaged weights);
        Oaxaca (1973), International Economic Review 14, 693-709.
    """
    whole = [side.means(np.ones((1, len(side.documents))))[0] for side in sides]
    known = [np.where(np.isnan(own), other, own) for own, other in (whole, whole[::-1])]
    drawn = []
    for side, own, weight in zip(sides, known, weights, strict=True):
        means = side.means(weight)
        drawn.append(np.where(np.isnan(means), own, means))
    # a kind that one period lacks has in each draw the mean that the other period has in it
    drawn = [np.where(np.isnan(own), other, mine) for own, mine, other in zip(whole, drawn, drawn[::-1], strict=True)]
    shares = [side.parts(weight) for side, weight in zip(sides, weights, strict=True)]
    mix = ((shares[1] - shares[0])[:, :, None] * (drawn[0] + drawn[1]) / 2).sum(axis=1)
    content = ((drawn[1] - drawn[0]) * ((shares[0] + shares[1]) / 2)[:, :, None]).sum(axis=1)
    return Parts(mix, content)
