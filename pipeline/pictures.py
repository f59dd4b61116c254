"""Hold a figure as a page or a file shows it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from pipeline.drawing import Rendered


@dataclass(frozen=True)
class Picture:
    """A figure and its text alternative, whose first line is the caption."""

    name: str
    image: Rendered
    words: str

    @property
    def caption(self) -> str:
        """Return the first line."""
        return self.words.split("\n", 1)[0]

    @property
    def lines(self) -> list[str]:
        """Return the lines after the first."""
        return self.words.split("\n")[1:]

    @property
    def source(self) -> str:
        """Return the SVG as a data address."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.image.svg).decode()}"
