"""Give importers, which read files, what is in memory only: no text of a document is left on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def as_file(content: bytes) -> Iterator[Path]:
    """Give a path under which these bytes can be read until the block ends.

    Its name says nothing of the content. Where the system has no files in memory, it is in a temporary folder.
    """
    if hasattr(os, "memfd_create"):
        number = os.memfd_create("part")
        try:
            with os.fdopen(os.dup(number), "wb") as file:
                file.write(content)
            yield Path(f"/proc/self/fd/{number}")
        finally:
            os.close(number)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "part"
        path.write_bytes(content)
        yield path
