"""Read what people decided: decisions/quotes.csv, findings.csv, ledger.csv and support.csv beside the corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.keys import digest, file_hash
from pipeline.tables import TABLES
from pipeline.tables.listed import STANDINGS_OF_PROPOSALS

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "decisions"
PLACE = ("path", "document_id", "start", "end", "text")  # how a row names a passage
WHOSE = ("who", "when", "note")
DECIDED = ("pinned", "rejected")
ROLES = ("representative", "dissenting")
MARKS = ("supports", "contradicts", "neither")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "quotes": (*PLACE, "theme_id", "decision", "role", *WHOSE),
    "findings": ("theme_id", "text", *WHOSE),
    "ledger": ("recommendation_id", *PLACE, "status", "action", "lead", *WHOSE),
    "support": ("claim", "mark", *PLACE, *WHOSE),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "quotes": ("text", "theme_id", "decision"),
    "findings": ("theme_id", "text"),
    "ledger": (),
    "support": ("claim", "mark", "text"),
}
# Columns of what OUTPUTS holds, from which rows may be copied as they are; they are passed over.
COPIED: Mapping[str, tuple[str, ...]] = {
    "quotes": tuple(TABLES["quotes"].names),
    "findings": (),
    "ledger": tuple(TABLES["recommendations"].names),
    "support": ("citation", "title", "themes", "voice", "framing", "cosine", "words", "quotable"),
}
WORDS = ("decision", "role", "status", "mark")  # cells that hold one of a few words, in any case
RECOMMENDATION = re.compile(r"r[0-9a-f]{10}")


@dataclass(frozen=True)
class DecisionFiles:
    """The files as read, each None where it is missing; the index of a frame is the row's number in its file."""

    quotes: pd.DataFrame | None = None
    findings: pd.DataFrame | None = None
    ledger: pd.DataFrame | None = None


def read_decisions(corpus: Path) -> DecisionFiles:
    """Read the decisions that a run takes.

    Args:
        corpus: the folder of documents, which holds the folder ``decisions``. Not changed.

    Raises:
        ConfigError: naming the rows, if a file cannot be read, has an unknown column, lacks a cell that it needs, or says what is not allowed.
    """
    return DecisionFiles(*(read_decision_file(corpus, kind) for kind in ("quotes", "findings", "ledger")))


def read_decision_file(corpus: Path, kind: str) -> pd.DataFrame | None:
    """Read one file of decisions; None where it is missing.

    Args:
        corpus: as for ``read_decisions``.
        kind: quotes, findings, ledger or support.

    Raises:
        ConfigError: as ``read_decisions``.
    """
    from pipeline.people_csv import complain, read_sheet

    path, name = corpus / FOLDER / f"{kind}.csv", f"{FOLDER}/{kind}.csv"
    if not path.is_file():
        return None
    rows = read_sheet(path, name, tuple(dict.fromkeys([*COLUMNS[kind], *COPIED[kind]])), NEEDED[kind])
    rows = rows.assign(**{column: rows[column].str.lower() for column in WORDS if column in COLUMNS[kind]})
    if kind == "support":
        rows = rows[rows["mark"] != ""]  # listed by check-claim, and not marked yet
    complain(name, [f"row {row.Index}: {mistake}" for row in rows.itertuples() for mistake in CHECKS[kind](row)])
    return rows[list(COLUMNS[kind])]


def hash_decisions(corpus: Path) -> str:
    """Return a hash of the files that a run takes."""
    return digest(file_hash(corpus / FOLDER / f"{kind}.csv") for kind in ("quotes", "findings", "ledger"))


def _check_quote(row: Any) -> Iterator[str]:
    yield from _check_place(row)
    yield from _check_word("decision", row.decision, DECIDED)
    yield from _check_word("role", row.role or ROLES[0], ROLES)
    if row.decision == "pinned" and not row.theme_id:
        yield "theme_id is empty, but a pinned quote stands under a theme"


def _check_finding(row: Any) -> Iterator[str]:
    yield from (f"{name} is empty" for name in ("theme_id", "text") if not getattr(row, name))


def _check_ledger(row: Any) -> Iterator[str]:
    if row.text or not row.recommendation_id:
        yield from _check_place(row)
    if row.recommendation_id and not RECOMMENDATION.fullmatch(row.recommendation_id):
        yield f"recommendation_id is {row.recommendation_id!r}, but should be as in csv/recommendations.csv: r and ten digits or letters a to f"
    if row.status:
        yield from _check_word("status", row.status, STANDINGS_OF_PROPOSALS)
    if not (row.status or row.action or row.lead):
        yield "status, action and lead are all empty; fill in one, or delete the row"


def _check_mark(row: Any) -> Iterator[str]:
    if not row.claim:
        yield "claim is empty"
    yield from _check_place(row)
    yield from _check_word("mark", row.mark, MARKS)


def _check_place(row: Any) -> Iterator[str]:
    if not row.text:
        yield "text is empty; give the words of the passage, by which it is found again"
    if not (row.path or row.document_id):
        yield "path and document_id are both empty; give one"
    places = [row.start, row.end]
    if any(places) and not (all(place.isascii() and place.isdigit() for place in places) and int(row.start) < int(row.end)):
        yield f"start and end are {row.start!r} and {row.end!r}, but should be whole numbers, start the smaller, or both empty"


def _check_word(column: str, word: str, allowed: tuple[str, ...]) -> Iterator[str]:
    if word not in allowed:
        yield f"{column} is {word!r}, but should be {' or '.join(allowed)}" if word else f"{column} is empty; write {' or '.join(allowed)}"


CHECKS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "quotes": _check_quote,
    "findings": _check_finding,
    "ledger": _check_ledger,
    "support": _check_mark,
}
