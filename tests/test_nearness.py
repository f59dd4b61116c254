"""How near segments are in meaning. All vectors are invented."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline import nearness
from pipeline.nearness import cosines, matrix_of


def _vectors(n: int) -> pd.DataFrame:
    drawn = np.random.default_rng(2).normal(size=(n, 5))
    unit = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return pd.DataFrame({"segment_id": [f"s{k}" for k in range(n)], "vector": list(unit)})


def test_vectors_come_in_the_order_asked_for_and_again_where_asked_for_again() -> None:
    vectors = _vectors(4)
    matrix = matrix_of(pd.Series(["s2", "s0", "s2"]), vectors)
    assert [row.tolist() for row in matrix] == [vectors["vector"][n].tolist() for n in (2, 0, 2)]
    assert matrix_of(pd.Series([], dtype="str"), vectors).shape == (0, 5)


def test_a_segment_without_a_vector_is_an_error() -> None:
    with pytest.raises(KeyError, match="s9"):
        matrix_of(pd.Series(["s1", "s9"]), _vectors(4))


@pytest.mark.parametrize("at_once", [4096, 3])
def test_cosines_are_summed_in_double_precision_and_rounded(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(nearness, "AT_ONCE", at_once)
    vectors = _vectors(8)
    one, other = np.array([0, 1, 2, 3, 7, 7, 0]), np.array([4, 1, 6, 5, 0, 2, 1])
    plain = [
        round(sum(float(x) * float(y) for x, y in zip(vectors["vector"][a], vectors["vector"][b], strict=True)), 6)
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]
    assert cosines(matrix_of(vectors["segment_id"], vectors), one, other).tolist() == plain


def test_no_pairs_have_no_cosines() -> None:
    none = np.array([], dtype=np.int64)
    assert cosines(matrix_of(pd.Series(["s1"]), _vectors(4)), none, none).tolist() == []
