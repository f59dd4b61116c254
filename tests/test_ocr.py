"""Scans are recognised where tesseract is installed, and refused with the way to read them where it is not."""

from __future__ import annotations

import difflib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.config import Ingest
from pipeline.contain import reader
from pipeline.importers import tesseract
from pipeline.importers.ocr_words import fragments_of, lines_in
from pipeline.importers.pdf_warnings import Seen, warnings_of
from pipeline.importers.reading import read_document
from pipeline.sources import Block, Source, Unreadable
from tests.make_pdfs import Layout, paper
from tests.test_doc import is_gone

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
TSV_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
SCANNED = (
    "The forum of Elmbridge met in the hall and heard that the",
    "footbridge by the mill remains unsafe. It asked the county",
    "surveyor to report before the winter.",
)
MOST_MEGABYTES = 400  # of the tesseract process, for a poster


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Hide the command, as where it is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.version.cache_clear()
    yield
    tesseract.version.cache_clear()


def drawn(lines: tuple[str, ...] = SCANNED, size: float = 11) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", size)
    for n, line in enumerate(lines):
        canvas.drawString(72, 780 - 1.6 * size * n, line)
    canvas.save()
    return buffer.getvalue()


def scan_of(content: bytes, *, angle: float = 0, coarse: int = 1) -> bytes:
    """Make a scan: the pages as pictures, without a character, turned by an angle, or so coarse that little can be read."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in pypdfium2.PdfDocument(content):
        image = Image.fromarray(page.render(scale=200 / 72, grayscale=True).to_numpy().squeeze())
        image = image.resize((image.width // coarse, image.height // coarse)).rotate(angle, expand=angle % 90 == 0, fillcolor=255, resample=3)
        size = (image.width * coarse * 72 / 200, image.height * coarse * 72 / 200)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(image), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def mixed() -> bytes:
    document = pypdfium2.PdfDocument(drawn())
    document.import_pages(pypdfium2.PdfDocument(scan_of(drawn())))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(content: bytes, folder: Path) -> list[Source] | Unreadable:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return read_document(path, "pdf", Ingest())


def texts(answer: list[Source] | Unreadable) -> list[tuple[str, str]]:
    assert isinstance(answer, list)
    return [(block.kind, answer[0].text[block.start : block.end]) for block in answer[0].blocks]


@pytest.mark.usefixtures("without_tesseract")
def test_a_scan_is_refused_with_the_way_to_read_it(tmp_path: Path) -> None:
    answer = read(scan_of(drawn()), tmp_path)
    assert isinstance(answer, Unreadable)
    assert answer.code == "no-text-layer"
    assert "apt install tesseract-ocr" in answer.remedy
    assert "ocrmypdf" in answer.remedy


@pytest.mark.usefixtures("without_tesseract")
def test_scanned_pages_among_others_are_named(tmp_path: Path) -> None:
    answer = read(mixed(), tmp_path)
    assert isinstance(answer, list)
    assert [one.code for one in answer[0].warnings] == ["pages-without-text"]
    assert "(page 2)" in answer[0].warnings[0].message
    assert "apt install tesseract-ocr" in answer[0].warnings[0].remedy


@needs_tesseract
def test_a_scan_is_recognised_with_confidence_within_the_limits_of_the_child(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(scan_of(drawn()))
    with reader(Ingest()) as contained:
        answer = contained.read(path, "pdf")
    assert texts(answer) == [("paragraph", " ".join(SCANNED))]
    assert isinstance(answer, list)
    assert all(block.confidence is not None and block.confidence > 70 for block in answer[0].blocks)
    assert [one.code for one in answer[0].warnings] == ["recognised"]


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_scan_that_stands_on_its_side_or_its_head_is_turned_upright(angle: int, tmp_path: Path) -> None:
    assert texts(read(scan_of(drawn(), angle=angle), tmp_path)) == [("paragraph", " ".join(SCANNED))]


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("angle", [-2, 3])
def test_a_scan_that_lies_askew_gives_the_paragraphs_of_its_columns(angle: float, tmp_path: Path) -> None:
    made = paper(Layout("two columns", columns=2, size=11, leading=14, heading_size=15, sections=1, header="", footer="", seed=41))
    wanted = [text for kind, text, _ in made.blocks if kind in {"paragraph", "list_item"} and not text[-1].isdigit()]
    found = [text for _, text in texts(read(scan_of(made.content, angle=angle), tmp_path))]
    assert len(wanted) == 6
    for text in wanted:
        assert max(difflib.SequenceMatcher(None, text, other, autojunk=False).ratio() for other in found) > 0.98


@needs_tesseract
@pytest.mark.slow
def test_letters_as_high_as_a_hand_are_recognised(tmp_path: Path) -> None:
    assert (
        " ".join(text for _, text in texts(read(scan_of(drawn(("Save our hall", "from the flood"), 72)), tmp_path))) == "Save our hall from the flood"
    )


@needs_tesseract
def test_passages_that_were_badly_recognised_are_named(tmp_path: Path) -> None:
    answer = read(scan_of(drawn(), coarse=6), tmp_path)
    codes = {answer.code} if isinstance(answer, Unreadable) else {one.code for one in answer[0].warnings}
    assert codes & {"low-confidence", "no-text-layer"}


def test_only_pages_with_unsure_prose_are_named() -> None:
    blocks = (
        Block("boilerplate", 0, 3, page=1, confidence=12.0),
        Block("paragraph", 4, 9, page=2, confidence=64.0),
        Block("paragraph", 10, 19, page=3, confidence=91.0),
    )
    pages = [Seen(number, "own", 90) for number in (1, 2, 3)]
    (warning,) = warnings_of(pages, blocks)
    assert (warning.code, warning.message.endswith("(page 2)")) == ("low-confidence", True)


@needs_tesseract
@pytest.mark.slow
def test_a_picture_of_signs_that_are_no_letters_known_is_no_text(tmp_path: Path) -> None:
    signs = "\u4e00\u5341\u53e3\u65e5"  # in the font's place: boxes, circles and strokes
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for n in range(400):
        x, y = 72 + n % 25 * 18, 760 - n // 25 * 22
        canvas.rect(x, y, 9, 12 if ord(signs[n % 4]) % 2 else 7)
        canvas.line(x, y + 4, x + 12 - n % 5, y + n % 7)
        canvas.circle(x + 4, y + 5, 2 + n % 3)
    canvas.save()
    answer = read(scan_of(buffer.getvalue()), tmp_path)
    assert isinstance(answer, Unreadable)
    assert answer.code == "no-text-layer"
    assert "certainty" in answer.message
    assert "another language" in answer.remedy


@needs_tesseract
@pytest.mark.slow
def test_a_poster_is_recognised_within_bounds_of_memory(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    side = 2400
    canvas = Canvas(buffer, pagesize=(side, side), invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 255)), 0, 0, side, side)
    canvas.showPage()
    canvas.save()
    path = tmp_path / "poster.pdf"
    path.write_bytes(buffer.getvalue())
    code = (
        "import resource, sys; from pathlib import Path; from pipeline.config import Ingest; from pipeline.importers.reading import read_document; "
        "read_document(Path(sys.argv[1]), 'pdf', Ingest()); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": os.fspath(Path.cwd())}
    )
    assert 0 < int(said.stdout) / 1024 < MOST_MEGABYTES


def test_words_that_tesseract_recognised_become_fragments_in_points() -> None:
    rows = ["4\t1\t1\t1\t1\t0\t300\t600\t900\t60\t-1\t"]
    rows += [f"5\t1\t1\t1\t1\t{n}\t{300 + 200 * n}\t600\t180\t50\t{conf}\t{word}" for n, (conf, word) in enumerate(((96, "¢"), (90, "neigh-")))]
    rows += ["5\t1\t1\t1\t2\t1\t300\t670\t180\t50\t60\tbours", '5\t1\t1\t1\t2\t2\t1500\t670\t180\t50\t60\t"far']
    made = fragments_of(lines_in("\n".join([TSV_HEAD, *rows]) + "\n", 300 / 72))
    assert [one.text for one in made] == ["• neigh\xad", "bours", '"far']
    assert (made[0].left, made[1].confidence) == (72.0, 60.0)
    assert len({one.size for one in made}) == 1


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are POSIX's")
def test_tesseract_is_ended_when_the_process_that_reads_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    program = tmp_path / "tesseract"  # stands for tesseract: notes its process and waits
    program.write_text(f'#!/bin/sh\necho $$ > "{note}"\nexec /bin/sleep 60\n', encoding="utf-8")
    program.chmod(0o755)
    code = "from pipeline.importers import ocr; ocr._run(b'P5 1 1 255 0', 'eng', 300, 50)"
    with subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": os.fspath(Path.cwd())}) as asked:
        until = time.monotonic() + 20
        while not (note.is_file() and note.read_text(encoding="utf-8").strip()) and time.monotonic() < until:
            os.sched_yield()
        asked.kill()
    assert is_gone(int(note.read_text(encoding="utf-8")))
