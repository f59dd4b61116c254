"""Cut a block that is too long into pieces that each can be read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.sentences import sentence_spans

LONG_WORD = 20  # characters: a segment is at most so many times max_words long, whatever it is made of
SCRAP = 6  # words: fewer say nothing apart from what stands beside them
BRACKETED = 300  # characters in which brackets close: in what a scan garbles they may never
ET_AL = re.compile(r"\bet al\.$")
BULLET = re.compile(r"(?:[•◦▪●■·‣⁃*\u2013\u2014\uf0b7\uf0a7\uf02d-]|o(?=\s))\s+")
WORDED = re.compile(r"[^\W\d_]{2}")
WORD = re.compile(r"\w[\w'’-]*")


def pieces_of(text: str, start: int, end: int, max_words: int) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` between sentences, never within brackets, into pieces of like length, (start, end) each, in order.

    Args:
        text: the document.
        start: where the block begins; its bullet and white space are left out.
        end: where it ends.
        max_words: about which a piece has at most; a scrap of fewer than ``SCRAP`` words goes to its neighbour.
    """
    marker = re.match(r"\s*", text[start:end])
    start += marker.end() if marker else 0
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet and bullet.end() < end else start
    end = start + len(text[start:end].rstrip())
    if start >= end:
        return []
    words = len(WORD.findall(text[start:end]))
    if words <= max_words and end - start <= LONG_WORD * max_words:
        return [(start, end)]
    sentences = [(start + a, start + b) for a, b in sentence_spans([text[start:end]])[0]]
    most = LONG_WORD * max_words
    short = [piece for a, b in _whole(text, sentences, most) for piece in _halved(text, a, b, most)]
    return _with_scraps(text, _packed(text, short, words / max(1, -(-words // max_words)), most), most)


def _whole(text: str, sentences: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Join what a stop parts that ends no sentence: one in brackets that close, or that of et al."""
    whole: list[tuple[int, int]] = []
    for start, end in sentences:
        before = text[whole[-1][0] : whole[-1][1]] if whole else ""
        shut = text[start : start + BRACKETED]
        if whole and end - whole[-1][0] <= most and (ET_AL.search(before) or (_open(before) and _shuts(shut))):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _open(words: str) -> bool:
    """Tell whether words end within brackets; an item's own a) opens none."""
    last = max(words.rfind("("), words.rfind("["))
    return last >= 0 and not re.search(r"[)\]]", words[last:])


def _shuts(words: str) -> bool:
    """Tell whether brackets that were opened before are closed: before any is opened anew."""
    mark = re.search(r"[()\[\]]", words)
    return mark is not None and mark.group() in ")]"


def _with_scraps(text: str, pieces: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Give a piece of fewer than ``SCRAP`` words to the one before it, the first to the one after it, where that is longer."""
    made: list[tuple[int, int]] = []
    for start, end in pieces:
        words, before = (len(WORD.findall(text[a:b])) for a, b in ((start, end), made[-1] if made else (start, start)))
        if made and min(words, before) < SCRAP and max(words, before) >= SCRAP and end - made[-1][0] <= most:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def _halved(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces of at most so many characters, cut at spaces where there are any."""
    while end - start > most:
        parts = -(-(end - start) // most)
        aim = start + (end - start) // parts
        space = max(text.rfind(" ", start, aim + 1), text.rfind("\n", start, aim + 1))
        cut = space if space > start else aim
        yield start, start + len(text[start:cut].rstrip())
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end


def _packed(text: str, sentences: list[tuple[int, int]], aim: float, most: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    held = 0.0
    for start, end in sentences:
        words = len(WORD.findall(text[start:end]))
        wordless = not WORDED.search(text, start, end) or bool(pieces and not WORDED.search(text, *pieces[-1]))  # "4.18." is no piece
        if pieces and (wordless or held + words / 2 <= aim) and end - pieces[-1][0] <= most:
            pieces[-1] = (pieces[-1][0], end)
            held += words
        else:
            pieces.append((start, end))
            held = words
    return pieces
