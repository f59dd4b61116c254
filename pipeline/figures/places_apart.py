"""Places apart: a dumbbell chart, one row a theme, from the place with the smallest share to that with the largest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.coding_words import say_coding
from pipeline.drawing import COLOURS, INK, MARKERS, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of, theme_name, top_themes
from pipeline.forest import names_apart
from pipeline.wording import count, from_group, percent, points

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from pipeline.codebook import Codebook

GREY = "#aaaaaa"
DASHED = (0, (2, 2))
STEP = 0.11  # of a row, between places that have the same share
CROWD = 3  # so many places with the same share hide each other unless rows are higher


@dataclass(frozen=True)
class Reach:
    """The rows of trends with a theme's smallest and largest share, how many places have that share too, and whether the difference is claimed."""

    theme_id: str
    low: Any
    high: Any
    as_low: int  # other places
    as_high: int
    claimed: bool

    @property
    def gap(self) -> float:
        """Largest minus smallest share."""
        return round(float(self.high.share - self.low.share), 9)


def draw(*, trends: pd.DataFrame, contrasts: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw the mean share of each theme in every place, the smallest and the largest joined; the widest gap on top.

    Args:
        trends: a TRENDS table; rows of group_kind place and period all are used. Not changed.
        contrasts: a CONTRASTS table: whether the difference between the two ends is claimed. Not changed.
        codebook: names of the themes; sub-codes are left out.

    Returns:
        A Figure, 9 inches wide; without axes where no place is known. Up to eight places have a colour and a marker each;
        of more only the ends of a row are named.
    """
    rows = _rows(trends, codebook)
    if rows.empty:
        return nothing()
    reaches, sizes = _reaches(rows, contrasts), rows.groupby("group")["n_documents"].max()
    looks = {place: n for n, place in enumerate(sizes.index)} if len(sizes) <= len(COLOURS) else {}
    tied = int(rows.groupby(["subject_id", rows["share"].round(9)]).size().max())
    height = (0.34 if tied < CROWD else 0.76) if looks else 0.5
    figure = Figure(figsize=(WIDTH, 1.6 + height * len(reaches)), layout="constrained")
    axes = figure.subplots()
    top, names = 100 * max(0.05, float(rows["share"].max())), names_apart(map(str, sizes.index), 40)
    axes.set(xlabel="mean share of codable segments in a place’s documents (%)", xlim=(-0.03 * top, 1.03 * top), ylim=(len(reaches) - 0.4, -0.6))
    for place, reach in enumerate(reaches):
        _draw_reach(axes, place, reach, rows[rows["subject_id"] == reach.theme_id], looks)
        if not looks:
            _name_ends(axes, place, reach, names)
    axes.set_yticks(range(len(reaches)), [label(theme_name(codebook, reach.theme_id), 40, 26) for reach in reaches], fontsize=8.5, color=INK)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    figure.legend(handles=_handles(looks, sizes, reaches), loc="outside lower center", ncols=3, fontsize=8)
    return with_note(figure, _coding(rows, codebook))


def describe(*, trends: pd.DataFrame, contrasts: pd.DataFrame, codebook: Codebook) -> str:
    """Say between which places each theme reaches, and whether the difference is claimed: the text alternative."""
    rows = _rows(trends, codebook)
    if rows.empty:
        return "No document has a place, so places cannot be held against each other."
    n_places = rows["group"].nunique()
    shown = (
        f"Mean share of each theme in the documents of {count(n_places, 'place')}, the smallest joined to the largest; shares are of each place’s "
        "own documents, and a full line says that the difference is claimed at the same mix of source types."
    )
    return "\n".join([f"{shown} {_coding(rows, codebook)}", *(_sentence(reach, codebook) for reach in _reaches(rows, contrasts))])


def _sentence(reach: Reach, codebook: Codebook) -> str:
    ends = [
        f"{percent(end.share)} in {count(end.n_documents, 'document')} {from_group('place', end.group)}"
        + (f" and in those from {count(others, 'other place')}" if others else "")
        for end, others in ((reach.low, reach.as_low), (reach.high, reach.as_high))
    ]
    name = theme_name(codebook, reach.theme_id)
    if not reach.gap:
        return f"{name}: {ends[0]}."
    verdict = "claimed" if reach.claimed else "not claimed as a difference"
    return f"{name}: from {ends[0]} to {ends[1]}, {points(reach.gap, signed=False)} points; {verdict}."


def _rows(trends: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    themes = [theme.id for theme in top_themes(codebook)]
    kept = trends[(trends["subject_kind"] == "theme") & (trends["group_kind"] == "place") & (trends["period"] == "all")]
    return kept[kept["subject_id"].isin(themes)].sort_values(["subject_id", "share", "group"])


def _reaches(rows: pd.DataFrame, contrasts: pd.DataFrame) -> list[Reach]:
    """Return, for each theme, the rows of its smallest and largest share, the widest gap first."""
    of_places = contrasts[(contrasts["subject_kind"] == "theme") & (contrasts["group_kind"] == "place")]
    claims = {(row.subject_id, row.a, row.b): row.verdict for row in rows_of(of_places)}
    reaches = []
    for theme_id, own in rows.groupby("subject_id", sort=True):
        ordered = list(rows_of(own))
        low, high = ordered[0], ordered[-1]
        a, b = sorted((low.group, high.group))
        claimed = claims.get((theme_id, a, b)) == ("higher in a" if high.group == a else "higher in b")
        as_low, as_high = (int((own["share"].round(9) == round(end.share, 9)).sum()) - 1 for end in (low, high))
        reaches.append(Reach(str(theme_id), low, high, as_low, as_high, claimed))
    return sorted(reaches, key=lambda reach: (-reach.gap, reach.theme_id))


def _draw_reach(axes: Axes, place: int, reach: Reach, own: pd.DataFrame, looks: dict[str, int]) -> None:
    ends = [100 * reach.low.share, 100 * reach.high.share]
    line: dict[str, Any] = {"linewidth": 2.2, "color": INK} if reach.claimed else {"linewidth": 1.2, "color": GREY, "linestyle": DASHED}
    axes.plot(ends, [place, place], zorder=1, **line)
    for _, tied in own.groupby(own["share"].round(9), sort=True):
        for number, row in enumerate(rows_of(tied)):
            look = looks.get(row.group)
            end = row.share in {reach.low.share, reach.high.share}
            colour = COLOURS[look] if look is not None else INK if end else GREY
            marker = MARKERS[look] if look is not None else "o"
            height = place + (STEP * (number - (len(tied) - 1) / 2) if looks else 0)  # places that each have a look stand one above the other
            axes.plot([100 * row.share], [height], linestyle="none", marker=marker, color=colour, markersize=7 if end else 4, zorder=3 if end else 2)


def _name_ends(axes: Axes, place: int, reach: Reach, names: dict[str, str]) -> None:
    """Write who stands at either end of the line, above it and below it, towards the middle of the axes; of shares that are all the same, once."""
    middle = sum(axes.get_xlim()) / 2
    for row, others, below in ((reach.low, reach.as_low, -1), (reach.high, reach.as_high, 1))[: 2 if reach.gap else 1]:
        said = f"{names[row.group]} and {others} more" if others else names[row.group]
        at, align = (100 * row.share, place), "left" if 100 * row.share < middle else "right"
        axes.annotate(said, at, (0, -9 * below), textcoords="offset points", ha=align, va="center", fontsize=7, color=INK)


def _handles(looks: dict[str, int], sizes: pd.Series[int], reaches: list[Reach]) -> list[Line2D]:
    names = names_apart(looks, 30)
    named = [
        Line2D([], [], linestyle="none", marker=MARKERS[look], color=COLOURS[look], label=f"{names[place]} (n = {sizes[place]})")
        for place, look in looks.items()
    ]
    others = [Line2D([], [], linestyle="none", marker="o", markersize=4, color=GREY, label="another place")] if not looks else []
    kinds = {reach.claimed for reach in reaches if reach.gap}
    lines = [
        Line2D([], [], color=INK if claimed else GREY, linestyle="-" if claimed else DASHED, label=said)
        for claimed, said in ((True, "difference claimed"), (False, "not claimed"))
        if claimed in kinds
    ]
    return [*named, *others, *lines]


def _coding(rows: pd.DataFrame, codebook: Codebook) -> str:
    return say_coding({theme_name(codebook, str(theme_id)): bool(own["corrected"].any()) for theme_id, own in rows.groupby("subject_id")})
