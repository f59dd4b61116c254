"""Run a job in a process of its own, and watch how long it takes and how much memory it and all its children hold together."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.config import ROOT

PSUTIL: Any = import_module("psutil")  # brings no types; comes with the lock
LOOK = 0.02  # seconds between two looks whether the job has ended: the error of its seconds
WEIGH = 0.25  # seconds between two sums of memory at least
SPARING = 30  # times as long as a sum takes, the next is waited for: a look at many processes shall not take the time of what is measured
MEGABYTE = 1024 * 1024
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes: of ru_maxrss
LAST_WORDS = 300  # characters of a job's last line that are told when it fails


@dataclass(frozen=True)
class Watched:
    """How a job went.

    ``seconds`` by the clock from its start to its end. ``peak`` in megabytes: the largest sum of memory over the process and
    all its descendants, pages that they share counted once where the system tells. ``others``: share (0 to 1) of all processors' time meanwhile that
    went to other programs. ``ended``: empty where it ended well, else what happened.
    """

    seconds: float
    peak: float
    others: float
    ended: str


def watch(command: Sequence[str], log: Path, limit: float) -> Watched:
    """Run a command from the clone's folder until it ends or its time is over.

    Args:
        command: a program by its full path, and its arguments.
        log: where all that it says goes; overwritten.
        limit: seconds after which it and its descendants are killed.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    busy, started = _busy(), time.perf_counter()
    peak, due, stopped, worked = 0.0, 0.0, False, dict[tuple[int, float], float]()
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, cwd=ROOT)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - started
        if pid:
            break
        if seconds >= due:
            peak = max(peak, held(process.pid))
            worked |= work_of(process.pid)
            took = time.perf_counter() - started - seconds
            due = seconds + max(WEIGH, SPARING * took)
        if seconds > limit and not stopped:
            stopped = True
            end(process.pid)
        time.sleep(LOOK)
    process.returncode = os.waitstatus_to_exitcode(status)
    own = max(usage.ru_utime + usage.ru_stime, sum(worked.values()))  # the first lacks those that the process did not wait for
    others = min(1.0, max(0.0, _busy() - busy - own) / (seconds * (os.cpu_count() or 1)))
    most, here = usage.ru_maxrss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    alone = most * UNIT / MEGABYTE if most > here else 0.0  # no short peak of one process is missed; below ours it is what it began as
    return Watched(seconds, max(peak, alone), others, _ended(process.returncode, log, f"stopped after {limit:.0f} s" if stopped else ""))


def held(pid: int) -> float:
    """Return the megabytes that a process and its descendants hold now; what they share counts once where the system tells, as Linux does."""
    total = 0
    for process in _family(pid):
        with suppress(PSUTIL.Error):
            held = process.memory_full_info()
            total += getattr(held, "pss", held.rss)
    return total / MEGABYTE


def work_of(pid: int) -> dict[tuple[int, float], float]:
    """Return the seconds that a process and its descendants have worked so far, each by its number and the time of its start."""
    found = {}
    for process in _family(pid):
        with suppress(PSUTIL.Error):
            times = process.cpu_times()
            found[process.pid, process.create_time()] = times.user + times.system
    return found


def end(pid: int) -> None:
    """Kill a process that was started here, and its descendants."""
    for process in reversed(_family(pid)):
        with suppress(PSUTIL.Error):
            process.kill()


def _family(pid: int) -> list[Any]:
    try:
        first = PSUTIL.Process(pid)
        return [first, *first.children(recursive=True)]
    except PSUTIL.Error:
        return []


def _busy() -> float:
    """Return the seconds that all processors together have worked since the machine was started."""
    times = PSUTIL.cpu_times()._asdict()
    twice_or_idle = ("idle", "iowait", "guest", "guest_nice")  # a guest's time is in the user's, too
    return float(sum(seconds for name, seconds in times.items() if name not in twice_or_idle))


def _ended(code: int, log: Path, stopped: str) -> str:
    if stopped or not code:
        return stopped
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return f"failed ({code}): {lines[-1][:LAST_WORDS] if lines else 'it said nothing'}"
