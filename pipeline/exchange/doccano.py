"""doccano: JSON lines for text classification and sequence labelling.

Source: doccano's issues 113, 2041 and pull request 46: text, label (older: labels, entities), every further field is metadata and comes back; older
exports have it under meta. A file of one annotator has the annotator's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.exchange.answers import Answer, Labels, mark_of, standing_of, strings, text_of
from pipeline.exchange.given import Format, Given, codes_of, find_key, key_of, names_of
from pipeline.exchange.json_files import read_lines, to_json, to_lines
from pipeline.schema import tuples

OF_ALL = frozenset({"all", "admin", "unknown", "tasks"})  # names of files that name no annotator


def write(given: Given) -> dict[str, bytes]:
    """Write tasks, and the labels to import into the project.

    Codes of the machine go into the metadata, not into ``label``: there nothing would tell them from what a person decided.
    """
    tasks = [
        {"text": row.text, "label": [], **key_of(row)} | ({"machine": "; ".join(codes_of(row, given.codebook))} if given.predicted else {})
        for row in tuples(given.tasks)
    ]
    return {"tasks.jsonl": to_lines(tasks), "labels.json": to_json([{"text": label} for label in names_of(given.codebook)])}


def read(path: Path) -> list[Answer]:
    """Read an export in JSONL, or a folder of such files, one a line or annotator."""
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not paths:
        raise ConfigError(f"{path} holds no .jsonl file. Unpack what doccano exported, and name the file or its folder. Nothing is written.")
    return [_answer(record, each, f"{each.name} {where}" if len(paths) > 1 else where) for each in paths for where, record in read_lines(each)]


def _answer(record: Mapping[str, Any], path: Path, where: str) -> Answer:
    found = _labels(record, path, where)
    coder = record.get("username") or ("" if path.stem in OF_ALL else path.stem)
    memo = " ".join(strings(record.get("Comments", record.get("comments")), path, where))
    return Answer(
        where, text_of(record, path, where), found.labels, found.marks, str(coder), find_key(record), standing=standing_of(found), memo=memo
    )


def _labels(record: Mapping[str, Any], path: Path, where: str) -> Labels:
    given = [each for name in ("label", "labels", "entities", "cats") for each in _listed(record.get(name), path, where)]
    marked = [_triple(each) for each in given if isinstance(each, list | dict)]
    plain = strings([each for each in given if not isinstance(each, list | dict)], path, where)
    return Labels(plain, tuple(mark_of(each, path, where) for each in marked))


def _listed(value: object, path: Path, where: str) -> list[Any]:
    if isinstance(value, list):
        return value
    return list(strings(value, path, where))


def _triple(value: list[Any] | dict[str, Any]) -> list[Any]:
    return value if isinstance(value, list) else [value.get("start_offset"), value.get("end_offset"), value.get("label")]


FORMAT = Format(write, read)
