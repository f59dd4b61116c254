"""Hold the study's encoder against the published model, and against an export of it, in seconds; into docs/benchmarks.md."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np

from bench.plain_minilm import Plain
from bench.speed_floors import Encoder, batches
from bench.written import machine, write_between
from pipeline.codebook import load_codebook, load_exemplars
from pipeline.config import ROOT
from pipeline.encoders.minilm import MiniLM

ROUNDS = 3
HEAD = (
    "| | seconds, one core (middle of {rounds}) | texts a second | cosine to the published model: mean | hundredth part below | least |\n"
    "|---|---:|---:|---:|---:|---:|"
)
PACKAGES = ("onnxruntime", "onnx", "tokenizers", "numpy")


def read_texts() -> list[str]:
    """Return each fourth of the distinct texts of the exemplars, short ones first."""
    codebook = load_codebook(ROOT / "corpus" / "codebook.toml")
    texts = {exemplar.text for exemplar in load_exemplars(ROOT / "corpus" / "exemplars.csv", codebook)}
    return sorted(texts, key=lambda text: (len(text), text))[::4]


def encoders() -> Mapping[str, Callable[[list[str]], np.ndarray]]:
    """Load both, each to run on one core."""
    ours, plain = MiniLM(threads=1), Encoder(1)
    return {
        "ours, products of 8-bit integers": ours.encode,
        "the ONNX file, weights of 8 bits, products of float32": lambda texts: np.vstack([plain.encode(batch) for batch in batches(texts)]),
    }


def main() -> None:
    """Measure, and write the table."""
    texts, seconds, vectors = read_texts(), dict[str, list[float]](), dict[str, np.ndarray]()
    made = encoders()
    for _ in range(ROUNDS):
        for name, encode in made.items():
            started = time.perf_counter()
            vectors[name] = encode(texts)
            seconds.setdefault(name, []).append(time.perf_counter() - started)
    middle = {name: statistics.median(own) for name, own in seconds.items()}
    published = Plain().encode(texts)
    rows = []
    for name, own in middle.items():
        like = np.einsum("ij,ij->i", vectors[name], published)
        rows.append(f"| {name} | {own:.1f} | {len(texts) / own:,.0f} | {like.mean():.4f} | {np.quantile(like, 0.01):.4f} | {like.min():.4f} |")
    lengths = statistics.fmean(len(text.split()) for text in texts)
    said = f"{len(texts):,} texts of {lengths:.0f} words on average."
    write_between("encoding", "\n\n".join([said, "\n".join([HEAD.format(rounds=ROUNDS), *rows]), machine(PACKAGES)]))


if __name__ == "__main__":
    main()
