"""Read one document with the importer of its suffix and settle what its blocks are. Runs in the contained child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from pipeline.config import Ingest
from pipeline.importers import IMPORTERS
from pipeline.language import set_aside, tell_languages
from pipeline.mojibake import mend
from pipeline.sources import Block, Refusal, Source, Unreadable
from pipeline.structure import refine
from pipeline.turns import SPOKEN
from pipeline.whole_document import names_body, title_of

EMPTY = Unreadable("empty", "holds no text", "Replace it with the full document, or remove it.")


def read_document(path: Path, suffix: str, settings: Ingest) -> list[Source] | Unreadable:
    """Read a file.

    Args:
        path: the file.
        suffix: a registered suffix, lower case, without the dot.
        settings: ``[ingest]`` of study.toml.

    Returns:
        Its documents with refined blocks, or why it cannot be used.
    """
    megabytes = path.stat().st_size / 1_000_000
    if megabytes == 0:
        return EMPTY
    if megabytes > settings.max_megabytes:
        return Unreadable(
            "too-large", f"is larger than {settings.max_megabytes} megabytes", "Split it, or raise max_megabytes under [ingest] of study.toml."
        )
    read = cast("Callable[[Path, Ingest], list[Source]]", IMPORTERS[suffix])
    try:
        sources = read(path, settings)
    except Refusal as refusal:
        return refusal.unreadable
    return [_settled(mend(source, repair=settings.repair_mojibake), settings) for source in sources if source.text.strip()] or EMPTY


def _said(given: Sequence[Block], refined: Sequence[Block]) -> tuple[Block, ...]:
    """Let whom the file names as a block's writer speak in prose in which nobody else does."""
    return tuple(
        replace(block, speaker=own.speaker) if own.speaker and block.speaker is None and block.kind in SPOKEN else block
        for own, block in zip(given, refined, strict=True)
    )


def _settled(source: Source, settings: Ingest) -> Source:
    blocks = _said(source.blocks, refine(source))
    given = source.title if source.title and not names_body(source.title) else None
    settled = replace(source, blocks=blocks, title=given or title_of(source.text, blocks) or source.title)
    return set_aside(tell_languages(settled), settings.language)
