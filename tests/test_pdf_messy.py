"""Real PDFs come out as what a reader sees on their pages.

golden_messy.csv was written from pictures of the pages, not from the output. ``paragraphs`` counts prose of fifteen words or
more that begins on ``counted_pages``, numbered paragraphs and what is boilerplate by its words too, without headings, lists, attendance and notes; a Chinese character
is a word. ``in_order`` are headings and paragraphs in the order of the pages: 16 digits of the SHA-256 of their first five words. ``first_five`` and ``last_five`` are the SHA-256 of
the first and last words (letters and digits, lower case, one space between) that are no running line. ``with_ocr`` is the outcome
where text recognition is installed: what is counted of such a file is what it finds.
"""

from __future__ import annotations

import csv
import functools
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.importers import tesseract
from pipeline.importers.reading import read_document
from pipeline.sources import Block, Source, Unreadable
from tests.fingerprints import digest, words

GOLDEN = Path(__file__).parent / "golden_messy.csv"
ROWS = [row for row in csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines()) if row["file"].endswith(".pdf")]
PROSE_WORDS = 15
TIME_FOR_SCANS = 1200  # seconds: a machine that does other work too takes ten for a page
SLOW = {
    "02_waspi_report.pdf",
    "04_postoffice_response.pdf",
    "05_behaviour_change_lords.pdf",
    "07_oral_evidence_20140618.pdf",
    "31_scan_linn.pdf",
    "32_scan_skewed.pdf",
    "35_mixed_multipage.pdf",
    "40_malformed.pdf",
}
CASES = [pytest.param(row, id=row["file"], marks=[pytest.mark.slow] if row["file"] in SLOW else []) for row in ROWS]
ONE_WORD = re.compile(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+")
NUMBERED = re.compile(r"\d+\.\s")


def is_prose(source: Source, block: Block) -> bool:
    text = source.text[block.start : block.end]
    kinds = {"paragraph", "procedure", *(["list_item"] if NUMBERED.match(text) else [])}
    standing = block.kind == "boilerplate" and not runs(source, text)
    return (block.kind in kinds or standing) and len(ONE_WORD.findall(text)) >= PROSE_WORDS


def runs(source: Source, text: str) -> bool:
    """Tell whether boilerplate stands on several pages, numbers aside: a running line."""
    alike = [re.sub(r"\d+", "", source.text[block.start : block.end]) for block in source.blocks if block.kind == "boilerplate"]
    return alike.count(re.sub(r"\d+", "", text)) > 1


def beginnings(source: Source) -> list[str]:
    """Return a mark for the first five words of each block, in order."""
    return [digest(words(text)[:5])[:16] for text in body_of(source)]


def body_of(source: Source) -> list[str]:
    """Return the texts of the blocks that are no running lines."""
    return [source.text[block.start : block.end] for block in source.blocks if block.kind != "boilerplate" or is_prose(source, block)]


@functools.cache
def read(path: Path) -> list[Source] | Unreadable:
    return read_document(path, "pdf", Ingest(max_seconds=TIME_FOR_SCANS))


def outcome_of(answer: list[Source] | Unreadable) -> str:
    """Return what a row of the table calls it."""
    if isinstance(answer, Unreadable):
        assert answer.remedy
        return answer.code
    return "document"


@pytest.mark.parametrize("row", CASES)
def test_a_messy_pdf_is_what_its_pages_show(row: dict[str, str], corpora: Path) -> None:
    recognised = bool(row["with_ocr"] and tesseract.version())
    answer = read(corpora / "messy" / row["file"])
    assert outcome_of(answer) == (row["with_ocr"] if recognised else row["outcome"])
    if isinstance(answer, Unreadable):
        return
    source = answer[0]
    assert source.n_pages == int(row["pages"])
    assert all(block.page for block in source.blocks)
    if row["paragraphs"] and (recognised or not row["with_ocr"]):
        pages = set(map(int, row["counted_pages"].split()))
        assert sum(block.page in pages and is_prose(source, block) for block in source.blocks) == int(row["paragraphs"])
        body = words(" ".join(body_of(source)))
        assert row["first_five"] in {"", digest(body[:5])}
        assert row["last_five"] in {"", digest(body[-5:])}


@pytest.mark.parametrize("row", [case for case, row in zip(CASES, ROWS, strict=True) if row["in_order"]])
def test_blocks_of_a_messy_pdf_begin_and_follow_each_other_as_on_its_pages(row: dict[str, str], corpora: Path) -> None:
    if row["with_ocr"] and not tesseract.version():
        pytest.skip("tesseract is not installed")
    answer = read(corpora / "messy" / row["file"])
    assert isinstance(answer, list)
    found = iter(beginnings(answer[0]))
    missed = [place for place, one in enumerate(row["in_order"].split(), start=1) if one not in found]
    assert not missed, f"number {missed[0]} does not come after those before it"


@pytest.mark.parametrize("row", [case for case, row in zip(CASES, ROWS, strict=True) if row["with_ocr"]])
def test_without_text_recognition_a_scan_says_how_to_get_it(
    row: dict[str, str], corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.version.cache_clear()
    answer = read_document(corpora / "messy" / row["file"], "pdf", Ingest())
    tesseract.version.cache_clear()
    assert outcome_of(answer) == row["outcome"]
    remedies = [answer.remedy] if isinstance(answer, Unreadable) else [one.remedy for one in answer[0].warnings]
    assert any("tesseract" in remedy for remedy in remedies)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("row", [case for case, row in zip(CASES, ROWS, strict=True) if row["outcome"] == "document"])
def test_words_that_pdftotext_finds_are_found(row: dict[str, str], corpora: Path) -> None:
    path = corpora / "messy" / row["file"]
    said = subprocess.run([shutil.which("pdftotext") or "", str(path), "-"], capture_output=True, text=True, check=True)
    answer = read(path)
    assert isinstance(answer, list)
    theirs, ours = Counter(words(said.stdout)), Counter(words(answer[0].text))
    assert (theirs & ours).total() >= 0.95 * theirs.total()
