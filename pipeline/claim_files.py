"""Look a claim up in a run, and write the passages near it in a form that a person can mark."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.check_claim import NEAR, Searched, Study, near_claim
from pipeline.claim_marks import Mark, marks_of
from pipeline.claim_text import claim_text
from pipeline.decision_files import FOLDER, MARKS, read_decision_file
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError, TableError
from pipeline.reanchor import words_of
from pipeline.store import read_json, read_table, write_csv

if TYPE_CHECKING:
    from pipeline.inputs import Request

CLAIMS = "claims"
LONGEST = 60  # characters of a file's name
SHEET = (
    "claim",
    "mark",
    "path",
    "document_id",
    "start",
    "end",
    "text",
    "citation",
    "themes",
    "voice",
    "framing",
    "cosine",
    "words",
    "quotable",
    "who",
    "note",
)


def check_claim(request: Request, claim: str, near: float = NEAR, *, everything: bool = False) -> str:
    """Look a claim up in a run, and write OUTPUTS/claims/NAME.csv to mark.

    A sheet in which somebody has marked a row since is left alone; the fresh one is then NAME.new.csv beside it.

    Args:
        request: the folders. Nothing but the sheet is written.
        claim: a sentence.
        near: cosine from which a passage is listed.
        everything: print every passage near it.

    Returns:
        What is to be printed; never a verdict.

    Raises:
        ConfigError: if the claim has no word, or decisions/support.csv cannot be used as it is.
        TableError: if there is no run, or its vectors were made by another encoder than its settings say.
    """
    if not words_of(claim):
        raise ConfigError(f"No word to look for in {claim!r}. Write the claim as a sentence, in quotation marks.")
    support = read_decision_file(request.corpus, "support")
    study = read_study(request.outputs)
    found = near_claim(claim, encoded(claim, request.outputs, study), study, near)
    marks = marks_of(claim, support, study.documents, study.segments)
    said = claim_text(found, marks, everything=everything)
    if found.passages.empty:
        return said
    path, kept = _write(request.outputs / CLAIMS / f"{slug(claim)}.csv", sheet_of(found, marks))
    aside = f"{kept} has marks of yours and is left as it is. " if kept else ""
    where = f"{FOLDER}/support.csv beside the corpus"
    return f"{said}\n{aside}To mark: {path}. Write {', '.join(MARKS[:-1])} or {MARKS[-1]} into its column mark, and copy the rows to {where}."


def read_study(outputs: Path) -> Study:
    """Read the tables of a run in which a claim is looked for.

    Raises:
        TableError: if one is missing or broken.
    """
    language = read_json(outputs / "run.json").get("settings", {}).get("ingest", {}).get("language", "en")
    documents, segments, vectors, codings, problems = (
        read_table(outputs, name) for name in ("documents", "segments", "vectors", "codings", "problems")
    )
    framings = read_table(outputs, "framings") if (outputs / "framings.parquet").is_file() else None
    return Study(documents, segments, vectors, codings, problems, framings, language)


def encoded(claim: str, outputs: Path, study: Study) -> Any:
    """Return the vector of a claim by the encoder of the run.

    Raises:
        TableError: if the run does not say which, or its vectors are of another size.
    """
    name = read_json(outputs / "run.json").get("settings", {}).get("embed", {}).get("encoder", "")
    if not name:
        raise TableError(f"{outputs / 'run.json'} does not say by which encoder the run was made. Finish the run: make run, or themeline run.")
    make: Any = ENCODERS[name]
    (vector,) = make().encode([claim])
    if len(study.vectors) and len(study.vectors["vector"].iloc[0]) != len(vector):
        raise TableError(f"The vectors in {outputs} are not of the encoder {name}. Run the study again: make run, or themeline run.")
    return vector


def sheet_of(found: Searched, marks: tuple[Mark, ...]) -> pd.DataFrame:
    """Return the passages near a claim as a sheet to mark, with the marks that the last person gave."""
    given = {mark.segment_id: mark for mark in marks if mark.citation}
    rows = found.passages
    return rows.assign(
        claim=found.claim,
        mark=[given[name].mark if name in given else "" for name in rows["segment_id"]],
        who=[given[name].who if name in given else "" for name in rows["segment_id"]],
        note="",
    )[list(SHEET)]


def slug(claim: str) -> str:
    """Return the name of a claim's sheet: its words, and six hex digits that tell apart claims that begin alike.

    >>> slug("Nobody said: the mill is shut!")
    'nobody-said-the-mill-is-shut-739863'
    """
    words = words_of(claim)
    plain = re.sub(r"[^a-z0-9-]", "", "-".join(words))[:LONGEST].strip("-")
    return "-".join(filter(None, [plain, hashlib.sha256(" ".join(words).encode()).hexdigest()[:6]]))


def _write(path: Path, sheet: pd.DataFrame) -> tuple[Path, Path | None]:
    """Write a sheet; where one is there with marks that the fresh one does not have, beside it. Return where, and the one left alone."""
    fresh = path.with_suffix(".new.csv")
    write_csv(fresh, sheet)
    if path.is_file() and _marks(path) - _marks(fresh):
        return fresh, path
    fresh.replace(path)
    return path, None


def _marks(path: Path) -> set[tuple[str, str]]:
    """Return what is marked in a sheet: which passage, and how."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {(str(row.get("text")), str(row["mark"])) for row in rows if row.get("mark")}
