"""Read web pages: the main text, without menus and footers, and the date the page gives of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import trafilatura
from lxml import etree, html
from trafilatura.meta import reset_caches

from pipeline.config import Ingest
from pipeline.dates import parse
from pipeline.encodings import BOMS, Decoded, decode, replaced, tidy
from pipeline.importers.html_shown import shown, tree_of
from pipeline.importers.pieces import Assembled, Piece, assemble, row
from pipeline.sources import Source

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
SCRIPTED = re.compile(r"<\?(?!xml).*?\?>", re.DOTALL)
DATE_NAMES = frozenset(
    "article:published_time og:published_time published_time datepublished dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created "
    "govuk:first-published-at publish-date publishdate publication_date pubdate date".split()
)
LINKED_DATE = re.compile(r"\"datePublished\"\s*:\s*\"(\d{4}-\d\d-\d\d)")
SHORT = 200  # characters: so little main text is checked against the whole page


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a web page.

    Args:
        path: the file. Its encoding is taken from its mark, its meta element, else as for plain text.
        settings: an encoding that is given there comes first.

    Returns:
        One document: headings, paragraphs, list items and table rows of the main text. Its date is the page's own statement of
        when it was published, never when it was changed.
    """
    decoded = _decoded(path.read_bytes(), settings.encoding)
    page = SCRIPTED.sub(" ", decoded.text)
    tree = tree_of(page)
    if tree is None:
        return []
    main = _main(page)
    if len(main.text) < SHORT:
        plain = assemble(found.piece for found in shown(tree))
        finer = len(plain.blocks) > len(main.blocks) and len(plain.text) < 1.2 * len(main.text) + 20  # the same words, better cut
        main = plain if finer or len(plain.text) > 2 * len(main.text) else main
    title = " ".join(tree.xpath("string(//h1[1])").split()) or " ".join(tree.xpath("string(//title)").split())
    language = (tree.get("lang") or "")[:2].lower()
    read = Source(main.text, main.blocks, "text/html", title or None, _date(tree, page), language or None)
    return [replace(read, encoding=decoded.encoding, encoding_basis=decoded.basis, warnings=replaced(decoded))]


def _decoded(content: bytes, given: str) -> Decoded:
    if given:
        return decode(content, given)
    named = CHARSET.search(content[:4096])
    if named and not any(content.startswith(mark) for mark, _ in BOMS):
        try:
            text = tidy(content.decode(named[1].decode("ascii", "replace")))
            return Decoded(text, named[1].decode("ascii", "replace").lower(), "declared", 0)
        except (LookupError, UnicodeDecodeError):  # the page is wrong about itself
            pass
    return decode(content)


def _main(page: str) -> Assembled:
    found = trafilatura.extract(page, output_format="xml", include_tables=True, include_comments=False, favor_recall=True, deduplicate=False)
    reset_caches()
    if not found:
        return Assembled("", ())
    main = etree.fromstring(found.encode()).find("main")
    return assemble(_pieces(main)) if main is not None else Assembled("", ())


def _pieces(element: etree._Element) -> Iterator[Piece]:
    """Yield the pieces of trafilatura's XML, in order."""
    for child in element:
        if child.tag == "head":
            yield Piece(_text(child), "heading", level=_level(child.get("rend")))
        elif child.tag == "list":
            yield from _items(child)
        elif child.tag == "table":
            for line in child.iter("row"):
                yield from row([list(_cell(cell)) for cell in line.iter("cell")])
        elif child.tag == "quote" and len(child):
            yield Piece((child.text or "").strip(), "paragraph")
            yield from _pieces(child)
        elif isinstance(child.tag, str):
            yield Piece(_text(child), "paragraph")
        if child.tail and child.tail.strip():
            yield Piece(" ".join(child.tail.split()), "paragraph")


def _items(element: etree._Element) -> Iterator[Piece]:
    for item in element.iter("item"):
        nested = [inner for inner in item.iter("item") if inner is not item]
        inside = {node for inner in nested for node in inner.iter()}
        parts = [part for node in item.iter() if node not in inside for part in (node.text, "" if node is item else node.tail) if part]
        yield Piece(" ".join("".join(parts).split()), "list_item")


def _cell(cell: etree._Element) -> Iterator[Piece]:
    if any(child.tag in {"p", "list", "head", "quote"} for child in cell):
        yield Piece(" ".join((cell.text or "").split()), "paragraph")
        yield from _pieces(cell)
    else:
        yield Piece(_text(cell), "paragraph")


def _text(element: etree._Element) -> str:
    parts = [
        part for node in element.iter() for part in ("\n" if node.tag == "lb" else "", node.text, node.tail if node is not element else "") if part
    ]
    return " ".join("".join(parts).split())


def _level(rend: str | None) -> int | None:
    return int(rend[1]) if rend and re.fullmatch(r"h[1-6]", rend) else None


def _date(tree: html.HtmlElement, page: str) -> str | None:
    """Return the one date the page gives for its publication."""
    metas = [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() in DATE_NAMES
    ]
    times = [time.get("datetime", "") for time in tree.xpath("//time[@pubdate or @itemprop='datePublished' or contains(@class, 'publish')]")]
    for found in (metas, LINKED_DATE.findall(page), times):
        days = {date.iso for text in found if (date := parse(re.sub(r"(\d{4}-\d\d-\d\d)[T ].*", r"\1", text.strip())))}
        if len(days) == 1:
            return days.pop()
    return None
