"""Find a passage that another program names by a document and words, or by offsets that may count otherwise than ours."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePosixPath

import pandas as pd

from pipeline.exchange.answers import Mark, Passage
from pipeline.human_codes import anchor
from pipeline.schema import tuples
from pipeline.wording import one_line


class Documents:
    """The documents of a study by the names that other programs give them."""

    def __init__(self, documents: pd.DataFrame) -> None:
        """Take a DOCUMENTS table; it is not changed."""
        self._texts: dict[str, str] = {str(row.path): row.text for row in tuples(documents)}
        self._named: dict[str, set[str]] = defaultdict(set)
        for row in tuples(documents):
            path = PurePosixPath(row.path)
            given = (path.name, path.stem, str(path.with_suffix("")) if path.name else "", row.title, row.url if isinstance(row.url, str) else "")
            for name in given:
                if isinstance(name, str) and name.strip():
                    self._named[one_line(name).casefold()].add(str(row.path))

    def text(self, path: str) -> str | None:
        """Return the text of a document by its path."""
        return self._texts.get(path)

    def path(self, name: str) -> str | None:
        """Return the path of the one document of this name: its path, file name with or without suffix, title or address; None if none or several."""
        if name in self._texts:
            return name
        found = self._named.get(one_line(name).casefold(), set())
        return next(iter(found)) if len(found) == 1 else None

    def words(self, words: str, passage: Passage, path: str) -> list[tuple[int, int]]:
        """Return where words stand in a document, the nearest first; one place where what stands beside them, or their start, tells which."""
        text = self._texts[path]
        pattern = r"\s+".join(map(re.escape, words.split()))
        spans = [match.span() for match in re.finditer(pattern, text)] if pattern else []
        beside = [span for span in spans if _stands_beside(text, span, passage)] if passage.prefix or passage.suffix else []
        near = sorted(beside or spans, key=lambda span: (abs(span[0] - (passage.start or 0)), span))
        return near[:1] if passage.start is not None or len(beside) == 1 else near


def _stands_beside(text: str, span: tuple[int, int], passage: Passage) -> bool:
    before, after = one_line(passage.prefix), one_line(passage.suffix)
    ends = one_line(text[max(0, span[0] - 2 * len(passage.prefix) - 20) : span[0]]).endswith(before)
    return ends and one_line(text[span[1] : span[1] + 2 * len(passage.suffix) + 20]).startswith(after)


def place_mark(mark: Mark, text: str, span: tuple[int, int], document: str) -> tuple[int, int] | None:
    """Return where a passage that was marked in a task stands in the document.

    Args:
        mark: its offsets in the task, and its words where the program says them.
        text: the text of the task.
        span: where that stands in the document.
        document: the text of the document.

    Returns:
        The place of its words, within the task; None where they are not there. Words decide over offsets, which are tried as code points, then
        as UTF-16 units (a character beyond U+FFFF is two).

    >>> place_mark(Mark(3, 7, "x", "town"), "\U0001f642 town", (4, 10), "In: \U0001f642 town")
    (6, 10)
    """
    words, start = text[mark.start : mark.end], mark.start
    if mark.quote and words != mark.quote:
        units = text.encode("utf-16-le")
        words = units[2 * mark.start : 2 * mark.end].decode("utf-16-le", errors="ignore")
        start = len(units[: 2 * mark.start].decode("utf-16-le", errors="ignore"))
        if words != mark.quote:
            words = mark.quote
    if mark.end > len(text.encode("utf-16-le")) // 2 or not words.strip():
        return None
    within = document[slice(*span)]
    found = anchor(start, start + len(words), words, within)
    return None if found is None else (span[0] + found[0], span[0] + found[1])


def words_of(mark: Mark, text: str) -> str:
    """Return the words that were marked in a text, however the program counts its offsets.

    >>> words_of(Mark(3, 7, "x", "town"), "\U0001f642 town")
    'town'
    """
    found = place_mark(mark, text, (0, len(text)), text)
    return text[slice(*found)] if found else mark.quote or text[mark.start : mark.end]
