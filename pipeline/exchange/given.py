"""What goes out to another program: tasks, the labels that may be given, and the key by which a task finds its way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.codebook import Codebook

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.exchange.answers import Answer
    from pipeline.exchange.faults import Faults

KEY = "themeline"  # under this name a task carries its key, where a program keeps fields that it does not know
KEYS = ("segment_id", "document", "path", "start", "end", "sha256", "draw", "coder", "codebook_version", "predicted")
NONE = "none"  # the label that says: none of the themes; without any label a task is not yet coded
NONE_NAME = "None of these"


@dataclass(frozen=True)
class Given:
    """What is handed out.

    ``tasks``: one row a segment, in the order in which they are to be coded: KEYS and text, title, codes (what the machine gave, joined by ``;``;
    empty unless asked for). ``quotes``: the QUOTES, and ``documents`` the DOCUMENTS, for the formats that give out quotes.
    """

    tasks: pd.DataFrame
    codebook: Codebook
    predicted: bool
    quotes: pd.DataFrame
    documents: pd.DataFrame


@dataclass(frozen=True)
class Format:
    """How a program's files are written and read."""

    write: Callable[[Given], dict[str, bytes]]  # content by name
    read: Callable[[Path, Faults], list[Answer]]  # what is wrong with a record is put to the faults
    of: str = "coder"  # what one set of files is of: coder (one for each coder of a draw), study, or quotes
    machine: bool = False  # whether what it codes is coded by a machine: never human codes


def labels_of(codebook: Codebook) -> dict[str, str]:
    """Return the label of each theme in other programs, in the codebook's order: its id, or theme_none where the id would say none of the themes.

    >>> from pipeline.codebook import Theme
    >>> labels_of(Codebook(version="1", theme=(Theme(id="none", name="No", definition="No one."), Theme(id="work", name="Work", definition="Jobs."))))
    {'none': 'theme_none', 'work': 'work'}
    """
    return {name: f"theme_{NONE}" if name == NONE else name for name in codebook.theme_ids}


def names_of(codebook: Codebook) -> dict[str, str]:
    """Return the name of each label, in the codebook's order, that of none last."""
    labels = labels_of(codebook)
    return {labels[theme.id]: theme.name for theme in codebook.theme} | {NONE: NONE_NAME}


def key_of(task: Any) -> dict[str, object]:
    """Return the key of a task, a row of ``Given.tasks``, as plain values."""
    return {name: value.item() if hasattr(value := getattr(task, name), "item") else value for name in KEYS}


def find_key(record: Mapping[str, Any]) -> dict[str, Any]:
    """Find the key of a task in what a program gave back: under its name, in the metadata, or among the fields; empty where there is none."""
    for place in (record, record.get("meta"), record.get("metadata"), record.get("data")):
        if isinstance(place, dict):
            if isinstance(place.get(KEY), dict):
                return dict(place[KEY])
            if "segment_id" in place:
                return {name: place[name] for name in KEYS if name in place}
    return {}


def codes_of(task: Any, codebook: Codebook) -> list[str]:
    """Return the labels of what the machine gave a segment; of nothing where it was not asked for."""
    labels = labels_of(codebook)
    return [labels[code] for code in task.codes.split(";") if code]
