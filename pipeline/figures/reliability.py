"""Reliability: whether of the segments with score .7 about seven in ten carry the theme."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from pipeline.bootstrap import with_ends
from pipeline.drawing import COLOURS, INK, PALE, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of, theme_name
from pipeline.wording import band, count, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from pipeline.codebook import Codebook

MOST = 12  # themes, those with most positives
FEW = 5  # coded segments: with fewer in a bin its point is hollow
ACROSS = 3  # panels in a row
TICKS = (0, 0.25, 0.5, 0.75, 1)
NOTE = "Scores of the machine, held against human codes of segments drawn by chance."


def draw(*, appraisals: pd.DataFrame, score_bins: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw for each theme what share of the segments with a score people gave the theme, and how the scores are spread.

    Args:
        appraisals: an APPRAISALS table. Not changed.
        score_bins: its SCORE_BINS; share and score are 0 to 1. Not changed.
        codebook: names and order of the themes.

    Returns:
        A Figure, 9 inches wide, a panel a theme: above, a point with its 95 % interval for each tenth of the scores, beside the line on which
        right scores would lie; below, the share of all segments with such a score. Without axes where there are no human codes.
    """
    theme_ids = _shown(appraisals, codebook)
    if not theme_ids:
        return nothing()
    down, across = ceil(len(theme_ids) / ACROSS), min(ACROSS, len(theme_ids))
    figure = Figure(figsize=(min(WIDTH, 3.1 * across + 0.3), 0.4 + 3.3 * down), layout="constrained")
    panels = figure.subplots(2 * down, across, squeeze=False, height_ratios=[3, 1] * down)
    for at in range(down * across):
        above, below = panels[2 * (at // across), at % across], panels[2 * (at // across) + 1, at % across]
        if at >= len(theme_ids):
            above.remove()
            below.remove()
            continue
        bins = score_bins[score_bins["theme_id"] == theme_ids[at]]
        row = next(rows_of(appraisals[appraisals["theme_id"] == theme_ids[at]]))
        _points(above, bins, f"{label(theme_name(codebook, theme_ids[at]), 34)}\n{_size(row)}")
        _histogram(below, bins)
        if at % across == 0:
            above.set_ylabel("share to which\npeople gave it (%)")
            below.set_ylabel("segments\n(%)")
    return with_note(figure, NOTE)


def _points(axes: Axes, bins: pd.DataFrame, title: str) -> None:
    axes.plot([0, 1], [0, 100], color=INK, linewidth=0.9, linestyle="--")
    for row in rows_of(bins):
        axes.plot([row.mean_score] * 2, [100 * row.low, 100 * row.high], color=COLOURS[0], linewidth=0.7 if row.n_segments < FEW else 1.6)
    enough = bins["n_segments"] >= FEW
    for rows, fill in ((bins[~enough], "white"), (bins[enough], COLOURS[0])):
        axes.plot(rows["mean_score"], 100 * rows["share"], linestyle="none", marker="o", markersize=5.5, color=COLOURS[0], markerfacecolor=fill)
    axes.set_title(title, loc="left")
    axes.set(xlim=(-0.03, 1.03), ylim=(-4, 104), xticks=TICKS, yticks=(0, 25, 50, 75, 100))
    axes.tick_params(labelbottom=False)
    axes.grid(color="#dddddd", linewidth=0.6)


def _histogram(axes: Axes, bins: pd.DataFrame) -> None:
    axes.bar(bins["from_score"], 100 * bins["share_of_all"], width=0.09, align="edge", color=COLOURS[5], edgecolor=INK, linewidth=0.5)
    for row in rows_of(bins):
        axes.annotate(
            f"{row.n_segments:,}", (row.from_score + 0.045, 100 * row.share_of_all), (0, 1.5), textcoords="offset points", ha="center", fontsize=5.5
        )
    axes.set(xlim=(-0.03, 1.03), ylim=(0, 125), yticks=(0, 100), xticks=TICKS, xlabel="score")
    axes.set_facecolor(PALE)


def describe(*, appraisals: pd.DataFrame, score_bins: pd.DataFrame, codebook: Codebook) -> str:
    """Say how often a score was right, by theme and tenth of the scores: the text alternative."""
    theme_ids = _shown(appraisals, codebook)
    if not theme_ids:
        return "There are no human codes of segments drawn by chance, so nothing can be said of how right the scores are."
    most = f" The {MOST} themes with most such segments of {len(appraisals)} are shown." if len(appraisals) > MOST else ""
    caption = (
        "Of the segments with a score, the share to which people gave the theme (points, with 95% intervals); right scores would lie on the broken "
        f"line, and hollow points have fewer than {FEW} coded segments. Below, how the scores are spread over all codable segments, with the number "
        f"of coded ones.{most} {NOTE}"
    )
    lines = [caption]
    for theme_id in theme_ids:
        row = next(rows_of(appraisals[appraisals["theme_id"] == theme_id]))
        bins = "; ".join(_say_bin(each) for each in rows_of(score_bins[score_bins["theme_id"] == theme_id]))
        ends = with_ends(row.calibration_error, row.calibration_error_low, row.calibration_error_high, 3, missing="too few sources for an interval")
        error = f"calibration error {ends}"
        lines.append(f"{theme_name(codebook, theme_id)}, {_size(row)}, {error}. Scores: {bins}.")
    return "\n".join(lines)


def _shown(appraisals: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Return the themes that are drawn, in the order of the codebook: those with most positives where there are many."""
    kept = set(appraisals.sort_values(["n_positive", "theme_id"], ascending=[False, True])["theme_id"].head(MOST))
    return [theme_id for theme_id in codebook.theme_ids if theme_id in kept]


def _size(row: Any) -> str:
    return f"{row.n_positive:g} of {count(row.n_segments, 'coded segment')}"


def _say_bin(row: Any) -> str:
    return f"{row.from_score:.1f} to {row.to_score:.1f} people gave it in {percent(row.share, 0)} ({band(row.low, row.high)}; n = {row.n_segments:,})"
