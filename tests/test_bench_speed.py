"""The benchmark of speed: its work is what it says, its clock and its scales are right, and its tables say what went wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

from bench import speed, speed_jobs
from bench.noise import WORD, with_noise
from bench.peers import fit
from bench.speed import Asked
from bench.speed_figures import draw, write_figures
from bench.speed_floors import across, batches, within
from bench.speed_jobs import COMPARED, JOBS, USUAL, Place
from bench.speed_ours import log_texts, time_stages
from bench.speed_results import Result, held_threads, keep, kept, path_of, stands
from bench.speed_tables import section
from bench.speed_work import WORKS, Work, cut, work_named, write_corpus
from bench.watch import held, watch, work_of
from pipeline.compute import Computing, Made
from pipeline.encoders.minilm import MiniLM

TEXT = "The old mill at Alder was shut.\n\nNobody in BIRCH had been asked, and the 40 weavers went home by bus.\n"
PEERS_IN, PEERS_LOCK = ROOT / "bench" / "peers" / "requirements.in", ROOT / "requirements-peers.lock"


def segments(**sizes):
    """Segments of ten characters each, one after another, with a space between."""
    return pd.DataFrame([{"document_id": name, "start": 11 * n, "end": 11 * n + 10} for name, size in sizes.items() for n in range(size)])


def result(work="10k", job="ours", seconds=10.0, **further):
    given = {
        "round": 1,
        "segments": 10_000,
        "documents": 101,
        "words": 350_000,
        "peak": 800.0,
        "others": 0.01,
        "ended": "",
        "made_of": "x",
        "held": "",
        "texts": 0,
    }
    return Result(**{**given, "steps": {}, "versions": {}, "work": work, "job": job, "seconds": seconds, **further})


def rows(tables):
    """The cells of every row of some Markdown tables."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in tables.splitlines() if line.startswith("|")]


def row_of(tables, about):
    return next(row for row in rows(tables) if about in row)


def asked(**given):
    usual = {"works": ("10k",), "jobs": (), "rounds": 1, "limit": 1.0, "again": False, "scratch": Path("s"), "peers": Path(sys.executable)}
    return Asked(**{**usual, **given})


@pytest.mark.parametrize("wanted", [1, 7, 19, 30])
def test_a_work_is_the_middle_of_every_document_and_has_so_many_segments(wanted):
    found = cut(segments(a=10, b=20), Work(wanted))
    assert sum((piece.end - piece.start + 1) // 11 for piece in found) == wanted
    a = [(piece.start, piece.end) for piece in found if piece.document_id == "a"]
    assert wanted < 7 or abs(sum(end - start + 1 for start, end in a) / 11 - wanted / 3) < 1
    assert wanted != 19 or a == [(22, 22 + 65)]  # six of ten, two before and two after


def test_beyond_what_there_is_come_whole_copies_and_then_a_part_of_one():
    found = cut(segments(a=10, b=20), Work(75))
    assert Counter(piece.copy for piece in found) == {0: 2, 1: 2, 2: 2}
    assert [piece.end for piece in found if piece.copy == 1] == [109, 219]
    assert sum((piece.end - piece.start + 1) // 11 for piece in found) == 75


def test_short_documents_are_runs_of_so_many_segments():
    found = cut(segments(a=10, b=20), Work(30, each=8))
    assert [(piece.document_id, piece.start, piece.end) for piece in found] == [
        ("a", 0, 87),
        ("a", 88, 109),
        ("b", 0, 87),
        ("b", 88, 175),
        ("b", 176, 219),
    ]


def test_a_corpus_is_verbatim_but_for_the_words_of_copies(tmp_path):
    documents = pd.DataFrame(
        [{"document_id": "a", "text": TEXT, "date": "1950", "place": "Alder", "source_type": "minutes", "publisher": "Alder Board"}]
    )
    write_corpus(tmp_path, documents, cut(pd.DataFrame([{"document_id": "a", "start": 0, "end": len(TEXT)}]), Work(2)))
    first, second = ((tmp_path / f"piece-0000{n}.txt").read_text(encoding="utf-8") for n in (0, 1))
    assert first == TEXT + "\n"
    assert second != first
    assert [len(line.split()) for line in second.splitlines()] == [len(line.split()) for line in first.splitlines()]
    manifest = pd.read_csv(tmp_path / "manifest.csv", dtype=str)
    assert manifest["cluster_id"].tolist() == ["a-0", "a-1"]
    assert manifest["date"].tolist() == ["1950", "1950"]


def test_noise_replaces_about_its_share_of_words_by_words_of_the_text_and_keeps_its_build():
    long = TEXT * 200
    noisy = with_noise(long, 0.35, seed=1)
    before, after = WORD.findall(long), WORD.findall(noisy)
    assert len(before) == len(after)
    assert {word.casefold() for word in after} <= {word.casefold() for word in before}
    assert [len(word) for word in before] == [len(word) for word in after]  # so that lines end where they ended
    assert 0.2 < np.mean([one != other for one, other in zip(before, after, strict=True)]) < 0.35  # some are replaced by themselves
    assert re.sub(r"[^\W\d_]+", "", noisy) == re.sub(r"[^\W\d_]+", "", long)
    assert [word.isupper() for word in after] == [word.isupper() for word in before]
    assert with_noise(long, 0.35, seed=1) == noisy != with_noise(long, 0.35, seed=2)
    assert with_noise(long, 0.0, seed=1) == long


@pytest.mark.slow
def test_the_memory_of_a_job_is_that_of_all_its_processes(tmp_path):
    child = "import time; y = bytearray(60_000_000); time.sleep(0.8)"
    code = f"import subprocess, sys; x = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {child!r}])"
    took = watch([sys.executable, "-c", code], tmp_path / "log", 60)
    assert not took.ended
    assert 120 < took.peak < 200
    assert took.seconds >= 0.8
    assert 0 <= took.others <= 1


@pytest.mark.slow
def test_a_job_that_takes_too_long_is_ended_with_its_children(tmp_path):
    child = "import time; time.sleep(60)"
    code = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {child!r}]); print(p.pid, flush=True); p.wait()"
    took = watch([sys.executable, "-c", code], tmp_path / "log", 1)
    assert took.ended == "stopped after 1 s"
    assert took.seconds < 30
    assert held(int((tmp_path / "log").read_text())) == 0


def test_a_job_that_fails_says_its_last_words(tmp_path):
    took = watch([sys.executable, "-c", "raise SystemExit('the scales are broken')"], tmp_path / "log", 60)
    assert took.ended == "failed (1): the scales are broken"


def test_the_seconds_of_stages_are_taken_where_they_are_computed(monkeypatch):
    monkeypatch.setattr(Computing, "record", lambda self, made: self.append(made.stage))
    seconds, recorded = {}, []
    time_stages(seconds)
    Computing.record(recorded, Made("segment", "key", None, [], 1.5))
    assert recorded == ["segment"]
    assert seconds == {"segment": 1.5}


def test_every_text_that_is_encoded_is_written_once_for_each_time(monkeypatch, tmp_path):
    monkeypatch.setattr(MiniLM, "encode", lambda _, texts: np.ones((len(texts), 2)))
    path = tmp_path / "encoded.jsonl"
    log_texts(path)
    assert MiniLM.encode(None, ["one\nline", "ümlaut"]).shape == (2, 2)
    MiniLM.encode(None, ["ümlaut"])
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == ["one\nline", "ümlaut", "ümlaut"]


@pytest.mark.slow
def test_the_floors_encode_as_the_study_does():
    texts = [line for line in TEXT.splitlines() if line] * 9 + ["Bus."]
    expected = MiniLM().encode(sorted(texts, key=len))
    for loop in (within, across):
        assert np.einsum("ij,ij->i", np.asarray(loop(texts)()), expected).min() > 0.99
    assert [len(batch) for batch in batches(texts)] == [16, 3]


def test_ours_is_told_as_a_multiple_of_each_other_tool_without_its_start():
    tables = section([result(), result(job="bertopic", seconds=25.0, steps={"embed": 12.0, "fit": 8.0}, peak=1600.0)])
    assert row_of(tables, "stock BERTopic")[4:9] == ["25.0", "20.0", "0.50", "1,600", "0.50"]
    assert row_of(tables, "ours, documents to report")[6] == ""


def test_a_job_that_ended_badly_is_a_row_that_says_so_and_gives_no_figure():
    tables = section(
        [result(), result(job="nmf", seconds=60.0, ended="stopped after 60 s"), result(job="spacy", ended="failed (1): no /place to write")]
    )
    assert row_of(tables, "topica NMF")[4:] == ["stopped after 60 s", "", "", "", "", ""]
    assert row_of(tables, "spaCy nlp.pipe")[4] == "failed (1)"
    assert "60.0" not in tables


def test_growth_is_from_10k_to_100k_and_rounds_are_joined_by_their_median():
    tables = section(
        [
            *(result(seconds=seconds, round=n) for n, seconds in enumerate((9.0, 10.0, 30.0))),
            result("17k", seconds=17.0, segments=17_000),
            result("100k", seconds=110.0, segments=100_000),
            result("1000documents", seconds=11.0),
        ]
    )
    assert [row for row in rows(tables) if row[0] == "what"] == [["what", "10k", "17k", "100k", "100k to 10k"]]
    assert [row[-1] for row in rows(tables) if row[0] == "ours, documents to report"] == ["11.0"]
    assert "1 or 3 times" in tables


def test_what_held_threads_down_is_said_as_it_was_when_it_was_measured(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert "OMP" not in section([result()])
    assert "OMP_NUM_THREADS=1" in held_threads()
    assert section([result(held="OMP_NUM_THREADS=2"), result(job="nmf")]).endswith("Set in the environment: OMP_NUM_THREADS=2.")


def test_a_second_run_is_told_beside_the_first_and_two_workers_beside_one():
    found = [result(), result(job="changed", seconds=0.2), result(job="one_worker", seconds=20.0), result(job="two_workers", seconds=11.0)]
    tables = section(found)
    assert row_of(tables, "ours, one document changed")[4] == "2.0 % of a first run"
    assert row_of(tables, "ours up to codings, 2 workers")[4] == "1.82 times as fast as one worker"
    assert row_of(tables, "ours up to codings, 1 worker")[4] == ""


def test_a_result_stands_until_program_or_texts_change_or_it_failed(tmp_path):
    keep(tmp_path, result(made_of="one"))
    keep(tmp_path, result(job="nmf", ended="failed (1)"))
    (tmp_path / "10k-spacy-1.part").write_text("{half")
    (tmp_path / "10k-spacy-1.json").write_text('{"noted": "other things"}')
    found = kept(tmp_path)
    assert found == [result(job="nmf", ended="failed (1)"), result(made_of="one")]
    assert path_of(tmp_path, "10k", "ours", 1).is_file()
    assert stands(found, ("10k", "ours", 1), "one")
    assert not stands(found, ("10k", "ours", 1), "two")
    assert not stands(found, ("10k", "ours", 2), "one")
    assert not stands(found, ("10k", "nmf", 1), "x")


def test_rounds_of_two_versions_of_the_program_are_never_joined_and_an_older_one_is_marked(tmp_path):
    place = Place("10k", tmp_path, Path(sys.executable))
    reads = JOBS["ours"].reads(place)
    reads.parent.mkdir(parents=True)
    reads.write_text("texts", encoding="utf-8")
    for number, made_of in ((1, speed.made_now(place, "ours")), (2, "another")):
        keep(tmp_path / "results", result(made_of=made_of, round=number))
    keep(tmp_path / "results", result(job="one_worker", made_of="another"))
    results, older = speed.standing(asked(scratch=tmp_path))
    assert [(one.job, one.round) for one in results] == [("one_worker", 1), ("ours", 1)]
    assert older == {("10k", "one_worker")}
    tables = section(results, older)
    assert "| ours up to codings, 1 worker * |" in tables
    assert "\\* Measured on an earlier version" in tables
    assert "*" not in section(results)


def test_what_watches_a_job_is_part_of_what_its_result_stands_on():
    assert {path.name for path in speed.watching()} >= {"watch.py", "speed.py", "speed_jobs.py"}


def test_a_round_is_whole_before_the_next_and_ours_comes_before_what_reads_its_texts():
    todo = list(asked(works=("1k", "10k"), rounds=2).todo())
    assert [number for number, _, _ in todo] == sorted(number for number, _, _ in todo)
    assert todo.index((1, "1k", "ours")) < todo.index((1, "1k", "within"))
    assert (2, "10k", "two_workers") in todo
    assert list(asked(jobs=("ours",)).todo()) == [(1, "10k", "ours")]


def test_without_their_environment_peers_are_left_out():
    jobs = {job for _, _, job in asked(peers=Path("nowhere")).todo()}
    assert jobs == {"ours", "within", "across", "spacy", "one_worker", "two_workers"}


def test_jobs_works_and_peers_are_named_alike_everywhere():
    assert set(fit.PEERS) == set(speed_jobs.PEERS)
    assert set().union(*USUAL.values(), COMPARED) == set(JOBS)
    assert set(USUAL) <= {*WORKS, speed_jobs.SMALL}
    with pytest.raises(SystemExit, match="No size '12k'"):
        work_named("12k")


def test_a_changed_document_has_its_text_again_in_the_end(monkeypatch, tmp_path):
    monkeypatch.setattr(speed_jobs, "untimed", lambda *_: None)
    place = Place("10k", tmp_path, Path("nowhere"))
    document = place.folder / "corpus" / "piece-00000.txt"
    document.parent.mkdir(parents=True)
    document.write_text(TEXT, encoding="utf-8")
    meanwhile = []

    def interrupted():
        with speed_jobs.changed(place):
            meanwhile.append(document.read_text(encoding="utf-8"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert meanwhile == [TEXT + speed_jobs.CHANGE]
    assert document.read_text(encoding="utf-8") == TEXT


def test_the_peers_lock_has_what_is_asked_for_with_hashes_and_without_a_host():
    lock = PEERS_LOCK.read_text(encoding="utf-8")
    named = re.findall(r"^([\w-]+==[\w.]+)", PEERS_IN.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) == 7
    assert all(f"\n{name} \\\n" in f"\n{lock}" for name in named)
    assert "://" not in lock
    pinned = re.findall(r"^[\w-]+==", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w-]+==.*\\\n    --hash=sha256:", lock, re.MULTILINE))
    assert "torch==" not in pinned


@pytest.mark.slow
def test_a_figure_has_a_line_for_each_tool_that_was_measured_on_works_cut_alike(tmp_path):
    found = [
        result("1k", seconds=9.0, segments=1000),
        result(seconds=50.0),
        result("1000documents", seconds=500.0),
        result(job="nmf", seconds=3.0),
        result(job="spacy", ended="failed (1)"),
    ]
    axes = draw(found, "speed").axes[0]
    assert {line.get_label(): line.get_xydata().tolist() for line in axes.lines} == {
        "ours, documents to report": [[1000, 9], [10_000, 50]],
        "topica NMF": [[10_000, 3]],
    }
    assert axes.get_xscale() == axes.get_yscale() == "log"
    shown = write_figures(found, tmp_path)
    first = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    assert write_figures(found, tmp_path) == shown
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == first
    assert re.findall(r"pictures/([\w-]+\.png)", shown) == ["speed.png", "speed-memory.png"]


def test_the_work_of_a_child_is_told_before_anybody_waits_for_it():
    busy = "import time\nwhile time.process_time() < 0.3: pass\nprint('worked', flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"worked\n"
        worked = {pid: seconds for (pid, _), seconds in work_of(os.getpid()).items()}
        child.stdin.write(b"\n")
    assert worked[child.pid] >= 0.29
    assert os.getpid() in worked
