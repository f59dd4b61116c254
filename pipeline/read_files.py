"""Read files by children that are kept from one shard to the next, several at once where there are many."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from pipeline.config import Ingest
from pipeline.contain import Reader
from pipeline.sources import Source, Unreadable

FILES_FOR_ANOTHER = 8  # of a shard, for each child
READERS = min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)  # children at work at once, at most
_KEPT: dict[str, list[Reader]] = {}


def kept_readers(settings: Ingest, wanted: int = 1) -> list[Reader]:
    """Give the readers of these settings that this process keeps from one shard of files to the next.

    Those with other settings are ended. A child that is left ends by itself when this process does: its input is closed.

    Args:
        settings: the limits.
        wanted: how many are there at least; they start no child before their first file.
    """
    name = settings.model_dump_json()
    if name not in _KEPT:
        close_kept()
    kept = _KEPT.setdefault(name, [])
    kept.extend(Reader(settings) for _ in range(wanted - len(kept)))
    return kept[:wanted]


def read_all(files: Sequence[tuple[Path, str, str]], settings: Ingest) -> Iterator[list[Source] | Unreadable]:
    """Read files, several at once where there are many, by the readers that are kept.

    Args:
        files: path, suffix and encoding of each, as ``Reader.read`` takes them.
        settings: the limits, for each reader.

    Yields:
        What ``Reader.read`` gives, in the order of the files.
    """
    free: SimpleQueue[Reader] = SimpleQueue()
    readers = kept_readers(settings, max(1, min(READERS, len(files) // FILES_FOR_ANOTHER)))
    for one in readers:
        free.put(one)

    def read(file: tuple[Path, str, str]) -> list[Source] | Unreadable:
        path, suffix, encoding = file
        reader = free.get()
        try:
            return reader.read(path, suffix, encoding=encoding)
        finally:
            free.put(reader)

    if len(readers) == 1:
        yield from map(read, files)
        return
    with ThreadPoolExecutor(len(readers)) as threads:
        yield from threads.map(read, files)


def close_kept() -> None:
    """End the children that are kept."""
    while _KEPT:
        for one in _KEPT.popitem()[1]:
            one.close()


atexit.register(close_kept)
