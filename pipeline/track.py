"""Follow themes and topics over time: shares by period with bands, and shifts with what may be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipeline.cells import Cell, by_group, cells_of
from pipeline.code_files import HumanCodes
from pipeline.config import Track
from pipeline.correction import correct_measures
from pipeline.differences import difference
from pipeline.judge import SHIFTS as VERDICTS
from pipeline.judge import TOO_LITTLE, judge, weigh
from pipeline.measures import Measures, measure
from pipeline.resampling import band, random_for
from pipeline.settled_codes import settle_codes
from pipeline.slopes import slope
from pipeline.tables import PROBLEMS, SHIFTS, TRENDS
from pipeline.warn_codes import warn_of_codes

FEWEST_FOR_TREND = 5  # four periods have 24 orders, of which 2 rise or fall throughout: p is hardly ever below .05
DRIVERS = 3
FAMILY = ["subject_kind", "group_kind", "kind"]


@dataclass(frozen=True)
class Tracked:
    """The tables of this stage."""

    trends: pd.DataFrame
    shifts: pd.DataFrame
    drawn_codes: pd.DataFrame
    problems: pd.DataFrame


def track(
    documents: pd.DataFrame,
    covariates: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    document_topics: pd.DataFrame,
    human_codes: HumanCodes | None,
    settings: Track,
) -> Tracked:
    """Follow themes and topics over time.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES.
        segments: its SEGMENTS, to find again what people coded.
        codings: its CODINGS, to hold human codes against.
        document_themes: DOCUMENT_THEMES.
        document_topics: DOCUMENT_TOPICS.
        human_codes: what people coded; None: nothing, and no share is corrected.
        settings: ``[track]``.

    Returns:
        TRENDS for every subject, group and period in which a document has codable segments, and SHIFTS
        between consecutive periods, from first to last, and as a trend from five periods; none for a group that
        holds every document, since these are those of all. DRAWN_CODES are the human codes in use, and problems says
        which are not, and which themes they do not correct.

    Source:
        The estimand, the correction and the tests are set out in docs/explanation/methods.md.
    """
    settled = settle_codes(human_codes, documents, segments, codings)
    corrected = correct_measures(measure(documents, covariates, document_themes, document_topics), settled.drawn_codes, settings)
    measures, cells = corrected.measures, cells_of(corrected, settings)
    trends = pd.DataFrame([row for cell in cells for row in _trend_rows(cell, measures, settings)], columns=TRENDS.names)
    rows = [row for group in by_group(cells) for row in _shift_rows(group, measures, settings)]
    shifts = pd.DataFrame(rows, columns=[*SHIFTS.names, "whole"])
    problems = [*settled.problems, *warn_of_codes(corrected, settled.drawn_codes, segments)]
    return Tracked(
        TRENDS.frame(trends),
        SHIFTS.frame(_with_route(judge(shifts, FAMILY, settings, VERDICTS))),
        settled.drawn_codes,
        PROBLEMS.frame(problems) if problems else PROBLEMS.empty(),
    )


def _trend_rows(cell: Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    share, raw, sampled = cell.side.centre, measures.raw_shares[cell.rows], settings.design == "sample"
    counts, n_segments = measures.counts[cell.rows], measures.segments[cell.rows].sum()
    low = high = np.full(len(share), np.nan)
    if cell.reaches(settings) and (sampled or measures.corrected):
        found = band(cell.side, settings.draws, random_for(settings.seed, cell.group_kind, cell.group, cell.name), sampled=sampled)
        low, high = found.low, found.high
    for column, (kind, subject) in enumerate(measures.subjects):
        corrected = column in measures.corrected
        estimated = cell.reaches(settings) and (sampled or corrected)
        yield {
            "subject_kind": kind,
            "subject_id": subject,
            "group_kind": cell.group_kind,
            "group": cell.group,
            "period": cell.name,
            "period_start": str(cell.period.start) if cell.period else None,
            "period_end": str(cell.period.end) if cell.period else None,
            "share": share[column],
            "share_raw": raw[:, column].mean() if corrected else share[column],
            "share_pooled": counts[:, column].sum() / n_segments,
            "low": low[column] if estimated else np.nan,
            "high": high[column] if estimated else np.nan,
            "n_segments": int(n_segments),
            "n_documents": len(cell.rows),
            "n_clusters": len(cell.side.documents),
            "basis": "estimated" if estimated else "described",
            "corrected": corrected,
        }


def _shift_rows(cells: list[Cell], measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    pairs = [("consecutive", first, second) for first, second in pairwise(cells)]
    if len(cells) > 2:
        pairs.append(("first_last", cells[0], cells[-1]))
    for kind, first, second in pairs:
        yield from _pair_rows(kind, first, second, measures, settings)
    estimated = [cell for cell in cells if cell.reaches(settings) and settings.design == "sample"]
    if len(estimated) >= FEWEST_FOR_TREND:
        yield from _slope_rows(estimated, measures, settings)


def _pair_rows(kind: str, first: Cell, second: Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    random = random_for(settings.seed, kind, first.group_kind, first.group, first.name, second.name)
    enough = min(len(first.side.documents), len(second.side.documents)) >= settings.floor
    found = difference(first.side, second.side, settings, random) if enough else None
    rare = measures.rare(np.concatenate([first.rows, second.rows]))
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        corrected = column in measures.corrected
        row = _named(subject_kind, subject, first, second) | {"kind": kind}
        row |= weigh(found, column, settings, VERDICTS, rare=rare[column], corrected=corrected)
        if found is not None:
            here = [first.side.mean[column], second.side.mean[column]]
            row |= {"whole": found.estimate[column], "drivers": _drivers(first, second, column, measures)}
            row |= {"vanishes_at": 1 - min(here) / max(here) if max(here) > 0 and not corrected else np.nan}
        yield row


def _named(subject_kind: str, subject: str, first: Cell, last: Cell) -> dict[str, Any]:
    empty = dict.fromkeys(("difference", "low", "high", "p", "q", "vanishes_at"), np.nan)
    named = {"subject_kind": subject_kind, "subject_id": subject, "group_kind": first.group_kind, "group": first.group}
    return named | empty | {"period_from": first.name, "period_to": last.name, "drivers": [], "topic_route": "not testable"}


def _drivers(first: Cell, second: Cell, column: int, measures: Measures) -> list[str]:
    change: dict[str, float] = {}
    for cell, sign in ((first, -1), (second, 1)):
        shares = measures.shares[cell.rows, column]
        without = (shares.sum() - shares) / max(1, len(shares) - 1)
        for row, moved in zip(cell.rows, sign * (without - shares.mean()), strict=True):
            change[str(measures.documents["document_id"].iloc[row])] = float(moved)
    ranked = sorted(change, key=lambda document_id: (-abs(round(change[document_id], 9)), document_id))
    return [document_id for document_id in ranked[:DRIVERS] if abs(change[document_id]) > 0]


def _slope_rows(cells: list[Cell], measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
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
            "corrected": column in measures.corrected,
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
