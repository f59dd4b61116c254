"""Answer requests to read foreign files, within limits on memory and time. Runs in the child that ``contain`` starts."""

from __future__ import annotations

import errno
import json
import os
import re
import time
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.config import Ingest
from pipeline.pace import listen
from pipeline.sources import Unreadable

MOST_CHARACTERS = 30_000_000  # of all documents of one file: more is no document, and this process has to hold it
NEAR_LIMIT = 0.85  # of the memory allowed: what failed there may have failed for want of it
WANT_OF_MEMORY = re.compile(r"\b(?:out of memory|memory allocation|cannot allocate|bad_alloc|failed to (?:map|allocate))\b", re.IGNORECASE)
STILL_READING = b"\n"
GONE = Unreadable("gone", "is no longer there", "Put it back, or run again without it.")


def serve() -> None:
    """Answer requests on standard input until it ends."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("r+b") as nowhere:
        for stream in (0, 1, 2):
            os.dup2(nowhere.fileno(), stream)  # what a parser prints must not mix with the answers
    answers.write(b"ready\n")
    answers.flush()
    for line in requests:
        request = json.loads(line)
        settings = Ingest.model_validate(request["settings"])
        listen(partial(_get_on, answers, settings))
        _limit(settings)
        answers.write(json.dumps(_read(Path(request["path"]), request["suffix"], settings)).encode() + b"\n")
        answers.flush()


def _get_on(answers: BinaryIO, settings: Ingest, _: str) -> None:
    """Tell the parent, which knows the document's name, that it is being read, and begin to count anew."""
    answers.write(STILL_READING)
    answers.flush()
    _limit(settings)


def _read(path: Path, suffix: str, settings: Ingest) -> dict[str, Any]:
    from pipeline.importers.reading import read_document  # only the child loads parsers
    from pipeline.importers.recognise import recognise

    if not path.is_file():
        return asdict(GONE)
    try:
        found = recognise(path, suffix)
        read = found if isinstance(found, Unreadable) else read_document(path, found.suffix, settings)
    except Exception as error:  # noqa: BLE001  # this process exists to contain whatever a parser raises
        if not path.is_file():  # taken away while it was read
            return asdict(GONE)
        return asdict(crashed(settings) if _for_memory(error, settings) else _choked(suffix, error))
    if isinstance(read, Unreadable):
        return asdict(read)
    if sum(len(source.text) for source in read) > MOST_CHARACTERS:
        return asdict(_too_much())
    if not isinstance(found, Unreadable) and found.note:
        read = [replace(read[0], warnings=(*read[0].warnings, found.note)), *read[1:]]
    return {"sources": [asdict(source) for source in read]}


def _for_memory(error: BaseException, settings: Ingest) -> bool:
    """Tell whether a reader failed for want of memory, whatever it raised instead: then another run may read the file."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for one in chain:
        if isinstance(one, MemoryError) or (isinstance(one, OSError) and one.errno == errno.ENOMEM) or WANT_OF_MEMORY.search(str(one)):
            return True
    return _peak_megabytes() > NEAR_LIMIT * settings.max_memory_megabytes


def _peak_megabytes() -> float:
    """Return the most memory that this process has addressed, as the limit counts it; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:  # not Linux
        return 0
    peak = re.search(r"VmPeak:\s*(\d+) kB", status)
    return int(peak[1]) / 1024 if peak else 0


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


def _choked(suffix: str, error: Exception) -> Unreadable:
    return Unreadable(
        "unreadable", f"cannot be read as {suffix.upper()} ({type(error).__name__})", "Open it, save it again in the same format, or remove it."
    )


def _too_much() -> Unreadable:
    return Unreadable("too-large", f"holds more than {MOST_CHARACTERS // 1_000_000} million characters of text", "Split it, or remove it.")


def crashed(settings: Ingest) -> Unreadable:
    """Say that the reader of a file stopped."""
    return Unreadable(
        "crashed",
        f"the reader stopped while reading it, within {settings.max_memory_megabytes} megabytes of memory",
        "It may be damaged or very large: save it again, split it, or raise max_memory_megabytes under [ingest] of study.toml.",
    )
