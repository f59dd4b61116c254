"""What becomes of proposals in later documents. All texts and places are invented."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

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
