"""Write the quotes of a theme into the briefing: strengths, problems and proposals apart, and dissent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import pandas as pd

from pipeline.evidence import Evidence, rows_of
from pipeline.exporters.abridge import abridge
from pipeline.exporters.word import Word
from pipeline.wording import listing, one_line

LONGEST_WHOLE = 360  # characters of a quote; one that is longer stands in the report alone
FEWEST, DISSENTING = 2, 1  # quotes of a theme: representative ones at least, and dissenting ones
FRAMINGS = ("strength", "problem", "proposal")
WANTED = ("problem", "proposal", "strength")  # where there is room for two
LEADS = {"strength": "A strength.", "problem": "A problem.", "proposal": "A proposal.", "neither": "Neither of these."}
DISSENTING_LEADS = {
    "strength": "A dissenting voice, on a strength.",
    "problem": "A dissenting voice, on a problem.",
    "proposal": "A dissenting voice, with a proposal.",
    "neither": "A dissenting voice.",
}


def write_quotes(word: Word, evidence: Evidence, quotes: pd.DataFrame, most: int, limit: int) -> None:
    """Write quotes of a theme, short ones and from different documents first; strengths, problems and proposals apart, and dissent.

    A quote stands whole or not at all, for the sentence that is cut may be the one by which it is a problem; what a person chose always stands.
    """
    turns = in_turns(rows_of(quotes), limit)
    fitting = [row for row in turns if len(one_line(row.text)) <= LONGEST_WHOLE or not _by_rule(row)]
    there, whole = ([row for row in rows if row.role == "representative"] for rows in (turns, fitting))
    for row in chosen_quotes(whole, most):
        _put(word, evidence, row, LEADS[row.framing], limit)
    dissent, dissenting = ([row for row in rows if row.role == "dissenting"] for rows in (turns, fitting))
    for row in dissenting[:DISSENTING]:
        _put(word, evidence, row, DISSENTING_LEADS[row.framing], limit)
    too_long = {row.framing for row in there} - {row.framing for row in whole}
    left = [*(f"{name}s" for name in FRAMINGS if name in too_long), *(["dissent"] if dissent and not dissenting else [])]
    if left:
        word.say(
            f"Its quotes of {listing(left)} are too long to stand here whole: see the report, or the sheet Quotes of evidence.xlsx.", "Left out."
        )
    if turns and not dissent:
        word.say("None was found that could be quoted; there may be dissent all the same.", "Dissent.")


def in_turns(quotes: Iterable[Any], limit: int) -> list[Any]:
    """Sort rows of QUOTES: those that a person chose, then those of up to ``limit`` characters, then the others.

    Within each, every document's first stands before any's second, dissenting ones counted apart; else they stay in the order that they have.
    """
    ranked = sorted((((_by_rule(row), len(one_line(row.text)) > limit), row) for row in quotes), key=itemgetter(0))
    seen: Counter[tuple[str, str]] = Counter()
    turns = []
    for rank, row in ranked:
        turns.append(((*rank, seen[row.role, row.document_id]), row))
        seen[row.role, row.document_id] += 1
    return [row for _, row in sorted(turns, key=itemgetter(0))]


def chosen_quotes(quotes: Sequence[Any], most: int) -> list[Any]:
    """Return the first problem, proposal and strength among rows of QUOTES, up to ``most``, and others up to two where there are fewer.

    They stand as strength, problem, proposal, neither.
    """
    framings, order = [row.framing for row in quotes], list(LEADS)
    first = [framings.index(name) for name in WANTED if name in framings][:most]
    others = [n for n in range(len(quotes)) if n not in first][: max(0, FEWEST - len(first))]
    return [quotes[n] for n in sorted([*first, *others], key=lambda n: order.index(framings[n]))]


def _by_rule(row: Any) -> bool:
    return bool(pd.isna(row.decided_by))


def _put(word: Word, evidence: Evidence, row: Any, lead: str, limit: int) -> None:
    """Write a quote, and after a question what answers it."""
    (written,) = evidence.documents.loc[evidence.documents["document_id"] == row.document_id, "language"]
    language = "" if written in {"en", "und"} else written
    by_person = "" if pd.isna(row.decided_by) else "; chosen by a person"
    word.quote(lead, one_line(row.text), f"{row.citation}{by_person}", language)
    if row.voice == "question" and pd.notna(row.reply_segment_id):
        (reply,) = evidence.segments.loc[evidence.segments["segment_id"] == row.reply_segment_id, "text"]
        word.quote("The reply.", abridge(reply, limit), "the passage that answers it", language)
