"""Hold two versions of a table against each other, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import TableError
from pipeline.store import is_damage

Key = tuple[str, ...]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing that differs: part of the study, what became of it, its id, in words, both values, and both numbers of documents."""

    part: str
    change: str  # added, removed, changed, moved; of decisions also kept and orphaned
    id: str
    what: str
    before: str = ""
    after: str = ""
    n_before: int | None = None
    n_after: int | None = None


def rows_of_table(outputs: Path, name: str, columns: Sequence[str]) -> list[dict[str, Any]] | None:
    """Read columns of a table of a run, which an earlier version of the program may have written.

    Args:
        outputs: the folder of the run.
        name: the table.
        columns: those that are wanted; one that the run did not write is None in every row.

    Returns:
        Its rows in its order, nulls as None; None where the run has no such table.

    Raises:
        TableError: if the file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = outputs / f"{name}.parquet"
    if not path.is_file():
        return None
    try:
        written = set(pq.read_schema(path).names)
        rows: list[dict[str, Any]] = pq.read_table(path, columns=[column for column in columns if column in written]).to_pylist()
    except (pa.ArrowException, OSError) as error:
        if not is_damage(error):
            raise
        raise TableError(f"{path} is damaged. Run that study again.") from None
    return [dict.fromkeys(columns) | row for row in rows]


def columns_of(outputs: Path, name: str) -> frozenset[str]:
    """Return the columns of a table of a run; none where the run has no such table.

    Raises:
        TableError: if the file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = outputs / f"{name}.parquet"
    try:
        return frozenset(pq.read_schema(path).names) if path.is_file() else frozenset()
    except (pa.ArrowException, OSError) as error:
        if not is_damage(error):
            raise
        raise TableError(f"{path} is damaged. Run that study again.") from None


def held_together(old: Sequence[Row], new: Sequence[Row], key: Callable[[Row], Key]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the rows of two tables in pairs of the same key, in the order of keys; where one side has none, None.

    Of several rows with one key on a side the first is held against the first, the second against the second.
    """
    one, other = _by_key(old, key), _by_key(new, key)
    for name in sorted({*one, *other}):
        yield one.get(name), other.get(name)


def _by_key(rows: Sequence[Row], key: Callable[[Row], Key]) -> dict[tuple[Key, int], Row]:
    met: Counter[Key] = Counter()
    found: dict[tuple[Key, int], Row] = {}
    for row in rows:
        name = key(row)
        found[name, met[name]] = row
        met[name] += 1
    return found


def key_of(*columns: str) -> Callable[[Row], Key]:
    """Return a function that gives a row's key: these cells as text."""
    return lambda row: tuple(str(row[column]) for column in columns)


def folded(text: object) -> str:
    """Return a text by which a passage is known again: its words in lower case, whatever stands between them."""
    import re

    return " ".join(re.findall(r"\w+", str(text).casefold()))


def frame_of(changes: Sequence[Change]) -> pd.DataFrame:
    """Return changes as a table, in their order."""
    frame = pd.DataFrame([vars(change) for change in changes], columns=list(Change.__dataclass_fields__))
    return frame.astype({"n_before": "Int64", "n_after": "Int64"})
