"""Measure how F1 grows with the number of exemplars, and what the next 500 would add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.candidates import Task, carried_by, ours
from pipeline.bootstrap import FEWEST
from pipeline.cache import Encoder
from pipeline.codebook import Codebook, Exemplar

SIZES = (500, 1000, 2000, 4000)
NEXT = 500
HELD_OUT = 4  # writers whose exemplars are measured on
DRAWS = 1000


@dataclass(frozen=True)
class Curve:
    """Macro F1 by number of exemplars, and what the next would add, with its 95 % interval; null where groups are too few."""

    f1: np.ndarray  # float64[sizes]
    gain: float
    low: float
    high: float

    def cell(self) -> str:
        """Return what the next would add as a cell of a Markdown table."""
        return f"{self.gain:+.4f}" + ("" if np.isnan(self.low) else f" ({self.low:+.4f} to {self.high:+.4f})")


def curve_table(codebook: Codebook, exemplars: Sequence[Exemplar], sample: Sequence[Exemplar], encoder: Encoder) -> Iterator[str]:
    """Learn from parts of the exemplars of all writers but four, in one random order; measure on these four, and on the sample."""
    writers = np.random.default_rng(0).permutation(sorted({exemplar.writer for exemplar in exemplars}))
    held = set(writers[:HELD_OUT].tolist())
    test, train = ([one for one in exemplars if (one.writer in held) == wanted] for wanted in (True, False))
    order = np.random.default_rng(1).permutation(len(train))
    sizes = [*(size for size in SIZES if size < len(train)), len(train)]
    texts = [one.text for one in (*test, *sample)]
    given = [ours(Task(codebook, [train[row] for row in np.sort(order[:size])], texts, encoder)) for size in sizes]
    parts = {"exemplars of four other writers": (test, slice(0, len(test))), "the sample": (sample, slice(len(test), None))}
    yield f"The coder `head` by number of exemplars ({len(train):,} of {len({one.writer for one in train})} writers; random parts), macro F1:"
    lines = ["| exemplars | " + " | ".join(f"{size:,}" for size in sizes) + f" | next {NEXT} |", "|---" * (len(sizes) + 2) + "|"]
    for name, (labelled, rows) in parts.items():
        groups = [one.writer for one in labelled]
        found = fit_curve(carried_by(codebook, labelled), [flags[rows] for flags in given], groups, sizes)
        cells = " | ".join(f"{value:.3f}" for value in found.f1)
        lines.append(f"| {name} (n = {len(labelled):,}) | {cells} | {found.cell()} |")
    yield "\n".join(lines)


def fit_curve(given: np.ndarray, assigned: Sequence[np.ndarray], groups: Sequence[str], sizes: Sequence[int]) -> Curve:
    """Fit macro F1 as a straight line in the logarithm of the number of exemplars, and follow it to 500 more.

    Args:
        given: bool[n, themes]: the truth.
        assigned: for each size bool[n, themes].
        groups: what is resampled together: writers, or documents.
        sizes: numbers of exemplars, rising.

    Returns:
        The curve; the interval is from 1,000 resamples of groups, for each of which the line is fitted anew; a theme that
        nobody gave in a resample is left out of its mean. With fewer than 12 groups there is none: they say too little of others.
        It holds for these sizes in this order of exemplars; what another order would give is not in it.
    """
    _, place = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    n = int(place.max()) + 1
    counts = np.zeros((n, len(sizes), 3, given.shape[1]))
    for size, flags in enumerate(assigned):
        for position, own in enumerate((given & flags, flags, given)):
            np.add.at(counts[:, size, position], place, own)
    weights = np.concatenate([np.ones((1, n)), np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=DRAWS)])
    both, machine, human = np.moveaxis(np.tensordot(weights, counts, axes=1), 2, 0)
    f1 = np.where(human > 0, 2 * both / np.maximum(machine + human, 1), np.nan)[..., given.any(axis=0)]
    f1 = np.nanmean(f1[~np.isnan(f1).all(axis=(1, 2))], axis=-1)
    x = np.log(sizes)
    slopes = ((f1 - f1.mean(axis=1, keepdims=True)) * (x - x.mean())).sum(axis=1) / ((x - x.mean()) ** 2).sum()
    gains = slopes * np.log((sizes[-1] + NEXT) / sizes[-1])
    low, high = np.percentile(gains[1:], [2.5, 97.5]) if n >= FEWEST else (np.nan, np.nan)
    return Curve(f1[0], float(gains[0]), float(low), float(high))
