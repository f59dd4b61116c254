"""Measure how well a theme's share is estimated from its definition and unlabelled texts, against other ways; written into docs/benchmarks.md."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.candidates import carried_by
from bench.coders import PACKAGES, VECTORS, read_sample
from bench.labelled_sets import MANIFESTOS, read_manifestos
from bench.written import machine, write_between
from pipeline.cache import Cache, CachedEncoder, Encoder
from pipeline.codebook import ASSUMED_SHARE, Codebook, Exemplar, load_codebook, load_exemplars
from pipeline.coders.definitions import likeness, self_train
from pipeline.coders.readings import Readings, read
from pipeline.coders.shares import Standings, share_of, standing
from pipeline.config import ROOT
from pipeline.encoders.minilm import MiniLM

THINNED = (0.03, 0.1, 0.3, 0.6)
FEWEST = 15  # texts with the theme that a thinned set must have
TOLERANCE, ROUNDS = 1e-6, 500


@dataclass(frozen=True)
class Coded:
    """n texts whose codes are known."""

    name: str
    codebook: Codebook
    readings: Readings
    truth: np.ndarray  # bool[n, themes]


@dataclass(frozen=True)
class Known:
    """What is known of other themes, whose exemplars are coded: standings and codes of each, and what ``share_of`` makes of them."""

    pairs: Sequence[tuple[np.ndarray, np.ndarray]]  # float64[m], bool[m]
    standings: Standings


def describe(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> Standings:
    """Return means and spreads of texts without and with each theme; the shift of the former stays what was chosen."""
    absent, present = ([own[codes == wanted] for own, codes in pairs] for wanted in (False, True))
    return replace(
        Standings(),
        absent=float(np.mean([own.mean() for own in absent])),
        absent_spread=float(np.mean([own.std() for own in absent])),
        present=float(np.mean([own.mean() for own in present])),
        present_shift=float(np.std([own.mean() for own in present])),
        present_spread=float(np.mean([own.std() for own in present])),
    )


def counted(own: np.ndarray, known: Known) -> float:
    """Count texts from the standing at which as many have other themes as are counted."""
    return float((own >= _threshold(known)).mean())


def adjusted(own: np.ndarray, known: Known) -> float:
    """Count them, and correct by the hits and false alarms that other themes have there (Forman 2008)."""
    least = _threshold(known)
    hits, alarms = (float(np.mean([(each >= least)[codes == wanted].mean() for each, codes in known.pairs])) for wanted in (True, False))
    return float(np.clip((counted(own, known) - alarms) / (hits - alarms), 0.01, 0.99))


def maximised(own: np.ndarray, known: Known) -> float:
    """Calibrate on other themes, then adapt the share to the texts by expectation maximisation (Saerens and others 2002)."""
    every, codes = (np.concatenate(part) for part in zip(*known.pairs, strict=True))
    odds = LogisticRegression(C=1000).fit(every[:, None], codes).decision_function(own[:, None])
    before = share = float(codes.mean())
    for _ in range(ROUNDS):
        moved = odds + np.log(share / (1 - share)) - np.log(before / (1 - before))
        was, share = share, float(np.clip((1 / (1 + np.exp(-moved))).mean(), 0.01, 0.99))
        if abs(share - was) < TOLERANCE:
            break
    return share


def _threshold(known: Known) -> float:
    return float(np.mean([np.quantile(own, 1 - codes.mean()) for own, codes in known.pairs]))


WAYS: dict[str, Callable[[np.ndarray, Known], float]] = {
    "ours": lambda own, known: share_of(own, known.standings),
    "count": counted,
    "adjusted count": adjusted,
    "EM": maximised,
}


@dataclass(frozen=True)
class Bench:
    """The sets, the plain pieces, and what is known of the project's own themes."""

    sets: Sequence[Coded]
    plain: np.ndarray
    encoder: Encoder
    own: Sequence[Coded]  # the project's: what is known comes from these

    def known(self, theme_id: str) -> Known:
        """Return what is known of the project's themes, without the one that is measured."""
        pairs = [pair for other, pair in self.pairs if other != theme_id]
        return Known(pairs, describe(pairs))

    @cached_property
    def pairs(self) -> list[tuple[str, tuple[np.ndarray, np.ndarray]]]:
        """Standings and codes of each of the project's themes in each of its sets."""
        return [
            (theme.id, (standing(theme, coded.readings.whole, self.plain, self.encoder), coded.truth[:, column]))
            for coded in self.own
            for column, theme in enumerate(coded.codebook.theme)
        ]


def rows_of(bench: Bench) -> Iterator[str]:
    """Write a row for each theme of each set: the true share, each way's, and F1 of the codes that ours, the default and the true share give."""
    for coded in bench.sets:
        ranking = likeness(coded.codebook.theme, coded.readings, bench.encoder)
        for column, theme in enumerate(coded.codebook.theme):
            own, known = standing(theme, coded.readings.whole, bench.plain, bench.encoder), bench.known(theme.id)
            truth, found = coded.truth[:, column], {name: way(own, known) for name, way in WAYS.items()}
            shares = (found["ours"], ASSUMED_SHARE, float(truth.mean()))
            f1 = [f"{_f1(truth, _assigned(ranking[:, column], coded.readings, column, share)):.3f}" for share in shares]
            cells = (f"{value:.3f}" for value in (truth.mean(), *found.values()))
            yield f"| {coded.name} | {theme.id} | {len(truth):,} | " + " | ".join([*cells, *f1]) + " |"


def _assigned(ranking: np.ndarray, readings: Readings, column: int, share: float) -> np.ndarray:
    scores, _ = self_train(ranking, readings, column, share).score(readings, column)
    return np.asarray(scores >= np.quantile(scores, 1 - share))


def _f1(truth: np.ndarray, assigned: np.ndarray) -> float:
    return float(2 * (truth & assigned).sum() / max(1, truth.sum() + assigned.sum()))


def thinned_rows(bench: Bench) -> Iterator[str]:
    """Write a row for each share to which each theme of each set is thinned, or its absence is: the factors by which each way errs."""
    for share in THINNED:
        factors = np.exp(np.abs(np.array(list(_errors(bench, share)))))
        cells = (f"{middle:.2f} ({most:.1f})" for middle, most in zip(np.median(factors, axis=0), factors.max(axis=0), strict=True))
        yield f"| {share} | {len(factors)} | " + " | ".join(cells) + " |"


def _errors(bench: Bench, share: float) -> Iterator[np.ndarray]:
    """Yield for each theme the logarithms of each way's share over the true one."""
    random = np.random.default_rng(0)
    for coded in bench.sets:
        for column, theme in enumerate(coded.codebook.theme):
            own, truth = standing(theme, coded.readings.whole, bench.plain, bench.encoder), coded.truth[:, column]
            n = min(truth.sum() / share, (~truth).sum() / (1 - share))
            if share * n < FEWEST:
                continue
            sizes = {True: round(share * n), False: round((1 - share) * n)}
            rows = np.concatenate([random.permutation(np.flatnonzero(truth == wanted))[:size] for wanted, size in sizes.items()])
            known = bench.known(theme.id)
            shares = [*(way(own[rows], known) for way in WAYS.values()), ASSUMED_SHARE]
            yield np.log(np.array(shares) / truth[rows].mean())


def _coded(name: str, codebook: Codebook, texts: list[str], truth: np.ndarray, encoder: Encoder) -> Coded:
    return Coded(name, codebook, read(codebook, texts, encoder, encoder.encode(texts), sentences=False), truth)


def _of_exemplars(name: str, codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder) -> Coded:
    return _coded(name, codebook, [one.text for one in exemplars], carried_by(codebook, exemplars), encoder)


def _manifestos(encoder: Encoder) -> Iterator[Coded]:
    held = read_manifestos()
    old = held.old["label_experts"].str.lower()
    truth = np.stack([(old == theme_id).to_numpy() for theme_id in held.codebook.theme_ids], axis=1)
    yield _coded("manifestos of 1987 and 1992", held.codebook, held.old["text"].to_list(), truth, encoder)
    yield _coded("manifestos of 1997 and 2001", held.codebook, held.texts, held.truth, encoder)


def main() -> None:
    """Measure what is there, and write the page; sets that are absent are left out, and that is said."""
    codebook = load_codebook(ROOT / "corpus" / "codebook.toml")
    exemplars = load_exemplars(ROOT / "corpus" / "exemplars.csv", codebook)
    encoder = CachedEncoder(MiniLM(), Cache(VECTORS))
    try:
        own = [_of_exemplars("exemplars", codebook, exemplars, encoder), _of_exemplars("the sample", codebook, read_sample(codebook), encoder)]
        plain = own[0].readings.whole[~own[0].truth.any(axis=1)]
        others = list(_manifestos(encoder)) if MANIFESTOS.is_file() else []
        if not others:
            print(f"{MANIFESTOS} is not there: not measured", file=sys.stderr)
        bench = Bench([*others, *own], plain, encoder, own)
        print(bench.known("").standings)
        named = " | ".join(WAYS)
        head = f"| | theme | texts | true share | {named} | F1 at ours | at {ASSUMED_SHARE} | at the true share |"
        rows = [head, "|---" * (head.count(" | ") + 1) + "|", *rows_of(bench)]
        rows += [
            "",
            "Each theme thinned to a share, or its absence thinned; the factor by which an estimate errs, the middle theme's (and the largest):",
            "",
        ]
        rows += [f"| share | themes and sets | {named} | always {ASSUMED_SHARE} |", "|---" * (len(WAYS) + 3) + "|", *thinned_rows(bench)]
    finally:
        encoder.close()
    write_between("definitions", "\n".join([*rows, "", machine(PACKAGES)]))


if __name__ == "__main__":
    main()
