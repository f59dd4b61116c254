"""Compute what is out of date, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import TableError
from pipeline.inputs import Inputs, Request
from pipeline.keys import file_hash
from pipeline.progress import announce
from pipeline.stages import STAGES, Stage, stage_named, writer_of
from pipeline.standing import Standing, plugin_modules
from pipeline.store import write_json


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
    last = [stage.name for stage in STAGES].index(stage_named(only or until).name)
    file_hash.cache_clear()  # files may have changed since an earlier run in this process
    inputs = Inputs(request)
    for stage in STAGES:  # so that a wrong name is said before anything is written
        plugin_modules(stage, inputs.study)
    standing = Standing(inputs)
    try:
        computed = _computed(standing, STAGES[last : last + 1] if only else STAGES[: last + 1], alone=bool(only))
    finally:
        inputs.close()
    severities = [row["severity"] for row in standing.state.problems()]
    return Outcome(computed, *(severities.count(severity) for severity in ("note", "warning", "error")))


def _computed(standing: Standing, stages: tuple[Stage, ...], *, alone: bool) -> tuple[str, ...]:
    computing = None
    computed = []
    for stage in stages:
        if alone:
            _require_inputs(standing, stage)
        if not standing.is_current(stage):
            if computing is None:
                from pipeline.compute import Computing

                standing.inputs.check()
                computing = Computing(standing)
            announce(f"{stage.name}: {stage.help}")
            computing.compute(stage)
            computed.append(stage.name)
    if computed or not (standing.outputs / "run.json").is_file():
        from pipeline.record import run_record

        write_json(standing.outputs / "run.json", run_record(standing))
    return tuple(computed)


def _require_inputs(standing: Standing, stage: Stage) -> None:
    table = standing.stale_before(stage)
    if table:
        state = "is stale" if (standing.outputs / f"{table}.parquet").is_file() else "does not exist yet"
        name = writer_of(table).name
        raise TableError(f"{standing.outputs / table}.parquet {state}. Make it: themeline run --until {name} (make {name})")
