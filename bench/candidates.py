"""Ways to code texts to themes, each learning from the same labelled texts, so that they can be held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from bench.topic_routes import guided, zero_shot
from pipeline.cache import Encoder
from pipeline.calibrate import calibrate, folds_of
from pipeline.codebook import Codebook, Exemplar
from pipeline.coders.head import HeadCoder
from pipeline.coders.held_out import groups_of
from pipeline.coders.kernel import KernelHead
from pipeline.coders.word_weights import WordCounts, WordWeights
from pipeline.config import CodeThemes
from pipeline.seeds import SeedMatcher, tokens

INNER_FOLDS = 4
SIMILARITIES = np.linspace(0.05, 0.8, 76)


@dataclass(frozen=True)
class Task:
    """What is learnt from and what is to be coded."""

    codebook: Codebook
    exemplars: Sequence[Exemplar]
    texts: Sequence[str]
    encoder: Encoder

    @property
    def carried(self) -> np.ndarray:
        """Whether each exemplar carries each theme, bool[e, themes]."""
        return carried_by(self.codebook, self.exemplars)

    @property
    def taught(self) -> list[str]:
        """The exemplars' texts."""
        return [exemplar.text for exemplar in self.exemplars]


Score = Callable[[Sequence[str]], np.ndarray]  # texts in, float64[n, themes] out
Learner = Callable[[Task, np.ndarray], Score]  # from those exemplars whose numbers are given


def carried_by(codebook: Codebook, exemplars: Sequence[Exemplar]) -> np.ndarray:
    """Return whether each exemplar carries each theme, bool[e, themes]."""
    return np.array([[theme_id in exemplar.codes for theme_id in codebook.theme_ids] for exemplar in exemplars])


def thresholded(learn: Learner) -> Callable[[Task], np.ndarray]:
    """Make a candidate of a scorer: each theme's threshold is the best on exemplars held out of it, a writer's together."""

    def assign(task: Task) -> np.ndarray:
        every, fold = np.arange(len(task.exemplars)), folds_of(groups_of(task.exemplars), INNER_FOLDS, 0)
        held_out = np.zeros(task.carried.shape)
        for number in range(INNER_FOLDS):
            test = every[fold == number]
            held_out[test] = learn(task, every[fold != number])([task.taught[row] for row in test])
        scores = learn(task, every)(task.texts)
        made = [calibrate(labels, 1.0, own) for labels, own in zip(task.carried.T, held_out.T, strict=True)]
        return np.stack([one.probability(own) >= one.threshold for one, own in zip(made, scores.T, strict=True)], axis=1)

    return assign


def dictionary(task: Task) -> np.ndarray:
    """Give a theme to every text that holds one of its seeds."""
    matchers = [SeedMatcher(theme) for theme in task.codebook.theme]
    return np.array([[bool(matcher.find(words)) for matcher in matchers] for words in map(tokens, task.texts)])


def _similarity(task: Task, rows: np.ndarray) -> Score:
    del rows
    themes = task.encoder.encode([theme.definition for theme in task.codebook.theme])
    return lambda texts: np.asarray(task.encoder.encode(list(texts)) @ themes.T, dtype=np.float64)


def _logistic(task: Task, rows: np.ndarray) -> Score:
    x = task.encoder.encode([task.taught[row] for row in rows])
    heads = [LogisticRegression(C=3, max_iter=2000).fit(x, labels) for labels in task.carried[rows].T]
    return lambda texts: np.stack([head.decision_function(task.encoder.encode(list(texts))) for head in heads], axis=1)


def _words(task: Task, rows: np.ndarray) -> Score:
    return WordWeights.fit(WordCounts.of([task.taught[row] for row in rows]), task.carried[rows]).score


def _kernel(task: Task, rows: np.ndarray) -> Score:
    head = KernelHead.fit(task.encoder.encode([task.taught[row] for row in rows]), task.carried[rows])
    return lambda texts: head.score(task.encoder.encode(list(texts)))


@dataclass(frozen=True)
class HeadCodes:
    """What the coder ``head`` says of n texts."""

    scores: np.ndarray  # float64[n, themes]: probabilities
    assigned: np.ndarray  # bool[n, themes]


def ours(task: Task) -> np.ndarray:
    """Code by the coder ``head``: bool[n, themes]."""
    return code(task).assigned


def code(task: Task) -> HeadCodes:
    """Code by the coder ``head``, which may look at the texts, unlabelled, where exemplars are few."""
    names = [f"s{number:06d}" for number in range(len(task.texts))]
    segments = pd.DataFrame({"segment_id": names, "text": list(task.texts), "codable": True})
    vectors = pd.DataFrame({"segment_id": names, "vector": list(task.encoder.encode(list(task.texts)))})
    coder = HeadCoder.fit(task.codebook, task.exemplars, task.encoder, CodeThemes(), segments, vectors)
    coded = coder.apply(segments, vectors, task.encoder).pivot(index="segment_id", columns="theme_id", values=["score", "assigned"]).loc[names]
    scores, assigned = (coded[column][list(task.codebook.theme_ids)] for column in ("score", "assigned"))
    return HeadCodes(scores.to_numpy(dtype=float), assigned.to_numpy(dtype=bool))


def _zero_shot(task: Task) -> np.ndarray:
    known, truth = task.encoder.encode(task.taught), task.carried
    given = [zero_shot(known, task.codebook, task.encoder, least) for least in SIMILARITIES]
    f1 = [2 * (truth & flags).sum() / max(1, truth.sum() + flags.sum()) for flags in given]
    return zero_shot(task.encoder.encode(list(task.texts)), task.codebook, task.encoder, float(SIMILARITIES[int(np.argmax(f1))]))


def _guided(task: Task) -> np.ndarray:
    return guided(task.encoder.encode(list(task.texts)), task.codebook, task.exemplars, task.encoder)


CANDIDATES: dict[str, Callable[[Task], np.ndarray]] = {
    "keyword dictionary (seeds)": dictionary,
    "MiniLM similarity to definitions": thresholded(_similarity),
    "logistic head on vectors": thresholded(_logistic),
    "words alone": thresholded(_words),
    "likeness to exemplars alone": thresholded(_kernel),
    "BERTopic zero-shot": _zero_shot,
    "BERTopic guided (the topic route)": _guided,
    "the coder `head`": ours,
}
