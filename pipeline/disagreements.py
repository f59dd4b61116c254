"""List the segments that coders coded differently, as a sheet that somebody fills to settle them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.coding_sheets import sheet
from pipeline.schema import tuples

SETTLED = "adjudicated"


def list_disagreements(returned: pd.DataFrame, rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """List every segment of a draw that two coders coded differently.

    Args:
        returned: rows of one draw, as ``read_returned`` gives them. Not changed.
        rows: the draw with context (``coding_sheets.with_context``).
        codebook: of the draw.

    Returns:
        The sheet of coder ``adjudicated``, one row a segment, sorted by segment_id: for each coder the codes (``none`` where
        none of the themes, empty where not coded) and the memo; then marks to fill. What was adjudicated before is filled in.
    """
    people = returned[returned["coder"] != SETTLED]
    differ = people.groupby("segment_id")["codes"].nunique()
    wanted = set(differ.index[differ > 1])
    chosen = rows[rows["segment_id"].isin(wanted)].sort_values("segment_id", ignore_index=True)
    made = sheet(chosen, codebook, SETTLED, hide_source=False)
    given = {(row.coder, row.segment_id): (row.codes, row.memo) for row in tuples(returned)}
    said = {
        name: [given.get((coder, segment), ("", ""))[part] or _none(given, coder, segment, part) for segment in chosen["segment_id"]]
        for coder in sorted(set(people["coder"]))
        for part, name in enumerate((f"{coder}: codes", f"{coder}: memo"))
    }
    at = made.columns.get_loc("document")
    before, after = made.iloc[:, :at], made.iloc[:, at:]
    return _filled(pd.concat([before, pd.DataFrame(said, index=made.index), after], axis=1), chosen, given, codebook)


def _none(given: Mapping[tuple[str, str], tuple[str, str]], coder: str, segment: str, part: int) -> str:
    return "none" if part == 0 and (coder, segment) in given else ""


def _filled(made: pd.DataFrame, chosen: pd.DataFrame, given: Mapping[tuple[str, str], tuple[str, str]], codebook: Codebook) -> pd.DataFrame:
    """Put x where somebody has adjudicated before."""
    from pipeline.coding_sheets import theme_columns

    settled = [given.get((SETTLED, segment)) for segment in chosen["segment_id"]]
    marks = {
        column: ["x" if own and theme in own[0].split(";") else "" for own in settled] for theme, column in theme_columns(codebook.theme_ids).items()
    }
    return made.assign(**marks, none=["x" if own and not own[0] else "" for own in settled], memo=[own[1] if own else "" for own in settled])
