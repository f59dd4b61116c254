"""Recognise the text of a page's picture with the tesseract command, where it is installed."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import shutil
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from pipeline.importers.pdf_layout import CELL_GAP
from pipeline.importers.pdf_page import Fragment

COMMAND = "tesseract"
DOTS_PER_INCH = 300
MOST_DOTS = 40_000_000  # of one page: a poster is rendered more coarsely
POINTS = 72  # in an inch
SECONDS_A_PAGE = 60.0
MISREAD = re.compile(r"^(?:[¢«»©®°]|e(?=\s[A-Z]))\s(?=\w)")  # a bullet, at a line's beginning
LIKE = 0.3  # of the usual height: lines so near to it are of one size, whatever letters they have
WORD = "5"  # level of a word in tesseract's table
LANGUAGES = {"en": "eng", "cy": "cym", "fr": "fra", "ga": "gle", "gd": "gla", "pl": "pol"}


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


class TooSlowError(Exception):
    """Raised when a page is not recognised in the time that is left."""


@functools.cache
def version() -> str | None:
    """Return the version of the installed tesseract, None where there is none."""
    command = shutil.which(COMMAND)
    if command is None:
        return None
    try:
        said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False, timeout=SECONDS_A_PAGE)
    except OSError:  # it is there but cannot be run
        return None
    words = (said.stdout + said.stderr).split()
    return words[1] if said.returncode == 0 and len(words) > 1 else None


def recognise(page: pypdfium2.PdfPage, language: str, seconds: float) -> list[Fragment]:
    """Recognise the words of a page.

    Args:
        page: the page; it is rendered at 300 dots per inch, in grey.
        language: ISO 639-1; one that tesseract is not known to have is read as English.
        seconds: that may be used.

    Returns:
        Fragments with boxes in points and confidence 0 to 100; none if tesseract fails.

    Raises:
        TooSlowError: if it takes longer.
    """
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / POINTS, (MOST_DOTS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    rows, columns = picture.shape[:2]
    image = b"P5 %d %d 255\n" % (columns, rows) + picture.reshape(rows, columns, -1)[:, :, 0].tobytes()
    for name in dict.fromkeys((LANGUAGES.get(language, "eng"), "eng")):
        said = _run(image, name, round(scale * POINTS), min(seconds, SECONDS_A_PAGE))
        if said is not None:
            return fragments_of(said, scale)
    return []


def _run(image: bytes, language: str, dots: int, seconds: float) -> str | None:
    if seconds <= 0:
        raise TooSlowError
    command = [shutil.which(COMMAND) or COMMAND, "-", "-", "-l", language, "--psm", "3", "--dpi", str(dots), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        said = subprocess.run(command, input=image, capture_output=True, check=False, timeout=seconds, env=environment)  # no shell, our own arguments
    except subprocess.TimeoutExpired:
        raise TooSlowError from None
    return said.stdout.decode("utf-8", errors="replace") if said.returncode == 0 else None


def fragments_of(table: str, scale: float) -> list[Fragment]:
    """Make fragments of tesseract's table of words.

    Args:
        table: as its option ``tsv`` writes it.
        scale: dots of the picture to a point of the page.
    """
    lines: dict[tuple[str, ...], list[_Word]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == WORD and (row["text"] or "").strip():
            left, top, width, height = (float(row[name]) / scale for name in ("left", "top", "width", "height"))
            word = _Word(row["text"].strip(), left, top, left + width, top + height, float(row["conf"]))
            lines[row["block_num"], row["par_num"], row["line_num"]].append(word)
    usual = statistics.median([_height(words) for words in lines.values()]) if lines else 1.0
    return [fragment for words in lines.values() for fragment in _fragments(words, usual)]


def _height(words: Sequence[_Word]) -> float:
    return statistics.median(word.bottom - word.top for word in words)


def _fragments(words: Sequence[_Word], usual: float) -> Iterator[Fragment]:
    height = _height(words)
    size = 1.3 * (usual if abs(height / usual - 1) < LIKE else height)  # a word's box has no room above and below, as a type size has
    run: list[_Word] = []
    for word in sorted(words, key=lambda word: word.left):
        if run and word.left - run[-1].right > CELL_GAP * size:
            yield _fragment(run, size)
            run = []
        run.append(word)
    yield _fragment(run, size)


def _fragment(words: Sequence[_Word], size: float) -> Fragment:
    text = MISREAD.sub("\u2022 ", " ".join(word.text for word in words))
    bottom = statistics.median(word.bottom for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    text = text[:-1] + "\xad" if text.endswith(("-", "\u2010")) and len(text) > 1 and text[-2].isalpha() else text
    return Fragment(text, words[0].left, bottom - size, max(word.right for word in words), bottom, size, confidence=sure)
