"""Measure how long text takes to be read from PDF files and web pages, and how many words are found, beside other tools."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdf
import pypdfium2

from bench.corpora import CORPORA
from bench.pages import web_table
from bench.timing import medians
from bench.words import found, in_words
from bench.written import machine, write_between
from pipeline.config import Ingest
from pipeline.contain import Reader
from pipeline.importers.pdf import read
from pipeline.sources import Refusal

PACKAGES = ("pypdfium2", "pypdf", "trafilatura", "lxml")
TOOLS = ("ours", "ours, contained", "pdftotext -layout", "pypdf")


@dataclass(frozen=True)
class Measured:
    """A PDF: seconds by tool, and the share of pdftotext's words that a tool finds."""

    name: str
    pages: int
    words: int
    seconds: dict[str, float]
    shares: dict[str, float]


def main() -> None:
    """Measure what is there; write the page, and say what is left out."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    parts = [part for part in (pdf_tables(), web_table(CORPORA / "messy")) if part]
    if parts:
        write_between("extraction", "\n\n".join([*parts, machine(PACKAGES)]))


def pdf_tables() -> str:
    """Return a Markdown table of the PDF files, empty where there is nothing to measure with."""
    pdftotext = shutil.which("pdftotext")
    paths = [*sorted((CORPORA / "messy").glob("*.pdf")), *sorted((CORPORA / "milburn").glob("*.pdf"))]
    if pdftotext is None or not paths:
        print("PDF files are not measured: " + ("no real corpora" if pdftotext else "pdftotext is not installed"), file=sys.stderr)
        return ""
    contained = Reader(Ingest())
    try:
        measured = [one for path in paths if (one := _measured(path, pdftotext, contained)) is not None]
    finally:
        contained.close()
    single = [one for one in measured if not one.name.startswith("minutes_")]
    rows = [_row(one) for one in (*single, _sum("milburn, all", measured[len(single) :]), _sum("all", measured))]
    head = ["file", "pages", "words", *(f"{tool}, ms a page" for tool in TOOLS), "ours, words found", "pypdf, words found"]
    return "\n".join(["| " + " | ".join(head) + " |", "|---" * len(head) + "|", *rows])


def _measured(path: Path, pdftotext: str, contained: Reader) -> Measured | None:
    """Measure one file; None where it has no words in its text layer, cannot be opened, or has pages that must be recognised first."""
    layout = partial(_layout, pdftotext, path)
    words = in_words(layout())
    pages = _pages(path) if words else 0
    if not pages:
        return None
    try:
        sources = read(path, Ingest())
    except Refusal as refusal:
        print(f"{path.name} is not measured: it {refusal}", file=sys.stderr)
        return None
    if any(block.confidence is not None for source in sources for block in source.blocks):
        print(f"{path.name} is not measured: text recognition reads some of its pages", file=sys.stderr)
        return None
    tools: dict[str, Callable[[], object]] = {
        "ours": partial(read, path, Ingest()),
        "ours, contained": partial(contained.read, path, "pdf"),
        "pdftotext -layout": layout,
        "pypdf": partial(_pypdf, path),
    }
    texts = {"ours": "\n".join(source.text for source in sources), "pypdf": _pypdf(path)}
    return Measured(path.name, pages, words.total(), medians(tools), {tool: found(words, text) for tool, text in texts.items()})


def _layout(pdftotext: str, path: Path) -> str:
    done = subprocess.run([pdftotext, "-q", "-layout", str(path), "-"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def _pypdf(path: Path) -> str:
    with path.open("rb") as file:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def _pages(path: Path) -> int:
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _sum(name: str, measured: list[Measured]) -> Measured:
    words = sum(one.words for one in measured)
    seconds = {tool: sum(one.seconds[tool] for one in measured) for tool in TOOLS}
    shares = {tool: sum(one.shares[tool] * one.words for one in measured) / max(words, 1) for tool in ("ours", "pypdf")}
    return Measured(f"{name} ({len(measured)} files)", sum(one.pages for one in measured), words, seconds, shares)


def _row(one: Measured) -> str:
    times = [f"{1000 * one.seconds[tool] / one.pages:.1f}" for tool in TOOLS]
    shares = [f"{100 * one.shares[tool]:.1f} %" for tool in ("ours", "pypdf")]
    return "| " + " | ".join([one.name, str(one.pages), f"{one.words:,}", *times, *shares]) + " |"


if __name__ == "__main__":
    main()
