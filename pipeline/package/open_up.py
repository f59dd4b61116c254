"""Write the record and the settings of a run so that they can be given away: no path of a file of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.config import Study

NUMBERED = "Paths of the corpus's files are replaced by numbers, for a file's name may be a person's."
HEAD = """# Settings of the run, as run.json records them; what is not here has its default.
# Paths: the codebook is in this package. {exemplars}
"""


def number_paths(paths: Iterable[str]) -> dict[str, str]:
    """Give each path of the corpus a number, in their order, as what is published does.

    >>> number_paths(["b.txt", "a.txt", "b.txt"])
    {'a.txt': 'file-001', 'b.txt': 'file-002'}
    """
    return {path: f"file-{n:03}" for n, path in enumerate(sorted(set(paths) - {""}), 1)}


def open_record(record: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return run.json without names of the corpus's files; all else stays, hashes too.

    Args:
        record: the content of run.json. Not changed.
        numbers: what stands for each path; a path that is not among them is numbered after them.
    """
    corpus: dict[str, str] = record["inputs"]["corpus"]
    rest = {path: f"file-{n:03}" for n, path in enumerate(sorted(set(corpus) - set(numbers)), len(numbers) + 1)}
    named = {**numbers, **rest}
    tables = [{**each, "file": f"table-{n:03}"} for n, each in enumerate(record["settings"]["ingest"]["responses"], 1)]
    settings = {**record["settings"], "ingest": {**record["settings"]["ingest"], "responses": tables}}
    inputs = {**record["inputs"], "corpus": {named[path]: sha256 for path, sha256 in sorted(corpus.items())}}
    return {**record, "inputs": inputs, "settings": settings, "note": NUMBERED}


def changed_settings(settings: Mapping[str, Any]) -> list[tuple[str, str, Any, Any]]:
    """Return the settings that differ from their defaults: section, name, value, default; sorted."""
    defaults: dict[str, Any] = json.loads(Study().model_dump_json())
    defaults["study"] |= {name: str(defaults["study"][name]).rpartition("/")[2] for name in ("codebook", "exemplars", "groups")}
    return sorted(
        (section, name, value, defaults[section][name])
        for section, own in settings.items()
        for name, value in own.items()
        if value != defaults[section][name]
    )


def settings_toml(settings: Mapping[str, Any], exemplars: str = "") -> str:
    """Write the settings that differ from their defaults as a study.toml.

    Args:
        settings: as run.json has them.
        exemplars: a sentence on the exemplars, for the head of the file.
    """
    lines = [HEAD.format(exemplars=exemplars).rstrip()]
    changed = changed_settings({**settings, "study": {**settings["study"], "codebook": "codebook.toml"}})
    by_section = {section: [row for row in changed if row[0] == section] for section in sorted({"study", *(row[0] for row in changed)})}
    for section, rows in by_section.items():
        lines += ["", f"[{section}]"]
        if section == "study":
            lines.append('codebook = "codebook.toml"')
        lines += [f"{name} = {_value(value)}" for _, name, value, _ in rows if (section, name) != ("study", "codebook")]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(each)}" for name, each in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
