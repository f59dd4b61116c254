"""Contrasts: each difference between groups of documents with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from pipeline.coding_words import coding_of, say_coding
from pipeline.drawing import COLOURS, INK, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of, theme_name
from pipeline.wording import count, group_name, interval, listing, points, say_verdict, tidy

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.codebook import Codebook
    from pipeline.config import Study

MOST = 30
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
        A Figure, 9 inches wide; without axes where no contrast has an interval.
    """
    rows = _rows(contrasts).head(MOST)
    if rows.empty:
        return nothing()
    figure = Figure(figsize=(WIDTH, 1.3 + 0.3 * len(rows)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0, color=INK, linewidth=0.8)
    for place, row in enumerate(rows_of(rows)):
        axes.plot([100 * row.low, 100 * row.high], [place, place], color=MARKERS[row.verdict]["color"], linewidth=1.4)
        axes.plot([100 * row.difference], [place], linestyle="none", markersize=7, **MARKERS[row.verdict])
    axes.set_yticks(range(len(rows)), [_name(row, codebook) for row in rows_of(rows)], fontsize=8.5)
    axes.set(xlabel="difference, first minus second group (percentage points)", ylim=(len(rows) - 0.4, -0.6))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(axis="y", length=0)
    verdicts = [verdict for verdict in MARKERS if verdict in set(rows["verdict"])]
    handles = [Line2D([], [], linestyle="none", markersize=7, label=_say(verdict, study), **MARKERS[verdict]) for verdict in verdicts]
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 3), fontsize=8.5)
    return with_note(figure, _coding(rows, codebook))


def describe(*, contrasts: pd.DataFrame, codebook: Codebook, study: Study) -> str:
    """Say how large each difference between groups is and what may be said of it: the text alternative."""
    rows = _rows(contrasts)
    if rows.empty:
        census = "the study is a census, which has no intervals"
        why = census if study.track.design == "census" else "too few independent sources in the groups, or no source type in common"
        return f"No difference between groups of documents has an interval, so there is nothing to draw: {why}."
    most = f" The {MOST} most notable of {len(rows)} are shown: those claimed first, then the largest for their interval." if len(rows) > MOST else ""
    shown = f"Differences of themes between groups of documents in percentage points, with 95% intervals.{most}"
    claimed = int(rows["verdict"].isin(CLAIMED).sum())
    note = f"Of {count(len(rows), 'difference')} with an interval, {claimed} {'is' if claimed == 1 else 'are'} claimed."
    sentences = [_sentence(row, codebook, study) for row in rows_of(rows.head(MOST))]
    return "\n".join([f"{shown} {_coding(rows.head(MOST), codebook)}", note, *sentences])


def _sentence(row: Any, codebook: Codebook, study: Study) -> str:
    a, b = (group_name(row.group_kind, group) for group in (row.a, row.b))
    mix = f", at the same mix of {listing(tidy(kind) for kind in row.standardised_to)}" if len(row.standardised_to) else ""
    sides = f"{a} (n = {count(int(row.n_a), 'document')}) against {b} (n = {count(int(row.n_b), 'document')}){mix}"
    size = f"{points(row.difference)} points ({interval(row.low, row.high)})"
    return f"{theme_name(codebook, row.subject_id)}, {sides}: {size}, {_say(row.verdict, study)}; {coding_of(row.corrected)}."


def _say(verdict: str, study: Study) -> str:
    return WORDS.get(verdict) or say_verdict(verdict, study.track.margin)


def _rows(contrasts: pd.DataFrame) -> pd.DataFrame:
    kept = contrasts[(contrasts["subject_kind"] == "theme") & contrasts[["difference", "low", "high"]].notna().all(axis=1)]
    width = (kept["high"] - kept["low"]).clip(lower=0.01)
    ranked = kept.assign(_claimed=kept["verdict"].isin(CLAIMED), _strength=(kept["difference"].abs() / width).round(6))
    keys = ["_claimed", "_strength", "subject_id", "group_kind", "a", "b"]
    return ranked.sort_values(keys, ascending=[False, False, True, True, True, True]).drop(columns=["_claimed", "_strength"])


def _coding(rows: pd.DataFrame, codebook: Codebook) -> str:
    return say_coding({theme_name(codebook, str(theme_id)): bool(own["corrected"].any()) for theme_id, own in rows.groupby("subject_id")})


def _name(row: Any, codebook: Codebook) -> str:
    theme = label(theme_name(codebook, row.subject_id), 26)
    a, b = (label(group_name(row.group_kind, group), 20) for group in (row.a, row.b))
    return f"{theme}: {a} − {b}"
