"""Tables of coded segments (XLSX or CSV), as MAXQDA and ATLAS.ti export them.

Heads are those of MAXQDA's list of coded segments (Document name, Code, Segment, Comment, Created by) or of ATLAS.ti's list of quotations
(Document, Codes, Quotation Content, Comment, Created by), in English; their order and further columns do not matter. Their numbers of paragraphs and
pages do not place a passage in our text: its words do. ATLAS.ti gives several codes of a quotation in one cell, one a line.
"""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.exchange.answers import CUT, Answer, Labels, Passage, standing_of
from pipeline.exchange.faults import Faults
from pipeline.exchange.given import KEYS, Format, Given, codes_of, key_of
from pipeline.returned import read_cells
from pipeline.rows import guarded
from pipeline.schema import tuples
from pipeline.without_time import without_time

HEADS = {
    "document": ("document name", "document", "document title"),
    "code": ("code", "codes", "code name"),
    "text": ("segment", "coded segment", "quotation content", "quotation", "text"),
    "coder": ("created by", "coder", "author"),
    "memo": ("comment", "comments", "memo"),
}
WRITTEN = ("Document name", "Code", "Segment", "Comment", "Created by")
MACHINE = "themeline"
LONGEST = 32_767  # characters that a cell holds
NOT_HELD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), " ")  # characters that no XML holds
PREFIX = re.compile(r"^(D ?)?\d+: ?")  # of a document's name in ATLAS.ti
WIDTHS = {"Document name": 24, "Code": 20, "Segment": 70, "Comment": 30}


def write(given: Given) -> dict[str, bytes]:
    """Write a row for each segment, and for each of its codes where the machine's are asked for; cells are text, never a formula."""
    rows = [
        [row.document, code, row.text, "", MACHINE if code else row.coder, *key_of(row).values()]
        for row in tuples(given.tasks)
        for code in codes_of(row, given.codebook) or [""]
    ]
    return {"segments.xlsx": _workbook([*WRITTEN, *KEYS], rows)}


def _workbook(heads: list[str], rows: list[list[Any]]) -> bytes:
    import openpyxl  # type: ignore[import-untyped]  # it brings no types
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # it brings no types

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "segments"
    for number, row in enumerate([heads, *rows], 1):
        for column, value in enumerate(row, 1):
            _put(page.cell(number, column), value)
    for number, name in enumerate(heads, 1):
        cell = page.cell(1, number)
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = WIDTHS.get(name, 14)
        page.column_dimensions[cell.column_letter].hidden = name in KEYS
        for (each,) in page[f"{cell.column_letter}2:{cell.column_letter}{len(rows) + 1}"] if rows else ():
            each.alignment = Alignment(wrap_text=True, vertical="top")
    stream = BytesIO()
    book.save(stream)
    return without_time(stream.getvalue())


def _put(cell: Any, value: object) -> None:
    """Set a cell: text stays text, guarded as in coders' sheets, and is cut where a cell holds no more."""
    cell.value = value
    if isinstance(value, str):
        text = guarded(value.translate(NOT_HELD))
        cell.value = text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
        cell.data_type = "s"


def read(path: Path, _: Faults) -> list[Answer]:
    """Read a table of coded segments: one answer for each passage and coder, with all its codes; no row by itself can be wrong.

    Raises:
        ConfigError: if it has no column of documents, codes or texts.
    """
    rows = _cells(path)
    columns = {name: _column(rows, heads) for name, heads in HEADS.items()}
    missing = [" or ".join(heads) for name, heads in HEADS.items() if name in {"document", "code", "text"} and not columns[name]]
    if missing:
        raise ConfigError(f"{path}: row 1 has no column {'; '.join(missing)}. Export the list of coded segments or quotations with it.")
    found: dict[tuple[str, ...], list[tuple[int, dict[str, str], dict[str, Any]]]] = {}
    for number, cells in zip(rows.index + 2, rows.to_dict("records"), strict=True):
        said = {name: str(cells[column]) if column else "" for name, column in columns.items()}
        key = {name: str(cells[name]) for name in KEYS if name in cells}
        key = key if key.get("segment_id") else {}
        same = (said["coder"], said["document"], said["text"], key.get("segment_id", ""), key.get("coder", ""))
        found.setdefault(same, []).append((int(number), said, key))
    return [_answer(alike) for alike in found.values()]


def _cells(path: Path) -> pd.DataFrame:
    """Read the table; of two columns with one head the first."""
    with warnings.catch_warnings(action="ignore"):  # of what openpyxl passes over in workbooks of other programs
        rows = read_cells(path)
    return rows.loc[:, ~rows.columns.duplicated()]


def _column(rows: pd.DataFrame, heads: tuple[str, ...]) -> str:
    names = {str(name).strip().casefold(): str(name) for name in reversed(rows.columns)}
    return next((names[head] for head in heads if head in names), "")


def _answer(alike: list[tuple[int, dict[str, str], dict[str, Any]]]) -> Answer:
    number, said, key = alike[0]
    codes = tuple(dict.fromkeys(code.strip() for _, each, _ in alike for code in re.split(r"[\n;]", each["code"]) if code.strip()))
    memo = " ".join(dict.fromkeys(each["memo"] for _, each, _ in alike if each["memo"]))
    passage = None if key else Passage(PREFIX.sub("", said["document"]).strip())
    if key:
        key = key | {name: int(key[name]) if str(key.get(name)).isdecimal() else -1 for name in ("start", "end")}
        key = key | {"predicted": str(key.get("predicted")).casefold() in {"true", "1", "yes"}}
    standing = standing_of(Labels(codes))
    return Answer(f"row {number}", said["text"], codes, coder=said["coder"], key=key, passage=passage, standing=standing, memo=memo)


FORMAT = Format(write, read)
