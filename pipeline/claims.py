"""Say what may be claimed, and where nothing may be, why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.coding_words import coding_of
from pipeline.evidence import Evidence, rows_of, top_themes
from pipeline.flips import say_mix, say_tried
from pipeline.reasons import of_note, why_no_contrast, why_no_shift
from pipeline.warn import warn_of_codebook
from pipeline.wording import at_most, band, count, equals, in_group, interval_of_size, listing, n_of, one_line, percent, points, shorten

MOST = 10
MOST_MORE = 40
ROUTE = {
    "agrees": "The topic model alone says the same.",
    "differs": "The topic model alone does not say the same.",
    "not testable": "The topic model alone cannot test it.",
}
ORDER = {"first_last": 0, "trend": 1, "consecutive": 2}


@dataclass(frozen=True)
class Claim:
    """One line of the summary: its subject, where the page tells more of it, and the sentence after the subject."""

    subject: str
    href: str
    sentence: str


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
    found = _arranged(evidence, ordered, ordered["group_kind"] == "all", _claim_shift)
    return replace(found, note=" ".join(filter(None, [found.note, warning])))


def claim_contrasts(evidence: Evidence) -> Claims:
    """Write a line for each difference between groups that is claimed; else say why none is."""
    claimed = of_note(evidence, evidence.contrasts[evidence.contrasts["verdict"].isin(["higher in a", "higher in b"])])
    if claimed.empty:
        return Claims((), (), f"No difference between groups of documents is claimed. {why_no_contrast(evidence)}")
    ordered = claimed.assign(_size=-claimed["difference"].abs()).sort_values(["subject_kind", "group_kind", "_size", "subject_id", "a", "b"])
    return _arranged(evidence, ordered, ordered["subject_kind"] == "theme", _claim_contrast)


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
    taught = f"its definition alone teaches the coder, which gives it to the {percent(theme.expected_share, 0)} of segments that the codebook expects"
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


def _claim_shift(evidence: Evidence, row: Any) -> Claim:
    way = "rises" if row.verdict == "rise" else "falls"
    where = in_group(row.group_kind, row.group)
    span = f"from {one_line(row.period_from)} to {one_line(row.period_to)}"
    if row.kind == "trend":
        size = f"{points(row.difference, decimals=2, signed=False)} percentage points a year"
        base = f"({_tested(row, 2)}; {_dated_in(evidence, row)})."
    else:
        size = f"{points(row.difference, signed=False)} percentage points"
        base = f"({_tested(row)}){_two_sides(evidence, row)}."
    route = f" {ROUTE[row.topic_route]}" if row.subject_kind == "theme" else ""
    tried = f"{say_hangs(evidence, row)}{say_mix(evidence, row)}{route}{say_tried(evidence, 'shift', row)}"
    return Claim(
        evidence.subject(row.subject_kind, row.subject_id),
        evidence.address(row.subject_kind, row.subject_id),
        f" {way} by {size} {where} {span} {base}{tried}",
    )


def say_hangs(evidence: Evidence, row: Any) -> str:
    """Say on which document a shift hangs, and what becomes of it without dates that a person inferred; nothing where neither matters."""
    said = ""
    if isinstance(row.falls_without, str):
        said += f" It hangs on one document: without “{shorten(evidence.titles.get(row.falls_without, row.falls_without), 60)}” it is not claimed."
    if isinstance(row.without_inferred, str) and row.without_inferred != row.verdict:
        said += f" Without dates that a person inferred: {row.without_inferred}."
    return said


def _claim_contrast(evidence: Evidence, row: Any) -> Claim:
    high, low = (row.a, row.b) if row.verdict == "higher in a" else (row.b, row.a)
    trends = evidence.trends
    rows = trends[(trends["subject_kind"] == row.subject_kind) & (trends["subject_id"] == row.subject_id) & (trends["group_kind"] == row.group_kind)]
    sides = [say_side(rows[(rows["group"] == group) & (rows["period"] == "all")]) for group in (high, low)]
    base = f": {sides[0]} against {sides[1]}" if all(sides) else ""
    size = f"{points(row.difference, signed=False)} percentage points"
    sentence = f" is higher {in_group(row.group_kind, high)} than {in_group(row.group_kind, low)}, by {size}"
    said = f"{sentence} ({_tested(row)}){base}.{say_tried(evidence, 'contrast', row)}"
    return Claim(evidence.subject(row.subject_kind, row.subject_id), evidence.address(row.subject_kind, row.subject_id), said)


def _tested(row: Any, decimals: int = 1) -> str:
    """Say the interval and q of a claim, which only an uncorrected census lacks, and whether the coder's error is in them."""
    interval = f"95% interval {interval_of_size(row.low, row.high, decimals)}; {equals('q', row.q)}"
    return f"{'a census: no interval, no test' if pd.isna(row.q) else interval}; {coding_of(row.corrected)}"


def _two_sides(evidence: Evidence, row: Any) -> str:
    rows = _same_series(evidence, row)
    sides = [say_side(rows[rows["period"] == period]) for period in (row.period_from, row.period_to)]
    return f": {sides[0]}, then {sides[1]}" if all(sides) else ""


def say_side(rows: pd.DataFrame) -> str:
    """Say one side of a difference, from its row of trends; nothing where there is no such row."""
    return "".join(f"{percent(row.share)} in {n_of(row.n_documents, 'document')}" for row in rows_of(rows.head(1)))


def _dated_in(evidence: Evidence, row: Any) -> str:
    rows = _same_series(evidence, row)
    return f"{n_of(int(rows.loc[rows['period'] != 'all', 'n_documents'].sum()), 'dated document')}"


def _same_series(evidence: Evidence, row: Any) -> pd.DataFrame:
    trends = evidence.trends
    subject = (trends["subject_kind"] == row.subject_kind) & (trends["subject_id"] == row.subject_id)
    same: pd.Series[bool] = subject & (trends["group_kind"] == row.group_kind) & (trends["group"] == row.group)
    return trends[same]
