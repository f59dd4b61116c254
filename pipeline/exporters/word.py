"""Write a Word document that everybody can read: real headings, header rows, alternative text, language and title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pipeline.without_time import without_time
from pipeline.wording import one_line

LANGUAGE = "en-GB"
FONT = "Arial"  # sans serif, and on every machine that has Word
SIZES = {"Title": 20, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12, "Caption": 12}  # points; all else 12
PAPER = (21.0, 29.7)  # A4, centimetres
MARGIN = 2.0
TEXT_WIDTH = PAPER[0] - 2 * MARGIN
OF_THE_TEMPLATE = ("w:link", "w:pBdr", "w:rFonts", "w:color", "w:i", "w:iCs", "w:u", "w:caps", "w:sz", "w:szCs")  # its looks, which are set anew
KEPT = {*SIZES, "Normal", "List Bullet", "Quote", "No Spacing", "Footer", "Table Grid", "Default Paragraph Font", "Normal Table", "No List"}  # styles
MOST_ALTERNATIVE = 1000  # characters of an alternative text


@dataclass(frozen=True)
class Grid:
    """A table: what it shows, its header row, its rows, and how wide its columns are, as shares of the page's text."""

    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


class Word:
    """A document that is written from top to bottom; whatever is written into it stands on one line and is text, never a field or a link."""

    def __init__(self, title: str, authors: str) -> None:
        """Begin a document."""
        self._made: Any = docx.Document()
        _lay_out(self._made)
        about = self._made.core_properties
        about.title, about.author, about.language = one_line(title)[:255], one_line(authors)[:255], LANGUAGE
        about.comments = about.keywords = about.last_modified_by = about.subject = ""
        self._made.add_paragraph(one_line(title), style="Title")

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """Write a heading of level 1 to 3, on a new page if asked for."""
        heading = self._made.add_heading(one_line(text), level)
        heading.paragraph_format.page_break_before = new_page

    def say(self, text: str, lead: str = "") -> None:
        """Write a paragraph, with a lead in bold; nothing where there is no text."""
        if text:
            self._paragraph(text, "Normal", lead)

    def points(self, texts: Iterable[str]) -> None:
        """Write a list of points."""
        for text in texts:
            self._paragraph(text, "List Bullet")

    def quote(self, lead: str, text: str, citation: str, language: str = "") -> None:
        """Write a quote after a lead, with its citation; ``language`` is given where it is not that of the document."""
        paragraph = self._made.add_paragraph(style="Quote")
        paragraph.add_run(f"{lead} ").bold = True
        words = paragraph.add_run(f"“{one_line(text)}”")
        if language:
            _mark(words._r.get_or_add_rPr(), language)  # noqa: SLF001  # no other way to tell a run's language
        paragraph.add_run(f" ({one_line(citation)})")

    def table(self, grid: Grid) -> None:
        """Write a table with a header row that is marked as one and repeated on every page."""
        made = self._made.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
        made.autofit = False
        described = OxmlElement("w:tblDescription")
        described.set(qn("w:val"), one_line(grid.summary))
        made._tbl.tblPr.append(described)  # noqa: SLF001  # likewise
        for column, share in zip(made.columns, grid.widths, strict=True):
            column.width = Cm(TEXT_WIDTH * share)
        for row, texts in zip(made.rows, (grid.columns, *grid.rows), strict=True):
            _keep_whole(row)
            for cell, text, share in zip(row.cells, texts, grid.widths, strict=True):
                cell.width = Cm(TEXT_WIDTH * share)
                paragraph = cell.paragraphs[0]
                paragraph.style = "No Spacing"
                paragraph.add_run(one_line(text)).bold = True if texts is grid.columns else None
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  # likewise
        self._made.add_paragraph(style="No Spacing")

    def picture(self, png: bytes, alternative: Sequence[str], most_height: float) -> None:
        """Write a picture with its caption, the first line of its alternative text.

        Args:
            png: the picture.
            alternative: its text alternative, line by line.
            most_height: centimetres.
        """
        run = self._made.add_paragraph().add_run()
        shape = run.add_picture(BytesIO(png), width=Cm(TEXT_WIDTH))
        if shape.height > Cm(most_height):
            shape.width, shape.height = int(shape.width * Cm(most_height) / shape.height), Cm(most_height)
        words = " ".join(map(one_line, alternative))
        shape._inline.docPr.set("descr", words if len(words) <= MOST_ALTERNATIVE else f"{words[: MOST_ALTERNATIVE - 1]}…")  # noqa: SLF001
        run._parent.paragraph_format.keep_with_next = True  # noqa: SLF001  # the paragraph that the run is of
        self._paragraph(alternative[0], "Caption")

    def content(self, day: str) -> bytes:
        """Return the file's bytes; ``day`` as YYYY-MM-DD is said to be that on which it was made, anything else is not."""
        stream = BytesIO()
        self._made.save(stream)
        return without_time(stream.getvalue(), day)

    def _paragraph(self, text: str, style: str, lead: str = "") -> None:
        paragraph = self._made.add_paragraph(style=style)
        if lead:
            paragraph.add_run(f"{one_line(lead)} ").bold = True
        paragraph.add_run(one_line(text))


def _lay_out(made: Any) -> None:
    """Set paper, type and language for the whole document, in place of those of the template."""
    (section,) = made.sections
    section.page_width, section.page_height = (Cm(side) for side in PAPER)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    section.footer_distance = Cm(MARGIN / 2)
    _number_pages(section)
    styles = made.styles
    for style in list(styles):
        if style.name not in KEPT:
            style.delete()
    for name in OF_THE_TEMPLATE:
        for found in list(styles.element.iter(qn(name))):
            found.getparent().remove(found)
    (defaults,) = styles.element.iter(qn("w:rPrDefault"))
    (looks,) = defaults
    for old in list(looks):
        looks.remove(old)
    for name, values in (("w:rFonts", dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT)), ("w:sz", {"val": "24"}), ("w:szCs", {"val": "24"})):
        element = OxmlElement(name)
        for attribute, value in values.items():
            element.set(qn(f"w:{attribute}"), value)
        looks.append(element)
    _mark(looks, LANGUAGE)
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _set_style(style)


def _set_style(style: Any) -> None:
    heading = style.name in {"Title", "Heading 1", "Heading 2", "Heading 3"}
    style.font.size, style.font.bold = Pt(SIZES.get(style.name, 12)), heading
    shape = style.paragraph_format
    shape.alignment, shape.line_spacing = WD_ALIGN_PARAGRAPH.LEFT, 1.05
    shape.space_before, shape.space_after = Pt(10 if heading and style.name != "Title" else 0), Pt(0 if style.name == "No Spacing" else 4)
    if heading:
        shape.keep_with_next = True
    if style.name == "Quote":
        shape.left_indent = Cm(0.8)


def _mark(looks: Any, language: str) -> None:
    element = OxmlElement("w:lang")
    for attribute in ("val", "eastAsia"):
        element.set(qn(f"w:{attribute}"), language)
    looks.append(element)


def _keep_whole(row: Any) -> None:
    """Let no row of a table be parted between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  # no other way


def _number_pages(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  # likewise
