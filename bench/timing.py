"""Time several tools on the same work in turn, so that a busy moment of the machine meets them all."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

RUNS = 3


def medians(tools: Mapping[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Run each tool some times, one after another in each round; return the median seconds of each."""
    taken: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(runs):
        for name, tool in tools.items():
            started = time.perf_counter()
            tool()
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}
