"""Themes by document: a heat map with one row a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.coding_words import say_coding
from pipeline.drawing import LABELLED_ROWS, label, nothing, percent_map, with_note
from pipeline.evidence import dated, in_date_order, rows_of, top_themes
from pipeline.wording import count, listing, one_line, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.codebook import Codebook


def draw(*, documents: pd.DataFrame, document_themes: pd.DataFrame, codebook: Codebook) -> Figure:
    """Draw the share of each theme in each document, in order of date.

    Args:
        documents: a DOCUMENTS table. Not changed.
        document_themes: a DOCUMENT_THEMES table. Not changed.
        codebook: names and order of the themes; sub-codes have no column.

    Returns:
        A Figure, 9 inches wide; without axes where no document has codable segments.
    """
    kept = _kept(documents, document_themes)
    if kept.empty:
        return nothing()
    shares = _shares(kept, document_themes, codebook)
    many = len(kept) > LABELLED_ROWS
    rows = [dated(row)[:4] if many and dated(row) != "undated" else dated(row) if many else _name(row) for row in rows_of(kept)]
    gap = max(1, len(kept) // 100)
    marks: list[int] = []
    for position, name in enumerate(rows):
        if rows.index(name) == position and (not marks or position - marks[-1] >= gap):
            marks.append(position)
    return with_note(percent_map(shares, rows, [label(theme.name, 40, 14) for theme in top_themes(codebook)], marks), say_coding({}))


def describe(*, documents: pd.DataFrame, document_themes: pd.DataFrame, codebook: Codebook) -> str:
    """Say which share each theme has in each document: the text alternative."""
    kept = _kept(documents, document_themes)
    if kept.empty:
        return "No document has codable segments, so there are no shares to draw."
    shares = _shares(kept, document_themes, codebook)
    n_empty = len(documents) - len(kept)
    left_out = f" Not shown: {count(n_empty, 'document')} without codable segments." if n_empty else ""
    shown = f"Share of each theme in the codable segments of {count(len(kept), 'document')}, in order of date, undated ones last.{left_out}"
    caption = f"{shown} {say_coding({})}"
    if len(kept) > LABELLED_ROWS:
        return f"{caption}\nRows are too many to name here: the table of documents gives every number."
    names = [one_line(theme.name) for theme in top_themes(codebook)]
    lines = [
        f"{one_line(row.title)} ({dated(row)}), {count(row.n_segments, 'codable segment')}: "
        + listing(f"{name} {percent(share)}" for name, share in zip(names, line, strict=True))
        + "."
        for row, line in zip(rows_of(kept), shares.to_numpy(), strict=True)
    ]
    return "\n".join([caption, *lines])


def _kept(documents: pd.DataFrame, document_themes: pd.DataFrame) -> pd.DataFrame:
    sizes = document_themes.groupby("document_id", as_index=False)["n_segments"].max()
    kept = in_date_order(documents).merge(sizes, on="document_id", validate="one_to_one")
    return kept[kept["n_segments"] > 0].reset_index(drop=True)


def _shares(kept: pd.DataFrame, document_themes: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    wide = document_themes.pivot(index="document_id", columns="theme_id", values="share")
    return wide.reindex(index=kept["document_id"], columns=[theme.id for theme in top_themes(codebook)])


def _name(row: Any) -> str:
    return f"{label(row.title, 44)} ({dated(row)}; n = {row.n_segments})"
