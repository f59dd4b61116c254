"""Read Markdown: its blocks where they stand in the text, marks included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.config import Ingest
from pipeline.encodings import decode, replaced
from pipeline.importers.pieces import cover
from pipeline.sources import Block, Source

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
FIELD = re.compile(r"^(title|date|lang|language):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE)
LEAVES = frozenset({"inline", "fence", "code_block", "html_block", "hr"})


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a Markdown file.

    Args:
        path: the file, in any encoding common in the UK.
        settings: an encoding that is given there comes first.

    Returns:
        One document. Its text is the file's, with marks; title, date and language from front matter or the first heading of level 1.
    """
    decoded = decode(path.read_bytes(), settings.encoding or None)
    text = decoded.text
    front = FRONT_MATTER.match(text)
    fields = {name.lower(): value for name, value in FIELD.findall(front["fields"])} if front else {}
    begin = front.end() if front else 0
    found = cover(text, list(_blocks(text, begin)))
    title = fields.get("title") or next((text[b.start : b.end].strip("# =\n") for b in found if b.level == 1), None)
    language = (fields.get("lang") or fields.get("language") or "")[:2].lower()
    read = Source(text, found, "text/markdown", title or None, fields.get("date") or None, language or None)
    return [replace(read, encoding=decoded.encoding, encoding_basis=decoded.basis, warnings=replaced(decoded))]


def _blocks(text: str, begin: int) -> Iterator[Block]:
    body = text[begin:]
    starts = [0, *(match.end() for match in re.finditer("\n", body)), len(body)]
    heading: int | None = None
    holders: list[str] = []
    last = 0
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type.endswith("_open"):
            holders.append(token.type.removesuffix("_open"))
            heading = int(token.tag[1]) if token.type == "heading_open" else heading
        elif token.type.endswith("_close"):
            holders.pop()
        elif token.type in LEAVES and (lines := _lines(token, starts, last)):
            start, last = lines
            piece = body[start:last]
            if piece.strip():
                start += len(piece) - len(piece.lstrip())
                kind = _kind(token, holders, piece)
                yield Block(kind, begin + start, begin + start + len(piece.strip()), level=heading if kind == "heading" else None)


def _lines(token: Token, starts: list[int], last: int) -> tuple[int, int] | None:
    """Return where a token's lines begin and end; cells after the first of a row have none left."""
    if token.map is None:
        return None
    start, end = (starts[min(line, len(starts) - 1)] for line in token.map)
    return (start, end) if start >= last else None


def _kind(token: Token, holders: list[str], piece: str) -> str:
    if token.type == "hr" or (token.type == "html_block" and piece.strip().startswith("<!--")):
        return "boilerplate"
    if "heading" in holders:
        return "heading"
    if "tr" in holders:
        return "table"
    return "list_item" if "list_item" in holders else "paragraph"
