"""Shifts: each difference between periods with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.coding_words import coding_of
from pipeline.drawing import COLOURS, INK, nothing
from pipeline.evidence import rows_of, theme_name
from pipeline.forest import MOST, Looks, draw_forest, names_of_shifts, rank, say_hollow, say_how_coded, say_most
from pipeline.reasons import say_both
from pipeline.wording import count, in_group, interval, one_line, points, say_verdict

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.codebook import Codebook
    from pipeline.config import Study

CLAIMED = ("rise", "fall")
MARKERS: dict[str, dict[str, Any]] = {
    "rise": {"marker": "^", "color": COLOURS[1]},
    "fall": {"marker": "v", "color": COLOURS[0]},
    "no clear change": {"marker": "o", "color": INK, "markerfacecolor": "white"},
    "no change": {"marker": "s", "color": INK},
    "too little evidence": {"marker": "x", "color": INK},
}


def draw(*, shifts: pd.DataFrame, codebook: Codebook, study: Study) -> Figure:
    """Draw differences of themes between periods, over all documents and by place, with 95 % intervals.

    Args:
        shifts: a SHIFTS table; differences are shares (to - from). Slopes a year are left out: their unit is another. Not changed.
        codebook: names of the themes.
        study: settings, for the margin of "no change".

    Returns:
        A Figure, 9 inches wide; without axes where no shift has an interval. Claims of less than the margin are hollow.
    """
    rows = _rows(shifts).head(MOST)
    if rows.empty:
        return nothing()
    axis = "difference, later minus earlier period (percentage points)"
    return draw_forest(rows, names_of_shifts(rows, codebook), _looks(study), axis, say_how_coded(rows, codebook))


def describe(*, shifts: pd.DataFrame, codebook: Codebook, study: Study) -> str:
    """Say how large each shift is and what may be said of it: the text alternative."""
    rows = _rows(shifts)
    if rows.empty:
        census = "the study is a census, which has no intervals"
        why = census if study.track.design == "census" else "too few independent sources in the periods"
        return f"No difference between periods has an interval, so there is nothing to draw: {why}."
    shown = f"Differences of themes between periods in percentage points, over all documents and by place, with 95% intervals.{say_most(len(rows))}"
    caption = f"{shown}{say_hollow(rows.head(MOST), _looks(study))} {say_how_coded(rows.head(MOST), codebook)}"
    sentences = [_sentence(row, codebook, study) for row in rows_of(rows.head(MOST))]
    note = f"Of {count(len(rows), 'difference')} with an interval, {int(rows['verdict'].isin(CLAIMED).sum())} are claimed as a rise or a fall."
    return "\n".join([caption, note, *sentences])


def _looks(study: Study) -> Looks:
    return Looks(MARKERS, {verdict: say_verdict(verdict, study.track.margin) for verdict in MARKERS}, CLAIMED, study.track.margin)


def _rows(shifts: pd.DataFrame) -> pd.DataFrame:
    between = shifts[shifts["group_kind"].isin(["all", "place"]) & (shifts["kind"] != "trend")]
    return rank(between, CLAIMED, ["subject_id", "group", "kind", "period_from"])


def _sentence(row: Any, codebook: Codebook, study: Study) -> str:
    between = f"{in_group(row.group_kind, row.group)}, {one_line(row.period_from)} to {one_line(row.period_to)}"
    said = say_both(row, study.track.margin)
    size = f"{points(row.difference)} points ({interval(row.low, row.high)})"
    return f"{theme_name(codebook, row.subject_id)}, {between}: {size}, {said}; {coding_of(row.corrected)}."
