"""Themes over time: every document a point, and a band where there are documents enough for one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, MaxNLocator

from pipeline.coding_words import say_coding
from pipeline.drawing import COLOURS, INK, MARKERS, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of, top_themes
from pipeline.forest import names_apart
from pipeline.periods import GAP
from pipeline.timeline import found_in, of_theme, period_means, place_points
from pipeline.wording import band_of, count, listing, n_of, one_line, percent, years

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.gridspec import SubplotSpec

    from pipeline.codebook import Codebook, Theme

MOST_LISTED = 40
UNDATED = float("inf")  # in place of a year: after all others


def draw(*, documents: pd.DataFrame, document_themes: pd.DataFrame, trends: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw one panel a theme: the share in each document by year, and the mean with its band by period.

    Args:
        documents: a DOCUMENTS table. Not changed.
        document_themes: a DOCUMENT_THEMES table; ``share`` is 0 to 1. Not changed.
        trends: a TRENDS table, for the bands. Not changed.
        codebook: names and order of the themes; sub-codes have no panel.

    Returns:
        A Figure, 9 inches wide; without axes where no document has codable segments.
    """
    points, themes = place_points(documents, document_themes), top_themes(codebook)
    if points.empty:
        return nothing()
    means = period_means(trends, points)
    n_columns = min(len(themes), 2 if len(themes) in {2, 4} else 3)
    n_rows = -(-len(themes) // n_columns)
    figure = Figure(figsize=(WIDTH, 1.0 + 2.5 * n_rows), layout="constrained")
    grid = figure.add_gridspec(n_rows, n_columns)
    top = 100 * min(1.0, 1.08 * max(0.05, float(points["share"].max()), float(means["high"].max()) if means["high"].notna().any() else 0.0))
    names = [label(theme.name, 60, 34) for theme in themes]
    lines = max(name.count("\n") for name in names)
    for number, (theme, name) in enumerate(zip(themes, names, strict=True)):
        spot = grid[number // n_columns, number % n_columns]
        shown = of_theme(points, theme)
        first = _draw_panel(figure, spot, shown, of_theme(means, theme), top)
        first.set_title("\n" * (lines - name.count("\n")) + f"{name}\n{found_in(shown)}", loc="left")  # of as many lines, so that panels are as high
        if shown["x"].notna().any():
            first.set_xlabel("year")
    _draw_legend(figure, points, banded=not means.empty)
    figure.supylabel("share of codable segments (%)", fontsize=9)
    return with_note(figure, _coding(means, themes))


def describe(*, documents: pd.DataFrame, document_themes: pd.DataFrame, trends: pd.DataFrame, codebook: Codebook) -> str:
    """Say which share each theme has in each document or year: the text alternative."""
    points = place_points(documents, document_themes)
    if points.empty:
        return "No document has codable segments, so there are no shares to draw."
    means = period_means(trends, points)
    lines = [f"{_caption(points, banded=not means.empty)} {_coding(means, top_themes(codebook))}"]
    for theme in top_themes(codebook):
        shown = of_theme(points, theme)
        lines.append(f"{one_line(theme.name)}: found in {found_in(shown)}. {_shares(shown)}{_means(of_theme(means, theme))}")
    return "\n".join(lines)


def _caption(points: pd.DataFrame, *, banded: bool) -> str:
    documents = points.drop_duplicates("document_id")
    n_undated = int(documents["year"].isna().sum())
    dated = documents["year"].dropna()
    span = f", {years(int(dated.min()), int(dated.max()))}" if len(dated) else ""
    aside = f" {count(n_undated, 'undated document stands', 'undated documents stand')} beside the axis, off the timeline." if n_undated else ""
    means = (
        " Lines are means of documents by period, with 95% bands, over the years that the documents are of."
        if banded
        else " No period has a band, so no line is drawn."
    )
    spread = " Documents of one year stand side by side." if dated.duplicated().any() else ""
    return f"Share of codable segments with each theme, {count(len(documents), 'document')}{span}. Every document is a point.{means}{aside}{spread}"


def _coding(means: pd.DataFrame, themes: Sequence[Theme]) -> str:
    """Say what is corrected: of the means by period, for the share of a single document never is."""
    corrected = {one_line(theme.name): bool(of_theme(means, theme)["corrected"].any()) for theme in themes}
    points = " Points are machine-coded, uncorrected." if any(corrected.values()) else ""
    return f"{say_coding(corrected)}{points}"


def _shares(points: pd.DataFrame) -> str:
    if len(points) <= MOST_LISTED:
        shares = (
            f"{one_line(row.title)} ({'undated' if row.x != row.x else row.date}) {percent(row.share)} of {count(row.n_segments, 'segment')}"
            for row in rows_of(points)
        )
        return f"{'; '.join(shares)}."
    shares = (
        f"{int(year) if year < UNDATED else 'undated'}: {count(len(part), 'document')}, "
        + " to ".join(dict.fromkeys([percent(part["share"].min()), percent(part["share"].max())]))
        for year, part in points.groupby(points["year"].astype("float64").fillna(UNDATED))
    )
    return f"{'; '.join(shares)}."


def _means(means: pd.DataFrame) -> str:
    found = [
        f"{one_line(row.period)} {percent(row.share)} ({band_of(row)}; {n_of(row.n_documents, 'document')}{_of_years(row)})" for row in rows_of(means)
    ]
    return f" Means by period with 95% bands: {listing(found)}." if found else ""


def _of_years(row: Any) -> str:
    """Say of which years a period's documents are, where it reaches further than they do."""
    return "" if (row.first, row.last) == (row.start, row.end) else f" of {years(int(row.first), int(row.last))}"


def _draw_panel(figure: Figure, spot: SubplotSpec, points: pd.DataFrame, means: pd.DataFrame, top: float) -> Axes:
    parts = [part for part in (points[points["x"].notna()], points[points["x"].isna()]) if not part.empty]
    inner = spot.subgridspec(1, len(parts), width_ratios=[4.5, 1][: len(parts)], wspace=0.02)
    drawn = []
    for column, part in enumerate(parts):
        axes = figure.add_subplot(inner[0, column])
        axes.set_ylim(-0.03 * top, top)
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        if part["x"].notna().all():
            _draw_means(axes, means)
            _draw_points(axes, part, "x", points)
            _mark_years(axes, part)
        else:
            _draw_points(axes, part, "aside", points)
            _mark_undated(axes, beside=column > 0)
        drawn.append(axes)
    return drawn[0]


def _mark_years(axes: Axes, points: pd.DataFrame) -> None:
    first, last = int(points["year"].min()), int(points["year"].max())
    margin = max(0.6, 0.04 * (last - first))
    axes.set_xlim(first - margin, last + margin)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True) if first < last else FixedLocator([first]))


def _mark_undated(axes: Axes, *, beside: bool) -> None:
    axes.set(xlim=(0, 1), xticks=[0.5], xticklabels=["undated"], facecolor="#f2f2f2")
    axes.tick_params(axis="x", length=0)
    if beside:
        axes.tick_params(axis="y", labelleft=False, length=0)
        axes.spines["left"].set_visible(False)


def _draw_points(axes: Axes, part: pd.DataFrame, column: str, points: pd.DataFrame) -> None:
    size = 34 if len(points) <= 60 else 18 if len(points) <= 300 else 9
    for look, name in enumerate(sorted(points["series"].unique())):
        kept = part[part["series"] == name]
        axes.scatter(
            kept[column],
            100 * kept["share"],
            s=size,
            color=COLOURS[look],
            marker=MARKERS[look],
            edgecolors="white",
            linewidths=0.4,
            zorder=3,
            clip_on=False,
        )


def _draw_means(axes: Axes, means: pd.DataFrame) -> None:
    rows = list(rows_of(means))
    for row in rows:
        axes.fill_between([row.first - 0.5, row.last + 0.5], 100 * row.low, 100 * row.high, color="#888888", alpha=0.3, linewidth=0, zorder=1)
        axes.plot([row.first - 0.5, row.last + 0.5], [100 * row.share] * 2, color=INK, linewidth=1.6, zorder=2)
    for earlier, later in pairwise(rows):
        if later.position == earlier.position + 1 and later.first - earlier.last <= GAP:
            axes.plot([earlier.last + 0.5, later.first - 0.5], [100 * earlier.share, 100 * later.share], color=INK, linewidth=0.8, zorder=2)


def _draw_legend(figure: Figure, points: pd.DataFrame, *, banded: bool) -> None:
    names = names_apart(sorted(points["series"].unique()), 36)
    handles: list[Line2D | Patch] = [
        Line2D([], [], linestyle="none", marker=MARKERS[look], color=COLOURS[look], label=name) for look, name in enumerate(names.values())
    ]
    if banded:
        handles += [Line2D([], [], color=INK, label="mean of a period's documents"), Patch(color="#888888", alpha=0.3, label="95% band")]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles) if sum(map(len, names)) < 60 else 3, fontsize=8.5)
