"""Read what is attached to a mail with the importer of its type. Its name is a title, never a path."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.message import EmailMessage
from typing import cast

from lxml import etree

from pipeline.config import Ingest
from pipeline.encodings import tidy
from pipeline.importers import IMPORTERS
from pipeline.importers.eml_parts import content_of, header
from pipeline.importers.in_memory import as_file
from pipeline.importers.recognise import recognise
from pipeline.sources import Refusal, Source, Unreadable

TYPES = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/html": "html",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}
MALFORMED = (  # what the parsers of the importers raise at files that are broken in ways they do not know
    ArithmeticError,
    LookupError,
    MessageError,
    RuntimeError,  # of pypdfium2, and of elements within elements without end
    TypeError,
    ValueError,
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
)
SHOWN_WITHIN = Unreadable("pictures-not-read", "", "A logo needs nothing. If the picture shows words, add them to the corpus as a file.", "note")
LONGEST_NAME = 120  # characters
REMEDY = "Save it as a file of its own, of a type that is read, if it belongs to the study."


@dataclass(frozen=True)
class Attached:
    """Documents made of an attachment, and what is to be said of it."""

    sources: tuple[Source, ...] = ()
    warnings: tuple[Unreadable, ...] = ()


def name_of(part: EmailMessage) -> str:
    """Return the name that a part gives itself, as written; empty where it has none."""
    try:
        return tidy(part.get_filename() or "")
    except (LookupError, UnicodeError, ValueError, AttributeError, TypeError):  # malformed beyond what the email package reads
        return ""


def attached(part: EmailMessage, settings: Ingest, depth: int) -> Attached:
    """Read an attachment of a mail that stands within ``depth`` others.

    Returns:
        Its documents, titled with the last part of its name, those of a mail with their own; or a warning that says why there are none. A name that
        leads to another folder is reported, and only its last part is used.
    """
    written = name_of(part)
    name = re.split(r"[/\\]", " ".join(written.split()))[-1][:LONGEST_NAME].strip() or f"attachment of the type {part.get_content_type()}"
    said = (_unsafe(name),) if re.search(r"[/\\]", written) else ()
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    suffix = suffix if suffix in IMPORTERS else TYPES.get(part.get_content_type(), suffix)
    content = content_of(part)
    if not content.strip():
        return Attached((), (*said, Unreadable("attachment-not-read", f"has an attachment {name!r} that is empty", REMEDY, "note")))
    outcome = _read(content, suffix, settings, depth)
    if isinstance(outcome, Unreadable) and "picture" in outcome.message and header(part, "content-id"):
        return Attached((), (*said, replace(SHOWN_WITHIN, message=f"shows a picture in its text ({name!r}), which is not read")))
    if isinstance(outcome, Unreadable):
        return Attached((), (*said, replace(outcome, message=f"has an attachment {name!r} that {outcome.message}")))
    if suffix == "eml":  # a mail has a title of its own, and so has what is attached to it
        return Attached(tuple(replace(source, number=None) for source in outcome), said)
    titled = [replace(source, title=name if len(outcome) == 1 else f"{name}: {source.title or number}") for number, source in enumerate(outcome, 1)]
    return Attached(tuple(replace(source, number=None) for source in titled), said)


def _unsafe(name: str) -> Unreadable:
    return Unreadable(
        "unsafe-path", f"has an attachment whose name leads to another folder; it is read as {name!r}", "Look where the mail comes from.", "warning"
    )


def _read(content: bytes, suffix: str, settings: Ingest, depth: int) -> list[Source] | Unreadable:
    with as_file(content) as path:
        found = recognise(path, suffix)
        if isinstance(found, Unreadable):
            return replace(found, code="attachment-not-read", severity="note" if "picture" in found.message else None)
        if found.suffix not in IMPORTERS:
            return Unreadable("attachment-not-read", "is of a type that is not read", REMEDY)
        if len(content) > settings.max_megabytes * 1_000_000:
            return Unreadable("attachment-not-read", f"is larger than {settings.max_megabytes} megabytes", REMEDY)
        read = cast("Callable[..., list[Source]]", IMPORTERS[found.suffix])
        try:
            sources = read(path, settings, depth + 1) if found.suffix == "eml" else read(path, settings)
        except Refusal as refusal:
            table = refusal.unreadable.code == "responses-not-described"
            return replace(refusal.unreadable, code="attachment-not-read", remedy=REMEDY) if table else refusal.unreadable
        except MALFORMED as error:  # one attachment is not to take the mail with it
            return Unreadable("attachment-not-read", f"cannot be read as {found.suffix.upper()} ({type(error).__name__})", REMEDY)
        kept = [source for source in sources if source.text.strip()]
        return kept or Unreadable("attachment-not-read", "holds no text", REMEDY)
