"""Choose the segments of which the coder is least sure: what coding them teaches is most, and what it says of the study nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipeline.own_thresholds import own_thresholds
from pipeline.schema import tuples


def thresholds(codings: pd.DataFrame) -> dict[str, float]:
    """Return, per theme, the score that best parts assigned from not assigned codings.

    A theme that is assigned nowhere has its highest score, one that is assigned everywhere its lowest.

    >>> thresholds(pd.DataFrame({"theme_id": ["a"] * 4, "score": [0.1, 0.3, 0.5, 0.9], "assigned": [False, False, True, True]}))
    {'a': 0.4}
    """
    found = {}
    for theme, rows in codings.groupby("theme_id", sort=True):
        ordered = rows.sort_values("score")
        scores, assigned = ordered["score"].to_numpy(), ordered["assigned"].to_numpy()
        wrong = np.concatenate([[0], np.cumsum(assigned)]) + (~assigned).sum() - np.concatenate([[0], np.cumsum(~assigned)])
        at = int(np.argmin(wrong))  # so many of the lowest scores are below the threshold
        found[str(theme)] = float(scores[[max(at - 1, 0), min(at, len(scores) - 1)]].mean())
    return found


def most_uncertain(segments: pd.DataFrame, codings: pd.DataFrame, n: int) -> list[str]:
    """Choose segments whose score lies nearest to their document's threshold of a theme, spread over themes and documents.

    Themes take turns, each with its nearest segment left. No two chosen segments follow each other in a document, and no document gives
    more than its even part; where too few are found so, each document may give twice as many, and so on.

    Args:
        segments: the SEGMENTS that may be chosen, in any order. Not changed.
        codings: their CODINGS. Not changed.
        n: how many.

    Returns:
        Ids, sorted; fewer than n where no more are left that do not follow each other.
    """
    ordered = segments.sort_values(["document_id", "start"])
    places = {row.segment_id: (str(row.document_id), number) for number, row in enumerate(tuples(ordered))}
    documents = {name: document for name, (document, _) in places.items()}
    queues = _queues(codings[codings["segment_id"].isin(places)].assign(document_id=lambda rows: rows["segment_id"].map(documents)))
    chosen: dict[str, tuple[str, int]] = {}
    most = math.ceil(n / max(1, ordered["document_id"].nunique()))
    _take_turns(queues, places, chosen, n, most)
    while len(chosen) < n and most < len(segments):
        most *= 2
        _take_turns(queues, places, chosen, n, most)
    return sorted(chosen)


def _queues(codings: pd.DataFrame) -> dict[str, list[str]]:
    rows = codings.merge(own_thresholds(codings), on=["document_id", "theme_id"], how="left", validate="many_to_one")
    limits = rows["threshold"].fillna(rows["theme_id"].map(thresholds(codings)))
    far = rows.assign(distance=(rows["score"] - limits).abs().round(6))
    nearest_first = far.sort_values(["distance", "segment_id"])
    return {str(theme): list(rows["segment_id"]) for theme, rows in nearest_first.groupby("theme_id", sort=True)}


def _take_turns(
    queues: Mapping[str, list[str]], places: Mapping[str, tuple[str, int]], chosen: dict[str, tuple[str, int]], n: int, most: int
) -> None:
    """Add to ``chosen`` until there are n, or no theme finds any more."""
    taken = Counter(document for document, _ in chosen.values())
    at = dict.fromkeys(queues, 0)
    while len(chosen) < n and any(at[theme] < len(queue) for theme, queue in queues.items()):
        for theme, queue in queues.items():
            near = {(document, number + step) for document, number in chosen.values() for step in (-1, 0, 1)}
            while at[theme] < len(queue) and (places[queue[at[theme]]] in near or taken[places[queue[at[theme]]][0]] >= most):
                at[theme] += 1
            if at[theme] < len(queue) and len(chosen) < n:
                chosen[queue[at[theme]]] = places[queue[at[theme]]]
                taken[places[queue[at[theme]]][0]] += 1
