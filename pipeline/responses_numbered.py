"""Name the responses that people gave by numbers, so that what is published says of none whose it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.citations import RESPONSE
from pipeline.people_counts import are_responses
from pipeline.people_csv import read_people_csv
from pipeline.rows import unguarded
from pipeline.schema import tuples
from pipeline.store import write_csv

FILE = "responses.csv"
DIGITS = re.compile(r"(\d+)")
OF_ROW = re.compile(r", row \d+\Z")
COLUMNS = ("response", "path", "number", "respondent", "document_id")


class Responses:
    """The responses of a study, and under which names they are published: Response 3 of survey."""

    def __init__(self, documents: pd.DataFrame, numbers: Mapping[str, int], redact: Callable[[str], str]) -> None:
        """Take a DOCUMENTS table, the numbers of responses by document_id, and what takes names out of the name of a file; none is changed."""
        self.numbers = numbers
        self.rows: dict[str, Any] = {row.document_id: row for row in tuples(documents) if row.document_id in numbers}
        self.names = {name: RESPONSE.format(number=numbers[name], file=redact(Path(row.path).stem)) for name, row in self.rows.items()}

    def of(self, value: str, document_id: str) -> str:
        """Return what a cell says of a response with its published name in place of its title and its respondent's id."""
        if document_id not in self.rows:
            return value
        row, name = self.rows[document_id], self.names[document_id]
        for told in _told_of(row):
            value = value.replace(told, name)
        return value

    def sought(self) -> dict[str, str]:
        """Return what tells of a respondent and must be in no file, with what it is called."""
        return {told: "respondent" for row in self.rows.values() for told in (*_told_of(row), row.document_id)}

    def label(self, value: object, document_id: str) -> object:
        """Return the number that a document gives a proposal without the respondent's id before it; None where nothing is left.

        >>> documents = pd.DataFrame({"document_id": ["d"], "path": ["survey.csv"], "title": ["survey, r7"], "reference": ["r7"]})
        >>> Responses(documents, {"d": 3}, str).label("r7 2.1", "d")
        '2.1'
        """
        own = _respondent(self.rows[document_id]) if document_id in self.rows else ""
        return value.removeprefix(own).strip() or None if own and isinstance(value, str) else value


def number_responses(documents: pd.DataFrame, known: Mapping[str, int]) -> dict[str, int]:
    """Give numbers to the responses of each file, in order of the respondents' ids, or of rows where there are none.

    Args:
        documents: a DOCUMENTS table. Not changed.
        known: numbers given before, by document_id: they stay, and no other response of the file gets one of them while theirs is there.

    Returns:
        Numbers from 1 by document_id; nothing for documents that are no person's response.
    """
    given: dict[str, int] = {}
    used: dict[str, set[int]] = defaultdict(set)
    rows = sorted(tuples(documents[are_responses(documents)]), key=lambda row: (row.path, _in_order(_respondent(row) or row.title), row.document_id))
    for row in rows:
        if row.document_id in known:
            given[row.document_id] = known[row.document_id]
            used[row.path].add(known[row.document_id])
    for row in rows:
        if row.document_id not in given:
            given[row.document_id] = max(used[row.path], default=0) + 1
            used[row.path].add(given[row.document_id])
    return given


def read_responses(private: Path) -> dict[str, int]:
    """Read PRIVATE/responses.csv: numbers given before, by document_id; empty where there is none."""
    path = private / FILE
    if not path.is_file():
        return {}
    rows = read_people_csv(path, path.name, ("document_id", "number"))
    return {unguarded(row.document_id): int(row.number) for row in tuples(rows)}


def write_responses(private: Path, responses: Responses) -> None:
    """Write PRIVATE/responses.csv: whose each numbered response is. It is the only place that says so; without responses there is none."""
    if not responses.names:
        return
    numbers = responses.numbers
    rows = sorted(responses.rows.values(), key=lambda row: (row.path, numbers[row.document_id]))
    cells = [(responses.names[row.document_id], row.path, numbers[row.document_id], row.reference, row.document_id) for row in rows]
    write_csv(private / FILE, pd.DataFrame(cells, columns=list(COLUMNS)))
    (private / FILE).chmod(0o600)


def _told_of(row: Any) -> list[str]:
    """Return how a response is cited in the study, the longest first; a title that has no id or row, or an id in figures, may be any other's."""
    respondent = _respondent(row)
    if not respondent:
        return [f"{row.title} [{row.document_id}]", *([row.title] if OF_ROW.search(row.title) else [])]
    return [f"{respondent}: {row.title}", *([row.title] if respondent in row.title and not respondent.isdecimal() else [])]


def _respondent(row: Any) -> str:
    return row.reference if isinstance(row.reference, str) else ""


def _in_order(title: str) -> list[tuple[int, str]]:
    """Give a title so that numbers in it are ordered as numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in DIGITS.split(title)]
