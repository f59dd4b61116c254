"""Walk a small page, or the page of a mail, and give all that it shows, in order: for these, finding the main text would lose some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html

from pipeline.importers.pieces import Piece, row

FURNITURE = frozenset("script style noscript nav header footer aside form template iframe head title svg object select button".split())
BLOCKS = frozenset(
    "html body main article section div p li ul ol dl dd dt h1 h2 h3 h4 h5 h6 blockquote pre center address fieldset figure "
    "figcaption hr details summary".split()
)
QUOTES = re.compile(r"gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|OutlookMessageHeader|divRplyFwdMsg|appendonsend", re.IGNORECASE)
KIND = "data-block-kind"  # an attribute by which html_prepared says what an element is
KINDS = frozenset({"heading", "footnote", "boilerplate"})
LAID_OUT = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table")  # a cell with one of these lays out a page
NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DEEPEST = 150  # elements within elements


@dataclass(frozen=True)
class Shown:
    """A piece of a page; ``quoted``: it stands in what a mail program marks as an earlier mail."""

    piece: Piece
    quoted: bool = False


@dataclass(frozen=True)
class _Mode:
    kind: str = "paragraph"
    level: int | None = None
    quoted: bool = False
    depth: int = 0
    marked: str | None = None  # the kind of all that is inside


def tree_of(page: str) -> html.HtmlElement | None:
    """Parse a page; None where it has nothing but space or comments."""
    try:
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (etree.ParserError, ValueError):  # ValueError: characters that no page can have
        return None


def shown(tree: html.HtmlElement) -> list[Shown]:
    """Give what a page shows: headings, paragraphs, list items, rows of tables. Menus, forms and scripts are left out."""
    return [found for found in _block(tree, _Mode()) if found.piece.text.strip()]


def _block(node: etree._Element, mode: _Mode) -> Iterator[Shown]:
    inline: list[str] = []
    for part in _flow(node, mode):
        if isinstance(part, Shown):
            yield from _paragraphs(inline, mode)
            inline = []
            yield part
        else:
            inline.append(part)
    yield from _paragraphs(inline, mode)


def _paragraphs(inline: list[str], mode: _Mode) -> Iterator[Shown]:
    """Cut running text at empty lines, which pages make of two line breaks."""
    for text in re.split(r"\n[^\S\n]*\n\s*", "".join(inline)):
        lines = [" ".join(line.split()) for line in text.split("\n")]
        kept = "\n".join(line for line in lines if line)
        yield Shown(Piece(kept, mode.kind, level=mode.level), mode.quoted)


def _flow(node: etree._Element, mode: _Mode) -> Iterator[Shown | str]:
    yield _spaced(node.text)
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            yield "\n"
        elif tag and tag not in FURNITURE and not HIDDEN.search(child.get("style") or "") and mode.depth < DEEPEST:
            yield from _element(child, tag, replace(mode, depth=mode.depth + 1))
        yield _spaced(child.tail)


def _element(child: etree._Element, tag: str, mode: _Mode) -> Iterator[Shown | str]:
    quoted = mode.quoted or (tag == "blockquote" and "cite" in f"{child.get('type')} {child.get('class')}") or bool(_marks(child))
    if tag == "table":
        yield from _table(child, replace(mode, quoted=quoted))
    elif tag in BLOCKS or child.get(KIND) in KINDS:
        heading = re.fullmatch(r"h([1-6])", tag)
        kind = "heading" if heading else "list_item" if tag == "li" else mode.kind
        marked = child.get(KIND) if child.get(KIND) in KINDS else mode.marked
        level = int(heading[1]) if heading else None
        yield from _block(child, replace(mode, kind=marked or kind, level=level, quoted=quoted, marked=_inherited(marked)))
    else:
        yield from _flow(child, mode)


def _marks(child: etree._Element) -> re.Match[str] | None:
    return QUOTES.search(f"{child.get('class') or ''} {child.get('id') or ''}")


def _table(table: etree._Element, mode: _Mode) -> Iterator[Shown]:
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is table:
            cells = [cell for cell in line if cell.tag in {"td", "th"}]
            pieces = [[found.piece for found in _block(cell, _of_cell(cell, mode)) if found.piece.text.strip()] for cell in cells]
            numbered = len(pieces) == 2 and len(pieces[0]) == 1 < len(pieces[1]) and NUMBER.fullmatch(pieces[0][0].text.strip())
            laid_out = len(cells) == 1 or numbered or any(next(cell.iter(*LAID_OUT), None) is not None for cell in cells)
            made = _numbered([piece for cell in pieces for piece in cell]) if laid_out else _numbered(row(pieces))
            yield from (Shown(piece, mode.quoted) for piece in made)


def _of_cell(cell: etree._Element, mode: _Mode) -> _Mode:
    return replace(mode, kind=cell.get(KIND), marked=_inherited(cell.get(KIND))) if cell.get(KIND) in KINDS else mode


def _numbered(pieces: list[Piece]) -> list[Piece]:
    """Set a number that has a cell of its own before what it numbers."""
    if len(pieces) > 1 and NUMBER.fullmatch(pieces[0].text.strip()):
        return [replace(pieces[1], text=f"{pieces[0].text.strip()} {pieces[1].text.strip()}"), *pieces[2:]]
    return pieces


def _inherited(marked: str | None) -> str | None:
    return None if marked == "heading" else marked


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
