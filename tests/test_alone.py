"""One run at a time writes to a folder of outputs."""

import subprocess
import sys
import tempfile

import pytest
from conftest import ROOT
from small_study import write_study
from typer.testing import CliRunner

from pipeline import run
from pipeline.cli import app
from pipeline.engine.alone import Alone
from pipeline.errors import TableError
from pipeline.inputs import Request

HOLD = "import sys; from pathlib import Path; from pipeline.engine.alone import Alone; held = Alone(Path(sys.argv[1])); print('held', flush=True); input()"


@pytest.fixture
def other(tmp_path):
    """Another process that holds the outputs."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "outputs")], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline().strip() == b"held"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


@pytest.mark.slow
def test_a_second_run_is_told_of_the_first_and_may_begin_when_that_was_killed(tmp_path, other):
    write_study(tmp_path)
    request = Request(tmp_path / "corpus", tmp_path / "outputs", models=tmp_path / "models")
    with pytest.raises(TableError, match="Another run is writing to"):
        run.run(request, "segment")
    assert not (tmp_path / "outputs").exists()
    other.kill()
    other.wait()
    assert run.run(request, "segment").computed == ("ingest", "segment")
    assert run.run(request, "segment").computed == ()


@pytest.mark.slow
def test_models_are_not_marked_for_a_refit_nor_outputs_deleted_under_a_run(tmp_path, other):
    write_study(tmp_path)
    (tmp_path / "outputs" / ".themeline").mkdir(parents=True)
    used = tmp_path / "outputs" / "models.json"
    used.write_text('{"discover": {"config": "c"}}', encoding="utf-8")
    where = ["--corpus", str(tmp_path / "corpus"), "--outputs", str(tmp_path / "outputs")]
    for command in (["refit", *where], ["clean", *where[2:]]):
        said = CliRunner().invoke(app, command)
        assert isinstance(said.exception, TableError)
        assert "Another run is writing to" in str(said.exception)
    assert '"config": "c"' in used.read_text(encoding="utf-8")


def test_other_folders_are_free_and_a_folder_that_was_let_go_can_be_taken_again(tmp_path):
    one = Alone(tmp_path / "one")
    Alone(tmp_path / "two").close()
    with pytest.raises(TableError):
        Alone(tmp_path / "." / "one")
    one.close()
    Alone(tmp_path / "one").close()


def test_a_run_with_other_temporary_files_is_seen_once_outputs_are_there(tmp_path, monkeypatch):
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "outputs" / ".themeline").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "here"))
    one = Alone(tmp_path / "outputs")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there"))
    with pytest.raises(TableError, match="Another run is writing to"):
        Alone(tmp_path / "outputs")
    one.close()
    Alone(tmp_path / "outputs").close()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]  # no lock is left behind


def test_nothing_is_published_under_a_run(tmp_path, other):
    write_study(tmp_path)
    said = CliRunner().invoke(app, ["publish", "--corpus", str(tmp_path / "corpus"), "--outputs", str(tmp_path / "outputs")])
    assert isinstance(said.exception, TableError)
    assert "Another run is writing to" in str(said.exception)
    assert other.poll() is None


def test_who_stops_a_run_is_told_that_it_can_go_on(tmp_path, monkeypatch):
    write_study(tmp_path)

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "run", stopped)
    said = CliRunner().invoke(app, ["run", "--corpus", str(tmp_path / "corpus"), "--outputs", str(tmp_path / "outputs")])
    assert said.exit_code == 130
    assert "What was finished is whole and kept" in said.output
