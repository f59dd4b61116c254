"""Hold ways to code against each other on texts they have not seen, and say what more exemplars would add; written into docs/benchmarks.md."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence

import numpy as np

from bench.candidates import CANDIDATES, Task, carried_by
from bench.curve import curve_table
from bench.labelled_sets import KEY_POINTS, MANIFESTOS, key_points_table, manifestos_table
from bench.scores import measure
from bench.written import machine, write_between
from pipeline.cache import Cache, CachedEncoder
from pipeline.calibrate import folds_of
from pipeline.codebook import Codebook, Exemplar, load_codebook, load_exemplars
from pipeline.config import ROOT
from pipeline.encoders.minilm import MiniLM
from pipeline.human_codes import read_codes
from pipeline.schema import tuples

OUTER_FOLDS = 3
PACKAGES = ("numpy", "scikit-learn", "scipy", "onnxruntime")
VECTORS = ROOT / "models" / "vectors" / "bench"
HEAD = "| | micro F1 | macro F1 |\n|---|---|---|"


def read_sample(codebook: Codebook) -> list[Exemplar]:
    """Read the passages of the sample corpus with their planted codes; the writer of each is its document."""
    rows = read_codes(ROOT / "tests" / "sample_truth" / "codes.csv")
    known = set(codebook.theme_ids)
    return [Exemplar(row.text, frozenset(set(row.codes.split(";")) & known), row.path) for row in tuples(rows)]


def by_writers(name: str, codebook: Codebook, exemplars: Sequence[Exemplar], encoder: CachedEncoder) -> np.ndarray:
    """Code each exemplar by what was learnt from those of other writers; thresholds and calibration too, so that the test is nested."""
    writers = [exemplar.writer for exemplar in exemplars]
    fold = folds_of(writers, OUTER_FOLDS, 0)
    assigned = np.zeros((len(exemplars), len(codebook.theme)), dtype=bool)
    for number in range(OUTER_FOLDS):
        test = np.flatnonzero(fold == number)
        train = [one for one, own in zip(exemplars, fold, strict=True) if own != number]
        assigned[test] = CANDIDATES[name](
            Task(codebook, train, [one.text for one, own in zip(exemplars, fold, strict=True) if own == number], encoder)
        )
    return assigned


def candidate_tables(codebook: Codebook, exemplars: Sequence[Exemplar], encoder: CachedEncoder) -> Iterator[str]:
    """Measure every candidate on exemplars of other writers, and on the sample."""
    writers, sample = [exemplar.writer for exemplar in exemplars], read_sample(codebook)
    texts, documents = [one.text for one in sample], [one.writer for one in sample]
    on_exemplars, on_sample = [], []
    for name, candidate in CANDIDATES.items():
        started = time.perf_counter()
        found = measure(carried_by(codebook, exemplars), by_writers(name, codebook, exemplars, encoder), writers)
        on_exemplars.append(f"| {name} | {found.cells()} |")
        assigned = candidate(Task(codebook, exemplars, texts, encoder))
        on_sample.append(f"| {name} | {measure(carried_by(codebook, sample), assigned, documents).cells()} |")
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    yield f"Exemplars of writers that were held out ({len(exemplars):,} texts, {len(set(writers))} writers, {OUTER_FOLDS} outer folds):"
    yield "\n".join([HEAD, *on_exemplars])
    yield f"The invented sample corpus, which no candidate learnt from ({len(sample):,} passages, {len(set(documents))} documents):"
    yield "\n".join([HEAD, *on_sample])


def main() -> None:
    """Measure what is there, and write the page; sets that are absent are left out, and that is said."""
    codebook = load_codebook(ROOT / "corpus" / "codebook.toml")
    exemplars = load_exemplars(ROOT / "corpus" / "exemplars.csv", codebook)
    encoder = CachedEncoder(MiniLM(), Cache(VECTORS))
    try:
        parts = [*candidate_tables(codebook, exemplars, encoder), *curve_table(codebook, exemplars, read_sample(codebook), encoder)]
        for path, table in ((MANIFESTOS, manifestos_table), (KEY_POINTS, key_points_table)):
            if path.is_file():
                parts.extend(table(exemplars, encoder))
            else:
                print(f"{path} is not there: not measured", file=sys.stderr)
    finally:
        encoder.close()
    write_between("coders", "\n\n".join([*parts, machine(PACKAGES)]))


if __name__ == "__main__":
    main()
