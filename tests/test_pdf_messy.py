"""Real PDFs come out as what a reader sees on their pages.

golden_messy.csv was written from pictures of the pages, not from the output. ``paragraphs`` counts prose of fifteen words or
more on ``counted_pages``, without headings, lists, attendance and notes. ``first_five`` and ``last_five`` are the SHA-256 of
the first and last words (letters and digits, lower case, one space between) that are no running line.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.importers import ocr
from pipeline.importers.reading import read_document
from pipeline.sources import Block, Source, Unreadable

GOLDEN = Path(__file__).parent / "golden_messy.csv"
ROWS = [row for row in csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines()) if row["file"].endswith(".pdf")]
PROSE_WORDS = 15
SLOW = {
    "02_waspi_report.pdf",
    "04_postoffice_response.pdf",
    "05_behaviour_change_lords.pdf",
    "07_oral_evidence_20140618.pdf",
    "35_mixed_multipage.pdf",
}
CASES = [pytest.param(row, id=row["file"], marks=[pytest.mark.slow] if row["file"] in SLOW else []) for row in ROWS]
WORD = re.compile(r"[^\W_]+")
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def words(text: str) -> list[str]:
    return WORD.findall(text.translate(LIGATURES).lower())


def digest(found: list[str]) -> str:
    return hashlib.sha256(" ".join(found).encode()).hexdigest()


def is_prose(source: Source, block: Block) -> bool:
    return block.kind in {"paragraph", "procedure"} and len(source.text[block.start : block.end].split()) >= PROSE_WORDS


@pytest.mark.parametrize("row", CASES)
def test_a_messy_pdf_is_what_its_pages_show(row: dict[str, str], corpora: Path) -> None:
    answer = read_document(corpora / "messy" / row["file"], "pdf", Ingest())
    if isinstance(answer, Unreadable):
        assert answer.code == row["outcome"]
        assert answer.remedy
        return
    source = answer[0]
    assert row["outcome"] == "document" or (row["outcome"] == "no-text-layer" and ocr.version())
    assert source.n_pages == int(row["pages"])
    assert all(block.page for block in source.blocks)
    if row["paragraphs"]:
        pages = set(map(int, row["counted_pages"].split()))
        assert sum(block.page in pages and is_prose(source, block) for block in source.blocks) == int(row["paragraphs"])
        body = words(" ".join(source.text[block.start : block.end] for block in source.blocks if block.kind != "boilerplate"))
        assert digest(body[:5]) == row["first_five"]
        assert digest(body[-5:]) == row["last_five"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("row", [case for case, row in zip(CASES, ROWS, strict=True) if row["outcome"] == "document"])
def test_words_that_pdftotext_finds_are_found(row: dict[str, str], corpora: Path) -> None:
    path = corpora / "messy" / row["file"]
    said = subprocess.run([shutil.which("pdftotext") or "", str(path), "-"], capture_output=True, text=True, check=True)
    answer = read_document(path, "pdf", Ingest())
    assert isinstance(answer, list)
    theirs, ours = Counter(words(said.stdout)), Counter(words(answer[0].text))
    assert (theirs & ours).total() >= 0.95 * theirs.total()
