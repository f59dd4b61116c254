"""Read manifest.csv: what a person knows of each document."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from pipeline.encodings import decode, is_encoding
from pipeline.errors import ConfigError
from pipeline.rows import unguarded

SEPARATORS = ",;\t"
SHOWN = 10  # mistakes listed in a message


class Row(BaseModel):
    """One row: the columns of documents that a person may fill. Empty cells are None; ``date`` stays as written, and all is so in ``written``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    title: str | None = None
    date: str | None = None
    date_basis: Literal["manifest", "stated", "file name", "inferred by a person", "none"] | None = None
    place: str | None = None
    source_type: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    reference: str | None = None
    quotable: Literal["yes", "paraphrase", "no"] | None = None
    attribution: Literal["named", "role", "none"] | None = None
    cluster_id: str | None = None
    language: str | None = None
    encoding: str | None = None
    covariates: dict[str, str] = {}
    written: dict[str, str] = {}

    @field_validator("quotable", "attribution", "date_basis", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("encoding")
    @classmethod
    def _is_encoding(cls, value: str | None) -> str | None:
        if value and not is_encoding(value):
            raise ValueError(f"{value[:40]} is no encoding; examples: utf-8, cp1252, mac_roman")
        return value

    @field_validator("path")
    @classmethod
    def _has_path(cls, value: str) -> str:
        if not value:
            raise ValueError("empty")
        return value


REMARKS = frozenset({"guessed_from"})  # written for whoever corrects the manifest; says nothing of a document
COLUMNS = tuple(name for name in Row.model_fields if name not in {"covariates", "written"})


@dataclass(frozen=True)
class Manifest:
    """The rows of a manifest, one a document, in its order; ``columns`` are the headings it has."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]

    @property
    def dates(self) -> bool:
        """Whether it has a column date: then an empty one means not known."""
        return "date" in self.columns

    def cleared(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the columns it has: a cell left empty there says that nothing is known."""
        return tuple(name for name in names if name in self.columns)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest: UTF-8 (with or without mark) or cp1252, cells parted by comma, semicolon or tab.

    Args:
        path: the file. Columns that documents do not have become covariates.

    Returns:
        Its rows in order; paths with /, in NFC, without a leading ./; cells without the apostrophe that guards against formulas.

    Raises:
        ConfigError: if it is missing or malformed, has no column path, repeats a path or a column, or has a value that is not allowed.
    """
    if not path.is_file():
        raise ConfigError(f"{path} does not exist. Make one to correct with: make manifest")
    table = _table(path)
    header = [_heading(cell) for cell in table[0]] if table else []
    _check_header(path, header)
    mistakes: list[str] = []
    rows: dict[str, Row] = {}
    for number, cells in enumerate(table[1:], 2):
        if any(cell.strip() for cell in cells):
            _add(rows, mistakes, number, header, cells)
    if mistakes:
        more = [f"  and {len(mistakes) - SHOWN} more"] if len(mistakes) > SHOWN else []
        raise ConfigError("\n".join([f"{path.name} has {len(mistakes)} mistake{'s'[: len(mistakes) > 1]} ({path})", *mistakes[:SHOWN], *more]))
    return Manifest(tuple(rows.values()), tuple(header))


def plain_path(written: str) -> str:
    r"""Write a relative path in one way: slashes, NFC, no leading dot.

    >>> plain_path(".\\minutes\\May.pdf")
    'minutes/May.pdf'
    """
    parts = unicodedata.normalize("NFC", written.strip()).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", "."})


def _table(path: Path) -> list[list[str]]:
    text = decode(path.read_bytes()).text
    first = text.lstrip("\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text.lstrip("\n")), delimiter=separator, strict=True))
    except csv.Error as error:
        raise ConfigError(f"{path.name} cannot be read as a table ({path}): {error}. Look for a quotation mark that is not closed.") from None


def _heading(cell: str) -> str:
    name = cell.strip()
    plain = name.lower().replace(" ", "_")
    return plain if plain in COLUMNS else name


def _check_header(path: Path, header: list[str]) -> None:
    if "path" not in header:
        found = ", ".join(name for name in header if name) or "nothing"
        raise ConfigError(
            f"{path.name} has no column path ({path}). Its first line has: {found}. Add the path of each document, relative to its folder."
        )
    named = [name for name in header if name]
    repeated = sorted({name for name in named if named.count(name) > 1})
    if repeated:
        raise ConfigError(f"{path.name} has a column twice: {', '.join(repeated)} ({path}). Rename or delete one.")


def _add(rows: dict[str, Row], mistakes: list[str], number: int, header: list[str], cells: list[str]) -> None:
    if any(cell.strip() for cell in cells[len(header) :]):
        mistakes.append(f"  row {number}: {len(cells)} cells, but {len(header)} columns; a cell that holds the separator needs quotation marks")
        return
    named = {name: unguarded(cell.strip()) for name, cell in zip(header, cells, strict=False) if name and cell.strip()}
    known: dict[str, Any] = {name: value for name, value in named.items() if name in COLUMNS}
    further = {name: value for name, value in named.items() if name not in COLUMNS and name.lower() not in REMARKS}
    try:
        row = Row(**known | {"path": plain_path(named.get("path", "")), "covariates": further, "written": named})
    except ValidationError as error:
        mistakes.extend(f"  row {number}: {_plain(mistake)}" for mistake in error.errors(include_url=False))
        return
    if row.path in rows:
        mistakes.append(f"  row {number}: the path {row.path} is in an earlier row too; keep one")
    rows.setdefault(row.path, row)


def _plain(mistake: Any) -> str:
    where = str(mistake["loc"][0])
    if mistake["type"] == "literal_error":
        return f"{where} is {mistake['input']!r}, but should be {mistake['ctx']['expected']}, or empty"
    return f"{where}: {str(mistake['msg']).removeprefix('Value error, ')}"
