"""Describe the tables of a package as a Data Package: each column's type and meaning, each file's size and hash.

Source: Frictionless Data, Data Package 2.0, datapackage.org.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from pipeline.datapackage import GUARDED, PROFILES, WIDE, field_of, schema_of, theme_field
from pipeline.package.count import COUNT_MEANINGS
from pipeline.package.derive import PAIR_MEANINGS, PAIRS
from pipeline.package.hold import sha256_of
from pipeline.suppress import MEANING, SHORTHAND
from pipeline.tables import TABLES

FURTHER: dict[str, dict[str, str]] = {
    PAIRS: PAIR_MEANINGS,
    "counts": COUNT_MEANINGS,
    "evidence": {"n_quotes": "quotes of the document in this package"},
    "people": {
        "group_kind": "column of documents, or covariate, by which people are counted",
        "group": "its value",
        "in_group": f"people of the group; {MEANING}",
        "theme_id": "a theme",
        "shown": f"people of the group who speak of the theme; {MEANING}",
    },
}
MEANINGS = {
    PAIRS: "How many codable segments carry both of two themes.",
    WIDE: "A row for every segment, a column for every theme.",
    "counts": "What the run counted, with the table that each number is counted from.",
    "evidence": "The documents, with what may be quoted of each and how many quotes of it are here.",
    "people": "Where people answered a survey: how many of each group spoke of a theme.",
}
NUMBERS = frozenset({"n_both", "n_a", "n_b", "n_quotes", "n"})


def describe(files: Mapping[str, bytes], title: str) -> dict[str, Any]:
    """Return the content of datapackage.json for every CSV file of a package.

    Args:
        files: the package's files, by path.
        title: of the package.
    """
    tables = [_resource(path, files[path]) for path in sorted(files) if path.endswith(".csv") and path.startswith(("csv/", "review/"))]
    return {"$schema": f"{PROFILES}/datapackage.json", "name": "themeline-package", "title": title, "description": GUARDED, "resources": tables}


def meaning_of(name: str) -> str:
    """Return what a table is, in a sentence."""
    return MEANINGS.get(name) or (TABLES[name].meaning if name in TABLES else "Part of the reviewer's pack; review/review.md has it as a page.")


def _resource(path: str, content: bytes) -> dict[str, Any]:
    name = path.rpartition("/")[2].removesuffix(".csv")
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": path.removesuffix(".csv").lower().replace("/", "."),
        "path": path,
        "type": "table",
        "description": meaning_of(name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\n", "header": True},
        "bytes": len(content),
        "hash": f"sha256:{sha256_of(content)}",
        "schema": _schema(name, content),
    }


def _schema(name: str, content: bytes) -> dict[str, Any]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    header, body = rows[0], rows[1:]
    hidden = any(SHORTHAND in row for row in body)
    own = FURTHER.get(name, {})
    known = {column: _own_field(column, meaning) for column, meaning in own.items()}
    of_table = "documents" if name == "evidence" else name
    wide = ("documents", "segments") if name == WIDE else ()
    for table in (each for each in (of_table, *wide) if each in TABLES):
        known = {column.name: field_of(column) for column in TABLES[table].columns} | known
    fields = [known.get(column) or (theme_field(column) if name == WIDE else _own_field(column, "as its name says")) for column in header]
    made = schema_of([_not_required(field) for field in fields] if hidden else fields, [])
    key = list(TABLES[of_table].key) if of_table in TABLES else ["segment_id"] if name == WIDE else []
    made["primaryKey"] = key if key and set(key) <= set(header) else []
    if not made["primaryKey"]:
        del made["primaryKey"]
    return made | ({"missingValues": ["", SHORTHAND]} if hidden else {})


def _own_field(column: str, meaning: str) -> dict[str, Any]:
    return {"name": column, "type": "integer" if column in NUMBERS else "string", "description": meaning}


def _not_required(field: dict[str, Any]) -> dict[str, Any]:
    """Where numbers are suppressed their cells have the shorthand, which stands for a missing value."""
    return {**field, "constraints": {name: value for name, value in field.get("constraints", {}).items() if name != "required"}}
