"""Read OpenDocument texts: all that a reader sees in the body, in order; tracked deletions and comments out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.config import Ingest
from pipeline.encodings import tidy
from pipeline.importers.pieces import Piece, assemble, row
from pipeline.importers.zipped import Package, package
from pipeline.sources import Refusal, Source, Unreadable

OFFICE, TEXT, TABLE, DRAW, STYLE, META, DC = (
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}",
    "{http://purl.org/dc/elements/1.1/}",
)
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
UNSEEN = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}ruby-text", f"{TEXT}sequence-decls"})
CONTENTS = frozenset(f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index"))
APART = frozenset({f"{TEXT}note", f"{DRAW}text-box"})  # in a paragraph, yet not of it
WRITTEN = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
MOST_SPACES = 100
TITLES = {"Title": 1, "Subtitle": 2}


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read an ODT file.

    Args:
        path: the file. What a tracked change deletes is left out, what it inserts is in.
        settings: ``[ingest]``: whether comments are read.

    Returns:
        One document; footnotes and endnotes, comments if asked for, headers and footers at its end. It knows no pages.

    Raises:
        Refusal: if it is locked by a password, is no ODT, or would unpack to far more than it is.
    """
    opened = package(path.read_bytes(), "ODT")
    if "content.xml" not in opened.names:
        raise Refusal("unreadable", "is no ODT file", "Open it, save it again as ODT, or remove it.")
    if "META-INF/manifest.xml" in opened.names and b"encryption-data" in opened.read("META-INF/manifest.xml"):
        raise Refusal("password", "is locked by a password", "Save it without a password.")
    content = opened.xml("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Refusal("unreadable", "is an OpenDocument file, but no text", "Save its text as ODT, or remove it.")
    styles = _styles(content)
    comments = _comments(body) if settings.comments else ()
    made = assemble([*_walk(body, styles), *_notes(body), *comments, *_furniture(opened)])
    meta = opened.xml("meta.xml") if "meta.xml" in opened.names else etree.Element("none")
    title = (meta.findtext(f".//{DC}title") or "").strip()
    return [Source(made.text, made.blocks, MEDIA_TYPE, title if len(title.split()) > 1 else None, warnings=tuple(_unread(opened)))]


def _styles(content: etree._Element) -> dict[str, str]:
    """Return what each automatic style is based on."""
    return {node.get(f"{STYLE}name"): node.get(f"{STYLE}parent-style-name") or "" for node in content.iter(f"{STYLE}style")}


def _walk(element: etree._Element, styles: dict[str, str], kind: str = "paragraph") -> Iterator[Piece]:
    for child in element:
        if child.tag in UNSEEN:
            continue
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield _paragraph(child, styles, kind)
            for box in _boxes(child):
                yield from _walk(box, styles)
        elif child.tag == f"{TABLE}table":
            yield from _table(child, styles)
        elif child.tag == f"{TEXT}list":
            yield from _walk(child, styles, "list_item")
        elif child.tag in CONTENTS:
            yield from _walk(child, styles, "contents")
        elif isinstance(child.tag, str):
            yield from _walk(child, styles, kind)


def _paragraph(paragraph: etree._Element, styles: dict[str, str], kind: str) -> Piece:
    text = tidy("".join(_words(paragraph)))
    named = paragraph.get(f"{TEXT}style-name") or ""
    style = named if named in TITLES else styles.get(named, named)
    if kind == "contents":
        return Piece(text, kind)
    if paragraph.tag == f"{TEXT}h" or style in TITLES:
        level = paragraph.get(f"{TEXT}outline-level") or str(TITLES.get(style, 1))
        return Piece(" ".join(text.split()), "heading", level=int(level) if level.isdigit() else None)
    return Piece(text, kind)


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph itself: white space as written is one space."""
    if element.text:
        yield " ".join(f"x{element.text}x".split())[1:-1]
    for child in element:
        if child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c") or "1"
            yield " " * min(int(count) if count.isdigit() else 1, MOST_SPACES)
        elif child.tag in WRITTEN:
            yield WRITTEN[child.tag]
        elif isinstance(child.tag, str) and child.tag not in UNSEEN | APART:
            yield from _words(child)
        if child.tail:
            yield " ".join(f"x{child.tail}x".split())[1:-1]


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(f"{DRAW}text-box"):
        if not any(node.tag in UNSEEN | APART for node in _between(box, paragraph)):
            yield box


def _between(node: etree._Element, outer: etree._Element) -> list[etree._Element]:
    above = list(node.iterancestors())
    return above[: above.index(outer)]


def _table(table: etree._Element, styles: dict[str, str]) -> Iterator[Piece]:
    for line in table.iter(f"{TABLE}table-row"):
        if next(line.iterancestors(f"{TABLE}table")) is table:
            cells = [cell for cell in line if cell.tag == f"{TABLE}table-cell"]
            yield from row([list(_walk(cell, styles)) for cell in cells])


def _notes(body: etree._Element) -> Iterator[Piece]:
    for note in body.iter(f"{TEXT}note"):
        if not any(node.tag in UNSEEN for node in note.iterancestors()):
            citation = "".join(note.findtext(f"{TEXT}note-citation") or "")
            words = " ".join(" ".join("".join(_words(p)) for p in note.iter(f"{TEXT}p")).split())
            yield Piece(f"{citation} {words}".strip(), "footnote")


def _comments(body: etree._Element) -> Iterator[Piece]:
    for comment in body.iter(f"{OFFICE}annotation"):
        yield Piece(" ".join(" ".join("".join(_words(p)) for p in comment.iter(f"{TEXT}p")).split()), "footnote")


def _furniture(opened: Package) -> Iterator[Piece]:
    """Yield headers and footers, once each."""
    if "styles.xml" not in opened.names:
        return
    seen: set[str] = set()
    for node in opened.xml("styles.xml").iter(f"{STYLE}header", f"{STYLE}footer"):
        for paragraph in node.iter(f"{TEXT}p"):
            text = " ".join("".join(_words(paragraph)).split())
            if any(map(str.isalpha, text)) and text not in seen:
                seen.add(text)
                yield Piece(text, "boilerplate")


def _unread(opened: Package) -> Iterator[Unreadable]:
    objects = {name.split("/")[0] for name in opened.names if name.startswith("Object ")}
    if objects:
        yield Unreadable(
            "embedded-not-read", f"holds {len(objects)} embedded objects that are not read", "Save those that matter as files of their own."
        )
