"""Write the block of study.toml that describes a table of responses, as far as the table itself tells."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from pipeline.importers.sheets import Sheet, column_names

LOOKED_AT = 200  # rows
PROSE_WORDS = 5  # on average: what people wrote
NAMES = (
    ("id", re.compile(r"(?:respon(?:se|dent)|submission|entry|user|record)?[\s_-]*(?:id|ref(?:erence)?|no\.?|number)", re.IGNORECASE)),
    ("date", re.compile(r".*\b(?:date|submitted|timestamp|completed|received)\b.*", re.IGNORECASE)),
    ("place", re.compile(r".*\b(?:ward|place|area|town|district|village|parish|location)\b.*", re.IGNORECASE)),
    ("source_type", re.compile(r".*\b(?:respondent type|type of (?:respondent|organisation)|responding as|capacity)\b.*", re.IGNORECASE)),
)


def block_for(file: str, sheets: Sequence[Sheet]) -> str:
    """Write an [[ingest.responses]] block for a table.

    Args:
        file: its name.
        sheets: as ``sheets_of`` gives them; the one with most words is described.

    Returns:
        TOML. The header is the first row with as many names as any; text columns are those with prose.
    """
    sheet = max(sheets, key=lambda one: sum(len(cell.split()) for row in one.rows[:LOOKED_AT] for cell in row), default=Sheet("", ()))
    header = _header(sheet)
    names = column_names(sheet.rows[header]) if sheet.rows else []
    below = sheet.rows[header + 1 : header + 1 + LOOKED_AT]
    prose = [name for n, name in enumerate(names) if name and _words(below, n) >= PROSE_WORDS]
    prose = prose or [max(names, key=lambda name: _words(below, names.index(name)))] * bool(names)
    chosen = {key: next((name for name in names if name not in prose and pattern.fullmatch(name)), "") for key, pattern in NAMES}
    further = [name for name in names if name and name not in prose and name not in chosen.values()]
    lines = ["[[ingest.responses]]", f"file = {_toml(file)}"]
    lines += [f"sheet = {_toml(sheet.name)}"] * bool(sheet.name and len(sheets) > 1)
    lines += [f"header_row = {header + 1}"] * bool(header)
    lines += [f"text = {_toml(prose)}", "one_source = true  # false where each row is a person or body that wrote for itself"]
    lines += [f"{key} = {_toml(name)}" for key, name in chosen.items() if name]
    return "\n".join([*lines, *([f"covariates = {_toml(further)}"] if further else [])])


def _header(sheet: Sheet) -> int:
    filled = [sum(bool(cell.strip()) for cell in row) for row in sheet.rows[:LOOKED_AT]]
    return filled.index(max(filled)) if filled else 0


def _words(rows: Sequence[Sequence[str]], n: int) -> float:
    cells = [row[n] for row in rows if n < len(row) and row[n].strip()]
    return sum(len(cell.split()) for cell in cells) / max(1, len(cells))


def _toml(value: object) -> str:
    r"""Write a value as TOML, whose texts and lists are written as in JSON.

    >>> _toml(["What \"else\"?", "Ward"])
    '["What \\"else\\"?", "Ward"]'
    """
    return json.dumps(value, ensure_ascii=False)
