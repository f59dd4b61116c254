"""Put a document's text together from its pieces, and cover what no block holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.sources import Block

PROSE_WORDS = 15  # a table cell with so many words is prose that a table only lays out


@dataclass(frozen=True)
class Piece:
    """A block before its place in the text is known."""

    text: str
    kind: str
    page: int | None = None
    level: int | None = None


@dataclass(frozen=True)
class Shown:
    """A piece of a page; ``quoted``: it stands in what a mail program marks as an earlier mail."""

    piece: Piece
    quoted: bool = False


@dataclass(frozen=True)
class Assembled:
    """A text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


def assemble(pieces: Iterable[Piece]) -> Assembled:
    r"""Set pieces one after another, with a blank line between; those without text are left out.

    >>> assemble([Piece("Title", "heading"), Piece("Words.", "paragraph")]).text
    'Title\n\nWords.\n'
    """
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        text = piece.text.strip()
        if text:
            blocks.append(Block(piece.kind, start, start + len(text), piece.page, piece.level))
            texts.append(text)
            start += len(text) + 2
    return Assembled("\n\n".join(texts) + "\n" * bool(texts), tuple(blocks))


def cover(text: str, blocks: Sequence[Block], kind: str = "boilerplate") -> tuple[Block, ...]:
    """Add blocks of a kind where text that is no space lies in none, a line each."""
    covered: list[Block] = []
    end = 0
    for block in [*sorted(blocks, key=lambda block: block.start), Block("end", len(text), len(text))]:
        for match in re.finditer(r"\S[^\n]*", text[end : block.start]):
            line = match.group().rstrip()
            covered.append(Block(kind, end + match.start(), end + match.start() + len(line)))
        covered.append(block)
        end = block.end
    return tuple(covered[:-1])


def row(cells: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Make a table's row one block; a row that lays out prose gives the pieces of its cells instead."""
    filled = [[piece for piece in cell if piece.text.strip()] for cell in cells]
    if any(len(piece.text.split()) >= PROSE_WORDS for cell in filled for piece in cell):
        return [piece for cell in filled for piece in cell]
    texts = [" ".join(" ".join(piece.text.split()) for piece in cell) for cell in filled if cell]
    first = next((piece for cell in filled for piece in cell), None)
    return [replace(first, text=" | ".join(texts), kind="table", level=None)] if first else []
