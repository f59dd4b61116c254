"""Run a program that starts others, and end them all when it takes too long or when the process that asked for it is gone.

Run as a script, this file is the watcher: it stays beside the program, and learns by the end of its standard input that
the process which started it was ended, which cannot clean up then.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

STEP = 0.05  # seconds between looks
GRACE = 5.0  # seconds for the watcher itself
LIMITED = "limited"


def run(command: Sequence[str], seconds: float, *, environment: Mapping[str, str] | None = None, limited: bool = False) -> bool:
    """Run a program without input, its output dropped.

    Args:
        command: the program and its arguments; no shell reads them.
        seconds: that it may take. Then it is ended with all that it started, as they are if this process ends before.
        environment: for the program; None: as this process has it.
        limited: the program may address no more memory than this process.

    Returns:
        Whether it came to an end by itself.
    """
    if os.name != "posix":  # no groups of processes: only the program itself is ended
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL, env=environment)
        except subprocess.TimeoutExpired:
            return False
        return True
    watcher = [sys.executable, "-I", "-S", __file__, str(seconds), LIMITED if limited else "", *command]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(watcher, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, env=environment) as process:
        try:
            return process.wait(seconds + GRACE) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return False


def watch(command: Sequence[str], seconds: float, *, limited: bool) -> bool:
    """Run a program in a group of its own until it ends, the time is over or standard input ends; then end the group.

    Returns:
        Whether it ended by itself.
    """
    until = time.monotonic() + seconds
    nowhere = subprocess.DEVNULL
    if not limited:
        _unlimit()
    program = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)
    while program.poll() is None and time.monotonic() < until and not select.select([sys.stdin], [], [], STEP)[0]:
        pass
    ended = program.poll() is not None
    with contextlib.suppress(ProcessLookupError):  # all have ended
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    return ended


def _unlimit() -> None:
    """Let the watcher and so the program address more memory than a parser may: LibreOffice maps gigabytes that it does not use."""
    import resource  # not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


if __name__ == "__main__":
    sys.exit(not watch(sys.argv[3:], float(sys.argv[1]), limited=sys.argv[2] == LIMITED))
