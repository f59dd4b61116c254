"""Find out how a project counts characters, for programs differ: a byte order mark, CR LF, characters beyond U+FFFF, ends that are included."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from pipeline.errors import CorpusError
from pipeline.qda.parse import Text
from pipeline.qda.project import Selection
from pipeline.wording import one_line

WHOLE_NAME, HEAD_OF_NAME, CLEAN, WHITE, SPACE, OUTSIDE = 4.0, 3.0, 0.3, 0.1, -0.3, -2.0
MOST = WHOLE_NAME + 2 * (CLEAN + WHITE)  # points of one passage
SHORTEST_NAME = 3  # characters: a shorter name may begin like a passage by chance
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Convention:
    """How a file counts: whether the mark counts, CR LF as two, a character beyond U+FFFF as two, and whether an end is the last character itself."""

    mark: bool = False
    crlf: bool = False
    utf16: bool = False
    inclusive: bool = False

    def __str__(self) -> str:
        unit = "UTF-16 units" if self.utf16 else "code points"
        further = [text for text, on in (("the byte order mark counted", self.mark), ("CR LF counted as two", self.crlf)) if on]
        return ", ".join([unit, "ends included" if self.inclusive else "ends not included", *further])


@dataclass(frozen=True)
class Counted:
    """A text with its line ends as LF and no mark, and what of it some programs count and others do not."""

    text: str
    marked: bool
    pairs: frozenset[int]  # places of LF that were CR LF

    @cached_property
    def _widths(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([1 + (character > "\uffff") for character in self.text], dtype=np.int64)

    def place(self, offsets: Sequence[int], convention: Convention) -> list[tuple[int, bool]]:
        """Return where offsets as the file counts lie in the text, in code points, and whether each is a place in it at all."""
        widths = self._widths.copy() if convention.utf16 else np.ones(len(self.text), dtype=np.int64)
        if convention.crlf and self.pairs:
            widths[sorted(self.pairs)] += 1
        before = np.concatenate([[0], np.cumsum(widths)]) + int(convention.mark and self.marked)
        found = np.searchsorted(before, offsets, "left")
        inside = np.clip(found, 0, len(self.text))
        return [(int(at), int(before[at]) == offset) for at, offset in zip(inside, offsets, strict=True)]


@dataclass(frozen=True)
class Calibrated:
    """How a project counts, and its passages so read.

    ``margin``: by how many points that reading is better than the next (None: no other reading differs). ``points``: what its passages got under it.
    """

    convention: Convention
    margin: float | None
    texts: tuple[str, ...]
    passages: tuple[tuple[Selection, ...], ...]  # by text, half-open, in code points; those that are nowhere in it are left out
    outside: int
    points: float = 0.0


def count_text(content: bytes | str) -> Counted:
    r"""Read a text: UTF-8, UTF-16 with its mark, else Windows-1252.

    >>> count_text(b"\xef\xbb\xbfa\r\nb")
    Counted(text='a\nb', marked=True, pairs=frozenset({1}))
    """
    if isinstance(content, str):
        return _counted(content.removeprefix("\ufeff"), marked=content.startswith("\ufeff"))
    marked = content.startswith(MARKS)
    if marked and not content.startswith(codecs.BOM_UTF8):
        return _counted(content.decode("utf-16", "replace"), marked=True)
    try:
        return _counted(content.decode("utf-8-sig"), marked=marked)
    except UnicodeDecodeError:
        return _counted(content.decode("cp1252", "replace"), marked=False)


def _counted(written: str, *, marked: bool) -> Counted:
    places = frozenset(match.start() - before for before, match in enumerate(re.finditer("\r\n", written)))
    return Counted(written.replace("\r\n", "\n").replace("\r", "\n"), marked, places)


def calibrate(texts: Sequence[Text]) -> Calibrated:
    """Read the passages of a project in every way that its texts leave open, and keep the way in which they make most sense.

    Each passage of the whole project counts: 4 where its words are its name, 3 where they begin with it (programs name a passage by its first
    words), .3 for each end that is no cut through a word, .1 for each that stands beside white space, less .3 for white space within an end,
    less 2 where it lies outside the text. The highest total wins; among readings that give the same passages the standard's stands.

    Raises:
        CorpusError: if two readings are equally good and give different words.
    """
    counted = [count_text(text.content) for text in texts]
    readings = [(convention, _read(texts, counted, convention)) for convention in _open(counted)]
    totals = [round(sum(_score(text, found) for text, own in zip(counted, read, strict=True) for found in own), 6) for _, read in readings]
    best = totals.index(max(totals))  # the first of equals: the standard's comes first
    convention, chosen = readings[best]
    others = [total for total, (_, read) in zip(totals, readings, strict=True) if _spans(read) != _spans(chosen)]
    margin = totals[best] - max(others) if others else None
    if margin is not None and margin <= 0 and _disagree(counted, readings, totals, best):
        second = next(
            str(name) for total, (name, read) in zip(totals, readings, strict=True) if total == totals[best] and _spans(read) != _spans(chosen)
        )
        raise CorpusError(
            f"It cannot be told how this project counts characters: “{convention}” and “{second}” fit its passages equally well and give different "
            "words. Nothing was read. Export it from the program with names of passages, or as UTF-8 text with LF line ends."
        )
    kept = tuple(tuple(selection for selection, inside in own if inside) for own in chosen)
    outside = sum(not inside for own in chosen for _, inside in own)
    return Calibrated(convention, margin, tuple(each.text for each in counted), kept, outside, totals[best])


def _open(counted: Sequence[Counted]) -> Iterator[Convention]:
    """Yield the readings that the bytes leave open, the standard's first."""
    marks = (False, True) if any(each.marked for each in counted) else (False,)
    pairs = (False, True) if any(each.pairs for each in counted) else (False,)
    units = (False, True) if any(character > "\uffff" for each in counted for character in each.text) else (False,)
    for inclusive, mark, crlf, utf16 in product((False, True), marks, pairs, units):
        yield Convention(mark, crlf, utf16, inclusive)


def _read(texts: Sequence[Text], counted: Sequence[Counted], convention: Convention) -> list[list[tuple[Selection, bool]]]:
    """Place every passage, and say of each whether it lies in its text."""
    found = []
    for text, own in zip(texts, counted, strict=True):
        starts = own.place([each.start for each in text.selections], convention)
        ends = own.place([each.end + convention.inclusive for each in text.selections], convention)
        read = [
            (_moved(each, start, end), start_fits and end_fits and start < end)
            for each, (start, start_fits), (end, end_fits) in zip(text.selections, starts, ends, strict=True)
        ]
        found.append(read)
    return found


def _moved(selection: Selection, start: int, end: int) -> Selection:
    kept = (selection.description, selection.user, selection.modifier, selection.codings)
    return Selection(selection.guid, selection.name, start, end, *kept)


def _spans(read: Sequence[Sequence[tuple[Selection, bool]]]) -> list[tuple[int, int, bool]]:
    return [(selection.start, selection.end, inside) for own in read for selection, inside in own]


def _score(counted: Counted, found: tuple[Selection, bool]) -> float:
    selection, inside = found
    if not inside:
        return OUTSIDE
    text, start, end = counted.text, selection.start, selection.end
    words, name = one_line(text[start:end]), one_line(selection.name).removesuffix("…").removesuffix("...").rstrip()
    total = 0.0
    if len(name) >= SHORTEST_NAME:
        total += WHOLE_NAME if words == name else HEAD_OF_NAME if words.startswith(name) else 0.0
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    total += CLEAN * (not (before.isalnum() and text[start].isalnum())) + CLEAN * (not (after.isalnum() and text[end - 1].isalnum()))
    total += WHITE * (not before.strip()) + WHITE * (not after.strip())
    return total + SPACE * text[start].isspace() + SPACE * text[end - 1].isspace()


def _disagree(
    counted: Sequence[Counted], readings: Sequence[tuple[Convention, list[list[tuple[Selection, bool]]]]], totals: Sequence[float], best: int
) -> bool:
    """Tell whether readings as good as the best give other words, white space aside."""

    def words(read: Sequence[Sequence[tuple[Selection, bool]]]) -> list[str]:
        return [own.text[selection.start : selection.end].strip() for own, found in zip(counted, read, strict=True) for selection, _ in found]

    return any(total == totals[best] and words(read) != words(readings[best][1]) for total, (_, read) in zip(totals, readings, strict=True))
