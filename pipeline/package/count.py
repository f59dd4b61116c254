"""Count what a reviewer asks for, each number with the table it is counted from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

COUNT_MEANINGS = {
    "count": "what is counted; evidence in review/ names it",
    "n": "how many",
    "of": "the table of the run it is counted from",
    "sha256": "of that table, as outputs in run.json has it",
}
COUNTED = ("documents", "segments", "codings", "topics", "shifts", "contrasts", "quotes", "decisions", "drawn_codes", "trends")


def count(tables: Mapping[str, pd.DataFrame], problems: Sequence[Mapping[str, str]], hashes: Mapping[str, str]) -> pd.DataFrame:
    """Count documents, passages, verdicts, quotes, decisions, human codes and problems.

    Args:
        tables: those named in COUNTED. None is changed.
        problems: rows of PROBLEMS.
        hashes: ``outputs`` of run.json.

    Returns:
        count, n, of, sha256; no word of a document and no name is among them.
    """
    rows = [{"count": what, "n": int(n), "of": name, "sha256": hashes[f"{name}.parquet"]} for what, n, name in _counts(tables)]
    codes = pd.Series([f"problems: {row['severity']} {row['code']} ({row['stage']})" for row in problems], dtype="str").value_counts().sort_index()
    rows += [{"count": str(what), "n": int(n), "of": "problems", "sha256": ""} for what, n in codes.items()]
    return pd.DataFrame(rows, columns=list(COUNT_MEANINGS))


def _counts(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, int, str]]:
    documents, segments, codings = tables["documents"], tables["segments"], tables["codings"]
    yield "documents", len(documents), "documents"
    yield "independent sources", documents["cluster_id"].nunique(), "documents"
    yield "documents without a date", int(documents["date"].isna().sum()), "documents"
    for column in ("date_basis", "quotable", "attribution", "language"):
        yield from ((f"documents: {column} {value}", n, "documents") for value, n in _by(documents[column]))
    yield "segments", len(segments), "segments"
    yield "codable segments", int(segments["codable"].sum()), "segments"
    yield "segments that repeat another", int(segments["duplicate_of"].notna().sum()), "segments"
    yield "codable segments with a theme", codings.loc[codings["assigned"], "segment_id"].nunique(), "codings"
    yield from ((f"topics: {value}", n, "topics") for value, n in _by(tables["topics"]["kind"]))
    yield "fragile topics", int(tables["topics"]["fragile"].fillna(value=False).astype("bool").sum()), "topics"
    for name in ("shifts", "contrasts"):
        yield from ((f"{name}: {value}", n, name) for value, n in _by(tables[name]["verdict"]))
    yield "corrected shares", int(tables["trends"]["corrected"].sum()), "trends"
    yield from ((f"quotes: {value}", n, "quotes") for value, n in _by(tables["quotes"]["role"]))
    yield from ((f"decisions: {value}", n, "decisions") for value, n in _by_two(tables["decisions"], "file", "standing"))
    yield "segments that people coded by chance", tables["drawn_codes"]["segment_id"].nunique(), "drawn_codes"


def _by(column: pd.Series[Any]) -> list[tuple[str, int]]:
    return [(str(value), int(n)) for value, n in column.fillna("not given").value_counts().sort_index().items()]


def _by_two(frame: pd.DataFrame, one: str, other: str) -> list[tuple[str, int]]:
    return _by(frame[one].astype("str") + ", " + frame[other].astype("str"))
