"""List what documents propose, and the figures they give."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Ledger
from pipeline.indicators import indicators_of
from pipeline.lists import led_lists
from pipeline.proposals import Proposal, proposals
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans
from pipeline.series import merged, with_series, with_vague
from pipeline.tables import INDICATORS, RECOMMENDATIONS

PROCEDURE = ("RESOLVED", "AGREED", "RECOMMENDED")  # what minutes write in capitals before a decision

SPEAKS_FOR_ITSELF = ("press_release", "strategy", "response")  # source types in which "we" is the publisher; in minutes and workshops it is anybody


@dataclass(frozen=True)
class Listed:
    """The tables of the stage."""

    recommendations: pd.DataFrame
    indicators: pd.DataFrame


def ledger(documents: pd.DataFrame, blocks: pd.DataFrame, segments: pd.DataFrame, settings: Ledger) -> Listed:
    """List what documents propose, and the figures they give.

    Both are found by rule in single sentences, and say no more than the sentence: what is not written there is null.

    Args:
        documents: a DOCUMENTS table, any subset of the corpus. Not changed.
        blocks: the BLOCKS of these documents. Not changed.
        segments: their SEGMENTS. Not changed.
        settings: ``[ledger]``.

    Returns:
        RECOMMENDATIONS, their themes not yet filled in, and INDICATORS, whose series are not; each document's rows depend on it only.
    """
    known = {row.document_id: row for row in tuples(documents.drop(columns="text"))}
    recommended: list[dict[str, Any]] = []
    measured: list[dict[str, Any]] = []
    for document_id, own in segments.sort_values(["document_id", "start"]).groupby("document_id", sort=True):
        document, kinds = known[document_id], _kinds(blocks[blocks["document_id"] == document_id], own)
        recommended.extend(_proposals_of(own, kinds, document, settings))
        figures = merged(list(indicators_of(own, kinds, named=document.attribution == "named")))
        said = [(row.segment_id, row.text) for row in tuples(own) if kinds[row.segment_id] in ("paragraph", "list_item")]
        measured.extend(_placed(row, own, document) for row in with_vague(figures, said) if row["kind"] in settings.figures)
    return Listed(
        RECOMMENDATIONS.frame(columns(recommended, RECOMMENDATIONS.names)),
        INDICATORS.frame(columns([{**row, "series": "", "similar": []} for row in measured], INDICATORS.names)),
    )


def join(documents: pd.DataFrame, codings: pd.DataFrame, recommendations: pd.DataFrame, indicators: pd.DataFrame) -> Listed:
    """Give proposals the themes of their segments, and join figures into series: what needs all documents at once.

    Args:
        documents: the DOCUMENTS. Not changed.
        codings: the CODINGS. Not changed.
        recommendations: of all documents. Not changed.
        indicators: of all documents. Not changed.
    """
    given = codings[codings["assigned"]].sort_values(["segment_id", "theme_id"]).groupby("segment_id")["theme_id"].agg(list)
    themes = [given.get(segment_id, []) for segment_id in recommendations["segment_id"]]
    sources = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in (dict(zip(indicators.columns, values, strict=True)) for values in indicators.itertuples(index=False, name=None)):
        by_source[sources[row["document_id"]]].append(_nulls_as_none(row))
    in_order = (sorted(rows, key=lambda row: (row["document_id"], row["start"], row["mentions"][0])) for _, rows in sorted(by_source.items()))
    figures = [row for rows in in_order for row in merged(rows)]
    return Listed(
        RECOMMENDATIONS.frame(recommendations.assign(theme_ids=pd.Series(themes, index=recommendations.index, dtype=object))),
        INDICATORS.frame(columns(with_series(figures, sources), INDICATORS.names)),
    )


def _nulls_as_none(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: None if name in ("of", "period", "claimed_by", "year", "page", "place") and pd.isna(value) else value for name, value in row.items()
    }


def _kinds(blocks: pd.DataFrame, segments: pd.DataFrame) -> dict[str, str]:
    """Return the kind of the block that each segment of a document is cut from."""
    ordered = blocks.sort_values("start")
    at = np.searchsorted(ordered["start"].to_numpy(), segments["start"].to_numpy(), side="right") - 1
    return dict(zip(segments["segment_id"], ordered["kind"].to_numpy()[at], strict=True))


def _proposals_of(segments: pd.DataFrame, kinds: dict[str, str], document: Any, settings: Ledger) -> Iterator[dict[str, Any]]:
    rows = [row for row in tuples(segments) if not isinstance(row.duplicate_of, str) and (row.codable or _decides(row) or _leads(row))]
    sentences = [(row, start, end) for row, spans in zip(rows, sentence_spans([row.text for row in rows]), strict=True) for start, end in spans]
    found = proposals([row.text[start:end] if row.codable or _decides(row) else "" for row, start, end in sentences])
    listed = led_lists([(row, row.text[start:end], start == 0, kinds[row.segment_id]) for row, start, end in sentences], found)
    for (row, start, end), proposal in zip(sentences, listed, strict=True):
        if proposal and proposal.kind in settings.proposals:
            yield _proposal_row(row, (start, end), proposal, document)


def _decides(row: Any) -> bool:
    return str(row.text).lstrip().startswith(PROCEDURE)


def _leads(row: Any) -> bool:
    """Tell whether a passage, though too short to be coded, may lead to a list."""
    return str(row.text).rstrip().endswith(":") and row.part != "prompt"


def _proposal_row(segment: Any, span: tuple[int, int], proposal: Proposal, document: Any) -> dict[str, Any]:
    start, end = segment.start + span[0], segment.start + span[1]
    owner = proposal.owner
    if owner in ("we", "We") and segment.voice == "own" and document.source_type in SPEAKS_FOR_ITSELF and isinstance(document.publisher, str):
        owner = f"{owner} [{document.publisher}]"
    return {
        "recommendation_id": "r" + hashlib.sha256(f"{segment.document_id}\0{start}\0{end}".encode()).hexdigest()[:10],
        "kind": proposal.kind,
        "document_id": segment.document_id,
        "segment_id": segment.segment_id,
        "start": start,
        "end": end,
        "page": segment.page,
        "paragraph": segment.paragraph,
        "text": segment.text[span[0] : span[1]],
        "owner": owner,
        "action": proposal.action,
        "deadline": proposal.deadline,
        "theme_ids": [],
        "status": "done" if proposal.kind == "done" else "open",
    }


def _placed(row: dict[str, Any], segments: pd.DataFrame, document: Any) -> dict[str, Any]:
    segment = segments[segments["segment_id"] == row["segment_id"]].iloc[0]
    return {**row, "page": segment["page"], "paragraph": segment["paragraph"], "place": document.place}
