"""Make texts and names fit for XML and for programs that read plain text, without moving a character."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.wording import one_line

LONGEST_NAME = 100
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # all that XML 1.0 section 2.2 does not allow
SURROGATE = re.compile("[\ud800-\udfff]")
MARK = "\ufeff"  # at the head of a file it is taken for a byte order mark


def plain_text(text: str) -> str:
    r"""Return a document's text as it stands in a .txt file: as many characters as before, each in its place.

    Line ends are \n alone, no byte order mark stands at the head, and no half of a surrogate pair, which UTF-8 cannot hold.
    Form feeds and other control characters stay.

    >>> plain_text("\ufeffa\rb\x0c")
    '\u2060a b\x0c'
    """
    whole = SURROGATE.sub("\ufffd", text.replace("\r", " "))
    return "\u2060" + whole[1:] if whole.startswith(MARK) else whole


def xml_text(text: str) -> str:
    r"""Return a text without what XML cannot hold, such as form feeds.

    >>> xml_text("a\x0cb")
    'ab'
    """
    return ILLEGAL.sub("", text)


def xml_name(text: str, otherwise: str = "") -> str:
    r"""Return a name: one line, at most 100 characters, never empty where there is another.

    >>> xml_name("two\nlines"), xml_name("\x0c", "none")
    ('two lines', 'none')
    """
    return xml_text(one_line(text))[:LONGEST_NAME].strip() or otherwise


def unique_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give each key a name that no other has, whatever its capitals; the first keeps its own, others have their key put behind it.

    Args:
        names: key and wished name, in order. Keys differ.

    >>> unique_names([("work", "Work"), ("job", "work")])
    {'work': 'Work', 'job': 'work (job)'}
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for key, wished in names:
        name = xml_name(wished, key)
        if name.casefold() in taken:
            name = f"{name[: LONGEST_NAME - len(key) - 3]} ({key})"
        n = 2
        while name.casefold() in taken:
            name, n = f"{name.rsplit(' · ', 1)[0][: LONGEST_NAME - 8]} · {n}", n + 1
        taken.add(name.casefold())
        found[key] = name
    return found
