"""Make rows of tables while documents are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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
