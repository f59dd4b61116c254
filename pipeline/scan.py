"""Search files that are to be published for what should be gone from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from pipeline.file_texts import APART, columns_of, texts_of
from pipeline.name_forms import fold, words_of
from pipeline.name_lookup import Lookup
from pipeline.numbers_again import Numbers, letters_of
from pipeline.redact import TITLE_BEFORE
from pipeline.wording import one_line

AROUND = 60  # characters on each side of what is found that are told
RUN = 8  # words of a withheld text that may not stand together
WORD = re.compile(r"\w+(?:['’-]\w+)*")
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
LOOSE = re.compile(r"[-_+/.%]+")  # between the words of a web address or of an id
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>,;]+")


@dataclass(frozen=True)
class Sought:
    """What must not be in a published file.

    ``names``: forms of names, each with its kind and the id of its row in the review; ``after_titles``: words that are names only after a
    title, likewise; ``strings``: addresses and numbers with their kinds; ``runs``: hashes of the runs of ``RUN`` words of what is withheld;
    ``kept``: full names that stay, in which a name is none of those sought; ``rows``: the ids of the rows of ``strings``, by their letters.
    """

    names: Mapping[str, str]
    after_titles: Mapping[str, str]
    strings: Mapping[str, str]
    runs: frozenset[int]
    kept: tuple[str, ...] = ()
    rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where something stands: for the private folder, never for the screen. ``where``: row and column of a table; else empty."""

    words: str
    where: str
    context: str


@dataclass(frozen=True)
class Hit:
    """A file and the kind of what was found in it, with its row of the review in brackets; the words are in ``places`` alone, and never printed."""

    file: str
    kind: str
    places: tuple[Place, ...] = field(default=(), repr=False)


def scan(files: Mapping[str, bytes], sought: Sought) -> list[Hit]:
    """Search files, their names, properties and metadata, and files within them.

    Args:
        files: contents by path.
        sought: what must not be there.

    Returns:
        One for each file and kind found, in order of files, with each place where its words differ or their row and column do. A text is searched
        as it is, with marks of HTML and XML taken out as spaces and as nothing, without case and accents.
    """
    searcher = _Searcher(sought)
    found: list[Hit] = []
    for name in sorted(files):
        places: dict[str, dict[tuple[str, str], Place]] = {}
        where = columns_of(files[name], name)
        for text, told in ((name.replace("-", " ").replace("_", " "), _of_name), *((text, where) for text in texts_of(files[name], name))):
            for kind, place in searcher.places(text, told):
                places.setdefault(kind, {}).setdefault((letters_of(LOOSE.sub("", place.words)), place.where), place)
        found += [Hit(name, kind, tuple(own.values())) for kind, own in sorted(places.items())]
    return found


class _Searcher:
    def __init__(self, sought: Sought) -> None:
        self._names, self._kinds = Lookup(sought.names), {words_of(form): kind for form, kind in sought.names.items()}
        self._titled, self._titled_kinds = Lookup(sought.after_titles), {words_of(form): kind for form, kind in sought.after_titles.items()}
        self._numbers = Numbers(sought.strings)
        self._rows = sought.rows
        self._runs = sought.runs
        whole = {words_of(form) for form in sought.names}
        self._kept = Lookup(form for form in sought.kept if words_of(form) not in whole)
        self._loose = {" ".join(LOOSE.sub(" ", words_of(form)).split()): kind for form, kind in sought.names.items()}
        self._long = Lookup(form for form in self._loose if " " in form)
        self._short = Lookup(self._loose)

    def places(self, text: str, told: Callable[[str, int], str]) -> Iterator[tuple[str, Place]]:
        """Yield what is found in a text, by kind; ``told`` says from a text and a place in it in which row and column this is."""
        for resolved in _resolved(text):
            for kind, start, end in (*self._of_names(resolved), *self._of_strings(resolved)):
                yield kind, _place(resolved, start, end, told)
            plain = unicodedata.normalize("NFKC", resolved)
            yield from (("withheld text", _place(plain, start, end, told)) for start, end in self._withheld(plain))
            addresses = " \n ".join(ADDRESS.findall(resolved))
            for lookup, loose, own in ((self._long, LOOSE.sub(" ", resolved), told), (self._short, LOOSE.sub(" ", addresses), _in_address)):
                kept = list(self._kept.spans(loose))
                free = [(start, end) for start, end in lookup.spans(loose) if not _within(start, end, kept)]
                yield from ((self._loose[words_of(loose[start:end])], _place(loose, start, end, own)) for start, end in free)

    def _of_names(self, text: str) -> Iterator[tuple[str, int, int]]:
        kept = list(self._kept.spans(text))
        for start, end in self._names.spans(text):
            if not _within(start, end, kept):
                yield self._kinds[words_of(text[start:end])], start, end
        for start, end in self._titled.spans(text):
            if text[start].isupper() and not _within(start, end, kept) and TITLE_BEFORE.search(text[max(0, start - 20) : start]):
                yield self._titled_kinds[words_of(text[start:end])], start, end

    def _of_strings(self, text: str) -> Iterator[tuple[str, int, int]]:
        for kind, start, end in self._numbers.found(text):
            row = self._rows.get(letters_of(text[start:end]))
            yield f"{kind} ({row})" if row else kind, start, end

    def _withheld(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches of words that are of runs of what is withheld."""
        held = [(start, end) for run, start, end in _runs_in(text) if hash(run) in self._runs] if self._runs else []
        for n, (start, end) in enumerate(held):
            if n and start < held[n - 1][1]:
                continue
            last = end
            for later in held[n + 1 :]:
                if later[0] >= last:
                    break
                last = later[1]
            yield start, last


def _of_name(_text: str, _start: int) -> str:
    return "the name of the file"


def _in_address(_text: str, _start: int) -> str:
    return "a web address"


def _place(text: str, start: int, end: int, told: Callable[[str, int], str]) -> Place:
    around = text[max(0, start - AROUND) : end + AROUND]
    return Place(one_line(text[start:end].replace(APART, " ")), told(text, start), one_line(around.replace(APART, " | ")))


def _within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _resolved(text: str) -> Iterator[str]:
    """Yield a text, and as it is with what is percent-encoded written out, where there is any."""
    yield text
    if ESCAPED.search(text):
        yield unquote(text)


def runs_of(text: str) -> Iterator[str]:
    """Yield the runs of eight words of a text, folded.

    >>> list(runs_of("One two three four five six seven eight, nine."))
    ['one two three four five six seven eight', 'two three four five six seven eight nine']
    """
    return (run for run, _, _ in _runs_in(unicodedata.normalize("NFKC", text)))


def _runs_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the runs of eight words with where they begin and end."""
    at = 0
    for part in text.split(APART):
        words = [(fold(match[0]), at + match.start(), at + match.end()) for match in WORD.finditer(part)]
        for n in range(len(words) - RUN + 1):
            run = words[n : n + RUN]
            yield " ".join(word for word, _, _ in run), run[0][1], run[-1][2]
        at += len(part) + len(APART)
