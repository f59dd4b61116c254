"""Put what is published in place whole, and set right what a publishing left that was cut short."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the folder whole: beside it first, then by changing its name; what was published before goes.

    Args:
        folder: where it is to stand.
        files: contents by path.
    """
    mend_folder(folder)
    unfinished, old = _beside(folder)
    for name, content in files.items():
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if folder.exists():
        folder.replace(old)
    unfinished.replace(folder)
    if old.exists():
        shutil.rmtree(old)


def mend_folder(folder: Path) -> None:
    """Set right what was cut short: what was written whole is put in place, and nothing else stays beside the folder.

    A folder is moved away only once the new one is whole. So where it is missing and the old one is there, the new one takes its place, or,
    where somebody removed that, the old one does.
    """
    unfinished, old = _beside(folder)
    if old.exists() and not folder.exists():
        (unfinished if unfinished.exists() else old).replace(folder)
    for leftover in (unfinished, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}.unfinished"), folder.with_name(f".{folder.name}.old")
