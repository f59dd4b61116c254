"""Hold a run, and what was published of it, against what they recorded of themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.keys import bytes_hash, digest
from pipeline.stages import STAGES
from pipeline.standing import Standing
from pipeline.state import MARKER
from pipeline.store import read_json, write_json
from pipeline.wording import listing_at_most

RECORD = "published.json"  # in OUTPUTS/.themeline: which run was published, and each file's hash
MOST_NAMED = 3


def sha256_of(content: bytes) -> str:
    """Return the sha256 of bytes, as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def hold_run(standing: Standing) -> dict[str, Any]:
    """Return the content of run.json if every file of the run is as the run wrote it, and what went in has not changed since.

    Args:
        standing: of the study; nothing is written.

    Raises:
        TableError: naming the files that were changed or are missing, or the stages that are not current.
    """
    outputs = standing.outputs
    record = read_json(outputs / "run.json")
    written: dict[str, str] = record.get("outputs", {})
    if not written:
        raise TableError(f"No run in {outputs}: nothing to pack. Run the study first: make run, or themeline run.")
    remembered = {name: value for stage in STAGES for name, value in standing.state.file_hashes(stage).items()}
    changed = [name for name, sha256 in sorted(written.items()) if _hash(outputs / name) != sha256 or remembered.get(name) != sha256]
    if changed:
        raise TableError(
            f"{len(changed):,} files of the run in {outputs} are not as it wrote them: {listing_at_most(changed, MOST_NAMED)}. "
            "A package would not be of this run. Delete them and run the study again: make run, or themeline run."
        )
    stale = [stage.name for stage in standing.stale_stages()]
    if stale or record.get("not_current"):
        names = listing_at_most(stale or record["not_current"], MOST_NAMED)
        raise TableError(f"{outputs} is not current ({names}): nothing is packed. Run the study first: make run, or themeline run.")
    return record


def run_hash(record: Mapping[str, Any]) -> str:
    """Return what names a run: one hash of all its files' hashes."""
    return digest(f"{name}={sha256}" for name, sha256 in sorted(record.get("outputs", {}).items()))


def record_published(outputs: Path) -> None:
    """Write down which run OUTPUTS/published was made of, and the hash of each of its files."""
    folder = outputs / "published"
    files = {path.relative_to(folder).as_posix(): bytes_hash(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    write_json(outputs / MARKER / RECORD, {"run": run_hash(read_json(outputs / "run.json")), "files": files})


def hold_published(outputs: Path, record: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of OUTPUTS/published by path, if they are of this run and as they were published.

    Raises:
        TableError: if nothing was published, it was of another run, or a file was changed since.
    """
    folder, known = outputs / "published", read_json(outputs / MARKER / RECORD)
    if not folder.is_dir():
        raise TableError(
            f"Nothing of the run in {outputs} is published yet, and a package holds only that. Publish first: make publish "
            "(see docs/how-to/publish.md). For an archive of your own, with all texts: --with-texts (with make: WITH_TEXTS=1)."
        )
    if known.get("run") != run_hash(record):
        raise TableError(f"What is in {folder} was not published from the run as it is now. Publish again: make publish, or themeline publish.")
    files: dict[str, bytes] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    hashes: dict[str, str] = known["files"]
    changed = sorted({*files, *hashes} - {name for name, content in files.items() if hashes.get(name) == sha256_of(content)})
    if changed:
        raise TableError(
            f"{len(changed):,} files in {folder} are not as they were published: {listing_at_most(changed, MOST_NAMED)}. "
            "Publish again: make publish, or themeline publish."
        )
    return files


def _hash(path: Path) -> str:
    return bytes_hash(path) if path.is_file() else ""
