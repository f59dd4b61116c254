"""Loaded by Dask workers of tests (as a preload): makes the stage ``segment`` end its process where a test asks for it by the environment."""

import functools
import os
import signal
from pathlib import Path

from pipeline import segment
from pipeline.engine import work

plain = getattr(segment.segment, "__wrapped__", segment.segment)  # Dask loads a preload more than once
versions = vars(work).setdefault("plain_versions", work.versions)
POISON = os.environ.get("POISON_TITLE", "")  # a document that ends every process which works on it
ONCE = os.environ.get("POISON_ONCE", "")  # a file: where it is not there, it is made and the process ends
SCHEDULER = os.environ.get("POISON_SCHEDULER", "")  # a file with the number of the scheduler's process, which is ended with the third shard
OTHER = os.environ.get("POISON_VERSION", "")  # another version of numpy than is there


@functools.wraps(plain)
def segment_or_die(documents, *args, **named):
    if POISON and documents["title"].eq(POISON).any():
        os.kill(os.getpid(), signal.SIGKILL)
    if ONCE and not Path(ONCE).exists():
        Path(ONCE).write_text("", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    if SCHEDULER and documents["title"].eq("Paper 6").any():
        os.kill(int(Path(SCHEDULER).read_text(encoding="utf-8")), signal.SIGKILL)
    return plain(documents, *args, **named)


segment.segment = segment_or_die
if OTHER:
    work.versions = lambda: versions() | {"numpy": OTHER}
