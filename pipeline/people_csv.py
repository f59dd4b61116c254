"""Read a CSV file that a person wrote: decisions, human codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from pipeline.encodings import decode
from pipeline.errors import ConfigError
from pipeline.rows import unguarded

OF_A_DRAW = frozenset({"item", "coder", "draw"})  # columns of the sheets that coders get
SEPARATORS = ",;\t"
SHOWN = 10  # mistakes listed in a message


def read_people_csv(path: Path, name: str, needed: Sequence[str]) -> pd.DataFrame:
    """Read a CSV file as text; an empty cell is an empty string.

    Args:
        path: the file: UTF-8, with or without BOM.
        name: what messages call it.
        needed: columns that it must have.

    Returns:
        Its rows in their order, all cells as written.

    Raises:
        ConfigError: if it is missing, not in UTF-8, empty, no CSV, or lacks a column.
    """
    try:
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{name} does not exist.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{name} is not in UTF-8. Save it as CSV UTF-8.") from None
    except pd.errors.EmptyDataError:
        raise ConfigError(f"{name} is empty. It needs the columns {', '.join(needed)}.") from None
    except pd.errors.ParserError as error:
        where = str(error).rsplit("C error: ", maxsplit=1)[-1].strip()
        raise ConfigError(f"{name} cannot be read as CSV: {where}. Put text that holds a comma or a quotation mark into quotation marks.") from None
    missing = [column for column in needed if column not in rows]
    if missing:
        sheet = " This is a sheet of a draw: hold it against the machine with `themeline agreement`." if set(rows) >= OF_A_DRAW else ""
        raise ConfigError(f"{name} has no column {', '.join(missing)}. It needs: {', '.join(needed)}.{sheet}")
    return rows


def read_sheet(path: Path, name: str, known: Collection[str], needed: Sequence[str] = ()) -> pd.DataFrame:
    """Read a table that a person wrote in a spreadsheet: UTF-8 (with or without mark) or cp1252, cells parted by comma, semicolon or tab.

    Args:
        path: the file.
        name: what messages call it.
        known: columns that it may have. Others are refused, since a misspelt one would be passed over.
        needed: columns that it must have.

    Returns:
        The rows in which any cell is filled, in their order; the index is the row's number in the file, the header being
        row 1. Every known column is there: text without spaces around it and without the apostrophe that guards against
        formulas, empty where nothing is written.

    Raises:
        ConfigError: if it cannot be read as a table, has an unknown column or one twice, lacks one, or a row has too many cells.
    """
    table = _table(path, name)
    header = [_heading(cell, known) for cell in table[0]] if table else []
    _check_header(header, name, known, needed)
    filled = {number: cells for number, cells in enumerate(table[1:], 2) if any(cell.strip() for cell in cells)}
    long = [number for number, cells in filled.items() if any(cell.strip() for cell in cells[len(header) :])]
    complain(name, [f"row {number} has more cells than columns; a cell that holds the separator needs quotation marks" for number in long])
    rows = [{column: unguarded(cell.strip()) for column, cell in zip(header, cells, strict=False) if column} for cells in filled.values()]
    return pd.DataFrame([{column: row.get(column, "") for column in known} for row in rows], index=list(filled), columns=list(known), dtype="str")


def _heading(cell: str, known: Collection[str]) -> str:
    plain = cell.strip().lower().replace(" ", "_")
    return plain if plain in known else cell.strip()


def complain(name: str, mistakes: Sequence[str]) -> None:
    """Raise a ConfigError that lists the mistakes of a file, the first ten in full; do nothing where there are none."""
    if mistakes:
        more = [f"  and {len(mistakes) - SHOWN} more"] if len(mistakes) > SHOWN else []
        head = f"{name} has {len(mistakes)} mistake{'s'[: len(mistakes) > 1]}"
        raise ConfigError("\n".join([head, *(f"  {mistake}" for mistake in mistakes[:SHOWN]), *more]))


def _table(path: Path, name: str) -> list[list[str]]:
    text = decode(path.read_bytes()).text.lstrip("\n")
    separator = max(SEPARATORS, key=text.split("\n", 1)[0].count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise ConfigError(f"{name} cannot be read as a table: {error}. Look for a quotation mark that is not closed.") from None


def _check_header(header: Sequence[str], name: str, known: Collection[str], needed: Sequence[str]) -> None:
    named = [column for column in header if column]
    columns = f"It may have: {', '.join(known)}."
    unknown = [column for column in named if column not in known]
    if unknown:
        raise ConfigError(f"{name} has an unknown column {', '.join(unknown)}. {columns}")
    repeated = sorted({column for column in named if named.count(column) > 1})
    if repeated:
        raise ConfigError(f"{name} has a column twice: {', '.join(repeated)}. Rename or delete one.")
    missing = [column for column in needed if column not in named]
    if missing:
        raise ConfigError(f"{name} has no column {', '.join(missing)}. {columns}")
