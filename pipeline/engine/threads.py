"""Let products of matrices be computed by one thread each, whatever the machine has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

VARIABLES = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")  # of what numpy and scipy multiply with, on Linux and Windows, and on macOS


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Set it for this process, where numpy is not loaded yet, and for those that it starts meanwhile; what a person has set stays.

    Threads that wait for one another's share of many small products take time from stages that are computed beside one another.
    """
    ours = [name for name in VARIABLES if name not in os.environ]
    os.environ.update(dict.fromkeys(ours, "1"))
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)
