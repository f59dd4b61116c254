"""Choose what a briefing and a workbook show of what documents say, and leave out what may not be quoted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.evidence import NOT_QUOTED, Evidence, rows_of
from pipeline.wording import count


@dataclass(frozen=True)
class Reach:
    """How far each theme reaches, and who speaks of it.

    ``themes`` has a row a theme, by theme_id, in the codebook's order: n_documents (with codable segments), n_with (of these, with the theme),
    n_assigned (segments with it), n_segments (codable), n_places, first_year and last_year of the documents with it (null where not known).
    ``speakers`` has for each theme a row a source type, largest share of documents with the theme first: source_type, n_with of n_documents.
    Documents whose source type is not given are one type, "source type not given".
    """

    themes: pd.DataFrame
    speakers: dict[str, list[Any]]


def quotable(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of documents that may be quoted, in order of the documents' dates, with ``_order``, the document's place in it."""
    order = {document_id: n for n, document_id in enumerate(evidence.by_date["document_id"].tolist())}
    kept = rows[~_withheld(evidence, rows)]
    return kept.assign(_order=kept["document_id"].map(order).astype("Int64")).sort_values(["_order", "start", *rows.columns[:1]], kind="stable")


def say_withheld(evidence: Evidence, rows: pd.DataFrame) -> str:
    """Say how many rows are left out, for their documents may not be quoted; nothing where none is."""
    left = int(_withheld(evidence, rows).sum())
    return f"{count(left, 'row')} of documents that may not be quoted {'is' if left == 1 else 'are'} left out." if left else ""


def _withheld(evidence: Evidence, rows: pd.DataFrame) -> pd.Series[bool]:
    closed = evidence.documents.loc[evidence.documents["quotable"].isin(NOT_QUOTED), "document_id"]
    return rows["document_id"].isin(closed)


def reach_of(evidence: Evidence) -> Reach:
    """Return how far each theme of the codebook reaches, and who speaks of it."""
    counts = evidence.document_themes[evidence.document_themes["n_segments"] > 0]
    known = evidence.documents[["document_id", "place", "year", "source_type"]]
    placed = counts.merge(known, on="document_id", validate="many_to_one")
    return Reach(_themes(evidence, placed), _speakers(evidence, placed))


def _themes(evidence: Evidence, placed: pd.DataFrame) -> pd.DataFrame:
    found = placed[placed["n_assigned"] > 0].groupby("theme_id")
    whole = placed.groupby("theme_id").agg(n_documents=("document_id", "nunique"), n_assigned=("n_assigned", "sum"), n_segments=("n_segments", "sum"))
    reach = found.agg(n_with=("document_id", "nunique"), n_places=("place", "nunique"), first_year=("year", "min"), last_year=("year", "max"))
    both = whole.join(reach).reindex(evidence.codebook.theme_ids)
    numbers = ["n_documents", "n_assigned", "n_segments", "n_with", "n_places"]
    both[numbers] = both[numbers].fillna(0).astype(int)
    return both.rename_axis("theme_id")


def _speakers(evidence: Evidence, placed: pd.DataFrame) -> dict[str, list[Any]]:
    typed = placed.assign(source_type=placed["source_type"].fillna("source type not given"), has=placed["n_assigned"] > 0)
    found = typed.groupby(["theme_id", "source_type"])["has"].agg(n_with="sum", n_documents="size").reset_index()
    keys = found.assign(_share=-found["n_with"] / found["n_documents"], _n=-found["n_documents"]).sort_values(["_share", "_n", "source_type"])
    speakers: dict[str, list[Any]] = {theme_id: [] for theme_id in evidence.codebook.theme_ids}
    for row in rows_of(keys):
        speakers.setdefault(row.theme_id, []).append(row)
    return speakers
