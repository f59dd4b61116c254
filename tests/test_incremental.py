"""What a run leaves when it is ended, or the disk is full, and what the next one makes of it."""

import errno
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT
from small_study import write_study

from pipeline import keys, run
from pipeline.cache import Cache
from pipeline.errors import TableError
from pipeline.inputs import Request
from pipeline.mapping import Kept, Units, map_units
from pipeline.run import said_plainly
from pipeline.tables import DOCUMENT_THEMES

KILLS = 4
RUN = "import sys; from pathlib import Path; from pipeline.inputs import Request; from pipeline.run import run; f = Path(sys.argv[1]); run(Request(f / 'corpus', f / sys.argv[2], models=f / sys.argv[3], shard=3), 'code_themes')"


def process(folder, outputs, models):
    return subprocess.Popen([sys.executable, "-c", RUN, str(folder), outputs, models], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def tables(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".themeline" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_a_run_that_is_killed_at_any_moment_and_begun_again_gives_the_same_bytes(tmp_path):
    write_study(tmp_path)
    began = time.monotonic()
    assert process(tmp_path, "whole", "models").wait() == 0
    longest = time.monotonic() - began
    moments = random.Random(8)
    for _ in range(KILLS):
        running = process(tmp_path, "killed", "models-killed")
        try:
            running.wait(timeout=moments.uniform(0.2, 0.8) * longest)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
    assert process(tmp_path, "killed", "models-killed").wait() == 0
    assert tables(tmp_path / "killed") == tables(tmp_path / "whole")


def request_for(folder):
    keys.file_hash.cache_clear()
    return Request(folder / "corpus", folder / "outputs", models=folder / "models")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said_and_what_was_there_stays_whole(tmp_path):
    write_study(tmp_path)
    run.run(request_for(tmp_path), "segment")
    before = tables(tmp_path / "outputs")
    (tmp_path / "corpus" / "paper-03.txt").write_text("Paper 3\n\nThe mosque was full for prayer, and the church too.\n", encoding="utf-8")
    (tmp_path / "outputs" / ".segments.parquet.unfinished").symlink_to("/dev/full")  # where the table is written before it has its name
    with pytest.raises(TableError, match="no room left on a disk"):
        run.run(request_for(tmp_path), "segment")
    after = tables(tmp_path / "outputs")
    assert after["segments.parquet"] == before["segments.parquet"]
    assert sorted(after) == sorted(before)
    run.run(request_for(tmp_path), "segment")
    assert "prayer, and the church" in " ".join(pd.read_parquet(tmp_path / "outputs" / "segments.parquet")["text"])


def test_a_cache_without_room_is_said_and_keeps_what_it_had(tmp_path):
    cache = Cache(tmp_path)
    cache.put({"a": b"1"}, owner="x")
    connection = cache._connection(make=True)
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(TableError, match="no room left"), said_plainly(tmp_path):
        cache.put({"b": b"x" * 100_000}, owner="x")
    cache.close()
    assert Cache(tmp_path).get(["a", "b"]) == {"a": b"1"}


def test_a_second_run_on_the_same_outputs_is_told_of_the_first(tmp_path):
    def locked():
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    with pytest.raises(TableError, match="Another run is writing"), said_plainly(tmp_path):
        locked()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR | (3 << 8), sqlite3.SQLITE_CANTOPEN])
def test_a_cache_that_cannot_be_written_is_said(tmp_path, code):
    def fails():
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    with pytest.raises(TableError, match="cannot be read or written"), said_plainly(tmp_path):
        fails()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_may_not_be_written_is_said(tmp_path, number):
    with pytest.raises(TableError, match=r"documents.parquet cannot be read or written"), said_plainly(tmp_path):
        raise OSError(number, "no", str(tmp_path / "documents.parquet"))


def test_another_fault_of_the_system_is_not_hidden(tmp_path):
    with pytest.raises(OSError, match="Bad address"), said_plainly(tmp_path):
        raise OSError(errno.EFAULT, "Bad address")


def test_a_fault_of_the_database_without_a_code_is_not_hidden(tmp_path):
    with pytest.raises(sqlite3.OperationalError), said_plainly(tmp_path):
        raise sqlite3.OperationalError("no such table")


def counted(shard):
    documents = shard["documents"]
    rows = {"document_id": documents["document_id"], "theme_id": "t", "n_segments": documents["n"], "n_assigned": 0, "n_words": 0, "share": 0.0}
    return {"document_themes": DOCUMENT_THEMES.frame(rows)}


def mapped(cache, values, shard=4):
    given = {"documents": pd.DataFrame({"document_id": list(values), "n": list(values.values())})}
    return map_units(given, counted, key="k", kept=Kept(cache, "stage"), shard=shard, progress=lambda *_: None)["document_themes"]


def kept_keys(cache):
    return [key for (key,) in cache._connection(make=True).execute("SELECT key FROM kept")]


def test_documents_lie_in_packs_and_not_each_by_itself(tmp_path):
    cache = Cache(tmp_path)
    mapped(cache, {f"d{n:02}": n for n in range(40)})
    assert sum(":" in key for key in kept_keys(cache)) == 10
    cache.close()


def test_many_single_changes_are_joined_to_whole_packs_again(tmp_path):
    cache, values = Cache(tmp_path), {f"d{n:02}": n for n in range(16)}
    mapped(cache, values)
    for n in range(16):
        values[f"d{n:02}"] += 100
        found = mapped(cache, values)
        assert found["n_segments"].to_list() == list(values.values())
        assert sum(":" in key for key in kept_keys(cache)) <= 11  # 4 whole ones, and at most 6 small ones and one
    cache.close()


def test_a_pack_from_which_a_document_was_withdrawn_holds_nothing_of_it(tmp_path):
    cache = Cache(tmp_path)
    values = {"d1": 1, "d2": 2, "amber-kettle": 3}
    mapped(cache, values)
    del values["amber-kettle"]
    mapped(cache, values)
    cache.close()
    assert b"amber-kettle" not in (tmp_path / "cache.sqlite").read_bytes()


def test_a_pack_that_is_gone_from_a_cache_is_made_again(tmp_path):
    cache, values = Cache(tmp_path), {f"d{n}": n for n in range(8)}
    whole = mapped(cache, values)
    connection = cache._connection(make=True)
    with connection:
        connection.execute("DELETE FROM kept WHERE key LIKE '%:%'")
    pd.testing.assert_frame_equal(mapped(cache, values), whole)
    cache.close()


def test_a_unit_that_ends_its_process_in_a_shard_is_tried_alone_and_the_rest_is_kept(tmp_path):
    cache, tried = Cache(tmp_path), []

    def over(compute, shards):
        for number, shard in enumerate(shards):
            tried.append(shard["documents"]["document_id"].to_list())
            yield number, None if "bad" in tried[-1] else compute(shard)

    given = {"documents": pd.DataFrame({"document_id": ["a", "bad", "c", "d"], "n": [1, 2, 3, 4]})}
    again = {"key": "k", "kept": Kept(cache, "stage"), "shard": 2, "progress": lambda *_: None}
    nothing = {"document_themes": DOCUMENT_THEMES.empty()}
    found = map_units(given, counted, **again, over=over, give_up=lambda _: nothing)["document_themes"]
    assert tried == [["a", "bad"], ["c", "d"], ["a"], ["bad"]]
    assert found["document_id"].to_list() == ["a", "c", "d"]
    tried.clear()
    assert map_units(given, counted, **again)["document_themes"]["document_id"].to_list() == ["a", "bad", "c", "d"]
    cache.close()


def test_a_units_content_is_its_values_whatever_rows_stand_around_them():
    one = Units({"documents": pd.DataFrame({"document_id": ["a", "b"], "words": [["x", "y"], []]})}).contents()
    two = Units({"documents": pd.DataFrame({"document_id": ["b", "c", "a"], "words": [[], ["z"], ["x", "y"]]})}).contents()
    assert (one["a"], one["b"]) == (two["a"], two["b"])
    assert Units({"documents": pd.DataFrame({"document_id": ["a"], "words": [["x y"]]})}).contents()["a"] != one["a"]
