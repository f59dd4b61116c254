"""What is installed later makes those files be read anew that it can read, and no others."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import forget_programs

from pipeline.importers.zipped import OLE
from pipeline.inputs import Request
from pipeline.programs import programs_for
from pipeline.run import run


@pytest.mark.parametrize(
    ("name", "content", "programs"),
    [
        ("a.txt", b"The hall was full.", ()),
        ("a.pdf", b"%PDF-1.4", ("tesseract",)),
        ("a.html", b"\n%PDF-1.4", ("tesseract",)),
        ("a.doc", OLE, ("libreoffice",)),
        ("a.docx", OLE, ("libreoffice",)),
        ("a.eml", b"From: a@example.org", ("tesseract", "libreoffice")),
        ("gone.txt", None, ("tesseract", "libreoffice")),
    ],
)
def test_a_files_programs_are_told_by_what_it_is(tmp_path, name, content, programs):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert programs_for(tmp_path / name, name.rsplit(".", 1)[1]) == programs


def kept(outputs: Path) -> set[str]:
    with closing(sqlite3.connect(outputs / ".themeline" / "cache.sqlite")) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM kept")}


@pytest.mark.skipif(os.name != "posix", reason="the program that stands for LibreOffice is a shell script")
def test_only_old_word_files_are_read_anew_when_libreoffice_is_installed(tmp_path, programs):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The hall was full on the night of the fair.\n", encoding="utf-8")
    (corpus / "b.doc").write_bytes(OLE + b"\0" * 600)
    held = []
    for installed in (False, True):
        if installed:
            (programs / "soffice").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
            (programs / "soffice").chmod(0o755)
        forget_programs()
        run(Request(corpus, tmp_path / "outputs"), until="ingest")
        held.append(kept(tmp_path / "outputs"))
    before, after = held
    assert before & after  # of a.txt
    assert after - before  # of b.doc
