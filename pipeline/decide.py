"""Find the passages that people's decisions speak of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.config import Decide
from pipeline.decision_files import DecisionFiles
from pipeline.reanchor import KEPT, Found, Passages, wanted_of
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.set_aside import problem_of, set_aside
from pipeline.tables import DECISIONS, PROBLEMS
from pipeline.wording import shorten

A_PERSON = "a person"
SHOWN = 60  # characters of a passage's words in a message: the person's own file, no document's text
NEAREST = "speaks of words that stand in its document with other capitals or punctuation; they are used"
ORPHAN = "speaks of words that are in none of the documents any more; it is not used"
FIND = "Look the passage up in csv/segments.csv, and give its path, start, end and text as they are now; or delete the row."
LIKE = (
    "Most like it are characters {start} to {end} of {document_id}, in csv/segments.csv {segment_id}. Read them: the row may be wrong of them. {find}"
)


@dataclass(frozen=True)
class Decided:
    """The tables of the stage."""

    decisions: pd.DataFrame
    problems: pd.DataFrame


def decide(documents: pd.DataFrame, segments: pd.DataFrame, decision_files: DecisionFiles, codebook: Codebook, settings: Decide) -> Decided:
    """Find the passages that people's decisions speak of.

    A passage is found by its words: where the file says; else elsewhere in its document; else in another document, if one
    place alone has them; else in its document with other capitals or punctuation. What is found nowhere is listed, never dropped or used; where at
    least ``[decide] nearest`` of its words are left, the place is suggested.

    Args:
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS. Not changed.
        decision_files: the files of decisions. Not changed.
        codebook: the themes, for rows that name one.
        settings: ``[decide]``.

    Returns:
        A DECISIONS table, one row for each different row of the files, and a PROBLEMS table: rows that are not used, or whose
        punctuation was changed (warning), and rows that contradict each other (error).
    """
    passages = Passages(documents, segments)
    rows = [
        *_placed(decision_files.quotes, "quotes", passages, settings.nearest),
        *_findings(decision_files.findings),
        *_placed(decision_files.ledger, "ledger", passages, settings.nearest),
    ]
    problems = [*_of_place(rows), *_of_theme(rows, codebook)]
    withheld = set(documents.loc[documents["quotable"].isin(["no", "paraphrase"]), "document_id"])
    problems += set_aside(rows, withheld)
    kept = {row["decision_id"]: row for row in rows}  # of repeated ones the last
    return Decided(DECISIONS.frame(columns(kept.values(), DECISIONS.names)), PROBLEMS.frame(columns(problems, PROBLEMS.names)))


def _placed(read: pd.DataFrame | None, file: str, passages: Passages, nearest: float) -> Iterator[dict[str, Any]]:
    for row in () if read is None else tuples(read):
        named = row._asdict()
        found = passages.find(wanted_of(named), nearest) if row.text else Found("by id")
        yield _row(file, named, found)


def _findings(read: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    for row in () if read is None else tuples(read):
        yield _row("findings", row._asdict() | {"decision": "finding"}, Found("written"))


def _row(file: str, named: Mapping[str, Any], found: Found) -> dict[str, Any]:
    known = {name: named.get(name) or None for name in ("theme_id", "role", "recommendation_id", "status", "action", "lead")}
    decision = named.get("decision") or "ledger"
    of = [named.get(name, "") for name in ("path", "document_id", "theme_id", "recommendation_id")]
    about = "\0".join([*of, decision, " ".join(named["text"].split())])
    like = found.suggested
    return known | {
        "suggestion": LIKE.format(**vars(like), find=FIND) if like else FIND,
        "decision_id": f"{file}-{hashlib.sha256(about.encode()).hexdigest()[:10]}",
        "file": file,
        "row": named["Index"],
        "decision": decision,
        "role": (known["role"] or "representative") if decision == "pinned" else None,
        "document_id": found.document_id or None,
        "segment_id": found.segment_id or None,
        "start": found.start if found.document_id else None,
        "end": found.end if found.document_id else None,
        "text": named["text"],
        "standing": found.standing,
        "decided_by": named.get("who") or A_PERSON,
        "decided_on": named.get("when") or None,
    }


def _of_place(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for row in rows:
        if row["standing"] == "nearest":
            yield problem_of(
                row, "changed", f"{NEAREST} (“{shorten(row['text'], SHOWN)}”)", "Hold it against the document, and write its words as they are now."
            )
        elif row["standing"] == "orphan":
            yield problem_of(row, "orphan", f"{ORPHAN} (“{shorten(row['text'], SHOWN)}”)", row["suggestion"])


def _of_theme(rows: Sequence[dict[str, Any]], codebook: Codebook) -> Iterator[dict[str, str]]:
    """Set aside rows that name a theme which the codebook does not have; the rows are changed."""
    for row in rows:
        if row["theme_id"] and row["theme_id"] not in codebook.theme_ids:
            if row["standing"] in (*KEPT, "written"):
                row["standing"] = "orphan"
            message = f"names the theme {row['theme_id']}, which the codebook does not have; it is not used"
            yield problem_of(row, "no-theme", message, f"Correct theme_id, or delete the row. There are: {', '.join(codebook.theme_ids)}.")
