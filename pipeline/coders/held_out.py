"""Score exemplars by heads that have not seen them, a writer's together: what calibrations and thresholds are learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.calibrate import FEWEST_POSITIVES, folds_of
from pipeline.codebook import Exemplar
from pipeline.coders.kernel import KernelHead
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings
from pipeline.coders.word_weights import WordWeights
from pipeline.config import CodeThemes

NEIGHBOURS = 20  # exemplars in a row that are held out together
FEW_WRITERS = 2
HUMAN_COUNTS = 4  # exemplars that a segment coded by people stands for, where probabilities are learnt: it is how documents are
CALIBRATING = 2000  # at most so many exemplars are read sentence by sentence, to calibrate


@dataclass(frozen=True)
class Labelled:
    """Exemplars as heads learn from them."""

    texts: list[str]
    groups: list[str]  # held out together
    readings: Readings  # of the whole texts
    carried: np.ndarray  # bool[e, themes]
    known: np.ndarray  # bool[e, themes]: whether an exemplar says if it carries the theme
    counts: np.ndarray  # float64[e]: for how many exemplars each stands when probabilities are learnt
    own: list[np.ndarray]  # for every theme the vectors of the codebook's own text


def groups_of(exemplars: Sequence[Exemplar]) -> list[str]:
    """Return for each exemplar what it is held out with: its writer's others, or its neighbours in the file.

    A document that people coded is always kept whole. Written exemplars go by their neighbours where no more than two writers, those without a
    name being one, wrote them: held out whole, these would leave next to nothing to learn from.
    """
    run = min(NEIGHBOURS, max(1, len(exemplars) // 20))
    few = len({exemplar.writer for exemplar in exemplars if exemplar.known is None}) <= FEW_WRITERS
    return [
        f"run {number // run:06d}" if not exemplar.writer or (few and exemplar.known is None) else exemplar.writer
        for number, exemplar in enumerate(exemplars)
    ]


def counts_of(exemplars: Sequence[Exemplar]) -> np.ndarray:
    """Return for how many exemplars each labelled text stands where probabilities and thresholds are learnt: segments of documents for several.

    Half of a draw comes from the fifth that scores highest; weighed by 1 / probability, drawn segments stand for all segments.
    """
    return np.array([HUMAN_COUNTS * exemplar.weight if exemplar.known is not None else 1.0 for exemplar in exemplars])


def checked_rows(exemplars: Sequence[Exemplar], seed: int) -> np.ndarray:
    """Return the numbers of the labelled texts that calibrate, in order: all that people coded, and of the others all or a random part."""
    human = np.array([exemplar.known is not None for exemplar in exemplars])
    written = np.flatnonzero(~human)
    return np.sort(np.concatenate([written[np.random.default_rng(seed).permutation(len(written))[:CALIBRATING]], np.flatnonzero(human)]))


def held_out(labelled: Labelled, checked: np.ndarray, readings: Readings, settings: CodeThemes) -> np.ndarray:
    """Return the heads' scores of exemplars from fits without them.

    Args:
        labelled: the exemplars, e of them.
        checked: int[m]: the numbers of those to score.
        readings: of these, with their sentences.
        settings: ``[code_themes]``: folds and seed.

    Returns:
        float64[4, m, themes]: by vectors, by words, by likeness to exemplars, by seeds; 0 where a theme has too few exemplars.
    """
    carried, known = labelled.carried, labelled.known
    scores = np.zeros((4, len(checked), carried.shape[1]))
    scores[3] = np.log1p(readings.whole_seeds)
    folds = min(settings.folds, len(set(labelled.groups)))
    fold = folds_of(labelled.groups, folds, settings.seed)
    for number in range(folds):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold[checked] == number)
        if not len(train) or not len(test):
            continue
        words = WordWeights.fit([labelled.texts[row] for row in train], carried[train], known[train])
        scores[1, test] = words.score([labelled.texts[row] for row in checked[test]])
        scores[2, test] = KernelHead.fit(labelled.readings.whole[train], carried[train], known[train]).score(readings.whole[test])
        for column in range(carried.shape[1]):
            rows = train[known[train, column]]
            if carried[checked, column].sum() >= FEWEST_POSITIVES and 0 < carried[rows, column].sum() < len(rows):
                head = LinearHead.fit(labelled.readings, carried[:, column], column, labelled.own[column], rows)
                scores[0, test, column] = head.score(readings, column)[0][test]
    return scores
