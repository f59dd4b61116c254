"""Keep tables and files in OUTPUTS: each written whole, as Parquet and as CSV."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import TableError
from pipeline.rows import guarded
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

ROWS_PER_GROUP = 8192
RESERVED = frozenset({*TABLES["segments"].names, "path", "title", "date", "year", "place", "source_type"})


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a temporary file beside ``path``, then rename it: whenever this process ends, a file is whole or not there.

    It is not waited until the disk has it: what a power cut leaves is the file system's affair.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        write(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole, UTF-8, line ends as they are."""
    write_whole(path, lambda unfinished: unfinished.write_text(text, encoding="utf-8", newline=""))


def write_json(path: Path, content: object) -> None:
    """Write JSON whole, keys sorted."""
    write_text(path, json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; empty where the file is missing.

    Raises:
        TableError: if it is damaged.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:  # no JSON, or no UTF-8
        content = None
    if not isinstance(content, dict):
        raise TableError(f"{path} is damaged. Delete it and run again; a deleted models.json lets topic models be fitted anew.")
    return content


def table_path(outputs: Path, table: str) -> Path:
    """Return where a table lies."""
    return outputs / f"{table}.parquet"


def write_table(outputs: Path, table: str, frame: pd.DataFrame) -> None:
    """Check a table, then write it as Parquet (row groups of fixed size) and, but for vectors, as CSV.

    Raises:
        TableError: if the frame breaks the table's declaration.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    declared = TABLES[table]
    checked = declared.validate(declared.typed(frame))
    rows = pa.Table.from_pandas(checked, schema=declared.arrow, preserve_index=False).replace_schema_metadata(None)
    write_whole(table_path(outputs, table), lambda path: pq.write_table(rows, path, row_group_size=ROWS_PER_GROUP, compression="zstd"))
    if table != "vectors":
        write_csv(outputs / "csv" / f"{table}.csv", checked)


def read_table(outputs: Path, table: str, *, as_written: bool = False) -> pd.DataFrame:
    """Read and check a table; without checking its rows again where the file is known to be as we have written it.

    Raises:
        TableError: if it does not exist, is broken or breaks its declaration.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = table_path(outputs, table)
    if not path.is_file():
        raise TableError(
            f"{path} does not exist yet. Make it: make run CORPUS=folder OUTPUTS={outputs} (themeline run --corpus folder --outputs {outputs})"
        )
    try:
        frame = pq.read_table(path).to_pandas()
    except (pa.ArrowException, OSError) as error:
        if not is_damage(error):
            raise
        raise TableError(f"{path} is damaged. Delete it and run again: make run CORPUS=folder OUTPUTS={outputs}") from None
    declared = TABLES[table]
    return declared.of_its_kinds(frame) if as_written else declared.validate(declared.typed(frame))


def is_damage(error: Exception) -> bool:
    """Tell a file that is damaged inside from one that cannot be opened: pyarrow raises OSError for both, the system's with its number."""
    return getattr(error, "errno", None) is None


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as CSV: UTF-8, LF, lists joined by '; ', no cell that a spreadsheet would take for a formula."""
    import pandas as pd

    shown = frame.copy()
    for name in shown.columns:
        if isinstance(shown[name].dtype, pd.StringDtype) or shown[name].dtype == object:
            shown[name] = shown[name].map(_cell, na_action="ignore")
    write_whole(path, lambda unfinished: shown.to_csv(unfinished, index=False, lineterminator="\n", encoding="utf-8"))


def _cell(value: object) -> str:
    text = value if isinstance(value, str) else "; ".join(str(part) for part in value)  # type: ignore[attr-defined]
    return guarded(text)


def write_codings_wide(outputs: Path) -> None:
    """Write csv/codings_wide.csv: a row for each segment with its text, and for each theme a column 0/1 and its score."""
    codings, segments = read_table(outputs, "codings"), read_table(outputs, "segments")
    documents = read_table(outputs, "documents")[["document_id", "path", "title", "date", "year", "place", "source_type"]]
    wide = segments.drop(columns=["start", "end"]).merge(documents, on="document_id", validate="many_to_one")
    for theme_id, rows in codings.groupby("theme_id", sort=False):
        coded = rows.set_index("segment_id").reindex(wide["segment_id"])
        name = f"theme_{theme_id!s}" if str(theme_id) in RESERVED else str(theme_id)  # a theme called place does not cover the place
        wide[name] = coded["assigned"].astype(int).to_numpy()
        wide[f"{name}_score"] = coded["score"].to_numpy()
    write_csv(outputs / "csv" / "codings_wide.csv", wide)


def delete_outputs(outputs: Path) -> str:
    """Delete an outputs folder that a run has made; follow no link.

    Returns:
        What was done, in a sentence.

    Raises:
        TableError: if the folder is a link or holds no .themeline, so that it is not ours to delete.
    """
    if not outputs.exists() and not outputs.is_symlink():
        return f"{outputs} does not exist: nothing to delete."
    marker = outputs / ".themeline"
    if outputs.is_symlink() or marker.is_symlink() or not marker.is_dir():
        raise TableError(f"{outputs} was not made by themeline (it holds no .themeline folder, or is a link). Nothing is deleted.")
    shutil.rmtree(outputs)
    return f"Deleted {outputs}."
