"""Walk a small page, or the page of a mail, and give all that it shows, in order: for these, finding the main text would lose some."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from pipeline.importers.html_insets import inset
from pipeline.importers.pieces import Piece, Shown, row

FURNITURE = frozenset("script style noscript nav header footer aside form template iframe head title svg object select button".split())
BLOCKS = frozenset(
    "html body main article section div p li ul ol dl dd dt h1 h2 h3 h4 h5 h6 blockquote pre center address fieldset figure "
    "figcaption hr details summary caption tr td th".split()  # a cell outside a row, too
)
QUOTES = re.compile(r"gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|OutlookMessageHeader|divRplyFwdMsg|appendonsend", re.IGNORECASE)
KIND = "data-block-kind"  # an attribute by which html_prepared says what an element is
KINDS = frozenset({"heading", "footnote", "boilerplate"})
LAID_OUT = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table")  # a cell with one of these lays out a page
NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
Role = Literal["block", "inline", "left out", "table", "row", "cell"]


@dataclass(frozen=True)
class _Mode:
    kind: str = "paragraph"
    level: int | None = None
    quoted: bool = False
    marked: str | None = None  # the kind of all that is inside


@dataclass(frozen=True)
class _Open:
    """An element that has begun and not ended; ``cells``: of a row, what the cells hold that have ended."""

    role: Role
    mode: _Mode
    cells: list[_Cell] = field(default_factory=list)


@dataclass(frozen=True)
class _Cell:
    node: etree._Element
    pieces: list[Piece]


def shown(tree: etree._Element) -> list[Shown]:
    """Give what a page shows: headings, paragraphs, list items, rows of tables. Menus, forms and scripts are left out."""
    walk = _Walk()
    events = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in events:
        if event == "start" and walk.begin(node) == "left out":
            events.skip_subtree()
        elif event == "end":
            walk.end(node)
        if event == "start" and node.tag == "hr":
            walk.rule()
        if event != "start" and node is not tree:
            walk.write(_spaced(node.tail))
    return inset(walk.found, walk.rules)


class _Walk:
    """What was met so far of a page: elements that are open, running text that no block has ended, and the pieces found.

    It goes from event to event, not from element to element within, so no page is too deep for it.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._inline: list[str] = []
        self._places: list[list[Shown]] = [[]]  # where pieces go: the page, then each open cell
        self.rules: list[int] = []  # before which pieces of the page a line is drawn across it

    @property
    def found(self) -> list[Shown]:
        return self._places[0]

    def rule(self) -> None:
        if len(self._places) == 1:
            self.rules.append(len(self.found))

    def write(self, text: str) -> None:
        self._inline.append(text)

    def begin(self, node: etree._Element) -> Role:
        above = self._open[-1] if self._open else None
        opened = _Open("block", _Mode()) if above is None else _Open(role := self._role(node), _mode(node, role, above.mode))
        if above is not None and opened.role not in {"inline", "left out"}:
            self._end_paragraph(above.mode)
        self._open.append(opened)
        if opened.role == "cell":
            self._places.append([])
        if opened.role == "inline" and (node.text or " ")[0].isalpha() and next(filter(None, reversed(self._inline)), "").endswith("%"):
            self.write(" ")  # a share in a box of its own, what it is a share of in the next
        self.write("\n" if node.tag == "br" else "" if opened.role == "left out" else _spaced(node.text))
        return opened.role

    def end(self, node: etree._Element) -> None:
        ended = self._open.pop()
        if ended.role in {"inline", "left out"}:
            return
        self._end_paragraph(ended.mode)
        if ended.role == "cell":
            self._open[-1].cells.append(_Cell(node, [found.piece for found in self._places.pop()]))
        elif ended.role == "row":
            self._places[-1].extend(Shown(piece, ended.mode.quoted) for piece in _laid(ended.cells))

    def _role(self, node: etree._Element) -> Role:
        if node.tag == "br" or node.tag in FURNITURE or HIDDEN.search(node.get("style") or ""):
            return "left out"
        if node.tag == "table":
            return "table"
        if node.tag == "tr" and next((one.role for one in reversed(self._open) if one.role in {"table", "row", "cell"}), "") == "table":
            return "row"
        if node.tag in {"td", "th"} and self._open[-1].role == "row":
            return "cell"
        return "block" if node.tag in BLOCKS or node.get(KIND) in KINDS else "inline"

    def _end_paragraph(self, mode: _Mode) -> None:
        """Cut running text at empty lines, which pages make of two line breaks."""
        for text in re.split(r"\n[^\S\n]*\n\s*", "".join(self._inline)):
            lines = [" ".join(line.split()) for line in text.split("\n")]
            if kept := "\n".join(line for line in lines if line):
                self._places[-1].append(Shown(Piece(kept, mode.kind, level=mode.level), mode.quoted))
        self._inline = []


def _mode(node: etree._Element, role: Role, mode: _Mode) -> _Mode:
    marked = kind if (kind := node.get(KIND)) in KINDS else None
    if role == "cell":
        return replace(mode, kind=marked, marked=_inherited(marked)) if marked else mode
    if role not in {"block", "table"}:
        return mode
    cited = node.tag == "blockquote" and "cite" in f"{node.get('type')} {node.get('class')}"
    quoted = mode.quoted or cited or bool(QUOTES.search(f"{node.get('class') or ''} {node.get('id') or ''}"))
    if role == "table":
        return replace(mode, quoted=quoted)
    heading = re.fullmatch(r"h([1-6])", node.tag)
    marked = marked or mode.marked
    kind = marked or ("heading" if heading else "list_item" if node.tag == "li" else mode.kind)
    return _Mode(kind, int(heading[1]) if heading else None, quoted, _inherited(marked))


def _laid(cells: list[_Cell]) -> list[Piece]:
    """Give a row of a table: one piece, or those of its cells where the table only lays out a page."""
    pieces = [cell.pieces for cell in cells]
    numbered = len(pieces) == 2 and len(pieces[0]) == 1 < len(pieces[1]) and NUMBER.fullmatch(pieces[0][0].text.strip())
    laid_out = len(cells) == 1 or numbered or any(next(cell.node.iter(*LAID_OUT), None) is not None for cell in cells)
    return _numbered([piece for cell in pieces for piece in cell]) if laid_out else _numbered(row(pieces))


def _numbered(pieces: list[Piece]) -> list[Piece]:
    """Set a number that has a cell of its own before what it numbers."""
    if len(pieces) > 1 and NUMBER.fullmatch(pieces[0].text.strip()):
        return [replace(pieces[1], text=f"{pieces[0].text.strip()} {pieces[1].text.strip()}"), *pieces[2:]]
    return pieces


def _inherited(marked: str | None) -> str | None:
    return None if marked == "heading" else marked


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
