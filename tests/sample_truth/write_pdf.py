"""Write an authored document as PDF: A4, running header, page numbers, one or two columns."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
)

from sample_truth.authored import Block, Document
from sample_truth.typeset import typeset

TWO_COLUMNS = ("2007-06-29-strategy-one-shoreline",)
MARGIN, GUTTER = 24 * mm, 8 * mm


@dataclass(frozen=True)
class Look:
    """A publisher's house style."""

    text: str
    bold: str
    size: float
    justified: bool


LOOKS = {
    "Hathersby": Look("Helvetica", "Helvetica-Bold", 11, justified=False),
    "Orlestead": Look("Times-Roman", "Times-Bold", 12, justified=True),
    "Penmarrow": Look("Times-Roman", "Helvetica-Bold", 11.5, justified=False),
}


def render(document: Document) -> bytes:
    """Return the bytes of the document as a PDF file; it is set twice, as the footer needs the number of pages."""
    draft = _set(document, "?")
    return _set(document, str(draft.pages)).content


@dataclass(frozen=True)
class _Set:
    content: bytes
    pages: int


def _set(document: Document, total: str) -> _Set:
    look, content = LOOKS[document.place], io.BytesIO()
    template = BaseDocTemplate(
        content,
        pagesize=A4,
        invariant=1,
        pageCompression=0,  # compressed bytes differ between builds of zlib
        title=document.title,
        author=document.publisher,
        lang="en-GB",
    )
    page = PageTemplate("page", _frames(two=document.name in TWO_COLUMNS), onPage=_furniture(document, look, total))
    template.addPageTemplates([page])
    template.build(_kept_together(document.blocks, _styles(look)))
    return _Set(content.getvalue(), int(template.page))


def _frames(*, two: bool) -> list[Any]:
    width, height = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN - 6 * mm
    if not two:
        return [Frame(MARGIN, MARGIN, width, height, 0, 0, 0, 0)]
    column = (width - GUTTER) / 2
    return [Frame(left, MARGIN, column, height, 0, 0, 0, 0) for left in (MARGIN, MARGIN + column + GUTTER)]


def _furniture(document: Document, look: Look, total: str) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, template: Any) -> None:
        canvas.setFont(look.text, 8.5)
        canvas.drawString(MARGIN, A4[1] - 16 * mm, typeset(document.running))
        canvas.drawRightString(A4[0] - MARGIN, 14 * mm, f"Page {template.page} of {total}")

    return draw


def _styles(look: Look) -> dict[str, Any]:
    body = ParagraphStyle(
        "p",
        fontName=look.text,
        fontSize=look.size,
        leading=look.size * 1.4,
        spaceAfter=look.size * 0.8,
        alignment=TA_JUSTIFY if look.justified else TA_LEFT,
    )
    heading = ParagraphStyle("h", body, fontName=look.bold, fontSize=18, leading=23, spaceAfter=12, alignment=TA_LEFT)
    return {
        "p": body,
        "h": heading,
        "h2": ParagraphStyle("h2", heading, fontSize=look.size + 2, leading=(look.size + 2) * 1.3, spaceBefore=8, spaceAfter=6),
        "li": ParagraphStyle("li", body, leftIndent=14, bulletIndent=2, spaceAfter=look.size * 0.4),
        "attendance": ParagraphStyle("attendance", body, alignment=TA_LEFT),
        "contents": ParagraphStyle("contents", body, alignment=TA_LEFT, leftIndent=10),
        "boilerplate": ParagraphStyle("boilerplate", body, fontSize=9, leading=12, spaceBefore=10),
    }


def _kept_together(blocks: tuple[Block, ...], styles: dict[str, Any]) -> list[Any]:
    """Set every paragraph whole on one page, with the headings above it."""
    groups: list[Any] = []
    waiting: list[Any] = []
    for block in blocks:
        waiting.append(_flowable(block, styles))
        if block.kind not in ("h", "h2"):
            groups.append(KeepTogether(waiting))
            waiting = []
    return groups + waiting


def _flowable(block: Block, styles: dict[str, Any]) -> Any:
    text = typeset(block.text).encode("cp1252", "replace").decode("cp1252")  # all that the built-in fonts can show
    marked = "<br/>".join(escape(line) for line in text.split("\n"))
    bullet = "•" if block.kind == "li" else None
    return Paragraph(marked, styles.get(block.kind, styles["p"]), bulletText=bullet)
