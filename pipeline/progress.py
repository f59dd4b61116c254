"""Say how far long work has come, on standard error: as it goes to a person who is watching, now and then to a file or a program."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from pipeline.pace import listen

FIRST = 2.0  # seconds of work before a person who is watching is told
AGAIN = 0.5  # and between two tellings
EVERY = 10.0  # seconds between two lines in a log, and before the first
LONGEST_NAME = 60  # characters of a file's name that are shown
Clock = Callable[[], float]


class Log:
    """Plain lines for a reader who is not watching, as of ``make > log``: at most one every ten seconds, none of work that is shorter."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        """Begin to count the seconds."""
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """Count the seconds from now."""
        self._last = self._clock()

    def say(self, line: str) -> None:
        """Write a line, if it is time for one."""
        if self._clock() - self._last >= EVERY:
            self._last = self._clock()
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


LOG = Log()


_ALONE = [True]


def leave_the_terminal() -> None:
    """From here on write plain lines as to a log: other processes write to the same terminal."""
    _ALONE[0] = False
    LOG.begin()


def watched() -> bool:
    """Tell whether a person is watching, and this process alone writes to the terminal."""
    return _ALONE[0] and sys.stderr.isatty()


def announce(line: str, *, log: Log = LOG) -> None:
    """Say which work begins."""
    if watched():
        sys.stderr.write(line + "\n")
    else:
        log.say(line)


class Progress:
    """Counts and time left: shown after two seconds in a terminal, a line now and then elsewhere."""

    def __init__(self, what: str, *, log: Log = LOG, clock: Clock = time.monotonic) -> None:
        """Take the words that say what is being done. From here on a reader that gets on with a long document is told of, too."""
        self._what, self._log, self._clock = what, log, clock
        self._started = self._told = clock()
        self._shown = 0.0
        self._done = self._total = 0
        listen(self.still)

    def __call__(self, done: int, total: int) -> None:
        """Tell how much is done."""
        now = self._clock()
        if done == 0 or done <= self._done:  # another round of the same work, begun when the last one ended
            self._started = now if done == 0 else self._told
        self._done, self._total, self._told = done, total, now
        elapsed = now - self._started
        finished = done >= total
        left = "" if finished or not done or elapsed < FIRST else f", {_pace(done / elapsed)}, {elapsed / done * (total - done):.0f} s left"
        line = f"{self._what}: {done:,} of {total:,}{left}"
        if not watched():
            self._log.say(line)
        elif elapsed >= FIRST and (now - self._shown >= AGAIN or finished):
            self._shown = now
            self._over(line + "\n" * finished)

    def still(self, name: str = "") -> None:
        """Tell that a long document is being read, and which: it counts only when it is done."""
        now = self._clock()
        done = f"{self._done:,} of {self._total:,}, " if self._total else ""
        since = f"still at work after {now - self._started:.0f} s" if now - self._started >= FIRST else "at work"
        line = f"{self._what}: {done}{since}{f', on {_shown(name)}' if name else ''}"
        if not watched():
            self._log.say(line)
        elif now - self._started >= FIRST and now - self._shown >= AGAIN:
            self._shown = now
            self._over(line)

    def _over(self, line: str) -> None:
        """Write over the line that stands."""
        end = "\n" if line.endswith("\n") else ""
        sys.stderr.write(f"\r  {line.rstrip()}\033[K{end}")
        sys.stderr.flush()


def _pace(a_second: float) -> str:
    """Say how many are done in a second, or in a minute where that is less than one.

    >>> _pace(312.4), _pace(2.25), _pace(0.05)
    ('312 a second', '2.2 a second', '3 a minute')
    """
    if a_second < 1:
        return f"{60 * a_second:.0f} a minute"
    return f"{a_second:,.0f} a second" if a_second >= 10 else f"{a_second:.1f} a second"


def _shown(name: str) -> str:
    r"""Write a name in one line that does nothing to a terminal, its middle left out where it is long.

    >>> _shown("one\ntwo.pdf")
    'one?two.pdf'
    """
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME // 2]}…{plain[-LONGEST_NAME // 2 :]}"
