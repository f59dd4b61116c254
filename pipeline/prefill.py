"""Lay out a manifest for a person to correct, from what documents say of themselves."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import pandas as pd

from pipeline.guesses import guesses
from pipeline.manifest import Manifest, plain_path
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


REMARK = "guessed_from"


def prefill(documents: pd.DataFrame, manifest: Manifest | None = None) -> pd.DataFrame:
    """Lay out a manifest for a person to correct: what the documents say of themselves, what can be guessed, the rest empty.

    Args:
        documents: a DOCUMENTS table. Not changed.
        manifest: the one that the corpus has. What stands in it stays as it is written, empty cells, further columns and rows
            of files that are not there included: only files without a row and columns that it lacks are filled.

    Returns:
        One row a file, sorted by path; every cell is text. A cluster is named only where several documents share it,
        and all of the file, a place or source type only where the documents of a file have the same. ``date_basis`` says where a date was found that
        nobody gave, and ``guessed_from`` on what each date, place and source type rests that nobody gave.
    """
    known = {row.path: row.written for row in manifest.rows} if manifest else {}
    filled = _filled(documents, manifest.columns if manifest else (), known)
    rows = {plain_path(str(row["path"])): row for row in filled.to_dict("records")}
    headings = [name for name in manifest.columns if name] if manifest else []
    columns = [*TO_FILL, *(name for name in headings if name not in {*TO_FILL, REMARK}), REMARK]
    for path, written in known.items():
        rows[path] = {"path": path} | rows.get(path, {}) | {name: written.get(name, "") for name in headings if name != "path"}
    made = pd.DataFrame([rows[path] for path in sorted(rows)], columns=columns, dtype=object)
    return made.fillna("").astype("str")


def _filled(documents: pd.DataFrame, headings: Container[str], known: Container[str]) -> pd.DataFrame:
    """Fill a row a file from what its documents say of themselves and what can be guessed."""
    shared = documents["cluster_id"].duplicated(keep=False) & (documents.groupby("path")["cluster_id"].transform("nunique") == 1)
    guessed = [guesses(row.title, row.text, row.path) for row in tuples(documents[["title", "text", "path"]])]
    given = [headings if plain_path(path) in known else () for path in documents["path"]]
    filled = documents.assign(
        cluster_id=documents["cluster_id"].where(shared),
        date_basis=documents["date_basis"].where(documents["date_basis"].isin(["stated", "file name", "inferred by a person"])),
        place=documents["place"].fillna(pd.Series([guess.place.value for guess in guessed], index=documents.index, dtype=object)),
        source_type=documents["source_type"].fillna(pd.Series([guess.source_type.value for guess in guessed], index=documents.index, dtype=object)),
        guessed_from=[
            _rests_on(document, {"place": guess.place.reason, "source_type": guess.source_type.reason}, names)
            for document, guess, names in zip(tuples(documents[["date_basis", "place", "source_type"]]), guessed, given, strict=True)
        ],
    )
    alike = {name: filled[name].where(filled.groupby("path")[name].transform("nunique") <= 1) for name in ONE_A_FILE}
    return filled.assign(**alike)[[*TO_FILL, REMARK]].drop_duplicates("path").reset_index(drop=True)


def _rests_on(document: Any, guessed: Mapping[str, str], given: Container[str]) -> str:
    """Say on what each cell rests that nobody gave."""
    reasons = {"date": {"stated": "the text", "file name": "the file name"}.get(document.date_basis, "")}
    reasons |= {name: reason for name, reason in guessed.items() if pd.isna(getattr(document, name))}
    return "; ".join(f"{name}: {reason}" for name, reason in reasons.items() if reason and name not in given)
