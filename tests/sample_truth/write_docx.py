"""Write an authored document as a Word file: real styles, running header, page number, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sample_truth.authored import Block, Document
from sample_truth.typeset import typeset

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

ATTENDANCE_IN_TABLE = ("2008-09-17-area-forum-minutes", "2013-01-23-coast-villages-forum-minutes")
_BOLD = re.compile(r"(^\d+\.\d+(?=\s)|\bACTION[^:]{0,40}:|\bAction:|\bRESOLVED\b|^Priority [A-Z0-9]+:)")
_UNUSED_PARTS = ("/stylesWithEffects", "/thumbnail", "/customXml")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def render(document: Document) -> bytes:
    """Return the bytes of the document as a DOCX file."""
    word = docx.Document()
    _drop_unused(word)
    _set_properties(word, document)
    _set_running(word, document)
    for block in document.blocks:
        if block.kind == "attendance" and document.name in ATTENDANCE_IN_TABLE:
            _add_attendance(word, block)
        else:
            _add(word, block, document.source_type)
    content = io.BytesIO()
    word.save(content)
    return _normalised(content)


def _drop_unused(word: Word) -> None:
    """Leave out what python-docx's template brings and no document here uses: nine tenths of the file."""
    for relations in (word.part.rels, word.part.package.rels if word.part.package else {}):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED_PARTS)]:
            del relations[key]
    for style in [style for style in word.styles if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid")]:
        style.delete()


def _set_properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.author = properties.last_modified_by = document.publisher
    properties.title = document.title
    properties.comments = ""
    properties.created = properties.modified = _NEVER
    properties.revision = 1


def _set_running(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.header.paragraphs[0].text = typeset(document.running)
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _add(word: Word, block: Block, source_type: str) -> None:
    minutes = source_type == "minutes"
    match block.kind:
        case "h":
            word.add_paragraph(typeset(block.text), style="Heading 1" if minutes else "Title")
        case "h2":
            word.add_paragraph(typeset(block.text), style="Heading 2" if minutes else "Heading 1")
        case "li":
            _add_runs(word.add_paragraph(style="List Bullet"), block.text)
        case "contents":
            for line in block.text.split("\n"):
                word.add_paragraph(typeset(line))
        case _:
            for line in block.text.split("\n"):
                _add_runs(word.add_paragraph(), line)


def _add_runs(paragraph: Paragraph, text: str) -> None:
    for number, piece in enumerate(_BOLD.split(typeset(text))):
        if piece:
            paragraph.add_run(piece).bold = True if number % 2 else None


def _add_attendance(word: Word, block: Block) -> None:
    table = word.add_table(rows=0, cols=2, style="Table Grid")
    for line in block.text.split("\n"):
        label, _, people = line.partition(": ")
        cells = table.add_row().cells
        cells[0].text, cells[1].text = typeset(label), typeset(people)


def _normalised(content: io.BytesIO) -> bytes:
    """Pack again with fixed times and without compression, whose bytes differ between builds of zlib."""
    packed = io.BytesIO()
    with zipfile.ZipFile(content) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), before.read(name))
    return packed.getvalue()
