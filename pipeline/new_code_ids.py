"""Make ids for codes that a codebook lacks out of their names: the same name gives the same id, in whatever order names come."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable

NONE = "none"  # a decision, never a code
LONGEST = 60  # characters of an id before its hash


def new_code_id(name: str) -> str:
    """Return an id that a codebook may have for a new code, made from its name alone; case and spaces make no difference.

    Accents are taken off (Unicode NFKD). Where letters or digits are lost on the way to a-z and 0-9, or the id would be too long, a hash of the
    name is joined to what is left, so that two such names do not fall together.

    >>> new_code_id("Bus & tram!"), new_code_id("2nd homes"), new_code_id("Café life"), new_code_id("None")
    ('bus_tram', 'code_2nd_homes', 'cafe_life', 'code_none')
    >>> new_code_id("Жильё") == new_code_id("ЖИЛЬЁ") != new_code_id("Парки")
    True
    """
    said = [each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each)]
    plain = re.sub(r"[^a-z0-9]+", "_", "".join(said)).strip("_")
    lost = not plain or len(plain) > LONGEST or any(each.isalnum() and not each.isascii() for each in said)
    plain = plain[:LONGEST].strip("_")
    first = plain if plain[:1].isalpha() and plain != NONE else f"code_{plain}".rstrip("_")
    return _with_hash(first, name) if lost else first


def new_code_ids(names: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """Return an id for each name, in the order of the alphabet: none that is taken; names that differ in case or spaces alone have one together.

    Args:
        names: of new codes.
        taken: ids that are used already, as those of the codebook.

    Returns:
        Ids of ``new_code_id``; with a hash of the name where that is taken, or where several of these names would have it.

    >>> new_code_ids({"Parks", "parks", "Work?"}, {"work"})
    {'Parks': 'parks', 'Work?': 'work_c1014d26', 'parks': 'parks'}
    """
    plain = {name: new_code_id(name) for name in sorted(set(names))}
    n_names = Counter({_folded(name): each for name, each in plain.items()}.values())
    return {name: _with_hash(each, name) if each in taken or n_names[each] > 1 else each for name, each in plain.items()}


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name.casefold()).split())


def _with_hash(plain: str, name: str) -> str:
    """Join the first eight hex digits of the sha256 of a name to an id."""
    return f"{plain}_{hashlib.sha256(_folded(name).encode()).hexdigest()[:8]}"
