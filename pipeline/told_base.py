"""Tell what the study rests on: what came in, the framework grid, the groups spoken of, and every passage in the explorer."""

from __future__ import annotations

from pipeline.base_tables import base_table, received_table, say_gaps
from pipeline.evidence import Evidence
from pipeline.explorer import tell_explorer
from pipeline.flow import count_flow, flow_table
from pipeline.grid import tell_grid
from pipeline.groups_spoken import say_words, tell_spoken
from pipeline.inline import embedded


def tell_base(evidence: Evidence) -> dict[str, object]:
    """Gather by name what the page shows of this; the explorer holds all passages that the grid leads to."""
    grid = evidence.grid
    explorer = tell_explorer(evidence, frozenset(grid["segment_id"].dropna()))
    return {
        "flow": flow_table(count_flow(evidence)),
        "base": base_table(evidence),
        "received": received_table(evidence),
        "gaps": say_gaps(evidence),
        "grids": tell_grid(evidence, grid),
        "spoken": tell_spoken(evidence),
        "spoken_words": say_words(evidence.groups),
        "groups_name": evidence.study.study.groups.name,
        "explorer": explorer,
        "explorer_content": embedded(explorer.content),
    }
