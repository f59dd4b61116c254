"""Find again, in a whole study, the names that were found once: surname alone, given name alone, initials, reversed, in capitals, possessive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.name_words import BODIES, DATES, DOES, OFFICES, PARTICLES, TITLES
from pipeline.names_found import Name, find_names, is_ordinary, word_after
from pipeline.plain_writing import plain_writing

TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BETWEEN = re.compile(r"[\s.,\u00a0]{1,3}")
WORD_BEFORE = re.compile(r"(?<![\w'’-])([A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*) \Z")
PLACE_AFTER = re.compile(r"[ \t]+([A-Z][\w’'-]+)")


@dataclass(frozen=True)
class Forms:
    """The forms in which a name may stand: of two words or more, of one that is no other word, and of one that is (Lone, Hope, Brown)."""

    whole: tuple[str, ...]
    single: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def names_in(texts: Sequence[str], places: Iterable[str] = ()) -> list[list[Name]]:
    """Find the names of persons in texts, each name found once also wherever else the same text has it or a part of it.

    Args:
        texts: documents. A name of two words or more that one of them has is looked for in all; a part of it in the same text alone.
        places: names of places and bodies that the study knows; a single word that is one is no person.

    Returns:
        The names of each text, in order; none overlaps another. Those found again take over what the first one says of a public role. Their
        places are those of the text as it stands, their ``text`` is in plain writing.
    """
    written = [plain_writing(text) for text in texts]
    found = _names_in([one.text for one in written], [plain_writing(place).text for place in places])
    return [[_placed(name, one.span(name.start, name.end)) for name in own] for one, own in zip(written, found, strict=True)]


def _placed(name: Name, span: tuple[int, int]) -> Name:
    return replace(name, start=span[0], end=span[1])


def _names_in(texts: Sequence[str], places: Iterable[str]) -> list[list[Name]]:
    known = {fold(word) for place in places for word in (place, *place.split())}
    found = [[name for name in own if fold(name.text) not in known] for own in find_names(texts)]
    everywhere = [name for own in found for name in own if len(parts_of(name.text)) > 1]
    whole, officials = Lookup(form for name in everywhere for form in forms_of(name.text).whole), _officials(everywhere)
    joined = [_joined(own, _again(text, own, whole, officials)) for text, own in zip(texts, found, strict=True)]
    return [[name for name in own if fold(name.text) not in known] for own in joined]


def parts_of(name: str) -> list[str]:
    """Give the words of a name, without titles and particles.

    >>> parts_of("Abdul Rahim al Shafiq"), parts_of("T. J. Marlowe")
    (['Abdul', 'Rahim', 'Shafiq'], ['T', 'J', 'Marlowe'])
    """
    bare = [_without_possessive(match[0]) for match in TOKEN.finditer(plain_writing(name).text)]
    return [word for word in bare if word not in PARTICLES and word.casefold() not in TITLES | OFFICES]


def forms_of(name: str) -> Forms:
    """Say in which forms a name may stand.

    >>> forms_of("Ann Ridley-Moss").whole
    ('Ann Ridley-Moss', 'Ridley-Moss Ann', 'A Ridley-Moss', 'Ridley-Moss A')
    """
    words = parts_of(name)
    if len(words) < 2:
        return Forms((), tuple(word for word in words if _stands_alone(word)), tuple(word for word in words if not _stands_alone(word)))
    given, last = words[0], words[-1]
    middle = [f"{given} {last}"] if len(words) > 2 else []
    plain = [
        " ".join(_without_possessive(match[0]) for match in TOKEN.finditer(plain_writing(name).text)),
        " ".join(words),
        *middle,
        f"{last} {given}",
        f"{given[0]} {last}",
        f"{last} {given[0]}",
    ]
    alone = [word for word in (*words, *last.split("-"), plural_of(last)) if _stands_alone(word)]
    others = [word for word in (given, last, plural_of(last)) if len(word) > 2 and not _stands_alone(word)]
    return Forms(tuple(dict.fromkeys(plain)), tuple(dict.fromkeys(alone)), tuple(dict.fromkeys(others)))


def plural_of(surname: str) -> str:
    """Give the name of a family.

    >>> plural_of("Okafor"), plural_of("Jones")
    ('Okafors', 'Joneses')
    """
    return surname + ("es" if re.search(r"(?:s|x|z|ch|sh)$", surname, re.IGNORECASE) else "s")


class _Plain(dict[int, str]):
    """Gives each character without accent and in lower case, as one character."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0] if chr(code).isalpha() else chr(code)
        plain = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "’": "'", "‘": "'"}.get(base.lower(), base.lower())
        self[code] = plain if len(plain) == 1 else base
        return self[code]


PLAIN = _Plain()


def fold(text: str) -> str:
    """Write a text without accents and case, of the same length: for comparing, never for showing.

    >>> fold("Sinéad Ó Cusack’s")
    "sinead o cusack's"
    """
    return text.translate(PLAIN)


def words_of(form: str) -> str:
    """Write a form of a name in one way: its words folded, without possessive.

    >>> words_of("O’Shea-Lyn's")
    "o'shea-lyn"
    """
    return " ".join(fold(_without_possessive(match[0])) for match in TOKEN.finditer(plain_writing(form).text))


class Lookup:
    """Looks up forms of names in texts by their first word, so that the time does not grow with their number."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Take the forms, each of one word or more."""
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        for form in forms:
            words = tuple(words_of(form).split())
            if words:
                self._by_first.setdefault(words[0], set()).add(words)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text has one of the forms as whole words, whatever their case and accents: the longest at each place, none within another."""
        plain = plain_writing(text)
        yield from (plain.span(start, end) for start, end in self._spans(plain.text))

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        past = 0
        tokens = [(match.start(), match.end(), fold(_without_possessive(match[0]))) for match in TOKEN.finditer(text)]
        for n, (start, _, word) in enumerate(tokens):
            fits = [form for form in self._by_first.get(word, ()) if self._stands(text, tokens[n : n + len(form)], form)]
            if fits and start >= past:
                last = n + len(max(fits, key=len)) - 1
                past = tokens[last][1]
                yield start, tokens[last][0] + len(_without_possessive(text[tokens[last][0] : tokens[last][1]]))

    @staticmethod
    def _stands(text: str, tokens: Sequence[tuple[int, int, str]], form: tuple[str, ...]) -> bool:
        if tuple(token[2] for token in tokens) != form:
            return False
        return all(BETWEEN.fullmatch(text[one[1] : two[0]]) for one, two in pairwise(tokens))


def _again(text: str, own: Sequence[Name], whole: Lookup, officials: Mapping[str, bool]) -> list[Name]:
    known = {**officials, **_officials(own)}
    found = [_named(text, span, known) for span in whole.spans(text) if _has_capitals(text[slice(*span)])]
    single = Lookup(form for name in own for form in forms_of(name.text).single)
    alone = [span for span in single.spans(text) if text[span[0]].isupper() and not _is_of_place(text, span[1])]
    found += [_named(text, (_with_word_before(text, start), end), known) for start, end in alone]
    doubtful = Lookup(form for name in own for form in forms_of(name.text).doubtful)
    found += [_named(text, span, known) for span in doubtful.spans(text) if text[span[0]].isupper() and word_after(text, span[1]) in DOES]
    return found


def _has_capitals(name: str) -> bool:
    words = name.split()
    return words[0][:1].isupper() and words[-1][:1].isupper()


def _named(text: str, span: tuple[int, int], officials: Mapping[str, bool]) -> Name:
    start, end = span
    words = parts_of(text[start:end])
    return Name(start, end, text[start:end], officials.get(fold(words[-1]) if words else "", False))


def _officials(names: Sequence[Name]) -> dict[str, bool]:
    """Tell by folded last word whether all who bear it are shown in public role: where one is not, none is taken to be."""
    known: dict[str, bool] = {}
    people: dict[str, bool] = {}
    for name in names:
        people[fold(name.text)] = people.get(fold(name.text), False) or name.official
    for text, official in people.items():
        words = parts_of(text)
        if len(words) > 1:
            known[words[-1]] = known.get(words[-1], True) and official
    return known


def _with_word_before(text: str, start: int) -> int:
    """Return where a name begins of which a word was found again: a capitalised word of no dictionary before it belongs to it."""
    before = WORD_BEFORE.search(text[max(0, start - 30) : start])
    return start - len(before[0]) if before and not (is_ordinary(before[1].casefold()) or before[1].casefold() in TITLES | OFFICES) else start


def _is_of_place(text: str, end: int) -> bool:
    """Tell whether a word goes on as the name of a place or body does: Hope Street."""
    after = PLACE_AFTER.match(text, end)
    return bool(after) and after[1].casefold() in BODIES  # type: ignore[index]


def _joined(own: Sequence[Name], again: Sequence[Name]) -> list[Name]:
    """Keep all names that overlap as the one that has them all."""
    made: list[Name] = []
    shown = set(own)
    for name in sorted([*own, *again], key=lambda name: (name.start, -name.end)):
        if made and name.start < made[-1].end:
            last, more = made[-1], name.text[made[-1].end - name.start :] if name.end > made[-1].end else ""
            official = last.official or (name.official and name in shown)
            made[-1] = replace(last, end=max(last.end, name.end), text=last.text + more, official=official, role=last.role or name.role)
            continue
        made.append(name)
    return _settled(made)


def _settled(names: list[Name]) -> list[Name]:
    """Let a person whom one passage shows in public role be an official wherever the full name stands."""
    official = {fold(name.text) for name in names if name.official}
    known = _officials(names)
    return [replace(name, official=name.official or fold(name.text) in official or _last_known(name, known)) for name in names]


def _last_known(name: Name, known: Mapping[str, bool]) -> bool:
    words = parts_of(fold(name.text))
    return len(words) == 1 and known.get(words[0], False)


def _stands_alone(word: str) -> bool:
    folded = word.casefold()
    return len(word) > 2 and folded not in BODIES | DATES and not all(is_ordinary(part) for part in folded.split("-"))


def _without_possessive(word: str) -> str:
    return re.sub(r"(?<=..)['’]s?$", "", word)


def linked(names: Sequence[Name]) -> Iterator[tuple[Name, str]]:
    """Give each name of a text with the full name it stands for: that of the nearest before it with the same word, else the next, else itself."""
    full_parts = [(name, parts) for name in names if len(parts := parts_of(name.text)) > 1]
    whole = [(name, frozenset(map(fold, (*parts, plural_of(parts[-1]))))) for name, parts in full_parts]
    for name in names:
        words = frozenset(fold(part) for part in parts_of(name.text) if len(part) > 1)
        fits = [other for other, own in whole if words and words <= own and other.text != name.text]
        before = [other for other in fits if other.start < name.start]
        full = name.text if len(parts_of(name.text)) > 1 and not _has_initial(name.text) else ""
        yield name, full or (before[-1].text if before else fits[0].text if fits else name.text)


def _has_initial(name: str) -> bool:
    return any(len(part) == 1 for part in parts_of(name))
