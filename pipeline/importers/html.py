"""Read web pages: the main text, without menus and footers, and the date the page gives of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from pipeline.config import Ingest
from pipeline.encodings import BOMS, Decoded, decode, replaced, tidy
from pipeline.importers.charsets import meant
from pipeline.importers.html_dates import published
from pipeline.importers.html_main import main_text, too_little
from pipeline.importers.html_titles import page_title
from pipeline.importers.html_tree import tree_of
from pipeline.sources import Source

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
SCRIPTED = re.compile(r"<\?(?!xml).*?\?>", re.DOTALL)


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a web page.

    Args:
        path: the file. Its encoding is taken from its mark, its meta element, else as for plain text.
        settings: an encoding that is given there comes first.

    Returns:
        One document: headings, paragraphs, list items, table rows and footnotes of the main text. Its date is the page's own
        statement of when it was published, never when it was changed. A warning where little of what it shows is kept.
    """
    decoded = _decoded(path.read_bytes(), settings.encoding)
    page = SCRIPTED.sub(" ", decoded.text)
    tree = tree_of(page)
    if tree is None:
        return []
    main = main_text(tree)
    warnings = (*replaced(decoded), *too_little(tree, main.text))
    language = (tree.get("lang") or "")[:2].lower()
    read = Source(main.text, main.blocks, "text/html", page_title(tree) or None, published(tree, page), language or None)
    return [replace(read, encoding=decoded.encoding, encoding_basis=decoded.basis, warnings=warnings)]


def _decoded(content: bytes, given: str) -> Decoded:
    if given:
        return decode(content, given)
    named = CHARSET.search(content[:4096])
    name = meant(named[1].decode("ascii", "replace").lower()) if named else ""
    if name and not any(content.startswith(mark) for mark, _ in BOMS):
        try:
            return Decoded(tidy(content.decode(name)), name, "declared", 0)
        except (LookupError, UnicodeDecodeError):  # the page is wrong about itself
            pass
    return decode(content)
