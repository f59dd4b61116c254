"""Read one document as ingest does, and hold it to what every importer promises."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from pipeline.config import Ingest
from pipeline.importers.reading import read_document
from pipeline.sources import Source, Unreadable
from pipeline.tables.read import BLOCK_KINDS


def read_whole(path: Path, settings: Ingest | None = None) -> Source | Unreadable:
    """Read a file that holds one document; its blocks are in order, do not overlap and cover all that is no space."""
    outcome = read_document(path, path.suffix[1:], settings or Ingest())
    if isinstance(outcome, Unreadable):
        return outcome
    (source,) = outcome
    covered = "".join(source.text[block.start : block.end] for block in source.blocks)
    assert "".join(covered.split()) == "".join(source.text.split())
    assert all(one.end <= other.start for one, other in pairwise(source.blocks))
    assert {block.kind for block in source.blocks} <= set(BLOCK_KINDS)
    return source


def shown(source: Source) -> list[tuple[str, str]]:
    """Give kind and words of each block."""
    return [(block.kind, " ".join(source.text[block.start : block.end].split())) for block in source.blocks]
