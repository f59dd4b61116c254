"""Drivers: each claimed shift beside what is left of it without the document it leans on most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.choices import LEFT_OUT
from pipeline.coding_words import say_coding
from pipeline.drawing import COLOURS, INK, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of, theme_name
from pipeline.forest import names_of_shifts
from pipeline.wording import count, in_group, one_line, points, shorten

if TYPE_CHECKING:
    from pipeline.codebook import Codebook

MOST = 20
WHERE = ["subject_kind", "subject_id", "group_kind", "group", "kind"]


def draw(*, shifts: pd.DataFrame, robustness: pd.DataFrame, documents: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw each rise and fall of a theme with its 95 % interval, where it has one, and the difference without the document it leans on most.

    Args:
        shifts: a SHIFTS table; slopes a year are left out: their unit is another. Not changed.
        robustness: ROBUSTNESS, for the differences without one document. Not changed.
        documents: DOCUMENTS, for titles. Not changed.
        codebook: names of the themes.

    Returns:
        A Figure, 9 inches wide; without axes where no shift is claimed or none was tried without its documents.
    """
    rows = _rows(shifts, robustness).head(MOST)
    if rows.empty:
        return nothing()
    figure = Figure(figsize=(WIDTH, 1.4 + 0.42 * len(rows)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0, color=INK, linewidth=0.8)
    titles = dict(zip(documents["document_id"], documents["title"], strict=True))
    for place, row in enumerate(rows_of(rows)):
        if pd.notna(row.low):
            axes.plot([100 * row.low, 100 * row.high], [place, place], color=COLOURS[0], linewidth=1.4)
        axes.plot([100 * row.difference], [place], linestyle="none", marker="o", markersize=6, color=COLOURS[0])
        if pd.notna(row.left):
            axes.plot([100 * row.left], [place], linestyle="none", marker="D", markersize=6, markerfacecolor=_fill(row), color=COLOURS[1])
    without = [label(titles.get(row.document_id, row.document_id), 44) for row in rows_of(rows)]
    names = [f"{name}\nwithout {title}" for name, title in zip(names_of_shifts(rows, codebook), without, strict=True)]
    axes.set_yticks(range(len(rows)), names, fontsize=8.5)
    axes.set(xlabel="difference, later minus earlier period (percentage points)", ylim=(len(rows) - 0.4, -0.6))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(axis="y", length=0)
    figure.legend(handles=_handles(rows), loc="outside lower center", ncols=3, fontsize=8.5)
    return with_note(figure, _coding(rows, codebook))


def describe(*, shifts: pd.DataFrame, robustness: pd.DataFrame, documents: pd.DataFrame, codebook: Codebook) -> str:
    """Say what is left of each claimed shift without the document it leans on most: the text alternative."""
    rows = _rows(shifts, robustness)
    if rows.empty:
        return "No shift between two periods is claimed and tried without its documents, so there is nothing to draw."
    titles = dict(zip(documents["document_id"], documents["title"], strict=True))
    most = f" The {MOST} largest of {len(rows)} are shown." if len(rows) > MOST else ""
    fallen = int(rows["flips"].sum())
    caption = f"Claimed shifts of themes in percentage points{_intervals(rows)}, and without the document that each leans on most.{most}"
    note = f"Of {count(len(rows), 'claimed shift')}, {fallen} would not be claimed without that document."
    sentences = [
        f"{theme_name(codebook, row.subject_id)}, {in_group(row.group_kind, row.group)}, {one_line(row.period_from)} to {one_line(row.period_to)}: "
        f"{points(row.difference)} points; without “{shorten(titles.get(row.document_id, row.document_id), 60)}” {_left(row)}."
        for row in rows_of(rows.head(MOST))
    ]
    return "\n".join([f"{caption} {_coding(rows.head(MOST), codebook)}", note, *sentences])


def _rows(shifts: pd.DataFrame, robustness: pd.DataFrame) -> pd.DataFrame:
    claimed = shifts[(shifts["subject_kind"] == "theme") & shifts["verdict"].isin(["rise", "fall"]) & (shifts["kind"] != "trend")]
    tried = robustness[(robustness["claim"] == "shift") & (robustness["choice"] == LEFT_OUT)]
    named = tried.rename(columns={"one": "period_from", "other": "period_to", "difference": "left", "verdict": "verdict_left"})
    where = [*WHERE, "period_from", "period_to"]
    rows = claimed.merge(named[[*where, "document_id", "left", "verdict_left", "flips"]], on=where, validate="one_to_one")
    known = rows[rows["difference"].notna()]
    ranked = known.assign(_size=-known["difference"].abs())
    return ranked.sort_values(["_size", *where]).drop(columns="_size").reset_index(drop=True)


def _left(row: Any) -> str:
    said = points(row.left) if pd.notna(row.left) else "too few sources are left"
    return f"{said}, {row.verdict_left}" if row.flips and pd.notna(row.left) else said


def _fill(row: Any) -> str:
    return "white" if row.flips else COLOURS[1]


def _intervals(rows: pd.DataFrame) -> str:
    """Say whether differences have intervals, which in a census only those have that human codes correct."""
    if rows["low"].notna().all():
        return ", with 95% intervals"
    return ", with 95% intervals where human codes correct them (the study is a census)" if rows["low"].notna().any() else " (a census: no intervals)"


def _handles(rows: pd.DataFrame) -> list[Line2D]:
    without = "without the document it leans on most"
    line: dict[str, Any] = {} if rows["low"].notna().any() else {"linestyle": "none"}
    handles = [Line2D([], [], marker="o", color=COLOURS[0], label="all documents" if line else "all documents, 95% interval", **line)]
    for flips, said in ((False, without), (True, f"{without}: not claimed")):
        if (rows["flips"] == flips)[rows["left"].notna()].any():
            fill = "white" if flips else COLOURS[1]
            handles.append(Line2D([], [], linestyle="none", marker="D", color=COLOURS[1], markerfacecolor=fill, label=said))
    return handles


def _coding(rows: pd.DataFrame, codebook: Codebook) -> str:
    return say_coding({theme_name(codebook, str(theme_id)): bool(own["corrected"].any()) for theme_id, own in rows.groupby("subject_id")})
