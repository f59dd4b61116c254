"""Let products of matrices be computed by one thread each, whatever the machine has."""

from __future__ import annotations

import os

VARIABLES = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")  # of what numpy and scipy multiply with, on Linux and Windows, and on macOS


def one_thread_each() -> None:
    """Set it for this process, where numpy is not loaded yet, and for those that it starts; what a person has set stays.

    Threads that wait for one another's share of many small products take time from stages that are computed beside one another.
    """
    for name in VARIABLES:
        os.environ.setdefault(name, "1")
