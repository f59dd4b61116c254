"""Say who answers for a package, under which terms it may be used, and how to cite it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.package.relate import LICENCE, Crate, Entity

NAMES = ("name", "family-names", "given-names")
FILE = "CITATION.cff"
ORCID = re.compile(r"(?:https?://orcid\.org/)?([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])")
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
NONE = "No licence named"
NONE_NAMED = (
    "Nobody has named a licence for this package: ask its authors before you use it again. The sources keep their own (csv/documents.csv, licence)."
)


def day_of(settings: str, given: str) -> str:
    """Return the day of publication: the one that was given, else ``[report] date``.

    Raises:
        ConfigError: if there is none, or it is not written as YYYY, YYYY-MM or YYYY-MM-DD.
    """
    date = given or settings
    if DAY.fullmatch(date) and _is_day(date):
        return date
    found = f"“{date}” is not one" if date else "there is none"
    raise ConfigError(
        f"A package needs a date of publication, as YYYY-MM-DD, and {found}. "
        "Set [report] date in study.toml, or give one: --date 2026-01-31 (with make: DATE=2026-01-31)."
    )


def _is_day(date: str) -> bool:
    """Say whether a whole date is in the calendar; a year or month always is."""
    try:
        return len(date) < len("2026-01-31") or bool(dt.date.fromisoformat(date))
    except ValueError:
        return False


def licence_of(given: str) -> Entity:
    """Return the licence as an entity of the crate: a known one by its address, another as it is written, or that none is named."""
    if not given:
        return {"@id": LICENCE, "@type": "CreativeWork", "name": NONE, "description": NONE_NAMED}
    address = LICENCES.get(given, given if given.startswith(("https://", "http://")) else "")
    said = {} if address else {"description": f"Terms as the authors name them: {given}"}
    return {"@id": address or LICENCE, "@type": "CreativeWork", "name": given, **said}


def authors_of(corpus: Path, settings: str) -> tuple[Entity, ...]:
    """Return who answers for the study: the authors in CITATION.cff beside the documents, else ``[report] authors``, parted by semicolons.

    Raises:
        ConfigError: if CITATION.cff cannot be read, or has an ORCID that is none.
    """
    listed = _cited(corpus) if (corpus / FILE).is_file() else [{"name": name.strip()} for name in settings.split(";") if name.strip()]
    return tuple(_entity(n, author) for n, author in enumerate(listed, 1))


def said_of(corpus: Path, name: str) -> str:
    """Return what CITATION.cff beside the documents says under a name, on one line: ``title`` or ``license``; empty where it says nothing.

    Several licences are such as one may choose from, so they are joined by OR.

    Raises:
        ConfigError: if CITATION.cff cannot be read.
    """
    value = _content(corpus).get(name) if (corpus / FILE).is_file() else None
    return " ".join(" OR ".join(str(each) for each in (value if isinstance(value, list) else [value]) if each is not None).split())


def citation(crate: Crate) -> bytes:
    """Return CITATION.cff of the package; empty where nobody is named as its author, for the format asks for one."""
    if not crate.authors:
        return b""
    lines = ["cff-version: 1.2.0", 'message: "If you use this package, please cite it as below."', "type: dataset", f"title: {_quoted(crate.name)}"]
    lines += [f"date-released: {crate.date}"] if len(crate.date) == len("2026-01-31") else []
    lines += [f"license: {crate.licence['name']}"] if crate.licence["name"] in LICENCES else []
    lines.append("authors:")
    for author in crate.authors:
        names = (
            {"family-names": author.get("familyName"), "given-names": author.get("givenName")}
            if author["@type"] == "Person"
            else {"name": author["name"]}
        )
        further = {"affiliation": author.get("affiliation"), "orcid": author["@id"] if not author["@id"].startswith("#") else ""}
        given = [f"{key}: {_quoted(value)}" for key, value in {**names, **further}.items() if value]
        lines += [f"  - {given[0]}", *(f"    {each}" for each in given[1:])]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _content(corpus: Path) -> dict[str, Any]:
    import yaml  # type: ignore[import-untyped]  # it brings no types

    try:
        content = yaml.safe_load((corpus / FILE).read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigError("CITATION.cff beside the documents cannot be read as YAML. See citation-file-format.github.io.") from None
    return content if isinstance(content, dict) else {}


def _cited(corpus: Path) -> list[dict[str, Any]]:
    authors = _content(corpus).get("authors")
    if not isinstance(authors, list) or not all(isinstance(each, dict) and any(map(_said(each).get, NAMES)) for each in authors):
        raise ConfigError("CITATION.cff beside the documents names no authors, or one without a name. See citation-file-format.github.io.")
    return [_said(each) for each in authors]


def _said(author: dict[str, Any]) -> dict[str, str]:
    """Return what an author's entry says; an empty value says nothing."""
    return {key: text for key, value in author.items() if value is not None and (text := str(value).strip())}


def _entity(number: int, author: dict[str, Any]) -> Entity:
    """Return an author as a person where given and family names are told apart, else as a body of that name."""
    family, given = str(author.get("family-names", "")), str(author.get("given-names", ""))
    name = _orcid(author["orcid"]) if author.get("orcid") else f"#author-{number}"
    if not (family or given):
        return {"@id": name, "@type": "Organization", "name": str(author["name"])}
    parts = {"givenName": given, "familyName": family, "affiliation": str(author.get("affiliation", ""))}
    return {"@id": name, "@type": "Person", "name": f"{given} {family}".strip(), **{key: value for key, value in parts.items() if value}}


def _orcid(given: str) -> str:
    """Return an ORCID as an address.

    Raises:
        ConfigError: if its form or its check digit (ISO 7064, 11-2) is wrong: it would name somebody else, or nobody, as a template's zeros do.

    >>> _orcid("0000-0002-1825-0097")
    'https://orcid.org/0000-0002-1825-0097'
    """
    match = ORCID.fullmatch(given)
    digits = match[1].replace("-", "") if match else ""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if match and "0123456789X"[(12 - total % 11) % 11] == digits[-1]:
        return f"https://orcid.org/{match[1]}"
    raise ConfigError(
        f"CITATION.cff beside the documents has an orcid that is none: {given[:60]!r}. "
        "Write it as https://orcid.org/0000-0002-1825-0097 is written, or leave it out."
    )
