"""Hold the coder against the human codes of a draw: accuracy and calibration of each theme, and its scores in bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.accuracy import MEASURES, Compared, measure_accuracy
from pipeline.calibrated import Scored, bin_scores, hold_scores
from pipeline.correction import coded
from pipeline.schema import tuples
from pipeline.tables import APPRAISALS, SCORE_BINS


@dataclass(frozen=True)
class Appraised:
    """An APPRAISALS and a SCORE_BINS table."""

    appraisals: pd.DataFrame
    score_bins: pd.DataFrame


def appraise(drawn_codes: pd.DataFrame, codings: pd.DataFrame, documents: pd.DataFrame, seed: int = 0) -> Appraised:
    """Measure how good the coder is on the segments that people coded.

    Args:
        drawn_codes: a DRAWN_CODES table. Not changed.
        codings: the CODINGS, for the scores.
        documents: the DOCUMENTS, for what shares a source and is resampled together.
        seed: of 2,000 resamples.

    Returns:
        A row for each theme that people coded, and one for each of its bins of scores. Every code weighs as many segments as it was drawn
        for, so that figures speak of all codable segments. Empty tables without human codes.
    """
    cluster_of = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    scores = codings[["segment_id", "theme_id", "score"]]
    rows = drawn_codes.merge(scores, on=["segment_id", "theme_id"], validate="one_to_one").sort_values(["theme_id", "segment_id"])
    rows = rows.assign(cluster=rows["segment_id"].str.rsplit("#", n=1).str[0].map(cluster_of)).dropna(subset=["cluster"])
    appraisals, bins = [], []
    for theme_id, own in rows.groupby("theme_id", sort=True):
        drawn = coded(own)
        per_stratum = np.bincount(drawn.stratum, minlength=len(drawn.size))
        weights = (drawn.size / np.maximum(per_stratum, 1))[drawn.stratum]
        scored = Scored(own["score"].to_numpy(dtype=float), drawn.value, weights, own["cluster"].to_numpy(dtype=str))
        appraisals.append({"theme_id": theme_id, "n_segments": len(own), **_accuracy(scored, drawn.assigned, seed), **_calibration(scored, seed)})
        bins += [{"theme_id": theme_id, **row._asdict()} for row in tuples(bin_scores(scored, seed))]
    return Appraised(
        APPRAISALS.frame(appraisals) if appraisals else APPRAISALS.empty(),
        SCORE_BINS.frame([{name: row[name] for name in SCORE_BINS.names} for row in bins]) if bins else SCORE_BINS.empty(),
    )


def _accuracy(scored: Scored, assigned: np.ndarray, seed: int) -> dict[str, Any]:
    compared = Compared(scored.labels[:, None], assigned[:, None], scored.documents, scored.weights)
    row = measure_accuracy(compared, ["theme"], seed).iloc[0]
    found = {f"{measure}{end}": row[f"{measure}{end}"] for measure in MEASURES for end in ("", "_low", "_high")}
    return {"n_sources": len(np.unique(scored.documents)), "n_positive": row["n"], **found}


def _calibration(scored: Scored, seed: int) -> dict[str, Any]:
    held = hold_scores(scored, seed)
    measured = {"calibration_error": held.error, "brier_skill": held.skill}
    found = {f"{name}{end}": value for name, three in measured.items() for end, value in zip(("", "_low", "_high"), three, strict=True)}
    verdicts = {"calibration_verdict": held.error_verdict, "skill_verdict": held.skill_verdict}
    return {**found, "calibration_error_by_chance": held.by_chance, **verdicts}
