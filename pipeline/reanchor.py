"""Find the passage that a person decided on again, by its words, when documents or their segmentation have changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.human_codes import anchor
from pipeline.manifest import plain_path
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans

HALF = 0.5  # of the words of a passage, where no more of them are left
RUN = 3  # words in a row that count as the passage's: single words are shared by chance
WORD = re.compile(r"\w+")
MARKS = r"[^\w\s]*"  # punctuation that stands at a word, as far as the passage itself has some there
KEPT = ("exact", "moved", "elsewhere", "nearest")  # standings in which a decision is used: the passage's words, all of them and no other


@dataclass(frozen=True)
class Wanted:
    """A passage as a person named it: ``start`` and ``end`` may be unknown (0)."""

    path: str
    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Found:
    """Where it stands now.

    ``standing``: exact (where it was), moved (elsewhere in the document), elsewhere (in another document, and in no other), nearest
    (the same words in its document, with other capitals, punctuation or spaces), orphan (nowhere: then the place is empty). ``suggested``:
    of an orphan, the place in its document that is most like it, for a person to read: a word more may have turned what it says.
    """

    standing: str
    document_id: str = ""
    segment_id: str = ""
    start: int = 0
    end: int = 0
    suggested: Found | None = None


class Passages:
    """The documents of a study and their segments, in which passages are looked for."""

    def __init__(self, documents: pd.DataFrame, segments: pd.DataFrame) -> None:
        """Take a DOCUMENTS table and its SEGMENTS; neither is changed."""
        self._texts: dict[str, str] = dict(zip(documents["document_id"], documents["text"], strict=True))
        self._of_path: dict[str, list[str]] = {}
        for path, document_id in zip(documents["path"], documents["document_id"], strict=True):
            self._of_path.setdefault(plain_path(path), []).append(document_id)
        self._rows = segments

    @cached_property
    def _segments(self) -> dict[str, list[Any]]:
        """Segments by document, in the order of their rows; gathered when a passage is first looked for."""
        found: dict[str, list[Any]] = {}
        for row in tuples(self._rows[["document_id", "segment_id", "start", "end", "text"]]):
            found.setdefault(row.document_id, []).append(row)
        return found

    def find(self, wanted: Wanted, nearest: float = HALF) -> Found:
        """Find a passage: in its document where it was; else elsewhere in it; else in another, if one place alone has its words.

        Line ends and spaces do not count: a spreadsheet changes them. Last, its words are looked for in its document whatever their capitals and
        punctuation. Where a word was changed, put in or taken out, the passage is an orphan, and what is most like it is suggested.

        Args:
            wanted: what the person named.
            nearest: least share of its words, in runs of three or more, that a segment of its document must hold to be suggested.
        """
        own = self._documents(wanted)
        for name in own:
            text = self._texts[name]
            if text[wanted.start : wanted.end].split() == wanted.text.split() and wanted.end:
                return self._placed("exact", name, wanted.start, wanted.end)
        for name in own:
            span = anchor(wanted.start, wanted.end, wanted.text, self._texts[name])
            if span:
                return self._placed("moved" if wanted.end else "exact", name, *span)
        return self._elsewhere(wanted, own) or self._same_words(wanted, own) or Found("orphan", suggested=self._most_like(wanted, own, nearest))

    def _documents(self, wanted: Wanted) -> list[str]:
        """Return the documents that the person may mean: the one named by its id, else those of the file."""
        if wanted.document_id in self._texts:
            return [wanted.document_id]
        return self._of_path.get(plain_path(wanted.path), []) if wanted.path else []

    def _elsewhere(self, wanted: Wanted, own: Sequence[str]) -> Found | None:
        pattern = re.compile(r"\s+".join(map(re.escape, wanted.text.split())))
        places = [(name, match.span()) for name, text in self._texts.items() if name not in own for match in pattern.finditer(text)]
        return self._placed("elsewhere", places[0][0], *places[0][1]) if len(places) == 1 else None

    def _same_words(self, wanted: Wanted, own: Sequence[str]) -> Found | None:
        """Find its words with other capitals, punctuation or spaces; of several places the one nearest to where it was."""
        words = WORD.findall(wanted.text)
        if not words:
            return None
        text = wanted.text.strip()
        before, after = ("" if WORD.match(text) else MARKS), ("" if WORD.match(text[-1]) else MARKS)
        pattern = re.compile(before + r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)" + after, re.IGNORECASE)
        places = [(abs(match.start() - wanted.start), name, match.span()) for name in own for match in pattern.finditer(self._texts[name])]
        return self._placed("nearest", min(places)[1], *min(places)[2]) if places else None

    def _most_like(self, wanted: Wanted, own: Sequence[str], least: float) -> Found | None:
        words = words_of(wanted.text)
        rows = [row for name in own for row in self._segments.get(name, [])]
        shares = [len(shared(words, words_of(row.text))) / max(1, len(words)) for row in rows]
        best = max(shares, default=0.0)
        if best < least or not best:
            return None
        row = rows[shares.index(best)]
        start, end = _sentences(row.text, words)
        return Found("orphan", row.document_id, row.segment_id, row.start + start, row.start + end)

    def _placed(self, standing: str, document_id: str, start: int, end: int) -> Found:
        """Name the segment that holds most of a passage; one that no segment meets is nowhere."""
        overlaps = {row.segment_id: min(row.end, end) - max(row.start, start) for row in self._segments.get(document_id, [])}
        segment_id = max(overlaps, key=lambda name: (overlaps[name], name), default="")
        return Found(standing, document_id, segment_id, start, end) if overlaps.get(segment_id, 0) > 0 else Found("orphan")


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return WORD.findall(text.casefold())


def shared(words: Sequence[str], others: Sequence[str]) -> list[int]:
    """Return the places of those words that others have too, in a run of three or more (all, where there are fewer).

    >>> shared(["a", "b", "c", "x"], ["z", "a", "b", "c"])
    [0, 1, 2]
    """
    run = min(RUN, len(words)) or 1
    known = {tuple(others[n : n + run]) for n in range(len(others) - run + 1)}
    return sorted({n + step for n in range(len(words) - run + 1) if tuple(words[n : n + run]) in known for step in range(run)})


def _sentences(text: str, words: Sequence[str]) -> tuple[int, int]:
    """Return the span of a segment from the first to the last of its sentences that hold at least half of their words from the passage."""
    spans = sentence_spans([text])[0] or [(0, len(text))]
    own = [words_of(text[start:end]) for start, end in spans]
    held = [span for span, sentence in zip(spans, own, strict=True) if sentence and len(shared(sentence, words)) >= HALF * len(sentence)]
    return (held[0][0], held[-1][1]) if held else (0, len(text))


def wanted_of(row: Mapping[str, str]) -> Wanted:
    """Return the passage that a row of a file of decisions names."""
    return Wanted(row["path"], row["document_id"], int(row["start"] or 0), int(row["end"] or 0), row["text"])
