"""Themes by place: a heat map with one row a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.coding_words import say_coding
from pipeline.drawing import label, nothing, percent_map, with_note
from pipeline.evidence import rows_of, top_themes
from pipeline.wording import band_of, count, listing, one_line, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.codebook import Codebook

MOST = 120


def draw(*, trends: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw the mean share of each theme in each place's documents.

    Args:
        trends: a TRENDS table; rows of group_kind place and period all are used. Not changed.
        codebook: names and order of the themes; sub-codes have no column.

    Returns:
        A Figure, 9 inches wide; without axes where no place is known.
    """
    rows = _rows(trends)
    if rows.empty:
        return nothing()
    sizes = _sizes(rows)
    wide = rows.pivot(index="group", columns="subject_id", values="share")
    shares = wide.reindex(index=sizes.index, columns=[theme.id for theme in top_themes(codebook)])
    names = [f"{label(str(place), 40)} (n = {n})" for place, n in sizes.items()]
    return with_note(percent_map(shares, names, [label(theme.name, 40, 14) for theme in top_themes(codebook)], []), _coding(rows, codebook))


def describe(*, trends: pd.DataFrame, codebook: Codebook) -> str:
    """Say which share each theme has in each place: the text alternative."""
    rows = _rows(trends)
    if rows.empty:
        return "No document has a place, so shares by place cannot be given."
    sizes = _sizes(rows)
    n_all = rows["group"].nunique()
    most = f" The {MOST} places of {n_all} with most documents are shown." if n_all > MOST else ""
    caption = (
        f"Mean share of each theme over the documents of a place; n is the number of documents with codable segments.{most} {_coding(rows, codebook)}"
    )
    order = [theme.id for theme in top_themes(codebook)]
    lines = []
    for place, n in sizes.items():
        part = rows[rows["group"] == place].set_index("subject_id").reindex(order)
        shares = (
            f"{one_line(codebook[str(row.Index)].name)} {percent(row.share)}" + ("" if row.low != row.low else f" (95% band {band_of(row)})")
            for row in rows_of(part)
        )
        lines.append(f"{one_line(str(place))}, {count(int(n), 'document')}: {listing(shares)}.")
    return "\n".join([caption, *lines])


def _coding(rows: pd.DataFrame, codebook: Codebook) -> str:
    return say_coding(
        {one_line(codebook[theme.id].name): bool(rows.loc[rows["subject_id"] == theme.id, "corrected"].any()) for theme in top_themes(codebook)}
    )


def _rows(trends: pd.DataFrame) -> pd.DataFrame:
    return trends[(trends["subject_kind"] == "theme") & (trends["group_kind"] == "place") & (trends["period"] == "all")]


def _sizes(rows: pd.DataFrame) -> pd.Series[int]:
    sizes = rows.groupby("group")["n_documents"].max()
    largest = sizes.reset_index().sort_values(["n_documents", "group"], ascending=[False, True]).head(MOST)["group"]
    return sizes[sizes.index.isin(set(largest))].sort_index()
