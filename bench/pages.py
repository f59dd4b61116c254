"""Measure web pages: ours beside trafilatura alone."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura
from trafilatura.settings import Document

from bench.timing import medians
from pipeline.config import ROOT, Ingest
from pipeline.contain import Reader
from pipeline.encodings import decode
from pipeline.importers.html import read

PAGES = ROOT / "tests" / "pages"
COPIES = 20
PARAGRAPH = re.compile(r"<p\b[^>]{0,300}>", re.IGNORECASE)
TOOLS = ("ours", "ours, contained", "trafilatura, same options", "trafilatura, its defaults")


def web_table(messy: Path) -> str:
    """Return a Markdown table of web pages: invented ones and, where they are present, real ones."""
    paths = [*sorted(PAGES.glob("*.html")), *sorted(messy.glob("*.html"))]
    if not messy.is_dir():
        print("Real web pages are not measured: no real corpora", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        pages = [_varied(path, copy, Path(folder)) for copy in range(COPIES) for path in paths]
        contained = Reader(Ingest())
        try:
            seconds = medians(
                {
                    "ours": partial(_each, pages, lambda page: read(page, Ingest())),
                    "ours, contained": partial(_each, pages, lambda page: contained.read(page, "html")),
                    "trafilatura, same options": partial(_each, pages, lambda page: _alone(page, same=True)),
                    "trafilatura, its defaults": partial(_each, pages, _alone),
                }
            )
        finally:
            contained.close()
        words = {
            "ours": _total(read(page, Ingest())[0].text for page in pages),
            "trafilatura, same options": _total(_alone(page, same=True) for page in pages),
            "trafilatura, its defaults": _total(_alone(page) for page in pages),
        }
    rows = [f"| {tool} | {1000 * seconds[tool] / len(pages):.1f} | {words.get(tool, words['ours']):,} |" for tool in TOOLS]
    return "\n".join(
        [
            f"| {len(pages)} web pages ({len(paths)} pages, {COPIES} variants of each) | seconds per 1,000 pages | words kept |",
            "|---" * 3 + "|",
            *rows,
        ]
    )


def _varied(path: Path, copy: int, folder: Path) -> Path:
    """Write a page with a word of its own in each paragraph, so that nothing kept from an earlier one helps."""
    counter = iter(range(10_000))
    text = PARAGRAPH.sub(lambda tag: f"{tag.group()}{path.stem[:5]}{copy}x{next(counter)} ", decode(path.read_bytes()).text)
    made = folder / f"{copy:02}-{path.name}"
    made.write_text(re.sub(r"charset\s*=\s*[\w\"'-]+", "charset=utf-8", text, count=1), encoding="utf-8")
    return made


def _alone(path: Path, *, same: bool = False) -> str:
    options: dict[str, Any] = {"fast": True, "favor_recall": True, "include_comments": False} if same else {}
    document = trafilatura.bare_extraction(path.read_bytes(), **options)
    return " ".join(document.body.itertext()) if isinstance(document, Document) and document.body is not None else ""


def _each(pages: list[Path], tool: Callable[[Path], object]) -> None:
    for page in pages:
        tool(page)


def _total(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
