"""Make fragments of the words that tesseract recognised on a page's picture, and tell how sure it was and how the page lies."""

from __future__ import annotations

import csv
import io
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importers.pdf_layout import CELL_GAP
from pipeline.importers.pdf_page import Fragment

MISREAD = re.compile(r"^(?:[¢«»©®°*]|e(?=\s[A-Z]))\s(?=\w)")  # a bullet, at a line's beginning
DASHES = "-\u2013\u2014"
LOW, DOT_APART = 0.6, 0.7  # of a word's height with its ascenders: a letter without one has .7 of it, a space .5
LIKE = 0.3  # of the usual height: lines so near to it are of one size, whatever letters they have
WORD = "5"  # level of a word in tesseract's table
SLOPE_WORDS = 4  # in a line that tells how askew the page lies
SLOPE_LINES = 3  # such lines
SURE = 70  # percent
TELLING = 3  # characters: so long a word is longer than high


@dataclass(frozen=True)
class Word:
    """A word that was recognised, with its box in points and how sure that is (0-100)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


def lines_in(table: str, scale: float) -> list[list[Word]]:
    """Return the lines of words in tesseract's table, each from left to right.

    Args:
        table: as its option ``tsv`` writes it.
        scale: dots of the picture to a point of the page.
    """
    lines: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == WORD and (row["text"] or "").strip():
            left, top, width, height = (float(row[name]) / scale for name in ("left", "top", "width", "height"))
            word = Word(row["text"].strip(), left, top, left + width, top + height, float(row["conf"]))
            lines[row["block_num"], row["par_num"], row["line_num"]].append(word)
    return [sorted(words, key=lambda word: word.left) for words in lines.values()]


def letters_in(lines: Sequence[Sequence[Word]]) -> int:
    """Count the letters and figures of all words."""
    return sum(sum(map(str.isalnum, word.text)) for words in lines for word in words)


def sure_letters_in(lines: Sequence[Sequence[Word]]) -> int:
    """Count the letters and figures of words that are sure; a word higher than it is long stands on its side and is none."""
    lying = [[word for word in words if word.right - word.left > word.bottom - word.top or len(word.text) < TELLING] for words in lines]
    return letters_in([[word for word in words if word.confidence >= SURE] for words in lying])


def confidence_of(lines: Sequence[Sequence[Word]]) -> float:
    """Return how sure recognition was of a letter on average; 0 where there is none."""
    words = [word for line in lines for word in line]
    return sum(word.confidence * len(word.text) for word in words) / max(1, sum(len(word.text) for word in words))


def slope_of(lines: Sequence[Sequence[Word]]) -> float:
    """Return by how much the usual line falls from left to right: points down a point across."""
    slopes = [
        statistics.linear_regression([(word.left + word.right) / 2 for word in words], [word.bottom for word in words]).slope
        for words in lines
        if len(words) >= SLOPE_WORDS
    ]
    return statistics.median(slopes) if len(slopes) >= SLOPE_LINES else 0.0


def fragments_of(lines: Sequence[Sequence[Word]]) -> list[Fragment]:
    """Make fragments of lines of words: parted where the gap between two words is wide."""
    usual = statistics.median([_height(words) for words in lines]) if lines else 1.0
    return [fragment for words in lines for fragment in _fragments(words, usual)]


def _height(words: Sequence[Word]) -> float:
    return statistics.median(word.bottom - word.top for word in words)


def _fragments(words: Sequence[Word], usual: float) -> Iterator[Fragment]:
    height = _height(words)
    size = 1.3 * (usual if abs(height / usual - 1) < LIKE else height)  # a word's box has no room above and below, as a type size has
    run: list[Word] = []
    for word in words:
        if run and word.left - run[-1].right > CELL_GAP * size:
            yield _fragment(run, size)
            run = []
        run.append(word)
    yield _fragment(run, size)


def _begins_with_dot(words: Sequence[Word]) -> bool:
    """Tell whether the first sign is a bullet, whatever letter it was read as: lower than any letter, and apart from the words."""
    if len(words) < 2 or len(words[0].text) > 1 or words[0].text in DASHES or words[0].text.isdecimal():
        return False
    first, second = words[:2]
    height = _height(words)
    return first.bottom - first.top < LOW * height and second.left - first.right > DOT_APART * height


def _fragment(words: Sequence[Word], size: float) -> Fragment:
    text = " ".join(word.text for word in words)
    text = "\u2022" + text[1:] if _begins_with_dot(words) else MISREAD.sub("\u2022 ", text)
    bottom = statistics.median(word.bottom for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    text = text[:-1] + "\xad" if text.endswith(("-", "\u2010")) and len(text) > 1 and text[-2].isalpha() else text
    return Fragment(text, words[0].left, bottom - size, max(word.right for word in words), bottom, size, confidence=sure)
