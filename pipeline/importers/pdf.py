"""Read PDF files: characters and boxes from PDFium, lines and paragraphs by our own layout rules."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.config import Ingest
from pipeline.encodings import tidy
from pipeline.importers.pdf_layout import HYPHENS, Char, Page, lines_of
from pipeline.importers.pdf_paragraphs import pieces_of
from pipeline.importers.pieces import assemble
from pipeline.sources import Refusal, Source, Unreadable

MEDIA_TYPE = "application/pdf"
FEW_CHARACTERS = 25  # a page with fewer, most of it covered by an image, is a scan
NAME_LENGTH = 128
TURNED = 0.3  # sine of the angle
BOLD_WEIGHT = 600
TITLE_WITHIN = 1500  # characters


@dataclass(frozen=True)
class _Look:
    """Bold, and standing on its side."""

    bold: bool
    turned: bool


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a PDF file.

    Args:
        path: the file.
        settings: not used.

    Returns:
        One document, its blocks with page numbers; running headers and footers are kept in place as boilerplate.

    Raises:
        Refusal: if it is locked by a password, broken, or has no text layer.
    """
    del settings
    document = _opened(path)
    pages = [_page(document, number) for number in range(len(document))]
    made = assemble(pieces_of(pages))
    title = (document.get_metadata_value("Title") or "").strip()
    document.close()
    scanned = [number for number, page in enumerate(pages, 1) if page.scanned]
    if not made.text.strip() or len(scanned) == len(pages):
        raise Refusal(
            "no-text-layer",
            "has no text layer: its pages are pictures of text",
            "Recognise its text, e.g. with: ocrmypdf --language eng in.pdf out.pdf",
        )
    return [Source(made.text, made.blocks, MEDIA_TYPE, _usable(title, made.text), n_pages=len(pages), warnings=tuple(_partly(scanned, len(pages))))]


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Refusal("password", "is locked by a password", "Save it without a password.") from None
        raise Refusal("unreadable", "is broken or is no PDF", "Open it in a viewer and print it to a new PDF, or remove it.") from None


def _partly(scanned: list[int], n_pages: int) -> Iterator[Unreadable]:
    if scanned:
        shown = ", ".join(map(str, scanned[:5])) + (", …" if len(scanned) > 5 else "")
        yield Unreadable(
            "pages-without-text",
            f"has {len(scanned)} of {n_pages} pages without text ({shown})",
            "Recognise their text, e.g. with: ocrmypdf --skip-text in.pdf out.pdf",
        )


def _usable(title: str, text: str) -> str | None:
    """Return the title in the file's data if the document begins with it; else it may be a template's or a program's."""
    words = " ".join(tidy(title).split())
    begins = " ".join(text[:TITLE_WITHIN].split()).lower()
    return words if len(words.split()) > 1 and words.lower() in begins else None


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    text_page = page.get_textpage()
    height = page.get_height()
    chars = list(_chars(text_page.raw, height))
    few = sum(not char.text.isspace() for char in chars) < FEW_CHARACTERS
    scanned = few and _image_share(page) > 0.5
    lines = lines_of(char for char in chars if not char.turned)
    text_page.close()
    page.close()
    return Page(number + 1, height, tuple(lines), _side(chars), scanned)


def _side(chars: list[Char]) -> str:
    """Return the text of a page that stands on its side: a stamp in the margin, a table's turned heading."""
    turned = [n for n, char in enumerate(chars) if char.turned]
    between = chars[turned[0] : turned[-1] + 1] if turned else []
    return " ".join("".join(char.text for char in between if char.turned or char.text.isspace()).split())


def _image_share(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    boxes = [image.get_bounds() for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    return float(max(((min(box[2], width) - max(box[0], 0)) * (min(box[3], height) - max(box[1], 0)) for box in boxes), default=0.0)) / float(
        width * height
    )


def _chars(text_page: object, height: float) -> Iterator[Char]:
    """Yield characters with boxes; PDFium's mark of a hyphen at a line's end comes as a soft hyphen and a line end."""
    box = pdfium.FS_RECTF()
    looks: dict[int | None, _Look] = {}
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if text.isspace():
            yield Char(text, 0, 0, 0, 0, 0)
        elif text.isprintable() or text in HYPHENS:
            item = ctypes.cast(pdfium.FPDFText_GetTextObject(text_page, index), ctypes.c_void_p).value
            look = looks.get(item) or looks.setdefault(item, _look(text_page, index))
            pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
            char = Char(text, box.left, height - box.top, box.right, height - box.bottom, max(box.top - box.bottom, 1.0), look.bold, look.turned)
            if text in HYPHENS:
                yield replace(char, text="\xad")
                yield replace(char, text="\n")
            else:
                yield char


def _look(text_page: object, index: int) -> _Look:
    """Return what the characters of one text object share."""
    name = ctypes.create_string_buffer(NAME_LENGTH)
    pdfium.FPDFText_GetFontInfo(text_page, index, name, NAME_LENGTH, None)
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    angle = pdfium.FPDFText_GetCharAngle(text_page, index)
    return _Look(weight >= BOLD_WEIGHT or b"bold" in name.value.lower(), abs(math.sin(angle)) > TURNED)
