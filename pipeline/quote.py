"""Choose quotes that speak for each theme, and some that dissent, by rule."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np
import pandas as pd

from pipeline.codebook import Codebook
from pipeline.config import Quote
from pipeline.schema import tuples
from pipeline.tables import QUOTES

# Words by which a text says that it, or somebody, is of another mind. Their absence proves nothing; the report says so.
DISSENT = re.compile(
    r"\b(?:disagree\w*|object(?:ed|ion|ions|s) to|oppos(?:e|ed|es|ing|ition to)|dissent\w*|not everyone"
    r"|not all (?:members|residents|delegates|agreed)"
    r"|(?:some|others|one|several|a few) (?:\w+ ){0,3}"
    r"(?:felt|thought|argued|disputed|doubted|questioned|challenged|warned|feared)"
    r"|doubt(?:ed|s) (?:whether|that)|sceptical|unconvinced|on the other hand|a minority"
    r"|did not accept|rejected|does not reflect|myth|nonsense|enough of)\b",
    re.IGNORECASE,
)
# Whole sentences only: headings and titles lack the end, sentences cut in half lack the start or the end.
CLEAR_START = re.compile(r"[\"“‘'(\[\s]*[^\Wa-zß-ÿ_]")
CLEAR_END = re.compile(r"[.!?][\"”’')\]\s]*$")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+")
ASKS = re.compile(r"\?[\"”’')\]\s]*$")
FEWEST_WORDS = 8  # whatever [quote] min_words allows


def quote(
    documents: pd.DataFrame, segments: pd.DataFrame, vectors: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook, settings: Quote
) -> pd.DataFrame:
    """Choose quotes that speak for each theme, and some that dissent.

    A quote is a whole segment of whole sentences, of eight words or more, and neither heading nor title: at most one
    of a document among a theme's representative quotes before every document with one has had its turn, then the
    highest score times its cosine to the mean of the theme's segments. Dissenting ones contain words of disagreement,
    which is no judgement of their stance, and are no representative quote. Nor are questions that stand alone, where a
    theme has other passages.

    Args:
        documents: a DOCUMENTS table; those with quotable ``no`` or ``paraphrase`` are not quoted. Not changed.
        segments: its SEGMENTS.
        vectors: its VECTORS.
        codings: its CODINGS.
        codebook: the themes.
        settings: ``[quote]``.

    Returns:
        A QUOTES table.
    """
    allowed = documents[~documents["quotable"].isin(["no", "paraphrase"])]
    long_enough = segments["n_words"].between(max(FEWEST_WORDS, settings.min_words), settings.max_words)
    whole = segments["text"].str.match(CLEAR_START) & segments["text"].str.contains(CLEAR_END)
    rows = segments[segments["codable"] & long_enough & whole].merge(
        allowed[["document_id", "title", "reference", "date", "attribution"]], on="document_id", validate="many_to_one"
    )
    named = [_folded(row.text) in {_folded(row.title), *map(_folded, str(row.section).split(" > "))} for row in tuples(rows)]
    rows = rows[~np.array(named, dtype=bool)]
    rows = rows.merge(vectors, on="segment_id", validate="one_to_one").merge(codings[codings["assigned"]], on="segment_id", validate="one_to_many")
    chosen = [_for_theme(rows[rows["theme_id"] == theme_id], settings) for theme_id in codebook.theme_ids]
    return QUOTES.frame(_described(pd.concat(chosen)))


def _for_theme(rows: pd.DataFrame, settings: Quote) -> pd.DataFrame:
    if not len(rows):
        return rows.assign(role="")
    matrix = np.vstack(rows["vector"].to_list()).astype(float)
    centre = matrix.mean(axis=0)
    typical = np.round(rows["score"].to_numpy() * (matrix @ centre / np.linalg.norm(centre)), 6)
    ranked = rows.assign(typical=typical).sort_values(["typical", "segment_id"], ascending=[False, True])
    dissenting = _in_turn(ranked[ranked["text"].str.contains(DISSENT)]).head(settings.dissenting)
    others = ranked[~ranked["segment_id"].isin(dissenting["segment_id"])]
    stating = others[~others["text"].map(_only_asks).astype(bool)]
    representative = _in_turn(stating if len(stating) else others).head(settings.representative)
    return pd.concat([representative.assign(role="representative"), dissenting.assign(role="dissenting")])


def _in_turn(ranked: pd.DataFrame) -> pd.DataFrame:
    """Order rows so that every document has had its turn before one has a second."""
    return ranked.assign(turn=ranked.groupby("document_id").cumcount()).sort_values("turn", kind="stable")


def _only_asks(text: str) -> bool:
    """Tell whether a passage is a question, or several, and says nothing besides."""
    sentences = SENTENCE_END.split(text.strip())
    return all(ASKS.search(sentence) for sentence in sentences)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _described(rows: pd.DataFrame) -> pd.DataFrame:
    ids = [_quote_id(row.theme_id, row.segment_id, row.start, row.end, row.role) for row in tuples(rows)]
    return rows.assign(quote_id=ids, citation=[_citation(row) for row in tuples(rows)])


def _quote_id(theme_id: str, segment_id: str, start: int, end: int, role: str) -> str:
    return theme_id + hashlib.sha256(f"{segment_id}\0{start}\0{end}\0{role}".encode()).hexdigest()[:10]


def _citation(row: Any) -> str:
    named = row.title if pd.isna(row.reference) else f"{row.reference}: {row.title}"
    parts = [named, "undated" if pd.isna(row.date) else row.date]
    if not pd.isna(row.page):
        parts.append(f"page {row.page}")
    parts.append(f"paragraph {row.paragraph}")
    # a speaker is named only where the manifest says that people may be
    if isinstance(row.speaker, str) and row.speaker and row.attribution == "named":
        parts.append(row.speaker)
    return ", ".join(parts)
