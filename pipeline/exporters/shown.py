"""Choose what a briefing and a workbook show of what documents say, and leave out what may not be quoted."""

from __future__ import annotations

import pandas as pd

from pipeline.evidence import NOT_QUOTED, Evidence
from pipeline.wording import count


def quotable(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of documents that may be quoted, in order of the documents' dates, with ``_order``, the document's place in it."""
    order = {document_id: n for n, document_id in enumerate(evidence.by_date["document_id"])}
    closed = set(evidence.documents.loc[evidence.documents["quotable"].isin(NOT_QUOTED), "document_id"])
    kept = rows[~rows["document_id"].isin(closed)]
    return kept.assign(_order=kept["document_id"].map(order).astype("Int64")).sort_values(["_order", "start", *rows.columns[:1]], kind="stable")


def say_withheld(evidence: Evidence, rows: pd.DataFrame) -> str:
    """Say how many rows are left out, for their documents may not be quoted; nothing where none is."""
    left = len(rows) - len(quotable(evidence, rows))
    return f"{count(left, 'row')} of documents that may not be quoted {'is' if left == 1 else 'are'} left out." if left else ""


def themes_found(evidence: Evidence) -> pd.DataFrame:
    """Return how far each theme reaches, in the codebook's order.

    Returns:
        A row a theme, by theme_id: n_documents (with codable segments), n_with (of these, with the theme), n_assigned (segments with it),
        n_segments (codable), n_places, first_year and last_year of the documents with it (null where not known).
    """
    counts = evidence.document_themes[evidence.document_themes["n_segments"] > 0]
    placed = counts.merge(evidence.documents[["document_id", "place", "year"]], on="document_id", validate="many_to_one")
    found = placed[placed["n_assigned"] > 0].groupby("theme_id")
    whole = placed.groupby("theme_id").agg(n_documents=("document_id", "nunique"), n_assigned=("n_assigned", "sum"), n_segments=("n_segments", "sum"))
    reach = found.agg(n_with=("document_id", "nunique"), n_places=("place", "nunique"), first_year=("year", "min"), last_year=("year", "max"))
    both = whole.join(reach).reindex(evidence.codebook.theme_ids)
    numbers = ["n_documents", "n_assigned", "n_segments", "n_with", "n_places"]
    both[numbers] = both[numbers].fillna(0).astype(int)
    return both.rename_axis("theme_id")


def speakers_of(evidence: Evidence, theme_id: str) -> pd.DataFrame:
    """Return who speaks of a theme: for each source type n_with (documents with it) of n_documents, largest share first.

    Documents whose source type is not given are one type, "source type not given".
    """
    counts = evidence.document_themes[(evidence.document_themes["theme_id"] == theme_id) & (evidence.document_themes["n_segments"] > 0)]
    typed = counts.merge(evidence.documents[["document_id", "source_type"]], on="document_id", validate="one_to_one")
    kinds = typed.assign(source_type=typed["source_type"].fillna("source type not given"), has=typed["n_assigned"] > 0).groupby("source_type")["has"]
    found = kinds.agg(n_with="sum", n_documents="size").reset_index()
    keys = found.assign(_share=-found["n_with"] / found["n_documents"], _n=-found["n_documents"])
    return keys.sort_values(["_share", "_n", "source_type"]).drop(columns=["_share", "_n"]).reset_index(drop=True)
