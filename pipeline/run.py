"""Compute what is out of date, stage by stage.

A stage is current when its key is the one recorded in OUTPUTS/.themeline/state.json and its files have the
recorded hashes. The key is made of the sources of the stage and of all it imports, the chosen plug-in, its settings,
the hashes of its input tables, of the files and models it reads, and of the lock.
"""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from pipeline.config import Study
from pipeline.errors import TableError
from pipeline.inputs import MARKER, Inputs, Request
from pipeline.keys import digest, file_hash, folder_hash, lock_hash, source_hash
from pipeline.models import Choice, chosen, load_or_fit, model_key
from pipeline.progress import Progress, announce
from pipeline.stages import STAGES, Stage, stage_named, writer_of
from pipeline.store import hash_outputs, read_json, read_table, write_codings_wide, write_json, write_table, write_whole

if TYPE_CHECKING:
    import pandas as pd


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
    return _Run(inputs).compute(STAGES[last : last + 1] if only else STAGES[: last + 1], alone=bool(only))


class _Run:
    def __init__(self, inputs: Inputs) -> None:
        self.inputs, self.outputs = inputs, inputs.request.outputs
        self.state: dict[str, Any] = read_json(self.outputs / MARKER / "state.json")
        self._tables: dict[str, pd.DataFrame] = {}
        self._files: Any = None

    def compute(self, stages: tuple[Stage, ...], *, alone: bool) -> Outcome:
        computed = []
        try:
            for stage in stages:
                if alone:
                    self._require_inputs(stage)
                choice = self._choice(stage)
                key = self._key(stage, choice)
                if not self._current(stage, key):
                    announce(f"{stage.name}: {stage.help}")
                    self._compute(stage, key, choice)
                    computed.append(stage.name)
        finally:
            self.inputs.cache.close()
        if computed or not (self.outputs / "run.json").is_file():
            self._record_run()
        severities = [row["severity"] for row in self._problems()]
        return Outcome(tuple(computed), *(severities.count(severity) for severity in ("note", "warning", "error")))

    # keys

    def _key(self, stage: Stage, choice: Choice | None) -> str:
        tables = [self._table_hash(name) for name in stage.reads]
        takes = [self._take_hash(name, choice) for name in (*stage.takes, *stage.finish_takes)]
        return digest([self._made_by(stage), *tables, *takes, self._listing_hash(stage)])

    def _made_by(self, stage: Stage) -> str:
        modules = [stage.module, *plugin_modules(stage, self.inputs.study)]
        resources = folder_hash(stage.resources) if stage.resources else ""
        return digest([stage.name, source_hash(*modules), resources, self._settings(stage).model_dump_json(), lock_hash()])

    def _settings(self, stage: Stage) -> Any:
        return getattr(self.inputs.study, stage.name)

    def _take_hash(self, name: str, choice: Choice | None) -> str:
        if name == "model":
            return choice.key if choice else ""
        if name == "fitted_documents":
            return digest(sorted(self._fitted_documents()))
        return self.inputs.hash(name)

    def _table_hash(self, name: str) -> str:
        if name == "problems":
            return digest(json.dumps(row, sort_keys=True) for row in self._problems())
        return str(self._record(writer_of(name)).get("files", {}).get(f"{name}.parquet", ""))

    def _listing_hash(self, stage: Stage) -> str:
        if stage.over != "files":
            return ""
        files, notes = self._listed()
        return digest([*files["path"], *files["sha256"], *notes["path"]])

    # what is there

    def _record(self, stage: Stage) -> dict[str, Any]:
        record: dict[str, Any] = self.state.get("stages", {}).get(stage.name, {})
        return record

    def _current(self, stage: Stage, key: str) -> bool:
        record = self._record(stage)
        return record.get("key") == key and hash_outputs(self.outputs, tuple(record["files"])) == record["files"]

    def _require_inputs(self, stage: Stage) -> None:
        for name in stage.reads:
            if name != "problems":
                writer = writer_of(name)
                if not self._current(writer, self._key(writer, self._choice(writer))):
                    state = "is stale" if (self.outputs / f"{name}.parquet").is_file() else "does not exist yet"
                    raise TableError(f"{self.outputs / name}.parquet {state}. Make it: themeline run --until {writer.name} (make {writer.name})")

    def _problems(self) -> list[dict[str, str]]:
        rows = [row for stage in STAGES for row in self._record(stage).get("problems", [])]
        return sorted(rows, key=lambda row: (row["stage"], row["path"], row["code"]))

    def _listed(self) -> Any:
        if self._files is None:
            from pipeline.ingest import list_files

            self._files = list_files(self.inputs.request.corpus)
        return self._files

    def _fitted_documents(self) -> frozenset[str]:
        entry = read_json(self.outputs / "models.json").get("discover", {})
        return frozenset(entry.get("documents", ()))

    # models

    def _choice(self, stage: Stage) -> Choice | None:
        if not stage.fits:
            return None
        upstream = [self.inputs.hash(name) for name in stage.fits if name not in self._written()]
        config = digest([self._made_by(stage), *upstream])
        known = chosen(self.outputs, stage.name, config)
        if known and set(stage.fits) & self._written() and not known.folder(self.inputs.request.models).is_dir():
            known = None  # deleted: fitted anew on the documents as they are, under a key of its own
        if known or not set(stage.fits) & self._written():
            return known or Choice(stage.name, model_key(config, []), config)
        if not (self.outputs / "segments.parquet").is_file():
            return None
        documents, segments = self._table("documents"), self._table("segments")
        learnt = [
            *(segments["segment_id"] + segments["text"])[segments["codable"]],
            *documents["place"].fillna(""),
            *documents["publisher"].fillna(""),
        ]
        return Choice(stage.name, model_key(config, learnt), config, tuple(documents["document_id"]))

    def _written(self) -> set[str]:
        return {name for stage in STAGES for name in stage.writes}

    def _model(self, stage: Stage, choice: Choice) -> Any:
        (setting, where), *_ = stage.plugins.items()
        plugin = _attribute(where)[getattr(self._settings(stage), setting)]
        inputs = {name: self._table(name) if name in self._written() else self.inputs.take(name) for name in stage.fits}
        if "encoder" in inputs:
            inputs["encoder"] = self.inputs.learning_encoder
        model = load_or_fit(plugin, choice.folder(self.inputs.request.models), lambda: plugin.fit(**inputs, settings=self._settings(stage)))
        choice.remember(self.outputs)
        return model

    # computing

    def _compute(self, stage: Stage, key: str, choice: Choice | None) -> None:
        takes = {name: self._take(name, stage, choice) for name in stage.takes}
        results = self._mapped(stage, takes, choice) if stage.over != "study" else self._called(stage.function, stage, takes)
        if stage.finish:
            tables = {**{name: self._table(name) for name in stage.reads}, **results}
            finished = self._called(stage.finish, stage, {name: self.inputs.take(name) for name in stage.finish_takes}, tables)
            results = _merged(results, finished)
        self._write(stage, key, results)

    def _take(self, name: str, stage: Stage, choice: Choice | None) -> Any:
        if name == "model" and choice:
            return self._model(stage, choice)
        return self._fitted_documents() if name == "fitted_documents" else self.inputs.take(name)

    def _called(self, function: str, stage: Stage, takes: Mapping[str, Any], tables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        given = tables if tables is not None else {name: self._table(name) for name in stage.reads}
        wanted = _attribute(function).__code__
        accepted = set(wanted.co_varnames[: wanted.co_argcount + wanted.co_kwonlyargcount])
        offered = {**given, **takes, "settings": self._settings(stage)}
        return _named(_attribute(function)(**{name: value for name, value in offered.items() if name in accepted}), stage)

    def _mapped(self, stage: Stage, takes: Mapping[str, Any], choice: Choice | None) -> dict[str, Any]:
        from pipeline.mapping import map_units

        tables = {"files": self._listed()[0]} if stage.over == "files" else {name: self._table(name) for name in stage.reads}
        shared = [self._made_by(stage), *(self._take_hash(name, choice) for name in stage.takes)]
        results = map_units(
            tables,
            lambda shard: self._called(stage.function, stage, takes, shard),
            key=digest(shared),
            cache=self.inputs.cache,
            shard=self.inputs.request.shard,
            progress=Progress(stage.name),
        )
        return _merged(results, {"problems": self._listed()[1]}) if stage.over == "files" else results

    def _table(self, name: str) -> pd.DataFrame:
        if name == "problems":
            from pipeline.tables import PROBLEMS

            return PROBLEMS.frame(list(self._problems()))
        if name not in self._tables:
            self._tables[name] = read_table(self.outputs, name)
        return self._tables[name]

    # writing

    def _write(self, stage: Stage, key: str, results: dict[str, Any]) -> None:
        (self.outputs / MARKER).mkdir(parents=True, exist_ok=True)
        for name in stage.writes:
            write_table(self.outputs, name, results[name])
            self._tables.pop(name, None)
        for folder in stage.files:
            if (self.outputs / folder).is_dir():
                shutil.rmtree(self.outputs / folder)
        for name, content in results.get("files", {}).items():
            write_whole(self.outputs / name, lambda path, content=content: path.write_bytes(content))  # type: ignore[misc]
        if stage.name == "code_themes":
            write_codings_wide(self.outputs)
        problems = results["problems"].to_dict("records") if "problems" in results else []
        written = (*(f"{name}.parquet" for name in stage.writes), *(f"csv/{name}.csv" for name in stage.writes if name != "vectors"), *stage.files)
        extra = ("csv/codings_wide.csv",) if stage.name == "code_themes" else ()
        record = {"key": key, "files": hash_outputs(self.outputs, (*written, *extra)), "problems": problems}
        self.state = {"stages": {**self.state.get("stages", {}), stage.name: record}}
        write_json(self.outputs / MARKER / "state.json", self.state)
        if problems or stage.name == "ingest":
            write_table(self.outputs, "problems", self._table("problems"))

    def _record_run(self) -> None:
        from pipeline.record import run_record

        write_table(self.outputs, "problems", self._table("problems"))
        files = self._listed()[0]
        write_json(self.outputs / "run.json", run_record(self.inputs, dict(zip(files["path"], files["sha256"], strict=True)), self.state["stages"]))


def plugin_modules(stage: Stage, study: Study) -> list[str]:
    """Return the modules of the plug-ins that a stage uses.

    Raises:
        ConfigError: if a setting names none.
    """
    modules: list[str] = []
    for setting, where in stage.plugins.items():
        registry = _attribute(where)
        names = list(registry) if setting == "*" else [getattr(getattr(study, stage.name), setting)]
        modules.extend(registry.module(name) for name in names)
    return modules


def _attribute(where: str) -> Any:
    module, name = where.split(":")
    return getattr(importlib.import_module(module), name)


def _named(result: Any, stage: Stage) -> dict[str, Any]:
    if is_dataclass(result) and not isinstance(result, type):
        return {f.name: getattr(result, f.name) for f in fields(result)}
    return {stage.writes[0]: result}


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    import pandas as pd

    merged = {**first, **second}
    if "problems" in first and "problems" in second:
        merged["problems"] = pd.concat([first["problems"], second["problems"]], ignore_index=True).drop_duplicates(["stage", "path", "code"])
    return merged
