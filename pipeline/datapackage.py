"""Describe the tables in OUTPUTS/csv as a Data Package, so that other programs know each column's type and meaning.

Source: Frictionless Data, Data Package 2.0, Data Resource 2.0 and Table Schema 2.0, datapackage.org.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from pipeline.keys import bytes_hash
from pipeline.schema import Column, Kind, Table
from pipeline.store import write_json
from pipeline.tables import TABLES

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES: dict[Kind, str] = {"text": "string", "integer": "integer", "number": "number", "flag": "boolean", "texts": "string"}
WIDE = "codings_wide"
GUARDED = (
    "UTF-8, a header row, commas, lines ended by LF; an empty cell is not known. A text cell that a spreadsheet would take for a formula "
    "(it begins with =, +, -, @, a tab or a return, and is no number) has an apostrophe before it, which is no part of the text."
)


def write_datapackage(outputs: Path) -> None:
    """Write csv/datapackage.json: every table there with its columns' types and meanings, its key, size and hash."""
    folder = outputs / "csv"
    tables = [_resource(folder / f"{table.name}.csv", table.meaning, _schema(table)) for table in TABLES.values() if _is_there(folder, table.name)]
    wide = [_resource(folder / f"{WIDE}.csv", "A row for every segment, a column for every theme.", _wide(folder))] if _is_there(folder, WIDE) else []
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "themeline-tables",
        "title": "Tables of a Themeline study",
        "description": GUARDED,
        "resources": [*tables, *wide],
    }
    write_json(folder / "datapackage.json", package)


def _is_there(folder: Path, name: str) -> bool:
    return (folder / f"{name}.csv").is_file()


def _resource(path: Path, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": path.stem,
        "path": path.name,
        "type": "table",
        "description": meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\n", "header": True},
        "bytes": path.stat().st_size,
        "hash": f"sha256:{bytes_hash(path)}",
        "schema": schema,
    }


def _schema(table: Table) -> dict[str, Any]:
    fields = [field_of(column) for column in table.columns if column.kind != "vector"]
    return schema_of(fields, list(table.key))


def schema_of(fields: list[dict[str, Any]], key: list[str]) -> dict[str, Any]:
    """Return a table schema of columns and their key."""
    return {"$schema": f"{PROFILES}/tableschema.json", "fields": fields, "primaryKey": key, "missingValues": [""]}


def field_of(column: Column) -> dict[str, Any]:
    """Describe a column; text that is never null may still be empty, which CSV cannot tell from null, so only other kinds are required."""
    limits: dict[str, Any] = {"minimum": column.low, "maximum": column.high, "enum": list(column.values) or None}
    required = {"required": True} if not column.nullable and column.kind in {"integer", "number", "flag"} else {}
    constraints = {name: _whole(value) for name, value in limits.items() if value is not None} | required
    said = f"{column.meaning}; values joined by “; ”" if column.kind == "texts" else column.meaning
    flags = {"trueValues": ["True"], "falseValues": ["False"]} if column.kind == "flag" else {}
    return {"name": column.name, "type": TYPES[column.kind], "description": said, **flags, **({"constraints": constraints} if constraints else {})}


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _wide(folder: Path) -> dict[str, Any]:
    """Describe the table of codings with a row a segment, whose columns depend on the codebook."""
    with (folder / f"{WIDE}.csv").open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    known = {column.name: field_of(column) for name in ("documents", "segments") for column in TABLES[name].columns}
    return schema_of([known.get(name) or theme_field(name) for name in names], ["segment_id"])


def theme_field(name: str) -> dict[str, Any]:
    """Return the column of a theme in codings_wide: its score, or whether it was given."""
    if name.endswith("_score"):
        return {"name": name, "type": "number", "description": "calibrated probability that the segment carries the theme"}
    return {"name": name, "type": "integer", "description": "1: the segment carries the theme; 0: it does not"}
