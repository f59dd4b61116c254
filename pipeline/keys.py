"""Make keys: one hash of all that a result depends on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.config import ROOT

PACKAGE = Path(__file__).resolve().parent
IMPORT = re.compile(  # a line that imports of the package, wherever in a module; tests hold it against Python's own parser
    r"^[ \t]*(?:from[ \t]+(?P<module>pipeline[\w.]*)[ \t]+import[ \t]+(?P<names>\((?:[^)#]|#[^\n]*)*\)|[^\n(]*)"
    r"|import[ \t]+(?P<modules>[^\n]*\bpipeline\b[^\n]*))",
    re.MULTILINE,
)


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
    found = set[str]()
    for line in IMPORT.finditer(_path(module).read_text(encoding="utf-8")):
        if line["modules"]:
            found.update(name for name in _names(line["modules"]) if name.startswith("pipeline"))
        else:
            inside = [f"{line['module']}.{name}" for name in _names(line["names"])]
            found.update([line["module"], *(name for name in inside if _path(name).is_file())])
    return tuple(sorted(found))


def _names(listed: str) -> list[str]:
    r"""Return the names in what follows the word import, without comments and what they are called by.

    >>> _names("(one as first,  # and so on\n two)")
    ['one', 'two']
    """
    bare = re.sub(r"#[^\n]*", "", listed).strip("() \t\n")
    return [words[0] for name in bare.split(",") if (words := name.split())]
