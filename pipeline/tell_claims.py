"""Tell one claim: what changed or differs, how surely, and how it stands up to other choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.choices import LEFT_OUT
from pipeline.coding_words import coding_of
from pipeline.evidence import Evidence, rows_of
from pipeline.flips import say_mix, say_tried
from pipeline.judge import TOO_LITTLE, small
from pipeline.wording import equals, in_group, interval_of_size, n_of, one_line, percent, points, say_margin, shorten

ROUTE = {
    "agrees": "The topic model alone says the same.",
    "differs": "The topic model alone does not say the same.",
    "not testable": "The topic model alone cannot test it.",
}


@dataclass(frozen=True)
class Claim:
    """One line of the summary: its subject, where the page tells more of it, what follows the subject, and how the claim stands up."""

    subject: str
    href: str
    headline: str
    checks: tuple[str, ...] = ()  # a sentence or two each: on which document it hangs, mix and content, topic route, other choices

    @property
    def sentence(self) -> str:
        """Return headline and checks as one text."""
        return " ".join([self.headline, *self.checks])


def claim_shift(evidence: Evidence, row: Any) -> Claim:
    """Write the line of a rise or a fall; ``row`` is one of shifts."""
    way = "rises" if row.verdict == "rise" else "falls"
    where = in_group(row.group_kind, row.group)
    if row.kind == "trend":
        span = f"from {one_line(row.period_from)} to {one_line(row.period_to)}"
        said = f"{points(row.difference, decimals=2, signed=False)} percentage points a year {where} {span}"
        base = f": {_dated_in(evidence, row)}; {_tested(evidence, row, 2)}."
    else:
        said = f"{points(row.difference, signed=False)} percentage points {where}, {_two_sides(evidence, row)}"
        base = f": {_tested(evidence, row)}."
    base += _say_assumed(evidence, row)
    route = ROUTE[row.topic_route] if row.subject_kind == "theme" else ""
    checks = (say_hangs(evidence, row), say_mix(evidence, row), route, say_tried(evidence, "shift", row))
    return Claim(
        evidence.subject(row.subject_kind, row.subject_id),
        evidence.address(row.subject_kind, row.subject_id),
        f" {way} by {said}{base}",
        tuple(check.strip() for check in checks if check),
    )


def say_hangs(evidence: Evidence, row: Any) -> str:
    """Say on which document a shift hangs, and what becomes of it without dates that a person inferred; nothing where neither matters."""
    said = ""
    if isinstance(row.falls_without, str):
        without = f"without “{shorten(evidence.titles.get(row.falls_without, row.falls_without), 60)}”"
        said += f" {_untested(row, without)}" if _at_floor(evidence, row) else f" It hangs on one document: {without} it is not claimed."
    if isinstance(row.without_inferred, str) and row.without_inferred != row.verdict:
        said += f" Without dates that a person inferred: {row.without_inferred}."
    return said


def claim_contrast(evidence: Evidence, row: Any) -> Claim:
    """Write the line of a difference between groups; ``row`` is one of contrasts."""
    high, low = (row.a, row.b) if row.verdict == "higher in a" else (row.b, row.a)
    trends = evidence.trends
    rows = trends[(trends["subject_kind"] == row.subject_kind) & (trends["subject_id"] == row.subject_id) & (trends["group_kind"] == row.group_kind)]
    sides = [say_side(rows[(rows["group"] == group) & (rows["period"] == "all")]) for group in (high, low)]
    base = f": {sides[0]} against {sides[1]}" if all(sides) else ""
    size = f"{points(row.difference, signed=False)} percentage points"
    if len(row.standardised_to):
        base += ", the shares as they are; the difference is at the same mix of source types" if base else ""
    said = f" is higher {in_group(row.group_kind, high)} than {in_group(row.group_kind, low)}, by {size}{base} ({_tested(evidence, row)})."
    said += _say_assumed(evidence, row)
    tried = say_tried(evidence, "contrast", row).strip()
    subject = evidence.subject(row.subject_kind, row.subject_id)
    return Claim(subject, evidence.address(row.subject_kind, row.subject_id), said, (tried,) if tried else ())


def _tested(evidence: Evidence, row: Any, decimals: int = 1) -> str:
    """Say the interval and q of a claim, which only an uncorrected census lacks, whether it is small, and whether the coder's error is in them."""
    margin = evidence.study.track.margin
    less = f", smaller than {say_margin(margin)}" if getattr(row, "kind", "") != "trend" and small(row.low, row.high, margin) else ""
    interval = f"95% interval {interval_of_size(row.low, row.high, decimals)}{less}; {equals('q', row.q)}"
    return f"{'a census, so no interval and no test' if pd.isna(row.q) else interval}; {coding_of(row.corrected)}"


def _say_assumed(evidence: Evidence, row: Any) -> str:
    """Say of a theme that its definition alone teaches that its size is assumed; nothing where human codes correct them."""
    taught = row.subject_kind != "theme" or row.corrected or row.subject_id not in evidence.assumed
    return "" if taught else " Its definition alone teaches the coder: how large its shares are is assumed and not found, and so is the size of this."


def _two_sides(evidence: Evidence, row: Any) -> str:
    """Say from which share to which, with period and n; the periods alone where shares are not in trends."""
    rows, periods = _same_series(evidence, row), (row.period_from, row.period_to)
    sides = [list(rows_of(rows[rows["period"] == period].head(1))) for period in periods]
    if not all(sides):
        return f"from {one_line(periods[0])} to {one_line(periods[1])}"
    first, second = (f"{percent(side.share)} ({one_line(side.period)}, {n_of(side.n_documents, 'document')})" for (side,) in sides)
    return f"from {first} to {second}"


def say_side(rows: pd.DataFrame) -> str:
    """Say one side of a difference, from its row of trends; nothing where there is no such row."""
    return "".join(f"{percent(row.share)} in {n_of(row.n_documents, 'document')}" for row in rows_of(rows.head(1)))


def _at_floor(evidence: Evidence, row: Any) -> bool:
    """Tell whether a shift without that document is not tested at all, since too few sources are left."""
    rows = evidence.robustness
    wanted = {
        "claim": "shift",
        "choice": LEFT_OUT,
        **{name: getattr(row, name) for name in ("subject_kind", "subject_id", "group_kind", "group", "kind")},
    }
    wanted |= {"one": row.period_from, "other": row.period_to}
    found = rows[(rows[list(wanted)] == pd.Series(wanted)).all(axis=1)]
    return bool((found["verdict"] == TOO_LITTLE).any())


def _untested(row: Any, without: str) -> str:
    return f"{without[0].upper()}{without[1:]} too few sources are left {'in one period ' if row.kind != 'trend' else ''}to test it."


def _dated_in(evidence: Evidence, row: Any) -> str:
    rows = _same_series(evidence, row)
    return f"{n_of(int(rows.loc[rows['period'] != 'all', 'n_documents'].sum()), 'dated document')}"


def _same_series(evidence: Evidence, row: Any) -> pd.DataFrame:
    trends = evidence.trends
    subject = (trends["subject_kind"] == row.subject_kind) & (trends["subject_id"] == row.subject_id)
    same: pd.Series[bool] = subject & (trends["group_kind"] == row.group_kind) & (trends["group"] == row.group)
    return trends[same]
