"""Code by four scores learnt from exemplars and the codebook's own text: vectors, words, likeness to exemplars, seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from pipeline.arrays import load_arrays, save_arrays
from pipeline.calibrate import FEWEST_POSITIVES, Calibration, calibrate, folds_of
from pipeline.codebook import Codebook, Exemplar
from pipeline.coders.kernel import KernelHead
from pipeline.coders.readings import Readings, read
from pipeline.coders.word_weights import WordWeights
from pipeline.config import CodeThemes

if TYPE_CHECKING:
    from pipeline.cache import Encoder

STRENGTH = 3.0  # inverse of the L2 penalty of the head on vectors
SEED_WEIGHT = 0.5  # of log(1 + seeds found) beside a unit vector
NEIGHBOURS = 20  # exemplars in a row that are held out together
CALIBRATING = 1200  # at most so many exemplars are read sentence by sentence, to calibrate


@dataclass(frozen=True)
class HeadCoder:
    """Fitted heads: for every theme weights over vector and seeds, over words, over exemplars, and a calibration of all scores."""

    codebook: Codebook
    weights: np.ndarray  # float64[themes, d + 1]
    intercepts: np.ndarray  # float64[themes]
    words: WordWeights
    kernel: KernelHead
    calibrations: tuple[Calibration, ...]
    carried: np.ndarray  # bool[e, themes]

    @classmethod
    def fit(cls, codebook: Codebook, exemplars: Sequence[Exemplar], encoder: Encoder, settings: CodeThemes) -> HeadCoder:
        """Learn from exemplars; the codebook's definitions and inclusions join as positive pieces.

        A theme with fewer than 8 exemplars is learnt from the codebook alone, seeds included, against all
        exemplars; it has no calibration, and its threshold is .5.

        The first score of a text is the mean of two: the head on the whole text and on its most telling
        sentence. The second comes from its words, the third from its likeness to exemplars, the fourth is the
        number of seeds. Calibration and thresholds come from exemplars held out of all training, a writer's
        together (runs of 20 where the file names no writers).
        """
        texts = [e.text for e in exemplars]
        vectors = encoder.encode(texts)
        readings = read(codebook, texts, encoder, vectors, sentences=False)
        carried = np.array([[theme in e.codes for theme in codebook.theme_ids] for e in exemplars])
        own = [
            encoder.encode([theme.definition, *theme.include, *(() if taught else theme.seeds)])
            for theme, taught in zip(codebook.theme, _taught(carried), strict=True)
        ]
        heads = [_Head.fit(readings, carried[:, column], column, pieces) for column, pieces in enumerate(own)]
        checked = _checked(len(texts), settings.seed)
        sentences = read(codebook, [texts[row] for row in checked], encoder, vectors[checked])
        scores = _held_out(_Exemplars(texts, _groups(exemplars), readings, carried, own), checked, sentences, settings)
        labels = carried[checked]
        calibrations = tuple(calibrate(labels[:, c], settings.beta, *scores[:, :, c]) for c in range(len(heads)))
        weights = np.array([head.weights for head in heads])
        intercepts = np.array([head.intercept for head in heads])
        return cls(codebook, weights, intercepts, WordWeights.fit(texts, carried), KernelHead.fit(vectors, carried), calibrations, carried)

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments.

        Args:
            segments: codable rows of SEGMENTS, n of them. Not changed.
            vectors: the VECTORS of at least these segments.
            encoder: the encoder the head was fitted with, for the sentences.

        Returns:
            n times themes rows: segment_id, theme_id, score (0-1), assigned, why.
        """
        rows = segments[["segment_id", "text"]].merge(vectors, on="segment_id", validate="one_to_one")
        texts = rows["text"].to_list()
        readings = read(self.codebook, texts, encoder, np.vstack(rows["vector"].to_list()))
        others = np.stack([self.words.score(texts), self.kernel.score(readings.whole), np.log1p(readings.whole_seeds)])
        frames = [self._theme(column, rows["segment_id"], readings, others[:, :, column]) for column in range(len(self.weights))]
        return pd.concat(frames, ignore_index=True)

    def _theme(self, column: int, segment_ids: pd.Series[str], readings: Readings, others: np.ndarray) -> pd.DataFrame:
        scores, telling = _Head(self.weights[column], float(self.intercepts[column])).score(readings, column)
        score = self.calibrations[column].probability(scores, *others)
        assigned = score >= self.calibrations[column].threshold
        why = [self._why(column, row, readings, telling[row]) if assigned[row] else None for row in range(len(score))]
        columns = {"segment_id": segment_ids, "theme_id": self.codebook.theme_ids[column], "score": score, "assigned": assigned}
        return pd.DataFrame({**columns, "why": pd.Series(why, dtype="str")})

    def _why(self, column: int, row: int, readings: Readings, telling: int) -> str:
        reasons = []
        seeds = list(dict.fromkeys(readings.found[row][column]))
        if seeds:
            reasons.append(f"words: {', '.join(seeds)}")
        if telling:
            reasons.append(f"most telling sentence: {telling}")
        positives = np.flatnonzero(self.carried[:, column])
        if len(positives):
            cosines = self.kernel.vectors[positives] @ readings.whole[row]
            best = int(np.argmax(cosines))
            reasons.append(f"nearest exemplar: {positives[best] + 1} (cosine {cosines[best]:.2f})")
        reasons.append(f"threshold: {self.calibrations[column].threshold:.2f}")
        return "; ".join(reasons)

    def save(self, folder: Path) -> None:
        """Write the coder into an empty folder."""
        arrays = {"weights": self.weights, "intercepts": self.intercepts, "exemplars": self.kernel.vectors, "carried": self.carried}
        arrays["coefficients"] = self.kernel.coefficients
        facts = {
            "codebook": self.codebook.model_dump(mode="json"),
            "calibrations": [[list(c.slopes), c.intercept, c.threshold] for c in self.calibrations],
            "vocabulary": list(self.words.vocabulary),
        }
        save_arrays(folder, arrays | {"word_weights": self.words.weights, "idf": self.words.idf}, facts)

    @classmethod
    def load(cls, folder: Path) -> HeadCoder:
        """Read a saved coder."""
        arrays, facts = load_arrays(folder)
        calibrations = tuple(Calibration(tuple(slopes), intercept, threshold) for slopes, intercept, threshold in facts["calibrations"])
        words = WordWeights(tuple(facts["vocabulary"]), arrays["idf"], arrays["word_weights"])
        codebook = Codebook.model_validate(facts["codebook"])
        return cls(
            codebook,
            arrays["weights"],
            arrays["intercepts"],
            words,
            KernelHead(arrays["exemplars"], arrays["coefficients"]),
            calibrations,
            arrays["carried"],
        )


@dataclass(frozen=True)
class _Head:
    weights: np.ndarray
    intercept: float

    @classmethod
    def fit(cls, readings: Readings, labels: np.ndarray, column: int, own: np.ndarray, rows: np.ndarray | None = None) -> _Head:
        chosen = np.arange(len(labels)) if rows is None else rows
        x = np.vstack([_features(readings.whole[chosen], readings.whole_seeds[chosen, column]), _features(own, np.ones(len(own)))])
        y = np.concatenate([labels[chosen], np.ones(len(own), dtype=bool)])
        if y.all():
            return cls(np.zeros(x.shape[1]), 0.0)  # nothing to tell it from
        balance = None if labels.sum() >= FEWEST_POSITIVES else "balanced"  # no exemplars say how common the theme is
        model = LogisticRegression(C=STRENGTH, class_weight=balance, max_iter=2000).fit(x, y)
        return cls(model.coef_[0], float(model.intercept_[0]))

    def score(self, readings: Readings, column: int) -> tuple[np.ndarray, np.ndarray]:
        """Return each text's score and the number of its most telling sentence, 0 where it has one sentence."""
        whole = _features(readings.whole, readings.whole_seeds[:, column]) @ self.weights + self.intercept
        parts = _features(readings.parts, readings.part_seeds[:, column]) @ self.weights + self.intercept
        best, telling = whole.copy(), np.zeros(len(whole), dtype=int)
        order = np.lexsort((-readings.number, parts))  # of equals the first sentence wins
        best[readings.owner[order]] = np.maximum(whole[readings.owner[order]], parts[order])
        telling[readings.owner[order]] = readings.number[order]
        return (whole + best) / 2, telling


def _features(vectors: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    return np.hstack([vectors.astype(np.float64), SEED_WEIGHT * np.log1p(seeds)[:, None]])


@dataclass(frozen=True)
class _Exemplars:
    texts: list[str]
    groups: list[str]  # held out together
    readings: Readings
    carried: np.ndarray
    own: list[np.ndarray]  # for every theme the vectors of the codebook's own text


def _groups(exemplars: Sequence[Exemplar]) -> list[str]:
    """Return for each exemplar what it is held out with: its writer's others, or its neighbours in the file."""
    run = min(NEIGHBOURS, max(1, len(exemplars) // 20))
    runs = [f"run {number // run:06d}" for number in range(len(exemplars))]
    writers = [exemplar.writer for exemplar in exemplars]
    return [writer or own for writer, own in zip(writers, runs, strict=True)] if len(set(writers)) > 2 else runs


def _taught(carried: np.ndarray) -> list[bool]:
    """Tell for each theme whether it has exemplars enough; where not, its seeds too stand for it."""
    return [bool(n >= FEWEST_POSITIVES) for n in carried.sum(axis=0)]


def _checked(n: int, seed: int) -> np.ndarray:
    """Return the numbers of the exemplars that calibrate: all, or a random part of them, in order."""
    return np.sort(np.random.default_rng(seed).permutation(n)[:CALIBRATING])


def _held_out(exemplars: _Exemplars, checked: np.ndarray, readings: Readings, settings: CodeThemes) -> np.ndarray:
    """Return the heads' scores of the checked exemplars from fits without them, float64[4, checked, themes]."""
    carried = exemplars.carried
    scores = np.zeros((4, len(checked), carried.shape[1]))
    scores[3] = np.log1p(readings.whole_seeds)
    folds = min(settings.folds, len(set(exemplars.groups)))
    fold = folds_of(exemplars.groups, folds, settings.seed)
    for number in range(folds):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold[checked] == number)
        if not len(train) or not len(test):
            continue
        words = WordWeights.fit([exemplars.texts[row] for row in train], carried[train])
        scores[1, test] = words.score([exemplars.texts[row] for row in checked[test]])
        scores[2, test] = KernelHead.fit(exemplars.readings.whole[train], carried[train]).score(readings.whole[test])
        for column in range(carried.shape[1]):
            if carried[checked, column].sum() >= FEWEST_POSITIVES and 0 < carried[train, column].sum() < len(train):
                head = _Head.fit(exemplars.readings, carried[:, column], column, exemplars.own[column], train)
                scores[0, test, column] = head.score(readings, column)[0][test]
    return scores
