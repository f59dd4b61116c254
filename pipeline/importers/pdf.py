"""Read PDF files: characters and boxes from PDFium, words of scans from tesseract, blocks by our own layout rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.config import Ingest
from pipeline.encodings import tidy
from pipeline.importers import ocr, tesseract
from pipeline.importers.pdf_chars import fragments_of, glyphs_of, side_of
from pipeline.importers.pdf_columns import gutters_of
from pipeline.importers.pdf_drawn import drawn_on
from pipeline.importers.pdf_layout import lines_of
from pipeline.importers.pdf_page import Gutter, Line, Page
from pipeline.importers.pdf_paragraphs import Made, pieces_of
from pipeline.importers.pdf_warnings import Seen, locked, no_pdf, slow, warnings_of, without_text
from pipeline.importers.pieces import assemble
from pipeline.pace import get_on
from pipeline.sources import Block, Source

MEDIA_TYPE = "application/pdf"
TITLE_WITHIN = 1500  # characters
TIME_FOR_OCR = 0.85  # of the time allowed for a document


@dataclass(frozen=True)
class _Read:
    """A page, whose its words are, and how to put what stands on it into lines."""

    page: Page
    text: str
    characters: int
    lay: Callable[[Sequence[Gutter]], list[Line]]


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a PDF file.

    Args:
        path: the file.
        settings: ``[ingest]``: the language and time for scanned pages.

    Returns:
        One document, its blocks with page numbers; running headers and footers are kept in place as boilerplate.
        Scanned pages are recognised where tesseract is installed: their blocks have a confidence, and a warning says so.

    Raises:
        Refusal: if it is locked by a password, broken, or has no text and none could be recognised.
    """
    document = _opened(path)
    recognise = _recogniser(document, settings)
    read_pages = [_page(document, number, recognise) for number in range(len(document))]
    gutters = gutters_of([one.page for one in read_pages])
    made = list(pieces_of([replace(one.page, lines=tuple(one.lay(gutters))) if gutters else one.page for one in read_pages]))
    title = (document.get_metadata_value("Title") or "").strip()
    document.close()
    assembled = assemble(one.piece for one in made)
    blocks = _sure(assembled.blocks, made)
    seen = [Seen(one.page.number, one.text, one.characters) for one in read_pages]
    if all(one.text in {"picture", "shapes"} for one in seen) or not assembled.text.strip():
        raise without_text(seen)
    return [Source(assembled.text, blocks, MEDIA_TYPE, _usable(title, assembled.text), n_pages=len(seen), warnings=tuple(warnings_of(seen, blocks)))]


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path.read_bytes())  # the bytes, since a part of a mail has no path that could be opened by name
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise locked() from None
        raise no_pdf() from None


def _recogniser(document: pypdfium2.PdfDocument, settings: Ingest) -> Callable[[int], ocr.Recognised | None]:
    def recognise(number: int) -> ocr.Recognised | None:
        if tesseract.version() is None:
            return None
        page = document[number]
        try:
            return ocr.recognise(page, settings.language, TIME_FOR_OCR * settings.max_seconds)
        except ocr.TooSlowError:
            raise slow(number + 1, len(document), settings.max_seconds) from None
        finally:
            page.close()
            get_on()

    return recognise


def _page(document: pypdfium2.PdfDocument, number: int, recognise: Callable[[int], ocr.Recognised | None]) -> _Read:
    page = document[number]
    text_page = page.get_textpage()
    width, height = page.get_size()
    glyphs = glyphs_of(text_page.raw, width, height)
    characters = len(glyphs.inked())
    drawn = drawn_on(page, characters)
    text_page.close()
    page.close()
    recognised = recognise(number) if drawn.text in {"picture", "shapes"} else None
    if recognised:
        lay = partial(lines_of, recognised.fragments, (), recognised.height, ())
        return _Read(Page(number + 1, recognised.height, tuple(lay(())), recognised=True), "recognised", characters, lay)
    lay = partial(lines_of, fragments_of(glyphs), drawn.rules, height, drawn.posts)
    return _Read(Page(number + 1, height, tuple(lay(())), side_of(glyphs), recognised=drawn.text == "ocr"), drawn.text, characters, lay)


def _sure(blocks: Sequence[Block], made: Sequence[Made]) -> tuple[Block, ...]:
    """Say how sure text recognition was of each block; what it made of a drawing or a stain is no text."""
    sure = [one.confidence for one in made if one.piece.text.strip()]
    kinds = ["boilerplate" if one is not None and one < ocr.NONSENSE else block.kind for block, one in zip(blocks, sure, strict=True)]
    return tuple(replace(block, kind=kind, confidence=one) for block, kind, one in zip(blocks, kinds, sure, strict=True))


def _usable(title: str, text: str) -> str | None:
    """Return the title in the file's data if the document begins with it; else it may be a template's or a program's."""
    words = " ".join(tidy(title).split())
    begins = " ".join(text[:TITLE_WITHIN].split()).lower()
    return words if len(words.split()) > 1 and words.lower() in begins else None
