"""Write an authored document as plain text: wrapped or in long lines, in the encodings that real ones have."""

from __future__ import annotations

import codecs
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sample_truth.authored import Block, Document
from sample_truth.typeset import typeset

WIDTH = 78  # characters of a hard-wrapped line


@dataclass(frozen=True)
class Layout:
    """How a text file looks."""

    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    signed: bool = False  # begins with a byte order mark and ends its lines with CR LF
    wrapped: bool = True
    bullet: str = "-"


def layout_of(number: int, place: str) -> Layout:
    """Return the layout of a place's n-th text file: the second is Windows-1252, one of all has a byte order mark."""
    return Layout(
        encoding="cp1252" if number == 1 else "utf-8",
        signed=(place, number) == ("Hathersby", 3),
        wrapped=number % 2 == 0,
        bullet="--•"[number % 3],
    )


def render(document: Document, layout: Layout) -> bytes:
    """Return the bytes of the document as a text file."""
    parts = [_lines(block, layout) for block in document.blocks]
    gaps = ["\n" if {one.kind, two.kind} == {"li"} else "\n\n" for one, two in pairwise(document.blocks)]
    text = "".join(part + gap for part, gap in zip(parts, [*gaps, "\n"], strict=True))
    if layout.encoding == "cp1252":
        return typeset(text).encode("cp1252")
    if layout.signed:
        return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()
    return text.encode()


def _lines(block: Block, layout: Layout) -> str:
    mark = f"{layout.bullet} " if block.kind == "li" else ""
    hanging = " " * len(mark)
    if not layout.wrapped:
        return mark + block.text
    lines = [_wrap(line, mark if number == 0 else "", hanging) for number, line in enumerate(block.text.split("\n"))]
    return "\n".join(lines)


def _wrap(line: str, mark: str, hanging: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent=mark, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
