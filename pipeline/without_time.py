"""Take the clock out of a file of the Office kind, so that the same content gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def without_time(content: bytes, day: str = "", parts: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return a DOCX or XLSX without the time at which it was made: zip entries of 1980, no dates among its properties but ``day``.

    Args:
        content: the file's bytes.
        day: YYYY-MM-DD, to stand as the day on which it was made; anything else stands nowhere.
        parts: by name, those that stand in place of the file's own.

    Returns:
        The file's bytes, parts in the order that they had.
    """
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as made, ZipFile(stream, "w") as kept:
        for name in made.namelist():
            part = parts[name] if name in parts else made.read(name)
            if name == "docProps/core.xml":
                part = _dated(part, day)
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            kept.writestr(entry, part)
    return stream.getvalue()


def _dated(core: bytes, day: str) -> bytes:
    if not DAY.fullmatch(day):
        return MADE.sub(b"", core)
    return MADE.sub(lambda found: re.sub(rb">[^<]*<", b">" + day.encode() + b"T00:00:00Z<", found[0], count=1), core)
