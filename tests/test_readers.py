"""What is installed to read scans and old Word files is part of the key of ingest: installed later, it reads what could not be read before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import forget_programs

from pipeline.importers import tesseract
from pipeline.inputs import Inputs, Request
from pipeline.stages import stage_named
from pipeline.standing import Standing

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs that stand for those installed are shell scripts")


def program(path: Path, says: str) -> None:
    path.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
    path.chmod(0o755)


def key(folder: Path) -> str:
    """Return the key of ingest, as a new run would make it."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "a.txt").write_text("The hall was full.\n", encoding="utf-8")
    forget_programs()
    return Standing(Inputs(Request(corpus, folder / "outputs"))).key(stage_named("ingest"))


def speaks(languages: str) -> str:
    return f'case "$1" in --version) echo tesseract 5.3.0;; *) printf "List of languages:\\n{languages}\\n";; esac'


def test_a_run_after_libreoffice_was_installed_reads_again(programs: Path, tmp_path: Path) -> None:
    before = key(tmp_path)
    assert key(tmp_path) == before
    program(programs / "soffice", "exit 1  # is not to be started")
    installed = key(tmp_path)
    os.utime(programs / "soffice", (1, 1))
    assert len({before, installed, key(tmp_path)}) == 3


def test_a_run_after_tesseract_or_one_of_its_languages_was_installed_reads_again(programs: Path, tmp_path: Path) -> None:
    before = key(tmp_path)
    program(programs / "tesseract", speaks("eng"))
    english = key(tmp_path)
    assert key(tmp_path) == english
    program(programs / "tesseract", speaks("eng\\ncym"))
    assert len({before, english, key(tmp_path)}) == 3


def test_a_tesseract_that_does_not_answer_is_none(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs / "tesseract", "exec /bin/sleep 30")
    monkeypatch.setattr(tesseract, "SECONDS_TO_ANSWER", 0.2)
    assert tesseract.version() is None
    assert tesseract.languages() == ()
