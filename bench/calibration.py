"""Measure whether the coder's scores are right on codes it has not seen: of texts with score .7 about seven in ten carry the theme."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np

from bench.candidates import Task, carried_by, code
from bench.coders import PACKAGES, VECTORS, read_sample
from bench.labelled_sets import MANIFESTOS, Manifestos, of_other_themes, read_manifestos
from bench.scores import with_ends
from bench.written import machine, write_between
from pipeline.cache import Cache, CachedEncoder, Encoder
from pipeline.calibrated import AS_ASKED, NOT_SURE, Calibrated, Scored, hold_scores
from pipeline.codebook import Codebook, Exemplar, load_codebook, load_exemplars
from pipeline.config import ROOT
from pipeline.encoders.minilm import MiniLM

TAUGHT, SEEDS = 200, 3
HEAD = "| held-out codes | the coder learnt from | theme | texts | with it | calibration error | if scores were right | Brier skill | both as asked |"


def rows_of(names: tuple[str, str], codebook: Codebook, scores: np.ndarray, given: np.ndarray, documents: Sequence[str]) -> Iterator[str]:
    """Write a row of the table for each theme: what was coded, from what was learnt, and how right the scores are."""
    for column, theme_id in enumerate(codebook.theme_ids):
        labels = given[:, column].astype(float)
        found = hold_scores(Scored(scores[:, column], labels, np.ones(len(labels)), np.array(documents, dtype=str)))
        verdicts = {found.error_verdict, found.skill_verdict}
        as_asked = "yes" if verdicts == {AS_ASKED} else "yes, not surely" if verdicts <= {AS_ASKED, NOT_SURE.format(AS_ASKED)} else "no"
        cells = (*names, theme_id, f"{len(labels):,}", f"{found.n_positive:,.0f}", *_measures(found), as_asked)
        yield "| " + " | ".join(cells) + " |"


def _measures(found: Calibrated) -> Iterator[str]:
    yield with_ends(found.error)
    yield f"{found.by_chance:.3f}"
    yield with_ends(found.skill)


def sample_rows(codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder) -> Iterator[str]:
    """Hold the coder that learnt from all exemplars against the planted codes of the sample."""
    sample = read_sample(codebook)
    task = Task(codebook, exemplars, [one.text for one in sample], encoder)
    names = ("the invented sample", f"{len(exemplars):,} exemplars")
    yield from rows_of(names, codebook, code(task).scores, carried_by(codebook, sample), [one.writer for one in sample])


def own_rows(held: Manifestos, encoder: Encoder) -> Iterator[str]:
    """Hold the coder against experts' codes of 1997 and 2001 when it learnt from a draw of these years: each manifesto by the others' codes."""
    documents = np.array(held.documents)
    for seed in range(SEEDS):
        drawn = np.zeros(len(documents), dtype=bool)
        drawn[np.random.default_rng(seed).permutation(len(documents))[:TAUGHT]] = True
        scores = np.zeros(held.truth.shape)
        for document in sorted(set(held.documents)):
            rest = np.flatnonzero(~drawn & (documents == document))
            labelled = [Exemplar(held.texts[n], held.codes(n)) for n in np.flatnonzero(drawn & (documents != document)).tolist()]
            scores[rest] = code(Task(held.codebook, labelled, [held.texts[n] for n in rest], encoder)).scores
        names = ("other sentences of 1997 and 2001", f"{TAUGHT} of 1997 and 2001 less the manifesto's own, draw {seed + 1}")
        yield from rows_of(names, held.codebook, scores[~drawn], held.truth[~drawn], documents[~drawn].tolist())


def manifesto_rows(held: Manifestos, others: Sequence[Exemplar], encoder: Encoder) -> Iterator[str]:
    """Hold the coder against experts' codes of 1997 and 2001: by definitions, and by 200 labelled sentences of 1987 and 1992."""
    what = "sentences of 1997 and 2001"
    for name, book in held.codebooks.items():
        yield from rows_of((what, name), book, code(Task(book, others, held.texts, encoder)).scores, held.truth, held.documents)
    for seed in range(SEEDS):
        task = Task(held.codebook, held.labelled(TAUGHT, seed), held.texts, encoder)
        yield from rows_of((what, f"{TAUGHT} of 1987 and 1992, draw {seed + 1}"), held.codebook, code(task).scores, held.truth, held.documents)


def main() -> None:
    """Measure what is there, and write the page; sets that are absent are left out, and that is said."""
    codebook = load_codebook(ROOT / "corpus" / "codebook.toml")
    exemplars = load_exemplars(ROOT / "corpus" / "exemplars.csv", codebook)
    encoder = CachedEncoder(MiniLM(), Cache(VECTORS))
    try:
        rows = list(sample_rows(codebook, exemplars, encoder))
        if MANIFESTOS.is_file():
            held = read_manifestos()
            rows += [*manifesto_rows(held, of_other_themes(exemplars), encoder), *own_rows(held, encoder)]
        else:
            print(f"{MANIFESTOS} is not there: not measured", file=sys.stderr)
    finally:
        encoder.close()
    table = "\n".join([HEAD, "|---" * HEAD.count(" | ") + "|---|", *rows])
    write_between("calibration", "\n\n".join([table, machine(PACKAGES)]))


if __name__ == "__main__":
    main()
