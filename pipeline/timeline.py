"""Place documents on a timeline, and those without a date beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from pipeline.evidence import in_date_order
from pipeline.wording import count, one_line

if TYPE_CHECKING:
    from pipeline.codebook import Theme

MOST_SERIES = 8
UNPLACED = "place not given"
COLUMNS = ["document_id", "title", "year", "date", "place", "x", "aside", "series"]


def place_points(documents: pd.DataFrame, document_themes: pd.DataFrame) -> pd.DataFrame:
    """Place each document with codable segments on the axis.

    Args:
        documents: a DOCUMENTS table. Not changed.
        document_themes: a DOCUMENT_THEMES table. Not changed.

    Returns:
        One row a document and theme, in order of date: COLUMNS, theme_id, n_segments, n_assigned, share.
        ``x`` is the year, documents of one year side by side, null where undated; ``aside`` (0 to 1) is
        the place in the undated column; ``series`` is the place of the document, up to 8 places.
    """
    coded = document_themes[document_themes["n_segments"] > 0]
    kept = in_date_order(documents[documents["document_id"].isin(set(coded["document_id"]))])
    year = kept["year"].astype("float64")
    size = kept.groupby(year.fillna(-1))["document_id"].transform("size")
    rank = kept.groupby(year.fillna(-1)).cumcount()
    span = max(float(year.max() - year.min()), 1.0) if year.notna().any() else 1.0
    step = np.minimum(span / 60, 0.7 / (size - 1).clip(lower=1))
    places = pd.Series([one_line(place) if isinstance(place, str) else UNPLACED for place in kept["place"]], index=kept.index, dtype="str")
    series = places if places.nunique() <= MOST_SERIES else pd.Series("a document", index=kept.index, dtype="str")
    points = kept.assign(x=year + (rank - (size - 1) / 2) * step, aside=(rank + 1) / (size + 1), series=series, place=places)
    counts = coded[["document_id", "theme_id", "n_segments", "n_assigned", "share"]]
    return points[COLUMNS].merge(counts, on="document_id", how="left", validate="one_to_many")


def found_in(points: pd.DataFrame) -> str:
    """Say in how many of the documents a theme is found; ``points`` are those of the theme."""
    return f"{int((points['n_assigned'] > 0).sum()):,} of {count(len(points), 'document')}"


def period_means(trends: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Return periods with a band, over all documents.

    Args:
        trends: a TRENDS table. Not changed.
        points: from ``place_points``. Not changed.

    Returns:
        Rows of TRENDS with ``start`` and ``end`` (years), ``position`` among the theme's periods, and ``first`` and ``last``: the years from
        which and to which there are documents in the period, which may reach further on either side.
    """
    rows = trends[(trends["subject_kind"] == "theme") & (trends["group_kind"] == "all") & trends["period_start"].notna()]
    spans = rows.assign(start=rows["period_start"].astype("float64"), end=rows["period_end"].astype("float64"))
    ordered = spans.sort_values(["subject_id", "start", "period"])
    ordered = ordered.assign(position=ordered.groupby("subject_id").cumcount())
    years = points["year"].dropna().astype("float64")
    inside = [years[years.between(start, end)] for start, end in zip(ordered["start"].to_list(), ordered["end"].to_list(), strict=True)]
    reached = ordered.assign(first=[own.min() for own in inside], last=[own.max() for own in inside])
    reached = reached.assign(first=reached["first"].fillna(reached["start"]), last=reached["last"].fillna(reached["end"]))
    return reached[reached["basis"] == "estimated"]


def of_theme(frame: pd.DataFrame, theme: Theme) -> pd.DataFrame:
    """Return the rows of one theme."""
    return frame[frame["theme_id" if "theme_id" in frame else "subject_id"] == theme.id]
