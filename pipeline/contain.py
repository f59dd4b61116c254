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
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.config import Ingest
from pipeline.sources import Block, Source, Unreadable

FILES_PER_CHILD = 200  # then a fresh one: some parsers keep caches
SECONDS_TO_START = 60  # on a busy machine
TRANSIENT = frozenset({"too-long", "crashed", "gone"})  # codes of problems that another run may not meet: nothing under them may be kept
GONE = Unreadable("gone", "is no longer there", "Put it back, or run again without it.")
CHILD = "import sys; sys.path[:0] = {path!r}; from pipeline.contain import serve; serve()"


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

    def read(self, path: Path, suffix: str) -> list[Source] | Unreadable:
        """Read one file with the importer of a suffix.

        Returns:
            What the importer made of it, or why it could not: ``gone``, ``too-long``, ``crashed``, or what the importer says.
        """
        fresh = self._child is None
        answer = self._ask(path, suffix)
        if isinstance(answer, Unreadable) and answer.code == "crashed" and not fresh:
            answer = self._ask(path, suffix)  # alone in a new child: an earlier file may have filled its memory
        return answer

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.process.kill()
            self._child.process.communicate()
            self._child = None

    def _ask(self, path: Path, suffix: str) -> list[Source] | Unreadable:
        if self._child is not None and self._child.served >= FILES_PER_CHILD:
            self.close()
        child = self._child = self._child or _start(self._settings)
        child.served += 1
        request = json.dumps({"path": os.fspath(path.absolute()), "suffix": suffix, "settings": self._settings.model_dump()})
        line, late = _exchange(child.process, request, self._settings.max_seconds)
        if line:
            return _answer(json.loads(line))
        self.close()
        return _too_long(self._settings) if late else _crashed(self._settings)


@contextmanager
def reader(settings: Ingest) -> Iterator[Reader]:
    """Give a Reader and end its child afterwards."""
    opened = Reader(settings)
    try:
        yield opened
    finally:
        opened.close()


def serve() -> None:
    """Answer requests on standard input until it ends. Runs in the child."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("r+b") as nowhere:
        for stream in (0, 1, 2):
            os.dup2(nowhere.fileno(), stream)  # what a parser prints must not mix with the answers
    answers.write(b"ready\n")
    answers.flush()
    for line in requests:
        request = json.loads(line)
        settings = Ingest.model_validate(request["settings"])
        _limit(settings)
        answers.write(json.dumps(_read(Path(request["path"]), request["suffix"], settings)).encode() + b"\n")
        answers.flush()


def _read(path: Path, suffix: str, settings: Ingest) -> dict[str, Any]:
    from pipeline.importers.reading import read_document  # only the child loads parsers

    if not path.is_file():
        return asdict(GONE)
    try:
        read = read_document(path, suffix, settings)
    except MemoryError:
        return asdict(_crashed(settings))
    except Exception as error:  # noqa: BLE001  # this process exists to contain whatever a parser raises
        if not path.is_file():  # taken away while it was read
            return asdict(GONE)
        return asdict(
            Unreadable(
                "unreadable",
                f"cannot be read as {suffix.upper()} ({type(error).__name__})",
                "Open it, save it again in the same format, or remove it.",
            )
        )
    return asdict(read) if isinstance(read, Unreadable) else {"sources": [asdict(source) for source in read]}


def _answer(answer: dict[str, Any]) -> list[Source] | Unreadable:
    if "sources" not in answer:
        return Unreadable(**answer)
    return [_source(source) for source in answer["sources"]]


def _source(answer: dict[str, Any]) -> Source:
    parts = {"blocks": tuple(Block(**block) for block in answer["blocks"]), "warnings": tuple(Unreadable(**one) for one in answer["warnings"])}
    return Source(**answer | parts)


def _start(settings: Ingest) -> _Child:
    code = CHILD.format(path=[os.fspath(Path(__file__).resolve().parent.parent)])
    process = subprocess.Popen(  # our own interpreter and code
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    line, _ = _exchange(process, "", max(SECONDS_TO_START, settings.max_seconds))
    if line != b"ready\n":
        process.kill()
        process.communicate()
        raise RuntimeError("the process that reads documents does not start")
    return _Child(process)


def _exchange(process: subprocess.Popen[bytes], request: str, seconds: float) -> tuple[bytes, bool]:
    """Send one line and wait for one; kill the child when it takes too long."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        line = _send(process, request)
    finally:
        timer.cancel()
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


def _limit(settings: Ingest) -> None:
    """Limit this process's memory, and its processor time to what one more file may take."""
    try:
        import resource  # not on Windows
    except ImportError:  # Windows: the clock of the parent is the only limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    memory = settings.max_memory_megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory if hard < 0 else min(memory, hard), hard))
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = int(time.process_time()) + settings.max_seconds + 5
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard < 0 else min(seconds, hard), hard))


def _too_long(settings: Ingest) -> Unreadable:
    return Unreadable(
        "too-long", f"takes longer than {settings.max_seconds} seconds to read", "Split it, or raise max_seconds under [ingest] of study.toml."
    )


def _crashed(settings: Ingest) -> Unreadable:
    return Unreadable(
        "crashed",
        f"the reader stopped while reading it, within {settings.max_memory_megabytes} megabytes of memory",
        "It may be damaged or very large: save it again, split it, or raise max_memory_megabytes under [ingest] of study.toml.",
    )
