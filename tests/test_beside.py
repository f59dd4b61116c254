"""Stages in processes of their own, beside one another: the same files, and what is said when one fails or is ended."""

import os
import pickle
import signal
import subprocess
import sys

import pytest
from conftest import ROOT
from small_study import write_study

from pipeline import keys, run
from pipeline.apart import as_sent
from pipeline.compute import Computing
from pipeline.engine import beside, many
from pipeline.errors import TableError
from pipeline.inputs import Inputs, Request
from pipeline.stages import STAGES
from pipeline.standing import Standing


def request_for(folder, outputs):
    keys.file_hash.cache_clear()
    return Request(folder / "corpus", folder / outputs, models=folder / "models")


def files(folder, outputs):
    found = sorted(path for path in (folder / outputs).rglob("*") if path.is_file() and ".themeline" not in path.parts)
    return {path.relative_to(folder / outputs).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    write_study(tmp_path)
    monkeypatch.setattr(many, "FEWEST_SEGMENTS", 1)
    monkeypatch.setattr(many, "CORES", 2)
    monkeypatch.setattr(beside, "CORES", 2)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("files_alone", [1, 1_000_000])  # from the first stage on, and from the first that has segments
def test_stages_beside_one_another_write_the_same_files(folder, monkeypatch, files_alone):
    monkeypatch.setattr(many, "FEWEST_FILES", files_alone)
    at_once = []
    begin = beside.Beside._begin
    monkeypatch.setattr(beside.Beside, "_begin", lambda self, stage, alone: (begin(self, stage, alone=alone), at_once.append(len(self._under_way))))
    here = run.run(request_for(folder, "beside"))
    assert max(at_once) == 2
    assert here.computed == tuple(stage.name for stage in STAGES)
    monkeypatch.setattr(many, "FEWEST_SEGMENTS", 1_000_000)
    monkeypatch.setattr(many, "FEWEST_FILES", 1_000_000)
    for model in ("code_themes", "discover", "frame"):
        assert (folder / "models" / model).is_dir()
    assert run.run(request_for(folder, "alone")).computed == here.computed
    assert files(folder, "beside") == files(folder, "alone")
    assert run.run(request_for(folder, "beside")).computed == ()


@pytest.mark.slow
def test_a_study_that_was_run_before_is_read_and_cut_here_and_has_the_same_files(folder, monkeypatch):
    for outputs in ("beside", "alone"):
        run.run(request_for(folder, outputs))
    (folder / "corpus" / "paper-03.txt").write_text("Paper 3\n\nThe mosque was full for prayer, and the church too.\n", encoding="utf-8")
    here, compute = [], run.Hands.compute
    monkeypatch.setattr(run.Hands, "compute", lambda self, stage: (here.append(stage.name), compute(self, stage)))
    run.run(request_for(folder, "beside"))
    assert here == ["ingest", "segment"]
    monkeypatch.setattr(many, "FEWEST_SEGMENTS", 1_000_000)
    run.run(request_for(folder, "alone"))
    one, other = files(folder, "beside"), files(folder, "alone")
    assert sorted(name for name in one | other if one.get(name) != other.get(name)) == []


@pytest.mark.slow
def test_a_stage_whose_process_ends_is_computed_here(folder, monkeypatch):
    begin = beside.Beside._begin

    def kill(self, stage, alone):
        begin(self, stage, alone=alone)
        if stage.name == "decide":
            os.kill(self._under_way[-1].process.pid, signal.SIGKILL)

    monkeypatch.setattr(beside.Beside, "_begin", kill)
    assert "decide" in run.run(request_for(folder, "outputs"), "decide").computed
    monkeypatch.setattr(beside.Beside, "_begin", begin)
    assert run.run(request_for(folder, "outputs"), "decide").computed == ()


@pytest.mark.slow
@pytest.mark.parametrize("ended", [False, True])
def test_an_idle_core_maps_a_stage_ahead_and_whatever_becomes_of_that_the_files_are_the_same(folder, monkeypatch, ended):
    ahead, start = [], beside.Beside._start

    def note(self, asked):
        start(self, asked)
        if asked.ahead:
            ahead.extend(asked.stages)
            if ended:
                os.kill(self._under_way[-1].process.pid, signal.SIGKILL)

    monkeypatch.setattr(beside.Beside, "_start", note)
    assert "ledger" in run.run(request_for(folder, "outputs"), "ledger").computed
    assert ahead  # one of them or both, as cores are idle
    assert set(ahead) <= {"track_words", "ledger"}
    monkeypatch.setattr(many, "FEWEST_SEGMENTS", 1_000_000)
    run.run(request_for(folder, "alone"), "ledger")
    assert files(folder, "outputs") == files(folder, "alone")


@pytest.mark.slow
def test_what_is_mapped_ahead_is_not_mapped_again(folder, monkeypatch):
    request = request_for(folder, "outputs")
    run.run(request, "segment")
    inputs = Inputs(request)
    stage = next(stage for stage in STAGES if stage.name == "ledger")
    Computing(Standing(inputs)).map_ahead(stage)
    inputs.close()
    monkeypatch.setattr(many, "FEWEST_SEGMENTS", 1_000_000)
    monkeypatch.setattr("pipeline.ledger.proposals", None)
    assert "ledger" in run.run(request_for(folder, "outputs"), "ledger").computed


@pytest.mark.slow
def test_an_error_of_a_stage_is_raised_as_it_is(folder, monkeypatch):
    run.run(request_for(folder, "outputs"), "segment")
    (folder / "outputs" / "segments.parquet").write_bytes(b"no table")
    request = request_for(folder, "outputs")

    class Recording:
        def record(self, made):
            raise AssertionError(made)

        def let_go(self):
            pass

    standing = Standing(Inputs(request))
    monkeypatch.setattr(standing, "is_current", lambda _: False)
    with pytest.raises(TableError, match=r"segments\.parquet is damaged"), beside.Beside(standing, Recording()) as many_hands:
        many_hands.compute([stage for stage in STAGES if stage.name == "decide"])


def test_an_error_that_cannot_be_sent_is_sent_as_what_it_says():
    class OddError(Exception):
        def __init__(self, one, other):
            super().__init__(one)
            self.other = other

    sent = pickle.loads(as_sent(OddError("the scales are broken", lambda: None)))  # noqa: S301 - our own
    assert type(sent) is RuntimeError
    assert "the scales are broken" in str(sent)
    assert str(pickle.loads(as_sent(OSError(28, "no room")))) == "[Errno 28] no room"  # noqa: S301 - our own


def test_a_damaged_table_is_no_large_study(folder):
    run.run(request_for(folder, "outputs"), "segment")
    standing = Standing(Inputs(request_for(folder, "outputs")))
    assert many.are_many(standing)
    whole = (folder / "outputs" / "segments.parquet").read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:-300] + bytes(292) + whole[-8:]):
        (folder / "outputs" / "segments.parquet").write_bytes(damaged)
        assert not many.are_many(standing)


@pytest.mark.slow
@pytest.mark.parametrize(("starts", "loaded"), [("processes", "True"), ("process_of_its_own", "False")])
def test_a_file_in_the_current_folder_does_not_stand_for_the_program_or_for_pythons_own(tmp_path, starts, loaded):
    for name in ("pipeline", "socket"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('mine')\n", encoding="utf-8")
    (tmp_path / "whose.py").write_text(
        "import sys\n"
        f"sys.path[:0] = [{str(ROOT)!r}]\n"
        "def answer(pipe):\n"
        "    import pipeline\n"
        "    pipe.send((pipeline.__file__, 'pandas' in sys.modules))\n"
        "if __name__ == '__main__':\n"
        f"    from pipeline.engine.stage_process import {starts}, our_modules\n"
        f"    context = {starts}()\n"
        "    receives, sends = context.Pipe(duplex=False)\n"
        "    with our_modules():\n"
        "        context.Process(target=answer, args=(sends,)).start()\n"
        "    print(*receives.recv())\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, "-P", "whose.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(ROOT / "pipeline" / "__init__.py"), loaded]


def test_stages_are_ready_when_nothing_that_they_read_is_missing():
    by_name = {stage.name: stage for stage in STAGES}
    after_codings = STAGES[4:]
    assert [stage.name for stage in beside.ready(after_codings, [])] == ["discover", "track_words", "decide", "frame"]
    begun = ("discover", "track_words", "frame", "decide")
    rest = [stage for stage in after_codings if stage.name not in begun]
    assert [stage.name for stage in beside.ready(rest, [by_name[name] for name in begun])] == []
    assert [stage.name for stage in beside.ready(rest, [by_name["discover"]])] == ["quote", "ledger"]
    assert [stage.name for stage in beside.ready([by_name["report"]], [by_name["ledger"]])] == []
