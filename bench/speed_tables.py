"""Put results of speed into Markdown tables: each work's jobs beside each other, stages, growth, and what comes after a first run."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bench.speed_jobs import COMPARED, JOBS
from bench.speed_results import Result
from bench.speed_work import WORKS
from bench.written import machine
from pipeline.stages import STAGES

PSUTIL: Any = import_module("psutil")
OURS = "ours"
GIGABYTE = 1024**3
OLDER = "\\* Measured on an earlier version of the program, of this benchmark or of the texts."
LATER = ("one_worker", "two_workers", "nothing", "changed", "fit")


@dataclass(frozen=True)
class Shown:
    """A job on a work over its rounds: medians, in seconds and megabytes; ``ended``: empty, or why there are none."""

    work: str
    job: str
    rounds: int
    segments: int
    documents: int
    words: int
    texts: int
    seconds: float
    working: float
    peak: float
    others: float
    ended: str
    older: bool  # measured on another version of the program

    @property
    def about(self) -> str:
        """What the job is, marked where it is of another version."""
        return f"{JOBS[self.job].about}{' *' if self.older else ''}"


def median_of(results: Sequence[Result], older: Collection[tuple[str, str]] = ()) -> dict[tuple[str, str], Shown]:
    """Join the rounds of each (work, job), some of which are of another version; where one ended badly, that is what is shown."""
    joined = {}
    for key in dict.fromkeys((one.work, one.job) for one in results):
        own = [one for one in results if (one.work, one.job) == key]
        bad = next((one.ended.split(":")[0] for one in own if one.ended), "")
        last = own[-1]
        joined[key] = Shown(
            *key,
            rounds=len(own),
            segments=last.segments,
            documents=last.documents,
            words=last.words,
            texts=last.texts,
            seconds=statistics.median(one.seconds for one in own),
            working=statistics.median(one.working for one in own),
            peak=statistics.median(one.peak for one in own),
            others=statistics.median(one.others for one in own),
            ended=bad,
            older=key in older,
        )
    return joined


def section(results: Sequence[Result], older: Collection[tuple[str, str]] = ()) -> str:
    """Return all tables that results have something for, which (work, job) are of another version, and on what was measured."""
    if not results:
        return "Nothing was measured."
    shown = median_of(results, older)
    works = sorted({one.work for one in shown.values()}, key=lambda work: next((one.segments, work) for one in shown.values() if one.work == work))
    tables = (compared(shown, works), stages(results, works), growth(shown, works), later(shown, works), OLDER if older else "", facts(results))
    return "\n\n".join(table for table in tables if table)


def compared(shown: dict[tuple[str, str], Shown], works: Sequence[str]) -> str:
    """Return a row for each job of each work, with the seconds and memory of ours as a multiple of it."""
    head = ["segments", "documents", "words", "what", "seconds", "without start", "time of ours to its", "peak MB", "memory of ours to its", "others"]
    rows = []
    for work in works:
        own = shown.get((work, OURS))
        for one in (shown[work, job] for job in COMPARED if (work, job) in shown):
            counted = f" ({one.texts:,} texts)" if one.texts else ""
            counts = [f"{one.segments:,}", f"{one.documents:,}", f"{one.words:,}", one.about + counted]
            if one.ended:
                rows.append([*counts, one.ended, "", "", "", "", ""])
                continue
            whole = own and not own.ended and one.job != OURS
            times = [f"{own.seconds / one.working:.2f}", f"{own.peak / one.peak:.2f}"] if own and whole and one.working else ["", ""]
            working = "" if one.job == OURS else f"{one.working:,.1f}"
            rows.append([*counts, f"{one.seconds:,.1f}", working, times[0], f"{one.peak:,.0f}", times[1], f"{100 * one.others:.0f} %"])
    return _table(head, rows)


def stages(results: Sequence[Result], works: Sequence[str]) -> str:
    """Return the seconds of each stage of ours, medians over rounds."""
    rows = []
    for work in works:
        own = [one for one in results if (one.work, one.job) == (work, OURS) and not one.ended]
        if own:
            seconds = [statistics.median(one.steps.get(stage.name, 0.0) for one in own) for stage in STAGES]
            rows.append([f"{own[-1].segments:,}", *(f"{each:,.1f}" for each in seconds)])
    return _table(
        ["segments", *(stage.name for stage in STAGES)],
        rows,
        "Seconds of ours by stage; from 2,000 segments on two run at once, what an idle core maps ahead (sentences, ledger) is in none:",
    )


def growth(shown: dict[tuple[str, str], Shown], works: Sequence[str]) -> str:
    """Return the seconds of each job by size, and how many times those at 10k it takes at 100k; without these, the largest to the smallest."""
    sizes = [work for work in works if not (work in WORKS and WORKS[work].each) and any((work, job) in shown for job in COMPARED)]
    if len(sizes) < 2:
        return ""
    first, last = ("10k", "100k") if {"10k", "100k"} <= set(sizes) else (sizes[0], sizes[-1])
    rows = []
    for job in COMPARED:
        own = {work: shown[work, job] for work in sizes if (work, job) in shown and not shown[work, job].ended}
        grown = f"{own[last].seconds / own[first].seconds:.1f}" if {first, last} <= set(own) else ""
        if own:
            rows.append([next(iter(own.values())).about, *(f"{own[work].seconds:,.1f}" if work in own else "" for work in sizes), grown])
    return _table(["what", *sizes, f"{last} to {first}"], rows, "Seconds by size:")


def later(shown: dict[tuple[str, str], Shown], works: Sequence[str]) -> str:
    """Return what else was timed of ours: workers, a second run, one changed document, the fit of the coder."""
    rows = []
    for work in works:
        for one in (shown[work, job] for job in LATER if (work, job) in shown):
            took = one.ended or f"{one.seconds:,.1f}"
            rows.append(
                [
                    f"{one.segments:,}",
                    f"{one.documents:,}",
                    one.about,
                    took,
                    _beside(one, shown),
                    f"{one.peak:,.0f}",
                    f"{100 * one.others:.0f} %",
                ]
            )
    return _table(["segments", "documents", "what", "seconds", "beside", "peak MB", "others"], rows, "Ours in other ways:")


def _beside(one: Shown, shown: dict[tuple[str, str], Shown]) -> str:
    """Say how a time stands to that of one worker, or of a first run; nothing where there is none to hold it against."""
    against = shown.get((one.work, "one_worker" if one.job == "two_workers" else OURS))
    if one.ended or one.job == "one_worker" or against is None or against.ended:
        return ""
    if one.job == "two_workers":
        return f"{against.seconds / one.seconds:.2f} times as fast as one worker"
    return f"{100 * one.seconds / against.seconds:.1f} % of a first run"


def facts(results: Sequence[Result]) -> str:
    """Say on what was measured: machine, versions of all tools, rounds, and what environment held threads down."""
    told = ", ".join(sorted({f"{name} {version}" for one in results for name, version in one.versions.items()}))
    rounds = sorted({one.rounds for one in median_of(results).values()})
    held = "; ".join(sorted({one.held for one in results if one.held}))
    memory = f"{PSUTIL.virtual_memory().total / GIGABYTE:.0f} GB of memory"
    often = f"Each job was run {' or '.join(map(str, rounds))} time{'s' if rounds != [1] else ''}, one job after another."
    return f"{memory}, {machine(()).rstrip('; .')}; {told}. {often}{f' Set in the environment: {held}.' if held else ''}"


def _table(head: list[str], rows: list[list[str]], caption: str = "") -> str:
    """Write a table, its caption before it; words stand to the left, figures to the right."""
    if not rows:
        return ""
    aligned = ["---" if name == "what" else "---:" for name in head]
    lines = ("| " + " | ".join(row) + " |" for row in [head, aligned, *rows])
    return "\n".join([*([caption, ""] if caption else []), *lines])
