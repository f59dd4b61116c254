"""Which texts share words: as a loop over all pairs finds them."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from pipeline import shared_words
from pipeline.shared_words import sharing

WORDS = "bridge bus council estate grant hall library market mosque park".split()


def _texts(n: int) -> list[frozenset[str]]:
    draw = np.random.default_rng(4)
    return [frozenset(draw.choice(WORDS, size=draw.integers(0, 6), replace=False).tolist()) for _ in range(n)]


def _pairs(words: list[frozenset[str]], at_least: int) -> list[tuple[int, int, int]]:
    return [pair for block in sharing(words, at_least) for pair in zip(*(part.tolist() for part in block), strict=True)]


@pytest.mark.parametrize("at_once", [2**20, 100, 1])
@pytest.mark.parametrize("at_least", [1, 2, 3])
def test_pairs_are_those_of_a_loop_over_all_however_many_are_counted_at_once(monkeypatch: pytest.MonkeyPatch, at_once: int, at_least: int) -> None:
    monkeypatch.setattr(shared_words, "PAIRS", at_once)
    texts = _texts(40)
    shared = {(a, b): len(texts[a] & texts[b]) for a, b in permutations(range(len(texts)), 2)}
    found = _pairs(texts, at_least)
    assert sorted(found) == sorted((a, b, n) for (a, b), n in shared.items() if n >= at_least)
    assert [a for a, _, _ in found] == sorted(a for a, _, _ in found)


def test_texts_without_words_and_no_texts_share_none() -> None:
    assert _pairs([frozenset(), frozenset(), frozenset({"bus"})], 1) == []
    assert _pairs([frozenset(), frozenset()], 1) == []
    assert _pairs([], 1) == []
