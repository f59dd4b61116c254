"""Say how much of a theme is compatible with finding none of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95  # of the bound, one-sided


@dataclass(frozen=True)
class Bound:
    """The largest share of segments that is compatible, at 95 %, with none found."""

    share: float  # 0 to 1
    design_effect: float  # at least 1: so many times as many segments say no more than independent ones would
    n_effective: float  # segments / design effect


def upper_share(n_effective: float) -> float:
    """Return the upper end, one-sided at 95 %, of a share of which none was found among so many independent cases.

    Source:
        Clopper, Pearson (1934), Biometrika 26, 404-413, for no case found: 1 - .05^(1 / n). With the effective number for
        clustered cases: Korn, Graubard (1998), Survey Methodology 24, 193-201.

    >>> round(upper_share(5), 3), round(upper_share(100), 3), upper_share(0)
    (0.451, 0.03, 1.0)
    """
    return float(1 - (1 - LEVEL) ** (1 / n_effective)) if n_effective > 0 else 1.0


def homogeneity(assigned: np.ndarray, segments: np.ndarray, clusters: np.ndarray) -> float | None:
    """Return how alike segments of one cluster are in having a theme: 0 as if drawn from all, 1 all or none.

    Args:
        assigned: float64[n]: segments with the theme in each document.
        segments: float64[n]: segments in each document, at least 1.
        clusters: the cluster of each document.

    Returns:
        (design effect - 1) / (b - 1), between 0 and 1, where the design effect is the variance of the pooled share over
        clusters by that of as many independent segments, and b the mean size of clusters, weighted by size. None where fewer
        than three clusters, or none or all of the segments, have the theme: nothing is known then.

    Source:
        Kish (1965), Survey Sampling, chapters 5 and 8: deff = 1 + roh (b - 1), and the variance of a ratio mean over clusters.
    """
    _, number = np.unique(clusters.astype(str), return_inverse=True)
    having, sizes = np.bincount(number, assigned), np.bincount(number, segments)
    c, total = len(sizes), sizes.sum()
    share = having.sum() / total if total else 0.0
    if c < 3 or not 0 < share < 1:
        return None
    variance = c / (c - 1) * float(((having - share * sizes) ** 2).sum()) / total**2
    effect = variance / (share * (1 - share) / total)
    b = float((sizes**2).sum() / total)
    return min(max((effect - 1) / (b - 1), 0.0), 1.0) if b > 1 else 0.0


def bound_absence(segments: np.ndarray, clusters: np.ndarray, alike: float | None) -> Bound:
    """Bound the share of a theme that is found in none of some documents.

    Args:
        segments: float64[m]: codable segments of each document.
        clusters: the cluster of each document.
        alike: ``homogeneity`` of the theme in the corpus's other documents; None: not known, and the segments of a cluster
            are taken to say no more than one.

    Returns:
        The bound, by the effective number of segments: their number by the design effect 1 + alike (b - 1), b being the mean
        size of these clusters, weighted by size.

    Source:
        Kish (1965), as for ``homogeneity``.
    """
    _, number = np.unique(clusters.astype(str), return_inverse=True)
    sizes = np.bincount(number, segments) if len(segments) else np.zeros(0)
    total = float(sizes.sum())
    if not total:
        return Bound(1.0, 1.0, 0.0)
    effect = max(1.0, 1 + (1.0 if alike is None else alike) * (float((sizes**2).sum()) / total - 1))
    return Bound(upper_share(total / effect), effect, total / effect)


def bound_among(documents: pd.DataFrame, document_themes: pd.DataFrame, theme_id: str, inside: Collection[str]) -> Bound:
    """Bound the share of a theme that is found in none of some documents, from how it lies in the others.

    Args:
        documents: a DOCUMENTS table. Not changed.
        document_themes: a DOCUMENT_THEMES table. Not changed.
        theme_id: the theme.
        inside: document_ids in which none was found; all others show how alike segments of a cluster are.
    """
    own = document_themes[(document_themes["theme_id"] == theme_id) & (document_themes["n_segments"] > 0)]
    rows = own.merge(documents[["document_id", "cluster_id"]], on="document_id", validate="one_to_one").sort_values("document_id")
    here = rows["document_id"].isin(list(inside)).to_numpy(dtype=bool)
    assigned, segments = rows["n_assigned"].to_numpy(dtype=float), rows["n_segments"].to_numpy(dtype=float)
    clusters = rows["cluster_id"].to_numpy(dtype=str)
    return bound_absence(segments[here], clusters[here], homogeneity(assigned[~here], segments[~here], clusters[~here]))
