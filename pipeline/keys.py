"""Make keys: one hash of all that a result depends on."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.config import ROOT

PACKAGE = Path(__file__).resolve().parent


def digest(parts: Iterable[str]) -> str:
    """Return the sha256 of parts, order and borders included, as 64 hex digits.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    return hashlib.sha256("\0".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


def bytes_hash(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def file_hash(path: Path) -> str:
    """Return the sha256 of a file's bytes, or ``absent``; remembered, for files that do not change during a run."""
    try:
        return bytes_hash(path)
    except FileNotFoundError:
        return "absent"


def lock_hash() -> str:
    """Return the hash of the lock, so that other package versions make other keys."""
    return file_hash(ROOT / "requirements.lock")


def source_hash(*modules: str) -> str:
    """Return the hash of these modules' sources and of every pipeline module they import, directly or not."""
    pending, found = list(modules), set[str]()
    while pending:
        module = pending.pop()
        if module not in found:
            found.add(module)
            pending.extend(_imported(module))
    return digest(f"{module}={file_hash(_path(module))}" for module in sorted(found))


def folder_hash(name: str) -> str:
    """Return the hash of all files in a folder of the package."""
    return digest(f"{path.name}={file_hash(path)}" for path in sorted((PACKAGE / name).iterdir()) if path.is_file())


def _path(module: str) -> Path:
    path = PACKAGE.joinpath(*module.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def _imported(module: str) -> tuple[str, ...]:
    found: list[str] = []
    for node in ast.walk(ast.parse(_path(module).read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            inside = [f"{node.module}.{name.name}" for name in node.names]
            found.extend([str(node.module), *(name for name in inside if _path(name).is_file())])
        elif isinstance(node, ast.Import):
            found.extend(name.name for name in node.names if name.name.startswith("pipeline"))
    return tuple(sorted(set(found)))
