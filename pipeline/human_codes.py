"""Read human codes, and bring them to the segments that they meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.errors import ConfigError
from pipeline.people_csv import read_people_csv
from pipeline.rows import unguarded
from pipeline.schema import tuples

COLUMNS = ("path", "start", "end", "text", "coder", "codes")
HALF = 0.5


@dataclass(frozen=True)
class Sheet:
    """Human codes by segment, of one coder."""

    coder: str
    codes: pd.DataFrame  # segment_id, document_id, codes: frozenset of str
    orphans: int  # rows whose text is no longer in the documents
    unmatched: int  # rows that meet no codable segment, see match_codes


def read_codes(path: Path) -> pd.DataFrame:
    """Read a file of human codes (UTF-8 CSV).

    Raises:
        ConfigError: if it is missing, lacks a column or has no row.
    """
    rows = read_people_csv(path, f"The file of codes {path}", COLUMNS)
    if rows.empty:
        raise ConfigError(f"The file of codes {path} has no rows.")
    numeric = rows["start"].str.fullmatch(r"\d+") & rows["end"].str.fullmatch(r"\d+")
    if not numeric.all():
        bad = ", ".join(str(n + 2) for n in np.flatnonzero(~numeric)[:3])
        raise ConfigError(f"{path}: start and end are whole numbers; they are not in {int((~numeric).sum())} rows, e.g. row {bad}.")
    plain = {name: rows[name].map(unguarded) for name in ("path", "text")}
    return rows.assign(start=rows["start"].astype(int), end=rows["end"].astype(int), **plain)


def split_codes(cell: str) -> frozenset[str]:
    """Return the codes in a cell, without the spaces around them.

    >>> sorted(split_codes("work; faith;"))
    ['faith', 'work']
    """
    return frozenset(code.strip() for code in cell.split(";") if code.strip())


def anchor(start: int, end: int, words: str, text: str) -> tuple[int, int] | None:
    r"""Return where a coded passage stands in a document's text: where it says, else where its words are found; None if nowhere.

    >>> anchor(0, 4, "two words", "Here two\nwords.")
    (5, 14)
    """
    if text[start:end] == words:
        return start, end
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(places, key=lambda span: (abs(span[0] - start), span)) if places else None


def match_codes(rows: pd.DataFrame, documents: pd.DataFrame, segments: pd.DataFrame) -> list[Sheet]:
    """Bring coded passages to the codable segments that they meet: overlap is at least half of the passage or of the segment, whichever is shorter.

    Args:
        rows: what ``read_codes`` returned.
        documents: a DOCUMENTS table.
        segments: its SEGMENTS.

    Returns:
        One sheet a coder, in alphabetical order. A segment met by several rows carries the codes of all; a row may
        meet several segments, so that a sentence counts for its paragraph, and a coded page for each paragraph of it.
    """
    texts = {row.path: (row.document_id, row.text) for row in tuples(documents)}
    codable = {str(name): group for name, group in segments[segments["codable"]].groupby("document_id")}
    sheets = []
    for coder, own in rows.groupby("coder", sort=True):
        found: dict[str, tuple[str, set[str]]] = {}
        orphans = unmatched = 0
        for row in tuples(own):
            document_id, text = texts.get(row.path, ("", ""))
            span = anchor(row.start, row.end, row.text, text)
            met = _met(span, codable.get(document_id)) if span else []
            orphans += span is None
            unmatched += bool(span) and not met
            for segment_id in met:
                found.setdefault(segment_id, (document_id, set()))[1].update(split_codes(row.codes))
        coded = [{"segment_id": key, "document_id": document_id, "codes": frozenset(codes)} for key, (document_id, codes) in sorted(found.items())]
        sheets.append(Sheet(str(coder), pd.DataFrame(coded, columns=["segment_id", "document_id", "codes"]), orphans, unmatched))
    return sheets


def _met(span: tuple[int, int], segments: pd.DataFrame | None) -> list[str]:
    if segments is None:
        return []
    overlap = np.minimum(segments["end"], span[1]) - np.maximum(segments["start"], span[0])
    shorter = np.minimum(segments["end"] - segments["start"], span[1] - span[0])
    return [str(name) for name in segments.loc[(overlap >= HALF * shorter) & (overlap > 0), "segment_id"]]
