"""List what documents propose, and the figures they give."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.config import Ledger
from pipeline.follow import follow
from pipeline.indicators import indicators_of
from pipeline.lists import led_lists
from pipeline.origins import reference_of, themes_of, with_origins
from pipeline.overrule import overrule
from pipeline.proposals import Proposal, proposals
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans
from pipeline.series import merged, with_series, with_vague
from pipeline.supplement import supplement
from pipeline.tables import DECISIONS, INDICATORS, RECOMMENDATIONS
from pipeline.weigh import passages_of, weigh

if TYPE_CHECKING:
    from pipeline.cache import Encoder

PROCEDURE = ("RESOLVED", "AGREED", "RECOMMENDED")  # what minutes write in capitals before a decision

SPEAKS_FOR_ITSELF = ("press_release", "strategy", "response")  # source types in which "we" is the publisher; in minutes and workshops it is anybody


@dataclass(frozen=True)
class Listed:
    """The tables of the stage."""

    recommendations: pd.DataFrame
    indicators: pd.DataFrame


@dataclass(frozen=True)
class Joined:
    """The same for the whole study, and a PROBLEMS table of people's decisions that meet no recommendation."""

    recommendations: pd.DataFrame
    indicators: pd.DataFrame
    problems: pd.DataFrame


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
    kinds = _kinds(blocks, segments)
    ordered = groupby(tuples(segments.sort_values(["document_id", "start"])), key=lambda row: row.document_id)
    read = [(known[document_id], list(rows)) for document_id, rows in ordered]
    said_in = [_sentences_of(own) for _, own in read]
    proposed = iter(proposals([one.read for sentences in said_in for one in sentences]))  # of all at once: the parser is quicker with many
    for (document, own), sentences in zip(read, said_in, strict=True):
        found = list(islice(proposed, len(sentences)))
        recommended.extend(_proposals_of(sentences, found, kinds, document, settings))
        figures = merged(list(indicators_of(own, kinds, named=document.attribution == "named")))
        said = [(row.segment_id, row.text) for row in own if kinds[row.segment_id] in ("paragraph", "list_item")]
        cut_from = {row.segment_id: row for row in own}
        measured.extend(_placed(row, cut_from[row["segment_id"]], document) for row in with_vague(figures, said) if row["kind"] in settings.figures)
    return Listed(
        RECOMMENDATIONS.frame(columns(recommended, RECOMMENDATIONS.names)),
        INDICATORS.frame(columns([{**row, "series": "", "similar": []} for row in measured], INDICATORS.names)),
    )


def join(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    vectors: pd.DataFrame,
    codings: pd.DataFrame,
    recommendations: pd.DataFrame,
    indicators: pd.DataFrame,
    settings: Ledger,
    encoder: Encoder,
    framings: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
) -> Joined:
    """Give proposals their themes, what other sources say beside them and what became of them, and join figures into series.

    All of it needs the whole study.

    Args:
        documents: the DOCUMENTS. Not changed.
        segments: their SEGMENTS. Not changed.
        vectors: their VECTORS. Not changed.
        codings: the CODINGS. Not changed.
        recommendations: of all documents. Not changed.
        indicators: of all documents. Not changed.
        settings: ``[ledger]``.
        encoder: the encoder that made the vectors, for decisions in segments that cannot be coded.
        framings: the FRAMINGS, by which a passage is for or against; None: nothing is known of that. Not changed.
        decisions: the DECISIONS, of which those on recommendations stand over the rule; None: there are none. Not changed.
    """
    themes = themes_of(codings)
    proposed = with_origins(recommendations, documents, themes)
    known = supplement(vectors, proposed["segment_id"], segments, encoder)
    beside = weigh(proposed, passages_of(documents, segments, themes, framings), known, settings)
    fates = follow(proposed, known, settings)
    lists = {name: [getattr(each, name) for each in beside] for name in ("evidence_for", "evidence_against", "near")}
    lists |= {name: [getattr(each, name) for each in fates] for name in ("reported_by", "superseded_by")}
    told = {name: pd.Series(values, index=proposed.index, dtype=object) for name, values in lists.items()}
    ruled = proposed.assign(status=[fate.status for fate in fates], **told)[RECOMMENDATIONS.names]
    overruled = overrule(ruled, DECISIONS.empty() if decisions is None else decisions)
    return Joined(overruled.recommendations, _joined(documents, indicators), overruled.problems)


def _joined(documents: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Join figures that one source gives twice, and name their series."""
    sources = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    known = indicators.astype(object).where(indicators.notna(), None)
    for row in (dict(zip(known.columns, values, strict=True)) for values in known.itertuples(index=False, name=None)):
        by_source[sources[row["document_id"]]].append(row)
    in_order = (sorted(rows, key=lambda row: (row["document_id"], row["start"], row["mentions"][0])) for _, rows in sorted(by_source.items()))
    figures = [row for rows in in_order for row in merged(rows)]
    return INDICATORS.frame(columns(with_series(figures, sources), INDICATORS.names))


def _kinds(blocks: pd.DataFrame, segments: pd.DataFrame) -> dict[str, str]:
    """Return the kind of the block that each segment is cut from: the last of its document that begins no later."""
    starts: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, list[str]] = defaultdict(list)
    ordered = blocks.sort_values(["document_id", "start"])
    for document_id, start, kind in zip(*(ordered[name].tolist() for name in ("document_id", "start", "kind")), strict=True):
        starts[document_id].append(start)
        kinds[document_id].append(kind)
    places = zip(*(segments[name].tolist() for name in ("segment_id", "document_id", "start")), strict=True)
    return {segment_id: kinds[document_id][bisect_right(starts[document_id], start) - 1] for segment_id, document_id, start in places}


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a segment, from and to which character of it; ``read`` is what proposals are looked for in."""

    row: Any
    start: int
    end: int

    @property
    def text(self) -> str:
        return str(self.row.text[self.start : self.end])

    @property
    def read(self) -> str:
        return self.text if self.row.codable or _decides(self.row) else ""


def _sentences_of(segments: list[Any]) -> list[_Sentence]:
    rows = [row for row in segments if not isinstance(row.duplicate_of, str) and (row.codable or _decides(row) or _leads(row))]
    return [_Sentence(row, start, end) for row, spans in zip(rows, sentence_spans([row.text for row in rows]), strict=True) for start, end in spans]


def _proposals_of(
    sentences: list[_Sentence], found: list[Proposal | None], kinds: dict[str, str], document: Any, settings: Ledger
) -> Iterator[dict[str, Any]]:
    listed = led_lists([(one.row, one.text, one.start == 0, kinds[one.row.segment_id]) for one in sentences], found)
    for one, proposal in zip(sentences, listed, strict=True):
        if proposal and proposal.kind in settings.proposals:
            yield _proposal_row(one.row, (one.start, one.end), proposal, document)


def _decides(row: Any) -> bool:
    return str(row.text).lstrip().startswith(PROCEDURE)


def _leads(row: Any) -> bool:
    """Tell whether a passage, though too short to be coded, may lead to a list."""
    return str(row.text).rstrip().endswith(":") and row.part != "prompt"


def _proposal_row(segment: Any, span: tuple[int, int], proposal: Proposal, document: Any) -> dict[str, Any]:
    start, end = segment.start + span[0], segment.start + span[1]
    recommendation_id = "r" + hashlib.sha256(f"{segment.document_id}\0{start}\0{end}".encode()).hexdigest()[:10]
    owner = proposal.owner
    if owner in ("we", "We") and segment.voice == "own" and document.source_type in SPEAKS_FOR_ITSELF and isinstance(document.publisher, str):
        owner = f"{owner} [{document.publisher}]"
    return {
        "recommendation_id": recommendation_id,
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
        "status": "done" if proposal.kind == "done" else "open",
        "reference": reference_of(segment, span[0], document) or recommendation_id,
        "origin": document.title,
        "date": None,
        "area": None,
        **{name: [] for name in ("theme_ids", "evidence_for", "evidence_against", "near", "reported_by", "superseded_by")},
    }


def _placed(row: dict[str, Any], segment: Any, document: Any) -> dict[str, Any]:
    return {**row, "page": segment.page, "paragraph": segment.paragraph, "place": document.place}
