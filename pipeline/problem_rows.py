"""List the problems of all stages in OUTPUTS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.store import write_table

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.standing import Standing
    from pipeline.state import State


def problem_rows(state: State) -> pd.DataFrame:
    """Return a PROBLEMS table of what all stages have recorded."""
    from pipeline.tables import PROBLEMS

    return PROBLEMS.frame(list(state.problems()))


def list_problems(standing: Standing) -> None:
    """Write the problems of all stages, and record that they are written."""
    write_table(standing.outputs, "problems", problem_rows(standing.state))
    standing.state.record_listed(("problems.parquet", "csv/problems.csv"))
