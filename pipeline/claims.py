"""Say what may be claimed, and where nothing may be, why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.coding_words import coding_of
from pipeline.evidence import Evidence, rows_of, top_themes
from pipeline.reasons import of_note, why_no_contrast, why_no_shift
from pipeline.tell_claims import Claim, claim_contrast, claim_shift
from pipeline.warn import warn_of_codebook
from pipeline.wording import at_most, band, count, listing, n_of, one_line, percent, shorten

MOST = 10
MOST_MORE = 40
ORDER = {"first_last": 0, "trend": 1, "consecutive": 2}


@dataclass(frozen=True)
class Claims:
    """Claims in order of weight: those to be seen at once, and more; ``note`` says why there are none, or that tables hold others."""

    first: tuple[Claim, ...]
    more: tuple[Claim, ...]
    note: str


def claim_shifts(evidence: Evidence) -> Claims:
    """Write a line for each rise or fall that is claimed, those over all documents first; else say why none is."""
    claimed = of_note(evidence, evidence.shifts[evidence.shifts["verdict"].isin(["rise", "fall"])])
    warning = warn_of_codebook(evidence)
    if claimed.empty:
        return Claims((), (), " ".join(filter(None, [f"No shift is claimed. {why_no_shift(evidence)}", warning])))
    starts = evidence.trends.dropna(subset=["period_start"]).drop_duplicates("period").set_index("period")["period_start"]
    keys = claimed.assign(
        _size=-claimed["difference"].abs().groupby([claimed["subject_kind"], claimed["subject_id"], claimed["group"]]).transform("max"),
        _kind=claimed["kind"].map(ORDER),
        _start=claimed["period_from"].map(starts).fillna(""),
    )
    ordered = keys.sort_values(["subject_kind", "_size", "subject_id", "group_kind", "group", "_kind", "_start", "period_from"])
    found = _arranged(evidence, ordered, ordered["group_kind"] == "all", claim_shift)
    return replace(found, note=" ".join(filter(None, [found.note, warning])))


def claim_contrasts(evidence: Evidence) -> Claims:
    """Write a line for each difference between groups that is claimed; else say why none is."""
    claimed = of_note(evidence, evidence.contrasts[evidence.contrasts["verdict"].isin(["higher in a", "higher in b"])])
    if claimed.empty:
        return Claims((), (), f"No difference between groups of documents is claimed. {why_no_contrast(evidence)}")
    ordered = claimed.assign(_size=-claimed["difference"].abs()).sort_values(["subject_kind", "group_kind", "_size", "subject_id", "a", "b"])
    return _arranged(evidence, ordered, ordered["subject_kind"] == "theme", claim_contrast)


def _arranged(evidence: Evidence, ordered: pd.DataFrame, first: pd.Series[bool], claim: Callable[[Evidence, Any], Claim]) -> Claims:
    at_once = ordered[first].head(MOST) if first.any() else ordered.head(MOST)
    others = ordered.drop(index=at_once.index)
    left = len(others) - MOST_MORE
    note = f"{left:,} more {'is' if left == 1 else 'are'} in the tables below." if left > 0 else ""
    return Claims(
        tuple(claim(evidence, row) for row in rows_of(at_once)), tuple(claim(evidence, row) for row in rows_of(others.head(MOST_MORE))), note
    )


def claim_sizes(evidence: Evidence) -> tuple[Claim, ...]:
    """Write a line for each theme, largest first, with its band and numbers."""
    trends = evidence.trends
    whole = trends[(trends["subject_kind"] == "theme") & (trends["group_kind"] == "all") & (trends["period"] == "all")]
    kept = whole[whole["subject_id"].isin([theme.id for theme in top_themes(evidence.codebook)])]
    ordered = kept.sort_values(["share", "subject_id"], ascending=[False, True])
    return tuple(
        Claim(evidence.subject("theme", row.subject_id), f"#theme-{row.subject_id}", f": {say_size(evidence, row)}.")
        for row in rows_of(ordered.head(MOST))
    )


def say_size(evidence: Evidence, row: Any) -> str:
    """Say a theme's share; of a theme that its definition alone teaches, and no human code corrects, that it is an assumption."""
    theme = evidence.codebook[row.subject_id]
    if row.corrected or theme.id not in evidence.assumed:
        return say_share(row)
    size = f"{n_of(row.n_documents, 'document')}, {count(row.n_segments, 'segment')}; {coding_of(row.corrected)}"
    known = theme.expected_share
    many = (
        f"the {percent(known, 0)} of segments that the codebook expects"
        if known
        else "as many as it estimates, which may be far from the truth (see the benchmarks of shares estimated from definitions)"
    )
    taught = f"its definition alone teaches the coder, which gives it to {many}"
    return f"{percent(row.share)} of a document’s codable segments on average ({size}), which is assumed and not found: {taught}"


def say_share(row: Any) -> str:
    """Say a share with its band and what it rests on, or how much is compatible with none; ``row`` is one of trends."""
    size = f"{n_of(row.n_documents, 'document')}, {count(row.n_segments, 'segment')}"
    if row.share == 0:
        units = "documents" if row.n_clusters == row.n_documents else "independent sources"
        bound = f"; at most {percent(at_most(row.n_clusters))} of such {units} with it would be compatible, at 95%" if pd.notna(row.low) else ""
        return f"none found in {size}{bound} ({coding_of(row.corrected)})"
    banded = "" if pd.isna(row.low) else f"95% band {band(row.low, row.high)}; "
    return f"{percent(row.share)} of a document’s codable segments on average ({banded}{size}; {coding_of(row.corrected)})"


def claim_candidates(evidence: Evidence) -> tuple[Claim, ...]:
    """Write a line for each topic that nobody asked about: free, neither fragile nor one document's, and no part of a theme."""
    topics = evidence.headline_topics
    kept = topics[topics["topic_id"].isin(_candidates(evidence))].head(MOST)
    return tuple(Claim(shorten(row.label, 70), f"#topic-{row.topic_id}", f": {_say_topic(row)}.") for row in rows_of(kept))


def say_set_apart(evidence: Evidence) -> str:
    """Count what is kept out of the list of candidates; a topic of one document is no candidate by rule, so all such are counted."""
    free = evidence.topics[evidence.topics["theme_id"].isna()]
    of_one = free["kind"] == "document"
    n_fragile, n_of_one = int((~of_one & free["fragile"] & free["topic_id"].isin(_candidates(evidence))).sum()), int(of_one.sum())
    fragile = [count(n_fragile, "candidate that is fragile", "candidates that are fragile")] if n_fragile else []
    documents = [count(n_of_one, "topic beside the themes that is mostly one document", "topics beside the themes that are mostly one document each")]
    said = listing([*fragile, *(documents if n_of_one else [])])
    return f"Kept out of this list: {said}." if said else ""


def _candidates(evidence: Evidence) -> set[str]:
    return set(evidence.crosswalk.loc[evidence.crosswalk["relation"] == "candidate", "topic_id"])


def _say_topic(row: Any) -> str:
    words = ", ".join(one_line(word) for word in row.top_words[:6])
    return f"{count(row.n_segments, 'segment')} in {n_of(row.n_documents, 'document')}; words: {words}"
