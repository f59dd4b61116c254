"""Say of documents that count and are in no list how many there are: on a published page the responses of single people."""

from __future__ import annotations

from pipeline.evidence import Evidence
from pipeline.wording import count, one_line


def say_unlisted(evidence: Evidence) -> str:
    """Say how many documents are in no list; empty where all are listed."""
    n = len(evidence.unlisted)
    return f"{count(n, 'response')} of single people {'is' if n == 1 else 'are'} counted and in no list of documents." if n else ""


def undated_titles(evidence: Evidence) -> list[str]:
    """Give the titles of documents without a year, in alphabetical order; of those that are in no list how many there are, last."""
    without = evidence.documents[evidence.documents["year"].isna()]
    silent = without["document_id"].isin(evidence.unlisted)
    titles = sorted(one_line(title) for title in without.loc[~silent, "title"])
    return [*titles, *([count(int(silent.sum()), "response")] if silent.any() else [])]
