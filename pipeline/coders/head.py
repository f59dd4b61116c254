"""Code by scores learnt from exemplars and the codebook: vectors, words, likeness to exemplars, seeds, and definitions where exemplars are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.arrays import load_arrays, save_arrays
from pipeline.calibrate import Calibration, Weighing, calibrate
from pipeline.codebook import FEWEST_POSITIVES, Codebook, Exemplar
from pipeline.coders.defined import Defined, unlabelled
from pipeline.coders.held_out import Checked, Labelled, checked_rows, counts_of, groups_of, held_out
from pipeline.coders.kernel import KernelHead
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings, read, read_sentences
from pipeline.coders.shares import share_said
from pipeline.coders.word_weights import WordCounts, WordWeights
from pipeline.config import CodeThemes

if TYPE_CHECKING:
    from pipeline.cache import Encoder

# By vectors, by words, by likeness to exemplars, by seeds, by definition. Words that writers of exemplars have in common are fewer in
# documents, and writers who were asked for tricky pieces put seeds where the theme is not: see docs/explanation/methods.md.
WEIGHING = Weighing(joined=(0.25, 0.0, 0.75, 0.0, 0.0), trust=(1.0, 0.5, 1.0, 2.0, 1.0))
BY_DEFINITION = Calibration((0.0, 0.0, 0.0, 0.0, 1.0), 0.0, 0.5)  # a theme without exemplars: its definition alone, not calibrated
FEWEST_PARTED = 200  # labelled texts of several sentences: of one more, the highest uplift is exceeded in one of 201 cases
DEFINED = "defined_"  # begins the names of the arrays that hold it, in files


@dataclass(frozen=True)
class HeadCoder:
    """Fitted heads: for every theme weights over vector and seeds, over words, over exemplars, and a calibration of all scores."""

    codebook: Codebook
    weights: np.ndarray  # float64[themes, d + 1]
    intercepts: np.ndarray  # float64[themes]
    words: WordWeights
    kernel: KernelHead
    defined: Defined
    calibrations: tuple[Calibration, ...]
    carried: np.ndarray  # bool[e, themes]
    uplifts: np.ndarray  # float64[themes]: the most that a sentence of a labelled text raised the first score of its text; inf: of too few known
    human: tuple[str, ...] = ()  # of the last of these, which people coded, the segments; empty where only a document is known

    @classmethod
    def fit(
        cls,
        codebook: Codebook,
        exemplars: Sequence[Exemplar],
        encoder: Encoder,
        settings: CodeThemes,
        segments: pd.DataFrame | None = None,
        vectors: pd.DataFrame | None = None,
    ) -> HeadCoder:
        """Learn from exemplars; the codebook's definitions and inclusions join as positive pieces.

        A theme with fewer than 8 exemplars is learnt from its definition and the study's own unlabelled segments: it is
        given to as many of them as ``expected_share`` says or, where it says nothing, are estimated, and its score is no
        calibrated probability. With up to 60, what the definition teaches is one more score beside those that exemplars teach.

        The first score of a text is the mean of two: the head on the whole text and on its most telling
        sentence. The second comes from its words, the third from its likeness to exemplars, the fourth is the
        number of seeds, the fifth comes from the definition. Calibration and thresholds come from exemplars held out of all
        training, a writer's together (runs of 20 where the file names no writers).

        Args:
            codebook: the themes.
            exemplars: e labelled texts.
            encoder: gives the vectors.
            settings: ``[code_themes]``.
            segments: SEGMENTS of the study; only needed where a theme has few exemplars.
            vectors: their VECTORS.
        """
        texts = [e.text for e in exemplars]
        whole = encoder.encode(texts)
        readings = read(codebook, texts, encoder, whole, sentences=False)
        carried = np.array([[theme in e.codes for theme in codebook.theme_ids] for e in exemplars])
        own = [encoder.encode(codebook.own_text(theme.id)) for theme in codebook.theme]
        known = np.array([[e.known is None or theme in e.known for theme in codebook.theme_ids] for e in exemplars])
        labelled = Labelled(texts, WordCounts.of(texts), groups_of(exemplars), readings, carried, known, counts_of(exemplars), own)
        heads = [LinearHead.fit(readings, carried[:, n], n, pieces, np.flatnonzero(known[:, n])) for n, pieces in enumerate(own)]
        checked = checked_rows(exemplars, settings.seed)
        closer = read(codebook, [texts[row] for row in checked.rows], encoder, whole[checked.rows])
        defined = Defined.learn(codebook, carried.sum(axis=0), unlabelled(segments, vectors, exemplars, whole, settings.seed), encoder, settings.seed)
        return cls(
            codebook,
            np.array([head.weights for head in heads]),
            np.array([head.intercept for head in heads]),
            WordWeights.fit(labelled.counted, carried, known),
            KernelHead.fit(whole, carried, known),
            defined,
            _calibrations(labelled, checked, closer, defined, settings),
            carried,
            np.array([_uplift(head, closer, column) for column, head in enumerate(heads)]),
            tuple(exemplar.segment_id for exemplar in exemplars if exemplar.known is not None),
        )

    def apply(self, segments: pd.DataFrame, vectors: pd.DataFrame, encoder: Encoder) -> pd.DataFrame:
        """Code segments.

        Sentences are read only of segments that one of them could lift over a threshold, were it as far above its text as any
        sentence of the labelled texts was; another segment is scored as a whole.

        Args:
            segments: codable rows of SEGMENTS, n of them. Not changed.
            vectors: the VECTORS of at least these segments.
            encoder: the encoder the head was fitted with, for the sentences.

        Returns:
            n times themes rows: segment_id, theme_id, score (0-1), assigned, why.
        """
        rows = segments[["segment_id", "text"]].merge(vectors, on="segment_id", validate="one_to_one")
        texts = rows["text"].to_list()
        readings = read(self.codebook, texts, encoder, np.vstack(rows["vector"].to_list()), sentences=False)
        by_whole = np.stack([self.words.score(texts), self.kernel.score(readings.whole), np.log1p(readings.whole_seeds)])
        readings = read_sentences(readings, self.codebook, texts, encoder, self._near(readings, by_whole))
        others = np.concatenate([by_whole, self.defined.score(readings)[None]])
        frames = [self._theme(column, rows["segment_id"], readings, others[:, :, column]) for column in range(len(self.weights))]
        return pd.concat(frames, ignore_index=True)

    def _near(self, readings: Readings, others: np.ndarray) -> np.ndarray:
        """Return the numbers of the texts that a sentence could give a theme, or take one from; all where a definition scores sentences."""
        near = np.full(len(readings.whole), bool(self.defined.weights.any() or np.isinf(self.uplifts).any()))
        if near.all():
            return np.flatnonzero(near)
        for column, calibration in enumerate(self.calibrations):
            whole = LinearHead(self.weights[column], float(self.intercepts[column])).score_whole(readings, column)
            for score in (whole, whole + self.uplifts[column]):
                near |= calibration.probability(score, *others[:, :, column], np.zeros(len(whole))) >= calibration.threshold
        return np.flatnonzero(near)

    def _theme(self, column: int, segment_ids: pd.Series[str], readings: Readings, others: np.ndarray) -> pd.DataFrame:
        scores, telling = LinearHead(self.weights[column], float(self.intercepts[column])).score(readings, column)
        if self.calibrations[column] == BY_DEFINITION:
            telling = LinearHead(self.defined.weights[column], float(self.defined.intercepts[column])).score(readings, column)[1]
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
            reasons.append(f"{self._name(int(positives[best]))} (cosine {cosines[best]:.2f})")
        if self.calibrations[column] == BY_DEFINITION:
            share = share_said(self.codebook.theme[column], float(self.defined.shares[column]))
            return "; ".join([*reasons, f"by its definition alone, among the {share} most like it"])
        return "; ".join([*reasons, f"threshold: {self.calibrations[column].threshold:.2f}"])

    def _name(self, exemplar: int) -> str:
        written = len(self.carried) - len(self.human)
        if exemplar < written:
            return f"nearest exemplar: {exemplar + 1}"
        return f"nearest human code: {self.human[exemplar - written] or 'a passage of a document'}"

    def save(self, folder: Path) -> None:
        """Write the coder into an empty folder."""
        arrays = {
            "weights": self.weights,
            "intercepts": self.intercepts,
            "exemplars": self.kernel.vectors,
            "carried": self.carried,
            "uplifts": self.uplifts,
            "coefficients": self.kernel.coefficients,
            "word_weights": self.words.weights,
            "idf": self.words.idf,
            **{f"{DEFINED}{name}": values for name, values in vars(self.defined).items()},
        }
        facts = {
            "codebook": self.codebook.model_dump(mode="json"),
            "calibrations": [[list(c.slopes), c.intercept, c.threshold] for c in self.calibrations],
            "vocabulary": list(self.words.vocabulary),
            "human": list(self.human),
        }
        save_arrays(folder, arrays, facts)

    @classmethod
    def load(cls, folder: Path) -> HeadCoder:
        """Read a saved coder."""
        arrays, facts = load_arrays(folder)
        return cls(
            Codebook.model_validate(facts["codebook"]),
            arrays["weights"],
            arrays["intercepts"],
            WordWeights(tuple(facts["vocabulary"]), arrays["idf"], arrays["word_weights"]),
            KernelHead(arrays["exemplars"], arrays["coefficients"]),
            Defined(**{name.removeprefix(DEFINED): values for name, values in arrays.items() if name.startswith(DEFINED)}),
            tuple(Calibration(tuple(slopes), intercept, threshold) for slopes, intercept, threshold in facts["calibrations"]),
            arrays["carried"],
            arrays["uplifts"],
            tuple(facts["human"]),
        )


def _calibrations(labelled: Labelled, checked: Checked, readings: Readings, defined: Defined, settings: CodeThemes) -> tuple[Calibration, ...]:
    """Learn for every theme how its scores make a probability, from labelled texts that the heads have not seen."""
    numbers = checked.rows
    scores = np.concatenate([held_out(labelled, numbers, readings, settings), defined.score(readings)[None]])
    labels, known, counts = labelled.carried[numbers], labelled.known[numbers], labelled.counts[numbers] * checked.shares
    found = [BY_DEFINITION] * labels.shape[1]
    for column in range(len(found)):
        rows = np.flatnonzero(known[:, column])
        if labels[rows, column].sum() >= FEWEST_POSITIVES:
            found[column] = calibrate(labels[rows, column], settings.beta, *scores[:, rows, column], weighing=WEIGHING, counts=counts[rows])
    return tuple(found)


def _uplift(head: LinearHead, readings: Readings, column: int) -> float:
    parted = np.unique(readings.owner)
    uplifts = (head.score(readings, column)[0] - head.score_whole(readings, column))[parted]
    return float(uplifts.max()) if len(parted) >= FEWEST_PARTED else np.inf
