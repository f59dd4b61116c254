"""Say how far long work has come, on standard error, when a person is watching."""

from __future__ import annotations

import sys
import time


def announce(line: str) -> None:
    """Write a line for a person who is watching."""
    if sys.stderr.isatty():
        sys.stderr.write(line + "\n")


class Progress:
    """Counts and time left, shown after two seconds; silent when standard error is not a terminal."""

    def __init__(self, what: str) -> None:
        """Take the words that say what is being done."""
        self._what, self._started, self._shown = what, time.monotonic(), 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell how much is done."""
        now = time.monotonic()
        if done == 0:
            self._started = now
        elapsed = now - self._started
        finished = done >= total
        if not sys.stderr.isatty() or elapsed < 2 or (now - self._shown < 0.5 and not finished):
            return
        self._shown = now
        left = "" if finished or not done else f", {elapsed / done * (total - done):.0f} s left"
        sys.stderr.write(f"\r  {self._what}: {done:,} of {total:,}{left}\033[K" + ("\n" if finished else ""))
        sys.stderr.flush()
