"""Warn of what a reader should know before the numbers."""

from __future__ import annotations

from pipeline.evidence import Evidence, rows_of, top_themes
from pipeline.measures import FEWEST_WITH, hardly_occurs
from pipeline.wording import count, listing, n_of, one_line


def warn_of_codebook(evidence: Evidence) -> str:
    """Warn where more than half of the themes hardly occur in the documents, naming them; else say nothing.

    Of few documents, under a quarter is few: below 20 documents, five with a theme may be all that there can be.
    """
    themes = {theme.id: theme.name for theme in top_themes(evidence.codebook)}
    counts = evidence.document_themes
    counts = counts[counts["theme_id"].isin(themes) & (counts["n_segments"] > 0)]
    n_documents, n_segments = counts["document_id"].nunique(), int(counts.groupby("document_id")["n_segments"].max().sum())
    found = counts.assign(n_with=counts["n_assigned"] > 0).groupby("theme_id")[["n_with", "n_assigned"]].sum()
    ordered = found.reindex([theme_id for theme_id in themes if theme_id in found.index])
    fewest = min(FEWEST_WITH, n_documents / 4)
    rare = [row for row in rows_of(ordered) if hardly_occurs(row.n_with, row.n_assigned, n_segments, fewest)]
    if 2 * len(rare) <= len(themes):
        return ""
    named = listing(f"{one_line(themes[row.Index])} ({n_of(int(row.n_with), 'document')}, {count(int(row.n_assigned), 'segment')})" for row in rare)
    base = f"{count(n_documents, 'document')} or {count(n_segments, 'codable segment')}"
    few = f"of {count(len(themes), 'theme')}, {len(rare)} {'is' if len(rare) == 1 else 'are'} in so few of {base} that little can be said: {named}"
    todo = "look at the topics for what the documents speak of, check the codebook against them, and search for words with make find WORD=word"
    return f"The codebook hardly occurs in these documents: {few}; {todo}."
