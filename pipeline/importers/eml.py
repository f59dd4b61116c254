"""Read mails: the message, with earlier mails that it quotes told apart, and its attachments as documents of their own."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from pipeline.config import Ingest
from pipeline.importers.eml_attached import attached, name_of
from pipeline.importers.eml_body import Run, body_of, page_of
from pipeline.importers.eml_flowed import unflowed
from pipeline.importers.eml_introduced import plain_name
from pipeline.importers.eml_machine import by_program
from pipeline.importers.eml_parts import content_of, decoded, header, leaves, people, raw_header, said_of, unfolded
from pipeline.importers.html_shown import shown
from pipeline.importers.html_tree import tree_of
from pipeline.importers.quoted_mail import lay
from pipeline.sources import Refusal, Source, Unreadable

MEDIA_TYPE = "message/rfc822"
DEEPEST = 5  # mails within mails
MOST_PARTS = 500
BOX_LINE = re.compile(rb"(?:>?From [^\r\n]*\r?\n)+")  # of a mailbox file, before the headers
HEADED = re.compile(rb"(?:return-path|received|from|message-id|mime-version|date|to|subject):\s", re.IGNORECASE)
NOTICE = Unreadable(
    "written-by-program",
    "is a notice of delivery or absence that a program wrote; it is kept and not coded",
    "Nothing, or take it out of the corpus.",
    "note",
)
NO_TEXT = ("empty", "is a mail without text", "Replace it with the full mail, or remove it.")


@dataclass(frozen=True)
class _Read:
    sources: tuple[Source, ...]
    warnings: tuple[Unreadable, ...]


def read(path: Path, settings: Ingest, depth: int = 0) -> list[Source]:
    """Read a mail.

    Args:
        path: the file. Its headers are in no text: the subject is the title, the date the date, the names of sender and
            receivers are covariates ``from`` and ``to``; who sent it, or signs it, speaks in it where it names nobody else.
        settings: ``[ingest]``: how attachments are read.
        depth: how many mails carry this one.

    Returns:
        The mail, then mails that it carries and its attachments, each a document titled with its name, all in one cluster.
        Blocks that quote an earlier mail have the voice ``quoted`` and its writer as speaker; salutation, sign-off and what
        servers add are boilerplate, as is all of a mail that a program wrote by itself, which a note says. Warnings name the
        attachments that are not read; an attachment's name is never used as a path.

    Raises:
        Refusal: if neither the mail nor an attachment has text, or it stands within more than ``DEEPEST`` others.
    """
    if depth > DEEPEST:
        raise Refusal("attachment-not-read", f"is a mail within more than {DEEPEST} others", "Save it as a file of its own.")
    content = path.read_bytes()
    start = BOX_LINE.match(content)
    message = email.message_from_bytes(content[start.end() if start else 0 :], policy=policy.default)
    made = _read(message, settings, depth)
    with_text = _told([source for source in made.sources if source.text.strip()])
    if not with_text:
        raise Refusal(*(NO_TEXT if not made.warnings else (made.warnings[0].code, made.warnings[0].message, made.warnings[0].remedy)))
    first = replace(with_text[0], warnings=(*with_text[0].warnings, *made.warnings))
    return [replace(source, cluster="") for source in (first, *with_text[1:])]


def _told(sources: list[Source]) -> list[Source]:
    """Say of a file with a notice what becomes of the other documents in it."""
    others = sum(NOTICE not in source.warnings for source in sources)
    if others in {0, len(sources)}:
        return sources
    rest = "another document, which is" if others == 1 else f"{others} other documents, which are"
    message = f"holds a notice of delivery or absence that a program wrote, kept and not coded, and {rest} read as usual"
    said = replace(NOTICE, message=message, remedy="Nothing: the notice counts in no share.")
    return [replace(source, warnings=tuple(said if one == NOTICE else one for one in source.warnings)) for source in sources]


def _read(message: EmailMessage, settings: Ingest, depth: int) -> _Read:
    parts = list(leaves(message))
    body = next((part for part in parts if _is_text(part, "text/plain")), None) or next((part for part in parts if _is_text(part, "text/html")), None)
    inline = [part for part in parts if part is not body and _is_text(part, "text/plain")]
    runs = [run for part in ([body] if body is not None else []) + inline for run in _runs(part, message)]
    sources = [_source(message, runs)]
    deep = [part for part in parts if part.get_content_maintype() == "multipart"]
    others = [part for part in parts if part is not body and part not in inline and part not in deep]
    warnings = [*_not_read(len(deep), "parts deeper within others than are read"), *_not_read(len(others[MOST_PARTS:]), "parts more than are read")]
    for part in others[:MOST_PARTS]:
        if part.get_content_type() == "message/rfc822":
            inner = _inner(part, settings, depth)
        else:
            found = attached(part, settings, depth)
            inner = _Read(found.sources, found.warnings)
        sources += inner.sources
        warnings += inner.warnings
    return _Read(tuple(sources), tuple(warnings))


def _not_read(number: int, which: str) -> Iterator[Unreadable]:
    if number:
        yield Unreadable("attachment-not-read", f"has {number} {which}", "Save those that matter as files of their own.")


def _inner(part: EmailMessage, settings: Ingest, depth: int) -> _Read:
    """Read a mail that another carries."""
    carried = part.get_payload()
    inside = carried[0] if isinstance(carried, list) and carried else None
    if not isinstance(inside, EmailMessage) or depth >= DEEPEST:
        why = Unreadable("attachment-not-read", f"carries a mail {name_of(part) or 'without a name'} not read", "Save it as a file of its own.")
        return _Read((), (why,))
    if not raw_header(inside, "from") and not raw_header(inside, "subject") and HEADED.match(content := content_of(inside).lstrip()):
        inside = email.message_from_bytes(content, policy=policy.default)  # a blank line had come between
    return _read(inside, settings, depth + 1)


def _is_text(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment" and not name_of(part)


def _runs(part: EmailMessage, message: EmailMessage) -> Iterator[Run]:
    text, sender = decoded(part, message), _sender(message)
    if part.get_content_type() != "text/html":
        flowed = said_of(part, "format") == "flowed"
        yield from body_of(unflowed(text, delete_space=said_of(part, "delsp") == "yes") if flowed else text, sender)
        return
    tree = tree_of(text)
    yield from page_of(shown(tree) if tree is not None else (), sender)


def _source(message: EmailMessage, runs: list[Run]) -> Source:
    laid = lay(runs)
    notice = bool(laid.text) and by_program(message, laid.text)
    named = (("from", _names(message, "from")), ("to", _names(message, "to")))
    return Source(
        laid.text,
        tuple(replace(block, kind="boilerplate", speaker=None) for block in laid.blocks) if notice else laid.blocks,
        MEDIA_TYPE,
        header(message, "subject") or "Mail without a subject",
        _date(message),
        warnings=(NOTICE,) if notice else (),
        covariates=tuple((name, value) for name, value in named if value),
    )


def _sender(message: EmailMessage) -> str:
    """Return the name of who sent a mail; empty where its header has none."""
    names = [plain_name(unfolded(named)) for named, _ in people(message, "from")]
    return "; ".join(name for name in names if name)


def _names(message: EmailMessage, name: str) -> str:
    """Return the names in a header, the address where there is no name."""
    return "; ".join(shown for named, address in people(message, name) if (shown := unfolded(named) or address))


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(header(message, "date")).date().isoformat()
    except (ValueError, TypeError):  # no date, or none that can be
        return None
