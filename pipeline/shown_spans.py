"""Say what of each document would be published, if nothing spoke against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.published_ids import Selection
from pipeline.published_tables import CITING
from pipeline.schema import tuples

Shown = dict[str, list[tuple[int, int]]]


def shown_spans(tables: Mapping[str, pd.DataFrame]) -> Shown:
    """Return by document what would be published of its text: quotes, recommendations and figures of documents whose ``quotable`` is yes."""
    documents = tables["documents"]
    allowed = set(documents.loc[documents["quotable"] == "yes", "document_id"])
    found: Shown = {}
    for name in CITING:
        for row in tuples(tables[name][["document_id", "start", "end"]]):
            if row.document_id in allowed:
                found.setdefault(row.document_id, []).append((int(row.start), int(row.end)))
    return {document_id: sorted(set(spans)) for document_id, spans in found.items()}


def selection_of(tables: Mapping[str, pd.DataFrame], spans: Mapping[str, Sequence[tuple[int, int]]]) -> Selection:
    """Select the documents and segments that are published with these spans of documents."""
    documents, quotes = tables["documents"], tables["quotes"]
    named = documents.loc[(documents["quotable"] == "yes") & (documents["attribution"] == "named"), "document_id"]
    held = [any(a <= row.start and row.end <= b for a, b in spans.get(row.document_id, ())) for row in tuples(quotes)]
    allowed = frozenset(documents.loc[documents["quotable"] == "yes", "document_id"])
    paraphrased = frozenset(documents.loc[documents["quotable"] == "paraphrase", "document_id"])
    return Selection(allowed, frozenset(quotes.loc[held, "segment_id"]), spans, frozenset(named), paraphrased)
