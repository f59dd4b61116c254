"""Find the words that set classes of texts apart, such as the topics of a model or the sub-topics of a theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

JOINT = "_"  # between adjective and noun, for a topic model that splits at spaces
FEWEST_CLASSES = 2  # that can be set apart
DAMPING = 0.75  # power of a word's frequency in its class: at 1 common words come first, at 1/2 rare ones


def class_words(
    words: Sequence[Sequence[str]], document_ids: Sequence[str], labels: np.ndarray, n_classes: int, n: int
) -> tuple[tuple[str, ...], ...]:
    """Return the first words of each class by class-based TF-IDF, best first.

    Args:
        words: the words of each text; a pair is joined by ``_``.
        document_ids: the document of each text: a word counts once for each document that has it in the class.
        labels: int[texts], the class of each; -1: none.
        n_classes: how many classes there are; one without a text has no words.
        n: at most so many words a class.

    Returns:
        For each class its words, pairs with a space. A word that the classes together have more often than an average
        class has words weighs nothing, and is left out; so is, where there are others, a word that the class has no more
        often among its words than all classes have it among theirs.

    Source:
        Grootendorst (2022), BERTopic, arXiv:2203.05794, section 3.3, with the weight of words that BERTopic 0.17 calls ``bm25_weighting``.
        Counting documents, and the power of the frequency (1 there, 1/2 with ``reduce_frequent_words``), are choices of this project.

    >>> class_words([["bus", "town"], ["bus"], ["rent", "town"]], ["a", "b", "a"], np.array([0, 0, 1]), 2, 1)
    (('bus',), ('rent',))
    """
    rows = zip(words, document_ids, labels.tolist(), strict=True)
    said = {(label, document_id, word) for own, document_id, label in rows if label >= 0 for word in own}
    counts = [Counter[str]() for _ in range(n_classes)]
    every = Counter[str]()
    for label, _, word in sorted(said):
        counts[label][word] += 1
        every[word] += 1
    average = int(every.total() / max(1, n_classes))
    weights = {word: float(np.log((average + 1) / (found + 0.5))) for word, found in every.items()}
    alone = sum(map(bool, counts)) < FEWEST_CLASSES
    apart = [Counter({word: own[word] for word in own if alone or own[word] * every.total() > every[word] * own.total()}) for own in counts]
    return tuple(_first(own, kept, weights, n) for own, kept in zip(counts, apart, strict=True))


def _first(counts: Counter[str], apart: Counter[str], weights: dict[str, float], n: int) -> tuple[str, ...]:
    scores = {word: round((found / counts.total()) ** DAMPING * weights[word], 9) for word, found in apart.items()}
    ordered = sorted((word for word, score in scores.items() if score > 0), key=lambda word: (-scores[word], word))
    return unrepeated(ordered, n)


def unrepeated(words: Iterable[str], n: int) -> tuple[str, ...]:
    """Return the first n words, pairs with a space; one that an earlier phrase holds is not said again.

    >>> unrepeated(["social_housing", "housing", "tenant"], 2)
    ('social housing', 'tenant')
    """
    kept: list[list[str]] = []
    for word in words:
        parts = word.split(JOINT)
        if not any(set(parts) <= set(earlier) for earlier in kept):
            kept.append(parts)
    return tuple(" ".join(parts) for parts in kept[:n])
