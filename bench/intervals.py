"""Measure how often intervals over few sources hold the truth, and from how many on they do; written into docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.coders import VECTORS
from bench.coverage import LEARNT_FROM, MEASURED_ON
from bench.labelled_sets import MANIFESTOS
from bench.written import machine, write_between
from pipeline import bootstrap
from pipeline.accuracy import Compared, measure_accuracy
from pipeline.cache import Cache, CachedEncoder, Encoder
from pipeline.calibrated import Scored, hold_scores

THEMES = ("Economic", "Social")
TAUGHT = 200  # sentences that the machine learns from
SIZES = (5, 60)  # sentences of a section: the least and the most
SOURCES = (3, 4, 5, 6, 7, 8, 10, 12, 16, 20)
SIMULATIONS = 500
SHARES = ("precision", "recall", "f1")


@dataclass(frozen=True)
class Sections:
    """One theme in s sections, which stand for sources: of each sentence the section, what experts and the machine say, and its score."""

    section: np.ndarray  # int[n]
    truth: np.ndarray  # bool[n]
    assigned: np.ndarray  # bool[n]
    scores: np.ndarray  # float64[n]

    def bearing(self, measure: str) -> np.ndarray:
        """Return the sections that bear on a measure, int[k]: those with a code to be right or wrong about."""
        sides = {"precision": self.assigned, "recall": self.truth, "f1": self.assigned | self.truth}
        return np.unique(self.section[sides.get(measure, self.truth)])

    def drawn(self, sections: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the sentences of these sections, which may be drawn twice and are then two sources, and the source of each."""
        rows = [np.flatnonzero(self.section == section) for section in sections.tolist()]
        return np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(own) for own in rows])


def cut(documents: np.ndarray, seed: int = 0) -> np.ndarray:
    """Cut documents, whose sentences stand together, into sections of 5 to 60 sentences; return the section of each sentence, int[n]."""
    random, found, number = np.random.default_rng(seed), np.zeros(len(documents), dtype=int), 0
    for document in np.unique(documents):
        rows = np.flatnonzero(documents == document)
        while len(rows):
            size = int(random.integers(SIZES[0], SIZES[1] + 1))
            found[rows[:size]], rows, number = number, rows[size:], number + 1
    return found


def measured(own: Sections, rows: np.ndarray, sources: np.ndarray, measure: str) -> tuple[float, float, float]:
    """Return a measure with its interval over sources."""
    names = sources.astype(str)
    if measure == "skill":
        return hold_scores(Scored(own.scores[rows], own.truth[rows].astype(float), np.ones(len(rows)), names)).skill
    compared = Compared(own.truth[rows, None].astype(float), own.assigned[rows, None], names, np.ones(len(rows)))
    row = measure_accuracy(compared, ["theme"]).iloc[0]
    return float(row[measure]), float(row[f"{measure}_low"]), float(row[f"{measure}_high"])


def simulate(own: Sections, measure: str, sources: int, simulations: int = SIMULATIONS) -> np.ndarray:
    """Draw sources again and again: how often the interval holds the truth of all, its mean width, how often there is none, float64[3].

    The rule that few documents have no interval is set aside.
    """
    random, bearing = np.random.default_rng(sources), own.bearing(measure)
    truth, _, _ = measured(own, *own.drawn(bearing), measure)
    with mock.patch.multiple(bootstrap, FEWEST=2, FEWEST_OF_SHARE=2):
        found = np.array([measured(own, *own.drawn(random.choice(bearing, sources)), measure)[1:] for _ in range(simulations)])
    known = found[~np.isnan(found).any(axis=1)]
    held = (known[:, 0] <= truth + bootstrap.SAME) & (truth <= known[:, 1] + bootstrap.SAME)
    return np.array([held.mean(), np.diff(known, axis=1).mean(), 1 - len(known) / len(found)])


def rows_of(themes: Sequence[tuple[str, Sections]], simulations: int = SIMULATIONS) -> Iterator[str]:
    """Write a row for each number of sources."""
    for sources in SOURCES:
        found = [simulate(own, measure, sources, simulations) for _, own in themes for measure in (*SHARES, "skill")]
        yield (
            f"| {sources} | " + " | ".join(f"{held:.3f} ({width:.2f})" for held, width, _ in found) + f" | {max(none for _, _, none in found):.1%} |"
        )


def read_sections(encoder: Encoder) -> list[tuple[str, Sections]]:
    """Teach a machine on 200 sentences of 1987 and 1992, let it code those of 1997 and 2001, and cut these into sections."""
    import pandas as pd

    rows = pd.read_parquet(MANIFESTOS).dropna(subset=["label_experts"])
    old, new = (rows[rows["year"].isin(years)] for years in (LEARNT_FROM, MEASURED_ON))
    taught = old.sample(TAUGHT, random_state=0)
    known, vectors = (encoder.encode(own["text"].astype(str).to_list()) for own in (taught, new))
    section, found = cut(new["doc_id"].astype(str).to_numpy()), []
    for theme in THEMES:
        scores = LogisticRegression(C=3, max_iter=500).fit(known, taught["label_experts"] == theme).predict_proba(vectors)[:, 1]
        found.append((theme, Sections(section, (new["label_experts"] == theme).to_numpy(), scores >= 0.5, scores)))
    return found


def main() -> None:
    """Measure, and write the page; where the labelled sentences are absent, leave it as it is."""
    if not MANIFESTOS.is_file():
        print(f"{MANIFESTOS} is not there: intervals are not measured")
        return
    encoder = CachedEncoder(_minilm(), Cache(VECTORS))
    try:
        themes = read_sections(encoder)
    finally:
        encoder.close()
    named = [f"{theme}: {measure}" for theme, _ in themes for measure in (*SHARES, "Brier skill")]
    lines = [f"| sources | {' | '.join(named)} | no interval, at most |", "|---" * (len(named) + 2) + "|", *rows_of(themes)]
    sections = len(np.unique(themes[0][1].section))
    said = f"{sections} sections of 5 to 60 sentences, {SIMULATIONS:,} draws of sources a cell: how often the interval holds the truth (mean width)."
    write_between("intervals", "\n\n".join([said, "\n".join(lines), machine(("numpy", "scikit-learn", "scipy"))]))


def _minilm() -> Encoder:
    from pipeline.encoders.minilm import MiniLM

    return MiniLM()


if __name__ == "__main__":
    main()
