import sqlite3

import numpy as np
import pytest

from pipeline import cache as cache_module
from pipeline.cache import Cache, CachedEncoder
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
    cache.put({"a": b"1"}, owner="x", hold=True)
    assert cache.get(["a"]) == {"a": b"1"}
    assert not (tmp_path / "new").exists()
    cache.put({"b": b"2"}, owner="x")
    cache.close()
    assert Cache(tmp_path / "new").get(["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_a_damaged_cache_is_started_afresh(tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(cache_module, "announce", said.append)
    (tmp_path / "cache.sqlite").write_bytes(b"this is no database at all" * 100)
    cache = Cache(tmp_path)
    cache.put({"a": b"1"}, owner="x")
    assert cache.get(["a"]) == {"a": b"1"}
    assert len(said) == 1
    assert "is damaged: it is made anew" in said[0]
    cache.close()


@pytest.mark.parametrize(
    "ask",
    [lambda cache: cache.get(f"k{n}" for n in range(2000)), lambda cache: cache.count("x"), lambda cache: cache.keep_only("x", ["k1"])],
    ids=["get", "count", "keep_only"],
)
def test_a_cache_damaged_in_the_middle_is_started_afresh_by_whoever_meets_it(tmp_path, ask):
    cache = Cache(tmp_path)
    cache.put({f"k{n}": b"x" * 900 for n in range(2000)}, owner="x")
    cache.close()
    path = tmp_path / "cache.sqlite"
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 16384) + content[-8192:])
    damaged = Cache(tmp_path)
    ask(damaged)
    assert damaged.count("x") == 0
    damaged.put({"a": b"1"}, owner="x")
    assert damaged.get(["a"]) == {"a": b"1"}
    damaged.close()


def test_what_is_dropped_cannot_be_read_from_the_file(tmp_path):
    cache = Cache(tmp_path)
    cache.put({"a": b"the amber kettle" * 500, "b": b"stays"}, owner="x")
    cache.keep_only("x", ["b"])
    cache.close()
    assert b"amber kettle" not in (tmp_path / "cache.sqlite").read_bytes()
    assert Cache(tmp_path).get(["a", "b"]) == {"b": b"stays"}


def test_vectors_are_not_shared_by_encoders_that_are_made_otherwise(tmp_path):
    cache, one, two = Cache(tmp_path), Counting(), Counting()
    CachedEncoder(one, cache, made_by="one").encode(["rent"])
    CachedEncoder(two, cache, made_by="two").encode(["rent"])
    cache.close()
    assert two.asked == ["rent"]


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
    cache.put({f"k{n}": b"x" for n in range(1234)}, owner="x")
    assert len(cache.get(f"k{n}" for n in range(1234))) == 1234
    cache.close()


def test_vectors_of_texts_that_are_gone_are_dropped_once_they_are_the_most(tmp_path, monkeypatch):
    monkeypatch.setattr(cache_module, "BLOCK", 1)
    monkeypatch.setattr(cache_module, "SENTENCES", 2)
    encoder, cache = Counting(), Cache(tmp_path)
    cached = CachedEncoder(encoder, cache)
    cached.encode(["rent", "bus", "tide"])
    cached.trim(["rent", "bus"])
    assert cache.count("vectors") == 3  # not yet the most
    cached.encode(["oak", "elm", "ash"])
    cached.trim(["rent", "bus"])
    assert cache.count("vectors") == 2
    encoder.asked.clear()
    cached.encode(["rent", "bus", "tide"])
    cache.close()
    assert encoder.asked == ["tide"]


def test_batches_that_come_back_in_another_order_give_the_same_vectors(tmp_path):
    texts = [f"word{n} and word{n % 7}" for n in range(600)]
    one, two = (CachedEncoder(Hashing(), Cache(tmp_path / name)) for name in ("1", "2"))
    two.spread = lambda encoder, batches: reversed([(n, encoder().encode(batch)) for n, batch in enumerate(batches)])
    np.testing.assert_array_equal(one.encode(texts), two.encode(texts))
    one.close()
    two.close()


def test_a_value_that_the_file_cannot_hold_is_not_kept_and_costs_nothing_else(tmp_path):
    cache = Cache(tmp_path)
    cache.put({"a": b"1"}, owner="x")
    cache._connection(make=True).setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10_000)
    cache.put({"b": b"2", "c": b"x" * 10_000}, owner="x")
    assert cache.get(["a", "b", "c"]) == {"a": b"1", "b": b"2"}
    cache.close()


def test_what_is_no_damage_leaves_the_file_as_it_is(tmp_path):
    cache = Cache(tmp_path)
    cache.put({"a": b"1"}, owner="x")
    with pytest.raises(sqlite3.DataError):
        cache._start_afresh(sqlite3.DataError("string or blob too big"))
    assert cache.get(["a"]) == {"a": b"1"}
    cache.close()
