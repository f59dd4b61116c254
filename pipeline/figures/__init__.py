"""Figures of the report. One file each: ``draw(...) -> Figure`` and ``describe(...) -> str`` with the same keyword-only tables.

``describe`` is the text alternative: its first line is the caption, the others give the numbers.
A figure without axes says that there is nothing to draw; the report then prints the caption alone.
"""

from __future__ import annotations

from pipeline.registry import Registry

FIGURES = Registry(
    "figure",
    {
        "themes_over_time": "pipeline.figures.themes_over_time:draw",
        "themes_by_document": "pipeline.figures.themes_by_document:draw",
        "themes_by_place": "pipeline.figures.themes_by_place:draw",
        "places_apart": "pipeline.figures.places_apart:draw",
        "contrasts": "pipeline.figures.contrasts:draw",
        "twins": "pipeline.figures.twins:draw",
        "cooccurrence": "pipeline.figures.cooccurrence:draw",
        "topics": "pipeline.figures.topics:draw",
        "shifts": "pipeline.figures.shifts:draw",
        "drivers": "pipeline.figures.drivers:draw",
        "reliability": "pipeline.figures.reliability:draw",
    },
)
