"""Draw seconds and memory by number of segments, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.speed_jobs import COMPARED, JOBS
from bench.speed_results import Result
from bench.speed_tables import median_of
from bench.speed_work import WORKS
from pipeline.config import ROOT
from pipeline.drawing import COLOURS, MARKERS, STYLE

PICTURES = ROOT / "docs" / "pictures"
DRAWN = {"speed": ("seconds", "Seconds"), "speed-memory": ("peak", "Peak memory (MB)")}
DOTS = 110  # an inch


def draw(results: Sequence[Result], figure: str) -> Figure:
    """Draw a line for each job over the works that are cut alike; jobs that ended badly are left out.

    Args:
        results: in any order. Not changed.
        figure: of ``DRAWN``: what the vertical axis shows.

    Returns:
        A Figure, 8 inches wide. Not saved.
    """
    measured, label = DRAWN[figure]
    shown = [one for one in median_of(results).values() if not one.ended and not (one.work in WORKS and WORKS[one.work].each)]
    with mpl.rc_context(STYLE):
        drawn = Figure(figsize=(8, 5), layout="constrained")
        axes = drawn.subplots()
        for job, colour, marker in zip(COMPARED, COLOURS, MARKERS, strict=True):
            points = sorted((one.segments, float(getattr(one, measured))) for one in shown if one.job == job)
            if points:
                width = 2.4 if job == "ours" else 1.2
                axes.plot(*zip(*points, strict=True), marker=marker, color=colour, linewidth=width, markersize=5, label=JOBS[job].about)
        axes.set(xscale="log", yscale="log", xlabel="segments", ylabel=label)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value >= 1 else f"{value:g}")
            axis.set_minor_formatter("")
        axes.grid(visible=True, which="major", linewidth=0.4)
        axes.legend(fontsize=8)
    return drawn


def write_figures(results: Sequence[Result], folder: Path = PICTURES) -> str:
    """Write the figures as PNG, the same bytes for the same results, and return the Markdown that shows them."""
    lines = []
    for name, (_, label) in DRAWN.items():
        draw(results, name).savefig(folder / f"{name}.png", dpi=DOTS, metadata={"Software": None})
        lines.append(f"![{label} by number of segments, both axes logarithmic, a line for each tool](pictures/{name}.png)")
    return "\n\n".join(lines)
