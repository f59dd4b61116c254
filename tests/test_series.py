"""Series: one figure said twice is one; the same wording in one source is one series; what is alike is listed and not joined."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from pipeline.claimed import content_words
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


THINGS = "shops schools tenants who feel safe at night on their street in the old town".split()


def _drawn(n: int) -> list[dict[str, Any]]:
    """Draw figures of few words, units, wholes, kinds and values, so that many are alike."""
    draw = np.random.default_rng(6)

    def one(k: int) -> dict[str, Any]:
        unit = str(draw.choice(["%", "£", ""]))
        value = float(draw.choice([50, 154_000, 153_980] if unit == "£" else [50, 51]))
        text = " ".join(draw.choice(THINGS, size=draw.integers(3, 10), replace=False).tolist())
        told = {"unit": unit, "of": 200.0 if unit == "" and draw.random() < 0.5 else None, "kind": str(draw.choice(["level", "change"]))}
        return _row(k, text, value, period=draw.choice([None, "2008"]), document_id=str(draw.choice(["a", "b"])), **told)

    return [one(k) for k in range(n)]


def test_similar_figures_are_those_that_comparing_every_pair_finds() -> None:
    rows = _drawn(60)

    def family(row: dict[str, Any]) -> str:
        return "change" if row["kind"] == "change" else "%" if row["unit"] == "%" or row["of"] is not None else row["unit"]

    named = with_series(rows, {"a": "a", "b": "b"})
    expected: list[set[str]] = [set() for _ in rows]
    for a, b in combinations(range(len(rows)), 2):
        one, other = (content_words(rows[n]["measure"]) for n in (a, b))
        shared = len(one & other)
        if named[a]["series"] != named[b]["series"] and family(rows[a]) == family(rows[b]) and shared >= max(3, 0.6 * min(len(one), len(other))):
            expected[a].add(rows[b]["indicator_id"])
            expected[b].add(rows[a]["indicator_id"])
    assert [row["similar"] for row in named] == [sorted(ids) for ids in expected]
    assert 0 < sum(map(bool, expected)) < len(rows)


def test_no_figures_have_no_series() -> None:
    assert with_series([], {}) == []


def test_figures_are_joined_as_comparing_each_with_all_before_it_joins_them() -> None:
    rows = [row for row in _drawn(120) if row["value"] in (50, 51)]
    expected: list[list[dict[str, Any]]] = []
    for row in rows:
        same = (part for part in expected if all(part[0][name] == row[name] for name in ("unit", "of", "kind", "value")))
        same = (part for part in same if not part[0]["period"] or not row["period"] or part[0]["period"] == row["period"])
        joined = next((part for part in same if len(content_words(part[0]["text"]) & content_words(row["text"])) >= 2), None)
        if joined is None:
            expected.append([row])
        else:
            joined.append(row)
    assert [row["mentions"] for row in merged(rows)] == [[row["mentions"][0] for row in part] for part in expected]
    assert 1 < len(expected) < len(rows)
