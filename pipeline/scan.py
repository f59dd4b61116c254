"""Search files that are to be published for what should be gone from them."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from pipeline.name_propagation import Lookup, fold, words_of
from pipeline.redact import TITLE_BEFORE

RUN = 8  # words of a withheld text that may not stand together
WORD = re.compile(r"\w+(?:['’-]\w+)*")
OWN_CODE = re.compile(r"<style\b[^>]*>.*?</style>|<script(?![^>]*application/json)[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"data:[\w/+.-]+;base64,([A-Za-z0-9+/=\s]+)")
ATTRIBUTE = re.compile(r"\b(?:alt|title|aria-[\w-]+|id|href|src|name|content|value|data-[\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
LOOSE = re.compile(r"[-_+/.%]+")  # between the words of a web address or of an id
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>,;]+")
SCRIPT = re.compile(r"<script(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
PNG, ZIPS = b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
DEEPEST = 4  # files within files


@dataclass(frozen=True)
class Sought:
    """What must not be in a published file.

    ``names``: forms of names, each with its kind and the id of its row in the review; ``after_titles``: words that are names only after a
    title, likewise; ``strings``: addresses and numbers by kind; ``runs``: hashes of the runs of ``RUN`` words of what is withheld; ``kept``: full
    names that stay, in which a name is none of those sought.
    """

    names: Mapping[str, str]
    after_titles: Mapping[str, str]
    strings: Mapping[str, tuple[str, ...]]
    runs: frozenset[int]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A file and the kind of what was found in it; never the thing itself."""

    file: str
    kind: str


def scan(files: Mapping[str, bytes], sought: Sought) -> list[Hit]:
    """Search files, their names, properties and metadata, and files within them.

    Args:
        files: contents by path.
        sought: what must not be there.

    Returns:
        One for each file and kind found, in order of files. A text is searched as it is, with marks of HTML and XML taken out as spaces and as
        nothing, without case and accents.
    """
    searcher = _Searcher(sought)
    return [Hit(name, kind) for name in sorted(files) for kind in searcher.kinds([name.replace("-", " ").replace("_", " "), *texts_of(files[name])])]


class _Searcher:
    def __init__(self, sought: Sought) -> None:
        self._names, self._kinds = Lookup(sought.names), {words_of(form): kind for form, kind in sought.names.items()}
        self._titled, self._titled_kinds = Lookup(sought.after_titles), {words_of(form): kind for form, kind in sought.after_titles.items()}
        self._strings = {kind: re.compile("|".join(sorted({_spaced(text) for text in texts}))) for kind, texts in sought.strings.items() if texts}
        self._runs = sought.runs
        whole = {words_of(form) for form in sought.names}
        self._kept = Lookup(form for form in sought.kept if words_of(form) not in whole)
        self._loose = {" ".join(LOOSE.sub(" ", words_of(form)).split()): kind for form, kind in sought.names.items()}
        self._long = Lookup(form for form in self._loose if " " in form)
        self._short = Lookup(self._loose)

    def kinds(self, texts: Iterable[str]) -> list[str]:
        found: set[str] = set()
        for text in (resolved for one in texts for resolved in _resolved(one)):
            kept = list(self._kept.spans(text))
            found |= {self._kinds[words_of(text[start:end])] for start, end in self._names.spans(text) if not _within(start, end, kept)}
            found |= self._of_addresses(text)
            titled = (
                (start, end)
                for start, end in self._titled.spans(text)
                if not _within(start, end, kept) and TITLE_BEFORE.search(text[max(0, start - 20) : start])
            )
            found |= {self._titled_kinds[words_of(text[start:end])] for start, end in titled}
            folded = fold(text)
            found |= {kind for kind, pattern in self._strings.items() if pattern.search(folded)}
            if self._runs and not self._runs.isdisjoint(map(hash, runs_of(text))):
                found.add("withheld text")
        return sorted(found)

    def _of_addresses(self, text: str) -> set[str]:
        """Find names whose words hyphens, underscores and slashes part, and in web addresses single words, too."""
        found: set[str] = set()
        addresses = " \n ".join(ADDRESS.findall(text))
        for lookup, searched in ((self._long, text), (self._short, addresses)):
            loose = LOOSE.sub(" ", searched)
            kept = list(self._kept.spans(loose))
            found |= {self._loose[words_of(loose[start:end])] for start, end in lookup.spans(loose) if not _within(start, end, kept)}
        return found


def _within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _resolved(text: str) -> Iterator[str]:
    """Yield a text, and as it is with what is percent-encoded written out, where there is any."""
    yield text
    if ESCAPED.search(text):
        yield unquote(text)


def _spaced(text: str) -> str:
    """Match an address or number as a whole, in a folded text, however it is spaced."""
    letters = re.sub(r"[\s()./–,-]", "", fold(text))
    return r"(?<!\w)" + r"[\s()./–,\u00a0-]{0,3}".join(re.escape(letter) for letter in letters) + r"(?!\w)"


def runs_of(text: str) -> Iterator[str]:
    """Yield the runs of eight words of a text, folded.

    >>> list(runs_of("One two three four five six seven eight, nine."))
    ['one two three four five six seven eight', 'two three four five six seven eight nine']
    """
    words = [fold(word) for word in WORD.findall(unicodedata.normalize("NFKC", text))]
    return (" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def texts_of(content: bytes, depth: int = 0) -> Iterator[str]:
    """Yield all texts of a file: as it is, without marks, with entities and escapes resolved, and those of pictures and files within it."""
    if depth > DEEPEST:
        return
    if content.startswith(ZIPS):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield member.filename
                yield member.comment.decode("utf-8", "replace")
                yield from texts_of(archive.read(member), depth + 1)
            yield archive.comment.decode("utf-8", "replace")
        return
    if content.startswith(PNG):
        yield from _png_texts(content)
        return
    text = content.decode("utf-8", "replace")
    for found in DATA.finditer(text):
        yield from texts_of(base64.b64decode(found[1], validate=False), depth + 1)
    yield from _marked(DATA.sub(" ", text)) if text.lstrip("\ufeff \t\r\n").startswith("<") else _plain(text)


def _marked(text: str) -> Iterator[str]:
    own = OWN_CODE.sub(" ", text)
    yield html.unescape(TAG.sub(" ", own))
    yield html.unescape(TAG.sub("", own))
    yield " \n ".join(html.unescape(one or other) for tag in TAG.findall(own) for one, other in ATTRIBUTE.findall(tag))
    yield "\n".join(re.findall(r"<!--(.*?)-->", own, re.DOTALL))
    for found in re.finditer(r"<script[^>]*application/json[^>]*>(.*?)</script>", text, re.DOTALL | re.IGNORECASE):
        yield from _plain(found[1])
    for found in SCRIPT.finditer(text):
        yield from _escaped(found[1])


def _plain(text: str) -> Iterator[str]:
    yield text
    try:
        yield "\n".join(_strings(json.loads(text)))
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
