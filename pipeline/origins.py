"""Say of each proposal where it comes from, as a tracker of recommendations asks: reference, origin, date, area, themes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.schema import tuples

LABELLED = re.compile(  # the number that a document gives a proposal, at the head of its passage
    r"\W*(?P<label>(?:recommendation|action|proposal|resolution|motion|decision)\s(?:no\.?\s)?[a-z]?\d+(?:\.\d+)*[a-z]?|\d+(?:\.\d+)+|\d{1,3}(?=[.)]\s))",
    re.IGNORECASE,
)


def themes_of(codings: pd.DataFrame) -> dict[str, list[str]]:
    """Return the themes of each segment that has one, in their order."""
    assigned = codings[codings["assigned"]].sort_values(["segment_id", "theme_id"])
    themes: dict[str, list[str]] = defaultdict(list)
    for segment_id, theme_id in zip(assigned["segment_id"].tolist(), assigned["theme_id"].tolist(), strict=True):
        themes[segment_id].append(theme_id)
    return dict(themes)


def with_origins(recommendations: pd.DataFrame, documents: pd.DataFrame, themes: Mapping[str, list[str]]) -> pd.DataFrame:
    """Put beside each proposal its themes and what its document is: its source, origin, date, place and reference."""
    known = {row.document_id: row for row in tuples(documents[["document_id", "cluster_id", "title", "publisher", "date", "place"]])}
    own = [known[document_id] for document_id in recommendations["document_id"].tolist()]
    given = [themes.get(segment_id, []) for segment_id in recommendations["segment_id"].tolist()]
    return recommendations.assign(
        source=[document.cluster_id for document in own],
        origin=[document.title if pd.isna(document.publisher) else f"{document.title} ({document.publisher})" for document in own],
        date=[_known(document.date) for document in own],
        area=[_known(document.place) for document in own],
        theme_ids=pd.Series(given, index=recommendations.index, dtype=object),
    )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def reference_of(segment: Any, start: int, document: Any) -> str:
    """Return the number that a document gives a proposal, after the document's own reference; of a document with neither, nothing."""
    label = LABELLED.match(segment.text)
    own = " ".join(label["label"].split()) if label and start <= label.end() + 2 else ""
    given = document.reference if isinstance(document.reference, str) else ""
    return f"{given} {own}".strip() if own else ""
