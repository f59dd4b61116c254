"""Search files that are to be published for what should be gone from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from pipeline.file_texts import APART, texts_of
from pipeline.name_forms import fold, words_of
from pipeline.name_lookup import Lookup
from pipeline.redact import TITLE_BEFORE

RUN = 8  # words of a withheld text that may not stand together
WORD = re.compile(r"\w+(?:['’-]\w+)*")
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
LOOSE = re.compile(r"[-_+/.%]+")  # between the words of a web address or of an id
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>,;]+")


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
    found = {name: searcher.kinds([name.replace("-", " ").replace("_", " "), *texts_of(files[name], name)]) for name in sorted(files)}
    return [Hit(name, kind) for name, kinds in found.items() for kind in kinds]


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
    for part in unicodedata.normalize("NFKC", text).split(APART):
        words = [fold(word) for word in WORD.findall(part)]
        yield from (" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
