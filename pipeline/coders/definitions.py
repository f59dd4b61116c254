"""Learn themes from their definitions alone: likeness to a definition's clauses ranks unlabelled texts, and the clearest of them teach a head.

Nothing is labelled. The ranking begins with cosines between each text and each clause, name, inclusion and seed of a theme,
standardised over the texts, because some clauses are like everything, and with the seeds that are found in it. What is as
like the other themes is counted less, its own sub-codes and what it is a sub-code of apart. The texts at the top and
those well below then stand for the theme and for its absence, a linear head learns to tell them apart, ranks all texts anew, and so on, a few rounds.

Source:
    Self-training: Yarowsky (1995), Unsupervised word sense disambiguation rivaling supervised methods, ACL, 189-196.
    Standardising against hubs: Radovanović, Nanopoulos, Ivanović (2010), Hubs in space, JMLR 11, 2487-2531.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.codebook import Theme
from pipeline.coders.linear import LinearHead, features
from pipeline.coders.readings import Readings

if TYPE_CHECKING:
    from pipeline.cache import Encoder

CLAUSE_END = re.compile(r"[;,:.()]|\bincluding\b|\band\b")
SHORTEST_CLAUSE = 4  # characters
SHARPNESS = 2.0  # of the soft maximum over a theme's clauses, in standard deviations
WHOLE_WEIGHT = 0.5  # of likeness to the definition as a whole, beside that to its clauses
SEED_LIKENESS = 1.0  # of the seeds found, beside likeness to the clauses
CONTRAST = 0.5  # how much of the mean likeness to the other themes is taken off
CLEAR = 0.4  # of the texts expected to carry the theme, the part that is taken for certain
DOUBTFUL = 1.5  # times as many as are expected: what ranks lower is taken for texts without the theme
LEAST_ABSENT = 0.3  # of the texts, however common the theme is
ROUNDS = 3
STRENGTH = 1.0  # inverse of the L2 penalty


def clauses(theme: Theme) -> list[str]:
    """Return what a theme's texts may be like: its name, the clauses of its definition, its inclusions and seeds, each once.

    >>> clauses(Theme(id="jobs", name="Jobs", definition="Work, including wages; and the lack of it."))
    ['Jobs', 'Work', 'wages', 'the lack of it']
    """
    parts = [part.strip() for part in CLAUSE_END.split(theme.definition)]
    found = [theme.name, *(part for part in parts if len(part) >= SHORTEST_CLAUSE), *theme.include, *theme.seeds]
    return list(dict.fromkeys(found))


def likeness(themes: Sequence[Theme], readings: Readings, encoder: Encoder) -> np.ndarray:
    """Return how like each theme each text is, against the other texts and the other themes.

    Args:
        themes: all themes of the codebook.
        readings: of n texts: vectors of unit length, and the seeds found.
        encoder: the one that made them.

    Returns:
        float64[n, themes], in standard deviations; only the order within a theme means anything.
    """
    vectors = readings.whole
    own = np.stack([_soft_maximum(_standardised(vectors @ encoder.encode(clauses(theme)).T)) for theme in themes], axis=1)
    whole = encoder.encode([f"{theme.name}. {theme.definition}" for theme in themes])
    total = _standardised(own) + WHOLE_WEIGHT * _standardised(vectors @ whole.T) + SEED_LIKENESS * _standardised(np.log1p(readings.whole_seeds))
    others = _unrelated(themes)
    return np.asarray(total - CONTRAST * total @ others.T / np.maximum(others.sum(axis=1), 1))


def _unrelated(themes: Sequence[Theme]) -> np.ndarray:
    """Return which themes are others to each, bool[themes, themes]: neither itself, nor what it is a sub-code of, nor its sub-codes."""
    lines = [_line(theme, {one.id: one.parent for one in themes}) for theme in themes]
    above = np.array([[other.id in line for other in themes] for line in lines])
    return np.asarray(~(above | above.T))


def _line(theme: Theme, parents: Mapping[str, str | None]) -> set[str]:
    """Return a theme's id and those of all that it is a sub-code of."""
    line, parent = {theme.id}, theme.parent
    while parent is not None:
        line.add(parent)
        parent = parents.get(parent)
    return line


def _standardised(values: np.ndarray) -> np.ndarray:
    exact = values.astype(np.float64)
    return np.asarray((exact - exact.mean(axis=0)) / np.maximum(exact.std(axis=0), 1e-9))


def _soft_maximum(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(np.exp(SHARPNESS * values).mean(axis=1)) / SHARPNESS)


def self_train(ranking: np.ndarray, readings: Readings, column: int, share: float, known: np.ndarray | None = None) -> LinearHead:
    """Learn a head from unlabelled texts.

    Args:
        ranking: float64[n]: how like the theme each text is.
        readings: of these texts.
        column: the theme's number.
        share: the share of texts that are expected to carry the theme.
        known: bool[n]: texts that are known to carry it; none if not given.

    Returns:
        The head; its scores rank texts, and are 0 halfway between what it took for the theme and what for its absence.
    """
    x = features(readings.whole, readings.whole_seeds[:, column])
    carried = np.zeros(len(x), dtype=bool) if known is None else known
    scores = ranking
    head = LinearHead(np.zeros(x.shape[1]), 0.0)
    for _ in range(ROUNDS):
        with_theme = carried | (scores >= np.quantile(scores, 1 - CLEAR * share))
        without = ~with_theme & (scores <= np.quantile(scores, max(LEAST_ABSENT, 1 - DOUBTFUL * share)))
        rows = np.flatnonzero(with_theme | without)
        if not without.any():
            return head  # texts that cannot be told apart
        model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000).fit(x[rows], with_theme[rows])
        head = LinearHead(model.coef_[0], float(model.intercept_[0]))
        scores = x @ head.weights + head.intercept
    return head
