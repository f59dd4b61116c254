"""Read Word documents: all that a reader sees in the body, in order; insertions in, deletions out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.config import Ingest
from pipeline.encodings import tidy
from pipeline.importers.docx_parts import parts_of, title_of, unread
from pipeline.importers.docx_symbols import symbol
from pipeline.importers.pieces import Piece, assemble, row
from pipeline.importers.zipped import package
from pipeline.sources import Refusal, Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GONE = frozenset({f"{W}del", f"{W}moveFrom", FALLBACK})
RANGES = ("bookmark", "commentRange", "moveFromRange", "moveToRange")
BESIDE = GONE | {f"{W}sectPr", f"{W}proofErr"} | {f"{W}{name}{end}" for name in RANGES for end in ("Start", "End")}  # between paragraphs, no text
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WRITTEN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{M}den": "/", f"{M}sup": "^"}
HEADING_WORDS = 14


@dataclass(frozen=True)
class Style:
    """What a paragraph style says: a heading's level, whether it is a list's, and its name."""

    name: str
    level: int | None
    listed: bool


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a DOCX file.

    Args:
        path: the file. What a tracked change deletes is left out, what it inserts is in, what it moves stands where it was moved to.
        settings: ``[ingest]``: whether comments are read.

    Returns:
        One document; footnotes and endnotes, comments if asked for, headers and footers at its end. Word files know no pages.
        Warnings name embedded files, which are not read.

    Raises:
        Refusal: if it is locked by a password, is no DOCX, would unpack to far more than it is, or declares entities.
    """
    opened = package(path.read_bytes(), "DOCX")
    parts = parts_of(opened)
    document = opened.xml(parts.main)
    body = document.find(f"{W}body")
    if body is None:
        raise Refusal("unreadable", "is no DOCX file", "Open it, save it again as DOCX, or remove it.")
    styles = _styles(opened.xml(parts.styles)) if parts.styles else {}
    notes = [piece for name in parts.notes for piece in _notes(opened.xml(name), styles, "footnote")]
    comments = [piece for name in parts.comments * settings.comments for piece in _notes(opened.xml(name), styles, "footnote")]
    furniture = dict.fromkeys(piece for name in parts.furniture for piece in _notes(opened.xml(name), styles, "boilerplate"))
    made = assemble([*_walk(body, styles), *notes, *comments, *furniture])
    return [Source(made.text, made.blocks, MEDIA_TYPE, title_of(opened), warnings=tuple(unread(opened, parts)))]


def _notes(part: etree._Element, styles: dict[str, Style], kind: str) -> Iterator[Piece]:
    """Yield what stands beside the body, a piece a note; of a header or footer a piece a paragraph, without bare page numbers."""
    if kind == "boilerplate":
        pieces = [" ".join(piece.text.split()) for piece in _walk(part, styles)]
        yield from (Piece(text, kind) for text in pieces if any(map(str.isalpha, text)))
        return
    for note in part.iter(f"{W}footnote", f"{W}endnote", f"{W}comment"):
        if note.get(f"{W}type") in {None, "normal"}:
            yield Piece(" ".join(" ".join(piece.text for piece in _walk(note, styles)).split()), kind)


def _styles(element: etree._Element) -> dict[str, Style]:
    nodes = {node.get(f"{W}styleId"): node for node in element.iter(f"{W}style")}
    return {name: _style(node, nodes) for name, node in nodes.items() if name}


def _style(node: etree._Element, nodes: dict[str | None, etree._Element]) -> Style:
    """Follow what a style is based on until it says a level or a list."""
    name = _value(node.find(f"{W}name")) or ""
    level: int | None = None
    listed = False
    for _ in range(10):
        own = _value(node.find(f"{W}name")) or ""
        outline = _value(node.find(f"{W}pPr/{W}outlineLvl"))
        listed = listed or node.find(f"{W}pPr/{W}numPr") is not None or own.lower().startswith("list")
        if level is None and (heading := re.fullmatch(r"heading (\d)", own, re.IGNORECASE)):
            level = int(heading[1])
        if level is None and outline and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        if level is None and own.lower() in {"title", "subtitle"}:
            level = 1 if own.lower() == "title" else 2
        base = nodes.get(_value(node.find(f"{W}basedOn")))
        if base is None:
            break
        node = base
    return Style(name, level, listed)


def _value(node: etree._Element | None) -> str | None:
    return None if node is None else node.get(f"{W}val")


def _walk(element: etree._Element, styles: dict[str, Style]) -> Iterator[Piece]:
    joined: list[etree._Element] = []
    for child in element:
        if child.tag in BESIDE:
            continue
        if child.tag == f"{W}p":
            joined.append(child)
            if child.find(f"{W}pPr/{W}rPr/{W}del") is None or not _runs_on(child):
                yield from _joined(joined, styles)
                joined = []
        elif child.tag == f"{W}tbl":
            yield from _table(child, styles)
        else:
            yield from _walk(child, styles)


def _runs_on(paragraph: etree._Element) -> bool:
    """Tell whether another paragraph follows, into which one runs on whose mark at its end is deleted."""
    following = next((node for node in paragraph.itersiblings() if node.tag not in BESIDE), None)
    return following is not None and following.tag == f"{W}p"


def _joined(joined: list[etree._Element], styles: dict[str, Style]) -> Iterator[Piece]:
    yield _paragraph(joined, styles)
    for box in [box for paragraph in joined for box in _boxes(paragraph)]:
        yield from _walk(box, styles)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in a paragraph, once each."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = list(box.iterancestors())
        between = above[: above.index(paragraph)]
        if not any(node.tag in GONE or node.tag == f"{W}txbxContent" for node in between):
            yield box


def _table(table: etree._Element, styles: dict[str, Style]) -> Iterator[Piece]:
    for line in table.iter(f"{W}tr"):
        if next(line.iterancestors(f"{W}tbl")) is table:
            cells = [cell for cell in line.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is line]
            yield from row([list(_walk(cell, styles)) for cell in cells])


def _paragraph(joined: list[etree._Element], styles: dict[str, Style]) -> Piece:
    paragraph = joined[-1]
    properties = paragraph.find(f"{W}pPr")
    named = None if properties is None else _value(properties.find(f"{W}pStyle"))
    style = styles.get(named or "", Style("", None, listed=False))
    number = None if properties is None else properties.find(f"{W}numPr/{W}numId")
    text = tidy("".join(words for part in joined for words in _words(part)))
    listed = style.listed if number is None else _value(number) != "0"
    if style.name.lower().startswith("toc "):
        return Piece(text, "contents")
    if style.level or (not listed and _is_bold_heading(paragraph, text)):
        return Piece(" ".join(text.split()), "heading", level=style.level)
    return Piece(text, "list_item" if listed else "paragraph")


def _words(paragraph: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph itself, not of the boxes anchored in it."""
    for node in paragraph.iter(f"{W}t", f"{M}t", f"{W}sym", *WRITTEN):
        above = []
        for ancestor in node.iterancestors():
            if ancestor is paragraph:
                break
            above.append(ancestor.tag)
        if not (GONE.intersection(above) or f"{W}txbxContent" in above or f"{W}pPr" in above or _hidden(node.getparent())):
            yield _written(node)


def _written(node: etree._Element) -> str:
    if node.tag == f"{W}sym":
        return symbol(node.get(f"{W}font") or "", node.get(f"{W}char") or "")
    return WRITTEN[str(node.tag)] if node.tag in WRITTEN else node.text or ""


def _hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and _value(mark) not in {"0", "false"}


def _is_bold_heading(paragraph: etree._Element, text: str) -> bool:
    """Tell whether a paragraph without heading style is one to the eye: short, all bold, closing nothing."""
    if not text.strip() or len(text.split()) > HEADING_WORDS or re.search(r"[.,;:]\s*$", text):
        return False
    runs = [run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(mark is not None and _value(mark) not in {"0", "false"} for mark in marks)
