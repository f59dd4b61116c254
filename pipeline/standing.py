"""Tell how each stage stands: its key, its model, and whether what it made is current.

A stage is current when its key is the recorded one and its files are as they were written. The key is made of the
sources of the stage and of all it imports, the chosen plug-in, its settings, the hashes of its input tables, of the
files and models it reads, and of the lock.
"""

from __future__ import annotations

import importlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.config import Study
from pipeline.contain import TRANSIENT
from pipeline.inputs import Inputs
from pipeline.keys import digest, folder_hash, lock_hash, source_hash
from pipeline.models import USED, Choice, chosen, follow, model_key
from pipeline.programs import PROGRAMS
from pipeline.stages import STAGES, Stage, writer_of
from pipeline.state import State
from pipeline.store import read_json, read_table

if TYPE_CHECKING:
    from pipeline.listing import Listing

WRITTEN = frozenset(table for stage in STAGES for table in stage.writes)


class Standing:
    """How the stages of one study stand."""

    def __init__(self, inputs: Inputs) -> None:
        """Take the study's inputs and read what OUTPUTS records."""
        self.inputs = inputs
        self.outputs = inputs.request.outputs
        self.state = State(self.outputs)

    @cached_property
    def listing(self) -> Listing:
        """The files of the corpus."""
        from pipeline.listing import survey

        return survey(self.inputs.request.corpus)

    def is_current(self, stage: Stage) -> bool:
        """Tell whether a stage's tables and files are those that its inputs give, as far as the recorded inputs go."""
        if self.state.key(stage) != self.key(stage) or not self.state.is_whole(stage):
            return False
        if stage.fits and not read_json(self.outputs / USED).get(stage.name, {}).get("config"):  # forgotten: to be named again
            return False
        return not any(row["code"] in TRANSIENT for row in self.state.problems_of(stage))

    def stale_before(self, stage: Stage) -> str:
        """Return the first table that a stage reads which is not current, or rests on one that is not; empty if none."""
        stale = self.stale_stages()
        return next((table for table in stage.reads if table != "problems" and writer_of(table) in stale), "")

    def stale_stages(self) -> tuple[Stage, ...]:
        """Return the stages that are not current, or rest on one that is not, in their order."""
        stale: list[Stage] = []
        for stage in STAGES:
            if any(table in earlier.writes for earlier in stale for table in stage.reads) or not self.is_current(stage):
                stale.append(stage)
        return tuple(stale)

    def key(self, stage: Stage) -> str:
        """Return the key of a stage: a hash of all that its tables depend on."""
        choice = self.choice(stage)
        tables = [self._table_hash(name) for name in stage.reads]
        takes = [self.take_hash(name, choice) for name in (*stage.takes, *stage.finish_takes)]
        views = [part for view in stage.views for part in (source_hash(view.function.split(":")[0]), *map(self._table_hash, view.reads))]
        return digest([self.made_by(stage), *tables, *takes, *views, self._listing_hash(stage)])

    def made_by(self, stage: Stage) -> str:
        """Return a hash of a stage's code, plug-ins, resources, settings and of the lock."""
        finish = [stage.finish.split(":")[0]] if stage.finish else []
        modules = [stage.module, *finish, *plugin_modules(stage, self.inputs.study)]
        resources = folder_hash(stage.resources) if stage.resources else ""
        return digest([stage.name, source_hash(*modules), resources, self.settings(stage).model_dump_json(), lock_hash()])

    def shared_key(self, stage: Stage, choice: Choice | None) -> str:
        """Return a hash of what the rows of every document depend on beside its own: code, settings and takes of a stage that is a map."""
        return digest([self.made_by(stage), *(self.take_hash(name, choice) for name in stage.takes if name not in PROGRAMS)])

    def settings(self, stage: Stage) -> Any:
        """Return a stage's section of study.toml."""
        return getattr(self.inputs.study, stage.name)

    def take_hash(self, name: str, choice: Choice | None) -> str:
        """Return the hash of an input that is no table."""
        if name == "model":
            return choice.key if choice else ""
        if name == "fitted_documents":
            return digest(sorted(self.fitted_documents()))
        return self.inputs.hash(name)

    def fitted_documents(self) -> frozenset[str]:
        """Return the ids of the documents on which the topic model in use was fitted."""
        entry = read_json(self.outputs / USED).get("discover", {})
        return frozenset(entry.get("documents", ()))

    def learns_from(self, stage: Stage) -> tuple[str, ...]:
        """Return the inputs that a stage's model is fitted on; tables only where this study needs them, so that studies share the model."""
        wanted = not stage.fits_tables_if or self.inputs.take(stage.fits_tables_if)
        return tuple(name for name in stage.fits if wanted or name not in WRITTEN)

    def choice(self, stage: Stage) -> Choice | None:
        """Return which fitted model a stage uses; None where it fits none, or cannot yet know."""
        if not stage.fits:
            return None
        config = digest([self.made_by(stage), *(self.inputs.hash(name) for name in stage.fits if name not in WRITTEN)])
        known = chosen(self.outputs, stage.name, config)
        if not WRITTEN & set(self.learns_from(stage)):
            return known or Choice(stage.name, model_key(config, []), config)
        if known and known.folder(self.inputs.request.models).is_dir():
            return known  # where it was deleted: fitted anew on the documents as they are, under a key of its own
        return self._fresh_choice(stage, config) if (self.outputs / "segments.parquet").is_file() else None

    def _fresh_choice(self, stage: Stage, config: str) -> Choice:
        documents, segments = read_table(self.outputs, "documents"), read_table(self.outputs, "segments")
        learnt = [*(segments["segment_id"] + segments["text"])[segments["codable"]]]
        if "documents" in stage.fits:
            learnt += [
                *documents["place"].fillna(""),
                *documents["publisher"].fillna(""),
                *(documents["document_id"] + "\0" + documents["cluster_id"]),
            ]
        if "codings" in stage.fits:
            learnt.append(self._table_hash("codings"))
        key = model_key(config, learnt)
        fresh = Choice(stage.name, key, config, tuple(documents["document_id"]), learnt=key)
        return follow(self.outputs, self.inputs.request.models, fresh) if stage.keeps_names else fresh

    def _table_hash(self, name: str) -> str:
        if name == "problems":
            return digest(json.dumps(row, sort_keys=True) for row in self.state.problems())
        return self.state.table_hash(name)

    def _listing_hash(self, stage: Stage) -> str:
        if stage.over != "files":
            return ""
        return digest([*(part for file in self.listing.files for part in (file.path, file.sha256)), *(row["path"] for row in self.listing.problems)])


def plugin_modules(stage: Stage, study: Study) -> list[str]:
    """Return the modules of the plug-ins that a stage uses.

    Raises:
        ConfigError: if a setting names none.
    """
    modules: list[str] = []
    for setting, where in stage.plugins.items():
        registry = attribute(where)
        names = list(registry) if setting.startswith("*") else [getattr(getattr(study, stage.name), setting)]
        modules.extend(registry.module(name) for name in names)
    return modules


def attribute(where: str) -> Any:
    """Return what ``"module:attribute"`` names."""
    module, name = where.split(":")
    return getattr(importlib.import_module(module), name)
