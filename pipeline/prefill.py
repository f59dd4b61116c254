"""Lay out a manifest for a person to correct, from what documents say of themselves."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.guesses import guesses
from pipeline.schema import tuples

ONE_A_FILE = ("place", "source_type", "reference")  # left empty where the documents of a file differ in it
TO_FILL = (
    "path",
    "title",
    "date",
    "date_basis",
    "place",
    "source_type",
    "publisher",
    "url",
    "licence",
    "reference",
    "quotable",
    "attribution",
    "cluster_id",
)


def prefill(documents: pd.DataFrame) -> pd.DataFrame:
    """Lay out a manifest for a person to correct: what the documents say of themselves, what can be guessed, the rest empty.

    Args:
        documents: a DOCUMENTS table. Not changed.

    Returns:
        One row a file, sorted by path; every cell is text. A cluster is named only where several documents share it,
        and all of the file, a place or source type only where the documents of a file have the same. ``date_basis`` says where a date was found that
        nobody gave, and ``guessed_from`` on what each date, place and source type rests that nobody gave.
    """
    shared = documents["cluster_id"].duplicated(keep=False) & (documents.groupby("path")["cluster_id"].transform("nunique") == 1)
    guessed = [guesses(row.title, row.text, row.path) for row in tuples(documents[["title", "text", "path"]])]
    filled = documents.assign(
        cluster_id=documents["cluster_id"].where(shared),
        date_basis=documents["date_basis"].where(documents["date_basis"].isin(["stated", "file name", "inferred by a person"])),
        place=documents["place"].fillna(pd.Series([guess.place.value for guess in guessed], index=documents.index, dtype=object)),
        source_type=documents["source_type"].fillna(pd.Series([guess.source_type.value for guess in guessed], index=documents.index, dtype=object)),
        guessed_from=[
            _rests_on(document, guess.place.reason, guess.source_type.reason)
            for document, guess in zip(tuples(documents[["date_basis", "place", "source_type"]]), guessed, strict=True)
        ],
    )
    alike = {name: filled[name].where(filled.groupby("path")[name].transform("nunique") <= 1) for name in ONE_A_FILE}
    cells = filled.assign(**alike)[[*TO_FILL, "guessed_from"]].fillna("").astype("str")
    return cells.drop_duplicates("path").sort_values("path").reset_index(drop=True)


def _rests_on(document: Any, place: str, source_type: str) -> str:
    reasons = {"date": {"stated": "the text", "file name": "the file name"}.get(document.date_basis, "")}
    reasons["place"] = place if pd.isna(document.place) else ""
    reasons["source_type"] = source_type if pd.isna(document.source_type) else ""
    return "; ".join(f"{name}: {reason}" for name, reason in reasons.items() if reason)
