"""Open CSV and XLSX files: their sheets as rows of text, formulas as their values, merged cells filled."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.encodings import decode, tidy
from pipeline.importers.csv_rows import records, unclosed_in
from pipeline.importers.zipped import ENTITY, Package, package, parsed
from pipeline.sources import Refusal, Unreadable

MOST_CELLS = 3_000_000
WHOLE_MEGABYTES = 15  # sheets up to here are held whole, so that merged cells are known
ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
NUMBERED = re.compile(r" \(\d+\)$")
UNREADABLE = ("unreadable", "is a damaged workbook", "Open it, save it again as XLSX or CSV, or remove it.")


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of cells as text, the first row first, empty rows in their places."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[Unreadable, ...] = ()


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a table, hidden ones last.

    Args:
        content: of a CSV file, in any encoding common in the UK, cells parted by comma, semicolon, tab or bar; or of an XLSX file.

    Raises:
        Refusal: if it is a damaged or dangerous workbook, or holds more cells than a table of responses has.
    """
    return _workbook(package(content, "XLSX")) if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else (_table(decode(content).text),)


def _table(text: str) -> Sheet:
    read = records(text)
    return Sheet("", _few(tuple(read.rows)), unclosed_in(read))


def column_names(header: Sequence[str]) -> list[str]:
    """Return the names in a header; a name that is there again gets a number that no other has.

    >>> column_names(["Ward", "Why?", "Why? "])
    ['Ward', 'Why?', 'Why? (2)']
    """
    names: list[str] = []
    there: Counter[str] = Counter()  # names, and those with a number also without it
    for cell in header:
        name = " ".join(cell.split())
        numbered = (f"{name} ({number})" for number in itertools.count(there[name] + 1))
        names.append(next(one for one in numbered if not there[one]) if name and there[name] else name)
        there.update({names[-1], NUMBERED.sub("", names[-1])})
    return names


def _few(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    if sum(map(len, rows)) > MOST_CELLS:
        raise Refusal("too-large", f"holds more than {MOST_CELLS // 1_000_000} million cells", "Split it.")
    return rows


def _workbook(opened: Package) -> tuple[Sheet, ...]:
    import openpyxl  # type: ignore[import-untyped]  # it brings no types

    if "xl/workbook.xml" not in opened.names:
        raise Refusal("unreadable", "is no XLSX file", "Open it, save it again as XLSX or CSV, or remove it.")
    megabytes = sum(len(content) for content in _checked(opened)) / 1_000_000
    whole = megabytes <= WHOLE_MEGABYTES
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(opened.content), data_only=True, read_only=not whole, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError):  # what openpyxl raises at a workbook that is not as it should be
        raise Refusal(*UNREADABLE) from None
    written = openpyxl.load_workbook(io.BytesIO(opened.content), data_only=False, keep_links=False) if whole else None
    sheets = [(sheet, Sheet(sheet.title, _few(_cells(sheet)), _formulas(written, sheet))) for sheet in workbook.worksheets]
    return tuple(made for sheet, made in sorted(sheets, key=lambda one: one[0].sheet_state != "visible"))


def _checked(opened: Package) -> Iterable[bytes]:
    for name in sorted(opened.names):
        if name.endswith((".xml", ".rels")):
            content = opened.read(name)
            if ENTITY.search(content):
                parsed(content)  # refuses it
            yield content


def _cells(sheet: Any) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    count = 0
    for row in sheet.iter_rows(values_only=True):
        rows.append([_text(cell) for cell in row])
        count += len(row)
        if count > MOST_CELLS:
            break
    for merged in getattr(getattr(sheet, "merged_cells", None), "ranges", ()):  # a sheet that is streamed does not tell
        value = rows[merged.min_row - 1][merged.min_col - 1]
        for row_number in range(merged.min_row, min(merged.max_row, len(rows)) + 1):
            rows[row_number - 1][merged.min_col - 1] = value
    return tuple(tuple(row) for row in rows)


def _text(cell: Any) -> str:
    """Write a cell as a person reads it: dates as ISO, whole numbers without a point, errors as nothing.

    >>> _text(dt.datetime(2016, 5, 3)), _text(3.0), _text("#N/A"), _text(None)
    ('2016-05-03', '3', '', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = tidy(re.sub(r"_x000D_", "", str(cell)))
    return "" if ERROR.fullmatch(text) else text


def _formulas(written: Any, sheet: Any) -> tuple[Unreadable, ...]:
    if written is None:
        return ()
    formulas = (cell for row in written[sheet.title].iter_rows() for cell in row if cell.data_type == "f")
    lost = [cell.coordinate for cell in formulas if sheet[cell.coordinate].value is None]
    if not lost:
        return ()
    message = f"has {len(lost)} formula{'s'[: len(lost) > 1]} without a value, e.g. in {', '.join(lost[:3])}; they are read as empty"
    return (Unreadable("formula-without-value", message, "Open it in a spreadsheet program and save it, so that values are computed."),)
