"""Follow themes and topics over time: shares by period with bands, and shifts with what may be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.bands import band
from pipeline.between_periods import FAMILY, KEY, between_periods, comparisons
from pipeline.cells import Cell, cells_of
from pipeline.code_files import HumanCodes
from pipeline.config import Track
from pipeline.correction import Corrected, correct_measures
from pipeline.judge import SHIFTS as VERDICTS
from pipeline.judge import TOO_LITTLE, judge
from pipeline.measures import Measures, measure
from pipeline.resampling import random_for
from pipeline.retry import falls_without
from pipeline.settled_codes import settle_codes
from pipeline.tables import PROBLEMS, SHIFTS, TRENDS
from pipeline.warn_codes import warn_of_codes

INFERRED = "inferred by a person"


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
        holds every document, since these are those of all; each claim says without which document it falls away, and
        what it is without dates that a person inferred. DRAWN_CODES are the human codes in use, and problems says
        which are not, and which themes they do not correct.

    Source:
        The estimand, the correction and the tests are set out in docs/explanation/methods.md.
    """
    settled = settle_codes(human_codes, documents, segments, codings)
    corrected = correct_measures(measure(documents, covariates, document_themes, document_topics), settled.drawn_codes, settings)
    measures, cells = corrected.measures, cells_of(corrected, settings)
    trends = pd.DataFrame([row for cell in cells for row in _trend_rows(cell, measures, settings)], columns=TRENDS.names)
    compared = comparisons(cells, settings)
    judged = between_periods(compared, measures, settings)
    shifts = _with_inferred(judged.assign(falls_without=falls_without(compared, judged, measures, settings)), corrected, settings)
    problems = [*settled.problems, *warn_of_codes(corrected, settled.drawn_codes, segments)]
    return Tracked(
        TRENDS.frame(trends),
        SHIFTS.frame(_with_route(shifts, settings)),
        settled.drawn_codes,
        PROBLEMS.frame(problems) if problems else PROBLEMS.empty(),
    )


def _trend_rows(cell: Cell, measures: Measures, settings: Track) -> Iterator[dict[str, Any]]:
    share, raw, sampled = cell.side.centre, measures.raw_shares[cell.rows], settings.design == "sample"
    counts, n_segments = measures.counts[cell.rows], measures.segments[cell.rows].sum()
    low = high = np.full(len(share), np.nan)
    if cell.reaches(settings) and (sampled or measures.corrected):
        found = band(
            cell.side, settings.draws, random_for(settings.seed, cell.group_kind, cell.group, cell.name), sampled=sampled, segments=n_segments
        )
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


def _with_inferred(judged: pd.DataFrame, corrected: Corrected, settings: Track) -> pd.DataFrame:
    """Add what each verdict is without the documents whose date a person inferred; null where no document has such a date."""
    known = (corrected.measures.documents["date_basis"] != INFERRED).to_numpy(dtype=bool)
    if known.all():
        return judged.assign(without_inferred=pd.Series(pd.NA, index=judged.index, dtype="str"))
    where = ["subject_kind", "subject_id", *KEY]
    again = between_periods(comparisons(cells_of(corrected, settings, known), settings), corrected.measures, settings)
    merged = judged[where].merge(again[[*where, "verdict"]], how="left", on=where, validate="one_to_one")
    return judged.assign(without_inferred=merged["verdict"].fillna(TOO_LITTLE).to_numpy())


def _with_route(judged: pd.DataFrame, settings: Track) -> pd.DataFrame:
    """Add what the topic route says of each shift of a theme, its guided topics a family of their own, as the themes are."""
    where = ["group_kind", "group", "kind", "period_from", "period_to"]
    guided = judged[(judged["subject_kind"] == "topic") & judged["subject_id"].str.startswith("theme-")]
    unjudged = guided["verdict"].where(~guided["verdict"].isin([VERDICTS.more, VERDICTS.less]), VERDICTS.unclear)
    route = judge(guided.assign(verdict=unjudged), FAMILY, settings, VERDICTS).assign(theme=lambda t: t["subject_id"].str.removeprefix("theme-"))
    says = judged.merge(
        route[["theme", *where, "verdict"]], how="left", left_on=["subject_id", *where], right_on=["theme", *where], suffixes=("", "_route")
    )
    testable = (says["subject_kind"] == "theme") & (says["verdict"] != TOO_LITTLE) & says["verdict_route"].notna()
    testable &= says["verdict_route"] != TOO_LITTLE
    claims = says[["verdict", "verdict_route"]].replace(VERDICTS.same, VERDICTS.unclear)
    agrees = np.where(claims["verdict"] == claims["verdict_route"], "agrees", "differs")
    return judged.assign(topic_route=np.where(testable, agrees, "not testable"))
