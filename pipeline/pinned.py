"""Let people's decisions on quotes stand: what they rejected is never chosen, what they pinned is always quoted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.citations import cite, speaker_shown
from pipeline.reanchor import KEPT
from pipeline.schema import tuples
from pipeline.set_aside import meet
from pipeline.tables import PAIRS, QUOTES

OF_DOCUMENT = ["document_id", "title", "reference", "date", "attribution", "publisher", "source_type"]
OF_SEGMENT = ["segment_id", "page", "paragraph", "section", "speaker", "voice"]


@dataclass(frozen=True)
class Stood:
    """A QUOTES and a PAIRS table in which people's decisions stand."""

    quotes: pd.DataFrame
    pairs: pd.DataFrame


def without_rejected(rows: pd.DataFrame, segments: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Leave out passages that a person rejected as quotes, and what repeats them.

    Args:
        rows: segments under themes: segment_id and theme_id among the columns. Not changed.
        segments: a SEGMENTS table, for places and for what repeats what. Not changed.
        decisions: a DECISIONS table. Not changed.

    Returns:
        The other rows, in their order. A segment is rejected if at least half of it, or of the passage rejected, is the other's,
        or if it repeats such a segment, or is repeated by it: under the theme named, or under all where none is.
    """
    themes = rejected_themes(segments, decisions)
    out = [bool({"", row.theme_id} & themes.get(row.segment_id, frozenset())) for row in tuples(rows)] if themes else [False] * len(rows)
    return rows[~pd.Series(out, index=rows.index, dtype=bool)]


def rejected_themes(segments: pd.DataFrame, decisions: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return the themes under which people rejected each segment, by segment_id; an empty name stands for every theme."""
    rejected = [row._asdict() for row in tuples(decisions[(decisions["decision"] == "rejected") & decisions["standing"].isin(KEPT)])]
    if not rejected:
        return {}
    first = segments["duplicate_of"].where(segments["duplicate_of"].notna(), segments["segment_id"])
    places = [row._asdict() for row in tuples(segments.assign(first=first)[segments["document_id"].isin([row["document_id"] for row in rejected])])]
    of_first: dict[str, set[str]] = {}
    for row in rejected:
        for place in places:
            if meet(row, place):
                of_first.setdefault(place["first"], set()).add(row["theme_id"] if isinstance(row["theme_id"], str) else "")
    named = zip(segments["segment_id"], first, strict=True)
    return {segment_id: frozenset(of_first[original]) for segment_id, original in named if original in of_first}


def stand(
    documents: pd.DataFrame, segments: pd.DataFrame, framings: pd.DataFrame, quotes: pd.DataFrame, pairs: pd.DataFrame, decisions: pd.DataFrame
) -> Stood:
    """Let people's decisions stand in what was chosen by rule: see ``with_pinned``; and no rejected passage stands beside a quote, or in a pair.

    Args:
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS. Not changed.
        framings: its FRAMINGS. Not changed.
        quotes: a QUOTES table of those chosen by rule. Not changed.
        pairs: a PAIRS table. Not changed.
        decisions: a DECISIONS table. Not changed.
    """
    themes = rejected_themes(segments, decisions)

    def is_out(segment_id: object, theme_id: str) -> bool:
        return bool({"", theme_id} & themes.get(str(segment_id), frozenset()))

    made = with_pinned(documents, segments, framings, quotes, decisions)
    replies = [None if is_out(row.reply_segment_id, row.theme_id) else row.reply_segment_id for row in tuples(made)]
    held = [not is_out(row.a, row.theme_id) and not is_out(row.b, row.theme_id) for row in tuples(pairs)]
    return Stood(
        QUOTES.frame(made.assign(reply_segment_id=pd.Series(replies, index=made.index, dtype="str"))),
        PAIRS.frame(pairs[pd.Series(held, index=pairs.index, dtype=bool)]),
    )


def with_pinned(
    documents: pd.DataFrame, segments: pd.DataFrame, framings: pd.DataFrame, quotes: pd.DataFrame, decisions: pd.DataFrame
) -> pd.DataFrame:
    """Add the quotes that people pinned, beside those chosen by rule; where both chose a passage, the person's stands.

    Args:
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS. Not changed.
        framings: its FRAMINGS: what a pinned passage says, where that is known. Not changed.
        quotes: a QUOTES table of those chosen by rule. Not changed.
        decisions: a DECISIONS table. Not changed.

    Returns:
        A QUOTES table.
    """
    pinned = decisions[(decisions["decision"] == "pinned") & decisions["standing"].isin(KEPT)]
    if pinned.empty:
        return quotes
    wanted = pinned[["decision_id", "theme_id", "role", "document_id", "segment_id", "start", "end", "decided_by"]]
    rows = wanted.merge(segments[OF_SEGMENT], on="segment_id", validate="many_to_one").merge(
        documents[[*OF_DOCUMENT, "text"]], on="document_id", validate="many_to_one"
    )
    said = dict(zip(framings["segment_id"], framings["framing"], strict=True))
    replies = dict(zip(quotes["segment_id"], quotes["reply_segment_id"], strict=True))
    made = pd.DataFrame([_row(row) | {"framing": said.get(row.segment_id, "neither")} for row in tuples(rows)])
    made = made.assign(reply_segment_id=pd.Series(made["segment_id"].map(replies), dtype="str")).drop_duplicates("quote_id")
    held = [row._asdict() for row in tuples(made)]
    again = [any(own["theme_id"] == row.theme_id and meet(own, row._asdict()) for own in held) for row in tuples(quotes)]
    return QUOTES.frame(pd.concat([quotes[~pd.Series(again, index=quotes.index, dtype=bool)], made[QUOTES.names].astype(quotes.dtypes)]))


def _row(row: Any) -> dict[str, Any]:
    speaker = speaker_shown(row.speaker, row.attribution)
    place = f"{row.segment_id}\0{row.start}\0{row.end}\0{row.role}"
    shown = {name: getattr(row, name) for name in ("theme_id", "segment_id", "document_id", "start", "end", "page", "paragraph", "role", "voice")}
    return shown | {
        "quote_id": row.theme_id + hashlib.sha256(place.encode()).hexdigest()[:10],
        "text": row.text[row.start : row.end],
        "speaker": speaker,
        "citation": cite(pd.Series({name: getattr(row, name) for name in row._fields} | {"said_by": speaker or ""})),
        "decided_by": row.decided_by,
    }
