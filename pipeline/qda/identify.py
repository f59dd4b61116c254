"""Give everything that is exported a GUID that is the same at every export, by which it is known again when it comes back."""

from __future__ import annotations

import uuid
from functools import cache

ROOT = uuid.uuid5(uuid.NAMESPACE_URL, "https://themeline.invalid/refi-qda")
MACHINE = "themeline"  # the user to whom machine codings belong


@cache
def guid_of(*parts: str | int) -> str:
    """Return a version 5 UUID (RFC 9562) of what a thing is.

    >>> guid_of("code", "faith") == guid_of("code", "faith") != guid_of("code", "work")
    True
    """
    return str(uuid.uuid5(ROOT, "\0".join(map(str, parts))))


def plain_guid(written: str) -> str:
    """Return a GUID as it is compared: without braces, in lower case.

    >>> plain_guid("{7A10C0DE-0001-4B0C-8BE5-00000000A001}")
    '7a10c0de-0001-4b0c-8be5-00000000a001'
    """
    return written.strip().strip("{}").lower()


def source_guid(document_id: str, sha256: str) -> str:
    """Return the GUID of a document: its path and its bytes, so that two studies with a minutes.txt each do not clash."""
    return guid_of("source", document_id, sha256)
