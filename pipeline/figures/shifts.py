"""Shifts: each difference between periods with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.coding_words import coding_of, say_coding
from pipeline.drawing import COLOURS, INK, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of, theme_name
from pipeline.reasons import say_both
from pipeline.wording import count, group_name, in_group, interval, one_line, points, say_verdict

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.codebook import Codebook
    from pipeline.config import Study

MOST = 30
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
        A Figure, 9 inches wide; without axes where no shift has an interval.
    """
    rows = _rows(shifts).head(MOST)
    if rows.empty:
        return nothing()
    figure = Figure(figsize=(WIDTH, 1.3 + 0.3 * len(rows)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0, color=INK, linewidth=0.8)
    for place, row in enumerate(rows_of(rows)):
        axes.plot([100 * row.low, 100 * row.high], [place, place], color=MARKERS[row.verdict]["color"], linewidth=1.4)
        axes.plot([100 * row.difference], [place], linestyle="none", markersize=7, **MARKERS[row.verdict])
    axes.set_yticks(range(len(rows)), [_name(row, codebook) for row in rows_of(rows)], fontsize=8.5)
    axes.set(xlabel="difference, later minus earlier period (percentage points)", ylim=(len(rows) - 0.4, -0.6))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(axis="y", length=0)
    verdicts = [verdict for verdict in MARKERS if verdict in set(rows["verdict"])]
    handles = [
        Line2D([], [], linestyle="none", markersize=7, label=say_verdict(verdict, study.track.margin), **MARKERS[verdict]) for verdict in verdicts
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 4), fontsize=8.5)
    return with_note(figure, _coding(rows, codebook))


def describe(*, shifts: pd.DataFrame, codebook: Codebook, study: Study) -> str:
    """Say how large each shift is and what may be said of it: the text alternative."""
    rows = _rows(shifts)
    if rows.empty:
        census = "the study is a census, which has no intervals"
        why = census if study.track.design == "census" else "too few independent sources in the periods"
        return f"No difference between periods has an interval, so there is nothing to draw: {why}."
    most = f" The {MOST} most notable of {len(rows)} are shown: those claimed first, then the largest for their interval." if len(rows) > MOST else ""
    shown = f"Differences of themes between periods in percentage points, over all documents and by place, with 95% intervals.{most}"
    caption = f"{shown} {_coding(rows.head(MOST), codebook)}"
    sentences = [
        f"{theme_name(codebook, row.subject_id)}, {in_group(row.group_kind, row.group)}, {one_line(row.period_from)} to {one_line(row.period_to)}: "
        f"{points(row.difference)} points ({interval(row.low, row.high)}), {say_both(row, study.track.margin)}; "
        f"{coding_of(row.corrected)}."
        for row in rows_of(rows.head(MOST))
    ]
    note = (
        f"Of {count(len(rows), 'difference')} with an interval, {int(rows['verdict'].isin(['rise', 'fall']).sum())} are claimed as a rise or a fall."
    )
    return "\n".join([caption, note, *sentences])


def _rows(shifts: pd.DataFrame) -> pd.DataFrame:
    kept = shifts[
        (shifts["subject_kind"] == "theme")
        & shifts["group_kind"].isin(["all", "place"])
        & (shifts["kind"] != "trend")
        & shifts[["difference", "low", "high"]].notna().all(axis=1)
    ]
    width = (kept["high"] - kept["low"]).clip(lower=0.01)
    ranked = kept.assign(_claimed=kept["verdict"].isin(["rise", "fall"]), _strength=(kept["difference"].abs() / width).round(6))
    keys = ["_claimed", "_strength", "subject_id", "group", "kind", "period_from"]
    return ranked.sort_values(keys, ascending=[False, False, True, True, True, True]).drop(columns=["_claimed", "_strength"])


def _coding(rows: pd.DataFrame, codebook: Codebook) -> str:
    return say_coding({theme_name(codebook, str(theme_id)): bool(own["corrected"].any()) for theme_id, own in rows.groupby("subject_id")})


def _name(row: Any, codebook: Codebook) -> str:
    theme = label(theme_name(codebook, row.subject_id), 26)
    group = label(group_name(row.group_kind, row.group), 22)
    return f"{theme}, {group}: {label(row.period_from, 14)} → {label(row.period_to, 14)}"
