"""Time the study and its peers on the same segments, one job after another, and write tables and plots into docs/benchmarks.md.

``python -m bench.speed --only 10k --jobs ours bertopic`` does a part. What was measured is kept in the scratch folder: a run that was
interrupted goes on, and each job can be repeated alone (``--again``). A job that fails or takes too long is a row that says so.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.speed_jobs import COMPARED, JOBS, PEERS, SMALL, USUAL, Place
from bench.speed_results import Result, held_threads, keep, kept, stands
from bench.speed_tables import section
from bench.speed_work import SOURCE, WORKS, lay_out, work_named
from bench.watch import Watched, watch
from pipeline.config import ROOT
from pipeline.keys import bytes_hash, digest, folder_hash, lock_hash

SCRATCH = Path(os.environ.get("THEMELINE_BENCH", Path(tempfile.gettempdir()) / "themeline-speed"))
PEERS_PYTHON = Path(os.environ.get("THEMELINE_PEERS", ROOT / ".venv-peers" / "bin" / "python"))
LIMIT = 7200.0  # seconds for a job


@dataclass(frozen=True)
class Asked:
    """What a person asked to measure."""

    works: tuple[str, ...]
    jobs: tuple[str, ...]
    rounds: int
    limit: float
    again: bool
    scratch: Path
    peers: Path

    def todo(self) -> Iterator[tuple[int, str, str]]:
        """Yield round, work and job, in the order in which they are run: every round is whole before the next."""
        for number in range(1, self.rounds + 1):
            for work in self.works:
                usual = USUAL.get(work, COMPARED)
                yield from ((number, work, job) for job in self.jobs or usual if self.has(job))

    def has(self, job: str) -> bool:
        """Say whether a job can be run: a peer needs an environment that has it."""
        return job not in PEERS or self.peers.is_file()


def measure(asked: Asked) -> None:
    """Run what was asked for and has no standing result, and keep each result as soon as it is there."""
    results = asked.scratch / "results"
    for number, work, job in asked.todo():
        place = Place(work, asked.scratch, asked.peers)
        lay_out(work, asked.scratch)
        made_of = made_now(place, job)
        if not made_of:
            print(f"{work} {job}: not run, for it reads what the job ours encodes. Run that first: --only {work} --jobs ours {job}")
            continue
        if stands(kept(results), (work, job, number), made_of) and not asked.again:
            print(f"{work} {job}: was measured before (--again measures anew)")
            continue
        result = timed(place, job, number, made_of, asked.limit)
        keep(results, result)
        print(f"{work} {job}: {result.ended or f'{result.seconds:.1f} s, {result.peak:.0f} MB, others {100 * result.others:.0f} %'}", flush=True)


def timed(place: Place, job: str, number: int, made_of: str, limit: float) -> Result:
    """Run one job; whatever happens to it, its result says so."""
    place.result.unlink(missing_ok=True)
    log = place.scratch / "logs" / f"{place.work}-{job}-{number}.log"
    try:
        with JOBS[job].around(place):
            took = watch(JOBS[job].command(place), log, limit)
    except (OSError, RuntimeError) as error:
        took = Watched(0.0, 0.0, 0.0, f"failed: not prepared: {error}")
    found = json.loads(place.result.read_text(encoding="utf-8")) if place.result.is_file() else {}
    segments = [json.loads(line) for line in (place.folder / "segments.jsonl").read_text(encoding="utf-8").splitlines()]
    return Result(
        place.work,
        job,
        number,
        len(segments),
        len({row["document"] for row in segments}),
        sum(len(row["text"].split()) for row in segments),
        took.seconds,
        took.peak,
        took.others,
        took.ended,
        made_of,
        held_threads(),
        found.get("texts", 0),
        found.get("steps", {}),
        found.get("versions", {}),
    )


def made_now(place: Place, job: str) -> str:
    """Return a hash of what a job is run on as it is now: texts, program, packages; empty where there are no texts."""
    reads = JOBS[job].reads(place)
    return digest([bytes_hash(reads), peers_code() if job in PEERS else code()]) if reads.is_file() else ""


def standing(asked: Asked) -> tuple[list[Result], set[tuple[str, str]]]:
    """Return of each (work, job) the results of one version of the program, the present one if there is any, and which are of another."""
    found: dict[tuple[str, str], list[Result]] = {}
    for one in kept(asked.scratch / "results"):
        found.setdefault((one.work, one.job), []).append(one)
    older = set()
    for (work, job), own in found.items():
        now = made_now(Place(work, asked.scratch, asked.peers), job)
        if now not in {one.made_of for one in own}:
            older.add((work, job))
            now = own[0].made_of
        own[:] = [one for one in own if one.made_of == now]
    return [one for own in found.values() for one in own], older


@cache
def code() -> str:
    """Return a hash of the program, of what it learns from, of its packages and of what times it: another version is measured anew."""
    program = ROOT / "pipeline"
    folders = sorted({path.parent.relative_to(program).as_posix() for path in program.rglob("*") if path.is_file() and path.suffix != ".pyc"})
    beside = [
        ROOT / "study.toml",
        *sorted(path for path in (ROOT / "corpus").iterdir() if path.is_file()),
        *watching(),
    ]
    return digest([lock_hash(), *map(folder_hash, folders), *map(bytes_hash, beside)])


@cache
def peers_code() -> str:
    """Return a hash of the peers' packages and of what runs and times them."""
    files = (ROOT / "requirements-peers.lock", *sorted((ROOT / "bench" / "peers").glob("*.py")), *watching())
    return digest(map(bytes_hash, files))


def watching() -> list[Path]:
    """Return the files of the benchmark itself."""
    return [*sorted((ROOT / "bench").glob("speed*.py")), ROOT / "bench" / "watch.py"]


def read_arguments() -> Asked:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[SMALL, *WORKS], metavar="SIZE", help=f"of {', '.join(WORKS)}, or any number of segments")
    parser.add_argument("--jobs", nargs="+", default=[], choices=list(JOBS), help="default: those that are usual for a size")
    parser.add_argument("--rounds", type=int, default=1, help="so many times each; medians are shown")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds after which a job is stopped")
    parser.add_argument("--again", action="store_true", help="measure anew what was measured before")
    parser.add_argument("--scratch", type=Path, default=SCRATCH, help="folder for works, runs and results")
    parser.add_argument("--peers", type=Path, default=PEERS_PYTHON, help="Python of the environment that has the peers")
    given = parser.parse_args()
    for name in given.only:
        work_named(name)
    return Asked(tuple(given.only), tuple(given.jobs), given.rounds, given.limit, given.again, given.scratch.resolve(), given.peers.absolute())


def main() -> None:
    """Measure, print the tables, and write those of the usual sizes into docs/benchmarks.md."""
    asked = read_arguments()
    if not SOURCE.is_dir():
        print("Speed is not measured: the manifestos are not there (THEMELINE_CORPORA)")
        return
    if not asked.peers.is_file():
        print(f"No peers: {asked.peers} is not there. docs/benchmarks.md says how to make it; --peers names another")
    measure(asked)
    results, older = standing(asked)
    print(section([one for one in results if one.work in asked.works], {key for key in older if key[0] in asked.works}))
    usual = [one for one in results if one.work in (SMALL, *WORKS)]
    if usual and set(asked.works) & {SMALL, *WORKS}:
        from bench.speed_figures import write_figures
        from bench.written import write_between

        write_between("speed", "\n\n".join([section(usual, older), write_figures(usual)]))


if __name__ == "__main__":
    main()
