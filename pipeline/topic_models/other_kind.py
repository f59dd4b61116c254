"""Read what a topic model of any kind gave names to, so that a model of another kind gives none of those names again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.arrays import load_arrays
from pipeline.divide import Division, read_divisions
from pipeline.topic_ids import Numbers


@dataclass(frozen=True)
class OtherKind:
    """The highest number of a free topic of the model before, whose topics cannot be compared, and its sub-topics, which can: by vectors."""

    numbers: Numbers
    within: tuple[Division, ...]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read it.

        Raises:
            ModelError: if the model is not whole.
        """
        arrays, facts = load_arrays(folder)
        return cls(Numbers((), facts["highest"]), read_divisions(arrays, facts["within"]))
