"""Compute what is out of date, stage by stage."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engine.alone import Alone
from pipeline.engine.schedule import Schedule, read_schedule
from pipeline.engine.threads import one_thread_each
from pipeline.errors import TableError
from pipeline.inputs import Inputs, Request
from pipeline.keys import file_hash
from pipeline.progress import announce
from pipeline.record import is_told, tell
from pipeline.stages import STAGES, Stage, stage_named, writer_of
from pipeline.standing import Standing, plugin_modules
from pipeline.state import MARKER

if TYPE_CHECKING:
    from pipeline.compute import Computing
    from pipeline.engine.cluster import Cluster

EARLY = ("ingest", "segment")  # stages that need no library which takes long to load, nor anything beside them
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
LOCKED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True)
class Outcome:
    """What a run did: the stages it computed, and how many problems of each severity OUTPUTS now lists."""

    computed: tuple[str, ...]
    notes: int
    warnings: int
    errors: int


def run(request: Request, until: str = "report", only: str = "") -> Outcome:
    """Compute every stage up to ``until`` that is out of date, or ``only`` one stage from the tables in OUTPUTS.

    Raises:
        PipelineError: if nothing can be computed; OUTPUTS is then as it was.
    """
    schedule = read_schedule(request.scheduler, insecure=request.insecure)
    last = [stage.name for stage in STAGES].index(stage_named(only or until).name)
    file_hash.cache_clear()  # files may have changed since an earlier run in this process
    inputs = Inputs(request)
    for stage in STAGES:  # so that a wrong name is said before anything is written
        plugin_modules(stage, inputs.study)
    standing = Standing(inputs)
    try:
        with one_thread_each(), closing(Hands(standing, schedule)) as hands, said_plainly(request.outputs):
            computed = _computed(standing, STAGES[last : last + 1] if only else STAGES[: last + 1], hands, alone=bool(only))
    finally:
        inputs.close()
    severities = [row["severity"] for row in standing.state.problems()]
    return Outcome(computed, *(severities.count(severity) for severity in ("note", "warning", "error")))


class Hands:
    """What computes: made when there is something to compute, with workers where they were asked for."""

    def __init__(self, standing: Standing, schedule: Schedule | None) -> None:
        """Begin nothing yet."""
        self._standing, self._schedule = standing, schedule
        self._computing: Computing | None = None
        self._cluster: Cluster | None = None
        self._alone: Alone | None = None

    def compute(self, stage: Stage) -> None:
        """Compute a stage in this process, but for what goes to workers."""
        computing = self._made_ready()
        announce(f"{stage.name}: {stage.help}")
        computing.compute(stage)

    def is_better_here(self, stage: Stage) -> bool:
        """Tell whether a stage is an early one of a study that was run before: it is computed here while what others part from is being loaded."""
        return stage.name in EARLY and (self._standing.outputs / "segments.parquet").is_file()

    def load_meanwhile(self) -> None:
        """Begin to load what the processes of later stages part from, in a process of its own."""
        from pipeline.engine.stage_process import processes

        processes()

    @staticmethod
    def _load_for_workers_meanwhile() -> None:
        from pipeline.engine.stage_process import worker_processes

        worker_processes()

    def compute_all(self, stages: tuple[Stage, ...]) -> tuple[str, ...]:
        """Compute those of the stages that are not current, beside one another; return their names in the order of the study."""
        from pipeline.engine.beside import Beside

        with Beside(self._standing, self._made_ready()) as beside:
            return beside.compute(stages)

    def can_compute_beside(self) -> bool:
        """Tell whether stages are worth a process each: segments are many, cores several, and no workers were asked for."""
        from pipeline.engine.many import are_many

        return self._schedule is None and are_many(self._standing)

    def hold(self) -> None:
        """See to it that no other run writes to OUTPUTS, and take in what one may have recorded since this one looked."""
        if self._alone is None:
            self._alone = Alone(self._standing.outputs)
            self._standing.state.read_again()

    def close(self) -> None:
        """Let workers and OUTPUTS go."""
        for held in (self._cluster, self._alone):
            if held is not None:
                held.close()

    def _made_ready(self) -> Computing:
        if self._computing is None:
            from pipeline.compute import Computing

            self._standing.inputs.check()
            self.hold()
            self._cluster = self._workers()
            self._computing = Computing(self._standing, self._cluster)
        return self._computing

    def _workers(self) -> Cluster | None:
        if self._schedule is None:
            return None
        if self._schedule.workers:
            announce(f"Starting {self._schedule.workers} workers on this machine")
            self._load_for_workers_meanwhile()
        else:
            announce(f"Connecting to {self._schedule.address}")
        from pipeline.engine.cluster import Cluster
        from pipeline.engine.work import absolute

        cluster = Cluster(self._schedule)
        try:
            cluster.check(absolute(self._standing.inputs.request), self._standing.listing.files[0].path)
        except BaseException:
            cluster.close()
            raise
        return cluster


def _computed(standing: Standing, stages: tuple[Stage, ...], hands: Hands, *, alone: bool) -> tuple[str, ...]:
    computed: list[str] = []
    for number, stage in enumerate(stages):
        if alone:
            _require_inputs(standing, stage)
        if not standing.is_current(stage):
            if len(stages[number:]) > 1 and hands.can_compute_beside():
                if not hands.is_better_here(stage):
                    computed += hands.compute_all(stages[number:])
                    break
                hands.load_meanwhile()
            hands.compute(stage)
            computed.append(stage.name)
    if computed or not is_told(standing, stages):
        hands.hold()
        tell(standing)
    return tuple(computed)


def _require_inputs(standing: Standing, stage: Stage) -> None:
    table = standing.stale_before(stage)
    if table:
        state = "is stale" if (standing.outputs / f"{table}.parquet").is_file() else "does not exist yet"
        name = writer_of(table).name
        raise TableError(f"{standing.outputs / table}.parquet {state}. Make it: themeline run --until {name} (make {name})")


@contextmanager
def said_plainly(outputs: Path) -> Iterator[None]:
    """Turn a full disk, and another run at work on the same outputs, into a message; what was finished before is whole."""
    try:
        yield
    except OSError as error:
        said = _of_the_disk(error, outputs)
        if not said:
            raise
        raise TableError(said) from error
    except sqlite3.OperationalError as error:
        said = _of_the_cache(error, outputs)
        if not said:
            raise
        raise TableError(said) from error


def _of_the_disk(error: OSError, outputs: Path) -> str:
    """Say what keeps a file from being written; empty where that is a fault of ours."""
    if error.errno in FULL:
        return _full(outputs)
    if error.errno in LOCKED:
        return (
            f"{error.filename or outputs} cannot be read or written ({error.strerror}). See that you may read the corpus, and write to {outputs} "
            "and to the folder of models; or name another folder with OUTPUTS=folder. What was finished is whole and kept."
        )
    return ""


def _of_the_cache(error: sqlite3.OperationalError, outputs: Path) -> str:
    """Say what keeps the cache from being read or written; empty where that is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # what is above says more of the same
    if code == sqlite3.SQLITE_FULL:
        return _full(outputs)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another run is writing to {outputs}. Wait until it has ended, or name another folder with OUTPUTS=folder."
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return (
            f"The cache in {outputs / MARKER} cannot be read or written ({error}). See that you may write there and that the disk is sound, "
            "or name another folder with OUTPUTS=folder. What was finished is whole and kept."
        )
    return ""


def _full(outputs: Path) -> str:
    return f"There is no room left on a disk that {outputs} or the models lie on. What was finished is whole and kept. Make room, then run again."
