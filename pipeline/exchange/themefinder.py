"""ThemeFinder (i.AI, UK Government): the folder of a consultation, with its themes and its mapping of responses to themes.

Source: github.com/i-dot-ai/themefinder 0.8.2, evals/datasets.py and src/themefinder/models.py: inputs/question_part_1/responses.jsonl (response_id,
response), outputs/mapping/DATE/question_part_1/themes.json (topic_id, topic_label, topic_description) and mapping.jsonl (response_id, labels, which
are topic ids). Also read: theme_key, theme_name, theme_description and theme_keys of Consult, themefinder_id and text of find_themes_script.py, and
``topic`` (label and description with a colon between). What it codes is coded by a machine.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.codebook import Theme
from pipeline.errors import ConfigError
from pipeline.exchange.answers import Answer, strings
from pipeline.exchange.faults import FaultError, Faults, Kind
from pipeline.exchange.given import KEYS, NONE, Format, Given, codes_of, key_of, labels_of
from pipeline.exchange.json_files import objects, read_json, read_lines, read_text, to_json, to_lines
from pipeline.rows import guarded, unguarded
from pipeline.schema import tuples
from pipeline.wording import one_line, shorten

QUESTION = "question_part_1"
OURS = "themeline"  # in place of the day: what we write holds no time
CODER = "themefinder"
KEY_FILE = "key.csv"
NOT_OURS = Kind(f"a response is not among those that went out ({KEY_FILE})", "Keep the folder as export-tasks wrote it.")
OUR_ID = re.compile(r"[a-z][a-z0-9_]*")
NOTHING = frozenset({"none of the above", "no reason given", "none of these"})  # labels of ThemeFinder that name no theme


@dataclass(frozen=True)
class FoundTheme:
    """One theme of ThemeFinder."""

    topic_id: str
    name: str
    definition: str

    @property
    def label(self) -> str:
        """The label by which it is looked for in a codebook: the id where it may be one of ours, NONE where it names no theme, else the name."""
        if self.name.casefold() in NOTHING:
            return NONE
        return self.topic_id if OUR_ID.fullmatch(self.topic_id) else self.name


def write(given: Given) -> dict[str, bytes]:
    """Write a consultation with one question: segments as responses, our themes, our codings as a mapping, and the key from numbers to segments."""
    numbered = list(enumerate(tuples(given.tasks), 1))
    labels = labels_of(given.codebook)
    themes = [
        {"topic_id": labels[theme.id], "topic_label": theme.name, "topic_description": described, "topic": f"{theme.name}: {described}"}
        for theme in given.codebook.theme
        for described in [describe(theme)]
    ]
    outputs = f"outputs/mapping/{OURS}/{QUESTION}"
    return {
        f"inputs/{QUESTION}/question.json": to_json({"question_number": 1, "question_text": given.codebook.unit}),
        f"inputs/{QUESTION}/responses.jsonl": to_lines([{"response_id": number, "response": row.text} for number, row in numbered]),
        f"{outputs}/themes.json": to_json(themes),
        f"{outputs}/mapping.jsonl": to_lines([{"response_id": number, "labels": codes_of(row, given.codebook)} for number, row in numbered]),
        KEY_FILE: _key_file([{"response_id": number, **key_of(row)} for number, row in numbered]),
    }


def describe(theme: Theme) -> str:
    """Describe a theme on one line, as ThemeFinder's prompts take it: what it is, then each case that it includes, apart from the next.

    >>> describe(Theme(id="work", name="Work", definition="Jobs and wages.", include=("a rise in pay", "a mill that shuts.")))
    'Jobs and wages. Include: a rise in pay; a mill that shuts.'
    """
    items = [one_line(item).rstrip(".;").replace(";", ",") for item in theme.include]
    return one_line(theme.definition) + (f" Include: {'; '.join(items)}." if items else "")


def _key_file(rows: list[dict[str, object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, ["response_id", *KEYS], lineterminator="\n")
    writer.writeheader()
    writer.writerows([{name: guarded(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows])
    return stream.getvalue().encode()


def read(path: Path, faults: Faults) -> list[Answer]:
    """Read a mapping: one answer for each response that it maps; ``path`` is mapping.jsonl or the folder of the consultation.

    Raises:
        ConfigError: if the mapping, its themes, its responses or key.csv are missing or do not fit each other.
    """
    mapping = find_mapping(path)
    home = next((each for each in mapping.parents if (each / KEY_FILE).is_file()), None)
    if home is None:
        raise ConfigError(f"No {KEY_FILE} lies above {mapping}. Keep the folder as export-tasks wrote it. Nothing is written.")
    keys = _keys(home / KEY_FILE)
    texts = _responses(home / "inputs" / mapping.parent.name / "responses.jsonl", faults)
    labels = {theme.topic_id: theme.label for theme in read_themes(mapping)}
    found = []
    for where, record in read_lines(mapping, faults):
        with faults.gathered():
            number = str(_of(record, "response_id", "themefinder_id"))
            if number not in keys or number not in texts:
                raise FaultError(mapping, f"{where} ({shorten(number, 20)})", NOT_OURS)
            given = [labels.get(each, each) for each in strings(_of(record, "labels", "theme_keys"), mapping, where)]
            named = [each for each in given if each != NONE and each.casefold() not in NOTHING]
            found.append(Answer(where, texts[number], tuple(named) or (NONE,), coder=CODER, key=keys[number]))
    return found


def find_mapping(path: Path) -> Path:
    """Return the newest mapping in a consultation's folder that ThemeFinder made; a file is itself.

    Raises:
        ConfigError: if there is none, or only the one that we wrote: that is ours, and not ThemeFinder's.
    """
    found = sorted(path.glob("outputs/mapping/*/question_part_*/mapping.jsonl"), key=lambda each: each.parts[-3]) if path.is_dir() else [path]
    theirs = [each for each in found if not (each.name == "mapping.jsonl" and each.resolve().parts[-3] == OURS)]
    if not theirs:
        own = " but our own" if found else ""
        raise ConfigError(
            f"{path} holds no outputs/mapping/DATE/question_part_1/mapping.jsonl{own}. Run ThemeFinder on it first. Nothing is written."
        )
    return theirs[-1]


def read_themes(mapping: Path) -> list[FoundTheme]:
    """Read the themes beside a mapping; ``mapping`` may be the file of themes itself."""
    beside = [mapping] if mapping.suffix == ".json" else [mapping.with_name(name) for name in ("themes.json", "clustered_themes.json")]
    path = next((each for each in beside if each.is_file()), None)
    if path is None:
        raise ConfigError(f"There is no themes.json beside {mapping}. Keep the folder as ThemeFinder wrote it. Nothing is written.")
    content = read_json(path)
    listed = content.get("theme_nodes") if isinstance(content, dict) else content
    return [_theme(record, path, f"theme {number}") for number, record in enumerate(objects(listed, path, "themes"), 1)]


def _theme(record: Mapping[str, Any], path: Path, where: str) -> FoundTheme:
    topic = str(record.get("topic") or "").partition(":")
    name = str(_of(record, "topic_label", "theme_name") or topic[0]).strip()
    definition = str(_of(record, "topic_description", "theme_description") or topic[2]).strip()
    identity = str(_of(record, "topic_id", "theme_key") or "").strip()
    if not name or not identity:
        raise ConfigError(f"{path}: {where} has no topic_id or topic_label. Take the file as ThemeFinder wrote it. Nothing is written.")
    return FoundTheme(identity, name, definition)


def _of(record: Mapping[str, Any], *names: str) -> Any:
    return next((record[name] for name in names if record.get(name) is not None), None)


def _responses(path: Path, faults: Faults) -> dict[str, str]:
    faults.within = path.name
    read = list(read_lines(path, faults))
    faults.within = ""
    return {str(_of(record, "response_id", "themefinder_id")): str(_of(record, "response", "text") or "") for _, record in read}


def _keys(path: Path) -> dict[str, dict[str, Any]]:
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""))
    try:
        rows = list(reader)
    except csv.Error:
        raise ConfigError(f"{path}: line {reader.line_num} is no CSV. Take the file as export-tasks wrote it. Nothing is written.") from None
    if not {"response_id", *KEYS} <= set(reader.fieldnames or ()):
        raise ConfigError(f"{path}: line 1 lacks a column. Take the file as export-tasks wrote it. Nothing is written.")
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        cells = {name: unguarded(value or "") for name, value in row.items() if name}
        if not (cells["start"].isdecimal() and cells["end"].isdecimal()):
            where = f"response {cells['response_id'][:20]}"
            raise ConfigError(f"{path}: {where}: start and end are whole numbers. Take the file as export-tasks wrote it. Nothing is written.")
        found[cells["response_id"]] = cells | {"start": int(cells["start"]), "end": int(cells["end"]), "predicted": cells["predicted"] == "True"}
    return found


FORMAT = Format(write, read, of="study", machine=True)
