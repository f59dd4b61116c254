"""Weigh by all documents of a study whether words that were taken for a name are that of a person, or of a place, a body, a heading, a slogan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.name_forms import fold, parts_of
from pipeline.name_lookup import Lookup
from pipeline.name_words import BODIES, DATES, DOES, ROLE_OF, given_names
from pipeline.names_found import Name, word_after
from pipeline.no_names import SAINT, after_article, is_word

PLACED = re.compile(r"\b(?P<at>at)\s\Z|(?<!faith )(?<!trust )(?<!pride )(?<!interest )(?<!confidence )\b(?:in|near|throughout)\s\Z", re.IGNORECASE)
SMALL = re.compile(r"(?<![\w'’-])[a-z]+(?:['’-][a-z]+)*")
ROLE_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(ROLE_OF))}),? \Z", re.IGNORECASE)
QUOTES = ("“", "‘", '"')
CLOSED = re.compile(r"[.,]?[”’\"]")
WORD_AFTER = re.compile(r"[ \t]+([^\W\d_]+)")
ITS = re.compile(r"(?:\s[a-z]+){1,3}\sits\b")  # Alder will open its doors
PART_OF = re.compile(r"\b(?:Upper|Lower|Nether|Great|Little|Greater|Inner|Outer)[ \t]\Z")
ACTS = DOES - {"was", "had", "has", "did", "does"}  # what persons do: places and plans were and had, too
LEAST = 1 / 3  # of the places where it stands must place it


@dataclass
class _Weighed:
    """How often a form stands in the study, how often as places and bodies do, how often as persons do."""

    n: int = 0
    n_placed: float = 0  # after "at" a half: one swears at persons, too
    n_thing: int = 0  # of the latter as only places and bodies do
    n_person: int = 0


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
        The names of each text without those that no title, office, listed given name or role marks anywhere, and that either stand more often
        after "in", "at" or an article or as things do (St Alder, Lower Alder, Alder Road, “Alder” in quotation marks, Alder opens its doors) than
        they do or say something, and so in a third of their places at least; a listed given name goes only as a thing; or are two words or more of
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
    gone |= {key for key in lone if _is_placed(replace(weighed[key], n_placed=weighed[key].n_thing))}
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
            article, owns = after_article(text, start), text[end : end + 1] in {"'", "’"}
            one.n += 1
            placed, thing = PLACED.search(text[max(0, start - 20) : start]), _is_thing(text, start, end)
            one.n_thing += thing
            one.n_placed += 1 if article or thing else 0 if owns or not placed else 0.5 if placed["at"] else 1
            one.n_person += not article and (word_after(text, end) in ACTS or bool(ROLE_BEFORE.search(text[max(0, start - 20) : start])))
    return weighed


def _is_thing(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start]
    quoted = before[-1:] in QUOTES and bool(CLOSED.match(text, end))
    after = WORD_AFTER.match(text, end)
    body = bool(after) and after[1].casefold() in BODIES  # type: ignore[index]
    return quoted or body or bool(ITS.match(text, end) or SAINT.search(before) or PART_OF.search(before))


def _is_placed(one: _Weighed) -> bool:
    return one.n_placed >= 1 and one.n_placed > one.n_person and one.n_placed >= LEAST * one.n


def _is_plain(key: str, small: set[str], known: frozenset[str]) -> bool:
    words = key.split()
    if known & set(words):
        return len(words) > 1 and all(len(word) > 1 and (word in known or word in small or is_word(word)) for word in words)
    return len(words) > 1 and all(len(word) > 1 and word in small for word in words)
