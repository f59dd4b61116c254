"""doccano: JSON lines for text classification and sequence labelling.

Source: doccano's issues 113, 2041 and pull request 46: text, label (older: labels, entities), every further field is metadata and comes back; older
exports have it under meta. Where annotators work apart it exports one file an annotator, called by the annotator's name, each with the same records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.exchange.answers import Answer, Labels, mark_of, standing_of, strings, text_of
from pipeline.exchange.faults import Faults
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


def read(path: Path, faults: Faults) -> list[Answer]:
    """Read an export in JSONL, or a folder of such files, one a line or annotator."""
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not paths:
        raise ConfigError(f"{path} holds no .jsonl file. Unpack what doccano exported, and name the file or its folder. Nothing is written.")
    records = {each: list(_records(each, faults, several=len(paths) > 1)) for each in paths}
    faults.within = ""
    apart = _apart([[record for _, record in own] for own in records.values()])
    found: list[Answer] = []
    for each, own in records.items():
        for where, record in own:
            with faults.gathered():
                found.append(replace(_answer(record, each, where), **_by(record, each, apart=apart)))
    return found


def _records(path: Path, faults: Faults, *, several: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read one file; of several each place is said with its name."""
    faults.within = path.name if several else ""
    for where, record in read_lines(path, faults):
        yield f"{faults.within} {where}".strip(), record


def _apart(files: Sequence[Sequence[Mapping[str, Any]]]) -> bool:
    """Say whether files are of one annotator each: several, and a record with one id is in more than one of them."""
    n_files = Counter(str(number) for own in files for number in {record.get("id") for record in own} if number is not None)
    return any(n > 1 for n in n_files.values())


def _by(record: Mapping[str, Any], path: Path, *, apart: bool) -> dict[str, Any]:
    """Return who coded, and whether only the name of the file says so, which may be any."""
    if record.get("username"):
        return {"coder": str(record["username"])}
    return {"coder": path.stem, "by_file": not apart or path.stem in OF_ALL}


def _answer(record: Mapping[str, Any], path: Path, where: str) -> Answer:
    found = _labels(record, path, where)
    memo = " ".join(strings(record.get("Comments", record.get("comments")), path, where))
    text = text_of(record, path, where)
    return Answer(where, text, found.labels, found.marks, key=find_key(record), standing=standing_of(found), memo=memo)


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
