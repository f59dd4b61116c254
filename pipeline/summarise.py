"""Say in a sentence a theme what the documents hold of it, and which documents hold nothing of any theme."""

from __future__ import annotations

import pandas as pd

from pipeline.evidence import Evidence, top_themes
from pipeline.people_counts import OF_PEOPLE
from pipeline.tell_claims import Claim
from pipeline.wording import count, listing_at_most, shorten

MOST_TITLES = 5
LONGEST_TITLE = 90
FRAMED = {"strength": "strengths", "problem": "problems", "proposal": "proposals", "dissent": "dissent"}


def summarise_themes(evidence: Evidence) -> tuple[Claim, ...]:
    """Write a sentence for each theme of the codebook that is no sub-code: documents, passages, and how these are framed.

    Args:
        evidence: the tables. Not changed.

    Returns:
        In the order of the codebook. Passages are those that count: codable, and of several that say the same just one.
    """
    by_theme = evidence.document_themes.groupby("theme_id")
    n_documents, n_codable = int((_by_document(evidence)["n_segments"] > 0).sum()), int(_by_document(evidence)["n_segments"].sum())
    carrying = evidence.document_themes[evidence.document_themes["n_assigned"] > 0].groupby("theme_id")["document_id"].nunique()
    assigned = by_theme["n_assigned"].sum()
    return tuple(
        Claim(
            evidence.subject("theme", theme.id),
            f"#theme-{theme.id}",
            _say_theme(int(carrying.get(theme.id, 0)), n_documents, int(assigned.get(theme.id, 0)), n_codable, _framed(evidence, theme.id)),
        )
        for theme in top_themes(evidence.codebook)
    )


def say_without_theme(evidence: Evidence) -> str:
    """Say how many documents hold no passage of any theme, and which; a person's response is counted and not named."""
    counts = _by_document(evidence)
    bare = counts.index[(counts["n_segments"] > 0) & (counts["n_assigned"] == 0)]
    n_read = int((counts["n_segments"] > 0).sum())
    if not len(bare):
        who = "The one document" if n_read == 1 else f"Each of the {n_read:,} documents"
        return f"{who} with passages that count holds a passage with a theme." if n_read else ""
    documents = evidence.documents[evidence.documents["document_id"].isin(bare)]
    named = documents.loc[~documents["media_type"].isin(OF_PEOPLE), "document_id"]
    titles = sorted(shorten(evidence.titles[name], LONGEST_TITLE) for name in named)
    told = f": {listing_at_most(titles, MOST_TITLES)}" if titles else ""
    return f"No passage with a theme was found in {len(bare):,} of {count(n_read, 'document')} with passages that count{told}."


def _by_document(evidence: Evidence) -> pd.DataFrame:
    """Return by document_id the passages that count, and how often one of them carries a theme."""
    grouped = evidence.document_themes.groupby("document_id")
    return grouped.agg(n_segments=("n_segments", "max"), n_assigned=("n_assigned", "sum"))


def _framed(evidence: Evidence, theme_id: str) -> dict[str, int]:
    codings, framings = evidence.codings, evidence.framings
    mine = set(codings.loc[codings["assigned"] & (codings["theme_id"] == theme_id), "segment_id"])
    own = framings[framings["segment_id"].isin(mine)]
    return {str(framing): int(n) for framing, n in own["framing"].value_counts().items()} | {"dissent": int(own["dissent"].sum())}


def _say_theme(n: int, n_documents: int, n_assigned: int, n_codable: int, framed: dict[str, int]) -> str:
    if not n_assigned:
        return f": no passage in {count(n_documents, 'document')}."
    how = ", ".join(f"{name} {framed[kind]:,}" for kind, name in FRAMED.items() if framed.get(kind))
    return f": in {n:,} of {count(n_documents, 'document')}, in {n_assigned:,} of {count(n_codable, 'passage')}{f' ({how})' if how else ''}."
