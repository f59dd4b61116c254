"""Files are read in a child process that may die without harm."""

import os
import signal

import pytest

from pipeline.config import Ingest
from pipeline.contain import TRANSIENT, reader
from pipeline.errors import PipelineError
from pipeline.read_files import kept_readers, read_all


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("One line of text.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Title\n\nWords.\n", encoding="utf-8")
    return tmp_path


def test_one_child_reads_many_files(folder):
    with reader(Ingest()) as contained:
        for _ in range(5):
            assert contained.read(folder / "a.txt", "txt")[0].text == "One line of text.\n"
        assert contained._child.served == 5


def test_a_child_that_was_killed_is_replaced_and_the_file_is_read(folder):
    with reader(Ingest()) as contained:
        contained.read(folder / "a.txt", "txt")
        os.kill(contained._child.process.pid, signal.SIGKILL)
        assert contained.read(folder / "b.md", "md")[0].title == "Title"


def test_a_file_that_takes_too_long_is_reported_and_the_next_is_read(folder):
    (folder / "slow.txt").write_text("short lines of text\n" * 800_000, encoding="utf-8")
    with reader(Ingest(max_seconds=1)) as contained:
        failed = contained.read(folder / "slow.txt", "txt")
        assert failed.code == "too-long"
        assert failed.code in TRANSIENT
        assert contained.read(folder / "a.txt", "txt")[0].text == "One line of text.\n"


def test_a_file_that_needs_too_much_memory_is_reported_and_the_next_is_read(folder):
    pytest.importorskip("resource")
    with (folder / "wide.txt").open("wb") as file:
        file.truncate(600_000_000)
    with reader(Ingest(max_memory_megabytes=500, max_megabytes=1000)) as contained:
        failed = contained.read(folder / "wide.txt", "txt")
        assert failed.code == "crashed"
        assert failed.code in TRANSIENT
        assert contained.read(folder / "a.txt", "txt")[0].text == "One line of text.\n"


def test_a_file_that_a_parser_chokes_on_is_unreadable(folder):
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 and no more")
    with reader(Ingest()) as contained:
        failed = contained.read(folder / "c.pdf", "pdf")
        assert failed.code == "unreadable"
        assert failed.code not in TRANSIENT


def test_no_child_is_left_when_reading_ends(folder):
    with reader(Ingest()) as contained:
        contained.read(folder / "a.txt", "txt")
        process = contained._child.process
    assert process.poll() is not None


def test_the_reader_is_kept_between_shards_and_ended_when_settings_change(folder):
    [kept] = kept_readers(Ingest())
    kept.read(folder / "a.txt", "txt")
    process = kept._child.process
    assert kept_readers(Ingest(), 2)[0] is kept
    assert process.poll() is None
    assert kept_readers(Ingest(max_seconds=60))[0] is not kept
    assert process.poll() is not None


def test_many_files_are_read_by_several_children_and_come_in_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.read_files.READERS", 2)
    files = []
    for number in range(16):
        path = tmp_path / f"{number:02}.txt"
        path.write_text(f"The text of file {number}, which is short.\n", encoding="utf-8")
        files.append((path, "txt", ""))
    found = list(read_all(files, Ingest(max_seconds=50)))
    assert [one[0].text for one in found] == [path.read_text(encoding="utf-8") for path, _, _ in files]
    both = kept_readers(Ingest(max_seconds=50), 2)
    assert len({one._child.process.pid for one in both}) == 2
    assert sum(one._child.served for one in both) == 16


def test_a_file_in_the_current_folder_does_not_stand_for_a_module_of_python(folder, monkeypatch):
    (folder / "email.py").write_text("raise SystemExit('mine')\n", encoding="utf-8")
    (folder / "json.py").write_text("raise SystemExit('mine')\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    with reader(Ingest()) as contained:
        assert contained.read(folder / "a.txt", "txt")[0].text == "One line of text.\n"


def test_a_child_that_does_not_start_is_reported_with_its_cause_and_a_remedy(folder, monkeypatch):
    (folder / "dataclasses.py").write_text("raise ValueError('no such thing')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    with reader(Ingest()) as contained, pytest.raises(PipelineError, match=r"does not start: ValueError: no such thing\..*rename the file"):
        contained.read(folder / "a.txt", "txt")
