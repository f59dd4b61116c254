"""Tell which installed programs shape what is read of a file: another version of one makes only these files be read anew."""

from __future__ import annotations

from pathlib import Path

from pipeline.importers.zipped import OLE

PROGRAMS = ("tesseract", "libreoffice")
HEAD = 1024  # bytes within which a file shows what it is, whatever its name


def programs_for(path: Path, suffix: str) -> tuple[str, ...]:
    """Return the programs that may be asked when a file is read.

    Args:
        path: the file. One that cannot be opened may be anything.
        suffix: of its name, lower case, without the dot.

    Returns:
        ``tesseract`` for what is a PDF, ``libreoffice`` for an old Word file, both for a mail, which may carry either.
    """
    if suffix == "eml":
        return PROGRAMS
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return PROGRAMS
    scans, old = suffix == "pdf" or b"%PDF-" in head, suffix == "doc" or head.startswith(OLE)
    return tuple(name for name, needed in zip(PROGRAMS, (scans, old), strict=True) if needed)
