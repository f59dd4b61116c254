"""Turn bytes into text: find the encoding of UK documents, and tidy what is no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.sources import Unreadable

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before utf-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODE_PAGES = ("cp1252", "iso8859_15", "latin_1", "iso8859_14", "mac_roman", "cp850")
NOT_FOR_FILES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
SAMPLE = 400_000  # bytes looked at to choose between code pages
NUL_SHARE = 0.5  # of the bytes at odd or even places: UTF-16 without a mark
NON_ASCII = re.compile(r"[^\x00-\x7f]")
REPLACED = "\ufffd"
ACCENTED = frozenset("àáâäçèéêëìíîïñòóôöùúûüýÿœæŵŷẁẃẅỳ")
NEUTRAL = frozenset("•·…€©®™½¼¾°²³\xa0\xad§«»")


@dataclass(frozen=True)
class Decoded:
    """A text and how it was read.

    ``basis`` is why the encoding was taken: given, mark, nul bytes, ascii, valid utf-8, mostly utf-8, or likeliest code page.
    ``n_replaced`` counts the characters put where bytes made no sense in it.
    """

    text: str
    encoding: str
    basis: str
    n_replaced: int = 0


def decode(content: bytes, given: str | None = None) -> Decoded:
    r"""Decode bytes as given, else by mark, NUL bytes, strict UTF-8, else the most plausible code page. Never raises.

    Args:
        content: the bytes of a whole file.
        given: what a person says its encoding is; passed over where Python knows no such name.

    Returns:
        The text, tidied: line ends \n, no NUL, no byte order mark; with the encoding, why it was taken, and how much did not fit it.

    >>> decode("café £3".encode("cp1252")).basis, decode(b"tea").encoding
    ('likeliest code page', 'utf-8')
    """
    name, basis = _chosen(content, given)
    text = content.decode(name, "replace")
    n_replaced = text.count(REPLACED) - content.decode(name, "ignore").count(REPLACED)
    return Decoded(tidy(text), name, basis, n_replaced)


def replaced(decoded: Decoded) -> tuple[Unreadable, ...]:
    """Warn of characters that could not be read; nothing where all could."""
    if not decoded.n_replaced:
        return ()
    message = f"has {decoded.n_replaced} place{'s'[: decoded.n_replaced > 1]} that cannot be read as {decoded.encoding} ({decoded.basis})"
    return (Unreadable("undecodable", message, "Name its encoding in a column encoding of the manifest, or save it as UTF-8.", "warning"),)


def is_encoding(name: str) -> bool:
    """Tell whether this names an encoding of text.

    >>> is_encoding("Windows-1252"), is_encoding("rot13"), is_encoding("Welsh")
    (True, False, False)
    """
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name not in NOT_FOR_FILES  # noqa: SLF001  # no public way to ask


def _chosen(content: bytes, given: str | None) -> tuple[str, str]:
    """Return the encoding and why."""
    if given and is_encoding(given):
        return codecs.lookup(given).name, "given"
    for mark, name in BOMS:
        if content.startswith(mark):
            return name, "mark"
    wide = _by_nuls(content)
    if wide:
        return wide, "nul bytes"
    if content.isascii():
        return "utf-8", "ascii"
    share = _utf8(content)
    return ("utf-8", share) if share else (_by_plausibility(content), "likeliest code page")


def tidy(text: str) -> str:
    r"""Give line ends as \n, without NUL, byte order mark or half a surrogate pair.

    >>> tidy("one\r\ntwo\rthree\x00")
    'one\ntwo\nthree'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufeff", "")
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _by_nuls(content: bytes) -> str | None:
    sample = content[:SAMPLE]
    if len(sample) < 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > NUL_SHARE * len(sample) / 2 and odd > 4 * even:
        return "utf-16-le"
    if even > NUL_SHARE * len(sample) / 2 and even > 4 * odd:
        return "utf-16-be"
    return None


def _utf8(content: bytes) -> str | None:
    """Tell how far bytes are UTF-8; None where they are not."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    whole = len(NON_ASCII.findall(text)) - broken
    if broken <= 0:
        return "valid utf-8"
    return "mostly utf-8" if whole > 10 * broken else None


def _by_plausibility(content: bytes) -> str:
    sample = content[:SAMPLE]
    scores = [_plausibility(sample.decode(name, "replace")) for name in CODE_PAGES]
    return CODE_PAGES[scores.index(max(scores))]


def _plausibility(text: str) -> int:
    around = f" {text} "
    return sum(_fits(around[m.start()], m.group(), around[m.end() + 1]) for m in NON_ASCII.finditer(text))


def _fits(before: str, char: str, after: str) -> int:  # noqa: PLR0911  # one line for each kind of character
    """Score one character between its neighbours: what UK prose would have there is positive."""
    if char in "£€":
        return 3 if after.isdigit() else 0
    if char == "’":
        return 3 if before.isalnum() or before in ".,?!" else -1
    if char in "‘“":
        return 2 if not before.isalnum() and not after.isspace() else -1
    if char == "”":
        return 2 if not before.isspace() and not after.isalnum() else -1
    if char in "–—":
        return 2 if before.isspace() == after.isspace() else 0
    if char in NEUTRAL:
        return 1
    if char.lower() in ACCENTED:
        return _fits_letter(before, char, after)
    return -5 if char == "\ufffd" or "\x80" <= char <= "\x9f" else -2


def _fits_letter(before: str, char: str, after: str) -> int:
    if char.islower():
        return 2 if before.isalpha() or after.isalpha() else -1
    return 2 if not before.islower() and after.isalpha() else -3
