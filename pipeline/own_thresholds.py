"""Find the threshold by which each document was coded: it differs by part where human codes teach, and ``codings.why`` says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.schema import tuples

SAID = r"^(?!sub-code ).*; threshold: (\d\.\d+)$|^threshold: (\d\.\d+)$"
CLOSE = 0.0051  # what is said has two digits


def own_thresholds(codings: pd.DataFrame) -> pd.DataFrame:
    """Find the threshold of each theme for each document.

    Args:
        codings: CODINGS with document_id. Not changed.

    Returns:
        document_id, theme_id and threshold: a row for each document, and each theme that says its threshold. Where a theme was given
        nowhere in a document, its threshold is the one of the documents that have a part in common with it, as their other
        thresholds tell; of several that it may be, the middle one of those above the document's scores.
    """
    said = codings.loc[codings["assigned"], "why"].astype("str").str.extract(SAID)
    values = said[0].fillna(said[1]).dropna().astype(float)
    stated = codings.loc[values.index, ["document_id", "theme_id"]].assign(threshold=values)
    stated = stated.drop_duplicates(["document_id", "theme_id"])
    by_document: dict[str, dict[str, float]] = defaultdict(dict)
    for row in tuples(stated):
        by_document[row.document_id][row.theme_id] = float(row.threshold)
    beside: dict[tuple[str, float, str], set[float]] = defaultdict(set)
    for known in by_document.values():
        for theme_id, value in known.items():
            for other, threshold in known.items():
                beside[theme_id, value, other].add(threshold)
    every = {str(theme_id): sorted(set(rows["threshold"])) for theme_id, rows in stated.groupby("theme_id", sort=True)}
    below = codings[~codings["assigned"] & codings["theme_id"].isin(every)]
    highest = below.groupby(["document_id", "theme_id"])["score"].max().to_dict()
    rows = [
        (name, theme_id, own.get(theme_id, _likely(theme_id, own, beside, values, highest.get((name, theme_id), 0.0))))
        for name in sorted(set(codings["document_id"]))
        for own in (by_document.get(name, {}),)
        for theme_id, values in every.items()
    ]
    return pd.DataFrame(rows, columns=["document_id", "theme_id", "threshold"])


def _likely(
    theme_id: str, own: Mapping[str, float], beside: Mapping[tuple[str, float, str], set[float]], every: Iterable[float], highest: float
) -> float:
    """Return the threshold that a document has for a theme that it does not say."""
    possible = sorted(every)
    for other, threshold in sorted(own.items()):
        narrowed = [value for value in possible if value in beside.get((other, threshold, theme_id), ())]
        possible = narrowed or possible
    above = [value for value in possible if value > highest - CLOSE] or possible
    return above[len(above) // 2]
