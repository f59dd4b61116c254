"""Say in datapackage.json what the package is called, who made it and under which terms: only what its authors said, and nothing in their place.

Source: Data Package 2.0, datapackage.org: name, licenses, contributors.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

from pipeline.package.cite import NONE
from pipeline.package.relate import Crate, Entity

LONGEST = 60  # characters of a name
TERMS = "README.md"  # its last section has terms that are in words


def attribute(crate: Crate) -> dict[str, Any]:
    """Return name, and, where the authors said them, licences and contributors.

    Returns:
        ``name``: the title as a data package may be called; ``licenses``: by name and address where these are known, else the page that has the
        words; none where no licence was named. ``contributors``: authors in their order, with their ORCID as ``path``; none where nobody is named.
    """
    licences = _licences(crate.licence)
    people = [_contributor(author) for author in crate.authors]
    return {"name": _slug(crate.name), **({"licenses": licences} if licences else {}), **({"contributors": people} if people else {})}


def _slug(title: str) -> str:
    """Write a title in letters, digits and hyphens; by a hash of it where it has none of ours.

    >>> _slug("Tŷ Hill: work & faith, 2004 to 2024")
    'ty-hill-work-faith-2004-to-2024'
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(each))
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return made or f"package-{hashlib.sha256(title.encode()).hexdigest()[:8]}"


def _licences(licence: Entity) -> list[dict[str, str]]:
    name, address = str(licence["name"]), str(licence["@id"])
    if not address.startswith("#"):
        return [{"path": address} if name == address else {"name": name, "path": address}]
    return [] if name == NONE else [{"path": TERMS, "title": name}]


def _contributor(author: Entity) -> dict[str, Any]:
    parts = {
        "title": author["name"],
        "givenName": author.get("givenName"),
        "familyName": author.get("familyName"),
        "organization": author.get("affiliation"),
        "path": author["@id"] if not author["@id"].startswith("#") else None,
    }
    return {**{key: value for key, value in parts.items() if value}, "roles": ["author"]}
