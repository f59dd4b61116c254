"""Say what stands for a document that ended the process which worked on it, twice: a row in problems, and tables without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pipeline.rows import problem
from pipeline.stages import Stage
from pipeline.standing import attribute
from pipeline.tables import DECLARED, PROBLEMS

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]


def given_up(stage: Stage, unit: Frames, compute: Callable[[Frames], Frames], documents: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    """Return a stage's tables for one file or document that cannot be worked on.

    Args:
        stage: the stage, a map over files or documents.
        unit: its rows in the tables that the stage reads.
        compute: the stage, in this process; it is given nothing that is to be coded.
        documents: all DOCUMENTS; None while files are read.

    Returns:
        Its tables, without a row, and PROBLEMS with one. Codings have a row for every segment and theme, so these are there: not assigned.
    """
    made = {name: DECLARED[name].empty() for name in _made_names(stage)}
    if "codings" in made:
        made = dict(compute({**unit, "segments": unit["segments"].assign(codable=False)}))
    path = _path(unit, documents)
    message = f"{path} ended the process that worked on it ({stage.name}), among others and then alone: it crashed, or had not enough memory"
    remedy = "Run again; if it is listed again, split the file, or give the workers more memory."
    return {**made, "problems": PROBLEMS.frame([problem(path, "crashed", message, remedy, "error") | {"stage": stage.name}])}


def _made_names(stage: Stage) -> list[str]:
    """Return the tables that a stage's function makes, by what it says that it returns."""
    function = attribute(stage.function)
    named = getattr(attribute(f"{stage.module}:__dict__").get(function.__annotations__["return"]), "__dataclass_fields__", None)
    return [name for name in named if name != "problems"] if named else [stage.writes[0]]


def _path(unit: Frames, documents: pd.DataFrame | None) -> str:
    if documents is None:
        return str(unit["files"]["path"].iloc[0])
    frame = next(iter(unit.values()))
    document_id = frame["document_id"].iloc[0] if "document_id" in frame else frame["segment_id"].iloc[0].rsplit("#", 1)[0]
    return str(documents.loc[documents["document_id"] == document_id, "path"].iloc[0])
