"""Find the passage that answers a question or a point, and what who quotes another makes of the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

import numpy as np
import pandas as pd

from pipeline.schema import tuples

NAME = r"(?:[A-Z][\w’'.-]*\s+)*[A-Z][\w’'-]*"
ANSWERS = re.compile(
    rf"\W*(?:(?:In (?:response|reply|answer)|Responding|Replying|Answering)\b(?: to\b[^.!?]{{0,100}}?(?:,|\b(?:he|she|they)\b))?"
    rf"[^.!?A-Z]{{0,12}}(?P<after>{NAME})?|"
    rf"(?:(?:The|the) )?(?P<before>{NAME})(?:,? [^.!?,]{{0,40}},)? (?:then )?(?:replied|responded|answered)\b|"
    rf"(?:Reply|Response|Answer|A\d{{0,3}})\s*[:.–—]\s*)"
)
OPENING = 5  # words of a passage in which the one who goes on answering is named
NEAR = 40  # passages before or after one, among which points and answers are looked for
ASKED_OF = ["document_id", "segment_id", "section", "speaker", "voice", "codable", "start", "text"]
FAR = 5  # passages after words of another in which who quotes them speaks


def find_replies(segments: pd.DataFrame, vectors: Mapping[str, np.ndarray]) -> dict[str, str]:
    """Find replies within documents.

    A question (voice) is answered by the next passage of its section by another speaker, no question itself. A passage that begins as an answer
    does ("In response, …", "… replied", "Reply: …") answers the points before it in its section, up to one in which the answerer speaks;
    the answer goes on as long as passages name the answerer in their opening words. Of so many points as it has passages, the last, each has the
    passage that is most like it.
    Words quoted by another stand with the next of the document's speakers, else with its own next words.

    Args:
        segments: a SEGMENTS table. Not changed.
        vectors: float32[d], unit length, by segment_id.

    Returns:
        segment_id of the reply by segment_id; passages without one are left out.
    """
    found: dict[str, str] = {}
    ordered = segments.sort_values(["document_id", "start"])
    for _, own in groupby(tuples(ordered[ASKED_OF]), key=lambda row: row.document_id):
        rows = list(own)
        for pairs in (_answers(rows, vectors), _questions(rows), _quoted(rows)):
            for asked, answer in pairs:
                found.setdefault(asked, answer)
    return found


def _questions(rows: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for n, row in enumerate(rows):
        if row.voice == "question":
            answers = (later for later in _same_section(rows, n) if later.codable and later.voice != "question" and _is_another(row, later))
            answer = next(answers, None)
            if answer is not None:
                yield row.segment_id, answer.segment_id


def _is_another(asked: Any, answer: Any) -> bool:
    return isinstance(answer.speaker, str) and answer.speaker != asked.speaker


def _quoted(rows: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for n, row in enumerate(rows):
        if row.voice == "quoted by another":
            after = [later for later in rows[n + 1 : n + 1 + NEAR] if later.codable and later.voice in ("own", "quoted")][:FAR]
            speaking = [later for later in after if later.voice == "quoted"]
            for answer in (speaking or after)[:1]:
                yield row.segment_id, answer.segment_id


def _answers(rows: Sequence[Any], vectors: Mapping[str, np.ndarray]) -> Iterator[tuple[str, str]]:
    for n, row in enumerate(rows):
        cue = ANSWERS.match(row.text) if row.codable and row.voice != "question" else None
        if cue is None:
            continue
        name = _last(cue.groupdict().get("after") or cue.groupdict().get("before"))
        run = [row, *_goes_on(rows, n, name)]
        for point in islice(_points(rows, n, name), len(run)):
            likest = max(run, key=lambda answer: (float(vectors[answer.segment_id] @ vectors[point.segment_id]), -answer.start))
            yield point.segment_id, likest.segment_id


def _goes_on(rows: Sequence[Any], n: int, name: str) -> Iterator[Any]:
    for later in _same_section(rows, n):
        if not later.codable or later.voice == "question" or not _names(later, name, rows[n].speaker):
            return
        yield later


def _points(rows: Sequence[Any], n: int, name: str) -> Iterator[Any]:
    """Yield the passages before an answer to which it may answer, the last first."""
    for earlier in reversed(rows[max(0, n - NEAR) : n]):
        if not _under_one(earlier, rows[n]) or not earlier.codable or ANSWERS.match(earlier.text) or _names(earlier, name, rows[n].speaker):
            return
        yield earlier


def _same_section(rows: Sequence[Any], n: int) -> Iterator[Any]:
    for later in rows[n + 1 : n + 1 + NEAR]:
        if not _under_one(later, rows[n]):
            return
        yield later


def _under_one(one: Any, other: Any) -> bool:
    """Tell whether two passages stand under the same headings, or both under none."""
    return bool(one.section == other.section or (pd.isna(one.section) and pd.isna(other.section)))


def _names(row: Any, name: str, speaker: object) -> bool:
    """Tell whether a passage is the answerer's: said so, or named in its opening words."""
    if isinstance(speaker, str) and row.speaker == speaker:
        return True
    return bool(name) and name in re.findall(r"[\w-]+", row.text)[:OPENING]


def _last(name: str | None) -> str:
    return re.findall(r"[\w-]+", name)[-1] if name else ""
