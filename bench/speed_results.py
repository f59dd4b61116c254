"""Keep what a job took in a file of its own, so that a run can go on where it was interrupted."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM")


@dataclass(frozen=True)
class Result:
    """What a job on a work took in a round.

    ``seconds`` by the clock, whole process; ``steps``: seconds of its parts, without start; ``texts``: how many were
    encoded, where that is counted; ``peak``: megabytes; ``others``: share
    of the processors that went to other programs; ``ended``: empty where it ended well; ``made_of``: a hash of what it was run on; ``held``:
    the settings of the environment that hold threads down.
    """

    work: str
    job: str
    round: int
    segments: int
    documents: int
    words: int
    seconds: float
    peak: float
    others: float
    ended: str
    made_of: str
    held: str
    texts: int
    steps: Mapping[str, float]
    versions: Mapping[str, str]

    @property
    def working(self) -> float:
        """Seconds without the start of Python, the loading of libraries and of weights."""
        return sum(self.steps.values()) if self.steps else self.seconds


def held_threads() -> str:
    """Say what the environment tells tools of threads, as it is now."""
    return ", ".join(f"{name}={os.environ[name]}" for name in THREADS if name in os.environ)


def path_of(folder: Path, work: str, job: str, number: int) -> Path:
    """Return the file of a job's result."""
    return folder / f"{work}-{job}-{number}.json"


def keep(folder: Path, result: Result) -> None:
    """Write a result; a file that stands is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = path_of(folder, result.work, result.job, result.round)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")
    part.replace(path)


def kept(folder: Path) -> list[Result]:
    """Read all results, by work, job and round; those of a version of this benchmark that noted other things are passed over."""
    names = {field.name for field in fields(Result)}
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [Result(**noted) for noted in found if set(noted) == names]


def stands(results: Iterable[Result], key: tuple[str, str, int], made_of: str) -> bool:
    """Say whether a job of (work, job, round) has ended well on the same texts and the same program."""
    return any((one.work, one.job, one.round) == key and not one.ended and one.made_of == made_of for one in results)
