"""Find the names of persons in a text: by titles, by what is said of them, by a list of given names, and by a model that was taught on news."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.name_dates import is_date, says_when
from pipeline.name_model import is_ordinary, people_in, small_words
from pipeline.name_role import is_official, role_of
from pipeline.name_runs import Run, bare, folded_word, runs_in
from pipeline.name_said import acts, are_initials, is_kin, said_of, word_before
from pipeline.name_words import (
    BODIES,
    DATES,
    DOES,
    FAITHFUL,
    JOBS,
    JOBS_AND_SURNAMES,
    LOOSE_TITLES,
    NAMING,
    PARTICLES,
    ROLE_OF,
    STREETS,
    SURNAMES_TOO,
    given_names,
)
from pipeline.no_names import after_article, all_plain, is_contraction, is_other_thing, is_unknown, is_word, owns_place, without_ends

SENTENCE_START = re.compile(r"(?:^|[.!?:;]['’”\")]*\s+|\n\s*|[“\"‘(]\s*)\Z")
PLACED = re.compile(r"\b(?:in|at|near|around|across|outside|between|through|via|into|towards)(?: the)? \Z", re.IGNORECASE)
THE = re.compile(r"\b(?:the|a|an|this|its|each|every|local|new)\s\Z", re.IGNORECASE)
WHOSE = re.compile(r"\b(?:our|their|his|her|your|my)\s\Z", re.IGNORECASE)  # before persons, too
PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})  # as the model calls them
MOST_WORDS = 5


@dataclass(frozen=True)
class Name:
    """A name in a text: ``[start, end)`` without title; ``official``: the text shows a public role; ``role``: who else it says this is."""

    start: int
    end: int
    text: str
    official: bool = False
    role: str = ""
    titled: bool = False


def find_names(texts: Sequence[str]) -> list[list[Name]]:
    """Find the names of persons in each text, by whatever speaks for one; a person is to look at them, so that too many are better than too few.

    A run of capitalised words is a name if a title stands before it; if the model takes it for a person; if its first word is on the list of
    given names; if it has two words or more of which one is in no dictionary, and neither ends as bodies and places do nor follows "in" or
    "at", or does what persons alone do; or if it is one word of no dictionary of whom something is said, or who is somebody's mother or friend.

    Returns:
        The names of each text, in order; none overlaps another. Whom a title of office or a role beside the name shows in public role is
        ``official``.
    """
    return [list(_names(text, people)) for text, people in zip(texts, people_in(texts), strict=True)]


def _names(text: str, people: Sequence[tuple[int, int, str]]) -> Iterator[Name]:
    for run in runs_in(text):
        kept = _kept(text, run, people)
        if kept is not None:
            yield Name(kept.start, kept.end, text[kept.start : kept.end], is_official(text, kept), role_of(text, kept), titled=kept.titled)


def _kept(text: str, run: Run, people: Sequence[tuple[int, int, str]]) -> Run | None:
    """Return the run, or what of it is a name; None where nothing speaks for one."""
    run = _without_opening(text, replace(run, words=without_ends(text, run)))
    kin = is_kin(text, run.start) and len(run.words[0][0]) > 1 and folded_word(run.words[-1][0]) not in BODIES - SURNAMES_TOO
    if kin or are_initials(text, run.words):
        return run
    if len(run.words) > MOST_WORDS or not any(len(word[0]) > 1 for word in run.words) or is_date(text, run):
        return None
    words = [bare(word[0]) for word in run.words]
    labels = {label for start, end, label in people if start < run.end and end > run.start}
    if _is_somebody(text, run, words, labels):
        return run
    twice = sum(label == "PERSON" and text[run.start : run.end] in text[start:end] for start, end, label in people) > 1
    return run if _is_name(text, run, words, labels, twice=twice) else None


def _is_name(text: str, run: Run, words: list[str], labels: set[str], *, twice: bool) -> bool:
    said = said_of(text, run.start, run.end)
    if is_other_thing(text, run, said=said or (len(words) > 1 and "PERSON" in labels)):
        return False
    if run.titled:
        return folded_word(words[-1]) not in BODIES or len(words) == 1 or _has_surname(text, run, words)
    if len(words) == 1:
        return _single(text, run, labels)
    first_given = folded_word(words[0]).split("-")[0] in given_names() and (not _ends_like_body(words) or _has_surname(text, run, words, labels))
    article = after_article(text, run.start) and not (said or twice)
    if not first_given and (article or (owns_place(text, run.end) and _starts(text, run.start) and is_word(folded_word(words[0])))):
        return False
    if "PERSON" in labels or any(word in PARTICLES for word in words[:-1]):
        return not _ends_like_body(words) or first_given
    return first_given or _pair(text, run, words, labels)


def _is_somebody(text: str, run: Run, words: list[str], labels: set[str]) -> bool:
    """Tell whether a run does what persons alone do and may be a name: no other rule drops it then, whatever it begins or ends like.

    May be: its first word is on the list of given names, or one is in no dictionary; and it ends neither as bodies alone do (Council, Trust) nor
    as a job or a faith does, unless the model says that it is a person.
    """
    folded = [folded_word(word) for word in words]
    if len(words) < 2 or not acts(text, run.start, run.end) or any(map(is_contraction, words)):
        return False
    last, given = folded[-1], folded[0].split("-")[0] in given_names()
    if last in (BODIES - SURNAMES_TOO) | FAITHFUL or (last in JOBS - JOBS_AND_SURNAMES and "PERSON" not in labels):
        return False
    return given or any(is_unknown(word) for word in words if len(word) > 1) or (run.titled and "PERSON" in labels)


def _has_surname(text: str, run: Run, words: list[str], labels: Collection[str] = ()) -> bool:
    """Tell whether what a title stands before, or what the model calls a person, is one although it ends as places do (Mr John Wood, Ann Hill)."""
    if folded_word(words[-1]) not in SURNAMES_TOO or run.post:
        return False
    if run.titled:
        return word_before(text, run.start, ".") not in LOOSE_TITLES
    return "PERSON" in labels and folded_word(words[-1]) not in STREETS and not _placed(text, run.start)


def _without_opening(text: str, run: Run) -> Run:
    """Take off words that have a capital because a sentence begins with them, or because they say what somebody is, or when (on Sunday Ash said)."""
    words = list(run.words)
    while len(words) > 1 and (
        folded_word(words[0][0]) in ROLE_OF
        or (_starts(text, words[0].start()) and _is_opening(text, words))
        or (not run.titled and says_when(text, words))
    ):
        words.pop(0)
    return replace(run, words=tuple(words))


def _is_opening(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Tell whether the first of some words only begins the sentence; of two words that is a function word alone, for Jonquil is a flower, too."""
    folded = folded_word(words[0][0])
    if len(folded) == 1:
        return folded in {"a", "i"} and text[words[0].end()] != "."
    return folded in small_words() or (len(words) > 2 and is_ordinary(folded) and folded not in given_names())


def _pair(text: str, run: Run, words: list[str], labels: set[str]) -> bool:
    """Tell whether two words or more that nothing else marks are a name."""
    if _ends_like_body(words) or any(folded_word(word) in BODIES | DATES for word in words):
        return False
    if _the(text, run.start) and not said_of(text, run.start, run.end):
        return False
    owner = text[run.end : run.end + 1] in {"'", "’"} and all(map(is_unknown, words))  # at Keeleigh Quillow's
    if _placed(text, run.start) and labels & PLACES and not owner:
        return False
    if any(word.isupper() and 1 < len(word) <= 5 and n == 0 for n, word in enumerate(words)):
        return False
    return any(len(word) == 1 for word in words[:-1]) or (any(is_unknown(word) for word in words) and not all_plain(words))


def _single(text: str, run: Run, labels: set[str]) -> bool:
    """Tell whether one word is a name: on the list, or in no dictionary, and something said of it; an initial and a word count as two."""
    word = bare(run.words[0][0])
    folded = folded_word(word)
    if len(word) < 3 or (word.isupper() and len(word) <= 5) or folded in BODIES | DATES | DOES or _placed(text, run.start) or _the(text, run.start):
        return False
    if WHOSE.search(text[max(0, run.start - 12) : run.start]) and not acts(text, run.start, run.end):
        return False
    said = said_of(text, run.start, run.end) or (word_before(text, run.start) in NAMING - {"by", "to", "for", "of", "from"} and is_unknown(word))
    if folded in given_names() and (not is_ordinary(folded) or said):
        return True
    if not is_unknown(word) or (_starts(text, run.start) and is_word(folded)):
        return False
    return "PERSON" in labels or (said and not labels & {"NORP", "LANGUAGE"})


def _placed(text: str, start: int) -> bool:
    return bool(PLACED.search(text[max(0, start - 16) : start]))


def _the(text: str, start: int) -> bool:
    return bool(THE.search(text[max(0, start - 12) : start]))


def _ends_like_body(words: Sequence[str]) -> bool:
    return folded_word(words[-1]) in BODIES


def _starts(text: str, start: int) -> bool:
    return bool(SENTENCE_START.search(text[max(0, start - 6) : start]))
