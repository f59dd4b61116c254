"""Score exemplars by heads that have not seen them, a writer's together: what calibrations and thresholds are learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from pipeline.calibrate import folds_of
from pipeline.codebook import FEW_EXEMPLARS, FEWEST_POSITIVES, Exemplar
from pipeline.coders.kernel import KernelHead
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings
from pipeline.coders.word_weights import WordCounts, WordWeights
from pipeline.config import CodeThemes

NEIGHBOURS = 20  # exemplars in a row that are held out together
FEW_WRITERS = 2
HUMAN_COUNTS = 4  # exemplars that a segment coded by people stands for, where probabilities are learnt: it is how documents are
CALIBRATING = 2000  # so many exemplars are read sentence by sentence, to calibrate; more only where more than so many are of rare themes


@dataclass(frozen=True)
class Labelled:
    """Exemplars as heads learn from them."""

    texts: list[str]
    counted: WordCounts  # their words
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


@dataclass(frozen=True)
class Checked:
    """The labelled texts that calibrate."""

    rows: np.ndarray  # int[m]: their numbers, rising
    shares: np.ndarray  # float64[m]: 1, or less where a text was likelier to be taken than most, being of a rare theme


def checked_rows(exemplars: Sequence[Exemplar], seed: int) -> Checked:
    """Choose the labelled texts that calibrate: all that people coded, and of the others all or, of more than 2,000, a random part.

    In a random order the first 60 that carry a theme are always taken, so that what is learnt of a rare theme is not left to a handful of its
    exemplars; then the first of all, up to 2,000, and at least 1,000 where the themes are many. A text's share is the chance of the common
    ones over its own, so that weighed by shares the part is made up as the whole is.

    Source: weights by one over the probability of inclusion: Horvitz, Thompson (1952), Journal of the American Statistical Association 47, 663-685.
    """
    human = np.flatnonzero([exemplar.known is not None for exemplar in exemplars])
    written = np.flatnonzero([exemplar.known is None for exemplar in exemplars])
    order = written[np.random.default_rng(seed).permutation(len(written))]
    taken, chance = _taken([exemplars[row].codes for row in order])
    rows, shares = np.concatenate([order[taken], human]), np.concatenate([chance.min(initial=1.0) / chance[taken], np.ones(len(human))])
    sorted_by = np.argsort(rows)
    return Checked(rows[sorted_by], shares[sorted_by])


def _taken(codes: Sequence[AbstractSet[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Return of texts in random order, by their codes, whether each is taken, bool[n], and how likely it was, float64[n]."""
    n = len(codes)
    ahead, of_all = np.zeros(n, dtype=bool), np.zeros(n)
    for theme in sorted(set().union(*codes)):
        carrying = np.flatnonzero([theme in own for own in codes])
        ahead[carrying[:FEW_EXEMPLARS]] = True
        of_all[carrying] = np.maximum(of_all[carrying], min(FEW_EXEMPLARS / len(carrying), 1))
    others = np.flatnonzero(~ahead)[: max(CALIBRATING - int(ahead.sum()), CALIBRATING // 2)]
    taken = ahead.copy()
    taken[others] = True
    so_far = others[-1] + 1 if len(others) else n
    return taken, np.maximum(of_all, so_far / n if len(others) < int((~ahead).sum()) else 1.0)


def folds_among(exemplars: Sequence[Exemplar], settings: CodeThemes) -> np.ndarray:
    """Return the fold in which each labelled text is held out, int[e]: as many as ``[code_themes] folds``, or as there are groups to hold out."""
    return _folds(groups_of(exemplars), settings)


def _folds(groups: Sequence[str], settings: CodeThemes) -> np.ndarray:
    return folds_of(groups, min(settings.folds, len(set(groups))), settings.seed)


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
    fold = _folds(labelled.groups, settings)
    for number in sorted(set(fold.tolist())):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold[checked] == number)
        if not len(train) or not len(test):
            continue
        words = WordWeights.fit(labelled.counted, carried, known, train)
        scores[1, test] = words.score([labelled.texts[row] for row in checked[test]])
        scores[2, test] = KernelHead.fit(labelled.readings.whole[train], carried[train], known[train]).score(readings.whole[test])
        for column in range(carried.shape[1]):
            rows = train[known[train, column]]
            if carried[checked, column].sum() >= FEWEST_POSITIVES and 0 < carried[rows, column].sum() < len(rows):
                head = LinearHead.fit(labelled.readings, carried[:, column], column, labelled.own[column], rows)
                scores[0, test, column] = head.score(readings, column)[0][test]
    return scores
