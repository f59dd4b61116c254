"""The same run on workers: real processes that talk over TCP on loopback, some of which are ended on purpose."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

import pandas as pd
import pytest
from conftest import ROOT
from small_study import write_study

from pipeline import keys, run
from pipeline.engine.schedule import Schedule, read_schedule
from pipeline.errors import ConfigError, PipelineError
from pipeline.inputs import Request

PRELOAD = str(ROOT / "tests" / "poisoned_worker.py")


@pytest.mark.parametrize("asked", ["local:0", "local:", "local:two", "local:²", "http://127.0.0.1:1", "tcp://127.0.0.1", "four", "tcp://host:port"])
def test_what_is_no_scheduler_is_refused_with_what_there_is(asked):
    with pytest.raises(ConfigError, match=r"There are: local:4"):
        read_schedule(asked)


@pytest.mark.parametrize("asked", ["tcp://10.0.0.7:8786", "tcp://cluster.example:8786", "tcp://[2001:db8::1]:8786", "tcp://127.0.0.1.example:8786"])
def test_a_scheduler_elsewhere_without_tls_is_refused_unless_the_user_says_so(asked):
    with pytest.raises(ConfigError, match="can run any code"):
        read_schedule(asked)
    assert read_schedule(asked, insecure=True) == Schedule(address=asked)


@pytest.mark.parametrize("asked", ["tcp://127.0.0.1:8786", "tcp://localhost:1", "tcp://[::1]:8786", "tls://cluster.example:8786"])
def test_loopback_and_tls_are_taken(asked):
    assert read_schedule(asked) == Schedule(address=asked)


def test_nothing_loads_dask_unless_a_scheduler_is_asked_for():
    code = "import sys, pipeline.cli, pipeline.run, pipeline.compute, pipeline.mapping, pipeline.engine.work; print({'dask', 'distributed'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"


def request_for(folder, outputs="outputs", **more):
    keys.file_hash.cache_clear()
    return Request(folder / "corpus", folder / outputs, models=folder / "models", **{"shard": 3, **more})


def tables(folder, outputs="outputs"):
    files = sorted(path for path in (folder / outputs).rglob("*") if path.is_file() and ".themeline" not in path.parts)
    return {path.relative_to(folder / outputs).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A study that ran in this process: up to the codings, and up to the segments."""
    folder = tmp_path_factory.mktemp("here")
    write_study(folder)
    run.run(request_for(folder, "coded"), "code_themes")
    run.run(request_for(folder, "cut"), "segment")
    return folder


@contextmanager
def poisoned(monkeypatch, **environment):
    import dask
    import distributed  # first, so that its settings are there

    assert distributed.__version__

    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", f'["{PRELOAD}"]')  # of a worker started by hand
    poison = {f"POISON_{name}": str(value) for name, value in environment.items()}
    for name, value in poison.items():
        monkeypatch.setenv(name, value)
    with dask.config.set({"distributed.worker.preload": [PRELOAD], "distributed.nanny.environ": poison}):  # of local processes
        yield
    monkeypatch.undo()


@contextmanager
def cluster(folder):
    """Start a scheduler and a worker as processes of their own; give the scheduler's address, and end both."""
    where, number = folder / "scheduler.json", folder / "scheduler.pid"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    settings = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0", "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    common = ["--no-dashboard", "--host", "127.0.0.1"]
    start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(where), *common]
    processes = [subprocess.Popen(start, env=os.environ | settings, **quiet)]
    number.write_text(str(processes[0].pid), encoding="utf-8")
    try:
        for _ in range(300):
            if where.is_file() and where.stat().st_size:
                break
            time.sleep(0.1)
        address = pd.read_json(where, typ="series")["address"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--death-timeout", "60", *common]
        processes.append(subprocess.Popen(worker, cwd=folder, env=os.environ | settings, **quiet))
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


@pytest.mark.slow
def test_two_local_processes_give_the_bytes_that_one_gives(here):
    run.run(request_for(here, "two", scheduler="local:2", shard=1), "code_themes")  # more shards than are given out at once
    assert tables(here, "two") == tables(here, "coded")


@pytest.mark.slow
def test_a_worker_that_dies_once_loses_nothing_and_nothing_is_there_twice(here, tmp_path, monkeypatch):
    with poisoned(monkeypatch, ONCE=tmp_path / "died"):
        run.run(request_for(here, "once", scheduler="local:2"), "segment")
    assert (tmp_path / "died").is_file()
    assert tables(here, "once") == tables(here, "cut")


@pytest.mark.slow
def test_a_document_that_ends_every_process_is_alone_listed_and_tried_again_by_the_next_run(here, monkeypatch):
    with poisoned(monkeypatch, TITLE="Paper 5"):
        outcome = run.run(request_for(here, "poison", scheduler="local:2"), "segment")
    problems = pd.read_parquet(here / "poison" / "problems.parquet").query("severity == 'error'")
    assert problems[["stage", "path", "code"]].to_numpy().tolist() == [["segment", "paper-05.txt", "crashed"]]
    assert outcome.errors == 1
    whole, found = (pd.read_parquet(here / name / "segments.parquet") for name in ("cut", "poison"))
    expected = whole[~whole["document_id"].str.startswith("paper-05-")]
    assert found["segment_id"].to_list() == expected["segment_id"].to_list()
    assert run.run(request_for(here, "poison"), "segment").computed == ("segment",)
    assert tables(here, "poison") == tables(here, "cut")


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_said_and_what_was_done_is_kept(here, monkeypatch, caplog):
    folder = here
    with poisoned(monkeypatch, SCHEDULER=folder / "scheduler.pid"), cluster(folder) as address, pytest.raises(PipelineError, match="was lost when"):
        run.run(request_for(folder, "lost", scheduler=address), "segment")
    assert not caplog.records  # nothing of Dask's own
    assert not (folder / "lost" / "segments.parquet").exists()
    run.run(request_for(folder, "lost"), "segment")
    assert tables(folder, "lost") == tables(folder, "cut")


@pytest.mark.slow
def test_local_processes_that_are_gone_for_good_are_started_anew(here, monkeypatch):
    from pipeline.engine import cluster as module

    check = module.Cluster.check

    def check_and_end(self, *asked):
        check(self, *asked)
        self._client.sync(end, self._local)

    async def end(local):
        for nanny in list(local.workers.values()):
            await nanny.close()

    monkeypatch.setattr(module.Cluster, "check", check_and_end)
    monkeypatch.setattr(module, "SECONDS_TO_LOOK", 1)
    run.run(request_for(here, "anew", scheduler="local:1"), "segment")
    assert tables(here, "anew") == tables(here, "cut")


@pytest.mark.slow
def test_workers_with_other_versions_or_without_the_corpus_are_refused_before_anything_is_written(here, monkeypatch):
    with poisoned(monkeypatch, VERSION="1.0"), pytest.raises(ConfigError, match=r"numpy: 1\.0 there"):
        run.run(request_for(here, "other", scheduler="local:1"), "segment")
    assert not (here / "other").exists()


def test_where_no_scheduler_answers_it_is_said(tmp_path, monkeypatch):
    from pipeline.engine import cluster as module

    write_study(tmp_path, documents=1)
    monkeypatch.setattr(module, "SECONDS_TO_START", 2)
    with pytest.raises(ConfigError, match="No Dask scheduler answers at tcp://127"):
        run.run(request_for(tmp_path, scheduler="tcp://127.0.0.1:9"))
    assert not (tmp_path / "outputs").exists()
