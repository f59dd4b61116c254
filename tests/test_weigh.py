"""What is laid beside a proposal: the nearest passages of other sources, for, against or only near. All texts and places are invented."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from pipeline import weigh as weighing
from pipeline.config import Ledger
from pipeline.weigh import WAYS, Beside, passages_of, weigh

AXES = {"bus": (1.0, 0.0), "nearly": (0.8, 0.6), "pool": (0.0, 1.0)}


def _vectors(**kinds: str) -> pd.DataFrame:
    return pd.DataFrame({"segment_id": list(kinds), "vector": [list(AXES[kind]) for kind in kinds.values()]})


def _proposal(*themes: str) -> pd.DataFrame:
    return pd.DataFrame({"segment_id": ["a"], "source": ["s1"], "theme_ids": [list(themes)]})


def _passages(**rows: tuple[str, str, str]) -> pd.DataFrame:
    made = [
        {"segment_id": name, "source": s, "theme_ids": frozenset(filter(None, [theme])), "speaks": speaks}
        for name, (s, theme, speaks) in rows.items()
    ]
    return pd.DataFrame(made)


def test_passages_of_other_sources_are_laid_beside_nearest_first_by_how_they_speak() -> None:
    passages = _passages(b=("s2", "", "for"), c=("s3", "", "for"), d=("s2", "", "against"), e=("s2", "", "near"), f=("s2", "", "for"))
    vectors = _vectors(a="bus", b="nearly", c="bus", d="bus", e="bus", f="pool")
    [beside] = weigh(_proposal(), passages, vectors, Ledger())
    assert (beside.evidence_for, beside.evidence_against, beside.near) == (["c", "b"], ["d"], ["e"])


def test_a_proposals_own_source_is_no_evidence_for_it() -> None:
    [beside] = weigh(_proposal(), _passages(b=("s1", "", "for")), _vectors(a="bus", b="bus"), Ledger())
    assert beside.evidence_for == []


def test_a_passage_of_other_themes_is_none_and_one_without_themes_may_be() -> None:
    passages = _passages(b=("s2", "sport", "for"), c=("s2", "transport", "for"), d=("s2", "", "for"))
    [beside] = weigh(_proposal("transport"), passages, _vectors(a="bus", b="bus", c="bus", d="bus"), Ledger())
    assert beside.evidence_for == ["c", "d"]


def test_no_more_are_kept_than_the_study_asks_for() -> None:
    passages = _passages(b=("s2", "", "for"), c=("s2", "", "for"))
    [beside] = weigh(_proposal(), passages, _vectors(a="bus", b="bus", c="bus"), Ledger(beside=1))
    assert beside.evidence_for == ["b"]


def test_dissent_speaks_against_problems_and_proposals_for_and_without_framings_all_is_only_near() -> None:
    documents = pd.DataFrame({"document_id": ["d"], "cluster_id": ["s"]})
    ids = ["p", "q", "r", "t"]
    segments = pd.DataFrame(
        {"segment_id": ids, "document_id": "d", "codable": [True, True, True, False], "duplicate_of": pd.Series([None] * 4, dtype="str")}
    )
    framings = pd.DataFrame({"segment_id": ["p", "q", "r"], "framing": ["problem", "proposal", "strength"], "dissent": [False, True, False]})

    def speaks(told: Any) -> list[str]:
        return list(passages_of(documents, segments, {"p": ["image"]}, told)["speaks"])

    assert speaks(framings) == ["for", "against", "near"]
    assert speaks(None) == ["near"] * 3
    assert list(passages_of(documents, segments, {"p": ["image"]}, None)["theme_ids"]) == [["image"], (), ()]


def test_without_passages_nothing_is_laid_beside() -> None:
    assert weigh(_proposal(), _passages(b=("s2", "", "for")).iloc[:0], _vectors(a="bus"), Ledger()) == [Beside([], [], [])]


def test_the_nearness_is_asked_of_the_rounded_cosine() -> None:
    ids, cosines = ["a", "b", "c"], [1.0, 0.4999994, 0.4999996]
    vectors = pd.DataFrame({"segment_id": ids, "vector": [np.array([c, np.sqrt(1 - c * c)], dtype=np.float32) for c in cosines]})
    [beside] = weigh(_proposal(), _passages(b=("s2", "", "near"), c=("s2", "", "near")), vectors, Ledger(nearness=0.5))
    assert beside.near == ["c"]


@pytest.mark.parametrize("at_once", [2**22, 700, 1])
def test_what_is_laid_beside_is_what_comparing_with_every_passage_finds(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(weighing, "PAIRS", at_once)
    draw = np.random.default_rng(5)
    names = [f"s{k:02}" for k in range(90)]
    angles = draw.choice(np.linspace(0, np.pi, 12), len(names))  # few, so that many are equally near
    vectors = pd.DataFrame({"segment_id": names, "vector": [np.array([np.cos(a), np.sin(a)], dtype=np.float32) for a in angles]})
    themes = [draw.choice(["sport", "transport", "work"], draw.integers(0, 3), replace=False).tolist() for _ in names]
    sources = draw.choice(["x", "y", "z"], len(names)).tolist()
    everything = pd.DataFrame({"segment_id": names, "source": sources, "theme_ids": themes, "speaks": draw.choice(WAYS, len(names))})
    passages, asked = everything.sample(frac=1, random_state=1), everything.iloc[[0, 5, 0, *range(10, 40)]]
    assert weigh(asked, passages, vectors, Ledger(beside=2)) == [
        _by_definition(row, everything, dict(zip(names, vectors["vector"], strict=True))) for row in asked.itertuples()
    ]


def _by_definition(proposal: Any, passages: pd.DataFrame, vectors: dict[str, Any]) -> Beside:
    """Sort all passages by nearness, then by id, and take the first two of each way."""
    cosines = {name: round(float(vectors[proposal.segment_id].astype(float) @ vector.astype(float)), 6) for name, vector in vectors.items()}
    taken: dict[str, list[str]] = {way: [] for way in WAYS}
    for row in sorted(passages.itertuples(), key=lambda row: (-cosines[row.segment_id], row.segment_id)):
        shares = not proposal.theme_ids or not row.theme_ids or set(proposal.theme_ids) & set(row.theme_ids)
        if cosines[row.segment_id] >= Ledger().nearness and row.source != proposal.source and shares and len(taken[row.speaks]) < 2:
            taken[row.speaks].append(row.segment_id)
    return Beside(*taken.values())
