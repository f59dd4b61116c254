"""What becomes of proposals in later documents. All texts and places are invented."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipeline.claimed import content_words
from pipeline.config import Ledger
from pipeline.follow import Fate, follow

FIRST: dict[str, Any] = {
    "recommendation_id": "r0",
    "segment_id": "a",
    "kind": "recommendation",
    "owner": "The county council",
    "action": "open a night bus to the Penmarrow estate",
    "date": "2009-03",
    "area": "Penmarrow",
}
DONE = FIRST | {"recommendation_id": "r1", "segment_id": "b", "kind": "done", "action": "opened a night bus to the estate", "date": "2011"}


def _fates(*rows: dict[str, Any], far: bool = False) -> list[Fate]:
    names = sorted({row["segment_id"] for row in rows})
    vectors = pd.DataFrame({"segment_id": names, "vector": [[1.0, 0.0] if n == 0 or not far else [0.0, 1.0] for n in range(len(names))]})
    frame = pd.DataFrame(list(rows)).astype({"date": "str", "area": "str", "owner": "str"})
    return follow(frame, vectors, Ledger())


def test_a_later_document_that_says_it_is_done_reports_on_it() -> None:
    first, done = _fates(FIRST, DONE)
    assert (first.status, first.reported_by) == ("reported done", ["b"])
    assert (done.status, done.reported_by) == ("done", [])


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2009-03-20"},
        {"date": "2009"},
        {"date": None},
        {"area": "Orlestead"},
        {"owner": "Volunteers from the mosque"},
        {"action": "opened a library on the estate"},
    ],
)
def test_what_is_not_surely_later_or_of_another_place_owner_or_action_does_not(change: dict[str, Any]) -> None:
    assert _fates(FIRST, DONE | change)[0].status == "open"


def test_what_is_far_in_meaning_does_not_report_on_it() -> None:
    assert _fates(FIRST, DONE, far=True)[0].status == "open"


def test_the_same_said_anew_supersedes_it_and_stays_open_itself() -> None:
    anew = FIRST | {"recommendation_id": "r2", "segment_id": "c", "action": "open a night bus to the Penmarrow estate by June", "date": "2010"}
    first, second = _fates(FIRST, anew)
    assert (first.status, first.superseded_by) == ("superseded", ["r2"])
    assert second.status == "open"


def test_of_a_document_without_a_date_nothing_is_known() -> None:
    assert _fates(FIRST | {"date": None}, DONE)[0].status == "unknown"


WORDS = "open bridge hall bus estate library garden".split()


def _drawn(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw proposals of few actions, owners, dates and places, so that many follow others, and their vectors."""
    draw = np.random.default_rng(3)
    rows = {
        "recommendation_id": [f"r{k:03}" for k in range(n)],
        "segment_id": [f"s{k // 2:03}" for k in range(n)],
        "kind": draw.choice(["done", "commitment", "request"], n),
        "owner": draw.choice(["The county council", "the council", "Volunteers", None], n),
        "action": [" ".join(draw.choice(WORDS, draw.integers(1, 7), replace=False)) for _ in range(n)],
        "date": draw.choice(["2009", "2009-03", "2009-03-20", "2009/2011", "2012", None], n),
        "area": draw.choice(["Penmarrow", "Orlestead", None], n),
    }
    angles = draw.uniform(0, np.pi, n)
    vectors = {"segment_id": sorted(set(rows["segment_id"])), "vector": [np.array([np.cos(a), np.sin(a)], dtype=np.float32) for a in angles[::2]]}
    return pd.DataFrame(rows).astype({"owner": "str", "date": "str", "area": "str"}), pd.DataFrame(vectors)


def _fate_by_definition(row: Any, rows: list[Any], vectors: dict[str, Any]) -> Fate:
    """Say what follows a proposal by asking every other row whether it does."""
    if row.kind == "done":
        return Fate("done", [], [])
    if not isinstance(row.date, str):
        return Fate("unknown", [], [])
    words, owner, last = content_words(row.action), _content(row.owner), row.date.split("/")[-1]
    reported, anew = set(), []
    for other in rows:
        theirs, other_owner = content_words(other.action), _content(other.owner)
        if (
            not isinstance(other.date, str)
            or (other.date.split("/")[0] + "-01-01"[len(other.date.split("/")[0]) - 4 :]) <= last + "-12-31"[len(last) - 4 :]
        ):
            continue
        if isinstance(row.area, str) and isinstance(other.area, str) and row.area != other.area:
            continue
        if (owner and other_owner and not owner & other_owner) or len(words & theirs) < 2:
            continue
        if round(float(vectors[row.segment_id].astype(float) @ vectors[other.segment_id].astype(float)), 6) < Ledger().nearness:
            continue
        if other.kind == "done" and len(words & theirs) >= min(len(words), len(theirs)) / 2:
            reported.add(other.segment_id)
        if other.kind != "done" and len(words & theirs) >= 0.6 * len(words | theirs):
            anew.append(other.recommendation_id)
    return Fate("reported done" if reported else "superseded" if anew else "open", sorted(reported), sorted(anew))


def _content(owner: Any) -> frozenset[str]:
    return content_words(owner) if isinstance(owner, str) else frozenset()


def test_what_follows_is_what_asking_every_pair_finds() -> None:
    proposals, vectors = _drawn(120)
    known = dict(zip(vectors["segment_id"], vectors["vector"], strict=True))
    rows = list(proposals.itertuples())
    expected = [_fate_by_definition(row, rows, known) for row in rows]
    assert follow(proposals, vectors, Ledger()) == expected
    assert {fate.status for fate in expected} == {"done", "unknown", "reported done", "superseded", "open"}


def test_nothing_follows_where_nothing_is_proposed() -> None:
    proposals, vectors = _drawn(2)
    assert follow(proposals.iloc[:0], vectors.iloc[:0], Ledger()) == []
