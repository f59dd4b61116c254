"""Bring counts of themes and topics together: one row a document, one column a subject."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

FEWEST_WITH = 5  # documents with the subject: a choice, after the rule of thumb for expected counts (see Cochran 1954, Biometrics 10, 417-451)
SMALLEST_SHARE = 0.01  # of codable segments: a coder that errs in one segment of a hundred gives as many by mistake


def hardly_occurs(n_with: float, n_assigned: float, n_segments: float, fewest: float = FEWEST_WITH) -> bool:
    """Tell whether a subject is in so few documents or segments that nothing can rest on it.

    >>> hardly_occurs(4, 50, 100), hardly_occurs(9, 9, 1000), hardly_occurs(5, 10, 1000)
    (True, True, False)
    """
    return bool(n_with < fewest or n_assigned < SMALLEST_SHARE * n_segments)


@dataclass(frozen=True)
class Measures:
    """Counts of n documents that have codable segments, and s subjects."""

    documents: pd.DataFrame  # n rows, sorted by document_id, 0-based index
    subjects: list[tuple[str, str]]  # (subject_kind, subject_id), sorted
    assigned: np.ndarray  # float64[n, s]: segments with the subject
    segments: np.ndarray  # float64[n]: codable segments, at least 1
    expected: np.ndarray | None = None  # float64[n, s]: segments with the subject as human codes correct them; None: uncorrected
    corrected: tuple[int, ...] = ()  # columns of the subjects that are corrected
    weights: np.ndarray | None = None  # float64[n]: what each document counts in a mean; None: all the same

    @property
    def counts(self) -> np.ndarray:
        """Segments with the subject, corrected where that is possible, float64[n, s]."""
        return self.assigned if self.expected is None else self.expected

    @property
    def shares(self) -> np.ndarray:
        """Each document's own share of each subject, float64[n, s], 0 to 1; corrected where that is possible."""
        return np.asarray(self.counts / self.segments[:, None])

    @property
    def raw_shares(self) -> np.ndarray:
        """Each document's own share of each subject as the machine coded it, float64[n, s], 0 to 1."""
        return np.asarray(self.assigned / self.segments[:, None])

    def rare(self, rows: np.ndarray) -> list[bool]:
        """Tell for each subject whether it hardly occurs in these documents, all together."""
        assigned, segments = self.assigned[rows], float(self.segments[rows].sum())
        found = zip((assigned > 0).sum(axis=0), assigned.sum(axis=0), strict=True)
        return [hardly_occurs(int(n_with), float(n_assigned), segments) for n_with, n_assigned in found]

    def groups(self, kind: str) -> list[str]:
        """Return the values of a column of documents, sorted, or of a covariate; all for ``all``."""
        return ["all"] if kind == "all" else sorted(self.documents[kind].dropna().unique()) if kind in self.documents else []

    def rows(self, kind: str, group: str) -> np.ndarray:
        """Return the numbers of the documents in a group."""
        everything = np.arange(len(self.documents))
        return everything if kind == "all" else everything[(self.documents[kind] == group).fillna(value=False).to_numpy(dtype=bool)]


def measure(
    documents: pd.DataFrame, covariates: pd.DataFrame, document_themes: pd.DataFrame, document_topics: pd.DataFrame | None = None
) -> Measures:
    """Bring the counts together.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES, which become columns.
        document_themes: DOCUMENT_THEMES.
        document_topics: DOCUMENT_TOPICS; None: themes alone are measured.

    Returns:
        The measures of the documents with at least one codable segment.
    """
    counts = {"theme": document_themes.pivot_table(index="document_id", columns="theme_id", values="n_assigned", aggfunc="sum")}
    if document_topics is not None:
        counts["topic"] = document_topics.pivot_table(index="document_id", columns="topic_id", values="n_segments", aggfunc="sum")
    segments = document_themes.groupby("document_id")["n_segments"].max()
    kept = sorted(segments.index[segments > 0])
    wide = pd.concat(counts, axis=1).reindex(kept).fillna(0)
    extra = covariates.pivot(index="document_id", columns="name", values="value") if len(covariates) else pd.DataFrame()
    extra = extra.drop(columns=[name for name in extra if name in documents])  # a covariate never stands in for what documents say
    table = (
        documents.drop(columns="text").merge(extra, how="left", left_on="document_id", right_index=True)
        if len(extra)
        else documents.drop(columns="text")
    )
    table = table.set_index("document_id").reindex(kept).reset_index()
    return Measures(
        table, [(str(column[0]), str(column[1])) for column in wide.columns], wide.to_numpy(dtype=float), segments.reindex(kept).to_numpy(dtype=float)
    )
