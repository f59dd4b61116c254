"""Old Word files are read by LibreOffice where it is installed, which leaves nothing behind, whatever a file makes it do."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from pipeline.config import Ingest
from pipeline.contain import reader
from pipeline.importers import watched
from pipeline.importers.reading import read_document
from pipeline.sources import Source, Unreadable

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="groups of processes are POSIX's")
SAID = "The forum of Elmbridge met in the hall and heard that the footbridge by the mill remains unsafe."
HANG = "import os, subprocess, sys, time; child = subprocess.Popen(['sleep', '60']); open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(60)"


def old_word(folder: Path) -> Path:
    """Write an old Word file by LibreOffice itself."""
    document = docx.Document()
    document.add_heading("Minutes of the forum", 1)
    document.add_paragraph(SAID)
    document.save(folder / "a.docx")
    profile = f"-env:UserInstallation={(folder / 'own').as_uri()}"
    command = [SOFFICE or "", "--headless", profile, "--convert-to", "doc", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return folder / "a.doc"


def pieces(source: Source) -> list[tuple[str, str]]:
    return [(block.kind, source.text[block.start : block.end]) for block in source.blocks]


def is_gone(pid: int) -> bool:
    """Tell whether a process ends soon, or has ended."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{pid}/stat")
        if status.is_file() and status.read_text(encoding="utf-8").rsplit(")", 1)[-1].split()[0] == "Z":
            return True  # ended, and waits for whoever adopted it
        os.sched_yield()
        watched.run(["sleep", "0.05"], 5)
    return False


@needs_libreoffice
@pytest.mark.slow
def test_old_word_files_are_read_two_at_once_and_the_users_own_settings_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_word(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    with reader(Ingest()) as one, reader(Ingest()) as other, ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda contained: contained.read(path, "doc"), (one, other)))
    for answer in answers:
        assert isinstance(answer, list)
        assert pieces(answer[0]) == [("heading", "Minutes of the forum"), ("paragraph", SAID)]
        assert answer[0].media_type == "application/msword"
    assert [found.name for found in home.rglob("*") if "office" in found.name.lower()] == []


@posix
def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    assert not watched.run([sys.executable, "-c", HANG, str(note)], 1.0)
    assert is_gone(int(note.read_text(encoding="utf-8")))


@posix
def test_a_program_is_ended_when_the_process_that_asked_for_it_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = "import sys; from pipeline.importers import watched; watched.run([sys.executable, '-c', sys.argv[1], sys.argv[2]], 60)"
    with subprocess.Popen([sys.executable, "-c", code, HANG, str(note)]) as asked:
        until = time.monotonic() + 20
        while not (note.is_file() and note.read_text(encoding="utf-8")) and time.monotonic() < until:
            os.sched_yield()
        asked.send_signal(signal.SIGKILL)
    assert is_gone(int(note.read_text(encoding="utf-8")))


@posix
def test_an_old_word_file_on_which_the_program_hangs_is_refused_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"  # stands for LibreOffice: starts another program, and both wait
    program.write_text("#!/bin/sh\n/bin/sleep 60 &\n/bin/sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    begun = time.monotonic()
    answer = read_document(path, "doc", Ingest(max_seconds=1))
    assert isinstance(answer, Unreadable)
    assert answer.code == "too-long"
    assert "DOCX" in answer.remedy
    assert time.monotonic() - begun < 10
