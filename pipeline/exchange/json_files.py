r"""Read and write JSON and JSON lines as other programs do: a line ends at \n alone, and what is written is ASCII, so that no reader errs."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.exchange.faults import FaultError, Faults, Kind

LARGEST = 500_000_000  # bytes of a file that is read whole
AGAIN = "Export it again."
NOT_UTF8 = Kind("not in UTF-8", "Export it again as UTF-8.", "line")
NO_JSON = Kind("no JSON", AGAIN, "line")
NO_OBJECT = Kind("no JSON object", "Export it as JSON lines (JSONL).", "line")
ENDLESS = Kind("lists within lists without end", AGAIN, "line")
BROKEN = Kind("a broken character or number", AGAIN, "line")


def to_json(content: object) -> bytes:
    """Write a JSON document, indented."""
    return (json.dumps(content, indent=2) + "\n").encode("ascii")


def to_lines(records: list[dict[str, Any]]) -> bytes:
    """Write JSON lines, one object a line."""
    return "".join(json.dumps(record) + "\n" for record in records).encode("ascii")


def read_text(path: Path) -> str:
    """Read a file of text in UTF-8, with or without mark.

    Raises:
        ConfigError: if it is missing, a folder, too large or not in UTF-8.
    """
    content = _bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}: line {line} is not in UTF-8. Export it again as UTF-8. Nothing is written.") from None


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise ConfigError(f"{path} is a folder. Name the file that the program exported. Nothing is written.")
    try:
        if path.stat().st_size > LARGEST:
            raise ConfigError(f"{path} is larger than {LARGEST // 1_000_000} MB. Export it in parts. Nothing is written.")
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist. Name the file that the program exported: FILE=path") from None


def read_json(path: Path) -> Any:
    """Read a JSON document.

    Raises:
        ConfigError: if it is none, naming the line.
    """
    return _parsed(read_text(path), path)


def read_lines(path: Path, faults: Faults) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read JSON lines; empty lines are passed over, and those that are no JSON object are put to the faults.

    Yields:
        The place of each object (``line 3``) and the object.

    Raises:
        ConfigError: if the file is missing, a folder or too large.
    """
    for number, line in enumerate(_bytes(path).removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        where = f"line {number}"
        record = None
        with faults.gathered():
            record = _object(line, path, where) if line.strip() else None
        if record is not None:
            yield where, record


def _object(line: bytes, path: Path, where: str) -> dict[str, Any]:
    try:
        record = _loaded(line.decode())
    except UnicodeDecodeError:
        raise FaultError(path, where, NOT_UTF8) from None
    except json.JSONDecodeError:
        raise FaultError(path, where, NO_JSON) from None
    except RecursionError:
        raise FaultError(path, where, ENDLESS) from None
    except ValueError:  # half of a character, or a number of thousands of digits
        raise FaultError(path, where, BROKEN) from None
    if not isinstance(record, dict):
        raise FaultError(path, where, NO_OBJECT)
    return record


def objects(value: object, path: Path, what: str, where: str = "") -> list[dict[str, Any]]:
    """Return a list of JSON objects; ``where``: the place of the record that holds it, empty for the file as a whole.

    Raises:
        ConfigError: if it is something else; a FaultError where the place is said.
    """
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    kind = Kind(f"{what} are no list of JSON objects")
    raise FaultError(path, where, kind) if where else ConfigError(f"{path}: {kind.what}. {kind.todo} Nothing is written.")


def _parsed(text: str, path: Path) -> Any:
    try:
        return _loaded(text)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}: line {error.lineno} is no JSON ({error.msg}). Export it again. Nothing is written.") from None
    except RecursionError:
        raise ConfigError(f"{path} holds {ENDLESS.what}. Export it again. Nothing is written.") from None
    except ValueError:
        raise ConfigError(f"{path} holds {BROKEN.what}. Export it again. Nothing is written.") from None


def _loaded(text: str) -> Any:
    """Parse JSON and raise ValueError also for what could not be written again as UTF-8."""
    content = json.loads(text)
    json.dumps(content, ensure_ascii=False).encode()
    return content
