"""What a worker does: compute a shard of documents, or encode texts, with what it loads once from the shared folders."""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from pipeline import read_files
from pipeline.cache import Cache, CachedEncoder
from pipeline.compute import Computing
from pipeline.config import ROOT
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError, ModelError, PipelineError
from pipeline.inputs import Inputs, Request
from pipeline.keys import PACKAGE, digest, file_hash
from pipeline.models import Choice
from pipeline.stages import Stage, stage_named
from pipeline.standing import Standing, attribute

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)


@dataclass(frozen=True)
class Job:
    """What every shard of a stage has in common: what was asked, the stage, its model, and the key of all that a result depends on."""

    request: Request
    stage: str
    choice: Choice | None
    key: str


class Nowhere(Cache):
    """A cache that keeps nothing: a worker leaves the file in OUTPUTS alone, and sends back what it made."""

    def __init__(self) -> None:
        """Have no file."""

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Find nothing."""
        del keys
        return {}

    def put(self, values: Mapping[str, bytes], *, owner: str, hold: bool = False) -> None:
        """Keep nothing."""


class Worker:
    """A stage made ready in this process: settings read, model and encoder loaded when first needed."""

    def __init__(self, job: Job) -> None:
        """Read what the job names.

        Raises:
            ConfigError: if this process has other code, packages, settings or files than the one that asks.
            ModelError: if it cannot read the model.
        """
        file_hash.cache_clear()
        read_files.READERS = 1  # there are as many workers as cores
        self._inputs = Inputs(job.request)
        standing = Standing(self._inputs)
        self._stage = stage_named(job.stage)
        if job_key(standing, self._stage, job.choice) != job.key:
            raise ConfigError(
                f"A worker on {platform.node()} does not have the same code, packages, settings or input files as this process, "
                "so that its results could differ. Install the same version there, and let all see the same folders under the same paths."
            )
        self._computing = Computing(standing)
        self._encoder: CachedEncoder | None = None
        self._takes = {name: self._take(name, job.choice) for name in self._stage.takes}

    def compute(self, shard: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Return what the stage makes of a shard."""
        return self._computing.call(self._stage.function, self._stage, self._takes, shard)

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, dimensions]."""
        encoder: CachedEncoder = self._takes["encoder"]
        return encoder.encode(texts)

    def _take(self, name: str, choice: Choice | None) -> Any:
        if name == "encoder":
            return CachedEncoder(_encoder(self._inputs.study.embed.encoder), Nowhere())
        if name == "model" and choice is not None:
            return self._model(choice)
        return self._inputs.take(name)

    def _model(self, choice: Choice) -> Any:
        (setting, where), *_ = self._stage.plugins.items()
        plugin = attribute(where)[getattr(getattr(self._inputs.study, self._stage.name), setting)]
        folder = choice.folder(self._inputs.request.models)
        if not folder.is_dir():
            raise ModelError(
                f"A worker on {platform.node()} does not see the model {folder}. The folder of models must be there under the same path."
            )
        return plugin.load(folder)


@cache
def _encoder(name: str) -> Any:
    """Load an encoder once in a process, whatever stages need it; one thread, for there are as many workers as cores."""
    made: Any = ENCODERS[name]
    return made(threads=1)


_READY: dict[Job, Worker] = {}


def ready(job: Job) -> Worker:
    """Return the worker of a job, made once in a process; that of the job before is dropped."""
    if job not in _READY:
        _READY.clear()
        _READY[job] = Worker(job)
    return _READY[job]


def compute_shard(job: Job, shard: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Compute a shard in a worker's process."""
    with _said():
        return ready(job).compute(shard)


def encode_texts(job: Job, texts: list[str]) -> np.ndarray:
    """Encode texts in a worker's process."""
    with _said():
        return ready(job).encode(texts)


@contextmanager
def _said() -> Iterator[None]:
    """Send an error as text: some, such as that of too deep a recursion, do not survive the way, and the run would wait for ever."""
    try:
        yield
    except PipelineError:
        raise
    except Exception:  # noqa: BLE001  # said again, whatever it is
        raise RuntimeError(traceback.format_exc(limit=-8)) from None


def absolute(request: Request) -> Request:
    """Return what was asked with every path absolute, so that a process elsewhere understands it."""
    paths = {"corpus": request.corpus, "outputs": request.outputs, "study": request.study_path(), "models": request.models}
    return replace(request, **{name: path.resolve() for name, path in paths.items()})  # type: ignore[arg-type]


def job_for(standing: Standing, stage: Stage, choice: Choice | None) -> Job:
    """Describe a stage's work so that a process elsewhere can do it."""
    known = None if choice is None else replace(choice, documents=())
    return Job(absolute(standing.inputs.request), stage.name, known, job_key(standing, stage, choice))


def job_key(standing: Standing, stage: Stage, choice: Choice | None) -> str:
    """Return the hash of all that a shard's result depends on beside its rows, installed packages included."""
    scans = standing.inputs.hash("tesseract") if "tesseract" in stage.takes else ""
    old_files = str("libreoffice" in stage.takes and bool(standing.inputs.hash("libreoffice")))  # wherever it lies
    return digest([standing.shared_key(stage, choice), scans, old_files, *(f"{name}={number}" for name, number in versions().items())])


def versions() -> dict[str, str]:
    """Return what shapes results in this process: the versions of Python and packages, and a hash of our own code."""
    code = digest(f"{path.relative_to(PACKAGE)}={file_hash(path)}" for path in sorted(PACKAGE.rglob("*.py")))
    return {"python": platform.python_version(), **_installed(), "themeline's code": code[:12]}


@cache
def _installed() -> dict[str, str]:
    """Return what is installed here of every package that the lock names: a lock says what should be there."""
    lock = ROOT / "requirements.lock"
    return {name: _version(name) for name in ("themeline", *PINNED.findall(lock.read_text(encoding="utf-8") if lock.is_file() else ""))}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def facts(request: Request, path: str) -> dict[str, str]:
    """Say what this process has: versions, and the hash of a file of the corpus as it sees it."""
    file_hash.cache_clear()
    return {**versions(), f"{path} of the corpus": file_hash(request.corpus / path)[:12]}


def facts_there(request: Request, path: str) -> dict[str, str]:
    """Say in a worker's process what it has.

    Raises:
        ConfigError: if it may not read the file.
    """
    try:
        return facts(request, path)
    except OSError as error:
        raise ConfigError(f"A worker on {platform.node()} cannot read {path} of the corpus: {error}. Let it read {request.corpus}.") from None
