"""Themes by place: a heat map with one row a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.absence import Bound, bound_among
from pipeline.coding_words import say_coding
from pipeline.drawing import NUMBERED_ROWS, HeatMap, draw_heat_map, label, nothing, whole_percent, with_note
from pipeline.evidence import rows_of, top_themes
from pipeline.forest import names_apart
from pipeline.wording import band_of, count, from_group, listing, one_line, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.codebook import Codebook

MOST = 120


def draw(*, trends: pd.DataFrame, documents: pd.DataFrame, document_themes: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw the mean share of each theme in each place's documents; where none was found, the most that is compatible with it.

    Args:
        trends: a TRENDS table; rows of group_kind place and period all are used. Not changed.
        documents: a DOCUMENTS table, for the documents of each place. Not changed.
        document_themes: a DOCUMENT_THEMES table. Not changed.
        codebook: names and order of the themes; sub-codes have no column.

    Returns:
        A Figure, 9 inches wide; without axes where no place is known.
    """
    rows = _rows(trends)
    if rows.empty:
        return nothing()
    sizes, order = _sizes(rows), [theme.id for theme in top_themes(codebook)]
    shares = rows.pivot(index="group", columns="subject_id", values="share").reindex(index=sizes.index, columns=order)
    bounds = _bounds(rows, documents, document_themes)
    texts = [
        [
            f"≤{whole_percent(bounds[str(place), theme_id].share)}" if (place, theme_id) in bounds else whole_percent(float(share))
            for theme_id, share in zip(order, line, strict=True)
        ]
        for place, line in zip(sizes.index, shares.to_numpy(dtype=float), strict=True)
    ]
    apart = names_apart(map(str, sizes.index), 40)
    names = [f"{apart[str(place)]} (n = {n})" for place, n in sizes.items()]
    written = bounds and len(sizes) <= NUMBERED_ROWS  # longer maps have no text in their cells
    unit = "share of codable segments (%)" + ("\n≤: none found; at most so many fit with that, at 95%" if written else "")
    columns = [label(theme.name, 40, 14) for theme in top_themes(codebook)]
    heat_map = HeatMap(100 * shares.to_numpy(dtype=float), np.array(texts, dtype=str).reshape(shares.shape), names, columns, unit, [])
    return with_note(draw_heat_map(heat_map), _coding(rows, codebook))


def describe(*, trends: pd.DataFrame, documents: pd.DataFrame, document_themes: pd.DataFrame, codebook: Codebook) -> str:
    """Say which share each theme has in each place: the text alternative."""
    rows = _rows(trends)
    if rows.empty:
        return "No document has a place, so shares by place cannot be given."
    sizes, bounds = _sizes(rows), _bounds(rows, documents, document_themes)
    n_all = rows["group"].nunique()
    most = f" The {MOST} places of {n_all} with most documents are shown." if n_all > MOST else ""
    none = " Where none was found, ≤ stands before the most that is compatible with that, at 95%." if bounds and len(sizes) <= NUMBERED_ROWS else ""
    shown = f"Mean share of each theme over the documents of a place; n is the number of documents with codable segments.{most}{none}"
    order = [theme.id for theme in top_themes(codebook)]
    lines = []
    for place, n in sizes.items():
        part = rows[rows["group"] == place].set_index("subject_id").reindex(order)
        said = (_say(one_line(codebook[str(row.Index)].name), row, bounds.get((str(place), str(row.Index)))) for row in rows_of(part))
        lines.append(f"Documents {from_group('place', str(place))} (n = {n:,}): {listing(said)}.")
    return "\n".join([f"{shown} {_coding(rows, codebook)}", *lines])


def _say(name: str, row: Any, bound: Bound | None) -> str:
    if bound:
        return f"{name} in none of {count(int(row.n_segments), 'segment')} (at most {percent(bound.share)} of such segments, at 95%)"
    return f"{name} {percent(row.share)}" + ("" if row.low != row.low else f" (95% band {band_of(row)})")


def _bounds(rows: pd.DataFrame, documents: pd.DataFrame, document_themes: pd.DataFrame) -> dict[tuple[str, str], Bound]:
    """Return the bound of each place and theme without a segment; none where human codes correct the share, for they know better."""
    none = rows[(rows["share"] == 0) & ~rows["corrected"]]
    members = {place: own["document_id"].to_list() for place, own in documents.groupby("place")}
    return {(row.group, row.subject_id): bound_among(documents, document_themes, row.subject_id, members[row.group]) for row in rows_of(none)}


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
