"""Unpack a .qdpx archive in memory: nothing is written, and nothing is read that claims or turns out to be more than a project needs."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import CorpusError

MOST_MEMBERS = 50_000
MOST_CLAIMED = 2**31 - 1  # bytes of one file: the standard's section 8.5 allows no more
MOST_READ = 200 * 2**20  # bytes of the project's XML, or of one text
MOST_IN_ALL = 2**29  # bytes of all texts
MOST_RATIO, RATIO_FROM = 250, 2**20  # a member this much larger than it is packed, once it is larger than a mebibyte
JUNK = ("__macosx/", "thumbs.db")
# what reading a damaged archive, or one that may not be read, raises: OSError also of bzip2, IndexError and struct.error of a cut head of LZMA
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, IndexError, ValueError, NotImplementedError, RuntimeError)
NO_ARCHIVE = "is no project archive, cannot be read, or is damaged. Export it anew as a REFI-QDA project (.qdpx)."


@dataclass(frozen=True)
class Archive:
    """A project's XML, its texts (.txt) and its other files, by the lower-case name they have in sources/."""

    path: Path
    project: bytes
    texts: Mapping[str, bytes]
    members: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes | None:
        """Return a file of sources/, whatever the capitals of its name; None where there is none.

        Raises:
            CorpusError: if it is too large, or cannot be unpacked.
        """
        entry = self.members.get(name.lower())
        if entry is None or name.lower() in self.texts:
            return self.texts.get(name.lower())
        try:
            with zipfile.ZipFile(self.path) as archive:
                return _read(archive, entry, self.path)
        except DAMAGED:
            raise CorpusError(f"{self.path} {NO_ARCHIVE}") from None


def unpack(path: Path) -> Archive:
    """Open a project archive and read its XML.

    Raises:
        CorpusError: if it is missing or no archive; if a member's name leads out of it or is there twice, a member is a link, encrypted, or larger
            than allowed; if it holds no project at its top, or several.
    """
    if not path.is_file():
        raise CorpusError(f"{path} does not exist. Name a project with FILE=name.qdpx.")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _junk(entry.filename)]
            _check(entries, path)
            project = _read(archive, _project_of(entries, path), path)
            sources = {_inside(entry.filename): entry for entry in entries if _inside(entry.filename)}
            texts = {name: _read(archive, entry, path) for name, entry in sources.items() if name.endswith(".txt")}
    except DAMAGED:
        raise CorpusError(f"{path} {NO_ARCHIVE}") from None
    return Archive(path, project, texts, sources)


def _junk(name: str) -> bool:
    return name.lower().startswith(JUNK) or PurePosixPath(name).name.startswith(("._", ".DS_Store"))


def _inside(name: str) -> str:
    """Return the name within sources/ (or Sources/), in lower case; empty for what lies elsewhere."""
    folder, _, rest = name.partition("/")
    return rest.lower() if folder.lower() == "sources" else ""


def _check(entries: list[zipfile.ZipInfo], path: Path) -> None:
    if len(entries) > MOST_MEMBERS:
        raise CorpusError(f"{path} holds {len(entries):,} files; a project has at most {MOST_MEMBERS:,}. Nothing was read.")
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        what = _wrong(entry) or ("is there twice" if name.lower() in seen else "")
        if what:
            raise CorpusError(f"{path}: the file {name[:80]!r} in it {what}. That is no project that a program exported: nothing was read.")
        seen.add(name.lower())
    texts = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".txt", ".qde")))
    if texts > MOST_IN_ALL:
        raise CorpusError(f"{path} claims {texts:,} bytes of text; at most {MOST_IN_ALL:,} are read. Export it in parts.")


def _wrong(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    if name.startswith(("/", "\\")) or "\\" in name or "\0" in name or ":" in name.split("/", maxsplit=1)[0] or ".." in PurePosixPath(name).parts:
        return "has a name that leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if entry.file_size > MOST_CLAIMED:
        return f"claims {entry.file_size:,} bytes, more than the standard allows"
    if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        return f"claims to be {entry.file_size // max(1, entry.compress_size):,} times as large as it is packed"
    return ""


def _project_of(entries: list[zipfile.ZipInfo], path: Path) -> zipfile.ZipInfo:
    found = [entry for entry in entries if entry.filename.lower().endswith(".qde")]
    at_top = [entry for entry in found if "/" not in entry.filename]
    if len(at_top) == 1:
        return at_top[0]
    what = f"several projects ({', '.join(entry.filename for entry in at_top)})" if at_top else "no project.qde at its top"
    raise CorpusError(f"{path} holds {what}; there must be one. Export it anew as a REFI-QDA project.")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> bytes:
    """Unpack one member, at most as much as allowed whatever it claims."""
    if entry.file_size > MOST_READ:
        raise CorpusError(f"{path}: the file {entry.filename!r} in it has {entry.file_size:,} bytes; at most {MOST_READ:,} are read.")
    try:
        with archive.open(entry) as stream:
            content = stream.read(MOST_READ + 1)
    except DAMAGED:
        raise CorpusError(f"{path}: the file {entry.filename!r} in it is damaged. Export the project anew.") from None
    if len(content) > MOST_READ:
        raise CorpusError(f"{path}: the file {entry.filename!r} in it unpacks to more than {MOST_READ:,} bytes.")
    return content
