"""Follow proposals through later documents: what says that they are done, and what says them anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.claimed import content_words
from pipeline.nearness import cosines, matrix_of
from pipeline.shared_words import sharing

if TYPE_CHECKING:
    from pipeline.config import Ledger

SHARED = 2  # words that two actions must share
OF_FEWER = 0.5  # of the words of the shorter action, for a report on it
OF_ALL = 0.6  # of the words of both, for the same proposal said anew
DONE = "done"


@dataclass(frozen=True)
class Fate:
    """What later documents say of one proposal: segments that report it done, proposals that say it anew, and what follows."""

    status: str
    reported_by: list[str]
    superseded_by: list[str]


def follow(recommendations: pd.DataFrame, vectors: pd.DataFrame, settings: Ledger) -> list[Fate]:
    """Find what becomes of each proposal in documents of a later date.

    Something done reports on a proposal if it is of a later document, of the same place and owner where both are said, shares
    half of the words of the shorter action, two at least, and its segment is as near in meaning as ``settings.nearness``.
    A later proposal of the same place and owner that shares six words in ten of both actions, and is as near, says it anew.

    Args:
        recommendations: RECOMMENDATIONS with ``date`` and ``area`` filled in, n rows. Not changed.
        vectors: VECTORS of their segments. Not changed.
        settings: ``[ledger]``.

    Returns:
        n of them, in the order of the rows. Status is ``done`` where the sentence itself says so, ``reported done``,
        ``superseded``, else ``open``; ``unknown`` where the document has no date, and nothing can be later.
    """
    kinds, ids, segment_ids = (recommendations[name].tolist() for name in ("kind", "recommendation_id", "segment_id"))
    reports, anew = [set[str]() for _ in kinds], [set[str]() for _ in kinds]
    for earlier, later in _followed(recommendations, vectors, settings.nearness):
        if kinds[later] == DONE:
            reports[earlier].add(segment_ids[later])
        else:
            anew[earlier].add(ids[later])
    standing = map(_status, kinds, recommendations["date"].notna().tolist(), reports, anew)
    return [Fate(status, sorted(done), sorted(said)) for status, done, said in zip(standing, reports, anew, strict=True)]


def _followed(recommendations: pd.DataFrame, vectors: pd.DataFrame, nearness: float) -> Iterator[tuple[int, int]]:
    """Yield places of rows: of a proposal, and of what a later document says in its words, of its place and owner, near in meaning."""
    words, owners = ([_words(text) for text in recommendations[name].tolist()] for name in ("action", "owner"))
    n_words = np.array([len(own) for own in words])
    done = np.array(recommendations["kind"] == DONE)
    first, last = _days(recommendations["date"])
    areas = pd.factorize(recommendations["area"])[0]  # -1: not known
    matrix = matrix_of(recommendations["segment_id"], vectors)
    for one, other, shared in sharing(words, SHARED):
        reports = done[other] & (shared >= OF_FEWER * np.minimum(n_words[one], n_words[other]))
        anew = ~done[other] & (shared >= OF_ALL * (n_words[one] + n_words[other] - shared))
        later = ~done[one] & (last[one] > 0) & (first[other] > last[one])
        same_place = (areas[one] == areas[other]) | (areas[one] < 0) | (areas[other] < 0)
        likely = np.flatnonzero((reports | anew) & later & same_place)
        near = likely[cosines(matrix, one[likely], other[likely]) >= nearness]
        for a, b in zip(one[near].tolist(), other[near].tolist(), strict=True):
            if not owners[a] or not owners[b] or owners[a] & owners[b]:
                yield a, b


def _words(text: Any) -> frozenset[str]:
    return content_words(text) if isinstance(text, str) else frozenset()


def _days(dates: pd.Series[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first and the last day that each document can be of, as places in the order of all days; 0 where it has no date."""
    spans = [(date.split("/")[0], date.split("/")[-1]) if isinstance(date, str) else ("", "") for date in dates.tolist()]
    first, last = [a and _bound(a, "-01-01") for a, _ in spans], [b and _bound(b, "-12-31") for _, b in spans]
    order = {day: n for n, day in enumerate(sorted({"", *first, *last}))}
    return np.array([order[day] for day in first]), np.array([order[day] for day in last])


def _bound(date: str, rest: str) -> str:
    """Return the first or last day of a year, month or day, to compare as text.

    >>> _bound("2011-05", "-12-31"), _bound("2011", "-01-01")
    ('2011-05-31', '2011-01-01')
    """
    return date + rest[len(date) - 4 :]


def _status(kind: str, dated: bool, reports: set[str], anew: set[str]) -> str:
    if kind == DONE:
        return DONE
    if reports:
        return "reported done"
    if anew:
        return "superseded"
    return "open" if dated else "unknown"
