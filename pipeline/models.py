"""Keep fitted models in models/STAGE/KEY, and know which of them a study uses."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import ModelError
from pipeline.keys import digest
from pipeline.store import read_json, write_json

USED = "models.json"
ABANDONED = 3 * 86400.0  # seconds


class Fitted(Protocol):
    """A fitted model that can be saved."""

    def save(self, folder: Path) -> None:
        """Write the model into an empty folder, without pickle."""


@dataclass(frozen=True)
class Choice:
    """Which fitted model a stage uses: its key, what it was made by beside its texts, and the documents it was fitted on.

    ``learnt`` is the key of what it learns from alone; ``earlier`` is the key of the model before it, whose names it keeps.
    """

    stage: str
    key: str
    config: str
    documents: Sequence[str] = ()
    learnt: str = ""
    earlier: str = ""

    def folder(self, models: Path) -> Path:
        """Return where the model lies."""
        return models / self.stage / self.key

    def remember(self, outputs: Path) -> None:
        """Name this model in OUTPUTS/models.json."""
        entry = {"key": self.key, "config": self.config, "documents": list(self.documents)} | ({"learnt": self.learnt} if self.learnt else {})
        write_json(outputs / USED, read_json(outputs / USED) | {self.stage: entry})


def chosen(outputs: Path, stage: str, config: str) -> Choice | None:
    """Return the model that OUTPUTS/models.json names, if it was made by the same code, settings and upstream models."""
    used = read_json(outputs / USED).get(stage, {})
    if used.get("config") != config:
        return None
    return Choice(stage, used["key"], config, tuple(used["documents"]), used.get("learnt", ""))


def follow(outputs: Path, models: Path, fresh: Choice) -> Choice:
    """Return the choice of a model that keeps the names of the one in use before it, whatever that was made by.

    Args:
        outputs: OUTPUTS, whose models.json names that model, also where it was forgotten.
        models: where models lie.
        fresh: the choice of the model to be fitted, with what it learns from.

    Returns:
        The model before, if it learnt from the same; one under a key of its own that follows it; or the fresh one, where there is none before.
    """
    used = read_json(outputs / USED).get(fresh.stage, {})
    before = Choice(fresh.stage, used.get("key", ""), fresh.config, learnt=used.get("learnt", ""))
    if not before.key or not before.folder(models).is_dir():
        return fresh
    if before.learnt == fresh.learnt:
        return replace(fresh, key=before.key)
    return replace(fresh, key=digest([fresh.learnt, before.key]), earlier=before.key)


def forget(outputs: Path, stages: Sequence[str]) -> list[str]:
    """Mark the models of stages in OUTPUTS/models.json, so that the next run fits them anew; return those that were in use."""
    used = read_json(outputs / USED)
    gone = [stage for stage in stages if used.get(stage, {}).get("config")]
    if gone:
        write_json(outputs / USED, used | {stage: {**used[stage], "config": ""} for stage in gone})
    return gone


def model_key(config: str, texts: Sequence[str]) -> str:
    """Return the key of a model: what made it, and its training texts whatever their order."""
    return digest([config, *sorted(digest([text]) for text in texts)])


def load_or_fit(plugin: Any, folder: Path, fit: Callable[[], Fitted]) -> Any:
    """Load the model in a folder; where there is none, fit it, save it whole and load it, so that both ways give the same."""
    if not folder.is_dir():
        unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
        shutil.rmtree(unfinished, ignore_errors=True)  # of a process that was killed and had the same number
        unfinished.mkdir(parents=True)
        _sweep(folder.parent)
        try:
            _fit_alike(fit).save(unfinished)
            _take(unfinished, folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return plugin.load(folder)


def _fit_alike(fit: Callable[[], Fitted]) -> Fitted:
    """Fit with products of matrices on one thread, whatever number a person has set: their last digits depend on it, and the key does not."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"):
        return fit()


def _take(unfinished: Path, folder: Path) -> None:
    """Give a fitted model its name, unless another run has fitted the same meanwhile."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _sweep(models: Path) -> None:
    """Delete what killed runs left unfinished: no model takes as long as that to fit."""
    for left in models.glob(".*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def earlier_model(plugin: Any, folder: Path) -> Any | None:
    """Load what the model before this one gave names to; None where it is no longer whole, so that there are no names to keep."""
    try:
        return plugin.load_earlier(folder)
    except ModelError:
        return None
