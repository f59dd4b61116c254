"""Make of a study's tables those that may be published: only passages that may be quoted, redacted; everything else counts without its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pipeline.problem_codes import CODES
from pipeline.published_ids import Selection, ids_of_documents, ids_of_segments, in_words, is_text, with_ids
from pipeline.published_words import Redacts, labels_left, redacted, unsigned
from pipeline.redact import Edit, Reduced
from pipeline.responses_numbered import Responses
from pipeline.schema import tuples
from pipeline.tables import TABLES

CITING = ("quotes", "recommendations", "indicators")  # tables of verbatim passages
LINKS = ("evidence_for", "evidence_against", "near", "reported_by", "superseded_by", "mentions", "opposed_by", "beside", "segment_ids", "similar")
NONE = Responses(pd.DataFrame(), {}, str)
TITLE = "Document that is not published"
AS_THEY_ARE = frozenset(
    {"why", "kind", "role", "voice", "status", "verdict", "reason", "theme_id", "subject_id", "relation", "quotable", "attribution"}
)


class Published:
    """The tables of a study as they are published."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], selection: Selection, redactor: Redacts, responses: Responses = NONE) -> None:
        """Take the tables by name, none of which is changed, and the responses, which are named by numbers."""
        self._tables, self._selection, self._redactor, self._responses = tables, selection, redactor, responses
        self._known: dict[tuple[str, str], str] = {}

    @cached_property
    def ids(self) -> dict[str, str]:
        """The published ids of documents."""
        return ids_of_documents(self._tables["documents"]["document_id"], self._selection.titled - self._responses.rows.keys(), self._redactor)

    @cached_property
    def segment_ids(self) -> dict[str, str]:
        """The published ids of segments."""
        return ids_of_segments(self._tables["segments"], self._selection.segments, self.ids, self._place)

    @cached_property
    def paths(self) -> dict[str, str]:
        """Names under which files are published: a number each, for a file's name may be a person's."""
        listed = sorted({*self._tables["documents"]["path"], *self._tables["problems"]["path"]} - {""})
        return {path: f"file-{n:03}" for n, path in enumerate(listed, 1)} | {"": ""}

    @cached_property
    def reduced(self) -> dict[str, Reduced]:
        """What is shown of each document's text."""
        texts = dict(zip(self._tables["documents"]["document_id"], self._tables["documents"]["text"], strict=True))
        return {name: Reduced(texts[name], spans, self._redactor.edits(texts[name], name)) for name, spans in self._selection.spans.items()}

    def table(self, name: str) -> pd.DataFrame:
        """Return a table as it is published; one that nothing here knows has its ids and words redacted and loses rows that lead to nothing shown."""
        own: Callable[[pd.DataFrame], pd.DataFrame] = getattr(self, f"_{name}", self._other)
        return TABLES[name].typed(with_ids(own(self._tables[name].copy()), self.ids | self.segment_ids))  # a table without rows keeps its types, too

    def _documents(self, frame: pd.DataFrame) -> pd.DataFrame:
        shown = frame["document_id"].isin(self._selection.titled)
        number = {name: n for n, name in enumerate(sorted(frame["document_id"]), 1)}
        titles = [
            self._responses.names.get(name, self._one(title, name)) if name in self._selection.titled else f"{TITLE} ({number[name]})"
            for name, title in zip(frame["document_id"], frame["title"], strict=True)
        ]
        texts = [self.reduced[name].text if name in self.reduced else "" for name in frame["document_id"]]
        clusters = {name: f"source-{n:03}" for n, name in enumerate(sorted(frame["cluster_id"].unique()), 1)}
        made = frame.assign(title=titles, text=texts, path=frame["path"].map(self.paths), cluster_id=frame["cluster_id"].map(clusters))
        made["quotable"] = frame["quotable"].where(shown, "no")
        for column in ("publisher", "reference", "licence", "encoding", "encoding_basis"):
            made[column] = self._redacted(made[column].where(shown, None), frame["document_id"])
        named = [
            isinstance(url, str) and own and self._redactor(in_words(url), name) != in_words(url)
            for url, name, own in zip(frame["url"], frame["document_id"], shown, strict=True)
        ]
        made["url"] = self._redacted(made["url"].where(shown & ~np.array(named, dtype=bool), None), frame["document_id"])
        for column in ("place", "source_type"):
            made[column] = self._redacted(made[column], frame["document_id"])
        return made.assign(reference=made["reference"].mask(frame["document_id"].isin(list(self._responses.rows)), None))

    def _segments(self, frame: pd.DataFrame) -> pd.DataFrame:
        shown = frame["segment_id"].isin(self._selection.segments)
        places = [self._place(row) if keep else (0, 0) for row, keep in zip(tuples(frame), shown, strict=True)]
        starts, ends = [start for start, _ in places], [end for _, end in places]
        texts = [self._text(name, *place) if keep else "" for name, place, keep in zip(frame["document_id"], places, shown, strict=True)]
        named = shown & frame["document_id"].isin(self._selection.named)
        made = frame.assign(text=texts, start=starts, end=ends)
        made["section"] = self._redacted(frame["section"].where(shown, None), frame["document_id"])
        return made.assign(speaker=self._redacted(frame["speaker"].where(named, None), frame["document_id"]))

    def _cited_passages(self, frame: pd.DataFrame) -> pd.DataFrame:
        made = frame[np.array([self._holds(row) for row in tuples(frame)], dtype=bool)]
        places = [self._place(row) for row in tuples(made)]
        texts = [self._text(name, *place) for name, place in zip(made["document_id"], places, strict=True)]
        made = made.assign(start=[start for start, _ in places], end=[end for _, end in places], text=texts)
        if "reference" in made:
            own = [self._responses.label(*cell) for cell in zip(made["reference"], made["document_id"], strict=True)]
            made["reference"] = pd.Series(own, index=made.index, dtype=made["reference"].dtype)
        return self._other(made, but=("text",))

    _quotes = _recommendations = _indicators = _cited_passages

    def _codings(self, frame: pd.DataFrame) -> pd.DataFrame:
        whole = {row.segment_id for row in tuples(self._tables["segments"]) if row.segment_id in self._selection.segments and self._is_whole(row)}
        return frame.assign(why=self._redacted(frame["why"].where(frame["segment_id"].isin(whole), None), frame["segment_id"].str.partition("#")[0]))

    def _is_whole(self, row: Any) -> bool:
        return row.document_id in self.reduced and self.reduced[row.document_id].is_whole(row.start, row.end)

    def _framings(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame

    _placements = _document_themes = _document_topics = _drawn_codes = _subtopic_segments = _framings

    def _blocks(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(section=None, speaker=None)

    def _pairs(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["a"].isin(self._selection.segments) & frame["b"].isin(self._selection.segments)]

    def _theme_words(self, frame: pd.DataFrame) -> pd.DataFrame:
        return self._other(frame.assign(context=None, segment_id=None))

    def _cited(self, frame: pd.DataFrame) -> pd.DataFrame:
        kept = frame[np.array([bool(set(names) & self._selection.documents) for names in frame["document_ids"]], dtype=bool)]
        own = [[name for name in names if name in self._selection.documents] for names in kept["document_ids"]]
        return self._other(kept.assign(document_ids=pd.Series(own, index=kept.index, dtype=object)))

    def _problems(self, frame: pd.DataFrame) -> pd.DataFrame:
        meanings = {code.name: code.meaning for code in CODES}
        said = [meanings.get(code, "named in the unpublished report") for code in frame["code"]]
        return frame.assign(path=frame["path"].map(self.paths), message=said, remedy="")

    @cached_property
    def said(self) -> dict[str, str]:
        """All that is published of each document and of what it says: its text, and every cell of its rows; by the document's own id."""
        found = {name: [self.reduced[name].text] if name in self.reduced else [] for name in self.ids}
        of_published = {published: name for name, published in self.ids.items()}
        for name in ("documents", *CITING):
            rows = self.table(name)
            columns = [column for column in rows.columns if column not in LINKS and is_text(rows[column])]
            for row in rows[["document_id", *columns]].itertuples(index=False, name=None):
                found[of_published[row[0]]] += [value for value in row if isinstance(value, str)]
        return {name: "\n\n".join(own) for name, own in found.items()}

    def _other(self, frame: pd.DataFrame, but: Sequence[str] = ()) -> pd.DataFrame:
        made = frame.copy()
        whose = frame.get("document_id")
        for name in frame.columns:
            if name in LINKS:
                made[name] = pd.Series([self._shown_links(links) for links in frame[name]], index=frame.index, dtype=object)
            elif name == "decided_by":
                made[name] = unsigned(frame[name])
            elif name == "label" and "top_words" in frame:
                made[name] = labels_left(frame, self._edits, self._one)
            elif name not in but and name not in AS_THEY_ARE and not name.endswith("_id") and is_text(frame[name]):
                made[name] = self._redacted(frame[name], whose)
        return made

    def _redacted(self, column: pd.Series[Any], whose: pd.Series[Any] | None = None) -> pd.Series[Any]:
        return redacted(column, whose, self._one, self._edits)

    def _edits(self, text: str, document_id: str = "") -> list[Edit]:
        return self._redactor.edits(text, document_id) if self._one(text, document_id) != text else []

    def _one(self, value: str, document_id: str = "") -> str:
        if (value, document_id) not in self._known:
            self._known[value, document_id] = self._redactor(self._responses.of(value, document_id), document_id)
        return self._known[value, document_id]

    def _shown_links(self, links: Any) -> list[str]:
        return [link for link in map(str, links) if "#" not in link or link in self._selection.segments or self._is_shown(link)]

    def _is_shown(self, link: str) -> bool:
        """Tell whether a link of the form document_id#start-end leads to what is published as a whole."""
        document_id, _, span = link.rpartition("#")
        start, _, end = span.partition("-")
        whole = document_id in self.reduced and start.isdecimal() and end.isdecimal()
        return whole and self.reduced[document_id].is_whole(int(start), int(end))

    def _holds(self, row: Any) -> bool:
        return any(start <= row.start and row.end <= end for start, end in self._selection.spans.get(row.document_id, ()))

    def _place(self, row: Any) -> tuple[int, int]:
        return self.reduced[row.document_id].place(row.start, row.end)

    def _text(self, document_id: str, start: int, end: int) -> str:
        return self.reduced[document_id].text[start:end]
