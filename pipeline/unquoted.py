"""Say why no passage of a framing is quoted for a theme that has some."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pipeline.evidence import NOT_QUOTED, Evidence
from pipeline.quote import CLEAR_END, CLEAR_START, FEWEST_WORDS
from pipeline.wording import count, listing

QUESTION = re.compile(r"\?[\"”’')\]\s]*$")


def say_unquoted(evidence: Evidence, theme_id: str, framing: str) -> str:
    """Count the theme's passages of a framing by what keeps each from the framing's quotes; nothing where there are none.

    Args:
        evidence: the tables. Not changed.
        theme_id: the theme.
        framing: strength, problem or proposal.
    """
    framings, quotes = evidence.framing_rows, evidence.quotes
    mine = [name for name, themes in evidence.themes_of.items() if theme_id in themes and name in framings and framings[name].framing == framing]
    if not mine:
        return ""
    dissenting = set(quotes.loc[(quotes["theme_id"] == theme_id) & (quotes["role"] == "dissenting"), "segment_id"])
    closed = set(evidence.documents.loc[evidence.documents["quotable"].isin(NOT_QUOTED), "document_id"])
    why = Counter(_why(evidence, row, dissenting, closed) for row in evidence.segment_rows(mine).values())
    return f"{count(len(mine), framing)}: {listing(f'{n:,} {reason}' for reason, n in sorted(why.items(), key=lambda item: (-item[1], item[0])))}"


def _why(evidence: Evidence, row: Any, dissenting: set[str], closed: set[str]) -> str:
    settings = evidence.study.quote
    reasons = {
        "quoted under Dissent": row.segment_id in dissenting,
        "of a document that may not be quoted": row.document_id in closed,
        "too short to be quoted": row.n_words < max(FEWEST_WORDS, settings.min_words),
        "too long to be quoted": row.n_words > settings.max_words,
        "not of whole sentences": not (CLEAR_START.match(row.text) and CLEAR_END.search(row.text)),
        "perhaps dissenting, which is not sure enough or more than is quoted": evidence.framing_rows[row.segment_id].dissent,
        "ending in a question": bool(QUESTION.search(row.text)),
    }
    return next((reason for reason, holds in reasons.items() if holds), "not chosen, or a heading")
