"""Find the runs of capitalised words that may be names, without the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.name_words import ABBREVIATED, OFFICES, PARTICLES, POSTS, TITLES

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s?$|(?<=...)['’](?:d|ll|ve|re)$")  # Ash's, and Ash'd for Ash had
POST = re.compile(r"\s*,?\s*(?:MP|MEP|MSP|MS|AM|TD|MLA)\b")
HONOURS = re.compile(r"MP|MEP|MSP|MS|AM|TD|MLA|[MOCK]BE|CBE?|BEM|QC|KC|JP|DL|PhD|BSc|MSc|MA|BA|QPM|FRSA")


@dataclass(frozen=True)
class Run:
    """Words one after another that may be one name.

    ``titled``: a title stands before them; ``office``: of a public office; ``post``: what stands there is a post (Secretary, Director) and no title.
    """

    words: tuple[re.Match[str], ...]
    titled: bool = False
    office: bool = False
    post: bool = False

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0].start()

    @property
    def end(self) -> int:
        """Where the last one ends, without what says whose something is."""
        last = self.words[-1]
        return last.end() - len(_tail(last[0]))


def runs_in(text: str) -> Iterator[Run]:
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
    if len(before[0]) == 1 or before[0].casefold() in ABBREVIATED:
        return bool(re.fullmatch(r"\.?[ \t\u00a0]{0,2}\n?[ \t]{0,2}", between))
    return bool(re.fullmatch(r"[ \t\u00a0]{1,2}|[ \t]?\n[ \t]?", between))


def _parted(found: list[re.Match[str]]) -> Iterator[Run]:
    """Take off the titles before a run, and the particles after it."""
    parted = next((n for n in range(1, len(found)) if _begins_another(found, n)), 0)
    if parted:
        yield from _parted(found[:parted])
        found = found[parted:]
    words, titled, office, post = list(found), False, False, False
    while words and words[-1][0] in PARTICLES:
        words.pop()
    last_of_post = max((n for n, word in enumerate(words[:-1]) if word[0].casefold() in POSTS), default=-1)
    if last_of_post >= 0:  # Communities Secretary Ann Ash
        titled, office, post = True, True, words[last_of_post][0].casefold() not in OFFICES
        words = words[last_of_post + 1 :]
    while words and words[0][0].casefold() in TITLES | OFFICES and (len(words) > 1):
        titled, office, post = True, office or words[0][0].casefold() in OFFICES, False
        words.pop(0)
    while len(words) > 1 and HONOURS.fullmatch(words[-1][0]):
        after = words.pop()[0]
        office = office or bool(POST.fullmatch(after))
    if words:
        yield Run(tuple(words), titled, office, post)


def _begins_another(found: list[re.Match[str]], n: int) -> bool:
    """Tell whether a word begins another name than those before it: Other Business Mr Ash; or, on a new line, somebody's post: Clerk Ann Ash."""
    word, before = found[n][0].casefold(), found[n - 1]
    if all(one[0].casefold() in TITLES | OFFICES | POSTS for one in found[:n]):
        return False
    new_line = "\n" in before.string[before.end() : found[n].start()]
    return (word in ABBREVIATED and found[n][0][0].isupper()) or (word in POSTS and new_line and n + 1 < len(found))


def _capital(word: str) -> bool:
    return word[0].isupper()


def _tail(word: str) -> str:
    found = POSSESSIVE.search(word)
    return found[0] if found and len(word) > len(found[0]) + 1 else ""


def bare(word: str) -> str:
    """Return a word without the ending that says whose something is."""
    return word.removesuffix(_tail(word)) if _tail(word) else word


def folded_word(word: str) -> str:
    """Return a word without that ending, in small letters."""
    return bare(word).casefold()
