"""A file that is broken inside is refused with a remedy by its own importer, and takes no mail with it to which it is attached."""

from __future__ import annotations

import io
import zipfile
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.importers.reading import read_document
from pipeline.importers.zipped import package
from pipeline.sources import Refusal, Unreadable

SAID = "The hall on Saturdays would help all of us in Overwick to meet."
RTF = rb"{\rtf1\ansi The hall\uc is cold in winter.}"


def before_its_beginning() -> bytes:
    """Write a ZIP file of which a byte at the front is lost, so that its first member stands before it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()[1:]


def test_a_member_that_would_stand_before_its_file_is_damaged() -> None:
    with pytest.raises(Refusal, match="damaged"):
        package(before_its_beginning(), "DOCX").read("word/document.xml")


def test_a_control_word_without_its_number_makes_a_rich_text_file_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    made = read_document(path, "rtf", Ingest())
    assert isinstance(made, Unreadable)
    assert (made.code, made.message) == ("unreadable", "is damaged inside")


def test_a_mail_whose_header_names_an_encoding_that_cannot_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes("From: =?utf\u20138?q?Si=C3=A2n?= <a@example.org>\nSubject: The hall\n\n".encode() + SAID.encode())
    (made,) = read_document(path, "eml", Ingest())  # type: ignore[misc]  # one document
    assert made.text.strip() == SAID


@pytest.mark.parametrize(("name", "content"), [("a.docx", before_its_beginning()), ("a.rtf", RTF), ("a.pdf", b"%PDF-1.4"), ("a.xlsx", b"PK\3\4")])
def test_a_broken_attachment_is_warned_of_and_the_mail_is_read(tmp_path: Path, name: str, content: bytes) -> None:
    message = EmailMessage(policy=policy.default)
    message["From"] = "Siân Lee <lee@example.org>"
    message.set_content(SAID)
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    (made,) = read_document(path, "eml", Ingest())  # type: ignore[misc]  # one document
    assert made.text.strip() == SAID
    assert [name in one.message and bool(one.remedy) for one in made.warnings] == [True]
