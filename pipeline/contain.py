"""Run a reader of foreign files in a child process with limits on memory and time.

One child serves many files and is started again when it dies. It answers in JSON,
so that what a hostile file does to the child cannot reach this process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.config import Ingest
from pipeline.errors import ConfigError
from pipeline.pace import get_on
from pipeline.serve import STILL_READING, crashed
from pipeline.sources import Block, Source, Unreadable

FILES_PER_CHILD = 200  # then a fresh one: some parsers keep caches
SECONDS_TO_START = 60  # on a busy machine
TRANSIENT = frozenset({"too-long", "crashed", "gone"})  # codes of problems that another run may not meet: nothing under them may be kept
CHILD = "import sys; sys.path[:0] = {path!r}; from pipeline.serve import serve; serve()"


@dataclass
class _Child:
    process: subprocess.Popen[bytes]
    served: int = 0


class Reader:
    """Reads files in a child process; the same file gives the same answer whatever was read before it."""

    def __init__(self, settings: Ingest) -> None:
        """Take the limits. No child is started before the first file."""
        self._settings = settings
        self._child: _Child | None = None
        self._served = 0

    def read(self, path: Path, suffix: str, *, encoding: str = "") -> list[Source] | Unreadable:
        """Read one file with the importer of a suffix.

        Args:
            path: the file.
            suffix: a registered suffix.
            encoding: the encoding that a person gives for it; empty: as the settings say.

        Returns:
            What the importer made of it, or why it could not: ``gone``, ``too-long``, ``crashed``, or what the importer says.
        """
        settings = self._settings.model_copy(update={"encoding": encoding}) if encoding else self._settings
        answer = self._ask(path, suffix, settings)
        if isinstance(answer, Unreadable) and answer.code == "crashed":
            alone = self._served == 1
            self.close()  # a child that ran out of memory may live on, as full as it is
            if not alone:
                answer = self._ask(path, suffix, settings)  # in a new child: an earlier file may have filled the memory
        get_on(path.name)
        return answer

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.process.kill()
            self._child.process.communicate()
            self._child = None

    def _ask(self, path: Path, suffix: str, settings: Ingest) -> list[Source] | Unreadable:
        if self._child is not None and self._child.served >= FILES_PER_CHILD:
            self.close()
        child = self._child = self._child or _start(self._settings)
        child.served += 1
        self._served = child.served
        request = json.dumps({"path": os.fspath(path.absolute()), "suffix": suffix, "settings": settings.model_dump()})
        line, late = _exchange(child.process, request, self._settings.max_seconds, path.name)
        if line:
            return _answer(json.loads(line))
        self.close()
        return _too_long(self._settings) if late else crashed(self._settings)


@contextmanager
def reader(settings: Ingest) -> Iterator[Reader]:
    """Give a Reader and end its child afterwards."""
    opened = Reader(settings)
    try:
        yield opened
    finally:
        opened.close()


def _answer(answer: dict[str, Any]) -> list[Source] | Unreadable:
    if "sources" not in answer:
        return Unreadable(**answer)
    return [_source(source) for source in answer["sources"]]


def _source(answer: dict[str, Any]) -> Source:
    parts = {
        "blocks": tuple(Block(**block) for block in answer["blocks"]),
        "warnings": tuple(Unreadable(**one) for one in answer["warnings"]),
        "covariates": tuple((str(name), str(value)) for name, value in answer["covariates"]),
    }
    return Source(**answer | parts)


def _start(settings: Ingest) -> _Child:
    code = CHILD.format(path=[os.fspath(Path(__file__).resolve().parent.parent)])
    process = subprocess.Popen(  # our own interpreter and code
        [sys.executable, "-P", "-c", code],  # -P: a file email.py in the current folder must not stand for Python's own
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    line, _ = _exchange(process, "", max(SECONDS_TO_START, settings.max_seconds))
    if line != b"ready\n":
        process.kill()
        raise ConfigError(_not_started(process.communicate()[1]))
    if process.stderr:
        process.stderr.close()  # from here on the child says nothing there
    return _Child(process)


def _not_started(said: bytes) -> str:
    """Say why the child did not start, by the last line of what it said."""
    cause = next(reversed(said.decode("utf-8", "replace").split("\n")[:-1]), "it said nothing in time").strip()
    return (
        f"The process that reads documents does not start: {cause}. Where a module cannot be imported, a file in PYTHONPATH has the name of one "
        "of Python's own, or the installation is not whole: rename the file, or install again."
    )


def _exchange(process: subprocess.Popen[bytes], request: str, seconds: float, name: str = "") -> tuple[bytes, bool]:
    """Send one line and wait for one; kill the child when it takes too long, or too long since it last said that it gets on with a file."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    line = STILL_READING
    while line == STILL_READING:
        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            line = _send(process, request)
        finally:
            timer.cancel()
        if line == STILL_READING:
            get_on(name)
        request = ""
    return (line, False) if line.endswith(b"\n") else (b"", late.is_set())


def _send(process: subprocess.Popen[bytes], request: str) -> bytes:
    to_child: IO[bytes] = process.stdin  # type: ignore[assignment]  # both are pipes
    from_child: IO[bytes] = process.stdout  # type: ignore[assignment]
    try:
        if request:
            to_child.write(request.encode() + b"\n")
            to_child.flush()
    except OSError:  # the child is gone
        return b""
    return from_child.readline()


def _too_long(settings: Ingest) -> Unreadable:
    return Unreadable(
        "too-long", f"takes longer than {settings.max_seconds} seconds to read", "Split it, or raise max_seconds under [ingest] of study.toml."
    )
