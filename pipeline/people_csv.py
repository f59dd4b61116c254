"""Read a CSV file that a person wrote: decisions, human codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import ConfigError

OF_A_DRAW = frozenset({"item", "coder", "draw"})  # columns of the sheets that coders get


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
