"""Lay out what is said of groups of documents: a sentence for each contrast, who talks like whom, and words that set groups apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.coding_words import coding_of
from pipeline.evidence import rows_of, theme_name
from pipeline.page_tables import PageTable, Row, laid_out
from pipeline.say_groups import Told, say_contrast, say_twin
from pipeline.wording import NOTHING, count, group_name, listing, number, one_line, probability, tidy

MOST = 12  # sentences shown at once
CLAIMED = ("higher in a", "higher in b")


@dataclass(frozen=True)
class ToldGroups:
    """What the page has on groups beside its figures and the table of contrasts."""

    contrasts: tuple[str, ...]  # a sentence each, claimed ones first
    left_out: str  # how many contrasts have no sentence here; empty where all have
    twins: tuple[str, ...]  # a sentence for each place
    distances: PageTable
    words: PageTable


def tell_groups(contrasts: pd.DataFrame, distances: pd.DataFrame, theme_words: pd.DataFrame, told: Told) -> ToldGroups:
    """Write what the page says of groups.

    Args:
        contrasts: a CONTRASTS table; those of themes are told, claimed ones first, then the largest. Not changed.
        distances: a DISTANCES table. Not changed.
        theme_words: a THEME_WORDS table. Not changed.
        told: documents, counts, names and settings.
    """
    themes = contrasts[(contrasts["subject_kind"] == "theme") & (contrasts["verdict"] != "too little evidence")]
    keys = themes.assign(_claimed=themes["verdict"].isin(CLAIMED), _size=themes["difference"].abs().round(6))
    ordered = keys.sort_values(["_claimed", "_size", "subject_id", "group_kind", "a", "b"], ascending=[False, False, True, True, True, True])
    of_places = distances[distances["group_kind"] == "place"]
    places = sorted({*of_places["a"], *of_places["b"]})
    left = len(ordered) - MOST
    return ToldGroups(
        contrasts=tuple(say_contrast(row, told) for row in rows_of(ordered.head(MOST))),
        left_out=f"{count(left, 'more comparison')} of themes {'is' if left == 1 else 'are'} in the table of contrasts." if left > 0 else "",
        twins=tuple(say_twin("place", place, distances, told) for place in places),
        distances=distances_table(distances, told),
        words=words_table(theme_words, told),
    )


def distances_table(distances: pd.DataFrame, told: Told) -> PageTable:
    """Lay out, for each group, the others from the nearest on, and on which themes they differ."""
    turned = {"a": "b", "b": "a", "n_a": "n_b", "n_b": "n_a", "nearest_a": "nearest_b", "nearest_b": "nearest_a"}
    both = pd.concat([distances, distances.rename(columns=turned)]).sort_values(["group_kind", "a", "nearest_a", "b"])
    rows, note = laid_out(both, lambda row: _distance_cells(row, told), "distances")
    columns = ("Documents", "Nearest first", "Rank", "Documents (n)", "Distance", "By chance", "Beyond chance", "95% interval", "q", "Verdict")
    numbers = ("Rank", "Distance", "By chance", "Beyond chance", "95% interval", "q")
    caption = "Who talks like whom: Jensen-Shannon distances of theme profiles, at the same mix of source types"
    return PageTable("distances-table", caption, (*columns, "Differ most in", "Coding"), rows, numbers, ("Differ most in",), note)


def _distance_cells(row: Any, told: Told) -> Row:
    ends = NOTHING if pd.isna(row.low) else f"{number(row.low)} to {number(row.high)}"
    reason = f"{row.verdict} ({row.reason})" if isinstance(row.reason, str) else row.verdict
    return (
        group_name(row.group_kind, row.a),
        group_name(row.group_kind, row.b),
        NOTHING if pd.isna(row.nearest_a) else f"{row.nearest_a}",
        f"{row.n_a:,} and {row.n_b:,}",
        *(number(value) for value in (row.distance, row.by_chance, row.excess)),
        ends,
        probability(row.q),
        reason,
        listing(theme_name(told.codebook, theme_id) for theme_id in row.differ) or NOTHING,
        coding_of(row.corrected),
    )


def words_table(theme_words: pd.DataFrame, told: Told) -> PageTable:
    """Lay out words that set groups apart within a theme, those that hold first, each with a place where it stands."""
    keys = theme_words.assign(_claimed=~theme_words["holds"], _size=-theme_words["z"].abs())
    ordered = keys.sort_values(["_claimed", "theme_id", "group_kind", "a", "b", "side", "_size", "word"])
    rows, note = laid_out(ordered, lambda row: _word_cells(row, told), "theme_words")
    columns = ("Theme", "Word", "Of documents", "Against", "With the word", "Log-odds", "95% interval", "q", "Verdict", "In context")
    caption = "Words within a theme that set periods, places and source types apart, machine-coded, uncorrected"
    if told.track.design == "census":
        caption += (
            ". The study is a census, so intervals and q say nothing of other documents: they say how far these words are from what would come"
            " about if the same documents were dealt to the two sides by chance"
        )
    return PageTable("words-table", caption, columns, rows, ("Log-odds", "95% interval", "q"), ("In context",), note)


def _word_cells(row: Any, told: Told) -> Row:
    groups = [one_line(group) if row.group_kind == "period" else group_name(row.group_kind, group) for group in (row.a, row.b)]
    of, against = groups if row.side == "a" else groups[::-1]
    mine, other = (row.documents_a, row.n_a), (row.documents_b, row.n_b)
    sides = (mine, other) if row.side == "a" else (other, mine)
    odds = (row.log_odds, row.low, row.high) if row.side == "a" else (-row.log_odds, -row.high, -row.low)
    return (
        theme_name(told.codebook, row.theme_id),
        row.word,
        f"{of} ({tidy(row.group_kind)})",
        against,
        " against ".join(f"{having:,} of {n:,}" for having, n in sides) + " documents",
        _signed(odds[0]),
        f"{_signed(odds[1])} to {_signed(odds[2])}",
        probability(row.q),
        "sets apart" if row.holds else "not claimed",
        f"…{one_line(row.context)}…" if isinstance(row.context, str) else NOTHING,
    )


def _signed(value: float) -> str:
    return number(value).replace("-", "−")
