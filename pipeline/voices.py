"""Tell whose words a passage holds: the document's own, a speaker's that it quotes, another text's or an opponent's, or a question."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from pipeline.of_another import is_of_another, quotes_another

Voice = Literal["own", "quoted", "quoted by another", "question"]
MOST = 0.5  # of the words: what has more of them in quotation marks is a quotation
NAME_WORDS = 12
ASKED_OFTEN = 3  # so many numbered questions make a session of questions and answers
SAYING_WORDS = 4  # fewer words in quotation marks are a term or a name
SET_APART_WORDS = 12  # words of a quotation that can be a segment: with fewer it is part of the sentence that quotes it
CLOSING = {"“": "”", '"': '"'}
CLOSES = re.compile(r"[’'](?!\w)")
LEAD = 80  # characters before a quotation in which the mark stands that leads to it
QUOTE_OPENS = re.compile(r"[“\"‘'](?=\s?[\w(£….\[])")
OPENS = re.compile(r"(?:^|(?<=[\s(\[–—:-]))(?P<mark>[“\"‘'])(?=\s?[\w(£….\[])")
WORD = re.compile(r"\w[\w'’-]*")
SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[”\"’')\]]*|$)")
ASKED = re.compile(r"Q\s?\d{1,4}[.:)]?\s|(?:supplementary )?question (?:\d+ )?(?:from|by|asked by|put by|of)\b[^?]{3,120}[:–—-]\s", re.IGNORECASE)
NUMBERED = re.compile(r"Q\s?\d{1,4}\b")
WHOLE = re.compile(r"[“\"‘'][\s.…]*(?-i:[A-Z])[\s\S]*[.!?…][”\"’']$")  # a quotation that is sentences


@lru_cache(maxsize=16)  # asked for each piece of a long block
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Find what stands between quotation marks, as (start, end) of the words with their marks, in order.

    A quotation that is not closed goes to the end if it begins the text or a colon or comma leads to it, as where it
    goes on in the next paragraph. Apostrophes close nothing.

    >>> text = "‘We don’t meet,’ she said."
    >>> [text[start:end] for start, end in quotations(text)]
    ['‘We don’t meet,’']
    """
    found: list[tuple[int, int]] = []
    marks = _Marks(text)
    end = 0
    for match in OPENS.finditer(text):
        if match.start() < end:
            continue
        close = _closed(marks, match.end("mark"), match["mark"])
        if close is None and match["mark"] in '“"' and _is_led_to(text, match.start()):
            close = len(text)
        if close is not None:
            found.append((match.start(), close))
            end = close
    return tuple(found)


@dataclass(frozen=True)
class _Marks:
    """Where a text has marks that may close a quotation, each kind looked for once."""

    text: str

    @cached_property
    def double(self) -> dict[str, list[int]]:
        return {mark: [match.start() for match in re.finditer(closing, self.text)] for mark, closing in CLOSING.items()}

    @cached_property
    def single(self) -> list[int]:
        return [match.start() for match in CLOSES.finditer(self.text)]

    @cached_property
    def sure(self) -> list[int]:
        return [at for at in self.single if self.text[at - 1 : at] in {",", ".", "!", "?", "…"}]

    @cached_property
    def likely(self) -> list[int]:
        return [at for at in self.single if self.text[at - 1 : at] != "s"]


def _closed(marks: _Marks, start: int, mark: str) -> int | None:
    """Return where a quotation that begins at ``start`` ends, past its mark; None if it is not closed."""
    if mark in CLOSING:
        at = _from(marks.double[mark], start)
        return at + 1 if at is not None else None
    sure, likely, end = (_from(found, start) for found in (marks.sure, marks.likely, marks.single))
    first = next((at for at in (sure, likely, end) if at is not None), None)
    short = likely if likely is not None else end
    chosen = short if short is not None and first is not None and short < first and not _is_led_to(marks.text, start - 1) else first
    return chosen + 1 if chosen is not None else None


def _from(places: Sequence[int], start: int) -> int | None:
    """Return the first of some places that is not before ``start``."""
    n = bisect_left(places, start)
    return places[n] if n < len(places) else None


def _is_led_to(text: str, start: int) -> bool:
    """Tell whether a colon or a comma leads to what begins at ``start``, or nothing stands before it."""
    before = text[max(0, start - LEAD) : start].rstrip()
    return before.endswith((":", ",")) if before else start <= LEAD


def voice_of(text: str, start: int, end: int, *, asked: bool = False) -> Voice:
    """Tell whose words a slice of a block is.

    Args:
        text: the block.
        start: where the slice begins in it.
        end: where it ends.
        asked: the speaker is one who asks the questions of a session.

    Returns:
        ``question`` for a question from the floor or the chair, or where more than half of the words are of sentences that ask;
        ``quoted`` where more than half of the words are in quotation marks; then ``quoted by another`` if they are an
        opponent's or of another text; else ``own``.
    """
    slice_ = text[start:end]
    if asked or ASKED.match(slice_):
        return "question"
    words = len(WORD.findall(slice_))
    spans = [(max(a, start), min(b, end)) for a, b in quotations(text) if a < end and b > start]
    within = sum(len(WORD.findall(text[a:b])) for a, b in spans)
    if words and within > MOST * words and not _is_name(text, spans, words):
        return "quoted by another" if quotes_another(text, quotations(text)) else "quoted"
    asking = sum(_asking(slice_, one.start(), one.end()) for one in SENTENCE.finditer(slice_) if one.group().rstrip("”\"’') ]").endswith("?"))
    return "question" if words and asking > MOST * words else "own"


def _asking(text: str, start: int, end: int) -> int:
    """Count the words with which a sentence asks: of one that only ends with a question in quotation marks, those of the question."""
    begins = start + len(text[start:end]) - len(text[start:end].lstrip())
    spans = quotations(text)
    n = bisect_left(spans, (end, 0)) - 1
    last = spans[n][0] if n >= 0 and begins < spans[n][0] and end <= spans[n][1] else begins
    return len(WORD.findall(text[last:end]))


def set_apart(text: str) -> tuple[tuple[int, int], ...]:
    """Find what a block quotes from an opponent or another text in sentences of their own, so that it can be a segment of its own.

    Args:
        text: a block that is not mostly quoted.

    Returns:
        (start, end) of each with its marks, in order: after a colon, from a capital to the end of a sentence, ``SET_APART_WORDS`` words or more.
    """
    spans = quotations(text)
    return tuple(
        (start, end)
        for n, (start, end) in enumerate(spans)
        if len(WORD.findall(text[start:end])) >= SET_APART_WORDS
        and WHOLE.match(text[start:end])
        and _is_led_by_another(text, spans[n - 1][1] if n else 0, start)
    )


def _is_led_by_another(text: str, after: int, start: int) -> bool:
    before = text[after:start].rstrip()
    return before.endswith(":") and is_of_another(re.split(r"(?<=[.!?])\s+(?=[A-Z])", before)[-1])


def _is_name(text: str, spans: Sequence[tuple[int, int]], words: int) -> bool:
    """Tell whether the words in marks are a name or a term: few, of one quotation, with capitals, and no sentence."""
    if len(spans) != 1:
        return False
    inside = text[spans[0][0] + 1 : spans[0][1] - 1].strip()
    named = [word for word in WORD.findall(inside) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in named)
    return words <= NAME_WORDS and (
        text.rstrip().endswith(":") or (inside[-1:] not in {".", "!", "?", ",", "…"} and (capitals >= 0.6 * len(named) or len(named) <= 2))
    )


def questioners(turns: Iterable[tuple[Any, str]]) -> frozenset[str]:
    """Name those who ask in a session of numbered questions.

    Args:
        turns: speaker and text of each block, in order; a speaker who is not known is null.

    >>> sorted(questioners([("Chair", f"Q{n} Chair: Why?") for n in range(3)] + [("Ms Ash", "Ms Ash: We tried.")]))
    ['Chair']
    """
    asked = [str(speaker) for speaker, text in turns if isinstance(speaker, str) and NUMBERED.match(text)]
    return frozenset(asked) if len(asked) >= ASKED_OFTEN else frozenset()
