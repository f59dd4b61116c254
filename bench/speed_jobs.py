"""Name the jobs that are timed: the study, what it must do at least, and its peers; and run one of them on a work."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from bench.speed_work import lay_out
from bench.watch import watch
from pipeline.config import ROOT

SMALL = "200"  # segments of the work on which the coder is fitted, before anything is timed
CHANGE = "\n\nA paragraph that was not there before: the council will look at the bus fares again.\n"
UNLIMITED = 86400.0


@dataclass(frozen=True)
class Place:
    """A work in a scratch folder, and the Python that has the peers."""

    work: str
    scratch: Path
    peers: Path

    @property
    def folder(self) -> Path:
        """The work: corpus and segments.jsonl."""
        return self.scratch / "works" / self.work

    @property
    def run(self) -> Path:
        """What the study makes of the work: outputs, models, and the texts that it encoded."""
        return self.scratch / "runs" / self.work

    @property
    def fit(self) -> Path:
        """Where the coder and the framer are fitted, for all works."""
        return self.scratch / "runs" / "fitted"

    @property
    def encoded(self) -> Path:
        """The texts that the study encoded, one a line."""
        return self.run / "encoded.jsonl"

    @property
    def result(self) -> Path:
        """Where a job writes what it found."""
        return self.scratch / "found.json"


@dataclass(frozen=True)
class Job:
    """A job: what it is called in tables, the command for a place, what it reads, and what surrounds it without being timed."""

    about: str
    command: Callable[[Place], list[str]]
    reads: Callable[[Place], Path] = lambda place: place.folder / "segments.jsonl"
    around: Callable[[Place], AbstractContextManager[object]] = nullcontext


def ours(place: Place, run: Path, *further: str) -> list[str]:
    """Return the command of the study on a work, with outputs and models in a folder."""
    where = ["--corpus", f"{place.folder / 'corpus'}", "--outputs", f"{run / 'outputs'}", "--models", f"{run / 'models'}"]
    return [sys.executable, "-m", "bench.speed_ours", *where, "--result", str(place.result), *further]


def fitted(place: Place) -> Path:
    """Return the folder of models that hold the coder's and the framer's heads; they are fitted here if they are not current."""
    small = Place(SMALL, place.scratch, place.peers)
    lay_out(SMALL, place.scratch)
    untimed(small, ours(small, small.fit, "--until", "frame"))
    return small.fit / "models"


def untimed(place: Place, command: list[str]) -> None:
    """Run a command that prepares a job.

    Raises:
        RuntimeError: if it fails.
    """
    ended = watch(command, place.scratch / "logs" / "prepare.log", UNLIMITED).ended
    if ended:
        raise RuntimeError(ended)


@contextmanager
def afresh(place: Place, run: Path) -> Iterator[None]:
    """Begin with an empty OUTPUTS; heads are fitted, topics are not."""
    models = fitted(place)
    shutil.rmtree(run, ignore_errors=True)
    shutil.copytree(models, run / "models", ignore=shutil.ignore_patterns("discover"))
    yield


@contextmanager
def unfitted(place: Place) -> Iterator[None]:
    """Begin with an empty OUTPUTS and no models at all."""
    shutil.rmtree(place.fit, ignore_errors=True)
    yield


@contextmanager
def current(place: Place) -> Iterator[None]:
    """Bring OUTPUTS up to date."""
    untimed(place, ours(place, place.run))
    yield


@contextmanager
def changed(place: Place) -> Iterator[None]:
    """Bring OUTPUTS up to date, then change one document, and give it back its text in the end."""
    untimed(place, ours(place, place.run))
    documents = sorted((place.folder / "corpus").glob("*.txt"))
    document = documents[len(documents) // 2]
    text = document.read_bytes()
    document.write_bytes(text + CHANGE.encode())
    try:
        yield
    finally:
        document.write_bytes(text)


def workers(number: int) -> Job:
    """Return the job of the study up to codings on so many Dask workers of this machine."""

    def run(place: Place) -> Path:
        return place.scratch / "runs" / f"{place.work}-workers"

    return Job(
        f"ours up to codings, {number} worker{'s' if number > 1 else ''}",
        lambda place: ours(place, run(place), "--until", "code_themes", "--scheduler", f"local:{number}"),
        around=lambda place: afresh(place, run(place)),
    )


def floor(name: str, about: str) -> Job:
    """Return the job of a floor; those that encode read what the study encoded."""

    def read(place: Place) -> Path:
        return place.folder / "segments.jsonl" if name == "spacy" else place.encoded

    return Job(about, lambda place: [sys.executable, "-m", "bench.speed_floors", name, str(read(place)), str(place.result)], read)


def peer(name: str, about: str) -> Job:
    """Return the job of a peer."""
    script, codebook = (str(ROOT / path) for path in ("bench/peers/fit.py", "corpus/codebook.toml"))
    return Job(about, lambda place: [str(place.peers), script, name, str(place.folder / "segments.jsonl"), codebook, str(place.result)])


JOBS: Mapping[str, Job] = {
    "ours": Job(
        "ours, documents to report",
        lambda place: ours(place, place.run, "--encoded", str(place.encoded)),
        around=lambda place: afresh(place, place.run),
    ),
    "within": floor("within", "onnxruntime, all cores on a batch"),
    "across": floor("across", "onnxruntime, a core for a batch"),
    "bertopic": peer("bertopic", "stock BERTopic"),
    "key_nmf": peer("key_nmf", "Turftopic KeyNMF"),
    "key_atm": peer("key_atm", "topica KeyATM"),
    "nmf": peer("nmf", "topica NMF"),
    "spacy": floor("spacy", "spaCy nlp.pipe"),
    "one_worker": workers(1),
    "two_workers": workers(2),
    "nothing": Job("ours, nothing to do", lambda place: ours(place, place.run), around=current),
    "changed": Job("ours, one document changed", lambda place: ours(place, place.run), around=changed),
    "fit": Job("ours, coder and framing fitted", lambda place: ours(place, place.fit, "--until", "frame"), around=unfitted),
}
COMPARED = ("ours", "within", "across", "bertopic", "key_nmf", "key_atm", "nmf", "spacy")
PEERS = ("bertopic", "key_nmf", "key_atm", "nmf")
USUAL: Mapping[str, tuple[str, ...]] = {  # jobs of a work, in their order; of any other work: COMPARED
    SMALL: ("fit",),
    "10k": (*COMPARED, "one_worker", "two_workers"),
    "17k": (*COMPARED, "one_worker", "two_workers"),
    "1000documents": ("ours", "nothing", "changed"),
}
