"""Settle what is known of one document: what a person says of it in the manifest, then what it says of itself."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from pipeline import dates
from pipeline.conflicts import Reading, named_otherwise, of_another_type
from pipeline.dating import against_manifest
from pipeline.manifest import Manifest, Row
from pipeline.readings import DOUBT
from pipeline.rows import problem

FROM_ROW = ("title", "place", "source_type", "publisher", "url", "licence", "reference", "quotable", "attribution", "cluster_id", "language")
RULED = ("source_type",)  # what a rule fills in, so that a cell left empty takes it out again
CHECKED = frozenset({"manifest", "inferred by a person"})  # under date_basis: a person has looked, and there is no conflict left
BAD_DATE = "Write YYYY, YYYY-MM, YYYY-MM-DD or a range such as 2015/2016."

Order = Literal["only", "first", "later"]  # of a document among those of its file


@dataclass(frozen=True)
class Settled:
    """The columns of a document, by name, and the rows of PROBLEMS met."""

    columns: dict[str, object]
    problems: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Word:
    """What the manifest says of a file; ``untouched``: its date is still the one that was prefilled from the file."""

    manifest: Manifest
    row: Row | None
    untouched: bool = False

    @property
    def dated(self) -> bool:
        """Whether it settles the date."""
        return self.row is not None and self.manifest.dates and not self.untouched

    @property
    def checked(self) -> bool:
        """Whether a person says so after looking at what the document says."""
        return self.row is not None and self.row.date_basis in CHECKED


def word_on(document: Mapping[Hashable, Any], manifest: Manifest, row: Row | None) -> Word:
    """Look up whether a person has changed the date that ``prefill`` wrote for a file.

    Args:
        document: the first document of the file, as it was read.
        manifest: all rows.
        row: the file's.
    """
    if row is None or row.date_basis in {None, *CHECKED} or row.date_basis != document["date_basis"]:
        return Word(manifest, row)
    written, own = dates.parse(row.date or ""), dates.parse("" if pd.isna(document["date"]) else str(document["date"]))
    return Word(manifest, row, untouched=written == own and bool(row.date) == bool(own))


def settle(document: Mapping[Hashable, Any], reading: Reading, word: Word | None, order: Order) -> Settled:
    """Join a document with what the manifest says of its file.

    Args:
        document: a row of DOCUMENTS as read. Not changed.
        reading: the row of READINGS of it. Not changed.
        word: None where there is no manifest.
        order: the manifest's title is that of a file's first document, and an empty cell is about the file's only one.

    Returns:
        The columns; problems for a file without a row, and for dates, title or source type that are in conflict.
    """
    path, row = str(document["path"]), word.row if word else None
    own = {str(name): None if pd.isna(value) else value for name, value in document.items()}
    known = dict.fromkeys(word.manifest.cleared(RULED)) if word and row and order == "only" else {}
    known |= {name: value for name in FROM_ROW if row and (value := getattr(row, name)) and not (name == "title" and order == "later")}
    if word is None or row is None:
        return Settled(own, (*_without_row(path, word), *_doubt(path, reading)))
    said = (*named_otherwise(path, own, row), *of_another_type(path, own, reading, row)) if order != "later" else ()
    if not word.dated:
        return Settled(own | known, (*said, *_doubt(path, reading)))
    dated = _from_manifest(path, row)
    differing = () if word.checked else against_manifest(path, own, row.date)
    return Settled(own | known | dated.columns, (*said, *dated.problems, *differing))


def _doubt(path: str, reading: Reading) -> Iterator[dict[str, str]]:
    if isinstance(reading["doubt_code"], str):
        yield problem(path, *(reading[f"doubt_{name}"] for name in DOUBT))


def _without_row(path: str, word: Word | None) -> Iterator[dict[str, str]]:
    if word:
        message = f"{path} has no row in the manifest; it is used with what it says of itself"
        yield problem(path, "not-in-manifest", message, "Add a row, or take the file out of the corpus.", "warning")


def _from_manifest(path: str, row: Row) -> Settled:
    if not row.date:
        return Settled(_dated(None, "none"), ())
    date = dates.parse(row.date)
    if date is None:
        why = "which is no date"
        if dates.parse_any(row.date):
            why = f"which is before {dates.FIRST_YEAR} or after {dates.LAST_YEAR}"
        message = f"{path} has the date {row.date[:40]!r} in the manifest, {why}; it is used without a date"
        return Settled(_dated(None, "none"), (problem(path, "bad-date", message, BAD_DATE, "error"),))
    basis = "inferred by a person" if row.date_basis == "inferred by a person" else "manifest"
    if date.iso == row.date:
        return Settled(_dated(date, basis), ())
    message = f"{path} has the date {row.date} in the manifest, read as {date.iso}"
    return Settled(_dated(date, basis), (problem(path, "date-rewritten", message, f"Write {date.iso} to be sure.", "note"),))


def _dated(date: dates.Date | None, basis: str) -> dict[str, object]:
    if date is None:
        return {"date": None, "date_precision": "none", "date_basis": basis, "year": None}
    return {"date": date.iso, "date_precision": date.precision, "date_basis": basis, "year": date.year}
