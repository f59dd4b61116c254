"""Try every verdict under other choices, and part each difference into mix and content: what a reader would ask of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.apart import compute_apart
from pipeline.between_groups import Pair, between_groups, contrasts_without, pairs_of
from pipeline.between_periods import KEY, between_periods, comparisons
from pipeline.cells import cells_of
from pipeline.choices import INFERRED_OUT, LEFT_OUT, POOLED, Choice, Tables, as_it_is, choices
from pipeline.codebook import Codebook
from pipeline.config import Challenge, Track
from pipeline.correction import Corrected
from pipeline.judge import TOO_LITTLE
from pipeline.mixes import mixes_of
from pipeline.retry import retry
from pipeline.tables import ROBUSTNESS

NAMES = {"period_from": "one", "period_to": "other", "a": "one", "b": "other"}
WHERE = ["subject_kind", "subject_id", "group_kind", "group", "kind", "one", "other"]
NUMBERS = ["difference", "low", "high", "p", "q"]


@dataclass(frozen=True)
class Challenged:
    """The tables of this stage."""

    robustness: pd.DataFrame
    mixes: pd.DataFrame


def challenge(
    documents: pd.DataFrame,
    covariates: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    document_topics: pd.DataFrame,
    drawn_codes: pd.DataFrame,
    shifts: pd.DataFrame,
    contrasts: pd.DataFrame,
    codebook: Codebook,
    track_settings: Track,
    settings: Challenge,
) -> Challenged:
    """Try every verdict under other choices.

    Args:
        documents: a DOCUMENTS table. Not changed.
        covariates: its COVARIATES.
        segments: its SEGMENTS, for words and for what is codable.
        codings: its CODINGS, for scores.
        document_themes: DOCUMENT_THEMES.
        document_topics: DOCUMENT_TOPICS.
        drawn_codes: the DRAWN_CODES by which shares are corrected.
        shifts: SHIFTS, whose verdicts are tried.
        contrasts: CONTRASTS, likewise.
        codebook: which themes are sub-codes.
        track_settings: ``[track]``: the rules of the verdicts.
        settings: ``[challenge]``.

    Returns:
        ROBUSTNESS: for every verdict on a theme and every choice that is possible, the verdict by the same rules and in the
        same families; and MIXES. Words and topics cannot be corrected by human codes of themes. Contrasts are not tried with
        segments pooled, for they are brought to a mix of documents, nor without inferred dates, for they have none.

    Source:
        Steegen, Tuerlinckx, Gelman, Vanpaemel (2016), Perspectives on Psychological Science 11, 702-712 (multiverse).
    """
    tables = Tables(documents, covariates, segments, codings, document_themes, document_topics, drawn_codes, codebook)
    base = as_it_is(tables, track_settings)
    tried = _tried(tables, base, shifts, contrasts, track_settings, settings)
    compared = comparisons(cells_of(base, track_settings), track_settings)
    rows = pd.concat(tried, ignore_index=True) if tried else ROBUSTNESS.empty()
    return Challenged(ROBUSTNESS.frame(rows), mixes_of(compared, base.measures, track_settings))


def _tried(tables: Tables, base: Corrected, shifts: pd.DataFrame, contrasts: pd.DataFrame, track: Track, settings: Challenge) -> list[pd.DataFrame]:
    here = _verdicts(shifts.assign(claim="shift"))
    pairs, there = pairs_of(contrasts), _verdicts(contrasts.assign(claim="contrast", group="all", kind="contrast"))

    def under_choices() -> Iterator[pd.DataFrame]:
        for choice in choices(tables, base, settings.threshold_step, track):
            yield _told(_asked(here, choice), _periods(choice, track), choice.name)
            if choice.name not in {POOLED, INFERRED_OUT}:
                yield _told(_asked(there, choice), _groups(choice.corrected, pairs, choice.kept, track), choice.name)

    def without_documents() -> Iterator[pd.DataFrame]:
        if settings.without_documents:
            yield _told(here, _periods_without(base, track), LEFT_OUT)
            yield _told(there[there["verdict_here"] != TOO_LITTLE], contrasts_without(pairs, contrasts, base, track), LEFT_OUT)

    chosen, left_out = compute_apart([lambda: list(under_choices()), lambda: list(without_documents())])
    return [*chosen, *left_out]


def _verdicts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what is tried: the verdicts on themes, with what names them."""
    themes = rows[rows["subject_kind"] == "theme"].rename(columns=NAMES | {"verdict": "verdict_here"})
    return themes[["claim", *WHERE, "verdict_here"]].reset_index(drop=True)


def _asked(here: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    return here[here["group_kind"] != choice.same_within] if choice.same_within else here


def _periods(choice: Choice, settings: Track) -> pd.DataFrame:
    compared = comparisons(cells_of(choice.corrected, settings, choice.kept), settings)
    return between_periods(compared, choice.corrected.measures, settings).assign(document_id=None)


def _periods_without(base: Corrected, settings: Track) -> pd.DataFrame:
    compared = comparisons(cells_of(base, settings), settings)
    judged = between_periods(compared, base.measures, settings)
    again = retry(compared, judged, pd.Series(data=True, index=judged.index), base.measures, settings)
    named = judged.iloc[again["row"].to_numpy(dtype=int)][["subject_kind", "subject_id", *KEY, "corrected"]].reset_index(drop=True)
    return pd.concat([named, again.drop(columns="row")], axis=1)


def _groups(corrected: Corrected, pairs: Sequence[Pair], kept: np.ndarray | None, settings: Track) -> pd.DataFrame:
    return between_groups(pairs, corrected, kept, settings).assign(document_id=None, group="all", kind="contrast")


def _told(here: pd.DataFrame, found: pd.DataFrame, name: str) -> pd.DataFrame:
    """Put the verdicts under a choice beside those of the study; one that the choice leaves nothing to test has too little evidence."""
    tried = found.rename(columns=NAMES)[[*WHERE, "document_id", "verdict", *NUMBERS, "corrected"]]
    text = dict.fromkeys(WHERE, "str")  # a table without rows has no types of its own
    rows = here.astype(text).merge(tried.astype(text), on=WHERE, how="inner" if name == LEFT_OUT else "left", validate="one_to_one")
    verdict = rows["verdict"].fillna(TOO_LITTLE)
    differs = (verdict != rows["verdict_here"]) & ((verdict != TOO_LITTLE) | (name == LEFT_OUT))
    corrected = rows["corrected"].fillna(value=False).astype(bool)
    return rows.assign(verdict=verdict, flips=differs, corrected=corrected, choice=name)
