"""Say which encoding a mail or a page means by the name that it gives."""

from __future__ import annotations

WIDER = (
    dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030")
    | dict.fromkeys(("us-ascii", "ascii", "ansi_x3.4-1968"), "")
    | dict.fromkeys(("iso-8859-1", "iso8859-1", "iso_8859-1", "latin-1", "latin1", "l1"), "cp1252")
)


def meant(name: str) -> str:
    """Return the encoding that is meant by a name: a wider one than it says, as mail programs and browsers take it.

    Returns:
        Empty where the name says nothing: what calls itself ASCII and is not may be anything.

    Source:
        WHATWG, Encoding Standard, section 4.2 (names and labels): ISO-8859-1 is read as windows-1252, GB2312 and GBK by gb18030's decoder.

    >>> meant("ISO-8859-1"), meant("us-ascii"), meant("utf-8")
    ('cp1252', '', 'utf-8')
    """
    return WIDER.get(name.strip().lower(), name)
