"""Read the authored documents: one text file each, every block with its kind and its writer's codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / "sources"
THEMES = ("image", "engagement", "economy", "faith", "data_monitoring")
EXTRA_CODE = "safety"  # a subject that the codebook lacks
CODES = (*THEMES, EXTRA_CODE)
CODED_KINDS = ("p", "li")
PERIODS = {"2006–2008": (2006, 2008), "2013": (2013, 2013), "2022–2024": (2022, 2024)}


@dataclass(frozen=True)
class Block:
    """A piece of a document as its writer marked it; ``codes`` is empty where the writer wrote none."""

    kind: str
    codes: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Document:
    """An authored document."""

    name: str
    title: str
    date: str
    place: str
    source_type: str
    publisher: str
    running: str
    format: str
    blocks: tuple[Block, ...]

    @property
    def path(self) -> str:
        """Return the path of the document's file in corpus/sample."""
        return f"{self.place.lower()}/{self.name}.{self.format}"

    @property
    def coded_blocks(self) -> tuple[Block, ...]:
        """Return the paragraphs and list items, which alone carry codes."""
        return tuple(block for block in self.blocks if block.kind in CODED_KINDS)

    @cached_property
    def period(self) -> str | None:
        """Return the name of the period the document belongs to; None when it has no date."""
        if not self.date:
            return None
        year = int(self.date[:4])
        return next(name for name, (first, last) in PERIODS.items() if first <= year <= last)

    def share(self, code: str) -> float:
        """Return the share of coded blocks with the code, 0 to 1."""
        blocks = self.coded_blocks
        return sum(code in block.codes for block in blocks) / len(blocks)


def read_sources(folder: Path = SOURCES) -> tuple[Document, ...]:
    """Read all authored documents, by place and file name."""
    return tuple(_document(path) for path in sorted(folder.glob("*/*.txt")))


def _document(path: Path) -> Document:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = (line.partition(":") for line in head.splitlines() if line.strip())
    values = {name.strip(): value.strip() for name, _, value in fields}
    blocks = tuple(_block(chunk) for chunk in re.split(r"\n\s*\n", body.strip()))
    return Document(name=path.stem, blocks=blocks, **values)


def _block(chunk: str) -> Block:
    match = re.match(r"\{([^}]*)\}\s*(.*)", chunk, re.DOTALL)
    if match is None:
        raise ValueError(f"a block without its tag: {chunk[:60]!r}")
    kind, *codes = match[1].split()
    text = " ".join(match[2].split()) if kind in (*CODED_KINDS, "h", "h2") else match[2].strip()
    return Block(kind, tuple(code for code in codes if code != "none"), text)
