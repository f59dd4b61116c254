import numpy as np

from pipeline.cache import Cache, CachedEncoder, pack, unpack
from pipeline.encoders.hashing import Hashing


class Counting(Hashing):
    def __init__(self):
        super().__init__()
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return super().encode(texts)


def test_nothing_is_written_before_the_first_put_and_held_values_wait(tmp_path):
    cache = Cache(tmp_path / "new")
    assert cache.get(["a"]) == {}
    cache.put({"a": b"1"}, hold=True)
    assert cache.get(["a"]) == {"a": b"1"}
    assert not (tmp_path / "new").exists()
    cache.put({"b": b"2"})
    cache.close()
    assert Cache(tmp_path / "new").get(["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_a_damaged_cache_is_started_afresh(tmp_path):
    (tmp_path / "cache.sqlite").write_bytes(b"this is no database at all" * 100)
    cache = Cache(tmp_path)
    cache.put({"a": b"1"})
    assert cache.get(["a"]) == {"a": b"1"}
    cache.close()


def test_each_text_is_encoded_once(tmp_path):
    encoder, cache = Counting(), Cache(tmp_path)
    cached = CachedEncoder(encoder, cache)
    one = cached.encode(["rent", "bus", "rent"])
    two = cached.encode(["bus", "rent"])
    cache.close()
    assert sorted(encoder.asked) == ["bus", "rent"]
    np.testing.assert_array_equal(one[:2], two[::-1])
    np.testing.assert_array_equal(one[0], one[2])
    assert cached.encode([]).shape == (0, 256)


def test_more_keys_than_a_statement_holds_are_found(tmp_path):
    cache = Cache(tmp_path)
    cache.put({f"k{n}": b"x" for n in range(1234)})
    assert len(cache.get(f"k{n}" for n in range(1234))) == 1234
    cache.close()


def test_a_frame_survives_packing(tmp_path):
    import pandas as pd

    frame = pd.DataFrame({"a": pd.array([1, None], dtype="Int64"), "b": pd.array(["x", None], dtype="str"), "c": [["p"], []]})
    back = unpack(pack(frame))
    assert back["b"].isna().to_list() == [False, True]
    assert [list(c) for c in back["c"]] == [["p"], []]
