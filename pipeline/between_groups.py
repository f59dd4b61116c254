"""Hold groups of documents against each other as contrasts do, whatever the counts, and without each source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.judge import CONTRASTS as VERDICTS
from pipeline.judge import judge, q_in_place, settle, testable, weigh
from pipeline.measures import Measures
from pipeline.resampling import random_for
from pipeline.schema import tuples
from pipeline.standardise import standardised_difference
from pipeline.strata import NOT_GIVEN, stratify

FAMILY = ["subject_kind", "group_kind"]
COLUMNS = ["subject_kind", "subject_id", "group_kind", "a", "b", "difference", "low", "high", "p", "q", "verdict", "reason", "corrected"]
TRIALS = 1999  # permutations of a source left out, of which there are many; where they give another verdict, all permutations are tried
RESAMPLES = 500  # likewise
CLAIMS = (VERDICTS.more, VERDICTS.less, VERDICTS.same)


@dataclass(frozen=True)
class Pair:
    """Two groups that are held against each other."""

    kind: str
    a: str
    b: str


def pairs_of(contrasts: pd.DataFrame) -> list[Pair]:
    """List the pairs of a CONTRASTS table, in its order."""
    return [Pair(row.group_kind, row.a, row.b) for row in tuples(contrasts.drop_duplicates(["group_kind", "a", "b"]))]


def between_groups(pairs: Sequence[Pair], corrected: Corrected, kept: np.ndarray | None, settings: Track) -> pd.DataFrame:
    """Hold the groups of each pair against each other, by the rules of contrasts.

    Args:
        pairs: of groups.
        corrected: the measures of all documents.
        kept: bool[documents]: those that are compared; None: all.
        settings: ``[track]``.

    Returns:
        COLUMNS, a row for every pair and subject, judged in their families.
    """
    everything = np.ones(len(corrected.measures.documents), dtype=bool) if kept is None else kept
    rows = [row for pair in pairs for row in _rows(pair, corrected, everything, settings)]
    return judge(pd.DataFrame(rows, columns=COLUMNS), FAMILY, settings, VERDICTS)


def _members(pair: Pair, measures: Measures, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    a, b = (rows[kept[rows]] for rows in (measures.rows(pair.kind, pair.a), measures.rows(pair.kind, pair.b)))
    return a, b


def _rows(pair: Pair, corrected: Corrected, kept: np.ndarray, settings: Track) -> list[dict[str, Any]]:
    measures = corrected.measures
    types = None if pair.kind == "source_type" else measures.documents["source_type"].fillna(NOT_GIVEN).to_numpy(dtype=str)
    strata = stratify(_members(pair, measures, kept), types, measures.documents["cluster_id"].to_numpy(dtype=str))
    enough = min(strata.clusters) >= settings.floor
    found = standardised_difference(strata, corrected, settings, random_for(settings.seed, pair.kind, pair.a, pair.b)) if enough else None
    rare = measures.rare(strata.rows)
    rows = []
    for column, (subject_kind, subject) in enumerate(measures.subjects):
        named = {"subject_kind": subject_kind, "subject_id": subject, "group_kind": pair.kind, "a": pair.a, "b": pair.b}
        rows.append(named | weigh(found, column, settings, VERDICTS, rare=rare[column], corrected=column in measures.corrected))
    return rows


def contrasts_without(pairs: Sequence[Pair], contrasts: pd.DataFrame, corrected: Corrected, settings: Track) -> pd.DataFrame:
    """Judge what contrasts claim again without each source of either group.

    Args:
        pairs: of groups.
        contrasts: a CONTRASTS table; rows that claim nothing are left out. Not changed.
        corrected: the measures of all documents.
        settings: ``[track]``.

    Returns:
        COLUMNS with document_id, group and kind, a row for every claim about a theme: without the source that moves the difference most, of
        those, where there are any, without which the verdict is another. The other tests of the family stay as they are. Most sources
        change nothing, which 1,999 permutations and 500 resamples show; a source without which these give another verdict is left out
        again with as many as settings say. No verdict is so said to be another for want of permutations: of 1,999 no p is below
        .0005, which in a family of more than a hundred tests can be too large for q.
    """
    themes = contrasts[contrasts["subject_kind"] == "theme"].reset_index(drop=True)
    found = [_without(pair, themes, corrected, settings) for pair in pairs]
    empty = pd.DataFrame({name: [] for name in [*COLUMNS, "document_id"]})
    return pd.concat([one for one in found if len(one)] or [empty], ignore_index=True).assign(group="all", kind="contrast")


def _without(pair: Pair, themes: pd.DataFrame, corrected: Corrected, settings: Track) -> pd.DataFrame:
    own = themes[(themes["group_kind"] == pair.kind) & (themes["a"] == pair.a) & (themes["b"] == pair.b) & themes["verdict"].isin(CLAIMS)]
    if own.empty:
        return pd.DataFrame()
    measures, family = corrected.measures, themes[themes["group_kind"] == pair.kind]
    clusters = measures.documents["cluster_id"].to_numpy(dtype=str)
    members = np.concatenate(_members(pair, measures, np.ones(len(clusters), dtype=bool)))

    def left_out(sources: Sequence[str], settings: Track) -> pd.DataFrame:
        again = []
        for cluster in sources:
            document_id = measures.documents["document_id"].iloc[int(members[clusters[members] == cluster][0])]
            again += [row | {"document_id": document_id, "source": cluster} for row in _rows(pair, corrected, clusters != cluster, settings)]
        rows = pd.DataFrame(again).merge(own[["subject_id", "verdict", "difference"]], on="subject_id", suffixes=("", "_here"))
        return settle(rows.assign(q=_q(rows, family)), settings, VERDICTS)

    draws = settings.draws if corrected.correction else min(settings.draws, RESAMPLES)  # the coder's error has as many draws as [track] says
    fewer = settings.model_copy(update={"permutations": min(settings.permutations, TRIALS), "draws": draws})
    quick = left_out(sorted(set(clusters[members])), fewer)
    unsure = sorted(set(quick.loc[quick["verdict"] != quick["verdict_here"], "source"])) if fewer != settings else []
    settled = pd.concat([quick[~quick["source"].isin(unsure)], left_out(unsure, settings)], ignore_index=True) if unsure else quick
    moved = (settled["difference"] - settled["difference_here"]).abs().round(9)
    ordered = settled.assign(_same=settled["verdict"] == settled["verdict_here"], _size=-moved.fillna(np.inf))
    return ordered.sort_values(["subject_id", "_same", "_size", "document_id"]).drop_duplicates("subject_id")[[*COLUMNS, "document_id"]]


def _q(rows: pd.DataFrame, family: pd.DataFrame) -> pd.Series[float]:
    """Return q of each row within its family, the other tests as they are."""
    tested, p = testable(family), testable(rows)
    q = pd.Series(np.nan, index=rows.index)
    for subject, part in rows.groupby("subject_id"):
        first = part.iloc[0]
        others = tested[(family["subject_id"] != subject) | (family["a"] != first["a"]) | (family["b"] != first["b"])]
        q.loc[part.index] = q_in_place(others.to_numpy(dtype=float), p.loc[part.index].to_numpy(dtype=float))
    return q
