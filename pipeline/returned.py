"""Read one file that a coder returned, as written: a file saved by the coding page, or a sheet in CSV or XLSX."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.errors import ConfigError
from pipeline.keys import digest
from pipeline.people_csv import read_people_csv
from pipeline.rows import unguarded
from pipeline.schema import tuples
from pipeline.wording import listing_at_most, one_line

RETURNED = ["draw", "segment_id", "path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo", "file"]
SAVED = ("draw", "segment_id", "path", "start", "end", "text", "coder", "codes", "memo")
SHEET = ("item", "coder", "draw", "start", "end", "text", "none", "memo")
BEFORE_THEMES, AFTER_THEMES = "after", "none"  # a sheet's columns between these are themes
BESIDE = "beside"  # a sheet's column by which it is seen that what stood beside a text was altered; sheets drawn before it was made lack it
COLUMN = "theme_"  # stands before a theme's id where another column of the sheet has that name
YES = frozenset({"x", "1", "1.0", "yes", "y", "true", "✓", "✔"})
SHOWN = 3
# what openpyxl and its parsers raise where a workbook is none, or is damaged within
NO_WORKBOOK = (SyntaxError, ValueError, TypeError, AttributeError, LookupError, OSError, EOFError, NotImplementedError)


@dataclass(frozen=True)
class Returned:
    """One file: its draw and coder, and per row item or segment_id, path, start, end, text, codes, memo and whether it is decided."""

    draw: str
    coder: str
    rows: pd.DataFrame
    whole: bool  # a sheet has every segment of its coder; a saved file only those decided


def beside_hash(before: str, after: str) -> str:
    r"""Return ten hex digits of what stands before and after a text in a sheet; line ends and spaces change nothing.

    >>> beside_hash("two  words", "") == beside_hash("two\r\nwords", "") != beside_hash("", "two words")
    True
    """
    return digest([one_line(before), one_line(after)])[:10]


def among(path: Path, rows: pd.DataFrame, wrong: Any, what: str) -> None:
    """Refuse a file some of whose rows are wrong.

    Raises:
        ConfigError: naming the file, how many rows, and the first three as a spreadsheet numbers them, each with its item or segment.
    """
    at = [int(n) for n in np.flatnonzero(np.asarray(wrong, dtype=bool))]
    if at:
        named = [rows[name] for name in ("item", "segment_id") if name in rows]
        ids = [next((str(own.iloc[n]) for own in named if own.iloc[n]), "") for n in at[:SHOWN]]
        shown = ", ".join(f"row {rows.index[n] + 2}" + (f" (item {name})" if name else "") for n, name in zip(at, ids, strict=False))
        raise ConfigError(f"{path}: {len(at)} of {len(rows)} rows {what}, e.g. {shown}. Correct them, or take the file as it was drawn.")


def read_file(path: Path, *, asked: bool) -> Returned | None:
    """Read a file if it is one that a coder of a draw returned.

    Args:
        path: CSV or XLSX.
        asked: whether a person named this file; others that are something else are passed over.

    Returns:
        What it holds; None for a file of another kind, or without rows.

    Raises:
        ConfigError: if it cannot be read, names several draws or coders, or a sheet's row contradicts itself or had its context altered.
    """
    rows = read_cells(path)
    saved, sheet = (set(names) <= set(rows.columns) for names in (SAVED, SHEET))
    if not (saved or sheet) or rows.empty:
        if asked and not (saved or sheet):
            raise ConfigError(f"{path} is no file of a coder. A saved file has the columns {', '.join(SAVED)}; a sheet has {', '.join(SHEET)}.")
        return None
    for name in ("draw", "coder"):
        if (rows[name] != rows[name].iloc[0]).any() or not rows[name].iloc[0]:
            raise ConfigError(f"{path}: the column {name} is the same in every row of a coder's file; here it has {rows[name].nunique()} values.")
    read = rows.assign(decided=True, item="") if saved else _marked(path, rows)
    kept = read.reindex(columns=["item", "segment_id", "path", "start", "end", "text", "codes", "memo", "decided"]).fillna("")
    return Returned(str(rows["draw"].iloc[0]), str(rows["coder"].iloc[0]), kept.assign(codes=kept["codes"].map(_tidy)), whole=not saved)


def _tidy(codes: str) -> str:
    return ";".join(sorted({code.strip() for code in codes.split(";")} - {""}))


def read_cells(path: Path) -> pd.DataFrame:
    """Read a table that a person filled, CSV (with commas or semicolons) or the first sheet of an XLSX, as text; empty rows are left out.

    Raises:
        ConfigError: if it cannot be read.
    """
    rows = _workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    filled = rows[(rows != "").any(axis=1)]
    return filled.map(unguarded).rename(columns=lambda name: str(name).strip())


def _csv(path: Path) -> pd.DataFrame:
    """Read a CSV file; a spreadsheet in a country of decimal commas saves it with semicolons."""
    try:
        head = path.read_text(encoding="utf-8-sig").split("\n", 1)[0]
    except (FileNotFoundError, UnicodeDecodeError):
        head = "?"  # read_people_csv says what is wrong
    if not head.strip():
        raise ConfigError(f"{path} is empty, or begins with an empty line. Take the file as it was drawn or saved.")
    if head.count(";") <= head.count(","):
        return read_people_csv(path, str(path), ())
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter=";") if row]
    uneven = [str(number) for number, row in enumerate(rows, 1) if len(row) != len(rows[0])]
    if uneven:
        where = ", ".join(uneven[:SHOWN])
        raise ConfigError(f"{path}: {len(uneven)} rows have more or fewer cells than the heading, e.g. row {where}. Save it anew as CSV UTF-8.")
    return pd.DataFrame(rows[1:], columns=rows[0], dtype="str")


def _workbook(path: Path) -> pd.DataFrame:
    import zlib
    from zipfile import BadZipFile

    import openpyxl  # type: ignore[import-untyped]  # it brings no types
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]  # it brings no types

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [[_as_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
        return pd.DataFrame(rows[1:], columns=rows[0] if rows else [], dtype="str")
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist.") from None
    except (*NO_WORKBOOK, BadZipFile, InvalidFileException, zlib.error):
        raise ConfigError(f"{path} cannot be read as XLSX. Save it again as an Excel workbook, or as CSV UTF-8.") from None


def _as_text(cell: object) -> str:
    return "" if cell is None else str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _marked(path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    """Turn a sheet's marks into codes; a row without any mark is not yet coded."""
    names = list(rows.columns)
    first, last = names.index(BEFORE_THEMES) + 1 if BEFORE_THEMES in names else 0, names.index(AFTER_THEMES)
    themes = names[first:last]
    if BESIDE in names[last:] and {"before", "after"} <= set(names):
        seen = [beside_hash(row.before, row.after) for row in tuples(rows[["before", "after"]])]
        among(path, rows, rows[BESIDE] != seen, "have a before or after that was altered after the draw")
    marks = rows[[*themes, AFTER_THEMES]].map(lambda cell: cell.strip().lower())
    odd = ~marks.isin([*YES, ""])
    found = listing_at_most(sorted(set(marks.to_numpy(dtype=str)[odd.to_numpy()])), SHOWN)
    among(path, rows, odd.any(axis=1), f"have a mark that is not x in a column of a theme, or in none ({found})")
    given = marks.isin(YES)
    among(path, rows, given[AFTER_THEMES] & given[themes].any(axis=1), "have x both in a theme and in none")
    codes = [";".join(name.removeprefix(COLUMN) for name, mark in zip(themes, row, strict=True) if mark) for row in given[themes].to_numpy()]
    return rows.assign(codes=codes, decided=given.any(axis=1).to_numpy(), segment_id="", path="")
