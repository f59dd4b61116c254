"""How near segments are in meaning. All vectors are invented."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline import nearness
from pipeline.nearness import cosines, matrix_of


def _vectors(n: int, d: int = 5) -> pd.DataFrame:
    drawn = np.random.default_rng(2).normal(size=(n, d))
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


@pytest.mark.parametrize("at_once", [4096, 70])
def test_cosines_are_summed_in_double_precision_and_rounded(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(nearness, "AT_ONCE", at_once)
    vectors = _vectors(40, 384)
    one, other = np.divmod(np.arange(1600), 40)
    exact = [row.astype(np.float64) for row in vectors["vector"]]
    plain = [round(float(exact[a] @ exact[b]), 6) for a in range(40) for b in range(40)]
    assert cosines(matrix_of(vectors["segment_id"], vectors), one, other).tolist() == plain


def test_no_pairs_have_no_cosines() -> None:
    none = np.array([], dtype=np.int64)
    assert cosines(matrix_of(pd.Series(["s1"]), _vectors(4)), none, none).tolist() == []
