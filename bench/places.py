"""Measure what contrasts, distances and words within themes claim where the truth is known. Written into docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.grid_of_places import GRIDS, grid_lines
from bench.invented_shares import draw_shares
from bench.manifesto_splits import LABELLED, SENTENCES
from bench.written import machine, write_between
from pipeline.absence import bound_absence, homogeneity
from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.differences import difference
from pipeline.distances import divergence, weigh_distance
from pipeline.judge import benjamini_hochberg
from pipeline.measures import Measures
from pipeline.named_words import words_of
from pipeline.resampling import side
from pipeline.standardise import standardised_difference
from pipeline.strata import Strata, stratify
from pipeline.vocabulary import content_forms
from pipeline.word_odds import Prior, weigh_words

SIMULATIONS = 400
SPLITS = 100
QUICK = Track(draws=300, permutations=499)
APART = 0.3  # between minutes and press releases
PROFILE = np.array([0.25, 0.2, 0.15, 0.1])
FEWEST = 3  # documents that a word is tested from


@dataclass(frozen=True)
class Called:
    """How often a test calls a difference, and how often its interval holds the truth."""

    called: float
    held: float


def two_groups(first: str, second: str) -> Strata:
    """Return two groups whose documents are of the types named by letters, each a source of its own."""
    types = np.array([*first, *second])
    rows = np.arange(len(first)), np.arange(len(first), len(types))
    return stratify(rows, types, np.array([f"c{n:03d}" for n in range(len(types))]))


def as_corrected(shares: np.ndarray) -> Corrected:
    """Return shares, float64[documents, themes], as measures that nothing corrects."""
    subjects = [("theme", f"theme-{n}") for n in range(shares.shape[1])]
    segments = np.full(len(shares), 40.0)
    return Corrected(Measures(pd.DataFrame(index=range(len(shares))), subjects, 40 * shares, segments), None, {}, {})


def contrasts(n: int, planted: float, *, standardised: bool, simulations: int = SIMULATIONS) -> Called:
    """Hold places against each other: one has two thirds minutes, the other two thirds press releases, of 3 n documents each."""
    random = np.random.default_rng([n, round(1000 * planted)])
    mix = "m" * 2 * n + "r" * n, "m" * n + "r" * 2 * n
    kinds = np.array([*mix[0], *mix[1]])
    base = np.where(kinds == "m", 0.2, 0.2 + APART) + planted * (np.arange(6 * n) < 3 * n)
    shares = np.array([draw_shares(float(mean), 0.12, (1, simulations), random)[0] for mean in base])
    groups = two_groups(*mix)
    if standardised:
        found = standardised_difference(groups, as_corrected(shares), QUICK, random)
    else:
        halves = [side(shares[rows], np.arange(3 * n)) for rows in (slice(3 * n, None), slice(3 * n))]
        found = difference(halves[0], halves[1], QUICK, random)
    return Called(float(np.mean(found.p < 0.05)), float(np.mean((found.low <= planted) & (planted <= found.high))))


def distances(n: int, moved: float, simulations: int = SIMULATIONS) -> Called:
    """Hold profiles of four themes against each other, n documents each; so much of a theme has moved to another."""
    random = np.random.default_rng([n, round(1000 * moved), 1])
    other = PROFILE + moved * np.array([-1, 0, 0, 1])
    true = float(np.sqrt(divergence(PROFILE, other)))
    called = held = 0
    for _ in range(simulations):
        shares = np.vstack([np.column_stack([draw_shares(float(mean), 0.12, (n,), random) for mean in own]) for own in (PROFILE, other)])
        row = weigh_distance(two_groups("m" * n, "m" * n), as_corrected(shares), [0, 1, 2, 3], QUICK, random)
        called += row["p"] < 0.05
        held += row["low"] <= true <= row["high"]
    return Called(called / simulations, held / simulations)


@dataclass(frozen=True)
class Counted:
    """Words of sections of manifestos within one theme, as experts coded it."""

    counts: np.ndarray  # float64[sections, words + 1]
    prior: Prior
    manifestos: np.ndarray  # str[sections]


def read_counts(theme: str) -> Counted:
    """Count the words of a theme in sections of 40 sentences; names are not looked for, since this takes long and changes little."""
    rows = pd.read_parquet(LABELLED, columns=["doc_id", "text", "label_experts"])
    number = rows.groupby("doc_id", sort=False).cumcount() // SENTENCES
    forms = content_forms(word for text in rows["text"] for word in words_of(text))
    lemmas = [[forms[word] for word in map(str.casefold, words_of(text)) if word in forms] for text in rows["text"]]
    within = (rows["label_experts"] == theme).fillna(value=False).to_numpy(dtype=bool)
    words = sorted({word for own, here in zip(lemmas, within, strict=True) if here for word in own})
    column = {word: n for n, word in enumerate(words)}
    section, names = pd.factorize(rows["doc_id"].astype(str) + "#" + number.astype(str).str.zfill(4), sort=True)
    counts, everywhere = np.zeros((len(names), len(words) + 1)), np.zeros(len(words))
    for own, here, place in zip(lemmas, within, section, strict=True):
        for word in own:
            if word in column:
                everywhere[column[word]] += 1
                counts[place, column[word]] += here
        counts[place, -1] += len(own) * here
    total = sum(map(len, lemmas))
    return Counted(counts, Prior(100 * everywhere / total, 100.0), np.array([name.split("#")[0] for name in names]))


def word_alarms(counted: Counted, random: np.random.Generator) -> dict[str, float]:
    """Deal manifestos to two halves by chance; return the share of words that each rule calls, and of halves in which any word is claimed."""
    names = np.unique(counted.manifestos)
    has = counted.counts[:, -1] > 0
    sums = {"p": 0.0, "z": 0.0, "halves": 0.0}
    n_words = 0
    for _ in range(SPLITS):
        first = np.isin(counted.manifestos, random.permutation(names)[: len(names) // 2])
        groups = stratify((np.flatnonzero(has & first), np.flatnonzero(has & ~first)), None, counted.manifestos)
        columns = np.flatnonzero((counted.counts[groups.rows, :-1] > 0).sum(axis=0) >= FEWEST)
        prior = Prior(counted.prior.words[columns], counted.prior.size)
        odds = weigh_words(groups, counted.counts[:, [*columns, -1]], prior, QUICK, random)
        sums["p"] += float((odds.p < 0.05).sum())
        sums["z"] += float((np.abs(odds.z) > 1.96).sum())
        sums["halves"] += bool(((benjamini_hochberg(odds.p) < 0.05) & ((odds.low > 0) | (odds.high < 0))).any())
        n_words += len(columns)
    return {"words": n_words / SPLITS, "p": sums["p"] / n_words, "z": sums["z"] / n_words, "halves": sums["halves"] / SPLITS}


def absences(n: int, mean: float) -> Called:
    """Bound what is absent from n documents by how it lies in 30 others; called: it is absent; held: the bound is not below the truth."""
    random = np.random.default_rng([n, round(1000 * mean), 2])
    shares = draw_shares(mean, 0.12, (30 + n, SIMULATIONS * 5), random)
    segments, names = np.full(30 + n, 40.0), np.array([f"c{k:03d}" for k in range(30 + n)])
    none, held = 0, 0
    for column in np.flatnonzero(shares[:n].sum(axis=0) == 0):
        alike = homogeneity(40 * shares[n:, column], segments[n:], names[n:])
        none += 1
        held += bound_absence(segments[:n], names[:n], alike).share >= mean
    tried = SIMULATIONS * 5
    return Called(none / tried, 1 - (none - held) / tried)


def lines() -> Iterator[str]:
    """Yield the section's tables."""
    yield "| places of uneven mix | documents each | truly apart (points) | called different (%) | interval holds the truth (%) |"
    yield "|---|---:|---:|---:|---:|"
    for standardised, planted in ((False, 0.0), (True, 0.0), (True, 0.15)):
        for n in (2, 4, 8):
            found = contrasts(n, planted, standardised=standardised)
            name = "at the same mix" if standardised else "as they are"
            yield f"| {name} | {3 * n} | {100 * planted:.0f} | {100 * found.called:.1f} | {100 * found.held:.1f} |"
    yield ""
    yield "| profiles, documents each | share moved between two themes (points) | called different (%) | interval holds the truth (%) |"
    yield "|---:|---:|---:|---:|"
    for n in (5, 8, 16):
        for moved in (0.0, 0.1):
            found = distances(n, moved)
            yield f"| {n} | {100 * moved:.0f} | {100 * found.called:.1f} | {100 * found.held:.1f} |"
    yield ""
    yield "| theme absent from, documents | true share (%) | absent (% of simulations) | bound below the truth (% of simulations) |"
    yield "|---:|---:|---:|---:|"
    for n, mean in ((3, 0.05), (3, 0.1), (5, 0.05), (8, 0.03)):
        found = absences(n, mean)
        yield f"| {n} | {100 * mean:.0f} | {100 * found.called:.1f} | {100 * (1 - found.held):.1f} |"
    yield ""
    yield from grid_lines()
    yield ""
    yield from word_lines()


def word_lines() -> Iterator[str]:
    """Yield the table of words; a line instead of it where the manifestos are not at hand."""
    if not LABELLED.is_file():
        yield "Words: not measured, for the labelled manifestos are not at hand."
        return
    yield "| words within | words tested, mean | called by z over 1.96 (%) | called by p under .05 (%) | halves with any word claimed (%) |"
    yield "|---|---:|---:|---:|---:|"
    for theme in ("Economic", "Social"):
        found = word_alarms(read_counts(theme), np.random.default_rng(6))
        yield f"| {theme} | {found['words']:.0f} | {100 * found['z']:.1f} | {100 * found['p']:.1f} | {100 * found['halves']:.0f} |"


def main() -> None:
    text = "\n".join([*lines(), "", f"{SIMULATIONS:,} simulations a row, {GRIDS} grids, {SPLITS} random halves; {machine(('numpy', 'scipy'))}"])
    write_between("places", text)
    print(text)


if __name__ == "__main__":
    main()
