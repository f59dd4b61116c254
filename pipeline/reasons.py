"""Say why nothing is claimed where nothing is: by which rule, and in how many comparisons."""

from __future__ import annotations

from math import comb
from typing import Any

import pandas as pd

from pipeline.config import Track
from pipeline.evidence import Evidence
from pipeline.judge import small
from pipeline.measures import FEWEST_WITH, SMALLEST_SHARE
from pipeline.wording import count, listing, percent, say_margin, say_verdict, tidy

CLAIMED = frozenset({"rise", "fall", "higher in a", "higher in b"})
SOURCES = "independent sources (documents that share a source count as one)"


def of_note(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the shifts or contrasts of themes, and of topics that may be in a headline."""
    topics = set(evidence.headline_topics["topic_id"])
    return rows[(rows["subject_kind"] == "theme") | rows["subject_id"].isin(topics)]


def why_no_shift(evidence: Evidence) -> str:
    """Say why no shift is claimed: no periods with enough in them, or by which rules comparisons of periods failed."""
    shifts = of_note(evidence, evidence.shifts)
    if (shifts["reason"].fillna("too few sources") != "too few sources").any():
        return _by_rule(shifts, "comparison of periods", "comparisons of periods", "change", evidence.study.track)
    n_all, n_dated = len(evidence.documents), int(evidence.documents["year"].notna().sum())
    dated = _say_dated(n_all, n_dated)
    floor = evidence.study.track.floor
    periods = evidence.trends[(evidence.trends["group_kind"] == "all") & evidence.trends["period_start"].notna()].drop_duplicates("period")
    enough = int((periods["n_clusters"] >= floor).sum())
    need = f"a shift needs two periods with at least {floor} {SOURCES} each"
    if periods.empty:
        return f"{dated}; {need}, and there are no periods to hold together."
    if len(periods) == 1:
        return f"{dated}; {need}, and there is only one."
    return f"{dated}; {need}, and {enough or 'none'} of the {count(len(periods), 'period')} {'has' if enough < 2 else 'have'} as many."


def _say_dated(n_all: int, n_dated: int) -> str:
    if n_all == 1:
        return f"The only document has {'a' if n_dated else 'no'} date"
    return f"Of {count(n_all, 'document')}, {f'{n_dated:,}' if n_dated else 'none'} {'have' if n_dated > 1 else 'has'} a date"


def why_no_contrast(evidence: Evidence) -> str:
    """Say why no difference between groups is claimed: no groups, groups too small, or by which rules comparisons failed."""
    contrasts = of_note(evidence, evidence.contrasts)
    if (contrasts["reason"].fillna("too few sources") != "too few sources").any():
        return _by_rule(contrasts, "comparison of groups", "comparisons of groups", "difference", evidence.study.track)
    known = [group for group in evidence.study.compare.groups if _has_values(evidence, group)]
    if not known:
        return "The documents have no groups that could be held against each other."
    names = listing((tidy(group) for group in known), "or")
    if contrasts.empty:
        return f"There are no two groups of documents by {names} to hold against each other."
    return f"Two groups of documents by {names} need at least {evidence.study.track.floor} {SOURCES} each, and no two have as many."


def _has_values(evidence: Evidence, group: str) -> bool:
    compared = group in set(evidence.contrasts["group_kind"]) | set(evidence.trends["group_kind"])
    return compared or (group in evidence.documents and bool(evidence.documents[group].notna().any()))


def _by_rule(rows: pd.DataFrame, one: str, many: str, noun: str, settings: Track) -> str:
    rules = _rules(noun, settings)
    found = rows["reason"].value_counts()
    clauses = [(int(found[reason]), rules[reason]) for reason in rules if reason in found]
    if len(clauses) == 1:
        n, clause = clauses[0]
        return f"In the only {one}, {clause}." if n == 1 else f"In all {n:,} {many}, {clause}."
    return f"Of {len(rows):,} {many}: " + "; ".join(f"in {n:,}, {clause}" for n, clause in clauses) + "."


def _rules(noun: str, settings: Track) -> dict[str, str]:
    """Return, in order, what each value of ``reason`` means."""
    size = f"{say_margin(settings.margin)} or more"
    rare = f"in under {FEWEST_WITH} documents or {percent(SMALLEST_SHARE, 0)} of codable segments, both sides together"
    return {
        "too few sources": f"one side has fewer than {settings.floor} {SOURCES}",
        "no source type in common": "the two groups have no source type in common",
        "no small p possible": _too_few(settings),
        "hardly occurs": f"the theme or topic hardly occurs ({rare}), so that its absence of {noun} means nothing",
        "interval too wide": f"the {noun} found is smaller than {say_margin(settings.margin)}, and the interval too wide to rule out one of {size}",
        "q too high": f"the {noun} found does not hold up to the test (q is {settings.alpha:g} or more)",
        "interval holds nought": f"the {noun} found holds up to the test, but not its interval: documents of one side are few and far more uneven",
        "within the margin": f"the documents show that there is no {noun} of {size}",
        "census": f"there is no {noun} of {size} (the study is a census, so nothing is tested)",
    }


def say_both(row: Any, margin: float) -> str:
    """Write a verdict; of a claimed one, whether it is shown to be smaller than the margin; of no change, whether a smaller one is not in doubt."""
    said = say_verdict(row.verdict, margin)
    sure = row.verdict in {"no change", "no difference"} and pd.notna(row.low) and (row.low > 0 or row.high < 0)
    if row.verdict in CLAIMED and pd.notna(row.low) and small(row.low, row.high, margin):
        return f"{said}, smaller than {say_margin(margin)}"
    return f"{said}; a smaller one is likely, for the 95% interval leaves out 0" if sure else said


def _too_few(settings: Track) -> str:
    """Say why no p can be small, and from how many on: n - 1 and n clusters have the smallest p of n and n, 1 / comb(2n - 1, n)."""
    small = f"give a p of {settings.alpha:g} or less, whatever they say"
    if 1 / (1 + settings.permutations) > settings.alpha:
        return f"so few {SOURCES}, or {settings.permutations:,} permutations of them, cannot {small}"
    n = next(n for n in range(2, 100) if 1 / comb(2 * n - 1, n) <= settings.alpha)
    return f"so few {SOURCES} cannot {small} ({n - 1} on one side and {n} on the other can)"
