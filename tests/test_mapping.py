import os
import sys

import numpy as np
import pandas as pd
import pytest

from pipeline.cache import Cache
from pipeline.mapping import Kept, Units, at_once, map_units
from pipeline.tables import DOCUMENT_THEMES, PROBLEMS


def tables(*names):
    return {"documents": pd.DataFrame({"document_id": list(names), "n": range(len(names))})}


class Counting:
    def __init__(self):
        self.seen = []

    def __call__(self, shard):
        documents = shard["documents"]
        self.seen += documents["document_id"].to_list()
        rows = documents[documents["document_id"] != "empty"]
        counted = {"document_id": rows["document_id"], "theme_id": "t", "n_segments": rows["n"], "n_assigned": 0, "n_words": 0, "share": 0.0}
        return {"document_themes": DOCUMENT_THEMES.frame(counted)}


def mapped(given, cache, compute, shard=2, key="k"):
    return map_units(given, compute, key=key, kept=Kept(cache, "stage"), shard=shard, progress=lambda *_: None)["document_themes"]


@pytest.mark.parametrize("shard", [1, 2, 100])
def test_results_do_not_depend_on_shards_or_on_the_order_of_rows(tmp_path, shard):
    given = tables("b", "a", "empty", "c")
    one = mapped(given, Cache(tmp_path / "1"), Counting(), shard)
    two = mapped({"documents": given["documents"][::-1]}, Cache(tmp_path / "2"), Counting(), 3)
    pd.testing.assert_frame_equal(one, two)
    assert one["document_id"].to_list() == ["a", "b", "c"]


def test_for_several_processes_there_are_more_shards_large_ones_first_and_the_same_results(tmp_path):
    given = {**tables("a", "b", "c", "d", "e"), "blocks": pd.DataFrame({"document_id": list("ddeeec")})}
    whole = mapped(given, Cache(tmp_path / "1"), Counting(), 100)
    shards = []

    def compute(shard):
        shards.append(sorted(set(shard["documents"]["document_id"])))
        return Counting()(shard)

    kept = Kept(Cache(tmp_path / "2"), "stage")
    parted = map_units(given, compute, key="k", kept=kept, shard=100, parts=3, progress=lambda *_: None)["document_themes"]
    pd.testing.assert_frame_equal(parted, whole)
    assert shards == [["c", "d"], ["e"], ["a", "b"]]  # of 5, 4 and 2 rows


@pytest.mark.skipif(sys.platform != "linux", reason="processes part on Linux alone")
def test_shards_computed_at_once_give_the_same_and_more_than_one_process_computes_them(monkeypatch):
    monkeypatch.setattr("pipeline.mapping.CORES", 2)
    monkeypatch.setattr("pipeline.apart._may_part", lambda: True)
    shards = [tables("a", "b"), tables("c"), tables("d", "e")]
    found = list(at_once(lambda shard: {**Counting()(shard), "process": os.getpid()}, iter(shards)))
    assert [number for number, _ in found] == [0, 1, 2]
    for (_, made), shard in zip(found, shards, strict=True):
        pd.testing.assert_frame_equal(made["document_themes"], Counting()(shard)["document_themes"])
    processes = [made["process"] for _, made in found]
    assert processes[0] != os.getpid() == processes[1] == processes[2]


def test_only_what_changed_is_computed_again(tmp_path):
    cache, compute = Cache(tmp_path), Counting()
    mapped(tables("a", "b", "empty"), cache, compute)
    compute.seen.clear()
    mapped(tables("a", "b", "empty"), cache, compute)
    assert compute.seen == []
    changed = tables("a", "b", "empty", "d")
    changed["documents"].loc[1, "n"] = 7
    assert mapped(changed, cache, compute).set_index("document_id")["n_segments"].to_dict() == {"a": 0, "b": 7, "d": 3}
    assert compute.seen == ["b", "d"]
    compute.seen.clear()
    mapped(changed, cache, compute, key="other code")
    assert compute.seen == ["a", "b", "d", "empty"]
    cache.close()


def read_files(outcomes):
    def compute(shard):
        failed = [path for path in shard["files"]["path"] if outcomes[path]]
        rows = [{"stage": "ingest", "path": p, "code": outcomes[p], "message": "m", "remedy": "r", "severity": "error"} for p in failed]
        compute.seen += list(shard["files"]["path"])
        return {"problems": PROBLEMS.frame(rows)}

    compute.seen = []
    return compute


def test_it_is_told_how_many_units_are_to_be_computed_before_any_is(tmp_path):
    told, kept = [], Kept(Cache(tmp_path), "stage")
    for given in (tables("a", "b"), tables("a", "b", "c")):
        counting = Counting()
        begun = lambda *numbers, seen=counting.seen: told.append((*numbers, len(seen)))  # noqa: E731
        map_units(given, counting, key="k", kept=kept, shard=2, progress=lambda *_: None, begun=begun)
    assert told == [(2, 2, 0), (1, 3, 0)]


def test_a_failure_that_may_pass_is_tried_again_and_one_that_stays_is_not(tmp_path):
    kept, files = Kept(Cache(tmp_path), "ingest", frozenset({"crashed"})), {"files": pd.DataFrame({"path": ["a", "b", "c"]})}
    compute = read_files({"a": "", "b": "crashed", "c": "damaged"})
    given = {"key": "k", "kept": kept, "shard": 2, "progress": lambda *_: None}
    first = map_units(files, compute, **given)["problems"]
    compute.seen.clear()
    assert map_units(files, compute, **given)["problems"].equals(first)
    assert compute.seen == ["b"]


def test_what_no_unit_needs_is_dropped_and_other_stages_keep_theirs(tmp_path):
    cache = Cache(tmp_path)
    cache.put({"other": b"1"}, owner="other stage")
    mapped(tables("a", "b"), cache, Counting())
    mapped(tables("a"), cache, Counting())
    assert len(cache.get(["other"])) == 1
    compute = Counting()
    mapped(tables("a", "b"), cache, compute)
    assert compute.seen == ["b"]
    cache.close()


def test_a_table_in_which_a_unit_has_no_row_is_there_without_rows(tmp_path):
    given = tables("a", "b") | {"segments": pd.DataFrame({"segment_id": ["a#0-1"], "text": ["x"]})}
    seen = {}

    def compute(shard):
        seen.update({name: len(shard["segments"]) for name in shard["documents"]["document_id"]})
        return Counting()(shard)

    mapped(given, Cache(tmp_path), compute, shard=1)
    assert seen == {"a": 1, "b": 0}


def test_a_word_is_told_from_what_is_not_there_and_a_list_from_its_text(tmp_path):
    for one, other in ((None, "nan"), (pd.NA, "<NA>"), (np.array(["a", "b"]), "['a', 'b']"), (7, "7")):
        contents = [
            Units({"documents": pd.DataFrame({"document_id": ["d"], "n": pd.Series([cell], dtype=object)})}).contents() for cell in (one, other)
        ]
        assert contents[0] != contents[1], (one, other)
