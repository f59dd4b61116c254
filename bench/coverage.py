"""Measure how often the 95 % interval of a corrected share holds the true one, on sentences that experts coded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.corpora import CORPORA
from bench.rivals import Interval, design_weighted, prediction_powered, wilson
from bench.written import machine, write_between
from pipeline.correct import Coded, Prevalence, draw_positives, draw_rates, estimate, one_level
from pipeline.encoders.minilm import MiniLM

LABELLED = CORPORA / "labelled" / "manifesto_econsocial_1987_2001.parquet"
THEMES = ("Economic", "Social")
LEARNT_FROM, MEASURED_ON = (1987, 1992), (1997, 2001)
TAUGHT = (0, 200)  # sentences that the machine learns from; 0: all
CODES = (50, 100, 200)
REPETITIONS, RIVALS = 10_000, 2000  # of the corrected share, of all else: a coverage of .95 is then known to ±.004, and to ±.01
DRAWS = 2000
TOP = 0.2
OURS = ("corrected",)
METHODS = (*OURS, "corrected, mean of documents", "strata only", "labels alone", "PPI++", "design-weighted", "classify and count")


@dataclass(frozen=True)
class Population:
    """All sentences of one theme: human and machine codes, document and stratum (1: top fifth by score, 0: the rest)."""

    truth: np.ndarray  # float64[N]
    assigned: np.ndarray  # bool[N]
    documents: np.ndarray  # int[N]
    strata: np.ndarray  # int[N]

    @property
    def sizes(self) -> np.ndarray:
        """Sentences of each stratum."""
        return np.bincount(self.strata, minlength=2).astype(float)

    @property
    def mean_of_documents(self) -> float:
        """The study's share: the mean over documents."""
        return float(np.mean(np.bincount(self.documents, self.truth) / np.bincount(self.documents)))


@dataclass(frozen=True)
class Measured:
    """Of one method: how often its interval held the truth, and how wide it was on average in percentage points."""

    method: str
    coverage: float
    width: float


def read_labelled() -> pd.DataFrame:
    """Read the sentences that experts agreed on a code for, with their vectors, the shorter ones encoded first."""
    rows = pd.read_parquet(LABELLED).dropna(subset=["label_experts"])
    ordered = rows.assign(text=rows["text"].astype(str)).sort_values("text", key=lambda text: text.str.len(), kind="stable")
    return ordered.assign(vector=list(MiniLM().encode(ordered["text"].to_list()))).sort_index()


def populations(rows: pd.DataFrame, taught: int, *, own_strata: bool) -> dict[str, Population]:
    """Teach a machine on some sentences and let it code the others.

    Args:
        rows: what ``read_labelled`` returned.
        taught: how many sentences it learns from; 0: all of those years.
        own_strata: strata by the score of the theme; else by the highest score of any theme, as ``coding-sample`` draws.

    Returns:
        By theme, the sentences of the years it was not taught on.
    """
    from sklearn.linear_model import LogisticRegression

    old, new = rows[rows["year"].isin(LEARNT_FROM)], rows[rows["year"].isin(MEASURED_ON)]
    learnt = old.sample(taught, random_state=0) if taught else old
    vectors, matrix = np.stack(learnt["vector"].to_list()), np.stack(new["vector"].to_list())
    heads = {theme: LogisticRegression(C=1 if not taught else 3, max_iter=500).fit(vectors, learnt["label_experts"] == theme) for theme in THEMES}
    scores = {theme: head.predict_proba(matrix)[:, 1] for theme, head in heads.items()}
    documents = pd.factorize(new["doc_id"], sort=True)[0]
    highest = np.max(list(scores.values()), axis=0)
    return {
        theme: Population((new["label_experts"] == theme).to_numpy(dtype=float), score >= 0.5, documents, _top(score if own_strata else highest))
        for theme, score in scores.items()
    }


def _top(scores: np.ndarray) -> np.ndarray:
    strata = np.zeros(len(scores), dtype=int)
    strata[np.argsort(-scores, kind="stable")[: round(TOP * len(scores))]] = 1
    return strata


def simulate(people: Population, n: int, repetitions: int = REPETITIONS) -> Iterator[Measured]:
    """Draw n sentences again and again, for other methods than ours less often; measure the interval of each method against the truth."""
    random = np.random.default_rng(n)
    held: dict[str, list[bool]] = {method: [] for method in METHODS}
    widths: dict[str, list[float]] = {method: [] for method in METHODS}
    for number in range(repetitions):
        for method, found in _intervals(people, n, random, METHODS if number < RIVALS else OURS).items():
            truth = people.mean_of_documents if method.endswith("documents") else people.truth.mean()
            held[method].append(bool(found.low <= truth <= found.high))
            widths[method].append(100 * (found.high - found.low))
    for method in METHODS:
        yield Measured(method, float(np.mean(held[method])), float(np.mean(widths[method])))


def _intervals(people: Population, n: int, random: np.random.Generator, methods: Sequence[str]) -> dict[str, Interval]:
    total, anyone = len(people.truth), random.choice(len(people.truth), n, replace=False)
    members = [np.flatnonzero(people.strata == stratum) for stratum in (0, 1)]
    drawn = np.concatenate([random.choice(members[0], n - n // 2, replace=False), random.choice(members[1], n // 2, replace=False)])
    coded = Coded(people.truth[drawn], people.assigned[drawn], people.strata[drawn], people.sizes, one_level(2))
    blind = Coded(coded.value, np.zeros(n, dtype=bool), coded.stratum, coded.size, coded.level)
    n_assigned = int(people.assigned.sum())
    found: dict[str, Callable[[], Interval]] = {
        "corrected": lambda: _ends(estimate(coded, n_assigned, total - n_assigned, DRAWS, random)),
        "corrected, mean of documents": lambda: _mean_of_documents(people, drawn, coded, random),
        "strata only": lambda: _ends(estimate(blind, 0, total, DRAWS, random)),
        "labels alone": lambda: wilson(people.truth[anyone].sum(), n),
        "PPI++": lambda: prediction_powered(people.truth[anyone], people.assigned[anyone].astype(float), people.assigned.astype(float)),
        "design-weighted": lambda: design_weighted(coded.value, coded.stratum, coded.size),
        "classify and count": lambda: wilson(n_assigned, total),
    }
    return {method: found[method]() for method in methods}


def _ends(found: Prevalence) -> Interval:
    return Interval(found.low, found.high)


def _mean_of_documents(people: Population, drawn: np.ndarray, coded: Coded, random: np.random.Generator) -> Interval:
    n = int(people.documents.max()) + 1
    seen = np.zeros(len(people.truth), dtype=bool)
    seen[drawn] = True
    left = np.stack([np.bincount(people.documents[~seen & (people.assigned == machine)], minlength=n) for machine in (True, False)])
    known = np.bincount(people.documents[drawn], coded.value, minlength=n)
    positives = draw_positives(known, left, draw_rates(coded, DRAWS, random), random)
    low, high = np.percentile((positives / np.bincount(people.documents, minlength=n)).mean(axis=1), [2.5, 97.5])
    return Interval(float(low), float(high))


def table(rows: pd.DataFrame, *, own_strata: bool, repetitions: int = REPETITIONS) -> str:
    """Measure every machine, theme and number of codes; return a Markdown table."""
    lines = ["| machine taught on | theme | its share | as counted | codes | " + " | ".join(METHODS) + " |", "|---" * (5 + len(METHODS)) + "|"]
    for taught in TAUGHT:
        for theme, people in populations(rows, taught, own_strata=own_strata).items():
            shares = f"{100 * people.truth.mean():.1f} % | {100 * people.assigned.mean():.1f} %"
            for n in CODES:
                cells = " | ".join(f"{found.coverage:.3f} ({found.width:.1f})" for found in simulate(people, n, repetitions))
                lines.append(f"| {taught or 'all'} | {theme} | {shares} | {n} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    """Measure both kinds of strata, and write the page; where the labelled sentences are absent, leave it as it is."""
    if not LABELLED.is_file():
        print(f"{LABELLED} is not there: coverage is not measured")
        return
    rows = read_labelled()
    n = int(rows["year"].isin(MEASURED_ON).sum())
    tables = [f"Strata by the highest score of any theme, as `coding-sample` draws ({n:,} sentences):", table(rows, own_strata=False)]
    tables += [
        "Strata by the score of the theme itself:",
        table(rows, own_strata=True, repetitions=RIVALS),
        machine(("numpy", "scikit-learn", "scipy")),
    ]
    write_between("coverage", "\n\n".join(tables))


if __name__ == "__main__":
    main()
