"""Give all texts that are in a file, however they are written there, and those of files within it."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

APART = "\x1f"  # white space that parts two cells, paragraphs or strings: names are looked for across it, runs of words are not
OWN_CODE = re.compile(r"<style\b[^>]*>.*?</style>|<script(?![^>]*application/json)[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"data:[\w/+.-]+;base64,([A-Za-z0-9+/=\s]+)")
ATTRIBUTE = re.compile(r"\b(?:alt|title|aria-[\w-]+|id|href|src|name|content|value|data-[\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
SCRIPT = re.compile(r"<script(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
JSON = re.compile(r"<script[^>]*application/json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
PNG, ZIPS = b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
DEEPEST = 4  # files within files
BLOCK = re.compile(
    r"</?(?:p|div|section|article|header|footer|nav|main|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tr|td|th|blockquote|figure|figcaption|"
    r"details|summary|cite|option|button|label|br|hr|title|text|w:p|w:tc|row|c|si)(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
BETWEEN_STRINGS = re.compile(r'(?<!\\)"\s*[,:]\s*[\[{]*\s*"')


def texts_of(content: bytes, name: str = "", depth: int = 0) -> Iterator[str]:
    """Yield all texts of a file: as it is, without marks, with entities and escapes resolved, and those of pictures and files within it.

    Cells of a CSV file, blocks of HTML and XML, and strings of JSON stand apart (``APART``), for nobody wrote one after the other.
    """
    if depth > DEEPEST:
        return
    if content.startswith(ZIPS):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename
                yield member.comment.decode("utf-8", "replace")
                yield from texts_of(archive.read(member), member.filename, depth + 1)
            yield archive.comment.decode("utf-8", "replace")
        return
    if content.startswith(PNG):
        yield from _png_texts(content)
        return
    text = content.decode("utf-8", "replace")
    if name.lower().endswith(".csv"):
        yield from _cells(text)
        return
    for found in DATA.finditer(text):
        yield from texts_of(base64.b64decode(found[1], validate=False), "", depth + 1)
    yield from _marked(DATA.sub(" ", text)) if text.lstrip("\ufeff \t\r\n").startswith("<") else _plain(text)


def _cells(text: str) -> Iterator[str]:
    """Yield the cells of a CSV file, each apart; as it is where it cannot be read as one."""
    try:
        yield APART.join(cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True) for cell in row)
    except csv.Error:
        yield text


def columns_of(content: bytes, name: str) -> Callable[[str, int], str]:
    """Return what says, of a text of this file and a place in it, in which row and column of a table it stands; empty where it is no table."""
    if not name.lower().endswith(".csv"):
        return lambda _text, _start: ""
    header = next(csv.reader(io.StringIO(content.decode("utf-8", "replace").lstrip("\ufeff"), newline="")), [])

    def told(text: str, start: int) -> str:
        row, column = divmod(text.count(APART, 0, start), len(header) or 1)
        return f"row {row + 1}, column {header[column]}" if header else ""

    return told


def _marked(text: str) -> Iterator[str]:
    own = JSON.sub(" ", OWN_CODE.sub(" ", text))
    parted = BLOCK.sub(APART, own)
    yield html.unescape(TAG.sub(" ", parted))
    yield html.unescape(TAG.sub("", parted))
    yield APART.join(html.unescape(one or other) for tag in TAG.findall(own) for one, other in ATTRIBUTE.findall(tag))
    yield "\n".join(re.findall(r"<!--(.*?)-->", own, re.DOTALL))
    for found in JSON.finditer(text):
        yield from _plain(found[1])
    for found in SCRIPT.finditer(text):
        yield from _escaped(found[1])


def _plain(text: str) -> Iterator[str]:
    yield BETWEEN_STRINGS.sub(APART, text)
    try:
        yield APART.join(_strings(json.loads(text)))
    except (ValueError, RecursionError):
        yield from _escaped(text)


def _escaped(text: str) -> Iterator[str]:
    """Yield the strings in quotation marks of a text that is no JSON as a whole, their escapes resolved."""
    for quoted in QUOTED.findall(text):
        try:
            yield str(json.loads(quoted))
        except ValueError:
            continue


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield str(key)
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _png_texts(content: bytes) -> Iterator[str]:
    at = len(PNG)
    while at + 8 <= len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + size]
        at += 12 + size
        if kind in {b"tEXt", b"iTXt", b"zTXt", b"eXIf"}:
            yield body.decode("utf-8", "replace")
            for n in range(len(body)):
                if body[n : n + 1] == b"\x78":
                    try:
                        yield zlib.decompress(body[n:]).decode("utf-8", "replace")
                    except zlib.error:
                        continue
