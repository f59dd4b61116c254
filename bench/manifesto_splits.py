"""Split manifestos that experts coded into two groups at random: what tests call different where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from bench.corpora import CORPORA
from pipeline.config import Track
from pipeline.differences import difference
from pipeline.resampling import side

LABELLED = CORPORA / "labelled" / "manifesto_econsocial_1987_2001.parquet"
THEMES = ("Economic", "Social")
SENTENCES = 40  # of a section, which stands for a document
PERMUTATIONS = 999
SETTINGS = Track(draws=100, permutations=9999)
PLANTED = (0.1, 0.15, 0.2, 0.3)
SPLITS_WITH_PLANTED = 60
Table = tuple[list[str], Iterator[list[str]]]


@dataclass(frozen=True)
class Sections:
    """Sections of manifestos, each standing for a document."""

    shares: np.ndarray  # float64[sections, themes]
    sentences: np.ndarray  # float64[sections]
    manifestos: np.ndarray  # str[sections]: the cluster


def read_sections() -> Sections:
    """Cut each manifesto into runs of 40 sentences; a sentence without an agreed code carries no theme."""
    rows = pd.read_parquet(LABELLED, columns=["doc_id", "label_experts"])
    number = rows.groupby("doc_id", sort=False).cumcount() // SENTENCES
    carried = pd.DataFrame({theme: (rows["label_experts"] == theme).fillna(value=False).astype(float) for theme in THEMES})
    grouped = carried.groupby([rows["doc_id"].astype(str), number])
    means, sizes = grouped.mean(), grouped.size()
    return Sections(means.to_numpy(), sizes.to_numpy(dtype=float), means.index.get_level_values(0).to_numpy(dtype=str))


def splits(names: np.ndarray, k: int) -> Iterator[np.ndarray]:
    """Yield every way to choose k manifestos, as a flag for each section; of mirrored halves one."""
    known = sorted(set(names))
    for chosen in combinations(known, k):
        if 2 * k < len(known) or known[0] in chosen:
            yield np.isin(names, chosen)


def p_of_sentences(sections: Sections, second: np.ndarray) -> np.ndarray:
    """Return p of the ordinary z-test of two shares, every sentence taken as independent."""
    from scipy.special import ndtr

    n = np.array([sections.sentences[~second].sum(), sections.sentences[second].sum()])
    carried = sections.shares * sections.sentences[:, None]
    sums = np.stack([carried[~second].sum(axis=0), carried[second].sum(axis=0)])
    pooled = sums.sum(axis=0) / n.sum()
    z = (sums[1] / n[1] - sums[0] / n[0]) / np.sqrt(pooled * (1 - pooled) * (1 / n).sum())
    return np.asarray(2 * ndtr(-np.abs(z)))


def p_of_sections(sections: Sections, second: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return p from permuting sections, as though each were a source of its own."""
    n = len(second)
    order = np.argsort(random.random((PERMUTATIONS, n)), axis=1)
    inside = np.vstack([second, second[order]]).astype(float)
    apart = inside @ sections.shares / second.sum() - (1 - inside) @ sections.shares / (n - second.sum())
    return np.asarray((np.abs(apart) >= np.abs(apart[0]) - 1e-12).mean(axis=0))


def p_of_manifestos(sections: Sections, second: np.ndarray, shares: np.ndarray | None = None) -> np.ndarray:
    """Return p as shifts have it: sections are documents, manifestos their clusters."""
    own = sections.shares if shares is None else shares
    sides = [side(own[chosen], sections.manifestos[chosen]) for chosen in (~second, second)]
    return difference(sides[0], sides[1], SETTINGS, np.random.default_rng(0)).p


def false_alarms() -> Table:
    """Return how often each test calls random groups different, at a nominal 5 %."""
    sections, random = read_sections(), np.random.default_rng(0)

    def rows() -> Iterator[list[str]]:
        for k in (6, 4):
            chosen = list(splits(sections.manifestos, k))
            tests = (
                [p_of_manifestos(sections, second) for second in chosen],
                [p_of_sections(sections, second, random) for second in chosen],
                [p_of_sentences(sections, second) for second in chosen],
            )
            for column, theme in enumerate(THEMES):
                called = (100 * np.mean([p[column] < 0.05 for p in found]) for found in tests)
                yield [f"{12 - k} against {k}", theme, str(len(chosen)), *(f"{one:.1f} %" for one in called)]

    n = f"{len(sections.shares)} sections of {len(set(sections.manifestos))} manifestos"
    return [f"manifestos ({n})", "theme", "splits", "ours", "permuting sections", "z-test of sentences"], rows()


def power_on_sections() -> Table:
    """Return how often ours finds what was planted: sentences turned into the theme in all manifestos of one side."""
    sections = read_sections()

    def rows() -> Iterator[list[str]]:
        random = np.random.default_rng(1)
        every = list(splits(sections.manifestos, 6))
        chosen = [every[number] for number in sorted(random.choice(len(every), SPLITS_WITH_PLANTED, replace=False))]
        for column, theme in enumerate(THEMES):
            yield [theme, *(f"{np.mean([_found(sections, second, column, points, random) for second in chosen]):.2f}" for points in PLANTED)]

    return [f"planted, 6 against 6 ({SPLITS_WITH_PLANTED} splits)", *(f"{100 * points:.0f} points" for points in PLANTED)], rows()


def _found(sections: Sections, second: np.ndarray, column: int, points: float, random: np.random.Generator) -> bool:
    """Plant a rise in the second group; tell whether it is found to be different and higher."""
    own = sections.shares[:, column]
    left = np.rint((1 - own) * sections.sentences).astype(int)
    turned = random.binomial(left, min(1.0, points / (1 - own[second].mean()))) / sections.sentences
    shares = np.where(second, own + turned, own)[:, None]
    higher = shares[second].mean() > shares[~second].mean()
    return bool(p_of_manifestos(sections, second, shares)[0] < 0.05 and higher)
