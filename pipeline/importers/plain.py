"""Read plain text: its blocks, paragraphs that a page's end parts made whole, mails that a saved mail quotes told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.config import Ingest
from pipeline.encodings import decode, replaced
from pipeline.importers.plain_blocks import blocks
from pipeline.importers.plain_furniture import n_pages_of
from pipeline.importers.plain_lines import lines_of, shape_of
from pipeline.importers.plain_parted import rejoin
from pipeline.importers.quoted_mail import saved_mail
from pipeline.mojibake import mend
from pipeline.sources import Source

__all__ = ["blocks", "read"]


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a text file.

    Args:
        path: the file, in any encoding common in the UK.
        settings: ``encoding``, where a person knows it, and ``repair_mojibake``.

    Returns:
        One document. A page is cited only where form feeds tell the pages. Page furniture within a paragraph comes after it.
        Of a mail saved as text, blocks that quote an earlier one have the voice ``quoted``, without the marks of quotation.
    """
    decoded = decode(path.read_bytes(), settings.encoding or None)
    asis = Source(decoded.text, (), "text/plain", encoding=decoded.encoding, encoding_basis=decoded.basis, warnings=replaced(decoded))
    whole = mend(asis, repair=getattr(settings, "repair_mojibake", False))  # before blocks: bullets may be mojibake too
    if (mail := saved_mail(whole.text)) is not None:
        return [replace(whole, text=mail.text, blocks=mail.blocks)]
    shape = shape_of(lines_of(whole.text))
    joined = rejoin(whole.text, tuple(blocks(whole.text)), shape.full if shape.wrapped else 0)
    return [replace(whole, text=joined.text, blocks=joined.blocks, n_pages=n_pages_of(whole.text))]
