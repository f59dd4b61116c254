"""Measure how well framing and dissent are told: on exemplars held out of the fit, and on passages written apart from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd

from bench.written import machine, write_between
from pipeline.config import ROOT, Frame, Quote
from pipeline.framing_cues import DISSENT
from pipeline.framing_exemplars import FRAMINGS, FramingExemplar, load_framing_exemplars
from pipeline.framing_head import LABELS, FramingHead, calibrate_labels, decide, folds_among, held_out_scores
from pipeline.framing_scores import Read, read_texts
from pipeline.framing_weights import weigh_lengths
from pipeline.inputs import Inputs, Request

PASSAGES = ROOT / "bench" / "passages"
PACKAGES = ("onnxruntime", "scikit-learn")
HEAD = "| what | texts | carry it | found | precision | recall | F1 (95% interval) |"
DRAWS = 2000


@dataclass(frozen=True)
class Told:
    """What texts carry, and what was said of them: one word or flag a text."""

    wanted: np.ndarray
    found: np.ndarray

    def __getitem__(self, rows: np.ndarray) -> Told:
        """Take some of the texts."""
        return Told(self.wanted[rows], self.found[rows])


def main() -> None:
    """Measure and write the table."""
    rows = [row for name, told in measured() for row in _rows(name, told)]
    write_between("framing", "\n".join([HEAD, "|---|" + "---:|" * 6, *rows, "", machine(PACKAGES)]))


def measured() -> Iterator[tuple[str, Told]]:
    """Yield what is measured and the words wanted and found."""
    inputs, settings = Inputs(Request(ROOT / "corpus" / "sample", Path(mkdtemp()) / "outputs", ROOT / "study.toml")), Frame()
    encoder = inputs.learning_encoder
    exemplars = load_framing_exemplars(ROOT / settings.exemplars)
    head = FramingHead.fit(exemplars, encoder, settings)
    texts = [exemplar.text for exemplar in exemplars]
    coded = _held_out(exemplars, read_texts(texts, encoder.encode(texts), encoder), settings)
    yield "framing, exemplars", Told(np.array([e.framing for e in exemplars]), coded["framing"].to_numpy())
    dissenting, sure = _yes([e.dissent for e in exemplars]), Quote().dissent_certainty
    yield "dissent, exemplars", Told(dissenting, _yes(coded["dissent"]))
    yield "dissent sure enough to be quoted so, exemplars", Told(dissenting, _yes(coded["dissent"] & (coded["dissent_score"] >= sure)))
    for name in ("framing", "dissent"):
        said = pd.read_csv(PASSAGES / f"{name}.csv", dtype=str, keep_default_na=False)
        coded = head.code(read_texts(list(said["text"]), encoder.encode(list(said["text"])), encoder))
        found = coded["framing"].to_numpy() if name == "framing" else _yes(coded["dissent"])
        wanted = said[name].to_numpy() if name == "framing" else _yes(said[name] == "yes")
        for half, parity in (("passages looked at", 0), ("passages held out", 1)):
            rows = np.flatnonzero(np.arange(len(said)) % 2 == parity)
            yield f"{name}, {half}", Told(wanted, found)[rows]
            if name == "dissent":
                yield f"dissent sure enough to be quoted so, {half}", Told(wanted, _yes(coded["dissent"] & (coded["dissent_score"] >= sure)))[rows]
                yield f"dissent by words alone, {half}", Told(wanted, _yes(said["text"].str.contains(DISSENT)))[rows]


def _held_out(exemplars: list[FramingExemplar], read: Read, settings: Frame) -> pd.DataFrame:
    """Code each exemplar by scorers, calibrations and thresholds that have not seen it or its neighbours."""
    carried = np.array([[*(e.framing == label for label in LABELS[:-1]), e.dissent] for e in exemplars])
    scores, fold = held_out_scores(read, carried, settings), folds_among(carried, settings)
    weights = weigh_lengths(read.texts, carried)
    parts = []
    for number in sorted(set(fold.tolist())):
        rest, rows = fold != number, np.flatnonzero(fold == number)
        calibrations = calibrate_labels(scores[:, rest], carried[rest], weights[rest], settings.beta)
        given = np.column_stack([calibration.probability(*scores[:, rows, n]) for n, calibration in enumerate(calibrations)])
        parts.append(decide(given, calibrations).set_index(rows))
    return pd.concat(parts).sort_index()


def _yes(flags: object) -> np.ndarray:
    return np.where(np.asarray(flags, dtype=bool), "dissent", "none")


def _rows(name: str, told: Told) -> Iterator[str]:
    what, half = name.split(", ")
    labels = FRAMINGS if what == "framing" else ("dissent",)
    draws = np.random.default_rng(0).integers(0, len(told.wanted), (DRAWS, len(told.wanted)))
    coded = [Told(told.wanted == label, told.found == label) for label in labels]
    drawn = np.array([[_f1(own[rows]) for own in coded] for rows in draws])
    for n, label in enumerate(labels):
        wanted, found = coded[n].wanted, coded[n].found
        right = int((wanted & found).sum())
        precision, recall = right / max(1, int(found.sum())), right / max(1, int(wanted.sum()))
        shown = f"{what}: {label}" if what == "framing" else what
        size = f"{len(wanted)} | {int(wanted.sum())} | {int(found.sum())}"
        yield f"| {shown}, {half} | {size} | {precision:.2f} | {recall:.2f} | {_with_ends(_f1(coded[n]), drawn[:, n])} |"
    if what == "framing":
        mean = float(np.mean([_f1(own) for own in coded[:-1]]))
        yield f"| mean of strength, problem, proposal, {half} | {len(told.wanted)} | | | | | {_with_ends(mean, drawn[:, :-1].mean(axis=1))} |"


def _f1(told: Told) -> float:
    """Return F1 of flags."""
    return float(2 * (told.wanted & told.found).sum() / max(1, int(told.wanted.sum()) + int(told.found.sum())))


def _with_ends(value: float, drawn: np.ndarray) -> str:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{value:.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
