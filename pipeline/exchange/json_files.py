r"""Read and write JSON and JSON lines as other programs do: a line ends at \n alone, and what is written is ASCII, so that no reader errs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError

LARGEST = 500_000_000  # bytes of a file that is read whole


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
    if path.is_dir():
        raise ConfigError(f"{path} is a folder. Name the file that the program exported. Nothing is written.")
    try:
        if path.stat().st_size > LARGEST:
            raise ConfigError(f"{path} is larger than {LARGEST // 1_000_000} MB. Export it in parts. Nothing is written.")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist. Name the file that the program exported: FILE=path") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}: line {line} is not in UTF-8. Export it again as UTF-8. Nothing is written.") from None


def read_json(path: Path) -> Any:
    """Read a JSON document.

    Raises:
        ConfigError: if it is none, naming the line.
    """
    return _parsed(read_text(path), path, 0)


def read_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read JSON lines; empty lines are passed over.

    Yields:
        The place of each object (``line 3``) and the object.

    Raises:
        ConfigError: if a line is no JSON object, naming it.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            record = _parsed(line, path, number)
            if not isinstance(record, dict):
                raise ConfigError(f"{path}: line {number} is no JSON object. Export it as JSON lines (JSONL). Nothing is written.")
            yield f"line {number}", record


def objects(value: object, path: Path, what: str) -> list[dict[str, Any]]:
    """Return a list of JSON objects.

    Raises:
        ConfigError: if it is something else.
    """
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ConfigError(f"{path}: {what} are a list of JSON objects. Take the file as the program exported it. Nothing is written.")
    return value


def _parsed(text: str, path: Path, line: int) -> Any:
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}: line {line or error.lineno} is no JSON ({error.msg}). Export it again. Nothing is written.") from None
    except RecursionError:
        raise ConfigError(f"{path}: line {line or 1} holds lists within lists without end. Export it again. Nothing is written.") from None
    except ValueError:  # half of a character, or a number of thousands of digits
        raise ConfigError(f"{path}: line {line or 1} holds a broken character or number. Export it again. Nothing is written.") from None
    return content
