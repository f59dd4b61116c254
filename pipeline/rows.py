"""Make rows of tables while documents are read, and keep cells from being taken for formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FORMULA = re.compile(r"'*[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; ``unguarded`` takes it off again.

    >>> guarded("=1+1"), guarded("-5"), guarded("plain")
    ("'=1+1", '-5', 'plain')
    """
    return "'" + cell if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Give a cell as it was before ``guarded``.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell


def columns(rows: Iterable[Mapping[str, object]], names: Iterable[str]) -> dict[str, list[object]]:
    """Turn rows into the columns of a table; what a row does not have is null.

    >>> columns([{"a": 1}, {"b": 2}], ["a", "b"])
    {'a': [1, None], 'b': [None, 2]}
    """
    listed = list(rows)
    return {name: [row.get(name) for row in listed] for name in names}


def problem(path: str, code: str, message: str, remedy: str, severity: str) -> dict[str, str]:
    """Give a row of PROBLEMS noticed while reading; ``message`` never holds a document's text or an absolute path."""
    return {"stage": "ingest", "path": path, "code": code, "message": message, "remedy": remedy, "severity": severity}
