"""Work out what is true of the sample: codes by passage, shares, and the shifts that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from pipeline.config import Study
from pipeline.ingest import ingest, list_files
from sample_truth.anchors import NotFoundOnceError, find_once
from sample_truth.authored import CODES, PERIODS, THEMES, Document

BEFORE, DURING, AFTER = PERIODS
SMALLEST_SHIFT = 0.1  # a difference in share that counts as a true shift
PLANTED = {
    *(("image", place, *step) for place in ("Hathersby", "Orlestead", "Penmarrow", "all") for step in ((BEFORE, DURING), (DURING, AFTER))),
    ("economy", "Hathersby", BEFORE, DURING),
    ("faith", "Orlestead", DURING, AFTER),
}


class CodeRow(NamedTuple):
    """A row of codes.csv: the format of human codes."""

    path: str
    start: int
    end: int
    text: str
    coder: str
    codes: str
    codebook_version: str
    origin: str
    memo: str


class ShiftRow(NamedTuple):
    """A row of shifts.csv: a true difference between two periods."""

    subject_id: str
    group_kind: str
    group: str
    period_from: str
    period_to: str
    verdict: str
    planted: str


def find_codes(documents: Sequence[Document], corpus: Path) -> list[CodeRow]:
    """Find every authored paragraph and list item in the corpus as our own importers read it.

    Raises:
        NotFoundOnceError: naming every document with a block that is not there exactly once.
    """
    listed, _ = list_files(corpus)
    read = ingest(listed, corpus, Study().ingest)
    texts = dict(zip(read.documents["path"], read.documents["text"], strict=True))
    rows: list[CodeRow] = []
    lost: list[str] = []
    for document in documents:
        try:
            rows += _rows(document, texts.get(document.path, ""))
        except NotFoundOnceError as error:
            lost.append(f"{document.path}: {error}")
    if lost:
        raise NotFoundOnceError("\n".join(lost))
    return rows


def _rows(document: Document, text: str) -> list[CodeRow]:
    blocks = document.coded_blocks
    spans = find_once([block.text for block in blocks], text)
    return [
        CodeRow(document.path, span.start, span.end, text[span.start : span.end], "author", ";".join(block.codes), "1", "drawn", "")
        for block, span in zip(blocks, spans, strict=True)
    ]


def mean_share(documents: Iterable[Document], code: str) -> float:
    """Return the mean over documents of the share of their blocks with the code, 0 to 1."""
    return fmean(document.share(code) for document in documents)


def find_shifts(documents: Sequence[Document]) -> list[ShiftRow]:
    """Find all true differences of ten points or more between two periods: the planted ones and what follows from them."""
    return [
        ShiftRow(theme, kind, group, one, two, "rise" if difference > 0 else "fall", "yes" if (theme, group, one, two) in PLANTED else "follows")
        for theme in THEMES
        for kind, group in groups_of(documents)
        for one, two in combinations(PERIODS, 2)
        if abs(difference := difference_between(_members(documents, kind, group), theme, one, two)) >= SMALLEST_SHIFT
    ]


def groups_of(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """Return the kinds of group and their groups: all, each place, each source type."""
    named = [(kind, group) for kind in ("place", "source_type") for group in sorted({str(getattr(document, kind)) for document in documents})]
    return [("all", "all"), *named]


def difference_between(documents: Iterable[Document], theme: str, one: str, two: str) -> float:
    """Return a theme's mean share in the second period less that in the first."""
    members = list(documents)
    shares = [mean_share([document for document in members if document.period == period], theme) for period in (one, two)]
    return round(shares[1] - shares[0], 6)


def _members(documents: Iterable[Document], kind: str, group: str) -> list[Document]:
    return [document for document in documents if kind == "all" or getattr(document, kind) == group]


def share_table(documents: Sequence[Document]) -> str:
    """Return the true shares per place and period, in percent, as a Markdown table."""
    head = ["place", "period", "documents", *CODES, "no code"]
    lines = ["| " + " | ".join(head) + " |", "|---|---|" + "---:|" * (len(head) - 2)]
    for place in (*sorted({document.place for document in documents}), "all"):
        for period in PERIODS:
            members = [document for document in documents if document.period == period and place in (document.place, "all")]
            shares = [mean_share(members, code) for code in CODES]
            uncoded = fmean(sum(not block.codes for block in document.coded_blocks) / len(document.coded_blocks) for document in members)
            lines.append(f"| {place} | {period} | {len(members)} | " + " | ".join(f"{100 * share:.0f}" for share in (*shares, uncoded)) + " |")
    return "\n".join(lines)
