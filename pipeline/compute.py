"""Compute one stage: give its function what it asks for, map it where it is a map, and write what it makes."""

from __future__ import annotations

import inspect
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pipeline.contain import TRANSIENT
from pipeline.cores import CORES
from pipeline.errors import TableError
from pipeline.join_problems import one_a_code
from pipeline.keys import digest
from pipeline.manifest import plain_path
from pipeline.models import Choice, earlier_model, load_or_fit
from pipeline.problem_rows import list_problems, problem_rows
from pipeline.programs import programs_for
from pipeline.progress import Progress, announce
from pipeline.stages import Stage, stage_named
from pipeline.standing import WRITTEN, Standing, attribute
from pipeline.store import read_json, read_table, write_table, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from pipeline.engine.cluster import Cluster
    from pipeline.engine.work import Job
    from pipeline.listing import Listing
    from pipeline.mapping import Over

READERS = ("named", "tagged")  # takes that keep what they read in texts


@dataclass(frozen=True)
class Made:
    """A stage that was computed and written: what is to be recorded of it, and the seconds that it took, which benches ask for."""

    stage: str
    key: str
    choice: Choice | None
    problems: list[Mapping[str, str]]
    seconds: float


class Computing:
    """Computes stages one after another; a table that several of them read is read once."""

    def __init__(self, standing: Standing, cluster: Cluster | None = None, *, alone: bool = False) -> None:
        """Take how the study stands, the workers that maps go to, None: this process, and whether all cores are its own."""
        self._standing, self._cluster, self._alone = standing, cluster, alone
        self._inputs, self._outputs = standing.inputs, standing.outputs
        self._tables: dict[str, pd.DataFrame] = {}

    def compute(self, stage: Stage) -> None:
        """Compute a stage, write its tables and files, and record them.

        Raises:
            PipelineError: as the stage says.
        """
        self.record(self.made(stage))

    def made(self, stage: Stage) -> Made:
        """Compute a stage and write its tables and files, which do not count before they are recorded.

        Raises:
            PipelineError: as the stage says.
        """
        started = time.perf_counter()
        key, choice = self._standing.key(stage), self._standing.choice(stage)
        readers = self._begun_readers(stage)
        if stage.over != "study" and stage.writes != ("vectors",):
            results = self._mapped(stage, choice)
        else:
            takes = self._takes(stage, choice)
            results = self._embedded(stage, takes) if stage.writes == ("vectors",) else self.call(stage.function, stage, takes)
        if stage.finish:
            tables = {**{name: self._table(name) for name in stage.reads}, **results}
            finished = self.call(stage.finish, stage, {name: self._inputs.take(name) for name in stage.finish_takes}, tables)
            results = _merged(results, finished)
        self._write(stage, results)
        for reader in readers:
            reader.trim()
        problems = results["problems"].to_dict("records") if "problems" in results else []
        return Made(stage.name, key, choice, problems, time.perf_counter() - started)

    def map_ahead(self, stage: Stage) -> None:
        """Compute and keep what a stage makes of each document, so that it need only be joined when the rest of what the stage reads is there.

        Raises:
            PipelineError: as the stage says.
        """
        self._mapped(stage, None)

    def let_go(self) -> None:
        """Keep no table in memory; what is asked for again is read again."""
        self._tables.clear()

    def record(self, made: Made) -> None:
        """Record a stage that this process or another computed, and write the problems of all stages."""
        stage = stage_named(made.stage)
        for name in stage.writes:
            self._tables.pop(name, None)
        tables = (path for name in stage.writes for path in (f"{name}.parquet", f"csv/{name}.csv"))
        if made.choice:
            made.choice.remember(self._outputs)
        self._standing.state.record(stage, made.key, (*tables, *stage.files, *(view.path for view in stage.views)), made.problems)
        list_problems(self._standing)

    def _embedded(self, stage: Stage, takes: Mapping[str, Any]) -> dict[str, Any]:
        """Encode, on the workers where there are any, and let go of vectors that nothing needs any more."""
        encoder = self._inputs.encoder
        here = encoder.spread
        if self._cluster:
            encoder.spread = self._cluster.spread(self._job(stage, None))  # type: ignore[assignment]  # the same but for names
        try:
            results = self.call(stage.function, stage, takes)
        finally:
            encoder.spread = here
        segments = self._table("segments")
        encoder.trim(segments.loc[segments["codable"], "text"])
        return results

    def _begun_readers(self, stage: Stage) -> list[Any]:
        """Return what reads texts for a stage and keeps what it found for it from here on."""
        readers = []
        for name in READERS:
            each_run = name in (*stage.takes, *stage.finish_takes)
            if each_run or name in stage.fits:
                readers.append(self._inputs.take(name))
                readers[-1].begin(stage.name, each_run=each_run)
        return readers

    def _job(self, stage: Stage, choice: Choice | None) -> Job:
        from pipeline.engine.work import job_for

        return job_for(self._standing, stage, choice)

    def call(self, function: str, stage: Stage, takes: Mapping[str, Any], tables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Call a stage's function with those of the tables and takes that its signature names; return its tables by name."""
        given = tables if tables is not None else {name: self._table(name) for name in stage.reads}
        called = attribute(function)
        offered = {**given, **takes, "settings": self._standing.settings(stage)}
        return _named(called(**{name: offered[name] for name in inspect.signature(called).parameters if name in offered}), stage)

    def _takes(self, stage: Stage, choice: Choice | None) -> dict[str, Any]:
        return {name: self._take(name, stage, choice) for name in stage.takes}

    def _take(self, name: str, stage: Stage, choice: Choice | None) -> Any:
        if name == "model" and choice:
            return self._model(stage, choice)
        return self._standing.fitted_documents() if name == "fitted_documents" else self._inputs.take(name)

    def _model(self, stage: Stage, choice: Choice) -> Any:
        settings = self._standing.settings(stage)
        (setting, where), *_ = stage.plugins.items()
        plugin = attribute(where)[getattr(settings, setting)]
        inputs = {name: self._table(name) if name in WRITTEN else self._inputs.take(name) for name in self._standing.learns_from(stage)}
        if "encoder" in inputs:
            inputs["encoder"] = self._inputs.learning_encoder
        asked = inspect.signature(plugin.fit).parameters
        wanted = {name: value for name, value in inputs.items() if name in asked}
        if choice.earlier:
            wanted["earlier"] = earlier_model(plugin, replace(choice, key=choice.earlier).folder(self._inputs.request.models))
        self._say_what_is_kept(stage, choice)
        return load_or_fit(plugin, choice.folder(self._inputs.request.models), lambda: plugin.fit(**wanted, settings=settings))

    def _say_what_is_kept(self, stage: Stage, choice: Choice) -> None:
        """Say that a model stays as it was fitted, though documents came or went since."""
        if choice.documents and choice.folder(self._inputs.request.models).is_dir():
            came = len(set(self._table("documents")["document_id"]) - set(choice.documents))
            if came:
                announce(f"{stage.name}: the model of {len(choice.documents):,} documents is kept, {came:,} came after it (make refit fits it anew)")

    def _mapped(self, stage: Stage, choice: Choice | None) -> dict[str, Any]:
        """Map a stage; its model is fitted here where there is none, but loaded only where something is computed."""
        from pipeline.giving_up import given_up
        from pipeline.mapping import Kept, map_units

        over, parts = self._hands(stage, choice)
        listing = self._standing.listing if stage.over == "files" else None

        takes = cache(lambda: self._takes(stage, choice))
        if choice and not choice.folder(self._inputs.request.models).is_dir():
            takes()

        def compute(shard: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
            return self.call(stage.function, stage, takes(), shard)

        results = map_units(
            {"files": self._files(listing)} if listing else {name: self._table(name) for name in mapped_tables(stage)},
            compute,
            key=self._standing.shared_key(stage, choice),
            kept=Kept(self._inputs.cache, stage.name, TRANSIENT),
            shard=self._inputs.request.shard,
            progress=Progress(stage.name),
            begun=partial(_say_what_changed, _n_gone(self._outputs, listing)) if listing else lambda *_: None,
            over=over,
            parts=parts,
            give_up=lambda unit: given_up(stage, unit, compute, None if listing else self._table("documents")),
        )
        return _merged(results, {"problems": listing.problem_frame()}) if listing else results

    def _hands(self, stage: Stage, choice: Choice | None) -> tuple[Over, int]:
        """Return where shards of a stage are computed, and how many there should be at least."""
        from pipeline.mapping import at_once, here

        if self._cluster:
            return self._cluster.over(self._job(stage, choice)), self._cluster.parts
        parted = self._alone and stage.over == "documents" and choice is None  # models have threads of their own
        return (at_once, CORES) if parted else (here, 1)

    def _files(self, listing: Listing) -> pd.DataFrame:
        rows = self._inputs.manifest.rows if self._inputs.manifest else ()
        given = {row.path: row.encoding for row in rows if row.encoding}
        files, corpus = listing.file_frame(), self._inputs.request.corpus
        asked = [[self._inputs.hash(name) for name in programs_for(corpus / file.path, file.suffix)] for file in listing.files]
        return files.assign(encoding=files["path"].map(lambda path: given.get(plain_path(path), "")), programs=list(map(digest, asked)))

    def _table(self, name: str) -> pd.DataFrame:
        if name == "problems":
            return problem_rows(self._standing.state)
        if name not in self._tables:
            self._tables[name] = read_table(self._outputs, name, as_written=self._standing.state.is_table_whole(name))
        return self._tables[name]

    def _write(self, stage: Stage, results: dict[str, Any]) -> None:
        for name in stage.writes:
            write_table(self._outputs, name, results[name])
        for name in stage.files:
            if (self._outputs / name).is_dir():
                shutil.rmtree(self._outputs / name)
        for name, content in results.get("files", {}).items():
            write_whole(self._outputs / name, lambda path, content=content: path.write_bytes(content))  # type: ignore[misc]
        for view in stage.views:
            attribute(view.function)(self._outputs)


def _say_what_changed(gone: int, n: int, total: int) -> None:
    """Say how many files are new or changed, where others are not, and how many of the run before are gone."""
    if n < total and (n or gone):
        announce(f"ingest: {n:,} of {total:,} files new or changed{f', {gone:,} gone' if gone else ''}")


def _n_gone(outputs: Path, listing: Listing) -> int:
    """Count the files of the run that run.json tells of which are no longer in the corpus."""
    try:
        before = read_json(outputs / "run.json").get("inputs", {}).get("corpus", {})
    except TableError:  # damaged: it is written anew
        return 0
    return len(set(before) - {file.path for file in listing.files})


def mapped_tables(stage: Stage) -> tuple[str, ...]:
    """Name the tables that a stage over documents reads document by document; the others only its ``finish`` reads.

    >>> mapped_tables(stage_named("ledger"))
    ('documents', 'blocks', 'segments')
    """
    asked = inspect.signature(attribute(stage.function)).parameters
    return tuple(name for name in stage.reads if name in asked)


def _named(result: Any, stage: Stage) -> dict[str, Any]:
    if is_dataclass(result) and not isinstance(result, type):
        return {f.name: getattr(result, f.name) for f in fields(result)}
    return {stage.writes[0]: result}


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    from pipeline.tables import PROBLEMS

    merged = {**first, **second}
    if "problems" in first and "problems" in second:
        merged["problems"] = PROBLEMS.frame(one_a_code([*first["problems"].to_dict("records"), *second["problems"].to_dict("records")]))
    return merged
