"""End a run with SIGKILL at random moments, run it again, and hold what it wrote against an undisturbed run, byte for byte."""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from bench.written import machine, write_between
from pipeline.config import ROOT
from pipeline.cores import CORES

STUDY: Any = import_module("tests.small_study")  # what tests write carries no types
KILLS = 50
SEED = 8
RUN = (
    "import sys; from pathlib import Path; from pipeline.engine import many; from pipeline.inputs import Request; from pipeline.run import run; "
    "many.FEWEST_SEGMENTS = many.FEWEST_FILES = int(sys.argv[5]); "
    "f = Path(sys.argv[1]); run(Request(f / 'corpus', f / sys.argv[2], models=f / sys.argv[3], shard=3), sys.argv[4])"
)


@dataclass(frozen=True)
class Seen:
    """What an ended run left, and what became of it."""

    ended: bool  # False: the run was over before its time came
    files: int  # under their own names, when it was ended
    broken: tuple[str, ...]  # of these, those that cannot be read to their end
    other: tuple[str, ...]  # files that differ from the undisturbed run's, are missing or too many, after it was run again


@dataclass(frozen=True)
class Undisturbed:
    """A run that nothing ended: its folder, the outputs it began with, its seconds, and what it wrote."""

    folder: Path
    before: str
    seconds: float
    wrote: dict[str, bytes]


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--until", default="report", help="the last stage")
    asked = parser.parse_args()
    if CORES < 2:
        print("Kills are not measured: with one core no stage runs beside another, and half of the runs are to be of that kind", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as kept:
        undisturbed = (_first(Path(kept) / "first", asked.until), _changed(Path(kept) / "changed", asked.until))
        seen, random = list[Seen](), np.random.default_rng(SEED)
        while n_ended(seen) < asked.kills:  # a run that was over before its time came is none of them
            number = len(seen)
            seen.append(_one(undisturbed[number // 2 % 2], asked.until, float(random.uniform()), beside=number % 2 == 0))
            print(f"{n_ended(seen)} of {asked.kills} ended: {seen[-1]}", file=sys.stderr, flush=True)
    write_between("kills", _table(seen, undisturbed, asked.until))


def n_ended(seen: list[Seen]) -> int:
    """Count the runs that were ended while they ran."""
    return sum(one.ended for one in seen)


def _first(folder: Path, until: str) -> Undisturbed:
    """Write a study and compute it, from an empty folder."""
    STUDY.write_study(folder)
    seconds = _finish(folder, "whole", until, beside=False)
    return Undisturbed(folder, "", seconds, contents(folder / "whole"))


def _changed(folder: Path, until: str) -> Undisturbed:
    """Write a study and compute it; change a document, add one that cannot be read, and compute it again."""
    corpus = STUDY.write_study(folder)
    _finish(folder, "before", until, beside=False)
    (corpus / "paper-03.txt").write_text("Paper 3\n\nThe mosque was full for prayer.\n\nThe mill took on forty.\n", encoding="utf-8")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    _start_from(folder, "before", "whole")
    seconds = _finish(folder, "whole", until, beside=False)
    return Undisturbed(folder, "before", seconds, contents(folder / "whole"))


def _start_from(folder: Path, before: str, outputs: str) -> None:
    """Begin with the outputs and models that another run has left, or with none."""
    for name in (outputs, _models(outputs)):
        shutil.rmtree(folder / name, ignore_errors=True)
    if before:
        shutil.copytree(folder / before, folder / outputs)
        shutil.copytree(folder / _models(before), folder / _models(outputs))


def _models(outputs: str) -> str:
    return f"models-{outputs}"


def contents(folder: Path) -> dict[str, bytes]:
    """Return what a run wrote, by name, without what it keeps for itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".themeline" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def unreadable(folder: Path) -> tuple[str, ...]:
    """Name the tables and records under their own names that cannot be read to their end; hidden files are not finished and bear none."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".") and ".themeline" not in path.parts)
    return tuple(path.relative_to(folder).as_posix() for path in found if not _is_whole(path))


def _is_whole(path: Path) -> bool:
    try:
        if path.suffix == ".parquet":
            pq.read_table(path)
        elif path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        elif path.suffix == ".csv":
            return path.read_bytes().endswith(b"\n")
        return path.suffix != ".html" or path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def _one(undisturbed: Undisturbed, until: str, share: float, *, beside: bool) -> Seen:
    """End a run when a share of the time has gone that it takes undisturbed, and run it again."""
    folder, whole = undisturbed.folder, undisturbed.wrote
    _start_from(folder, undisturbed.before, "killed")
    running, ended = _start(folder, "killed", until, beside=beside), False
    try:
        running.wait(timeout=share * undisturbed.seconds)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        running.wait()
        ended = True
    outputs = folder / "killed"
    left = [path for path in outputs.rglob("*") if path.is_file() and ".themeline" not in path.parts] if outputs.is_dir() else []
    broken = unreadable(outputs) if outputs.is_dir() else ()
    _finish(folder, "killed", until, beside=beside)
    after = contents(outputs)
    return Seen(ended, len(left), broken, tuple(sorted(name for name in whole.keys() | after.keys() if whole.get(name) != after.get(name))))


def _finish(folder: Path, outputs: str, until: str, *, beside: bool) -> float:
    """Run to the end; return the seconds."""
    began = time.monotonic()
    ended = _start(folder, outputs, until, beside=beside).wait()
    if ended:
        raise RuntimeError(f"A run that nothing disturbed ended with {ended}: nothing is measured")
    return time.monotonic() - began


def _start(folder: Path, outputs: str, until: str, *, beside: bool) -> subprocess.Popen[bytes]:
    """Start a run; ``beside``: with stages in processes of their own, as of a large study."""
    command = [sys.executable, "-c", RUN, str(folder), outputs, _models(outputs), until, "1" if beside else str(10**9)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _table(seen: list[Seen], undisturbed: tuple[Undisturbed, Undisturbed], until: str) -> str:
    ended = [one for one in seen if one.ended]
    rows = (
        ("ended while they ran", len(ended)),
        ("of these, with nothing there yet", sum(one.files == 0 for one in ended)),
        ("with a file that cannot be read to its end", sum(bool(one.broken) for one in seen)),
        ("run again, with any file that differs from the undisturbed run's", sum(bool(one.other) for one in seen)),
    )
    lines = [f"| {what} | {n} |" for what, n in rows]
    told = (
        f"{len(seen)} runs of a small invented study (12 documents) up to the stage `{until}`, ended at a moment drawn evenly from the time that "
        f"the undisturbed run took, then run again to the end. Half began with an empty folder ({undisturbed[0].seconds:.0f} seconds undisturbed); "
        f"half with a finished run, one document since changed and one added that cannot be read ({undisturbed[1].seconds:.0f} seconds). Every "
        "other run had its stages in processes of their own, as a large study has; the undisturbed runs had not."
    )
    return "\n".join(["| runs | n |", "|---|---:|", *lines, "", told, "", f"{machine(['pandas', 'pyarrow'])}"])


if __name__ == "__main__":
    main()
