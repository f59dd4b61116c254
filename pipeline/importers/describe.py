"""Write the blocks of study.toml that describe a table of responses, as far as the table itself tells, and list what it holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.importers.sheets import Sheet, column_names

LOOKED_AT = 200  # rows
PROSE_WORDS = 5  # on average: what people wrote
OFTEN = 0.5  # of the cells: with fewer different ones they are choices from a list, with more questions they are what was asked
LONG = 15  # words: what is as long and comes again was written, as a campaign's sentence is, and is no choice
MANY = 10  # different cells of which most come once: more than a list offers
SHOWN, LONGEST_NAME = 8, 40  # columns listed of a sheet, and characters of their names
NOT_WRITTEN = re.compile(  # "Title of the document", and not "Name of your group and why you joined it"
    r"(?:the )?(?:title|number|name|label|heading|wording)(?: of (?:(?:the|your|this|each) )?(?:\w+ ){0,1}"
    r"(?:question|document|paper|report|event|group|organi[sz]ation|body|person|respondent|place|ward|column|section|theme|project|school|company)s?"
    r"(?: as (?:you want )?it (?:to appear|appears|is shown).*)?)?|column id\b.*",
    re.IGNORECASE,
)
COLUMN_NAMES = (
    ("id", re.compile(r"(?:respon(?:se|dent)|submission|entry|user|record)?[\s_-]*(?:id|ref(?:erence)?|no\.?|number)", re.IGNORECASE)),
    ("date", re.compile(r".*\b(?:date|submitted|timestamp|completed|received)\b.*", re.IGNORECASE)),
    ("place", re.compile(r".*\b(?:ward|place|area|town|district|village|parish|location)\b.*", re.IGNORECASE)),
    ("source_type", re.compile(r".*\b(?:respondent type|type of (?:respondent|organisation)|responding as|capacity)\b.*", re.IGNORECASE)),
)


def blocks_for(file: str, sheets: Sequence[Sheet]) -> str:
    """Write an [[ingest.responses]] block for each sheet in which a column plainly holds what people wrote.

    Args:
        file: the table's name.
        sheets: as ``sheets_of`` gives them.

    Returns:
        TOML; empty where no column does. The header is the first row with as many names as any. A column holds what people
        wrote where its cells have five words or more on average, and are neither choices that come again and again, nor
        questions, nor titles.
    """
    return "\n".join(block for sheet in sheets if (block := _block(file, sheet, alone=len(sheets) == 1)))


def listed(sheets: Sequence[Sheet]) -> str:
    """List the sheets of a table with their columns, each line a comment in TOML.

    >>> listed([Sheet("Open", (("Ward", "Comment"), ("Holm", "The hall is cold.")))])
    "# sheet 'Open': 1 row under row 1; columns: Ward, Comment"
    """
    return "\n".join(map(_listed, sheets))


def _listed(sheet: Sheet) -> str:
    header = _header(sheet)
    names = [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in _names(sheet, header) if name]
    rows = sum(any(cell.strip() for cell in row) for row in sheet.rows[header + 1 :])
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    where = f"sheet {sheet.name!r}" if sheet.name else "the table"
    return f"# {where}: {rows} row{'' if rows == 1 else 's'} under row {header + 1}; columns: {', '.join(names[:SHOWN]) or 'none'}{more}"


def _block(file: str, sheet: Sheet, *, alone: bool) -> str:
    header = _header(sheet)
    names = _names(sheet, header)
    below = sheet.rows[header + 1 : header + 1 + LOOKED_AT]
    written = [
        name for n, name in enumerate(names) if name and _is_written(name, [row[n].strip() for row in below if n < len(row) and row[n].strip()])
    ]
    if not written:
        return ""
    chosen = {key: next((name for name in names if name not in written and pattern.fullmatch(name)), "") for key, pattern in COLUMN_NAMES}
    further = [name for name in names if name and name not in written and name not in chosen.values()]
    lines = ["[[ingest.responses]]", f"file = {_toml(file)}"]
    lines += [f"sheet = {_toml(sheet.name)}"] * (bool(sheet.name) and not alone)
    lines += [f"header_row = {header + 1}"] * bool(header)
    lines += [f"text = {_toml(written)}", "one_source = true  # false where each row is a person or body that wrote for itself"]
    lines += [f"{key} = {_toml(name)}" for key, name in chosen.items() if name]
    return "\n".join([*lines, *([f"covariates = {_toml(further)}"] if further else [])])


def _is_written(name: str, cells: Sequence[str]) -> bool:
    if not cells or NOT_WRITTEN.fullmatch(name):
        return False
    words = sum(len(cell.split()) for cell in cells)
    asked = sum(cell.endswith("?") for cell in cells)
    return words >= PROSE_WORDS * len(cells) and _varied(cells) and asked < OFTEN * len(cells)


def _varied(cells: Sequence[str]) -> bool:
    """Tell whether cells are no choices from a list: most differ, or many do and what comes again is one campaign's words."""
    counts = Counter(cells)
    short = sum(count for cell, count in counts.items() if len(cell.split()) < LONG)
    long = sum(len(cell.split()) >= LONG for cell in counts)
    once = sum(count == 1 for count in counts.values())
    return len(counts) >= OFTEN * (short + long) or (len(counts) >= MANY and once >= OFTEN * len(counts))


def _names(sheet: Sheet, header: int) -> list[str]:
    return column_names(sheet.rows[header]) if sheet.rows else []


def _header(sheet: Sheet) -> int:
    filled = [sum(bool(cell.strip()) for cell in row) for row in sheet.rows[:LOOKED_AT]]
    return filled.index(max(filled)) if filled else 0


def _toml(value: object) -> str:
    r"""Write a value as TOML, whose texts and lists are written as in JSON.

    >>> _toml(["What \"else\"?", "Ward"])
    '["What \\"else\\"?", "Ward"]'
    """
    return json.dumps(value, ensure_ascii=False)
