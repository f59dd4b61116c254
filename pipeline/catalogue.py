"""Join documents with the manifest: dates settled, clusters set, duplicates found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline import dates
from pipeline.errors import CorpusError
from pipeline.guesses import guesses
from pipeline.manifest import Manifest, Row, plain_path
from pipeline.repeats import campaigns
from pipeline.rows import columns, problem
from pipeline.schema import tuples
from pipeline.stated import stated
from pipeline.tables import COVARIATES, DOCUMENTS, PROBLEMS

FROM_ROW = ("title", "place", "source_type", "publisher", "url", "licence", "reference", "quotable", "attribution", "cluster_id", "language")
RULED = ("source_type",)  # what a rule fills in, so that a cell left empty takes it out again
TO_FILL = ("path", "title", "date", "place", "source_type", "publisher", "url", "licence", "reference", "quotable", "attribution", "cluster_id")


@dataclass(frozen=True)
class Catalogued:
    """DOCUMENTS with what the manifest knows, COVARIATES, and the PROBLEMS met."""

    documents: pd.DataFrame
    covariates: pd.DataFrame
    problems: pd.DataFrame


@dataclass(frozen=True)
class _Settled:
    columns: dict[str, object]
    problems: tuple[dict[str, str], ...]


def catalogue(
    documents: pd.DataFrame, manifest: Manifest | None, problems: pd.DataFrame | None = None, covariates: pd.DataFrame | None = None
) -> Catalogued:
    """Join what a person knows of each document.

    Args:
        documents: a DOCUMENTS table as read from the files. Not changed.
        manifest: its rows win over what files say; None where there is no manifest.
        problems: the PROBLEMS of listing and reading; files named there are in the corpus, so their rows miss no file.
        covariates: the COVARIATES that files state of their documents; a cell of the manifest of that name comes first.

    Returns:
        The same documents, sorted by document_id, those of one title told apart by date or name; a row in covariates
        for each filled cell of a further column; problems: rows without a file, files without a row, dates that are none
        or in conflict, files with the same bytes.

    Raises:
        CorpusError: if no document could be read.
    """
    unread = problems.loc[problems["severity"] == "error"] if problems is not None else PROBLEMS.empty()
    if documents.empty:
        raise CorpusError(_nothing_read(unread))
    rows = {row.path: row for row in manifest.rows} if manifest else {}
    alone = ~documents["path"].duplicated(keep=False)
    first_of_file = ~documents["path"].duplicated()  # a manifest's title is that of the mail, not of its attachments
    settled = [
        _settle(
            document,
            rows.get(plain_path(str(document["path"]))),
            manifest,
            cleared=manifest.cleared(RULED) if manifest and one else (),
            later=not first,
        )
        for document, one, first in zip(documents.to_dict("records"), alone, first_of_file, strict=True)
    ]
    joined, campaigned = _campaigned(_clustered(DOCUMENTS.frame(columns([one.columns for one in settled], DOCUMENTS.names))), rows)
    joined = _told_apart(joined, {path for path, row in rows.items() if row.title})
    met = [row for one in settled for row in one.problems]
    known = {plain_path(path) for path in (*documents["path"], *unread["path"])}
    passed_over = {plain_path(path) for path in problems["path"]} if problems is not None else set()
    met += [_not_used(row, there=row.path in passed_over) for row in rows.values() if row.path not in known]
    met += [*_same_files(joined), *campaigned]
    return Catalogued(joined, _covariates(joined, rows, covariates), PROBLEMS.frame(columns(met, PROBLEMS.names)))


def _nothing_read(unread: pd.DataFrame) -> str:
    examples = "\n".join(f"  {row.message}. {row.remedy}" for row in tuples(unread.head(3)))
    return (
        f"No document of the corpus could be read ({len(unread)} tried). Mend them, or name another folder with CORPUS=folder.\n{examples}".rstrip()
    )


def prefill(documents: pd.DataFrame) -> pd.DataFrame:
    """Lay out a manifest for a person to correct: what the documents say of themselves, what can be guessed, the rest empty.

    Args:
        documents: a DOCUMENTS table. Not changed.

    Returns:
        One row a file, sorted by path; every cell is text. A cluster is named only where several documents share it.
        ``guessed_from`` says on what each date, place and source type rests that nobody gave.
    """
    shared = documents["cluster_id"].duplicated(keep=False)
    guessed = [guesses(row.title, row.text, row.path) for row in tuples(documents[["title", "text", "path"]])]
    filled = documents.assign(
        cluster_id=documents["cluster_id"].where(shared),
        place=documents["place"].fillna(pd.Series([guess.place.value for guess in guessed], index=documents.index, dtype=object)),
        source_type=documents["source_type"].fillna(pd.Series([guess.source_type.value for guess in guessed], index=documents.index, dtype=object)),
        guessed_from=[
            _rests_on(document, guess.place.reason, guess.source_type.reason)
            for document, guess in zip(tuples(documents[["date_basis", "place", "source_type"]]), guessed, strict=True)
        ],
    )
    cells = filled[[*TO_FILL, "guessed_from"]].fillna("").astype("str")
    return cells.drop_duplicates("path").sort_values("path").reset_index(drop=True)


def _rests_on(document: Any, place: str, source_type: str) -> str:
    reasons = {"date": {"stated": "the text", "file name": "the file name"}.get(document.date_basis, "")}
    reasons["place"] = place if pd.isna(document.place) else ""
    reasons["source_type"] = source_type if pd.isna(document.source_type) else ""
    return "; ".join(f"{name}: {reason}" for name, reason in reasons.items() if reason)


def _settle(
    document: dict[Hashable, Any], row: Row | None, manifest: Manifest | None, *, cleared: Iterable[str] = (), later: bool = False
) -> _Settled:
    path = str(document["path"])
    known: dict[str, object] = dict.fromkeys(cleared if row else ())
    known |= {name: value for name in FROM_ROW if row and (value := getattr(row, name)) and not (name == "title" and later)}
    values = {str(name): None if pd.isna(value) else value for name, value in document.items()} | known
    problems: list[dict[str, str]] = []
    if manifest and not row:
        message = f"{path} has no row in the manifest; it is used with what it says of itself"
        problems.append(problem(path, "not-in-manifest", message, "Add a row, or take the file out of the corpus.", "warning"))
    if row and manifest and manifest.dates:
        dated = _from_manifest(path, row)
        return _Settled(values | dated.columns, (*problems, *dated.problems, *_against_manifest(path, values, dated.columns)))
    return _Settled(values, (*problems, *_conflict(path, values)))


def _from_manifest(path: str, row: Row) -> _Settled:
    if not row.date:
        return _Settled(_dated(None, "none"), ())
    date = dates.parse(row.date)
    if date is None:
        message = f"{path} has the date {row.date[:40]!r} in the manifest, which is no date; it is used without a date"
        return _Settled(
            _dated(None, "none"), (problem(path, "bad-date", message, "Write YYYY, YYYY-MM, YYYY-MM-DD or a range such as 2015/2016.", "error"),)
        )
    basis = "inferred by a person" if row.date_basis == "inferred by a person" else "manifest"
    if date.iso == row.date:
        return _Settled(_dated(date, basis), ())
    message = f"{path} has the date {row.date} in the manifest, read as {date.iso}"
    return _Settled(_dated(date, basis), (problem(path, "date-rewritten", message, f"Write {date.iso} to be sure.", "note"),))


def _dated(date: dates.Date | None, basis: str) -> dict[str, object]:
    if date is None:
        return {"date": None, "date_precision": "none", "date_basis": basis, "year": None}
    return {"date": date.iso, "date_precision": date.precision, "date_basis": basis, "year": date.year}


def _against_manifest(path: str, own: dict[str, object], dated: dict[str, object]) -> Iterator[dict[str, str]]:
    """Report a document that gives another date of itself than the manifest, which is taken; a mere name weighs less."""
    given, found = dates.parse(str(dated["date"] or "")), dates.parse(str(own["date"] or ""))
    if given is None or found is None or found.agrees(given) or dated["date_basis"] == "inferred by a person":
        return
    stated_so = own["date_basis"] == "stated"
    message = f"{path} has the date {given.iso} in the manifest, its {'text' if stated_so else 'name'} says {found.iso}; {given.iso} is taken"
    yield problem(path, "date-conflict", message, "Look which is right, and correct the manifest if need be.", "warning" if stated_so else "note")


def _conflict(path: str, values: dict[str, object]) -> Iterator[dict[str, str]]:
    """Report a document whose text and name give different dates, and which was taken."""
    named = dates.from_name(path)
    if named is None or values["date"] is None:
        return
    if values["date_basis"] == "stated":
        inside = dates.parse(str(values["date"]))
    else:
        found = stated(str(values["text"]))
        inside = found.date if found else None
    if inside and not inside.agrees(named):
        message = f"{path} says {inside.iso} in its text, its name says {named.iso}; {values['date']} is taken"
        yield problem(path, "date-conflict", message, "Look which is right, and give the date in the manifest.", "warning")


def _not_used(row: Row, *, there: bool) -> dict[str, str]:
    if there:
        message = f"{row.path} has a row in the manifest, but it is not read as a document"
        return problem(row.path, "not-read", message, "See what else is said of it; convert it, give it another name, or delete the row.", "error")
    message = f"{row.path} has a row in the manifest, but there is no such document"
    return problem(row.path, "missing-file", message, "Correct the path, put the file there, or delete the row.", "error")


def _told_apart(documents: pd.DataFrame, given: set[str]) -> pd.DataFrame:
    """Add the date, where it differs among documents of one title, else the file's name; titles that a person gave stay."""
    own = ~documents["path"].map(plain_path).isin(given)
    alike = documents["title"].duplicated(keep=False)
    dated = documents["date"].notna() & ~documents.duplicated(["title", "date"], keep=False)
    stem = documents["path"].str.rsplit("/", n=1).str[-1].str.replace(r"\.\w+$", "", regex=True)
    longer = documents["title"] + " (" + documents["date"].where(dated, stem) + ")"
    return documents.assign(title=documents["title"].where(~(own & alike), longer))


def _clustered(documents: pd.DataFrame) -> pd.DataFrame:
    """Merge clusters that hold files with the same bytes.

    A merged cluster has the smallest of the names that the manifest gives, else the smallest document id.
    """
    named = set(documents.loc[documents["cluster_id"] != documents["document_id"], "cluster_id"])
    leader: dict[str, str] = {}

    def leads(name: str) -> str:
        while name in leader:
            name = leader[name]
        return name

    copied = documents.groupby("sha256")["path"].transform("nunique") > 1
    for _, names in documents[copied].groupby("sha256")["cluster_id"]:
        first, *others = sorted({leads(name) for name in names}, key=lambda name: (name not in named, name))
        leader |= dict.fromkeys(others, first)
    return documents.assign(cluster_id=documents["cluster_id"].map(leads))


def _campaigned(documents: pd.DataFrame, rows: dict[str, Row]) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """Put documents that are mostly the same words into one cluster, but for those whose cluster a person names; report each such group."""
    free = documents[[not (row and row.cluster_id) for row in (rows.get(plain_path(path)) for path in documents["path"])]]
    groups = campaigns(free)
    clusters = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    paths = dict(zip(documents["document_id"], documents["path"], strict=True))
    leader = {clusters[str(document_id)]: clusters[group] for document_id, group in groups.items()}
    met = [
        problem(
            paths[group],
            "campaign",
            f"{size} documents are mostly the same words as {paths[group]}, itself included; they count as one source",
            "If they are sources of their own, name a cluster_id for each in the manifest.",
            "note",
        )
        for group, size in sorted(Counter(groups).items())
    ]
    return documents.assign(cluster_id=documents["cluster_id"].map(lambda name: leader.get(name, name))), met


def _same_files(documents: pd.DataFrame) -> Iterator[dict[str, str]]:
    for _, same in documents.drop_duplicates("path").sort_values("path").groupby("sha256"):
        paths = list(same["path"])
        for path in paths[1:]:
            yield problem(
                path, "same-file", f"{path} has the same bytes as {paths[0]}; both are kept, as one cluster", "Take one out of the corpus.", "warning"
            )


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
