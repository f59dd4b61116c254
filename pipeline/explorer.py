"""Gather what the evidence explorer shows: every coded passage that may be quoted, in its paragraph, with why it carries its themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.citations import citation_of, speaker_shown
from pipeline.evidence import NOT_QUOTED, Evidence, rows_of, theme_name
from pipeline.explain import Known, explain
from pipeline.locate import source_of
from pipeline.marked import telling_sentences, without_sentence, words_in
from pipeline.wording import count, one_line, tidy

MOST_CHARACTERS = 2_500_000  # of passages and what stands around them, so that the page stays small enough to open at once
LONGEST_MARK = 6  # letters and digits of a mark before a list item, such as (viii), that is no part of a segment
SAID = re.compile(r"(.*: )“(.+)”", re.DOTALL)


@dataclass(frozen=True)
class Explorer:
    """What the page holds of the explorer: its content as plain values for JSON, how many passages there are, and what is left out."""

    content: Mapping[str, object]
    n_passages: int
    n_coded: int
    note: str


def tell_explorer(evidence: Evidence, wanted: frozenset[str]) -> Explorer:
    """Gather the coded passages of all documents that may be quoted.

    Args:
        evidence: of the study. Not changed.
        wanted: ids of segments that the page leads to and that must be there, besides the chosen quotes.

    Returns:
        Where passages and their paragraphs have more than ``MOST_CHARACTERS`` characters, those wanted and chosen, then of each document in turn
        the passage with the highest score, the next highest, and so on, until there is no more room; the note says how many are left out.
    """
    documents = evidence.documents[~evidence.documents["quotable"].isin(NOT_QUOTED)].sort_values("document_id")
    shown_documents = set(documents["document_id"].tolist())
    held_texts = evidence.segments[evidence.segments["text"] != ""]  # what is published has no other text
    segments = held_texts[_flags(name in shown_documents for name in held_texts["document_id"].tolist())]
    segments = segments.sort_values(["document_id", "start", "segment_id"]).reset_index(drop=True)
    coded = set(segments["segment_id"].tolist())
    given = evidence.given[_flags(name in coded for name in evidence.given["segment_id"].tolist())]
    around = _around(segments)
    ranked = _ranked(given, segments, wanted | frozenset(evidence.quotes["segment_id"]))
    kept, shown = _that_fit(ranked, around, segments["text"].str.len().to_list())
    held = segments.loc[sorted(shown)].reset_index(names="place")
    passages = segments.loc[sorted(kept)].reset_index(names="place")
    written = _Written(evidence, documents, held)
    content = {
        "themes": [[theme.id, theme_name(evidence.codebook, theme.id)] for theme in evidence.codebook.theme],
        "documents": [written.document(row) for row in rows_of(documents)],
        "sections": written.sections,
        "segments": [written.segment(row) for row in rows_of(held)],
        "passages": written.passages(passages, given),
        "said": list(written.said),
    }
    left = len(ranked) - len(kept)
    note = (
        f"{count(left, 'coded passage')} of {len(ranked):,} {'is' if left == 1 else 'are'} left out for the size of this page: all chosen quotes are "
        "here, then of each document in turn the passage with the highest score. The study’s table “codings_wide” has all."
    )
    return Explorer(content, len(kept), len(ranked), note if left else "")


def _flags(chosen: Iterable[bool]) -> np.ndarray:
    return np.fromiter(chosen, dtype=bool)  # also of no row: a list without any would name columns


def _around(segments: pd.DataFrame) -> list[range]:
    """Return for each segment the places of the segments of its paragraph, the one before and the one after, in its document."""
    documents, paragraphs = segments["document_id"].to_list(), segments["paragraph"].to_list()
    n, found = len(documents), []
    for place in range(n):
        first = last = place
        while first and documents[first - 1] == documents[place] and paragraphs[first - 1] >= paragraphs[place] - 1:
            first -= 1
        while last + 1 < n and documents[last + 1] == documents[place] and paragraphs[last + 1] <= paragraphs[place] + 1:
            last += 1
        found.append(range(first, last + 1))
    return found


def _ranked(given: pd.DataFrame, segments: pd.DataFrame, first: frozenset[str]) -> list[tuple[int, bool]]:
    """Order the places of coded segments: those that must be there, then by their rank within the document; with whether it must be there."""
    best = given.groupby("segment_id")["score"].max().rename("best")
    coded = segments[["segment_id", "document_id"]].join(best, on="segment_id").dropna(subset="best")
    ordered = coded.assign(must=coded["segment_id"].isin(first)).sort_values(["best", "segment_id"], ascending=[False, True])
    turns = ordered.assign(turn=ordered.groupby("document_id").cumcount()).sort_values(["must", "turn", "segment_id"], ascending=[False, True, True])
    return list(zip(turns.index, turns["must"], strict=True))


def _that_fit(ranked: Iterable[tuple[int, bool]], around: list[range], sizes: list[int]) -> tuple[set[int], set[int]]:
    """Return the places of the passages that there is room for, and of all segments that are shown with them."""
    kept: set[int] = set()
    shown: set[int] = set()
    size = 0
    for place, must in ranked:
        more = [near for near in around[place] if near not in shown]
        added = sum(sizes[near] for near in more)
        if must or size + added <= MOST_CHARACTERS:
            kept.add(place)
            shown.update(more)
            size += added
    return kept, shown


class _Written:
    """Writes rows as short lists of plain values; what recurs is written once and named by its number."""

    def __init__(self, evidence: Evidence, documents: pd.DataFrame, held: pd.DataFrame) -> None:
        """Give documents, segments and sections their numbers."""
        self.evidence = evidence
        self.known: Known = evidence.known
        self.of_document = {row.document_id: row for row in rows_of(documents)}
        self.documents = {name: number for number, name in enumerate(documents["document_id"])}
        self.segments = {name: number for number, name in enumerate(held["segment_id"])}
        self.sections = sorted({one_line(section) for section in held["section"].dropna()})
        self.said: dict[str, int] = {}
        self._numbers = {section: number for number, section in enumerate(self.sections)}
        self._last: Any = None

    def document(self, row: Any) -> list[object]:
        """Write id, how it is cited, date, year (0: none), place, source type, publisher."""
        given = [one_line(value) if isinstance(value, str) else "" for value in (row.place, row.source_type, row.publisher)]
        date = "undated" if pd.isna(row.date) else row.date
        return [
            row.document_id,
            source_of(row),
            date,
            0 if pd.isna(row.year) else int(row.year),
            given[0],
            tidy(given[1]) if given[1] else "",
            given[2],
        ]

    def segment(self, row: Any) -> list[object]:
        """Write document, start, end, paragraph, page (0: none), section (-1: none), whether text before it is left out, text."""
        before = self._last
        gap = before is not None and before.document_id == row.document_id and self._between(before, row)
        self._last = row
        section = self._numbers[one_line(row.section)] if isinstance(row.section, str) else -1
        page = 0 if pd.isna(row.page) else int(row.page)
        return [self.documents[row.document_id], int(row.start), int(row.end), int(row.paragraph), page, section, int(gap), row.text]

    def _between(self, before: Any, row: Any) -> bool:
        text = self.of_document[row.document_id].text[before.end : row.start]
        return sum(map(str.isalnum, text)) > LONGEST_MARK or len(text) < row.start - before.end

    def passages(self, rows: pd.DataFrame, given: pd.DataFrame) -> list[object]:
        """Write segment, its citation, voice, who speaks, framing, its codings, and the quotes chosen of it: id, theme, role."""
        codings = self._codings(given[given["segment_id"].isin(rows["segment_id"])])
        quotes = self._quotes()
        framings = self._framings()
        return [
            [
                self.segments[row.segment_id],
                citation_of(row, self.of_document[row.document_id]),
                row.voice,
                one_line(speaker_shown(row.speaker, self.of_document[row.document_id].attribution) or ""),
                framings.get(row.segment_id, ""),
                codings[row.segment_id],
                quotes.get(row.segment_id, []),
            ]
            for row in rows_of(rows)
        ]

    def _codings(self, given: pd.DataFrame) -> dict[str, list[object]]:
        order = {theme_id: number for number, theme_id in enumerate(self.evidence.codebook.theme_ids)}
        rows = given.assign(order=given["theme_id"].map(order), why=given["why"].fillna("")).sort_values(["segment_id", "order"])
        texts = [self.known.texts[name] for name in rows["segment_id"]]
        sentences = telling_sentences(list(rows["why"]), texts)
        made: dict[str, list[object]] = {}
        for row, text, sentence in zip(rows_of(rows), texts, sentences, strict=True):
            words = [list(span) for span in words_in(row.why, text)]
            lines = list(self._lines(explain(row.score, without_sentence(row.why), text, self.known)))
            made.setdefault(row.segment_id, []).append([row.order, words, list(sentence or ()), lines])
        return made

    def _lines(self, lines: Iterable[str]) -> Iterator[object]:
        """Write each line; where it ends in the words of another text, as what stands before them and the number of these words."""
        for line in lines:
            said = SAID.fullmatch(line)
            yield [said[1], self.said.setdefault(said[2], len(self.said))] if said else line

    def _quotes(self) -> dict[str, list[object]]:
        order = {theme_id: number for number, theme_id in enumerate(self.evidence.codebook.theme_ids)}
        found: dict[str, list[object]] = {}
        for row in rows_of(self.evidence.quotes.sort_values("quote_id")):
            found.setdefault(row.segment_id, []).append([row.quote_id, order[row.theme_id], row.role, one_line(row.citation)])
        return found

    def _framings(self) -> dict[str, str]:
        framings: pd.DataFrame | None = getattr(self.evidence, "framings", None)
        return {} if framings is None else dict(zip(framings["segment_id"], framings["framing"], strict=True))
