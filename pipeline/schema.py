"""Declare tables once: columns, meanings, keys and rules.

From a declaration come the check at every border (pandera, built on first use),
the Parquet types and the data dictionary in docs/reference.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

from pipeline.errors import TableError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

Kind = Literal["text", "integer", "number", "flag", "texts", "vector"]
PANDAS_TYPES = {"text": "str", "integer": "Int64", "number": "float64", "flag": "bool", "texts": "object", "vector": "object"}


@dataclass(frozen=True)
class Column:
    """One column: its name, kind, meaning with unit, and limits.

    ``nullable`` text is null where nothing is known; numbers likewise. ``low``
    and ``high`` are inclusive; ``values`` lists all that is allowed.
    """

    name: str
    kind: Kind
    meaning: str
    nullable: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: its name, key, columns, and rules over whole rows."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: Mapping[str, Callable[[pd.DataFrame], pd.Series[bool]]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Column names in declared order."""
        return [column.name for column in self.columns]

    def frame(self, rows: pd.DataFrame | Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> pd.DataFrame:
        """Build a frame of this table from a frame, columns or rows: declared types and order, sorted by key.

        Floats are rounded to 6 digits, so that a rebuild gives the same bytes.

        Raises:
            TableError: if a column is missing, unknown or not of its kind, or a rule is broken.
        """
        import pandas as pd

        listed = isinstance(rows, Sequence)
        made = pd.DataFrame(rows, columns=self.names if listed else None)
        return self.validate(self.typed(made))

    def of_its_kinds(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with declared types and column order."""
        missing = [name for name in self.names if name not in frame]
        if missing:
            raise TableError(f"{self.name}: no column {', '.join(missing)}")
        return frame[self.names].astype({c.name: PANDAS_TYPES[c.kind] for c in self.columns})

    def typed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with declared types and column order, sorted by key, floats rounded."""
        typed = self.of_its_kinds(frame)
        numbers = [c.name for c in self.columns if c.kind == "number"]
        typed[numbers] = typed[numbers].round(6) + 0.0  # adding 0.0 turns -0.0 into 0.0
        return typed.sort_values(list(self.key), kind="stable").reset_index(drop=True)

    def validate(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame unchanged if it keeps the declaration.

        Raises:
            TableError: naming each broken rule, how many rows break it and up to three keys. Never a cell's text.
        """
        import pandera.errors

        try:
            self._pandera.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as error:
            raise TableError(self._complaint(frame, error.failure_cases)) from None
        repeated = int(frame.duplicated(list(self.key)).sum())
        if repeated:
            raise TableError(f"{self.name}: {repeated} rows repeat the key {' + '.join(self.key)}")
        return frame

    def empty(self) -> pd.DataFrame:
        """Return the table with no rows."""
        return self.frame({name: [] for name in self.names})

    def _complaint(self, frame: pd.DataFrame, cases: pd.DataFrame) -> str:
        import pandas as pd

        what = [check if check in self.rules else f"{column}: {check}" for column, check in zip(cases["column"], cases["check"], strict=True)]
        lines = [f"{self.name}: {len(frame)} rows"]
        for name, rows in cases.groupby(pd.Series(what, index=cases.index), sort=True):
            numbers = rows["index"].dropna().astype(int).drop_duplicates()
            keys = ", ".join(" + ".join(str(frame.loc[n, part]) for part in self.key if part in frame) for n in numbers[:3])
            lines.append(f"  {name}: broken by {len(numbers)}" + (f", e.g. {keys}" if keys else ""))
        return "\n".join(lines)

    @cached_property
    def _pandera(self) -> pa.DataFrameSchema:
        import pandera.pandas as pa

        columns = {c.name: pa.Column(PANDAS_TYPES[c.kind], _checks(c), nullable=c.nullable) for c in self.columns}
        rules = [pa.Check(rule, name=name, error=name) for name, rule in self.rules.items()]
        return pa.DataFrameSchema(columns, checks=rules, strict=True, name=self.name)

    @cached_property
    def arrow(self) -> Any:
        """Return the Parquet types of the columns."""
        import pyarrow as pa

        kinds = {
            "text": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "flag": pa.bool_(),
            "texts": pa.list_(pa.string()),
            "vector": pa.list_(pa.float32()),
        }
        return pa.schema([pa.field(c.name, kinds[c.kind], nullable=c.nullable) for c in self.columns])


def tuples(frame: pd.DataFrame) -> Iterator[Any]:
    """Iterate over the rows of a frame as named tuples with ``Index``.

    They are as ``itertuples`` gives them, but that numbers are plain ones: it reads a column of text cell by cell, which takes fifteen times as
    long as to read it as a whole.
    """
    columns = [frame.index.tolist(), *(column.tolist() for _, column in frame.items())]
    return map(_kind_of_row(tuple(map(str, frame.columns)))._make, zip(*columns, strict=True))


@cache
def _kind_of_row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ["Index", *columns], rename=True)  # noqa: PYI024 - its fields are only known when it runs


def _checks(column: Column) -> list[Any]:
    from pandera.pandas import Check

    checks: list[Any] = []
    if column.low is not None:
        checks.append(Check.ge(column.low, error=f"at least {column.low:g}"))
    if column.high is not None:
        checks.append(Check.le(column.high, error=f"at most {column.high:g}"))
    if column.values:
        checks.append(Check.isin(column.values, error=f"one of {', '.join(column.values)}"))
    return checks
