"""Read members of ZIP files that office programs write, never more than an ordinary document holds and never to disk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from pipeline.sources import Refusal

MEGABYTES_UNPACKED, RATIO, SMALL = 200, 200, 100_000  # ordinary files stay below 60 to 1
MOST_MEMBERS = 20_000
MEGABYTES_XML = 60  # of one member that is parsed: its tree needs about six times as much memory
OLE = b"\xd0\xcf\x11\xe0"
ENTITY = re.compile(rb"<!ENTITY|<\0!\0E\0N\0T\0I\0T\0Y|\0<\0!\0E\0N\0T\0I\0T\0Y", re.IGNORECASE)


def bomb() -> Refusal:
    """Say that a file unpacks to too much."""
    return Refusal("too-large", "unpacks to far more than an ordinary document", "Look where it comes from; save its text in a new document.")


@dataclass(frozen=True)
class Package:
    """A checked ZIP file in memory. Members are read by name and never unpacked to disk."""

    content: bytes
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """Return a member's bytes, no more than it declared.

        Raises:
            Refusal: if it is locked by a password, damaged, or longer than it says.
        """
        with zipfile.ZipFile(io.BytesIO(self.content)) as opened:
            member = opened.getinfo(name)
            if member.flag_bits & 1:
                raise Refusal("password", "is locked by a password", "Save it without a password.")
            try:
                with opened.open(member) as stream:
                    content = stream.read(member.file_size + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):  # ValueError: it stands before its file's beginning
                raise Refusal("unreadable", "is damaged inside", "Open it, save it again in the same format, or remove it.") from None
        if len(content) > member.file_size:
            raise bomb()
        return content

    def xml(self, name: str) -> etree._Element:
        """Parse a member as XML, without entities, network or outer files.

        Raises:
            Refusal: as ``read``, or if it declares entities, is too large, or is no XML.
        """
        return parsed(self.read(name))


def parsed(content: bytes) -> etree._Element:
    """Parse XML, without entities, network or outer files.

    Raises:
        Refusal: if it declares entities, which office programs never do, is too large, or is no XML.
    """
    if ENTITY.search(content):
        raise Refusal(
            "unsafe-xml",
            "declares entities of its own, as files do that attack their reader",
            "Look where it comes from; save its text in a new document.",
        )
    if len(content) > MEGABYTES_XML * 1_000_000:
        raise bomb()
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        raise Refusal("unreadable", "is damaged inside", "Open it, save it again in the same format, or remove it.") from None


def package(content: bytes, kind: str) -> Package:
    """Check a ZIP file before anything in it is read.

    Args:
        content: the file's bytes.
        kind: what it should be, for messages: DOCX.

    Raises:
        Refusal: if it is locked by a password, is no ZIP file, would unpack to far more than it is, or names a path outside itself.
    """
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refusal("password", "is locked by a password", "Save it without a password.")
        raise Refusal(
            "unreadable", f"is an old Office file under the name of a {kind} file", f"Open it in Word or LibreOffice and save it as {kind}."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            members = opened.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise Refusal("unreadable", f"is no {kind} file", f"Open it, save it again as {kind}, or remove it.") from None
    _check(members)
    return Package(content, frozenset(member.filename for member in members))


def _check(members: list[zipfile.ZipInfo]) -> None:
    steep = any(member.file_size > SMALL and member.file_size > RATIO * max(1, member.compress_size) for member in members)
    if steep or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MEGABYTES_UNPACKED * 1_000_000:
        raise bomb()
    if any(_leads_out(member.filename) for member in members):
        raise Refusal(
            "unsafe-path", "holds a member whose name leads out of it, as ../ does", "Look where it comes from; save its text in a new document."
        )


def _leads_out(name: str) -> bool:
    r"""Tell whether a member's name would leave the folder it were unpacked in.

    >>> _leads_out("word/document.xml"), _leads_out("../../x"), _leads_out("C:\\x"), _leads_out("/etc/x")
    (False, True, True, True)
    """
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain) is not None
