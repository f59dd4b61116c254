"""Tell of a theme who says it and who does not, how it is framed, what is disputed, and where little is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.base_tables import years_without
from pipeline.citations import citation_of
from pipeline.codebook import Theme
from pipeline.evidence import Evidence, rows_of, theme_name
from pipeline.wording import count, listing, listing_at_most, one_line, tidy

FRAMED = {"strength": "speak of a strength", "problem": "of a problem", "proposal": "of a proposal", "neither": "of none of these"}
MOST_NAMED = 12  # of a kind in one line; the others are counted
FEW_DOCUMENTS = 3  # fewer of a place, year or source type tell little
MOST_MEETING = 3
SAID_BY = {"source_type": "Source types", "publisher": "Publishers"}
DISSENT_SOUGHT = "by a coder that learnt from labelled texts what dissent reads like, words of disagreement among its cues"


@dataclass(frozen=True)
class Beside:
    """A passage that stands beside another: its words and citation."""

    text: str
    citation: str


@dataclass(frozen=True)
class Pair:
    """Two passages on one point, and the rule that puts them together."""

    why: str
    one: Beside
    other: Beside


@dataclass(frozen=True)
class Told:
    """What the page tells of a theme beside its size and quotes: lines, and pairs of passages."""

    framed: str
    said_by: tuple[str, ...]
    dissent: str
    gaps: tuple[str, ...]
    meets: str
    change: str
    contrast: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class _Counted:
    """How many documents there are of one place, year, source type or publisher, and how many of them have the theme."""

    name: str
    n: int
    n_with: int


def tell_framing(evidence: Evidence, theme: Theme) -> Told:
    """Tell of one theme, from the tables alone; every share stands with its n."""
    counts = evidence.document_themes[(evidence.document_themes["theme_id"] == theme.id) & (evidence.document_themes["n_segments"] > 0)]
    documents = [evidence.document_rows[document_id] for document_id in counts["document_id"].tolist()]
    found = (counts["n_assigned"] > 0).tolist()
    carried = [segment_id for segment_id, themes in evidence.themes_of.items() if theme.id in themes]
    framed = [row for segment_id in carried if (row := evidence.framing_rows.get(segment_id))]
    return Told(
        framed=_framed(framed),
        said_by=tuple(line for column, noun in SAID_BY.items() for line in _sides([getattr(row, column) for row in documents], found, noun)),
        dissent=_no_dissent(evidence, theme, framed, sum(found)),
        gaps=_gaps(documents, found),
        meets=_meets(evidence, theme, carried),
        change=_claimed(evidence.shifts, theme, ("rise", "fall"), "shift"),
        contrast=_claimed(evidence.contrasts, theme, ("higher in a", "higher in b"), "difference"),
        pairs=pairs_of(evidence, theme.id),
    )


def pairs_of(evidence: Evidence, theme_id: str = "") -> tuple[Pair, ...]:
    """Return the pairs of a theme, or of passages without any, likest first."""
    mine = evidence.pairs[evidence.pairs["theme_id"] == theme_id].sort_values(["cosine", "a"], ascending=[False, True])
    return tuple(Pair(row.why, beside(evidence, row.a), beside(evidence, row.b)) for row in rows_of(mine))


def beside(evidence: Evidence, segment_id: str) -> Beside:
    """Return a passage with its citation."""
    row = evidence.segment_rows([segment_id])[segment_id]
    return Beside(row.text, citation_of(row, evidence.document_rows[row.document_id]))


def _framed(framed: Sequence[Any]) -> str:
    if not framed:
        return ""
    n = Counter(row.framing for row in framed)
    first, *others = (f"{n[name]:,} {told}" for name, told in FRAMED.items())
    one = n["strength"] == 1
    named = listing([first.replace("speak", "speaks") if one else first, *others])
    n_dissent = sum(row.dissent for row in framed)
    dissent = f"{count(n_dissent, 'holds', 'hold')} dissent" if n_dissent else "none holds dissent"
    return f"Of {count(len(framed), 'segment')} with it, {named}; {dissent}. Machine-coded, uncorrected."


def _count_by_name(values: Sequence[object], found: Sequence[bool], name_of: Callable[[object], str]) -> list[_Counted]:
    """Count documents, and those of them with the theme, by the name of what they are of; in alphabetical order."""
    n: Counter[str] = Counter()
    n_with: Counter[str] = Counter()
    for (value, has), size in Counter(zip(values, found, strict=True)).items():
        n[name_of(value)] += size
        n_with[name_of(value)] += size if has else 0
    return [_Counted(name, n[name], n_with[name]) for name in sorted(n)]


def _sides(given: Sequence[object], found: Sequence[bool], noun: str) -> list[str]:
    """Say which values have the theme, and which have not, each with its documents; ``found``: whether each document has it."""
    values = [value if isinstance(value, str) else "not given" for value in given]
    if not any(isinstance(value, str) for value in given):
        return []
    counted = _count_by_name(values, found, lambda value: tidy(one_line(str(value))))
    ordered = sorted(counted, key=lambda one: (-one.n_with, -one.n, one.name))
    having = [f"{one.name} ({one.n_with:,} of {count(one.n, 'document')})" for one in ordered if one.n_with]
    lacking = [f"{one.name} (0 of {one.n:,})" for one in ordered if not one.n_with]
    lines = [f"{noun} with it: {listing_at_most(having, MOST_NAMED)}."] if having else []
    return [*lines, f"{noun} without it: {listing_at_most(lacking, MOST_NAMED)}."] if lacking else lines


def _no_dissent(evidence: Evidence, theme: Theme, framed: Sequence[Any], n: int) -> str:
    """Say what was looked for where no quote dissents; empty where one does. ``n``: documents with the theme."""
    quotes = evidence.quotes[(evidence.quotes["theme_id"] == theme.id) & (evidence.quotes["role"] == "dissenting")]
    if len(quotes) or not n:
        return ""
    found = sum(row.dissent for row in framed)
    if found:
        return f"{count(found, 'segment')} with dissent, of which none can be quoted or is sure enough; looked for {DISSENT_SOUGHT}."
    return f"No dissent found in {count(n, 'document')} with the theme; looked for {DISSENT_SOUGHT}. There may be some in other words."


def _gaps(documents: Sequence[Any], found: Sequence[bool]) -> tuple[str, ...]:
    """Say of which places and years no document has the theme, and of which there are hardly any documents."""
    lines = []
    for column, noun in (("place", "Places"), ("year", "Years")):
        known = [(value, has) for row, has in zip(documents, found, strict=True) if pd.notna(value := getattr(row, column))]
        counted = _count_by_name([value for value, _ in known], [has for _, has in known], lambda value: one_line(str(value)))
        lacking = [f"{one.name} (0 of {count(one.n, 'document')})" for one in counted if not one.n_with]
        thin = [f"{one.name} ({one.n})" for one in counted if one.n < FEW_DOCUMENTS and one.n_with]
        if lacking:
            lines.append(f"{noun} with documents, but without it: {listing_at_most(lacking, MOST_NAMED)}.")
        if thin:
            lines.append(f"{noun} with it of which there are fewer than {FEW_DOCUMENTS} documents: {listing_at_most(thin, MOST_NAMED)}.")
    silent = years_without({int(row.year) for row in documents if pd.notna(row.year)})
    if silent:
        lines.append(f"Years between the first and the last without any document: {listing_at_most(silent, MOST_NAMED)}.")
    return tuple(lines)


def _meets(evidence: Evidence, theme: Theme, carried: Sequence[str]) -> str:
    """Name the themes that most often stand in the same segment; neither its sub-codes nor its parents."""
    book = evidence.codebook
    kin = book.with_parents({theme.id}) | {name for name in book.theme_ids if theme.id in book.with_parents({name})}
    also = Counter(name for segment_id in carried for name in evidence.themes_of[segment_id] if name not in kin)
    sizes = sorted(also.items(), key=lambda item: (-item[1], item[0]))[:MOST_MEETING]
    named = [f"{theme_name(book, name)} ({n:,} of {count(len(carried), 'segment')})" for name, n in sizes]
    return f"Themes that meet it: {listing(named)}." if named else ""


def _claimed(rows: pd.DataFrame, theme: Theme, verdicts: tuple[str, ...], noun: str) -> str:
    mine = rows[(rows["subject_kind"] == "theme") & (rows["subject_id"] == theme.id)]
    if mine.empty:
        return ""
    n = int(mine["verdict"].isin(verdicts).sum())
    return f"{count(n, noun) if n else f'no {noun}'} claimed of {len(mine):,} tried"
