"""Take a mail apart: the parts to be read, their text in the right encoding, headers that may be malformed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

from pipeline.encodings import decode, tidy
from pipeline.importers.charsets import meant

DEEPEST = 20  # parts within parts
NAMED = re.compile(r"=\?([\w-]+)(?:\*\w+)?\?[bq]\?", re.IGNORECASE)


def leaves(part: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the parts that hold something to read; of alternatives the plain text, else the page, and what only the chosen one lacks.

    Parts that stand deeper than ``DEEPEST`` come as the part that holds them.
    """
    kind = part.get_content_type()
    inside = part.get_payload()
    if kind == "message/rfc822" or not isinstance(inside, list):
        yield part
        return
    if kind.startswith("message/"):  # delivery reports and the like are for machines
        return
    if depth > DEEPEST:
        yield part  # not taken apart: the reader says so
        return
    found = [list(leaves(sub, depth + 1)) for sub in inside if isinstance(sub, EmailMessage)]
    if kind == "multipart/alternative":
        plain = next((own for own in found if _is_plain(own)), None)
        yield from plain if plain is not None else (found[-1] if found else [])
        yield from (
            leaf for own in found if own is not plain and plain is not None for leaf in own if not leaf.get_content_type().startswith("text/")
        )
    else:
        yield from (leaf for own in found for leaf in own)


def _is_plain(own: list[EmailMessage]) -> bool:
    return any(leaf.get_content_type() == "text/plain" and str(leaf.get_payload()).strip() for leaf in own)


def content_of(part: EmailMessage) -> bytes:
    """Return the bytes of a part, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def decoded(part: EmailMessage, message: EmailMessage) -> str:
    """Return a text part's text: in the encoding it names, else in one that the mail's headers name, else in the most plausible."""
    content = content_of(part)
    hints = [str(value) for name, value in message.raw_items() if name.lower() in {"subject", "from", "to"}]
    for name in (_charset(part), *NAMED.findall(" ".join(hints))):
        plain = meant(name)
        if plain and (text := _strictly(content, plain)) is not None:
            return tidy(text)
    return decode(content).text


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, UnicodeError, ValueError):  # a header that says nothing usable
        return ""


def said_of(part: EmailMessage, name: str) -> str:
    """Return a parameter of a part's content type in lower case; empty where there is none."""
    try:
        return str(part.get_param(name) or "").lower()
    except (LookupError, UnicodeError, ValueError, AttributeError, TypeError):  # malformed beyond what the email package reads
        return ""


def _strictly(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (LookupError, UnicodeDecodeError, ValueError):  # the mail is wrong about itself
        return None


def raw_header(message: EmailMessage, name: str) -> str:
    """Return a header as written; empty where there is none."""
    return next((str(value) for own, value in message.raw_items() if own.lower() == name), "")


def header(message: EmailMessage, name: str) -> str:
    """Return a header in one line, decoded; empty where there is none."""
    return unfolded(raw_header(message, name))


def people(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    """Return the names and addresses in a header, as written; none where brackets stand within brackets without end."""
    try:
        return getaddresses([raw_header(message, name)])
    except RecursionError:
        return []


def unfolded(raw: str) -> str:
    """Decode what a header says; a malformed one is returned as far as it can be read."""
    try:
        text = str(make_header(decode_header(raw)))
    except (LookupError, UnicodeError, ValueError, MessageError):  # an encoding that nobody knows, or bytes that are not in it
        text = raw
    return tidy(" ".join(text.split()))
