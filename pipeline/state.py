"""Remember what each stage last made: OUTPUTS/.themeline/state.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.keys import bytes_hash, digest
from pipeline.stages import STAGES, Stage, writer_of
from pipeline.store import read_json, write_json

MARKER = ".themeline"


class State:
    """For each stage its key, the hashes of its files, and its rows in problems; and where the problems of all are listed."""

    def __init__(self, outputs: Path) -> None:
        """Read what is recorded in an outputs folder; nothing where there is none."""
        self._outputs = outputs
        self._path = outputs / MARKER / "state.json"
        self._stages: dict[str, Any] = {}
        self._listed: dict[str, Any] = {}
        self.read_again()

    def read_again(self) -> None:
        """Read what is recorded now: another run may have recorded more."""
        recorded = _recorded(self._path)
        self._stages, self._listed = recorded.get("stages", {}), recorded.get("listed", {})

    def key(self, stage: Stage) -> str:
        """Return the key under which a stage was last computed; empty if never."""
        return str(self._stages.get(stage.name, {}).get("key", ""))

    def is_whole(self, stage: Stage) -> bool:
        """Tell whether all files of a stage are as they were written.

        A file whose size and time of change are those recorded is not read again.
        """
        files: dict[str, list[Any]] = self._stages.get(stage.name, {}).get("files", {})
        return self._are_unchanged(files)

    def _are_unchanged(self, files: Mapping[str, list[Any]]) -> bool:
        return bool(files) and all(self._unchanged(name, *recorded) for name, recorded in files.items())

    def _unchanged(self, name: str, sha256: str, size: int, changed: int) -> bool:
        try:
            found = (self._outputs / name).stat()
        except FileNotFoundError:
            return False
        return found.st_size == size and (found.st_mtime_ns == changed or bytes_hash(self._outputs / name) == sha256)

    def is_table_whole(self, table: str) -> bool:
        """Tell whether a table is as it was written."""
        name = f"{table}.parquet"
        recorded = self._stages.get(writer_of(table).name, {}).get("files", {}).get(name)
        return recorded is not None and self._unchanged(name, *recorded)

    def table_hash(self, table: str) -> str:
        """Return the hash of a table as it was written; empty if it never was."""
        files = self._stages.get(writer_of(table).name, {}).get("files", {})
        return str(files.get(f"{table}.parquet", [""])[0])

    def file_hashes(self, stage: Stage) -> dict[str, str]:
        """Return the sha256 of every file that a stage has written, by its path in OUTPUTS."""
        return {name: recorded[0] for name, recorded in self._stages.get(stage.name, {}).get("files", {}).items()}

    def problems(self) -> list[dict[str, str]]:
        """Return the problems of all stages, sorted by key."""
        rows = [row for stage in STAGES for row in self._stages.get(stage.name, {}).get("problems", [])]
        return sorted(rows, key=lambda row: (row["stage"], row["path"], row["code"]))

    def problems_of(self, stage: Stage) -> list[dict[str, str]]:
        """Return the problems of one stage."""
        rows: list[dict[str, str]] = self._stages.get(stage.name, {}).get("problems", [])
        return rows

    def record(self, stage: Stage, key: str, written: Iterable[str], problems: list[Mapping[str, str]]) -> None:
        """Record that a stage was computed.

        Args:
            stage: the stage.
            key: all it depends on.
            written: names of files and folders in OUTPUTS.
            problems: rows of PROBLEMS.
        """
        entry = {"key": key, "files": self._described(written), "problems": problems}
        self._stages = {**self._stages, stage.name: entry}
        self._write()

    def record_listed(self, written: Iterable[str]) -> None:
        """Record that the problems of all stages, as they are now, were written to these files in OUTPUTS."""
        self._listed = {"problems": self._problems_hash(), "files": self._described(written)}
        self._write()

    def are_problems_listed(self) -> bool:
        """Tell whether the files with problems are as they were written, of the problems of all stages as they are now."""
        return self._listed.get("problems") == self._problems_hash() and self._are_unchanged(self._listed.get("files", {}))

    def _problems_hash(self) -> str:
        return digest([json.dumps(self.problems(), sort_keys=True)])

    def _write(self) -> None:
        write_json(self._path, {"stages": self._stages, "listed": self._listed})

    def _described(self, names: Iterable[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for name in names:
            path = self._outputs / name
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                if file.is_file():
                    status = file.stat()
                    found[file.relative_to(self._outputs).as_posix()] = [bytes_hash(file), status.st_size, status.st_mtime_ns]
        return found


def _recorded(path: Path) -> dict[str, Any]:
    try:
        return read_json(path)
    except TableError:  # damaged: all is computed again
        return {}
