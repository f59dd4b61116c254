"""Prodigy: JSON lines for its interfaces choice and spans, and what db-out gives back.

Source: prodi.gy/docs/api-interfaces: text, options, accept, spans, answer (accept, reject or ignore); fields that it does not know come back as they
were. Its own hashes (_input_hash, _task_hash) are made when it loads a task and are not needed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.exchange.answers import Answer, Labels, Standing, mark_of, standing_of, strings, text_of
from pipeline.exchange.faults import FaultError, Faults, Kind
from pipeline.exchange.given import KEY, Format, Given, codes_of, find_key, key_of, names_of
from pipeline.exchange.json_files import objects, read_lines, to_lines
from pipeline.schema import tuples

TIME = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d$")
NO_ANSWER = Kind("an answer is neither accept, reject nor ignore", "Take the file as db-out wrote it.")
STANDINGS: Mapping[str, Standing] = {"accept": "answered", "reject": "rejected", "ignore": "skipped"}


def write(given: Given) -> dict[str, bytes]:
    """Write tasks for the interface choice (config: choice_style multiple); the codes of the machine, where asked for, are chosen beforehand."""
    options = [{"id": label, "text": name} for label, name in names_of(given.codebook).items()]
    tasks = [
        {"text": row.text, "options": options, "meta": {"title": row.document}, KEY: key_of(row)}
        | ({"accept": codes_of(row, given.codebook)} if given.predicted else {})
        for row in tuples(given.tasks)
    ]
    return {"tasks.jsonl": to_lines(tasks)}


def read(path: Path, faults: Faults) -> list[Answer]:
    """Read what db-out wrote."""
    found: list[Answer] = []
    for where, record in read_lines(path, faults):
        with faults.gathered():
            found.append(_answer(record, path, where))
    return found


def _answer(record: Mapping[str, Any], path: Path, where: str) -> Answer:
    answer = record.get("answer")
    if answer is not None and str(answer) not in STANDINGS:
        raise FaultError(path, where, NO_ANSWER)
    found = _labels(record, path, where)
    standing = "not coded" if answer is None else STANDINGS[str(answer)] if answer != "accept" else standing_of(found)
    memo = " ".join(strings(record.get("user_input"), path, where))
    text = text_of(record, path, where)
    key = find_key(record)
    return Answer(where, text, found.labels, found.marks, _coder(record, str(key.get("coder") or "")), key, standing=standing, memo=memo)


def _coder(record: Mapping[str, Any], given_to: str) -> str:
    """Return the annotator of a session, which is called by the data set, a hyphen and the annotator; nobody where it is called by its time."""
    session = str(record.get("_annotator_id") or record.get("_session_id") or "")
    if TIME.search(session):
        return ""
    return given_to if given_to and session.endswith(f"-{given_to}") else session.rpartition("-")[2]


def _labels(record: Mapping[str, Any], path: Path, where: str) -> Labels:
    spans = objects(record.get("spans", []), path, "spans", where)
    marks = tuple(mark_of([span.get("start"), span.get("end"), span.get("label")], path, where, span.get("text")) for span in spans)
    return Labels((*strings(record.get("accept"), path, where), *strings(record.get("label"), path, where)), marks)


FORMAT = Format(write, read)
