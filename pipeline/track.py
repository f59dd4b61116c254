"""Follow themes and topics over time: shares by period with bands, and shifts with what may be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Track
from pipeline.judge import SHIFTS as VERDICTS
from pipeline.judge import TOO_LITTLE, judge, weigh
from pipeline.measures import Measures, measure
from pipeline.periods import Span, find_periods, period_of
from pipeline.resampling import Side, band, difference, random_for, side
from pipeline.slopes import slope
from pipeline.tables import SHIFTS, TRENDS

FEWEST_FOR_TREND = 5  # four periods have 24 orders, of which 2 rise or fall throughout: p is hardly ever below .05
DRIVERS = 3
FAMILY = ["subject_kind", "group_kind", "kind"]


@dataclass(frozen=True)
class Tracked:
    """The tables of this stage."""

    trends: pd.DataFrame
    shifts: pd.DataFrame


@dataclass(frozen=True)
class _Cell:
    """Documents of one group in one period."""

    group_kind: str
    group: str
    period: Span | None  # None: all documents, dated or not
    rows: np.ndarray
    side: Side

    @property
    def name(self) -> str:
        return self.period.name if self.period else "all"


def track(
    documents: pd.DataFrame, covariates: pd.DataFrame, document_themes: pd.DataFrame, document_topics: pd.DataFrame, settings: Track
) -> Tracked:
    """Follow themes and topics over time.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES.
        document_themes: DOCUMENT_THEMES.
        document_topics: DOCUMENT_TOPICS.
        settings: ``[track]``.

    Returns:
        TRENDS for every subject, group and period in which a document has codable segments, and SHIFTS
        between consecutive periods, from first to last, and as a trend from five periods; none for a group that
        holds every document, since these are those of all.

    Source:
        The estimand and the tests are set out in docs/explanation/methods.md.
    """
    measures = measure(documents, covariates, document_themes, document_topics)
    periods = find_periods(measures.documents, settings)
    cells = list(_cells(measures, periods, settings))
    trends = pd.DataFrame([row for cell in cells for row in _trend_rows(cell, measures, settings)], columns=TRENDS.names)
    rows = [row for group in _by_group(cells) for row in _shift_rows(group, measures, settings)]
    shifts = pd.DataFrame(rows, columns=[*SHIFTS.names, "whole"])
    return Tracked(TRENDS.frame(trends), SHIFTS.frame(_with_route(judge(shifts, FAMILY, settings, VERDICTS))))


def _cells(measures: Measures, periods: list[Span], settings: Track) -> Iterator[_Cell]:
    names = period_of(measures.documents, periods)
    for kind in ("all", *settings.groups):
        for group in measures.groups(kind):
            members = measures.rows(kind, group)
            for period in (None, *periods):
                rows = members if period is None else members[(names.iloc[members] == period.name).fillna(value=False).to_numpy(dtype=bool)]
                if len(rows):
                    yield _Cell(kind, group, period, rows, side(measures.shares[rows], measures.documents["cluster_id"].to_numpy()[rows]))


def _by_group(cells: list[_Cell]) -> Iterator[list[_Cell]]:
    sizes = {(cell.group_kind, cell.group): len(cell.rows) for cell in cells if cell.period is None}
    for key, size in sizes.items():
        if key[0] != "all" and size == sizes[("all", "all")]:
            continue  # the same documents as all: not compared twice
        yield [cell for cell in cells if (cell.group_kind, cell.group) == key and cell.period is not None]


def _estimated(cell: _Cell, settings: Track) -> bool:
    return len(cell.side.documents) >= settings.floor and settings.design == "sample"


def _trend_rows(cell: _Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    share = cell.side.mean
    low = high = np.full(len(share), np.nan)
    if _estimated(cell, settings):
        found = band(cell.side, settings.draws, random_for(settings.seed, cell.group_kind, cell.group, cell.name))
        low, high = found.low, found.high
    for column, (kind, subject) in enumerate(measures.subjects):
        yield {
            "subject_kind": kind,
            "subject_id": subject,
            "group_kind": cell.group_kind,
            "group": cell.group,
            "period": cell.name,
            "period_start": str(cell.period.start) if cell.period else None,
            "period_end": str(cell.period.end) if cell.period else None,
            "share": share[column],
            "share_raw": share[column],
            "share_pooled": measures.assigned[cell.rows, column].sum() / measures.segments[cell.rows].sum(),
            "low": low[column],
            "high": high[column],
            "n_segments": int(measures.segments[cell.rows].sum()),
            "n_documents": len(cell.rows),
            "n_clusters": len(cell.side.documents),
            "basis": "estimated" if _estimated(cell, settings) else "described",
            "corrected": False,
        }


def _shift_rows(cells: list[_Cell], measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    pairs = [("consecutive", first, second) for first, second in pairwise(cells)]
    if len(cells) > 2:
        pairs.append(("first_last", cells[0], cells[-1]))
    for kind, first, second in pairs:
        yield from _pair_rows(kind, first, second, measures, settings)
    estimated = [cell for cell in cells if _estimated(cell, settings)]
    if len(estimated) >= FEWEST_FOR_TREND:
        yield from _slope_rows(estimated, measures, settings)


def _pair_rows(kind: str, first: _Cell, second: _Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    random = random_for(settings.seed, kind, first.group_kind, first.group, first.name, second.name)
    enough = min(len(first.side.documents), len(second.side.documents)) >= settings.floor
    found = difference(first.side, second.side, settings, random) if enough else None
    rare = measures.rare(np.concatenate([first.rows, second.rows]))
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        row = _named(subject_kind, subject, first, second) | {"kind": kind} | weigh(found, column, settings, VERDICTS, rare=rare[column])
        if found is not None:
            here = [first.side.mean[column], second.side.mean[column]]
            row |= {"whole": found.estimate[column], "drivers": _drivers(first, second, column, measures)}
            row |= {"vanishes_at": 1 - min(here) / max(here) if max(here) > 0 else np.nan}
        yield row


def _named(subject_kind: str, subject: str, first: _Cell, last: _Cell) -> dict[str, Any]:
    empty = dict.fromkeys(("difference", "low", "high", "p", "q", "vanishes_at"), np.nan)
    named = {"subject_kind": subject_kind, "subject_id": subject, "group_kind": first.group_kind, "group": first.group}
    return named | empty | {"period_from": first.name, "period_to": last.name, "drivers": [], "topic_route": "not testable"}


def _drivers(first: _Cell, second: _Cell, column: int, measures: Measures) -> list[str]:
    change: dict[str, float] = {}
    for cell, sign in ((first, -1), (second, 1)):
        shares = measures.shares[cell.rows, column]
        without = (shares.sum() - shares) / max(1, len(shares) - 1)
        for row, moved in zip(cell.rows, sign * (without - shares.mean()), strict=True):
            change[str(measures.documents["document_id"].iloc[row])] = float(moved)
    ranked = sorted(change, key=lambda document_id: (-abs(round(change[document_id], 9)), document_id))
    return [document_id for document_id in ranked[:DRIVERS] if abs(change[document_id]) > 0]


def _slope_rows(cells: list[_Cell], measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    middles = [(cell.period.start + cell.period.end) / 2 for cell in cells if cell.period]
    random = random_for(settings.seed, "trend", cells[0].group_kind, cells[0].group, *(cell.name for cell in cells))
    found = slope([cell.side for cell in cells], middles, settings, random)
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        yield _named(subject_kind, subject, cells[0], cells[-1]) | {
            "kind": "trend",
            "difference": found.estimate[column],
            "whole": found.estimate[column] * (middles[-1] - middles[0]),
            "low": found.low[column],
            "high": found.high[column],
            "p": found.p[column],
            "verdict": VERDICTS.unclear,
            "reason": None,
        }


def _with_route(judged: pd.DataFrame) -> pd.DataFrame:
    """Add what the topic route says of each shift of a theme."""
    where = ["group_kind", "group", "kind", "period_from", "period_to"]
    route = judged[judged["subject_kind"] == "topic"].assign(theme=lambda t: t["subject_id"].str.removeprefix("theme-"))
    says = judged.merge(
        route[["theme", *where, "verdict"]], how="left", left_on=["subject_id", *where], right_on=["theme", *where], suffixes=("", "_route")
    )
    testable = (says["subject_kind"] == "theme") & (says["verdict"] != TOO_LITTLE) & says["verdict_route"].notna()
    testable &= says["verdict_route"] != TOO_LITTLE
    claims = says[["verdict", "verdict_route"]].replace(VERDICTS.same, VERDICTS.unclear)
    agrees = np.where(claims["verdict"] == claims["verdict_route"], "agrees", "differs")
    return judged.assign(topic_route=np.where(testable, agrees, "not testable"))
