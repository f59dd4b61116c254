"""Keep fitted models in models/STAGE/KEY, and know which of them a study uses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pipeline.keys import digest
from pipeline.store import read_json, write_json

USED = "models.json"


class Fitted(Protocol):
    """A fitted model that can be saved."""

    def save(self, folder: Path) -> None:
        """Write the model into an empty folder, without pickle."""


@dataclass(frozen=True)
class Choice:
    """Which fitted model a stage uses: its key, what it was made by beside its texts, and the documents it was fitted on."""

    stage: str
    key: str
    config: str
    documents: Sequence[str] = ()

    def folder(self, models: Path) -> Path:
        """Return where the model lies."""
        return models / self.stage / self.key

    def remember(self, outputs: Path) -> None:
        """Name this model in OUTPUTS/models.json."""
        used = read_json(outputs / USED)
        write_json(outputs / USED, used | {self.stage: {"key": self.key, "config": self.config, "documents": list(self.documents)}})


def chosen(outputs: Path, stage: str, config: str) -> Choice | None:
    """Return the model that OUTPUTS/models.json names, if it was made by the same code, settings and upstream models."""
    used = read_json(outputs / USED).get(stage, {})
    return Choice(stage, used["key"], config, tuple(used["documents"])) if used.get("config") == config else None


def forget(outputs: Path, stages: Sequence[str]) -> list[str]:
    """Take stages out of OUTPUTS/models.json, so that the next run fits them anew; return those that were in it."""
    used = read_json(outputs / USED)
    gone = [stage for stage in stages if stage in used]
    if gone:
        write_json(outputs / USED, {stage: entry for stage, entry in used.items() if stage not in gone})
    return gone


def model_key(config: str, texts: Sequence[str]) -> str:
    """Return the key of a model: what made it, and its training texts whatever their order."""
    return digest([config, *sorted(digest([text]) for text in texts)])


def load_or_fit(plugin: Any, folder: Path, fit: Callable[[], Fitted]) -> Any:
    """Load the model in a folder; where there is none, fit it, save it whole and load it, so that both ways give the same."""
    if not folder.is_dir():
        unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
        unfinished.mkdir(parents=True)
        try:
            fit().save(unfinished)
            if not folder.is_dir():  # another run may have fitted the same meanwhile
                unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return plugin.load(folder)
