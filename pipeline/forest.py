"""Draw differences with their intervals, one below the other: a forest plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.coding_words import say_coding
from pipeline.drawing import INK, WIDTH, label, with_note
from pipeline.evidence import rows_of, theme_name
from pipeline.judge import small
from pipeline.wording import group_name, say_margin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from pipeline.codebook import Codebook

MOST = 30


@dataclass(frozen=True)
class Looks:
    """How verdicts are drawn, and what the legend calls them."""

    markers: Mapping[str, dict[str, Any]]  # by verdict, in the order of the legend
    labels: Mapping[str, str]  # by verdict
    claimed: Sequence[str]  # verdicts that claim a difference
    margin: float  # a share; a claimed difference that is shown to be smaller is drawn hollow

    def is_small(self, row: Any) -> bool:
        """Tell whether a row's claim is of a difference that is shown to be smaller than the margin."""
        return row.verdict in self.claimed and small(row.low, row.high, self.margin)

    def of(self, row: Any) -> dict[str, Any]:
        """Return how matplotlib draws a row."""
        return self.markers[row.verdict] | ({"markerfacecolor": "white"} if self.is_small(row) else {})

    def handles(self, rows: pd.DataFrame) -> list[Line2D]:
        """Return what the legend shows of some rows."""
        shown = [verdict for verdict in self.markers if verdict in set(rows["verdict"])]
        handles = [Line2D([], [], linestyle="none", markersize=7, label=self.labels[verdict], **self.markers[verdict]) for verdict in shown]
        hollow = {row.verdict for row in rows_of(rows) if self.is_small(row)}
        names = {verdict: f"{self.labels[verdict]}, smaller than {say_margin(self.margin)}" for verdict in shown if verdict in hollow}
        return handles + [
            Line2D([], [], linestyle="none", markersize=7, label=name, **self.markers[verdict] | {"markerfacecolor": "white"})
            for verdict, name in names.items()
        ]


def draw_forest(rows: pd.DataFrame, names: Sequence[str], looks: Looks, axis: str, note: str) -> Figure:
    """Draw each row's difference as a marker on its interval, the first on top, nought as a line.

    Args:
        rows: with difference, low and high (shares) and verdict; at least one. Not changed.
        names: one for each row.
        looks: how each verdict is drawn and called.
        axis: what the horizontal axis measures, with its unit.
        note: below the figure.

    Returns:
        A Figure, 9 inches wide.
    """
    figure = Figure(figsize=(WIDTH, 1.3 + 0.3 * len(rows)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0, color=INK, linewidth=0.8)
    for place, row in enumerate(rows_of(rows)):
        axes.plot([100 * row.low, 100 * row.high], [place, place], color=looks.markers[row.verdict]["color"], linewidth=1.4)
        axes.plot([100 * row.difference], [place], linestyle="none", markersize=7, **looks.of(row))
    axes.set_yticks(range(len(rows)), names, fontsize=8.5)
    axes.set(xlabel=axis, ylim=(len(rows) - 0.4, -0.6))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(axis="y", length=0)
    handles = looks.handles(rows)
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 3), fontsize=8.5)
    return with_note(figure, note)


def rank(rows: pd.DataFrame, claimed: Sequence[str], ties: Sequence[str]) -> pd.DataFrame:
    """Return rows of themes that have an interval: those claimed first, then the largest for their interval, then by the columns named."""
    kept = rows[(rows["subject_kind"] == "theme") & rows[["difference", "low", "high"]].notna().all(axis=1)]
    width = (kept["high"] - kept["low"]).clip(lower=0.01)
    ranked = kept.assign(_claimed=kept["verdict"].isin(claimed), _strength=(kept["difference"].abs() / width).round(6))
    keys = ["_claimed", "_strength", *ties]
    return ranked.sort_values(keys, ascending=[False, False, *[True] * len(ties)]).drop(columns=["_claimed", "_strength"])


def names_apart(names: Iterable[str], limit: int) -> dict[str, str]:
    """Return a label for each name, cut at the limit; names whose labels would be the same lose the words that they all begin with.

    >>> list(names_apart(["Forum of the valley, first meeting", "Forum of the valley, second meeting", "Press"], 16).values())
    ['…first meeting', '…second meeting', 'Press']
    """
    labels = {name: label(name, limit) for name in names}
    for own in set(labels.values()):
        alike = [name for name, shown in labels.items() if shown == own]
        words = [name.split() for name in alike]
        n = next((n for n, column in enumerate(zip(*words, strict=False)) if len(set(column)) > 1), 0)
        if len(alike) > 1 and n:
            labels |= {name: f"…{label(' '.join(rest[n:]), limit - 1)}" for name, rest in zip(alike, words, strict=True)}
    return labels


def names_of_shifts(rows: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Name each shift by theme, group and periods, no two groups or periods alike that are not the same."""
    groups = names_apart({group_name(row.group_kind, row.group): None for row in rows_of(rows)}, 22)
    periods = names_apart({period: None for row in rows_of(rows) for period in (row.period_from, row.period_to)}, 14)
    return [
        f"{label(theme_name(codebook, row.subject_id), 26)}, {groups[group_name(row.group_kind, row.group)]}: "
        f"{periods[row.period_from]} → {periods[row.period_to]}"
        for row in rows_of(rows)
    ]


def say_small(row: Any, claimed: Sequence[str], margin: float) -> str:
    """Say of a claimed difference that it is shown to be smaller than the margin; begins with a comma, nothing where it is not."""
    return f", smaller than {say_margin(margin)}" if row.verdict in claimed and small(row.low, row.high, margin) else ""


def say_hollow(rows: pd.DataFrame, looks: Looks) -> str:
    """Say of the rows that are shown how many claims are drawn hollow, and why; begins with a space, nothing where none is."""
    n = sum(looks.is_small(row) for row in rows_of(rows))
    claims = f"{n} of the claims shown {'is' if n == 1 else 'are'}"
    return f" Hollow: {claims} of a difference that is shown to be smaller than {say_margin(looks.margin)}." if n else ""


def say_how_coded(rows: pd.DataFrame, codebook: Codebook) -> str:
    """Say of which themes the shares are corrected by human codes."""
    return say_coding({theme_name(codebook, str(theme_id)): bool(own["corrected"].any()) for theme_id, own in rows.groupby("subject_id")})


def say_most(n: int) -> str:
    """Say which of n rows are shown, where not all are; begins with a space."""
    return f" The {MOST} most notable of {n} are shown: those claimed first, then the largest for their interval." if n > MOST else ""
