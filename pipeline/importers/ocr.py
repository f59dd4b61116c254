"""Recognise the text of a page's picture with the tesseract command, where it is installed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from pipeline.importers import watched
from pipeline.importers.ocr_picture import picture_of, straightened, written
from pipeline.importers.ocr_words import Word, confidence_of, fragments_of, letters_in, lines_in, slope_of, sure_letters_in
from pipeline.importers.pdf_page import Fragment
from pipeline.importers.tesseract import COMMAND

DOTS_PER_INCH = 300
COARSE = 120  # dots per inch: enough to tell which way up a page is, and better for letters as high as a hand
MOST_DOTS = 20_000_000  # of one page: a poster is rendered more coarsely; tesseract takes twelve bytes for each
POINTS = 72  # in an inch
SECONDS_A_PAGE = 60.0
TURNS = (0, 90, 270, 180)  # degrees
FEW_LETTERS, SURE_SHARE = 40, 0.6  # a page with fewer, or a smaller share, that is sure may stand on its side
ASKEW, STEEPEST = 0.015, 0.15  # of the width: a page that slopes by so much is set straight, and read again
NONSENSE = 50  # percent: a page that recognition is less sure of is no text that it knows
LANGUAGES = {"en": "eng", "cy": "cym", "fr": "fra", "ga": "gle", "gd": "gla", "pl": "pol"}


@dataclass(frozen=True)
class Recognised:
    """What was recognised on a page, as it stands upright: fragments with boxes in points and confidence 0 to 100."""

    fragments: tuple[Fragment, ...]
    height: float


@dataclass(frozen=True)
class _Read:
    lines: list[list[Word]]
    turn: int
    height: float

    @property
    def sure(self) -> int:
        return sure_letters_in(self.lines)

    @property
    def poor(self) -> bool:
        return self.sure < max(FEW_LETTERS, SURE_SHARE * letters_in(self.lines))


class TooSlowError(Exception):
    """Raised when a page is not recognised in the time that is left."""


def recognise(page: pypdfium2.PdfPage, language: str, seconds: float) -> Recognised | None:
    """Recognise the words of a page; one that stands on its side or its head is turned upright.

    Args:
        page: the page; it is rendered at 300 dots per inch, in grey.
        language: ISO 639-1; one that tesseract is not known to have is read as English.
        seconds: that may be used.

    Returns:
        What was recognised; None if tesseract fails, or is so unsure of all of it that it is no text of this language.

    Raises:
        TooSlowError: if it takes longer.
    """
    until = time.monotonic() + seconds
    best = _read(page, language, DOTS_PER_INCH, 0, until)
    if best.poor:
        likely = max((_read(page, language, COARSE, turn, until) for turn in TURNS), key=lambda one: one.sure)
        if likely.sure > best.sure:
            finer = _read(page, language, DOTS_PER_INCH, likely.turn, until) if likely.turn else best
            best = max((finer, likely, best), key=lambda one: one.sure)
    slope = slope_of(best.lines)
    if ASKEW < abs(slope) < STEEPEST:
        straight = _read(page, language, DOTS_PER_INCH, best.turn, until, slope)
        best = max((straight, best), key=lambda one: confidence_of(one.lines))
    return Recognised(tuple(fragments_of(best.lines)), best.height) if confidence_of(best.lines) >= NONSENSE else None


def _read(page: pypdfium2.PdfPage, language: str, dots: int, turn: int, until: float, slope: float = 0.0) -> _Read:  # what may be tried
    width, height = page.get_size()
    scale = min(dots / POINTS, (MOST_DOTS / (width * height)) ** 0.5)
    picture = picture_of(page, scale, turn)
    image = written(straightened(picture, slope) if slope else picture)
    for name in dict.fromkeys((LANGUAGES.get(language, "eng"), "eng")):
        said = _run(image, name, round(scale * POINTS), min(until - time.monotonic(), SECONDS_A_PAGE))
        if said is not None:
            return _Read(lines_in(said, scale), turn, len(picture) / scale)
    return _Read([], turn, height)


def _run(image: bytes, language: str, dots: int, seconds: float) -> str | None:
    if seconds <= 0:
        raise TooSlowError
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with tempfile.TemporaryDirectory() as folder:
        picture, made = Path(folder, "page.pgm"), Path(folder, "page.tsv")
        picture.write_bytes(image)
        command = [shutil.which(COMMAND) or COMMAND, os.fspath(picture), os.fspath(made.with_suffix(""))]
        options = ["-l", language, "--psm", "3", "--dpi", str(dots), "tsv"]
        if not watched.run([*command, *options], seconds, environment=environment, limited=True):
            raise TooSlowError
        return made.read_text(encoding="utf-8", errors="replace") if made.is_file() else None
