"""Find the passages again that people marked for or against a claim, and count them by source."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.check_claim import OF_DOCUMENT
from pipeline.citations import citation_of
from pipeline.decision_files import MARKS
from pipeline.reanchor import KEPT, Passages, wanted_of, words_of
from pipeline.schema import tuples


@dataclass(frozen=True)
class Mark:
    """A passage that a person marked, as it stands now; ``citation`` is empty where its words are in no document any more."""

    mark: str
    who: str
    row: int
    text: str
    citation: str
    segment_id: str
    source: str


def marks_of(claim: str, support: pd.DataFrame | None, documents: pd.DataFrame, segments: pd.DataFrame) -> tuple[Mark, ...]:
    """Find the passages that people marked for or against a claim.

    Args:
        claim: in these words, whatever its punctuation and capitals.
        support: decisions/support.csv as read; None where there is none. Not changed.
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS. Not changed.

    Returns:
        Supports, then contradicts, then neither, in the order of the file. Of several rows of one person on one passage the last counts.
    """
    if support is None:
        return ()
    asked = words_of(claim)
    own = [row for row in tuples(support) if words_of(row.claim) == asked]
    passages = Passages(documents, segments)
    placed = segments.merge(documents[OF_DOCUMENT], on="document_id", validate="many_to_one")
    known = {row.segment_id: row for row in tuples(placed)}
    found: dict[tuple[str, str], Mark] = {}
    for row in own:
        place = passages.find(wanted_of(row._asdict()))
        stands = known[place.segment_id] if place.standing in KEPT else None
        made = Mark(
            row.mark,
            row.who,
            row.Index,
            row.text,
            citation_of(stands, stands) if stands else "",
            place.segment_id,
            str(stands.cluster_id) if stands else "",
        )
        found[(row.who, place.segment_id or f"row {row.Index}")] = made
    return tuple(sorted(found.values(), key=lambda mark: (MARKS.index(mark.mark), mark.row)))
