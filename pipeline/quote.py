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
CLEAR_START = re.compile(r"[\"“‘'(]?[A-Z0-9]")
CLEAR_END = re.compile(r"[.!?][\"”’')]*$")


def quote(
    documents: pd.DataFrame, segments: pd.DataFrame, vectors: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook, settings: Quote
) -> pd.DataFrame:
    """Choose quotes that speak for each theme, and some that dissent.

    A quote is a whole segment: at most one of a document before every document with one has had its turn,
    whole sentences before fragments, then the highest score times its cosine to the mean of the theme's segments.
    Dissenting ones contain words of disagreement and are no representative quote.

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
    long_enough = segments["n_words"].between(settings.min_words, settings.max_words)
    rows = segments[segments["codable"] & long_enough].merge(
        allowed[["document_id", "title", "reference", "date", "attribution"]], on="document_id", validate="many_to_one"
    )
    rows = rows.merge(vectors, on="segment_id", validate="one_to_one").merge(codings[codings["assigned"]], on="segment_id", validate="one_to_many")
    chosen = [_for_theme(rows[rows["theme_id"] == theme_id], settings) for theme_id in codebook.theme_ids]
    return QUOTES.frame(_described(pd.concat(chosen)))


def _for_theme(rows: pd.DataFrame, settings: Quote) -> pd.DataFrame:
    if not len(rows):
        return rows.assign(role="")
    matrix = np.vstack(rows["vector"].to_list()).astype(float)
    centre = matrix.mean(axis=0)
    typical = np.round(rows["score"].to_numpy() * (matrix @ centre / np.linalg.norm(centre)), 6)
    clear = rows["text"].str.match(CLEAR_START) & rows["text"].str.contains(CLEAR_END)
    ranked = rows.assign(typical=typical, clear=clear).sort_values(["clear", "typical", "segment_id"], ascending=[False, False, True])
    ranked = ranked.assign(turn=ranked.groupby("document_id").cumcount()).sort_values("turn", kind="stable")
    dissenting = ranked[ranked["text"].str.contains(DISSENT)].head(settings.dissenting)
    representative = ranked[~ranked["segment_id"].isin(dissenting["segment_id"])].head(settings.representative)
    return pd.concat([representative.assign(role="representative"), dissenting.assign(role="dissenting")])


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
