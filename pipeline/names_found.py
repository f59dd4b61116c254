"""Find the names of persons in a text: by titles, by what is said of them, by a list of given names, and by a model that was taught on news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.name_model import is_ordinary, people_in, small_words
from pipeline.name_runs import POST, Run, bare, folded_word, runs_in
from pipeline.name_words import BODIES, DATES, DOES, NAMING, PARTICLES, PUBLIC_ROLE, ROLE_OF, ROLE_OF_TITLE, TITLES, given_names
from pipeline.no_names import after_article, all_plain, is_other_thing, is_word, owns_place, without_ends

SENTENCE_START = re.compile(r"(?:^|[.!?:;]['’”\")]*\s+|\n\s*|[“\"‘(]\s*)\Z")
GAP = r"(?:[^\S\n]|\n(?!\s*\n))"  # no end of a paragraph
ROLE_AFTER = re.compile(rf"{GAP}*(?:,|\(|–|-|{GAP}){GAP}*(?:who is |is |was )?{PUBLIC_ROLE}", re.IGNORECASE)
ROLE_BEFORE = re.compile(rf"{PUBLIC_ROLE}(?: (?:of|for)(?: [\w&’']+){{1,4}})?\s*[,:–-]?\s*\Z", re.IGNORECASE)
PLACED = re.compile(r"\b(?:in|at|near|around|across|outside|between|through|via|into|towards)(?: the)? \Z", re.IGNORECASE)
THE = re.compile(r"\b(?:the|a|an|this|our|their|its|his|her|your|my|each|every|local|new)\s\Z", re.IGNORECASE)
PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})  # as the model calls them
MOST_WORDS = 5
LAST_TITLE = re.compile(rf"\b({'|'.join(sorted(TITLES, key=len, reverse=True))})\b\.?\s{{1,2}}\Z", re.IGNORECASE)
ADJOINING = re.compile(r"([\w-]+),?\s{1,2}\Z")
MEMBER_AFTER = re.compile(
    r"(?:,? [MOCK]BE\b)?(?:,| \(|,? who is)\s?(?:an? |the |then )?(?:[\w’'-]+ )?"
    r"(?:(?:commission|panel|assembly|board|committee|forum|inquiry|jury) member|member of (?:the |our |this )?(?:[\w’'-]+ ){0,2}"
    r"(?:commission|panel|assembly|board|committee|forum|inquiry|jury))\b",
    re.IGNORECASE,
)
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


def find_names(texts: Sequence[str]) -> list[list[Name]]:
    """Find the names of persons in each text, by whatever speaks for one; a person is to look at them, so that too many are better than too few.

    A run of capitalised words is a name if a title stands before it; if the model takes it for a person; if its first word is on the list of
    given names; if it has two words or more of which one is in no dictionary, and neither ends as bodies and places do nor follows "in" or
    "at"; or if it is one word of no dictionary of whom something is said, or who is somebody's mother or friend.

    Returns:
        The names of each text, in order; none overlaps another. Whom a title of office or a role beside the name shows in public role is
        ``official``.
    """
    return [list(_names(text, people)) for text, people in zip(texts, people_in(texts), strict=True)]


def _names(text: str, people: Sequence[tuple[int, int, str]]) -> Iterator[Name]:
    for run in runs_in(text):
        kept = _kept(text, run, people)
        if kept is not None:
            yield Name(kept.start, kept.end, text[kept.start : kept.end], _is_official(text, kept), _role(text, kept), titled=kept.titled)


def _kept(text: str, run: Run, people: Sequence[tuple[int, int, str]]) -> Run | None:
    """Return the run, or what of it is a name; None where nothing speaks for one."""
    run = _without_opening(text, replace(run, words=without_ends(text, run)))
    labels = {label for start, end, label in people if run.words and start < run.end and end > run.start}
    if (
        len(run.words) > MOST_WORDS
        or not any(len(word[0]) > 1 for word in run.words)
        or _is_date(text, run)
        or is_other_thing(text, run, said=_said(text, run) or (len(run.words) > 1 and "PERSON" in labels))
    ):
        return None
    words = [bare(word[0]) for word in run.words]
    if run.titled:
        return run if folded_word(words[-1]) not in BODIES or len(words) == 1 else None
    first_given = folded_word(words[0]).split("-")[0] in given_names() and not _ends_like_body(words)
    if len(words) == 1:
        return run if _single(text, run, labels) else None
    if not first_given and (after_article(text, run.start) or owns_place(text, run.end)):
        return None
    if "PERSON" in labels or any(word in PARTICLES for word in words[:-1]):
        return None if _ends_like_body(words) and not first_given else run
    return run if first_given or _pair(text, run, words, labels) else None


def _without_opening(text: str, run: Run) -> Run:
    """Take off words that have a capital because a sentence begins with them, or because they say what somebody is."""
    words = list(run.words)
    while len(words) > 1 and (folded_word(words[0][0]) in ROLE_OF or (_starts(text, words[0].start()) and _is_opening(text, words))):
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
    if _ends_like_body(words) or any(folded_word(word) in BODIES | DATES for word in words) or _the(text, run.start):
        return False
    if _placed(text, run.start) and labels & PLACES:
        return False
    if any(word.isupper() and 1 < len(word) <= 5 and n == 0 for n, word in enumerate(words)):
        return False
    return any(len(word) == 1 for word in words[:-1]) or (any(_is_unknown(word) for word in words) and not all_plain(words))


def _single(text: str, run: Run, labels: set[str]) -> bool:
    """Tell whether one word is a name: on the list, or in no dictionary, and something said of it; an initial and a word count as two."""
    word = bare(run.words[0][0])
    folded = folded_word(word)
    if len(word) < 3 or (word.isupper() and len(word) <= 5) or folded in BODIES | DATES | DOES or _placed(text, run.start) or _the(text, run.start):
        return False
    said = _said(text, run) or (_word_before(text, run.start) in NAMING - {"by", "to", "for", "of", "from"} and _is_unknown(word))
    if folded in given_names() and (not is_ordinary(folded) or said):
        return True
    if not _is_unknown(word) or (_starts(text, run.start) and is_word(folded)):
        return False
    return "PERSON" in labels or (said and not labels & {"NORP", "LANGUAGE"})


def _said(text: str, run: Run) -> bool:
    """Tell whether something is said of a run as of a person: what it does, or who it is to somebody."""
    return word_after(text, run.end) in DOES or _word_before(text, run.start) in ROLE_OF


def _is_date(text: str, run: Run) -> bool:
    """Tell whether a run begins with a month, a day or a feast: May is somebody after a title, and June before a word of no dictionary."""
    first = folded_word(run.words[0][0])
    if first not in DATES or (run.titled and not run.post):
        return False
    last = folded_word(run.words[-1][0])
    named = len(run.words) > 1 and first in given_names() and _is_unknown(bare(run.words[-1][0])) and last not in BODIES | DATES
    return not named or bool(re.search(r"(?:\d(?:st|nd|rd|th)?|\b(?:in|by|of|since|until))\s\Z", text[max(0, run.start - 8) : run.start]))


def _placed(text: str, start: int) -> bool:
    return bool(PLACED.search(text[max(0, start - 16) : start]))


def _the(text: str, start: int) -> bool:
    return bool(THE.search(text[max(0, start - 12) : start]))


def _ends_like_body(words: Sequence[str]) -> bool:
    return folded_word(words[-1]) in BODIES


def _is_unknown(word: str) -> bool:
    return bool(IRISH.match(word)) or any(not is_ordinary(folded_word(part)) for part in word.split("-") if len(part) > 1)


def _is_official(text: str, run: Run) -> bool:
    if run.office or POST.match(text, run.end):
        return True
    return bool(ROLE_AFTER.match(text, run.end) or ROLE_BEFORE.search(text[max(0, run.start - 80) : run.start]))


def _role(text: str, run: Run) -> str:
    """Return who a title, or the words just before or after a name, say this is; empty where they do not."""
    before, titles = text[max(0, run.start - 60) : run.start], ""
    while run.titled and (title := LAST_TITLE.search(before)):
        before, titles = before[: title.start()], titles or ROLE_OF_TITLE.get(title[1].casefold(), "")
    adjoining = ADJOINING.search(before)  # what stands beyond a bracket or a semicolon is of another
    after = MEMBER_AFTER.match(text, run.end)
    said = ROLE_OF.get(adjoining[1].casefold(), "") if adjoining else ""
    return titles or ("Member" if after else said)


def _starts(text: str, start: int) -> bool:
    return bool(SENTENCE_START.search(text[max(0, start - 6) : start]))


def _word_before(text: str, start: int) -> str:
    found = re.search(r"([^\W\d_]+)[\s,(“\"‘]{1,3}\Z", text[max(0, start - 25) : start])
    return found[1].casefold() if found else ""


def word_after(text: str, end: int) -> str:
    """Return the word after a place in a text, in lower case; empty where a full stop or more stands between."""
    found = re.match(r"[\s,]{1,2}([^\W\d_]+)", text[end : end + 25])
    return found[1].casefold() if found else ""
