"""Lay out shares, shifts and contrasts as tables of the page, with n beside every share."""

from __future__ import annotations

from typing import Any

from pipeline.coding_words import coding_of
from pipeline.evidence import Evidence
from pipeline.page_tables import MOST_ROWS, Cell, PageTable, Row, laid_out
from pipeline.reasons import say_both
from pipeline.wording import NOTHING, band_of, group_name, in_group, interval, listing, one_line, percent, points, probability, shorten, tidy

SHIFT_KINDS = {"consecutive": "next period", "first_last": "first to last", "trend": "slope a year"}


def trends_table(evidence: Evidence, subject_kind: str, group_kind: str) -> PageTable:
    """Lay out shares by period of one kind of group; of all groups where there are many, the whole span alone."""
    trends = evidence.trends
    rows = trends[(trends["subject_kind"] == subject_kind) & (trends["group_kind"] == group_kind)]
    order = evidence.codebook.theme_ids if subject_kind == "theme" else list(evidence.headline_topics["topic_id"])
    rows = rows[rows["subject_id"].isin(order)]
    whole_only = len(rows) > 2 * MOST_ROWS
    rows = rows[rows["period"] == "all"] if whole_only else rows
    place = rows["subject_id"].map({subject_id: n for n, subject_id in enumerate(order)})
    ordered = rows.assign(_place=place, _start=rows["period_start"].fillna("9999")).sort_values(["_place", "group", "_start", "period"])
    grouped = group_kind != "all"
    shown, note = laid_out(ordered, lambda row: _trend_cells(evidence, row, grouped=grouped), "trends")
    caption = f"Share of each {subject_kind} by period" + (f" and {tidy(group_kind)}" if grouped else ", all documents")
    span = "Single periods are left out here; they are in csv/trends.csv beside this report." if whole_only else ""
    columns = (
        subject_kind.capitalize(),
        *([tidy(group_kind).capitalize()] if grouped else []),
        "Period",
        "Share",
        "95% band",
        "Share, segments pooled",
    )
    counts = ("Documents (n)", "Clusters", "Segments (n)")
    numbers = ("Share", "95% band", "Share, segments pooled", *counts)
    return PageTable(
        f"trends-{subject_kind}-{group_kind}", caption, (*columns, *counts, "Basis"), shown, numbers, note=" ".join(filter(None, [span, note]))
    )


def _trend_cells(evidence: Evidence, row: Any, *, grouped: bool) -> Row:
    basis = f"{row.basis}, {coding_of(row.corrected)}" + (f" (as coded {percent(row.share_raw)})" if row.corrected else "")
    return (
        Cell(evidence.subject(row.subject_kind, row.subject_id), evidence.address(row.subject_kind, row.subject_id)),
        *([group_name(row.group_kind, row.group)] if grouped else []),
        "all, dated or not" if row.period == "all" else one_line(row.period),
        percent(row.share),
        band_of(row),
        percent(row.share_pooled),
        f"{row.n_documents:,}",
        f"{row.n_clusters:,}",
        f"{row.n_segments:,}",
        basis,
    )


def _verdict(evidence: Evidence, row: Any) -> str:
    said = say_both(row, evidence.study.track.margin)
    return f"{said} ({row.reason})" if isinstance(row.reason, str) and said == row.verdict else said


def shifts_table(evidence: Evidence) -> PageTable:
    """Lay out all shifts: those of themes before those of topics, claimed ones first."""
    shifts = evidence.shifts
    keys = shifts.assign(_claimed=~shifts["verdict"].isin(["rise", "fall"]), _all=shifts["group_kind"] != "all")
    ordered = keys.sort_values(["subject_kind", "_claimed", "_all", "q", "subject_id", "group_kind", "group", "kind", "period_from"])
    rows, note = laid_out(ordered, lambda row: _shift_cells(evidence, row), "shifts")
    columns = ("Theme or topic", "Group", "Periods", "Kind", "Difference (points)", "95% interval", "p", "q", "Verdict")
    more = ("Leans most on", "Topic route", "Vanishes at most at (recall, points)", "Coding")
    numbers = ("Difference (points)", "95% interval", "p", "q", "Vanishes at most at (recall, points)")
    return PageTable("shifts-table", "Differences between periods, in percentage points", (*columns, *more), rows, numbers, ("Leans most on",), note)


def _shift_cells(evidence: Evidence, row: Any) -> Row:
    decimals = 2 if row.kind == "trend" else 1
    drivers = [shorten(evidence.titles.get(document_id, document_id), 50) for document_id in row.drivers]
    return (
        Cell(evidence.subject(row.subject_kind, row.subject_id), evidence.address(row.subject_kind, row.subject_id)),
        group_name(row.group_kind, row.group),
        f"{one_line(row.period_from)} to {one_line(row.period_to)}",
        SHIFT_KINDS[row.kind],
        points(row.difference, decimals=decimals),
        interval(row.low, row.high, decimals),
        probability(row.p),
        probability(row.q),
        _verdict(evidence, row),
        listing(drivers) or NOTHING,
        row.topic_route if row.subject_kind == "theme" else NOTHING,
        points(row.vanishes_at, signed=False),
        coding_of(row.corrected),
    )


def contrasts_table(evidence: Evidence) -> PageTable:
    """Lay out all differences between groups, claimed ones first."""
    contrasts = evidence.contrasts
    claimed = contrasts["verdict"].isin(["higher in a", "higher in b"])
    ordered = contrasts.assign(_claimed=~claimed).sort_values(["subject_kind", "_claimed", "group_kind", "q", "subject_id", "a", "b"])
    rows, note = laid_out(ordered, lambda row: _contrast_cells(evidence, row), "contrasts")
    columns = ("Theme or topic", "Column", "First group", "Second group", "Difference (points)", "95% interval", "p", "q", "Verdict", "Coding")
    numbers = ("Difference (points)", "95% interval", "p", "q")
    caption = "Differences between groups of documents: share in the first minus share in the second, in percentage points"
    return PageTable("contrasts-table", caption, columns, rows, numbers, note=note)


def _contrast_cells(evidence: Evidence, row: Any) -> Row:
    a, b = group_name(row.group_kind, row.a), group_name(row.group_kind, row.b)
    higher = {"higher in a": row.a, "higher in b": row.b}.get(row.verdict)
    verdict = _verdict(evidence, row) if higher is None else f"higher {in_group(row.group_kind, higher)}"
    return (
        Cell(evidence.subject(row.subject_kind, row.subject_id), evidence.address(row.subject_kind, row.subject_id)),
        tidy(row.group_kind),
        a,
        b,
        points(row.difference),
        interval(row.low, row.high),
        probability(row.p),
        probability(row.q),
        verdict,
        coding_of(row.corrected),
    )
