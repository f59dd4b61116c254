"""Give what is published ids and names of its own, wherever those of the study could tell of a person or of what is not published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pandas as pd

from pipeline.schema import tuples

BETWEEN_WORDS = re.compile(r"[-_+/.:?=&#%~,;]+")
AS_THEY_STAND = frozenset({"text", "why", "message"})  # columns of words, in which an id is none


@dataclass(frozen=True)
class Selection:
    """What of a study is published.

    ``documents``: ids of documents that may be quoted; ``segments``: ids of segments shown; ``spans``: by document what is shown of its text;
    ``named``: ids of documents whose speakers may be named; ``paraphrased``: of documents that are told of by their title, and of which no word
    is shown.
    """

    documents: frozenset[str]
    segments: frozenset[str]
    spans: Mapping[str, Sequence[tuple[int, int]]]
    named: frozenset[str]
    paraphrased: frozenset[str] = frozenset()

    @property
    def titled(self) -> frozenset[str]:
        """Ids of documents of which title, publisher, reference, licence and web address are published."""
        return self.documents | self.paraphrased


def ids_of_documents(document_ids: Iterable[str], allowed: frozenset[str], redact: Callable[[str], str]) -> dict[str, str]:
    """Return the published ids of documents: their own, or a number where they are not published or a name stands in the id."""
    listed = sorted(document_ids)
    open_ = {name for name in listed if name in allowed and redact(name.replace("-", " ")) == name.replace("-", " ")}
    return {name: name if name in open_ else f"document-{n:03}" for n, name in enumerate(listed, 1)}


def ids_of_segments(segments: pd.DataFrame, shown: frozenset[str], ids: Mapping[str, str], place: Callable[[Any], tuple[int, int]]) -> dict[str, str]:
    """Return the published ids of segments that are shown, made of their places in what is published, as the page makes them; others give way.

    Args:
        segments: a SEGMENTS table. Not changed.
        shown: ids of those that are shown.
        ids: the published ids of documents, by their own.
        place: gives where a segment stands in what is published of its document.
    """
    made: dict[str, str] = {}
    for row in tuples(segments[segments["segment_id"].isin(shown)]):
        start, end = place(row)
        made[row.segment_id] = f"{ids[row.document_id]}#{start:08}-{end:08}"
    taken = set(made.values())
    others = {name: renamed(name, ids) for name in segments["segment_id"] if name not in made}
    return made | {name: f"{published}-hidden" for name, published in others.items() if published in taken}


def with_ids(frame: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    """Put the published ids of documents and segments in place of their own, in ids of blocks too. The frame is not changed."""
    changed = {old: new for old, new in ids.items() if old != new}
    if not changed:
        return frame
    names = [name for name in frame.columns if is_text(frame[name]) and name not in AS_THEY_STAND]
    columns = {name: pd.Series([renamed(value, changed) for value in frame[name]], index=frame.index, dtype=frame[name].dtype) for name in names}
    return frame.assign(**columns)


def in_words(address: str) -> str:
    """Write a web address as words, so that a name in it can be found.

    >>> in_words("https://alder.example/letters/ada-o%27kafor_2008.pdf")
    "https alder example letters ada o'kafor 2008 pdf"
    """
    return " ".join(BETWEEN_WORDS.sub(" ", unquote(address)).split())


def renamed(value: Any, changed: Mapping[str, str]) -> Any:
    """Put published ids in place of a study's own, in ids of segments and blocks and in lists, too."""
    if isinstance(value, str):
        if value in changed:
            return changed[value]
        for mark in "#!":
            head, found, tail = value.partition(mark)
            if found and head in changed:
                return changed[head] + found + tail
        return value
    return [renamed(part, changed) for part in value] if is_list(value) else value


def is_text(column: pd.Series[Any]) -> bool:
    """Tell whether a column holds words or lists."""
    return isinstance(column.dtype, pd.StringDtype) or column.dtype == object


def is_list(value: object) -> bool:
    """Tell whether a value is a list of values."""
    return not isinstance(value, str) and hasattr(value, "__iter__")
