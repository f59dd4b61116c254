"""Label Studio: JSON tasks, labelling interfaces as XML, and its export (JSON or JSON-MIN).

Source: labelstud.io/guide/task_format, /guide/predictions, /tags/choice (the alias stands in results). Its offsets count UTF-16 units and have
been wrong before (its issues 539, 1008, 1347), so the quoted words decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.codebook import Codebook
from pipeline.exchange.answers import Answer, Labels, Mark, mark_of, standing_of, strings, text_of
from pipeline.exchange.faults import Faults
from pipeline.exchange.given import KEY, Format, Given, codes_of, find_key, key_of, names_of
from pipeline.exchange.json_files import objects, read_json, to_json
from pipeline.schema import tuples

CHOICES, LABELS, MEMO = "themes", "passages", "memo"  # names of the controls
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(given: Given) -> dict[str, bytes]:
    """Write tasks and two interfaces: one to choose themes of a task, one to mark passages in it."""
    tasks = [_task(row, given) for row in tuples(given.tasks)]
    return {
        "tasks.json": to_json(tasks),
        "interface.xml": _interface(given.codebook, CHOICES).encode(),
        "interface_passages.xml": _interface(given.codebook, LABELS).encode(),
    }


def _task(row: Any, given: Given) -> dict[str, object]:
    task: dict[str, object] = {"data": {"text": row.text, "title": row.document, KEY: key_of(row)}}
    if given.predicted:
        labels = codes_of(row, given.codebook)
        chosen = {"id": "predicted", "from_name": CHOICES, "to_name": "text", "type": "choices", "value": {"choices": labels}}
        task["predictions"] = [{"model_version": "themeline", "result": [chosen] if labels else []}]
    return task


def _interface(codebook: Codebook, control: str) -> str:
    outer, inner = ("Choices", "Choice") if control == CHOICES else ("Labels", "Label")
    hints = {theme.name: theme.definition for theme in codebook.theme}
    rows = [
        f"    <{inner} value={_attribute(name)} alias={_attribute(label)} hint={_attribute(hints.get(name, ''))}/>"
        for label, name in names_of(codebook).items()
    ]
    many = ' choice="multiple"' if control == CHOICES else ""
    return "\n".join(
        [
            "<View>",
            '  <Header value="$title"/>',
            f'  <{outer} name="{control}" toName="text"{many}>',
            *rows,
            f"  </{outer}>",
            '  <Text name="text" value="$text" valueType="text"/>',
            f'  <TextArea name="{MEMO}" toName="text" placeholder="Memo"/>',
            "</View>\n",
        ]
    )


def _attribute(text: str) -> str:
    return quoteattr(NOT_XML.sub(" ", text))


def read(path: Path, faults: Faults) -> list[Answer]:
    """Read an export in JSON or JSON-MIN: one answer for each annotation, and one not coded for each task without any."""
    found: list[Answer] = []
    for number, task in enumerate(objects(read_json(path), path, "tasks"), 1):
        with faults.gathered():
            found += list(_answers(task, path, f"task {number}"))
    return found


def _answers(task: Mapping[str, Any], path: Path, where: str) -> Iterator[Answer]:
    data = task.get("data", task)
    data = data if isinstance(data, dict) else {}
    text, key = text_of(data, path, where), find_key(data)
    if "data" not in task:
        found, memo = _short(task, path, where)
        yield Answer(where, text, found.labels, found.marks, _coder(task.get("annotator")), key, standing=standing_of(found), memo=memo)
        return
    annotations = objects(task.get("annotations", task.get("completions", [])), path, "annotations", where)
    for annotation in annotations:
        found, memo = _results(objects(annotation.get("result", []), path, "results", where), path, where)
        standing = "skipped" if annotation.get("was_cancelled") else standing_of(found)
        yield Answer(where, text, found.labels, found.marks, _coder(annotation.get("completed_by")), key, standing=standing, memo=memo)
    if not annotations:
        yield Answer(where, text, key=key, standing="not coded")


def _results(results: list[dict[str, Any]], path: Path, where: str) -> tuple[Labels, str]:
    labels: list[str] = []
    marks: list[Mark] = []
    memo: list[str] = []
    for result in results:
        value = result.get("value")
        value = value if isinstance(value, dict) else {}
        if result.get("type") == "choices":
            labels += strings(value.get("choices"), path, where)
        elif result.get("type") == "labels":
            marks += _marks(value, path, where)
        elif result.get("type") == "textarea":
            memo += strings(value.get("text"), path, where)
    return Labels(tuple(labels), tuple(marks)), " ".join(memo)


def _marks(value: Mapping[str, Any], path: Path, where: str) -> list[Mark]:
    given = strings(value.get("labels"), path, where)
    return [mark_of([value.get("start"), value.get("end"), label], path, where, value.get("text")) for label in given]


def _short(task: Mapping[str, Any], path: Path, where: str) -> tuple[Labels, str]:
    """Read the short form, in which the values of a control stand under its name."""
    chosen, marked = task.get(CHOICES), task.get(LABELS, [])
    labels = strings(chosen.get("choices") if isinstance(chosen, dict) else chosen, path, where)
    marks = [mark for value in objects(marked, path, LABELS, where) for mark in _marks(value, path, where)]
    memo = task.get(MEMO)
    return Labels(labels, tuple(marks)), " ".join(strings(memo.get("text") if isinstance(memo, dict) else memo, path, where))


def _coder(by: object) -> str:
    """Return how Label Studio names a coder: the e-mail address where it gives it, else the number of the account."""
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    return "" if by is None else str(by)


FORMAT = Format(write, read)
