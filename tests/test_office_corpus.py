"""Every real file that is no PDF ends as a document or as a problem with a remedy, as a person found it on looking.

golden_messy_office.csv was made from the files, not from what is read of them: the number of pieces (headings, paragraphs, list
items) in all its documents where a person can count them without doubt, and SHA-256 of the first and last five words. What only stands
around what a file says (greetings and signatures of letters, notices of mail servers, names of files to download) is not counted.
"""

import csv
import hashlib
import shutil
from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.contain import Reader
from pipeline.sources import Unreadable

with (Path(__file__).parent / "golden_messy_office.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def reader():
    opened = Reader(Ingest())
    yield opened
    opened.close()


def digest(words):
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["file"])
def test_a_real_file_is_what_a_person_found(corpora, reader, row):
    path = corpora / "messy" / row["file"]
    outcome = "document" if row["outcome"] == "needs-libreoffice" and shutil.which("soffice") else row["outcome"]
    made = reader.read(path, path.suffix[1:])
    if outcome != "document":
        assert isinstance(made, Unreadable)
        assert made.code == outcome
        assert made.remedy
        return
    assert len(made) == int(row["documents"])
    pieces = [source.text[b.start : b.end] for source in made for b in source.blocks if b.kind != "boilerplate"]
    words = " ".join(pieces).split()
    assert row["pieces"] in {"", str(len(pieces))}
    assert row["first_words"] in {"", digest(words[:5])}
    assert row["last_words"] in {"", digest(words[-5:])}


def test_no_real_file_is_left_out_of_the_table(corpora):
    there = {path.name for path in (corpora / "messy").iterdir() if path.suffix != ".pdf"} - {"about.csv"}
    assert there == {row["file"] for row in GOLDEN}
