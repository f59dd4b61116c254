"""Follow themes and topics over time: shares by period with bands, and shifts with what may be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Track
from pipeline.measures import Measures, measure
from pipeline.periods import Span, find_periods, period_of
from pipeline.resampling import Side, benjamini_hochberg, difference, draws, random_for, side
from pipeline.tables import SHIFTS, TRENDS

FEWEST_FOR_TREND = 5  # with four periods the smallest exact Kendall p is .083
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
        between consecutive periods, from first to last, and as a trend from five periods.

    Source:
        The estimand and the tests are set out in docs/explanation/methods.md.
    """
    measures = measure(documents, covariates, document_themes, document_topics)
    periods = find_periods(measures.documents, settings)
    cells = list(_cells(measures, periods, settings))
    trends = pd.DataFrame([row for cell in cells for row in _trend_rows(cell, measures, settings)], columns=TRENDS.names)
    rows = [row for group in _by_group(cells) for row in _shift_rows(group, measures, settings)]
    shifts = pd.DataFrame(rows, columns=[*SHIFTS.names, "whole"])
    return Tracked(TRENDS.frame(trends), SHIFTS.frame(_judged(shifts, settings)))


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
    for key in dict.fromkeys((cell.group_kind, cell.group) for cell in cells):
        yield [cell for cell in cells if (cell.group_kind, cell.group) == key and cell.period is not None]


def _estimated(cell: _Cell, settings: Track) -> bool:
    return len(cell.side.documents) >= settings.floor and settings.design == "sample"


def _trend_rows(cell: _Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    share = cell.side.mean
    low = high = np.full(len(share), np.nan)
    if _estimated(cell, settings):
        low, high = np.percentile(
            draws(cell.side, settings.draws, random_for(settings.seed, cell.group_kind, cell.group, cell.name)), [2.5, 97.5], axis=0
        )
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
        yield from _slope_rows(estimated, measures)


def _pair_rows(kind: str, first: _Cell, second: _Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    random = random_for(settings.seed, kind, first.group_kind, first.group, first.name, second.name)
    enough = min(len(first.side.documents), len(second.side.documents)) >= settings.floor
    found = difference(first.side, second.side, settings, random) if enough else None
    census = settings.design == "census"
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        row = _named(subject_kind, subject, first, second) | {"kind": kind}
        if found is None:
            yield row | {"verdict": "too little evidence"}
            continue
        here = [first.side.mean[column], second.side.mean[column]]
        inner = (found.inner_low[column], found.inner_high[column])
        numbers = {} if census else {"low": found.low[column], "high": found.high[column], "p": found.p[column]}
        yield (
            row
            | numbers
            | {
                "difference": found.estimate[column],
                "whole": found.estimate[column],
                "verdict": _before_q(found.estimate[column], inner, here, found.smallest_p, settings),
                "drivers": _drivers(first, second, column, measures),
                "vanishes_at": 1 - min(here) / max(here) if max(here) > 0 else np.nan,
            }
        )


def _named(subject_kind: str, subject: str, first: _Cell, last: _Cell) -> dict[str, Any]:
    empty = dict.fromkeys(("difference", "low", "high", "p", "q", "vanishes_at"), np.nan)
    named = {"subject_kind": subject_kind, "subject_id": subject, "group_kind": first.group_kind, "group": first.group}
    return named | empty | {"period_from": first.name, "period_to": last.name, "drivers": [], "topic_route": "not testable"}


def _before_q(estimate: float, inner: tuple[float, float], here: list[float], smallest_p: float, settings: Track) -> str:
    if settings.design == "census":
        unclear = "no change" if max(here) > 0 else "no clear change"
        return unclear if abs(estimate) < settings.margin else "rise" if estimate > 0 else "fall"
    if smallest_p > settings.alpha:
        return "too little evidence"
    equivalent = max(here) > 0 and -settings.margin < inner[0] and inner[1] < settings.margin
    return "no change" if equivalent else "no clear change"


def _drivers(first: _Cell, second: _Cell, column: int, measures: Measures) -> list[str]:
    change: dict[str, float] = {}
    for cell, sign in ((first, -1), (second, 1)):
        shares = measures.shares[cell.rows, column]
        without = (shares.sum() - shares) / max(1, len(shares) - 1)
        for row, moved in zip(cell.rows, sign * (without - shares.mean()), strict=True):
            change[str(measures.documents["document_id"].iloc[row])] = float(moved)
    ranked = sorted(change, key=lambda document_id: (-abs(round(change[document_id], 9)), document_id))
    return [document_id for document_id in ranked[:DRIVERS] if abs(change[document_id]) > 0]


def _slope_rows(cells: list[_Cell], measures: Measures) -> Iterator[dict[str, Any]]:
    """Theil-Sen slope a year over the periods' shares, exact Kendall p. Source: Sen (1968), JASA 63, 1379-1389."""
    from scipy.stats import kendalltau, theilslopes

    middles = [(cell.period.start + cell.period.end) / 2 for cell in cells if cell.period]
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        shares = [float(cell.side.mean[column]) for cell in cells]
        slope = theilslopes(shares, middles)
        tied = len(set(shares)) < len(shares)
        p = float(kendalltau(middles, shares, method="auto" if tied else "exact").pvalue) if len(set(shares)) > 1 else 1.0
        yield _named(subject_kind, subject, cells[0], cells[-1]) | {
            "kind": "trend",
            "difference": float(slope.slope),
            "whole": float(slope.slope) * (middles[-1] - middles[0]),
            "low": float(slope.low_slope),
            "high": float(slope.high_slope),
            "p": p,
            "verdict": "no clear change",
        }


def _judged(shifts: pd.DataFrame, settings: Track) -> pd.DataFrame:
    """Add q within each family, the verdicts that rest on it, and what the topic route says."""
    q = shifts.groupby(FAMILY)["p"].transform(lambda p: benjamini_hochberg(p.to_numpy(dtype=float))) if len(shifts) else shifts["p"]
    large = shifts["whole"].abs() >= settings.margin  # over the whole span; a smaller difference is none that matters
    testable = (shifts["verdict"] == "no clear change") & (q < settings.alpha) & large
    verdict = shifts["verdict"].mask(testable & (shifts["difference"] > 0), "rise").mask(testable & (shifts["difference"] < 0), "fall")
    judged = shifts.assign(q=q, verdict=verdict)
    where = ["group_kind", "group", "kind", "period_from", "period_to"]
    route = judged[judged["subject_kind"] == "topic"].assign(theme=lambda t: t["subject_id"].str.removeprefix("theme-"))
    says = judged.merge(
        route[["theme", *where, "verdict"]], how="left", left_on=["subject_id", *where], right_on=["theme", *where], suffixes=("", "_route")
    )
    testable = (says["subject_kind"] == "theme") & (says["verdict"] != "too little evidence") & says["verdict_route"].notna()
    testable &= says["verdict_route"] != "too little evidence"
    claims = says[["verdict", "verdict_route"]].replace("no change", "no clear change")
    agrees = np.where(claims["verdict"] == claims["verdict_route"], "agrees", "differs")
    return judged.assign(topic_route=np.where(testable, agrees, "not testable"))
