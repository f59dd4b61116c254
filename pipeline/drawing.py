"""What the figures share: colours, type, labels, heat maps, and the bytes of a figure."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.transforms import Bbox

from pipeline.wording import shorten

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Okabe and Ito (2008), Color Universal Design, jfly.uni-koeln.de/color; each colour has its own marker too.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")
INK = "#333333"
PALE = "#eeeeee"
FONT = "DejaVu Sans"  # comes with matplotlib, so that every machine draws the same
STYLE: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 9,
    "axes.titlesize": 9.5,
    "axes.labelsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "hatch.color": "#888888",
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "svg.hashsalt": "themeline",
    "text.hinting": "none",  # hinted text is up to a sixth wider at one resolution than at another, and labels are cut off
    "text.parse_math": False,  # a $ in a title is money
}
WIDTH = 9.0  # inches, of every figure
NUMBERED_ROWS = 40
LABELLED_ROWS = 120


@dataclass(frozen=True)
class Rendered:
    """The bytes of a figure; ``shows`` is false where it had nothing to draw."""

    svg: bytes
    png: bytes
    shows: bool


def render(draw: Callable[[], Figure]) -> Rendered:
    """Draw a figure in the house style and return its bytes, the same at every call."""
    with mpl.rc_context():
        mpl.rcdefaults()
        for name, value in STYLE.items():
            mpl.rcParams[name] = value
        figure = _settled(draw())
        return Rendered(_saved(figure, "svg", {"Date": None}), _saved(figure, "png", {"Software": None}), bool(figure.axes))


def _settled(figure: Figure) -> Figure:
    """Lay the figure out, then hold it there: the layout's solver differs from call to call in the last digits, and ids in the SVG with it."""
    engine = figure.get_layout_engine()
    if engine:
        engine.execute(figure)  # all of a drawing that matters here: to draw the rest too would take as long again
    figure.set_layout_engine(None)  # "none" would leave a place-holder behind, for which every saving draws twice
    for axes in figure.axes:
        axes.set_position(Bbox(axes.get_position(original=True).get_points().round(5)))
    for text in figure.texts:
        text.set_position((round(text.get_position()[0], 5), round(text.get_position()[1], 5)))
    return figure


def _saved(figure: Figure, kind: str, metadata: dict[str, None]) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format=kind, metadata=metadata, dpi=150)
    return stream.getvalue()


def nothing() -> Figure:
    """Return a figure without axes: the sign that there is nothing to draw."""
    return Figure(figsize=(WIDTH, 0.5))


def with_note(figure: Figure, note: str) -> Figure:
    """Return the figure with a small line at its top right: how its numbers came about, for whoever sees it without its caption."""
    if figure.axes:
        figure.suptitle("\n".join(textwrap.wrap(note, 110)), x=0.995, ha="right", fontsize=7.5, color=INK)
    return figure


def label(text: str, limit: int, width: int = 0) -> str:
    """Return text fit to be drawn: on one line, cut at the limit, in characters the font has, wrapped at ``width``."""
    drawable = "".join(character if _drawable(character) else "\ufffd" for character in shorten(text, limit))
    return "\n".join(textwrap.wrap(drawable, width)) if width else drawable


@cache
def _drawable(character: str) -> bool:
    return bool(get_font(findfont(FontProperties(family=FONT))).get_char_index(ord(character)))


@dataclass(frozen=True)
class HeatMap:
    """What a heat map shows: values by row and column (null: no evidence), with drawn labels.

    ``texts`` are written in the cells of a short map; ``marks`` are the rows
    labelled in one too long for a label on each.
    """

    values: np.ndarray[Any, np.dtype[np.float64]]
    texts: np.ndarray[Any, np.dtype[np.str_]]
    rows: list[str]
    columns: list[str]
    unit: str
    marks: list[int]


def draw_heat_map(heat_map: HeatMap) -> Figure:
    """Draw a heat map: numbers in cells up to 40 rows, a label for each row up to 120, beyond that labels for the marked rows."""
    n_rows, n_columns = heat_map.values.shape
    row_height = 0.27 if n_rows <= NUMBERED_ROWS else 0.17
    slanted = n_columns > 7 or max(len(part) for name in heat_map.columns for part in name.split("\n")) > 60 // n_columns
    head = 1.3 if slanted else 0.8
    width = min(WIDTH, 4.6 + 1.1 * n_columns)
    figure = Figure(figsize=(width, head + 0.4 + max(0.5, min(row_height * n_rows, 18))), layout="constrained")
    axes = figure.subplots()
    axes.patch.set(facecolor=PALE, hatch="////", edgecolor="#cccccc")
    top = max(float(np.nanmax(heat_map.values, initial=0)), 1e-9)
    lines = {"edgecolors": "white", "linewidth": 0.6} if n_rows <= LABELLED_ROWS else {"rasterized": True}
    mesh = axes.pcolormesh(np.ma.masked_invalid(heat_map.values), cmap="Blues", vmin=0, vmax=top, **lines)
    axes.invert_yaxis()
    _label_rows(axes, heat_map)
    axes.set_xticks(np.arange(n_columns) + 0.5, heat_map.columns, rotation=35 if slanted else 0, ha="left" if slanted else "center")
    axes.tick_params(length=0, top=False, bottom=False, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)
    if n_rows <= NUMBERED_ROWS:
        _write_numbers(axes, heat_map, top)
        axes.set_xlabel(heat_map.unit)
    else:
        figure.colorbar(
            mesh, ax=axes, label=heat_map.unit, aspect=30, pad=0.02, fraction=0.05, shrink=min(1.0, 5 / figure.get_figheight()), anchor=(0, 1)
        )
    return figure


def _label_rows(axes: Axes, heat_map: HeatMap) -> None:
    n_rows = len(heat_map.rows)
    shown = list(range(n_rows)) if n_rows <= LABELLED_ROWS else heat_map.marks
    size = 8.5 if n_rows <= NUMBERED_ROWS else 7.5
    axes.set_yticks([row + 0.5 for row in shown], [heat_map.rows[row] for row in shown], fontsize=size)


def _write_numbers(axes: Axes, heat_map: HeatMap, top: float) -> None:
    size = 8.5 if heat_map.values.shape[1] <= 15 else 6.5
    for (row, column), value in np.ndenumerate(heat_map.values):
        if heat_map.texts[row, column]:
            colour = "white" if value > 0.6 * top else INK
            axes.text(column + 0.5, row + 0.5, str(heat_map.texts[row, column]), ha="center", va="center", color=colour, fontsize=size)


def whole_percent(share: float) -> str:
    """Write a share for a cell of a heat map: whole percent, without the sign.

    >>> whole_percent(0.234), whole_percent(0.001), whole_percent(0.0)
    ('23', '<1', '0')
    """
    if np.isnan(share):
        return ""
    return "<1" if 0 < share < 0.005 else f"{100 * share:.0f}"


def percent_map(shares: pd.DataFrame, rows: list[str], columns: list[str], marks: list[int]) -> Figure:
    """Draw a heat map of shares (0 to 1; null: no evidence) in percent."""
    values = shares.to_numpy(dtype=float)
    texts = np.array([[whole_percent(value) for value in line] for line in values], dtype=str).reshape(values.shape)
    return draw_heat_map(HeatMap(100 * values, texts, rows, columns, "share of codable segments (%)", marks))
