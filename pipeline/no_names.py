"""Tell runs of capitalised words that are no person's name: headings, slogans, bodies, offices, feasts, saints, and the letters of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.name_model import is_ordinary, small_words
from pipeline.name_runs import Run, bare, folded_word
from pipeline.name_said import acts
from pipeline.name_words import ABBREVIATED, BODIES, DATES, DETERMINERS, FAITHFUL, FEASTS, JOBS, LOOSE_TITLES, ROLE_OF, THINGS, given_names
from pipeline.places_known import SHORT_COUNTIES, known_places, listed_with_place

CONTRACTION = re.compile(r"(?:n['’]t|['’](?:ve|re|ll|m|d))\Z", re.IGNORECASE)
SAINT = re.compile(r"\b(?:St|Saint|SS)\.?[ \t\u00a0]\Z")
ARTICLE = re.compile(r"\b(?:the|an?|this|these|its|every|each)[ \t\u00a0\n]{1,2}\Z", re.IGNORECASE)
LETTERED = re.compile(r"(?m)^[ \t]*([A-Z])[.)][ \t]+(?=\S)")  # A. Welcome
PREPOSITION = re.compile(r"\b(?:of|in|at|from|for|across)\s\Z", re.IGNORECASE)
OF_PERSON = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(ROLE_OF))})s? of|(?:letters?|notes?|messages?|e-?mails?|apologies|statements?|evidence|heard|calls?) from)\s\Z",
    re.IGNORECASE,
)
IRISH = re.compile(r"(?:O['’]|Mc|Mac)(?=[A-Z])")
OWNED = re.compile(r"['’]s?[ \t]+([A-Z][\w’'-]+)")
CLOSING = DETERMINERS | frozenset("in on at of for by to from with and or but as if it we they he she you is are was were".split())


def without_ends(text: str, run: Run) -> tuple[re.Match[str], ...]:
    """Return the words of a run without an article or the letter of a list before it, and without what follows a small word (Ann Ash As Leader)."""
    words = list(run.words)
    while len(words) > 1 and ((len(words[0][0]) > 1 and folded_word(words[0][0]) in DETERMINERS) or is_list_letter(text, words[0])):
        words.pop(0)
    while len(words) > 1 and folded_word(words[-1][0]) in CLOSING and "\n" in text[words[-2].end() : words[-1].start()]:
        words.pop()
    last = next((n for n, word in enumerate(words) if n > 1 and folded_word(word[0]) in CLOSING and len(word[0]) > 1), len(words))
    return tuple(words[:last])


def is_contraction(word: str) -> bool:
    """Tell whether a word is short for two of a dictionary (We've, Don't); with a name (Ash'd) it is none.

    >>> is_contraction("We’ve"), is_contraction("Don't"), is_contraction("Quillow’d")
    (True, True, False)
    """
    found = CONTRACTION.search(word)
    if found is None or found[0][0] in "nN":
        return found is not None
    base = word[: found.start()].casefold()
    return base in small_words() or (len(base) > 2 and is_word(base))


def is_list_letter(text: str, word: re.Match[str]) -> bool:
    """Tell whether a letter only numbers an item: it begins a line, and the letter before it or after it in the alphabet begins another so."""
    if len(word[0]) != 1 or text[word.end() : word.end() + 1] not in {".", ")"} or text[: word.start()].rpartition("\n")[2].strip():
        return False
    others = {match[1] for match in LETTERED.finditer(text)}
    return bool({chr(ord(word[0]) - 1), chr(ord(word[0]) + 1)} & others)


def is_other_thing(text: str, run: Run, *, said: bool) -> bool:
    """Tell whether a run, whatever the model says of it, is no person: a contraction, a saint's church, an office, a feast; ``said``: of a person."""
    words = [bare(word[0]) for word in run.words]
    folded = [word.casefold() for word in words]
    if any(map(is_contraction, words)):
        return True
    if run.titled:
        return _only_seems_titled(text, run, folded, said=said)
    if " ".join(folded) in FEASTS or folded[-1] in FAITHFUL or _is_place(text, run, folded, said=said):
        return True
    if folded[0] in {"st", "saint", "ss"} or SAINT.search(text[max(0, run.start - 8) : run.start]):
        return True
    if folded[0].split("-")[0] in given_names():
        return False
    return folded[0] in THINGS or folded[-1] in JOBS or (len(words) > 1 and folded[-1] in DATES)


def _is_place(text: str, run: Run, folded: Sequence[str], *, said: bool) -> bool:
    """Tell whether a run is a place that is known by its name, or in a list with one; or begins with a county's short name (Beds Art).

    One word of which something is said as of a person (Kent asked) is a place after a preposition alone.
    """
    if len(folded) > 1:
        return " ".join(folded) in known_places() or (folded[0] in SHORT_COUNTIES and all_plain(folded[1:]))
    if folded[0] in given_names():
        return False
    if listed_with_place(text, run.start, run.end, said=said, acts=acts(text, run.start, run.end)):
        return True
    before = text[max(0, run.start - 30) : run.start]
    placed = PREPOSITION.search(before) and not OF_PERSON.search(before)
    return folded[0] in known_places() and (not said or bool(placed))


def owns_place(text: str, end: int) -> bool:
    """Tell whether what ends here owns what is called as places and bodies are (Alder's Park)."""
    owned = OWNED.match(text, end)
    return bool(owned) and owned[1].casefold() in BODIES  # type: ignore[index]


def after_article(text: str, start: int) -> bool:
    """Tell whether an article stands before a place, as it does before bodies and places and not before persons."""
    return bool(ARTICLE.search(text[max(0, start - 8) : start]))


def all_plain(words: Sequence[str]) -> bool:
    """Tell whether all words are of a dictionary, or letters of a body's short name among such words (Safer Streets LSP); an initial is neither."""
    short = not all(word.isupper() for word in words)
    return all(len(word) > 1 and (is_word(word.casefold()) or (short and word.isupper() and len(word) <= 5)) for word in words)


def is_word(folded: str) -> bool:
    """Tell whether a dictionary has a word or the word it is made of: stories of story, levelling of level, safer of safe.

    >>> is_word("stories"), is_word("levelling"), is_word("okafor")
    (True, True, False)
    """
    if is_ordinary(folded) or folded in small_words():
        return True
    for ending in ("ies", "ied", "ing", "ed", "er", "est", "s"):
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) > 2 and any(map(is_ordinary, _stems(stem, ending))):
            return True
    return False


def is_unknown(word: str) -> bool:
    """Tell whether a word, or a part of it that a hyphen parts, is in no dictionary."""
    return bool(IRISH.match(word)) or any(not is_ordinary(folded_word(part)) for part in word.split("-") if len(part) > 1)


def _stems(stem: str, ending: str) -> tuple[str, ...]:
    if ending in {"ies", "ied"}:
        return (f"{stem}y",)
    undoubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return (stem, f"{stem}e", undoubled)


def _only_seems_titled(text: str, run: Run, folded: Sequence[str], *, said: bool) -> bool:
    """Tell whether what stands before is no title here: Chief Executive, Executive Committee, Major Incident."""
    before = re.search(r"([^\W\d_]+)\.?\s{1,2}\Z", text[max(0, run.start - 20) : run.start])
    title = before[1].casefold() if before else ""
    if len(folded) == 1 and folded[0] in JOBS and title in LOOSE_TITLES:
        return True
    named = len(folded) > 1 and folded[0] in given_names()
    if (run.post or title in LOOSE_TITLES) and (folded[-1] in BODIES or (all_plain(folded) and not said and not named)):
        return True
    return folded[-1] in JOBS and len(folded) > 1 and not (named or (title in ABBREVIATED and not run.office))
