"""Read old Word files by way of LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.config import Ingest
from pipeline.importers import docx, watched
from pipeline.sources import Refusal, Source, Unreadable

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SHARE = 0.8  # of the time allowed for the file: what is left is for reading
MACROS_OFF = "--norestore --nolockcheck --nodefault --nologo --nofirststartwizard".split()
CONVERTED = Unreadable(
    "converted",
    "is an old Word file, read by way of LibreOffice; tracked changes may be shown as accepted",
    "Save it as DOCX in Word, if changes in it are tracked.",
    "note",
)


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a DOC file, made a DOCX by LibreOffice in a temporary folder.

    Args:
        path: the file.
        settings: ``[ingest]``: the time allowed, and how DOCX files are read.

    Returns:
        One document, with a note.

    Raises:
        Refusal: ``needs-libreoffice`` where it is not installed, ``unreadable`` where it makes nothing of the file, or as for DOCX.
    """
    program = _program()
    if program is None:
        raise Refusal(
            "needs-libreoffice",
            "is an old Word file, which is read only where LibreOffice is installed",
            "Save it as DOCX, or install LibreOffice (libreoffice.org; on Debian and Ubuntu: sudo apt install libreoffice-writer) and run again.",
        )
    with tempfile.TemporaryDirectory() as folder:
        made = _converted(program, path, Path(folder), settings)
        sources = docx.read(made, settings)
    return [replace(source, media_type="application/msword", warnings=(*source.warnings, CONVERTED)) for source in sources]


def installed() -> str:
    """Name the LibreOffice that is installed by its path and the time it was put there; empty where there is none."""
    program = _program()
    return f"{program} {Path(program).stat().st_mtime_ns}" if program else ""


def _program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def _converted(program: str, path: Path, folder: Path, settings: Ingest) -> Path:
    source = folder / "document.doc"
    shutil.copyfile(path, source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", *MACROS_OFF, profile, "--convert-to", "docx", "--outdir", os.fspath(folder), os.fspath(source)]
    if not watched.run(command, SHARE * settings.max_seconds):
        raise Refusal(
            "too-long",
            f"takes LibreOffice longer than {SHARE * settings.max_seconds:.0f} seconds to open",
            "Open it in Word or LibreOffice and save it as DOCX, or raise max_seconds under [ingest] of study.toml.",
        )
    made = folder / "document.docx"
    if not made.is_file():
        raise Refusal("unreadable", "cannot be opened by LibreOffice", "Open it in Word and save it as DOCX, or remove it.")
    return made
