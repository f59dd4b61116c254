"""Choose quotes that speak for each theme, and some that dissent, by rule; and pairs of passages that say different things of one point."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from pipeline.citations import cite, speaker_shown
from pipeline.codebook import Codebook
from pipeline.config import Quote
from pipeline.pair_up import pair_outside, pair_up
from pipeline.pinned import without_rejected
from pipeline.replies import find_replies
from pipeline.schema import tuples
from pipeline.tables import PAIRS, QUOTES

# Whole sentences only: headings and titles lack the end, sentences cut in half lack the start or the end.
CLEAR_START = re.compile(r"[\"“‘'(\[\s]*[^\Wa-zß-ÿ_]")
CLEAR_END = re.compile(r"[.!?][\"”’')\]\s]*$")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+")
ASKS = re.compile(r"\?[\"”’')\]\s]*$")
FEWEST_WORDS = 8  # whatever [quote] min_words allows
OUTSIDE = ""  # in place of a theme_id, for pairs that no theme covers
FRAMED = ("strength", "problem", "proposal")
WEIGHED = ["segment_id", "document_id", "source_type", "text", "framing", "dissent"]  # by which quotes are chosen, beside their weights
OF_DOCUMENT = ["document_id", "title", "reference", "date", "attribution", "publisher", "source_type"]


@dataclass(frozen=True)
class Quoted:
    """A QUOTES and a PAIRS table."""

    quotes: pd.DataFrame
    pairs: pd.DataFrame


def quote(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    vectors: pd.DataFrame,
    codings: pd.DataFrame,
    framings: pd.DataFrame,
    codebook: Codebook,
    settings: Quote,
    decisions: pd.DataFrame | None = None,
) -> Quoted:
    """Choose quotes that speak for each theme, and some that dissent.

    A quote is a whole segment of whole sentences, of eight words or more, and neither heading nor title. Strengths, problems
    and proposals are chosen apart, with those that say neither where all three are few: by score, times the cosine to the mean
    of the theme's segments, times the probability of the framing. Every document has its turn before one has a second; among
    documents whose turn it is, every source type has one before another has a second. Dissenting quotes are
    those machine-coded so with a probability of ``[quote] dissent_certainty`` or more, by that times score, in the same turns; they are no
    representative quotes. Nor is other dissent, however likely, nor are questions that stand alone, where a theme has other passages.

    Args:
        documents: a DOCUMENTS table; those with quotable ``no`` or ``paraphrase`` are not quoted. Not changed.
        segments: its SEGMENTS.
        vectors: its VECTORS.
        codings: its CODINGS.
        framings: its FRAMINGS.
        codebook: the themes.
        settings: ``[quote]``.
        decisions: DECISIONS, of which passages rejected are no quotes and in no pair; None: there are none. Not changed.

    Returns:
        A QUOTES table, and a PAIRS table of passages that might be quoted: see ``pair_up``.
    """
    allowed = documents[~documents["quotable"].isin(["no", "paraphrase"])]
    quotable = _quotable(segments, allowed, settings)
    rows = quotable.merge(vectors, on="segment_id", validate="one_to_one").merge(framings, on="segment_id", validate="one_to_one")
    rows = rows.merge(codings[codings["assigned"]], on="segment_id", validate="one_to_many")
    rows = rows if decisions is None else without_rejected(rows, segments, decisions)
    heard = segments[segments["document_id"].isin(quotable["document_id"])]
    known = dict(zip(vectors["segment_id"], vectors["vector"], strict=True))
    replies = find_replies(heard, known)
    by_theme = {theme_id: rows[rows["theme_id"] == theme_id] for theme_id in codebook.theme_ids}
    chosen = pd.concat([_for_theme(own, settings) for own in by_theme.values()])
    pairs = [pair_up(own, replies, known, settings).assign(theme_id=theme_id) for theme_id, own in by_theme.items()]
    themed = set(rows["segment_id"])
    outside = {asked: answer for asked, answer in replies.items() if not {asked, answer} & themed}
    pairs.append(pair_outside(quotable, outside, known).assign(theme_id=OUTSIDE))
    return Quoted(QUOTES.frame(_described(chosen, replies)), PAIRS.frame(pd.concat(pairs)))


def _quotable(segments: pd.DataFrame, allowed: pd.DataFrame, settings: Quote) -> pd.DataFrame:
    """Return the segments that may be quotes, with what is known of their documents."""
    long_enough = segments["n_words"].between(max(FEWEST_WORDS, settings.min_words), settings.max_words)
    whole = segments["text"].str.match(CLEAR_START) & segments["text"].str.contains(CLEAR_END)
    rows = segments[segments["codable"] & long_enough & whole].merge(allowed[OF_DOCUMENT], on="document_id", validate="many_to_one")
    folded = cache(_folded)  # of titles and headings, which many segments share
    named = [
        _folded(row.text) in {folded(row.title), *map(folded, str(row.section).split(" > "))} for row in tuples(rows[["text", "title", "section"]])
    ]
    return rows[~np.array(named, dtype=bool)]


def _for_theme(rows: pd.DataFrame, settings: Quote) -> pd.DataFrame:
    if not len(rows):
        return rows.assign(role="")
    matrix = np.vstack(rows["vector"].to_list()).astype(float)
    centre = matrix.mean(axis=0)
    typical = rows["score"] * (matrix @ centre / np.linalg.norm(centre)) * rows["framing_score"]
    weighed = rows[WEIGHED].assign(typical=typical.round(6), doubted=(rows["score"] * rows["dissent_score"]).round(6))
    sure = rows["dissent"] & (rows["dissent_score"] >= settings.dissent_certainty)
    dissenting = _in_turn(weighed[sure], "doubted", ()).head(settings.dissenting)
    representative = _representative(weighed[~weighed["segment_id"].isin(dissenting["segment_id"])], settings)
    roles = pd.concat([representative.assign(role="representative"), dissenting.assign(role="dissenting")])["role"]
    return rows.loc[roles.index].assign(role=roles)


def _representative(rows: pd.DataFrame, settings: Quote) -> pd.DataFrame:
    agreed = rows[~rows["dissent"]] if not rows["dissent"].all() else rows
    stating = agreed[~agreed["text"].map(_only_asks).astype(bool)]
    ranked = _in_turn(stating if len(stating) else agreed, "typical", ("framing",))
    chosen = pd.concat([ranked[ranked["framing"] == framing].head(settings.representative) for framing in FRAMED])
    neither = ranked[ranked["framing"] == "neither"].head(max(0, settings.representative - len(chosen)))
    return pd.concat([chosen, neither])


def _in_turn(rows: pd.DataFrame, by: str, within: tuple[str, ...]) -> pd.DataFrame:
    """Order rows so that every document has had its turn before one has a second, and among these every source type likewise."""
    ranked = rows.sort_values([by, "segment_id"], ascending=[False, True])
    ranked = ranked.assign(turn=ranked.groupby([*within, "document_id"]).cumcount())
    ranked = ranked.assign(type_turn=ranked.groupby([*within, "turn", ranked["source_type"].fillna("")]).cumcount())
    return ranked.sort_values(["turn", "type_turn"], kind="stable")


def _only_asks(text: str) -> bool:
    """Tell whether a passage is a question, or several, and says nothing besides."""
    sentences = SENTENCE_END.split(text.strip())
    return all(ASKS.search(sentence) for sentence in sentences)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _described(rows: pd.DataFrame, replies: Mapping[str, str]) -> pd.DataFrame:
    ids = [_quote_id(row.theme_id, row.segment_id, row.start, row.end, row.role) for row in tuples(rows)]
    shown = pd.Series([speaker_shown(row.speaker, row.attribution) for row in tuples(rows)], index=rows.index, dtype="str")
    named = rows.assign(said_by=shown.fillna(""))
    return rows.assign(
        quote_id=ids,
        speaker=shown,
        decided_by=pd.Series(None, index=rows.index, dtype="str"),
        reply_segment_id=pd.Series(rows["segment_id"].map(replies), dtype="str"),
        citation=[cite(row) for row in tuples(named)],
    )


def _quote_id(theme_id: str, segment_id: str, start: int, end: int, role: str) -> str:
    return theme_id + hashlib.sha256(f"{segment_id}\0{start}\0{end}\0{role}".encode()).hexdigest()[:10]
