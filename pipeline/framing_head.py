"""Code framing and dissent by scores learnt from exemplars, calibrated on those held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.arrays import load_arrays, save_arrays
from pipeline.calibrate import Calibration, calibrate, folds_of
from pipeline.coders.held_out import NEIGHBOURS
from pipeline.coders.kernel import KernelHead
from pipeline.config import Frame
from pipeline.framing_exemplars import FRAMINGS, FramingExemplar
from pipeline.framing_scores import Read, Scorers, read_texts
from pipeline.framing_weights import weigh_lengths

if TYPE_CHECKING:
    from pipeline.cache import Encoder

LABELS = (*FRAMINGS[:-1], "dissent")


@dataclass(frozen=True)
class FramingHead:
    """Scorers of strength, problem, proposal and dissent, and a calibration of each."""

    scorers: Scorers
    calibrations: tuple[Calibration, ...]

    @classmethod
    def fit(cls, framing_exemplars: Sequence[FramingExemplar], encoder: Encoder, settings: Frame) -> FramingHead:
        """Learn from exemplars; calibrations and thresholds come from exemplars held out, runs of 20 neighbours in the file together.

        Args:
            framing_exemplars: e labelled texts.
            encoder: gives the vectors.
            settings: ``[frame]``.
        """
        texts = [exemplar.text for exemplar in framing_exemplars]
        read = read_texts(texts, encoder.encode(texts), encoder)
        carried = np.array([[*(exemplar.framing == label for label in LABELS[:-1]), exemplar.dissent] for exemplar in framing_exemplars])
        scores = held_out_scores(read, carried, settings)
        calibrations = calibrate_labels(scores, carried, weigh_lengths(texts, carried), settings.beta)
        return cls(Scorers.fit(read, carried), calibrations)

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments.

        Args:
            segments: rows of SEGMENTS, n of them. Not changed.
            vectors: the VECTORS of at least these segments.
            encoder: the encoder the head was fitted with, for the sentences.

        Returns:
            n rows: segment_id, framing, framing_score, dissent, dissent_score. The framing is the likeliest of those that reach their threshold.
        """
        rows = segments[["segment_id", "text"]].merge(vectors, on="segment_id", validate="one_to_one")
        return self.code(read_texts(rows["text"].to_list(), np.vstack(rows["vector"].to_list()), encoder)).assign(segment_id=rows["segment_id"])

    def code(self, read: Read) -> pd.DataFrame:
        """Code texts that were read: framing, framing_score, dissent, dissent_score, in their order."""
        return decide(self.probabilities(self.scorers.score(read)), self.calibrations)

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Return float64[n, labels]: calibrated probabilities of float64[scorers, n, labels]."""
        return np.column_stack([calibration.probability(*scores[:, :, n]) for n, calibration in enumerate(self.calibrations)])

    def save(self, folder: Path) -> None:
        """Write the coder into an empty folder."""
        scorers = self.scorers
        arrays = {
            "weights": scorers.weights,
            "intercepts": scorers.intercepts,
            "idf": scorers.idf,
            "word_weights": scorers.word_weights,
            "exemplars": scorers.kernel.vectors,
            "coefficients": scorers.kernel.coefficients,
        }
        facts = {"calibrations": [[list(c.slopes), c.intercept, c.threshold] for c in self.calibrations], "vocabulary": list(scorers.vocabulary)}
        save_arrays(folder, arrays, facts)

    @classmethod
    def load(cls, folder: Path) -> FramingHead:
        """Read a saved coder."""
        arrays, facts = load_arrays(folder)
        kernel = KernelHead(arrays.pop("exemplars"), arrays.pop("coefficients"))
        scorers = Scorers(**arrays, vocabulary=tuple(facts["vocabulary"]), kernel=kernel)
        return cls(scorers, tuple(Calibration(tuple(slopes), *rest) for slopes, *rest in facts["calibrations"]))


def calibrate_labels(scores: np.ndarray, carried: np.ndarray, weights: np.ndarray, beta: float) -> tuple[Calibration, ...]:
    """Calibrate each label: float64[scorers, e, labels], bool[e, labels], float64[e, labels]."""
    columns = range(carried.shape[1])
    return tuple(calibrate(carried[:, n], beta, *scores[:, :, n], counts=weights[:, n]) for n in columns)


def decide(probabilities: np.ndarray, calibrations: Sequence[Calibration]) -> pd.DataFrame:
    """Choose framing and dissent.

    Args:
        probabilities: float64[n, 4]: of strength, problem, proposal and dissent.
        calibrations: four, with their thresholds.

    Returns:
        n rows: framing, framing_score, dissent, dissent_score.
    """
    thresholds = np.array([calibration.threshold for calibration in calibrations])
    framed = probabilities[:, :-1]
    reached = np.where(framed >= thresholds[:-1], framed, -1.0)
    best = reached.argmax(axis=1)
    any_reached = reached.max(axis=1) >= 0
    return pd.DataFrame(
        {
            "framing": np.where(any_reached, np.array(FRAMINGS)[best], FRAMINGS[-1]),
            "framing_score": np.where(any_reached, framed[np.arange(len(framed)), best], 1 - framed.max(axis=1)),
            "dissent": probabilities[:, -1] >= thresholds[-1],
            "dissent_score": probabilities[:, -1],
        }
    )


def folds_among(carried: np.ndarray, settings: Frame) -> np.ndarray:
    """Return the fold in which each exemplar is held out, int[e]: runs of neighbours together, so that no writer's habit passes for a rule.

    Where a file is sorted so that all exemplars of a label would be held out together, each goes by itself.
    """
    n = len(carried)
    for run in (min(NEIGHBOURS, max(1, n // 20)), 1):
        fold = folds_of([f"{number // run:06d}" for number in range(n)], settings.folds, settings.seed)
        if all(carried[fold != number].any(axis=0).all() for number in set(fold.tolist())):
            break
    return fold


def held_out_scores(read: Read, carried: np.ndarray, settings: Frame) -> np.ndarray:
    """Return each exemplar's scores from scorers that have not seen it or its neighbours in the file: float64[scorers, e, labels]."""
    fold = folds_among(carried, settings)
    scores = np.zeros((3, *carried.shape))
    for number in sorted(set(fold.tolist())):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        scores[:, test] = Scorers.fit(read.of(train), carried[train]).score(read.of(test))
    return scores
