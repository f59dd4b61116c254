"""Contrasts: each difference between groups of documents with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.coding_words import coding_of
from pipeline.drawing import COLOURS, INK, label, nothing
from pipeline.evidence import rows_of, theme_name
from pipeline.forest import MOST, Looks, draw_forest, names_apart, rank, say_hollow, say_how_coded, say_most, say_small
from pipeline.wording import count, from_group, group_name, interval, listing, points, say_verdict, tidy

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from pipeline.codebook import Codebook
    from pipeline.config import Study

CLAIMED = ("higher in a", "higher in b")
MARKERS: dict[str, dict[str, Any]] = {
    "higher in a": {"marker": ">", "color": COLOURS[1]},
    "higher in b": {"marker": "<", "color": COLOURS[0]},
    "no clear difference": {"marker": "o", "color": INK, "markerfacecolor": "white"},
    "no difference": {"marker": "s", "color": INK},
    "too little evidence": {"marker": "x", "color": INK},
}
WORDS = {"higher in a": "higher in the first group", "higher in b": "higher in the second group"}


def draw(*, contrasts: pd.DataFrame, codebook: Codebook, study: Study) -> Figure:
    """Draw differences of themes between groups, with 95 % intervals.

    Args:
        contrasts: a CONTRASTS table; differences are shares (a - b), at the same mix of source types. Not changed.
        codebook: names of the themes.
        study: settings, for the margin of "no difference".

    Returns:
        A Figure, 9 inches wide; without axes where no contrast has an interval. Claims of less than the margin are hollow.
    """
    rows = _rows(contrasts).head(MOST)
    if rows.empty:
        return nothing()
    groups = names_apart({group_name(row.group_kind, group): None for row in rows_of(rows) for group in (row.a, row.b)}, 20)
    names = [_name(row, codebook, groups) for row in rows_of(rows)]
    axis = "difference, first minus second group (percentage points)"
    return draw_forest(rows, names, _looks(study), axis, say_how_coded(rows, codebook))


def describe(*, contrasts: pd.DataFrame, codebook: Codebook, study: Study) -> str:
    """Say how large each difference between groups is and what may be said of it: the text alternative."""
    rows = _rows(contrasts)
    if rows.empty:
        census = "the study is a census, which has no intervals"
        why = census if study.track.design == "census" else "too few independent sources in the groups, or no source type in common"
        return f"No difference between groups of documents has an interval, so there is nothing to draw: {why}."
    shown = f"Differences of themes between groups of documents in percentage points, with 95% intervals.{say_most(len(rows))}"
    claimed = int(rows["verdict"].isin(CLAIMED).sum())
    note = f"Of {count(len(rows), 'difference')} with an interval, {claimed} {'is' if claimed == 1 else 'are'} claimed."
    sentences = [_sentence(row, codebook, study) for row in rows_of(rows.head(MOST))]
    hollow = say_hollow(rows.head(MOST), _looks(study))
    return "\n".join([f"{shown}{hollow} {say_how_coded(rows.head(MOST), codebook)}", note, *sentences])


def _sentence(row: Any, codebook: Codebook, study: Study) -> str:
    a, b = (from_group(row.group_kind, group) for group in (row.a, row.b))
    mix = f", at the same mix of {listing(tidy(kind) for kind in row.standardised_to)}" if len(row.standardised_to) else ""
    sides = f"{count(int(row.n_a), 'document')} {a} against {count(int(row.n_b), 'document')} {b}{mix}"
    size = f"{points(row.difference)} points ({interval(row.low, row.high)})"
    said = _say(row.verdict, study) + say_small(row, CLAIMED, study.track.margin)
    return f"{theme_name(codebook, row.subject_id)}, {sides}: {size}, {said}; {coding_of(row.corrected)}."


def _looks(study: Study) -> Looks:
    return Looks(MARKERS, {verdict: _say(verdict, study) for verdict in MARKERS}, CLAIMED, study.track.margin)


def _say(verdict: str, study: Study) -> str:
    return WORDS.get(verdict) or say_verdict(verdict, study.track.margin)


def _rows(contrasts: pd.DataFrame) -> pd.DataFrame:
    return rank(contrasts, CLAIMED, ["subject_id", "group_kind", "a", "b"])


def _name(row: Any, codebook: Codebook, groups: dict[str, str]) -> str:
    theme = label(theme_name(codebook, row.subject_id), 26)
    a, b = (groups[group_name(row.group_kind, group)] for group in (row.a, row.b))
    return f"{theme}: {a} − {b}"
