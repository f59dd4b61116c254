"""Follow proposals through later documents: what says that they are done, and what says them anew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.claimed import content_words
from pipeline.schema import tuples

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
    rows = [_said(row) for row in tuples(recommendations)]
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for word in sorted(row.words):
            by_word[word].append(n)
    known = dict(zip(vectors["segment_id"], vectors["vector"], strict=True))
    return [_fate(row, [rows[n] for n in _later(row, rows, by_word)], known, settings.nearness) for row in rows]


@dataclass(frozen=True)
class _Said:
    """One proposal, the words of its action and owner, and the first and last day that its document can be of; empty where it has no date."""

    row: Any
    words: frozenset[str]
    owner: frozenset[str]
    first: str
    last: str


def _said(row: Any) -> _Said:
    first, last = (row.date.split("/")[0], row.date.split("/")[-1]) if isinstance(row.date, str) else ("", "")
    owner = content_words(row.owner) if isinstance(row.owner, str) else frozenset()
    return _Said(row, content_words(row.action), owner, first and _bound(first, "-01-01"), last and _bound(last, "-12-31"))


def _bound(date: str, rest: str) -> str:
    """Return the first or last day of a year, month or day, to compare as text.

    >>> _bound("2011-05", "-12-31"), _bound("2011", "-01-01")
    ('2011-05-31', '2011-01-01')
    """
    return date + rest[len(date) - 4 :]


def _later(row: _Said, rows: list[_Said], by_word: dict[str, list[int]]) -> list[int]:
    """Return which rows are of later documents, share two words of action, and are of the same place and owner where both are said."""
    if row.row.kind == DONE or not row.last:
        return []
    shared: dict[int, int] = defaultdict(int)
    for word in row.words:
        for n in by_word[word]:
            shared[n] += 1
    return sorted(
        n
        for n, n_shared in shared.items()
        if n_shared >= SHARED and rows[n].first > row.last and _same(row.row.area, rows[n].row.area) and _owners_agree(row, rows[n])
    )


def _same(a: Any, b: Any) -> bool:
    return not isinstance(a, str) or not isinstance(b, str) or a == b


def _owners_agree(a: _Said, b: _Said) -> bool:
    return not a.owner or not b.owner or bool(a.owner & b.owner)


def _fate(row: _Said, later: list[_Said], vectors: dict[str, Any], nearness: float) -> Fate:
    near = [other for other in later if _cosine(vectors, row, other) >= nearness]
    reports = [o.row.segment_id for o in near if o.row.kind == DONE and len(row.words & o.words) >= OF_FEWER * min(len(row.words), len(o.words))]
    anew = [o.row.recommendation_id for o in near if o.row.kind != DONE and len(row.words & o.words) >= OF_ALL * len(row.words | o.words)]
    return Fate(_status(row, reports, anew), sorted(set(reports)), sorted(anew))


def _status(row: _Said, reports: list[str], anew: list[str]) -> str:
    if row.row.kind == DONE:
        return DONE
    if reports:
        return "reported done"
    if anew:
        return "superseded"
    return "open" if row.last else "unknown"


def _cosine(vectors: dict[str, Any], a: _Said, b: _Said) -> float:
    one, other = (np.asarray(vectors[said.row.segment_id], dtype=np.float64) for said in (a, b))
    return round(float(one @ other), 6)
