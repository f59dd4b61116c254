"""Weigh by all documents of a study whether words that were taken for a name are that of a person, or of a place, a body, a heading, a slogan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.name_forms import fold, parts_of
from pipeline.name_lookup import Lookup
from pipeline.name_said import HERS, acts, word_after
from pipeline.name_words import BODIES, DATES, DOES, given_names
from pipeline.names_found import Name
from pipeline.no_names import SAINT, after_article, is_word

PLACED = re.compile(r"(?:(?P<before>[a-z]+)\s)?\b(?:(?P<half>at|near)|in|throughout)\s\Z", re.IGNORECASE)
AIMED = frozenset(  # one trusts in persons, sits near them and shouts at them
    "faith trust trusts trusted pride interest confidence hope belief believe believes believed confide confided disappointed good sat sit "
    "sits stood swore swear shouted shout laughed laugh looked look stared smiled smile yelled screamed pointed glared angry cross mad".split()
)
SMALL = re.compile(r"(?<![\w'’-])[a-z]+(?:['’-][a-z]+)*")
QUOTES = ("“", "‘", '"')
CLOSED = re.compile(r"[.,]?[”’\"]")
WORD_AFTER = re.compile(r"[ \t]+([^\W\d_]+)")
ITS = re.compile(r"(?:\s[a-z]+){1,3}\sits\b")  # Alder will open its doors
PART_OF = re.compile(r"\b(?:Upper|Lower|Nether|Great|Little|Greater|Inner|Outer)[ \t]\Z")
ACTS = DOES - {"was", "had", "has", "did", "does"}  # what persons do: places and plans were and had, too
FAMILY = re.compile(r"\s(?:famil(?:y|ies)|children|boys?|girls?|brothers?|sisters?|twins|case|inquest|trial|funeral|murder)\b")  # the Ash children
BUILT = frozenset(  # after a name, in small letters: what persons do not do or have without an ending (the Alder road; Ash support me)
    "road street lane estate school primary park station church chapel mosque temple hospital library market village town ward district valley "
    "college academy centre hall".split()
)
OF_MANY = frozenset("children women men people youth live head together online".split())  # after persons' names too, in capitals
LEAST = 1 / 3  # of the places where it stands must place it


@dataclass
class _Weighed:
    """How often a form stands in the study, how often as places and bodies do, how often as persons do."""

    n: int = 0
    n_placed: float = 0  # after "at" and "near" a half: one is near persons, too
    n_thing: int = 0  # as only places and bodies do
    n_person: int = 0
    n_acts: int = 0  # of the latter as persons alone do


def persons_only(
    texts: Sequence[str], found: Sequence[Sequence[Name]], known: frozenset[str], headed: frozenset[str] = frozenset()
) -> list[list[Name]]:
    """Drop what the study shows to be no person.

    Args:
        texts: documents, in plain writing.
        found: the names of each, as found in it by itself. Not changed.
        known: folded words of places and bodies that the study knows.
        headed: folded words of titles of documents; those that a dictionary has are taken to stand in small letters elsewhere.

    Returns:
        The names of each text without those that no title, office, listed given name or role marks anywhere, that nowhere do what persons alone do
        (said, wept), and that either stand more often after "in", "at" or an article than they do anything, and so in a third of their places at
        least; of which nothing is said as of persons, and that stand as things do (St Alder, Lower Alder, Alder Road; if they are one word or of a
        dictionary also “Alder” in quotation marks, Alder opens its doors), which alone is why a listed given name goes; or are two words or more of
        which each stands in small letters elsewhere in the study, or is of a place or body that the study knows or of a dictionary beside such a
        one (Common Ground, Healthy Alder); or are one word of a dictionary that stands in a title.
    """
    own = [name for names in found for name in names]
    marked = {fold(name.text) for name in own if name.titled or name.official or name.role or _is_given(name)}
    full = {fold(word) for name in own if fold(name.text) in marked or len(parts_of(name.text)) > 1 for word in parts_of(name.text)}
    open_ = {fold(name.text): name.text for name in own if fold(name.text) not in marked}
    open_ = {key: text for key, text in open_.items() if len(key.split()) > 1 or key not in full}
    sure = [name for name in own if name.titled or name.official or name.role or len(parts_of(name.text)) > 1]
    others = {fold(word) for name in sure for word in parts_of(name.text)}
    lone = {fold(name.text): name.text for name in own if _is_given(name) and len(name.text.split()) == 1 and fold(name.text) not in others}
    weighed = _weigh(texts, open_ | lone)
    in_titles = {word for word in headed if is_word(word)}
    small = {word for text in texts for word in SMALL.findall(text)} | in_titles if open_ else set()
    plain = {key for key in open_ if not weighed[key].n_person and (key in in_titles or _is_plain(key, small, known))}
    gone = plain | {key for key in open_ if _is_placed(weighed[key])}
    gone |= {key for key in lone if _is_placed(replace(weighed[key], n_placed=0))}
    return [[name for name in names if fold(name.text) not in gone] for names in found]


def names_alone(texts: Sequence[str], found: Sequence[Sequence[Name]]) -> frozenset[str]:
    """Return words of persons' names that stand for persons in this study even alone, although a dictionary has them as other words (Salter).

    Args:
        texts: documents.
        found: the names of persons of each. Not changed.

    Returns:
        Folded words that stand nowhere in small letters and, of the places where they have a capital, in half at least within a name that was
        found. Days, months and words of bodies are none of them.
    """
    own = {word for names in found for name in names for word in parts_of(name.text) if len(word) > 1 and word.casefold() not in BODIES | DATES}
    small = {fold(word) for text in texts for word in SMALL.findall(text)} if own else set()
    inside, n = Counter[str](), Counter[str]()
    lookup = Lookup(word for word in own if fold(word) not in small)
    for text, names in zip(texts, found, strict=True):
        named = {place for name in names for place in range(name.start, name.end)}
        for start, end in lookup.spans(text):
            if text[start].isupper():
                n[fold(text[start:end])] += 1
                inside[fold(text[start:end])] += start in named
    return frozenset(word for word, times in n.items() if 2 * inside[word] >= times)


def _is_given(name: Name) -> bool:
    return name.text.split()[0].casefold().split("-")[0] in given_names()


def _weigh(texts: Sequence[str], forms: Mapping[str, str]) -> dict[str, _Weighed]:
    lookup, weighed = Lookup(forms.values()), {key: _Weighed() for key in forms}
    for text in texts if forms else ():
        for start, end in lookup.spans(text):
            one = weighed.get(" ".join(fold(text[start:end]).split()))
            if one is None or not text[start].isupper():
                continue
            one.n += 1
            article, acting = after_article(text, start), acts(text, start, end)
            thing = _is_thing(text, start, end)
            one.n_thing += thing
            one.n_placed += 0 if thing else _placed(text, start, end, article=article)
            one.n_acts += acting
            one.n_person += acting or (not article and (word_after(text, end) in ACTS or bool(HERS.match(text, end))))
    return weighed


def _placed(text: str, start: int, end: int, *, article: bool) -> float:
    """Return how much says here that a form is a place: 1, or a half, or nothing before what it owns and after what is aimed at persons."""
    if article:
        return float(not FAMILY.match(text, end))
    placed = PLACED.search(text[max(0, start - 25) : start])
    if not placed or text[end : end + 1] in {"'", "’"} or (placed["before"] or "").casefold() in AIMED:
        return 0.0
    return 0.5 if placed["half"] else 1.0


def _is_thing(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 12) : start], WORD_AFTER.match(text, end)
    if after and (after[1] in BUILT or (after[1][0].isupper() and after[1].casefold() in BODIES - OF_MANY)):
        return True
    words = parts_of(text[start:end])
    if len(words) < 2 or all(len(word) > 1 and is_word(word.casefold()) for word in words):  # else it may well be somebody's name
        quoted = before[-1:] in QUOTES and bool(CLOSED.match(text, end))
        if quoted or ITS.match(text, end):
            return True
    return bool(SAINT.search(before) or PART_OF.search(before))


def _is_placed(one: _Weighed) -> bool:
    placed = one.n_placed + (0 if one.n_person else one.n_thing)
    return not one.n_acts and placed >= 1 and placed > one.n_person and placed >= LEAST * one.n


def _is_plain(key: str, small: set[str], known: frozenset[str]) -> bool:
    words = key.split()
    if known & set(words):
        return len(words) > 1 and all(len(word) > 1 and (word in known or word in small or is_word(word)) for word in words)
    return len(words) > 1 and all(len(word) > 1 and word in small for word in words)
