"""Themes that meet: how many segments carry two themes at once."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from pipeline.coding_words import say_coding
from pipeline.drawing import HeatMap, draw_heat_map, label, nothing, with_note
from pipeline.evidence import top_themes
from pipeline.wording import count, one_line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.codebook import Codebook


def draw(*, segments: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw the number of codable segments that carry both of two themes, as the lower triangle of a grid.

    Args:
        segments: a SEGMENTS table. Not changed.
        codings: a CODINGS table. Not changed.
        codebook: names and order of the themes; sub-codes are left out, for they always meet their parent.

    Returns:
        A Figure, 9 inches wide; without axes where there is but one theme, or no coded segment.
    """
    counts = count_pairs(segments, codings, codebook)
    if len(counts) < 2 or not counts.to_numpy().sum():
        return nothing()
    values = counts.to_numpy(dtype=float)
    own = np.diag(values).astype(int)
    shown = np.where(np.tri(len(values), k=-1, dtype=bool), values, np.nan)[1:, :-1]
    texts = np.array([["" if np.isnan(value) else f"{value:.0f}" for value in line] for line in shown], dtype=str)
    names = [f"{label(codebook[str(theme_id)].name, 40, 14)}\n(n = {n:,})" for theme_id, n in zip(counts.index, own, strict=True)]
    figure = draw_heat_map(HeatMap(shown, texts, names[1:], names[:-1], "segments with both themes (number)", []))
    figure.set_figheight(1.4 + 0.5 * len(shown))
    figure.axes[0].patch.set(facecolor="white", hatch=None)
    return with_note(figure, say_coding({}))


def describe(*, segments: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook) -> str:
    """Say how often two themes meet: the text alternative."""
    counts = count_pairs(segments, codings, codebook)
    if len(counts) < 2:
        return "There is only one theme, so themes cannot meet."
    if not counts.to_numpy().sum():
        return "No codable segment carries a theme, so themes cannot meet."
    n_codable = int(segments["codable"].sum())
    shown = f"Codable segments that carry both of two themes, of {count(n_codable, 'codable segment')}; n is the number with the theme at all."
    caption = f"{shown} {say_coding({})}"
    pairs = sorted(combinations(counts.index, 2), key=lambda pair: -int(counts.loc[pair[0], pair[1]]))
    names = {theme_id: one_line(codebook[str(theme_id)].name) for theme_id in counts.index}
    lines = [
        f"{names[a]} and {names[b]}: {count(int(counts.loc[a, b]), 'segment')} of {int(counts.loc[a, a]):,} and {int(counts.loc[b, b]):,}."
        for a, b in pairs
    ]
    return "\n".join([caption, *lines])


def count_pairs(segments: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count codable segments by pairs of top-level themes; the diagonal counts each theme alone."""
    order = [theme.id for theme in top_themes(codebook)]
    codable = segments.loc[segments["codable"], ["segment_id"]]
    assigned = codings.loc[codings["assigned"] & codings["theme_id"].isin(order), ["segment_id", "theme_id"]].merge(
        codable, on="segment_id", validate="many_to_one"
    )
    wide = assigned.assign(one=1).pivot(index="segment_id", columns="theme_id", values="one").reindex(columns=order).fillna(0)
    return wide.T.dot(wide).astype(int)
