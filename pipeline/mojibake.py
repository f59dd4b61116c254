"""Find, and where asked mend, mojibake: UTF-8 that someone read in another encoding and saved as it then looked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.sources import Source, Unreadable

SUSPECT = re.compile(r"[^\x00-\x7f]{2}|[ÂÃ]\s")
RUN = re.compile(r"[^\x00-\x7f]+")
LEFT_ALONE = (  # what ftfy would also change
    "unescape_html",
    "remove_terminal_escapes",
    "replace_lossy_sequences",
    "fix_c1_controls",
    "fix_latin_ligatures",
    "fix_character_width",
    "uncurl_quotes",
    "fix_line_breaks",
    "fix_surrogates",
    "remove_control_chars",
)
FOUND, MENDED = "mojibake", "mojibake-repaired"


@dataclass(frozen=True)
class Mended:
    """A text without its mojibake, and in how many places there was some."""

    text: str
    places: int


def mend_text(text: str) -> Mended:
    """Undo mojibake line by line, and nothing else: quotes, ligatures, spaces and entities stay as they are.

    >>> mend_text("the cafÃ©â€™s rent, in the café’s words")
    Mended(text='the café’s rent, in the café’s words', places=1)
    """
    lines = text.split("\n")
    mended = [_mend_line(line) if SUSPECT.search(line) else line for line in lines]
    places = sum(_places(before, after) for before, after in zip(lines, mended, strict=True) if before != after)
    return Mended("\n".join(mended), places) if places else Mended(text, 0)


def mend(source: Source, *, repair: bool) -> Source:
    """Report mojibake in a document, and repair it where asked.

    Args:
        source: as an importer made it. Not changed.
        repair: ``[ingest] repair_mojibake``.

    Returns:
        The source as it is, with a warning where it has mojibake; with ``repair`` text and title without it, the blocks
        where the same words now are, and a note. A source that was looked at before comes back as it is.
    """
    if any(one.code in {FOUND, MENDED} for one in source.warnings):
        return source
    cuts = sorted({0, len(source.text), *(place for block in source.blocks for place in (block.start, block.end))})
    pieces = [mend_text(source.text[start:end]) for start, end in pairwise(cuts)]
    places = sum(piece.places for piece in pieces)
    if not places:
        return source
    if not repair:
        return replace(source, warnings=(*source.warnings, _found(places)))
    moved = dict(zip(cuts, accumulate((len(piece.text) for piece in pieces), initial=0), strict=True))
    return replace(
        source,
        text="".join(piece.text for piece in pieces),
        title=mend_text(source.title).text if source.title else source.title,
        blocks=tuple(replace(block, start=moved[block.start], end=moved[block.end]) for block in source.blocks),
        warnings=(*source.warnings, _mended(places)),
    )


def _mend_line(line: str) -> str:
    import ftfy  # only where something is suspect

    config = ftfy.TextFixerConfig(**dict.fromkeys(LEFT_ALONE, False), restore_byte_a0=True, decode_inconsistent_utf8=True, normalization=None)
    return ftfy.fix_encoding(line, config)


def _places(before: str, after: str) -> int:
    """Count runs of characters outside ASCII that a mended line no longer has; at least one, for it did change."""
    kept = RUN.findall(after)
    return max(1, sum(run not in kept for run in RUN.findall(before)))


def _found(places: int) -> Unreadable:
    where = f"in {places} place{'s'[: places > 1]}"
    return Unreadable(
        FOUND,
        f"has mojibake {where}: characters of UTF-8 that were read in another encoding, as Ã© for é",
        "Set repair_mojibake = true under [ingest] of study.toml, or save the file again from its source.",
    )


def _mended(places: int) -> Unreadable:
    where = f"in {places} place{'s'[: places > 1]}"
    return Unreadable(MENDED, f"had mojibake {where}, which was repaired before its text was kept", "Compare a quote with the file.", "note")
