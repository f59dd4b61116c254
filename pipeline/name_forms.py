"""Give the forms in which a name may stand: surname alone, given name alone, initials, reversed; and write them in one way, to compare."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.name_model import is_ordinary
from pipeline.name_words import BODIES, DATES, OFFICES, PARTICLES, TITLES
from pipeline.plain_writing import plain_writing

ARTICLES = frozenset({"the", "this", "that"})  # before a name that was taken for one with it
TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Forms:
    """The forms in which a name may stand: of two words or more, of one that is no other word, and of one that is (Lone, Hope, Brown)."""

    whole: tuple[str, ...]
    single: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def parts_of(name: str) -> list[str]:
    """Give the words of a name, without titles and particles.

    >>> parts_of("Abdul Rahim al Shafiq"), parts_of("T. J. Marlowe")
    (['Abdul', 'Rahim', 'Shafiq'], ['T', 'J', 'Marlowe'])
    """
    bare = [without_possessive(match[0]) for match in TOKEN.finditer(plain_writing(name).text)]
    return [word for word in bare if word not in PARTICLES and word.casefold() not in TITLES | OFFICES | ARTICLES]


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
        " ".join(without_possessive(match[0]) for match in TOKEN.finditer(plain_writing(name).text)),
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
    return " ".join(fold(without_possessive(match[0])) for match in TOKEN.finditer(plain_writing(form).text))


def _stands_alone(word: str) -> bool:
    folded = word.casefold()
    return len(word) > 2 and folded not in BODIES | DATES and not all(is_ordinary(part) for part in folded.split("-"))


def without_possessive(word: str) -> str:
    """Take the ending off that says whose something is, or that is short for what follows (Ash'd for Ash had).

    >>> without_possessive("Ash’s"), without_possessive("Elms'"), without_possessive("Ash’d")
    ('Ash', 'Elms', 'Ash')
    """
    return re.sub(r"(?<=..)['’]s?$|(?<=...)['’](?:d|ll|ve|re)$", "", word)
