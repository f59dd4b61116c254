"""Series: one figure said twice is one; the same wording in one source is one series; what is alike is listed and not joined."""

from __future__ import annotations

from typing import Any

from pipeline.series import merged, with_series, with_vague


def _row(n: int, text: str, value: float, **changed: Any) -> dict[str, Any]:
    plain = {
        "indicator_id": f"i{n}",
        "document_id": "a",
        "segment_id": f"a#{n:08}-{n + 1:08}",
        "start": n,
        "text": text,
        "measure": text,
        "value": value,
        "unit": "%",
        "of": None,
        "period": None,
        "kind": "level",
        "status": "reported",
        "claimed_by": None,
        "mentions": [f"a#{n:08}-{n + 1:08}"],
        "opposed_by": [],
    }
    return plain | changed


def test_a_sum_and_its_rounding_are_one_figure_and_the_exact_one_stays() -> None:
    rounded = _row(
        1, "The council left £154,000 of its cohesion grant unspent", 154_000, unit="£", kind="amount", status="claimed", claimed_by="Critics"
    )
    exact = _row(2, "Outturn: £153,980 under on the cohesion grant", 153_980, unit="£", kind="amount", status="official")
    [one] = merged([rounded, exact])
    assert (one["value"], one["mentions"], one["status"], one["claimed_by"]) == (
        153_980,
        [*rounded["mentions"], *exact["mentions"]],
        "official",
        None,
    )


def test_equal_figures_of_different_things_stay_two() -> None:
    assert len(merged([_row(1, "Half of shops closed early", 50), _row(2, "Turnout among tenants", 50)])) == 2


def test_figures_of_two_years_stay_two() -> None:
    text = "Share of tenants who feel safe at night"
    assert len(merged([_row(1, text, 61, period="2008"), _row(2, text, 61, period="2012")])) == 2


def test_a_figure_contested_in_one_place_is_contested() -> None:
    text = "Share of marchers from outside the town"
    [one] = merged(
        [
            _row(1, text, 40, status="claimed", claimed_by="A trader"),
            _row(2, text, 40, status="contested", claimed_by="A clerk", opposed_by=["a#1-2"]),
        ]
    )
    assert (one["status"], one["claimed_by"], one["opposed_by"]) == ("contested", "A clerk", ["a#1-2"])


def test_one_series_only_for_the_same_wording_and_source() -> None:
    wording = "tenants who think that neighbours of every kind get along"
    rows = [_row(1, wording, 73), _row(2, wording, 77, kind="target"), _row(3, wording, 82, document_id="b"), _row(4, "bins emptied on time", 90)]
    named = with_series(rows, {"a": "a", "b": "b"})
    assert named[0]["series"] == named[1]["series"] != named[2]["series"]
    assert [row["similar"] for row in named] == [["i3"], ["i3"], ["i1", "i2"], []]


def test_a_vague_sum_is_put_beside_the_sum_of_its_size_only() -> None:
    rows = [_row(1, "the grant", 154_000, unit="£", kind="amount"), _row(2, "a bench", 900, unit="£", kind="amount")]
    places = [("a#7-9", "They lost hundreds of thousands of pounds.")]
    assert [row["beside"] for row in with_vague(rows, places)] == [["a#7-9"], []]
