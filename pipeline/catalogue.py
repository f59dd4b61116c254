"""Join documents with the manifest: dates settled, clusters set, duplicates found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.cluster import cluster
from pipeline.conflicts import far_dates, undated
from pipeline.errors import CorpusError
from pipeline.join_problems import one_a_code
from pipeline.manifest import Manifest, Row, plain_path
from pipeline.promises import keep_promises
from pipeline.readings import readings_of
from pipeline.rows import columns, problem
from pipeline.schema import tuples
from pipeline.settle import CHECKED, Order, Settled, Word, settle, word_on
from pipeline.tables import COVARIATES, DOCUMENTS, PROBLEMS


@dataclass(frozen=True)
class Catalogued:
    """DOCUMENTS with what the manifest knows, COVARIATES, and the PROBLEMS met."""

    documents: pd.DataFrame
    covariates: pd.DataFrame
    problems: pd.DataFrame


def catalogue(
    documents: pd.DataFrame,
    manifest: Manifest | None,
    problems: pd.DataFrame | None = None,
    covariates: pd.DataFrame | None = None,
    readings: pd.DataFrame | None = None,
) -> Catalogued:
    """Join what a person knows of each document.

    Args:
        documents: a DOCUMENTS table as read from the files. Not changed.
        manifest: its rows win over what files say; None where there is no manifest.
        problems: the PROBLEMS of listing and reading; files named there are in the corpus, so their rows miss no file.
        covariates: the COVARIATES that files state of their documents; a cell of the manifest of that name comes first.
        readings: the READINGS of these documents; made here where there are none.

    Returns:
        The same documents, sorted by document_id, those of one title told apart by date, name, path or number; a row in covariates
        for each filled cell of a further column; problems: rows without a file, files without a row, dates that are none
        or in conflict, titles and source types in conflict, files with the same bytes, promises that views are not tied to people; for all
        without a date one.

    Raises:
        CorpusError: if no document could be read.
    """
    unread = problems.loc[problems["severity"] == "error"] if problems is not None else PROBLEMS.empty()
    if documents.empty:
        raise CorpusError(_nothing_read(unread))
    rows = {row.path: row for row in manifest.rows} if manifest else {}
    readings = readings_of(documents) if readings is None else readings
    settled = _settled(documents, readings, manifest, rows)
    joined = DOCUMENTS.frame(columns([one.columns for one in settled], DOCUMENTS.names))
    clustered = cluster(joined, {path for path, row in rows.items() if row.cluster_id})
    told = _told_apart(clustered.documents, {path for path, row in rows.items() if row.title})
    checked = frozenset(path for path in documents["path"] if (row := rows.get(plain_path(path))) and row.date_basis in CHECKED)
    known = {plain_path(path) for path in (*documents["path"], *unread["path"])}
    passed_over = {plain_path(path) for path in problems["path"]} if problems is not None else set()
    met = [row for one in settled for row in one.problems]
    met += [_not_used(row, there=row.path in passed_over) for row in rows.values() if row.path not in known]
    kept, promised = keep_promises(told, readings)
    met += [*clustered.problems, *far_dates(told, checked), *undated(told), *promised]
    return Catalogued(kept, _covariates(told, rows, covariates), PROBLEMS.frame(columns(one_a_code(met), PROBLEMS.names)))


def _nothing_read(unread: pd.DataFrame) -> str:
    examples = "\n".join(f"  {row.message}. {row.remedy}" for row in tuples(unread.head(3)))
    return (
        f"No document of the corpus could be read ({len(unread)} tried). Mend them, or name another folder with CORPUS=folder.\n{examples}".rstrip()
    )


def _settled(documents: pd.DataFrame, readings: pd.DataFrame, manifest: Manifest | None, rows: Mapping[str, Row]) -> list[Settled]:
    """Settle each document; what the manifest says of a file is weighed against the file's first document."""
    many = documents["path"].duplicated(keep=False)
    reading_of = {str(row["document_id"]): row for row in readings.astype(object).where(readings.notna(), None).to_dict("records")}
    words: dict[str, Word] = {}
    settled: list[Settled] = []
    for document, one_of_many in zip(documents.to_dict("records"), many, strict=True):
        path = str(document["path"])
        order: Order = "later" if one_of_many and path in words else "first" if one_of_many else "only"
        if manifest is not None and path not in words:
            words[path] = word_on(document, manifest, rows.get(plain_path(path)))
        settled.append(settle(document, reading_of[document["document_id"]], words.get(path), order))
    return settled


def _not_used(row: Row, *, there: bool) -> dict[str, str]:
    if there:
        message = f"{row.path} has a row in the manifest, but it is not read as a document"
        return problem(row.path, "not-read", message, "See what else is said of it; convert it, give it another name, or delete the row.", "error")
    message = f"{row.path} has a row in the manifest, but there is no such document"
    return problem(row.path, "missing-file", message, "Correct the path, put the file there, or delete the row.", "error")


def _told_apart(documents: pd.DataFrame, given: set[str]) -> pd.DataFrame:
    """Add the date, where it differs among documents of one title, else the file's name, its path or a number; titles that a person gave stay."""
    own = ~documents["path"].map(plain_path).isin(given)
    alike = documents["title"].duplicated(keep=False)
    dated = documents["date"].notna() & ~documents.duplicated(["title", "date"], keep=False)
    stem = documents["path"].str.rsplit("/", n=1).str[-1].str.replace(r"\.\w+$", "", regex=True)
    told = documents["date"].where(dated, stem)
    for other in (documents["path"], documents["path"] + ", " + (1 + documents.groupby(["title", "path"]).cumcount()).astype(str)):
        again = pd.DataFrame({"title": documents["title"], "told": told}).duplicated(keep=False)
        told = told.where(~again, other)
    return documents.assign(title=documents["title"].where(~(own & alike), documents["title"] + " (" + told + ")"))


def _covariates(documents: pd.DataFrame, rows: dict[str, Row], stated: pd.DataFrame | None) -> pd.DataFrame:
    cells = [
        {"document_id": document_id, "name": name, "value": value}
        for document_id, path in zip(documents["document_id"], documents["path"], strict=True)
        if (row := rows.get(plain_path(path)))
        for name, value in row.covariates.items()
    ]
    given = COVARIATES.frame(columns(cells, COVARIATES.names))
    if stated is None:
        return given
    return COVARIATES.frame(pd.concat([given, stated], ignore_index=True).drop_duplicates(["document_id", "name"]))
