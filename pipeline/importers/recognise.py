"""Tell what a file is by its content where its name says otherwise.

What is plainly another type that can be read is read as that, with a note. What cannot be read at all is refused with
what it is: a picture, a presentation, an old workbook, a file locked by a password. Everything else is left to the
importer of its suffix.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.importers import IMPORTERS
from pipeline.importers.zipped import OLE
from pipeline.sources import Unreadable

HEAD = 4096  # bytes in which a type shows itself
PDF_WITHIN = 1024  # bytes before the mark, as other readers allow
ALIKE = {"htm": "html"}
TEXTS = frozenset({"txt", "md", "html", "csv", "eml"})
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
MAIL = re.compile(rb"(?:MIME-Version|Return-Path|Received|From):\s.*\n(?:[\w-]+:\s|\s)", re.IGNORECASE)
PICTURES = ((b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"))
MEMBERS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
OLD = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
OPEN_DOCUMENTS = {"application/vnd.oasis.opendocument.text": "odt"}
INSTEAD = {
    "pptx": ("a presentation", "Save it as PDF."),
    "xls": ("an old Excel workbook", "Save it as XLSX or CSV."),
    "ppt": ("an old presentation", "Save it as PDF."),
    "msg": ("a message of Outlook", "Save it as EML."),
    "locked": ("a file locked by a password", "Save it without a password."),
    "zip": ("an archive", "Unpack it, and put the documents that are in it into the corpus."),
}


@dataclass(frozen=True)
class Recognised:
    """The suffix whose importer reads a file, and a note where its name has another."""

    suffix: str
    note: Unreadable | None = None


def recognise(path: Path, suffix: str) -> Recognised | Unreadable:
    """Tell with which importer a file is read.

    Args:
        path: the file.
        suffix: of its name, lower case, without the dot.

    Returns:
        The suffix to go by, or why the file cannot be read.
    """
    kind = _kind(path, suffix)
    if kind is None or kind == ALIKE.get(suffix, suffix):
        return Recognised(suffix)
    if kind in INSTEAD:
        what, remedy = INSTEAD[kind]
        return Unreadable("password" if kind == "locked" else "not-a-document", f"is {what}", remedy)
    if kind not in IMPORTERS:
        return Unreadable("not-a-document", f"is a picture ({kind})", "Save it as PDF; where a program for text recognition is installed it is read.")
    return Recognised(
        kind,
        Unreadable(
            "suffix-differs", f"is named .{suffix}, but is of the type {kind.upper()} and is read so", f"Rename it to .{kind}, to be sure.", "note"
        ),
    )


def _kind(path: Path, suffix: str) -> str | None:
    """Return the type that the content plainly has; None where it has none."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if b"%PDF-" in head[:PDF_WITHIN]:
        return "pdf"
    if head.startswith(OLE):
        return _old(path.read_bytes())
    if head.startswith(b"PK\3\4"):
        return _zipped(path)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    picture = next((name for mark, name in PICTURES if head.startswith(mark)), None)
    if picture and suffix != "eml":
        return picture
    return _text(head, suffix)


def _text(head: bytes, suffix: str) -> str | None:
    if suffix in {"html", "htm", "md", "eml"}:
        return None
    if PAGE.match(head):
        return "html"
    if suffix == "doc" and head:
        return "eml" if MAIL.match(head) else "txt" if b"\0" not in head else None
    return None


def _old(content: bytes) -> str | None:
    return next((kind for mark, kind in OLD if mark.encode("utf-16-le") in content), None)


def _zipped(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as opened:
            names = set(opened.namelist())
            declared = opened.read("mimetype")[:100].decode("ascii", "replace") if _is_short(opened, names) else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return None
    known = OPEN_DOCUMENTS.get(declared) or next((kind for member, kind in MEMBERS if member in names), None)
    return known or (None if "content.xml" in names or "[Content_Types].xml" in names else "zip")


def _is_short(opened: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and opened.getinfo("mimetype").file_size < HEAD and not opened.getinfo("mimetype").flag_bits & 1
