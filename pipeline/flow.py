"""Count what came in, what was set aside and why, what was merged with another, and what was analysed: the counts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.evidence import NOT_QUOTED, Evidence
from pipeline.exempt import exempt_in, is_open
from pipeline.manifest import plain_path
from pipeline.page_tables import PageTable
from pipeline.problem_codes import CODES
from pipeline.schema import tuples

UNKNOWN_LANGUAGE = "und"
GRAVITY = {"error": 0, "warning": 1, "note": 2}
PROGRAM = "written-by-program"
CLOSED = "exempt-items"
REASONS = {
    "language": "in another language than the study",
    "merged": "merged: all of it that could be coded stands in another document too",
    "program": "a notice that a program wrote",
    "agenda": "an agenda: it says what is to be spoken of",
    "closed": "nothing in it that could be coded was open to the public",
    "nothing": "nothing in it is coded: headings, tables, formalities, or lines that are too short",
}  # why a document that was read is not analysed; the first that holds counts


@dataclass(frozen=True)
class Flow:
    """Counts from what was received to what was analysed.

    ``received`` and ``read`` are files, ``files_aside`` those that were not read, by reason; ``documents`` are what the files that were read
    hold (a mail and its attachments are several), ``documents_aside`` those without a codable segment, by reason. ``segments`` are those of the
    documents analysed, ``segments_aside`` those that are not codable, by reason. ``withheld``: documents analysed of which no word may be shown.
    """

    received: int
    files_aside: dict[str, int]
    read: int
    documents: int
    documents_aside: dict[str, int]
    analysed: int
    sources: int
    withheld: int
    segments: int
    segments_aside: dict[str, int]
    codable: int
    coded: int


def count_flow(evidence: Evidence) -> Flow:
    """Count files, documents and segments on their way into the study.

    Every file that was looked at is a document or has a row in ``problems``, so that no third count is needed: received is what was read and what
    was set aside.
    """
    documents, segments = evidence.documents, evidence.segments
    aside = _files_aside(evidence)
    why = _documents_aside(evidence)
    analysed = documents[~documents["document_id"].isin(why.index)]
    own = segments[segments["document_id"].isin(analysed["document_id"])]
    given = set(evidence.codings.loc[evidence.codings["assigned"], "segment_id"])
    files = documents["path"].nunique()
    return Flow(
        received=files + sum(aside.values()),
        files_aside=aside,
        read=files,
        documents=len(documents),
        documents_aside={REASONS[name]: n for name in REASONS if (n := int((why == name).sum()))},
        analysed=len(analysed),
        sources=analysed["cluster_id"].nunique(),
        withheld=int(analysed["quotable"].isin(NOT_QUOTED).sum()),
        segments=len(own),
        segments_aside=_segments_aside(own, evidence.study.segment.min_words, _closed(evidence), told=CLOSED in set(evidence.problems["code"])),
        codable=int(own["codable"].sum()),
        coded=int(own["segment_id"].isin(given).sum()),
    )


def _files_aside(evidence: Evidence) -> dict[str, int]:
    """Count the files that have a row in problems and are no document, by the gravest thing said of each, most frequent first."""
    problems, read = evidence.problems, {plain_path(path) for path in evidence.documents["path"]}
    said = problems[(problems["stage"] == "ingest") & (problems["path"] != "")]
    unread = said[~said["path"].map(plain_path).isin(read)].assign(gravity=lambda t: t["severity"].map(GRAVITY))
    first = unread.sort_values(["path", "gravity", "code"]).drop_duplicates("path")
    meanings = {code.name: code.meaning for code in CODES}
    counts = Counter(meanings.get(code, code) for code in first["code"])
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _documents_aside(evidence: Evidence) -> pd.Series[str]:
    """Return why each document without a codable segment is not analysed, by document_id."""
    segments, problems = evidence.segments, evidence.problems
    codable = set(segments.loc[segments["codable"], "document_id"])
    left = evidence.documents[~evidence.documents["document_id"].isin(codable)].set_index("document_id")
    notices = set(problems.loc[problems["code"] == PROGRAM, "path"])
    repeats = set(segments.loc[segments["duplicate_of"].notna(), "document_id"])
    reasons = pd.Series("nothing", index=left.index, dtype="str")
    private = set(segments.loc[segments["segment_id"].isin(_closed(evidence)), "document_id"])
    reasons = reasons.mask(left.index.isin(private), "closed")
    reasons = reasons.mask(left["source_type"] == "agenda", "agenda")
    reasons = reasons.mask(left["path"].isin(notices), "program")
    reasons = reasons.mask(left.index.isin(repeats), "merged")
    return reasons.mask(~left["language"].isin([evidence.study.ingest.language, UNKNOWN_LANGUAGE]), "language")


def _closed(evidence: Evidence) -> set[str]:
    """Return the segments of items that were not open to the public, in the files of which that was said.

    It is found by the documents' words: on a page that is published without them, none is found.
    """
    told = set(evidence.problems.loc[evidence.problems["code"] == CLOSED, "path"])
    texts = evidence.documents[evidence.documents["path"].isin(told)].set_index("document_id")["text"]
    blocks = evidence.blocks[evidence.blocks["document_id"].isin(texts.index)].sort_values(["document_id", "start"])
    found: set[str] = set()
    for document_id, own in blocks.groupby("document_id", sort=True):
        closed = exempt_in(texts[document_id], list(tuples(own)))
        segments = evidence.segments[evidence.segments["document_id"] == document_id]
        found |= {row.segment_id for row in tuples(segments) if not is_open(row, closed)}
    return found


def _segments_aside(segments: pd.DataFrame, min_words: int, closed: set[str], *, told: bool) -> dict[str, int]:
    """Count segments that are not codable by reason; ``told``: some were not open to the public, even where it cannot be found which."""
    unfound = ", or of items that were not open to the public" if told and not closed else ""
    left = segments[~segments["codable"]]
    private = left["segment_id"].isin(closed)
    repeats = ~private & left["duplicate_of"].notna()
    short = ~private & ~repeats & (left["n_words"] < min_words)
    counts = {
        "of items that were not open to the public": private,
        "repeats of another passage, which counts once": repeats,
        f"of fewer than {min_words} words": short,
        f"no prose of the study: headings, tables, attendance, formalities, another language{unfound}": ~private & ~repeats & ~short,
    }
    return {name: int(rows.sum()) for name, rows in counts.items() if rows.any()}


def flow_table(flow: Flow) -> PageTable:
    """Lay out the counts, each step under the one from which it is left."""
    rows = (
        _row("Files received, or named in the manifest", flow.received),
        *_aside(flow.files_aside),
        _row("Files read", flow.read),
        _row("Documents in them", flow.documents),
        *_aside(flow.documents_aside),
        _row("Documents analysed", flow.analysed),
        _row("Of these documents, sources that are independent of each other", flow.sources),
        _row("Of these documents, those of which the manifest lets no words be shown", flow.withheld),
        _row("Passages of the documents analysed", flow.segments),
        *_aside(flow.segments_aside),
        _row("Passages that count (codable segments)", flow.codable),
        _row("Of these passages, with at least one theme", flow.coded),
        _row("Of these passages, without any theme", flow.codable - flow.coded),
    )
    caption = "From what was received to what was analysed; what is set aside is taken from the line above it"
    return PageTable("flow-table", caption, ("Step", "n"), rows, ("n",))


def _row(step: str, n: int, sign: str = "") -> tuple[str, str]:
    return step, f"{sign}{n:,}"


def _aside(reasons: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Write a row for each reason for which something is set aside."""
    return (_row(f"Set aside: {reason}", n, "− ") for reason, n in reasons.items())
