"""Tasks that need nothing of each other: at once where processes can part, in turn where they cannot."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT

from pipeline import apart
from pipeline.apart import compute_apart

PARTS = pytest.mark.skipif(sys.platform != "linux", reason="processes part on Linux alone")


@pytest.fixture
def alone(monkeypatch):
    """No other thread is at work, and there are two cores, whatever runs the tests."""
    monkeypatch.setattr(apart, "CORES", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@PARTS
def test_all_but_the_last_have_a_process_of_their_own(alone):
    first, second, own = compute_apart([os.getpid, os.getpid, os.getpid])
    assert own == os.getpid()
    assert len({first, second, own}) == 3


def test_values_stand_in_the_order_of_the_tasks(alone):
    assert compute_apart([lambda: "x" * 1_000_000, lambda: None, lambda: 3]) == ["x" * 1_000_000, None, 3]


def test_what_a_task_raises_is_raised(alone):
    def broken() -> None:
        raise ValueError("no such harbour")

    for tasks in ([broken, os.getpid], [os.getpid, broken]):
        with pytest.raises(ValueError, match="no such harbour"):
            compute_apart(tasks)


@PARTS
def test_a_task_whose_process_is_killed_is_computed_here(alone):
    here = os.getpid()

    def killed_elsewhere() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert compute_apart([killed_elsewhere, lambda: "own"]) == ["done", "own"]


def test_where_another_thread_is_at_work_no_process_parts(monkeypatch):
    monkeypatch.setattr(apart, "CORES", 2)
    monkeypatch.setattr(threading, "active_count", lambda: 3)
    assert compute_apart([os.getpid, os.getpid]) == [os.getpid()] * 2


@PARTS
def test_where_the_system_has_room_for_no_other_process_all_is_computed_here(alone, monkeypatch):
    def full() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", full)
    assert compute_apart([os.getpid, os.getpid]) == [os.getpid()] * 2


@PARTS
def test_a_process_that_parted_ends_with_its_parent(tmp_path):
    told = tmp_path / "number"
    program = (
        "import os, pathlib, time\n"
        "from pipeline import apart\n"
        "apart._may_part = lambda: True\n"
        f"tell = lambda: (pathlib.Path({str(told)!r}).write_text(str(os.getpid())), time.sleep(60))\n"
        "apart.compute_apart([tell, lambda: time.sleep(60)])\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    wait_until(lambda: told.is_file() and told.read_text() != "")
    parent.kill()
    parent.wait()
    wait_until(lambda: not is_at_work(int(told.read_text())))


def wait_until(holds) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def is_at_work(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
