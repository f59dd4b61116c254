"""Tell what the report says of each theme: size, reach, quotes, words and sub-codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.claims import say_size
from pipeline.codebook import Theme
from pipeline.decided_findings import findings_on
from pipeline.evidence import Evidence, rows_of
from pipeline.framing_text import Beside, Told, beside, tell_framing
from pipeline.told_topics import Within, tell_within
from pipeline.unquoted import say_unquoted
from pipeline.wording import count, from_group, listing, listing_at_most, one_line, years

MOST_WORDS = 40
MOST_PLACES = 12
FRAMED = ("strength", "problem", "proposal")
HEADINGS = {"strength": "Strengths", "problem": "Problems", "proposal": "Proposals", "neither": "Neither strength, problem nor proposal"}
DISSENTING = "Machine-coded as dissent: somebody disagrees, doubts or objects in it. That is no judgement of where its speaker stands on the theme."


@dataclass(frozen=True)
class Quote:
    """A quote as the page shows it."""

    quote_id: str
    text: str
    citation: str
    role: str
    framing: str
    document: str
    pinned: bool  # by a person
    reasons: tuple[str, ...]  # why it carries the theme; none where a person chose it
    reply: Beside | None  # what answers it, or what who quotes it makes of it


@dataclass(frozen=True)
class Group:
    """Quotes that stand in one list, under its heading."""

    heading: str
    quotes: tuple[Quote, ...]
    note: str = ""


@dataclass(frozen=True)
class Passage:
    """What the page tells of a theme, and of its sub-codes."""

    theme: Theme
    size: str
    reach: str
    guided_words: str
    words: tuple[str, ...]
    within: Within
    told: Told
    findings: tuple[str, ...]  # what the study's authors find, in their words
    groups: tuple[Group, ...]
    children: tuple[Passage, ...]


def tell_themes(evidence: Evidence, parent: str | None = None) -> tuple[Passage, ...]:
    """Tell of each theme under a parent, in the order of the codebook, and of its sub-codes within it."""
    return tuple(_tell(evidence, theme) for theme in evidence.codebook.theme if theme.parent == parent)


def _tell(evidence: Evidence, theme: Theme) -> Passage:
    return Passage(
        theme,
        size=_size(evidence, theme),
        reach=_reach(evidence, theme),
        guided_words=_guided_words(evidence, theme),
        words=_words(evidence, theme),
        within=_within(evidence, theme),
        told=tell_framing(evidence, theme),
        findings=findings_on(evidence.decisions, theme.id),
        groups=_groups(_quotes(evidence, theme), {name: say_unquoted(evidence, theme.id, name) for name in FRAMED}),
        children=tell_themes(evidence, theme.id),
    )


def _size(evidence: Evidence, theme: Theme) -> str:
    trends = evidence.trends
    mine = (trends["subject_kind"] == "theme") & (trends["subject_id"] == theme.id)
    rows = trends[mine & (trends["group_kind"] == "all") & (trends["period"] == "all")]
    return "".join(f"{say_size(evidence, row)}." for row in rows_of(rows))


def _reach(evidence: Evidence, theme: Theme) -> str:
    counts = evidence.document_themes[(evidence.document_themes["theme_id"] == theme.id) & (evidence.document_themes["n_segments"] > 0)]
    found = [evidence.document_rows[document_id] for document_id in counts.loc[counts["n_assigned"] > 0, "document_id"].tolist()]
    n_segments, of_segments = int(counts["n_assigned"].sum()), int(counts["n_segments"].sum())
    if not found:
        return f"Found in none of {count(len(counts), 'document')} and none of {count(of_segments, 'codable segment')}."
    head = f"Found in {len(found):,} of {count(len(counts), 'document')}, {n_segments:,} of {count(of_segments, 'codable segment')}."
    return " ".join(filter(None, [head, _where([row.place for row in found]), _when([row.year for row in found])]))


def _where(places: Sequence[object]) -> str:
    sizes = Counter(one_line(place) for place in places if isinstance(place, str))
    ordered = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    missing = len(places) - sizes.total()
    named = [f"{place} ({count(n, 'document')})" for place, n in ordered]
    if not named:
        return ""
    aside = f" No place is given for {count(missing, 'document')} with it." if missing else ""
    return f"Places: {listing_at_most(named, MOST_PLACES)}.{aside}"


def _when(found: Sequence[Any]) -> str:
    known = [int(year) for year in found if pd.notna(year)]
    n_undated = len(found) - len(known)
    undated = count(n_undated, "undated document")
    if not known:
        return f"Only in {undated}."
    distinct = sorted(set(known))
    span = listing(str(year) for year in distinct) if len(distinct) <= 3 else f"{years(distinct[0], distinct[-1])} ({len(distinct)} different years)"
    return f"Years: {span}" + (f", and {undated}." if n_undated else ".")


def _guided_words(evidence: Evidence, theme: Theme) -> str:
    guided = evidence.topics[evidence.topics["theme_id"] == theme.id]
    return ", ".join(one_line(word) for row in rows_of(guided) for word in row.top_words)


def _words(evidence: Evidence, theme: Theme) -> tuple[str, ...]:
    contrasts = evidence.contrasts
    mine = contrasts[(contrasts["subject_kind"] == "theme") & (contrasts["subject_id"] == theme.id)]
    return tuple(line for row in rows_of(mine) for line in _two_sides(row))[:MOST_WORDS]


def _within(evidence: Evidence, theme: Theme) -> Within:
    counts = evidence.document_themes
    n_segments = int(counts.loc[counts["theme_id"] == theme.id, "n_assigned"].sum())
    return tell_within(theme.id, evidence.subtopics, evidence.segments, evidence.documents, n_segments)


def _two_sides(row: Any) -> list[str]:
    a, b = (f"documents {from_group(row.group_kind, group)}" for group in (row.a, row.b))
    sides = [(a, b, row.words_a), (b, a, row.words_b)]
    return [f"More in {one} than in {other}: {', '.join(one_line(word) for word in words)}." for one, other, words in sides if len(words)]


def _quotes(evidence: Evidence, theme: Theme) -> tuple[Quote, ...]:
    mine = evidence.quotes[evidence.quotes["theme_id"] == theme.id]
    ordered = mine.assign(_role=mine["role"] != "representative").sort_values(["_role", "document_id", "start"])
    why = evidence.reasons
    return tuple(
        Quote(
            row.quote_id,
            row.text,
            one_line(row.citation),
            row.role,
            row.framing,
            row.document_id,
            isinstance(row.decided_by, str),
            () if isinstance(row.decided_by, str) else why.get((row.segment_id, row.theme_id), ()),
            beside(evidence, row.reply_segment_id) if isinstance(row.reply_segment_id, str) else None,
        )
        for row in rows_of(ordered)
    )


def _groups(quotes: tuple[Quote, ...], unquoted: dict[str, str]) -> tuple[Group, ...]:
    """Keep strengths, problems and proposals apart, and dissent from all of them; where there are some and none is quoted, say why."""
    representative = [quote for quote in quotes if quote.role == "representative"]
    found = []
    for framing, heading in HEADINGS.items():
        own = tuple(quote for quote in representative if quote.framing == framing)
        found.append(Group(heading, own, "" if own else unquoted.get(framing, "")))
    dissenting = tuple(quote for quote in quotes if quote.role == "dissenting")
    return tuple(group for group in (*found, Group("Dissent", dissenting, DISSENTING if dissenting else "")) if group.quotes or group.note)
