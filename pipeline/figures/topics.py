"""Topics that the model found beside the themes, by size."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from pipeline.coding_words import say_coding
from pipeline.drawing import COLOURS, INK, WIDTH, label, nothing, with_note
from pipeline.evidence import rows_of
from pipeline.wording import count, listing, number, one_line, percent

MOST = 30
LOOKS: dict[str, dict[str, Any]] = {
    "sound": {"facecolor": COLOURS[0]},
    "fragile": {"facecolor": "white", "hatch": "////", "edgecolor": COLOURS[0]},
    "document": {"facecolor": "white", "hatch": "xxx", "edgecolor": COLOURS[1]},
}
MEANINGS = {
    "sound": "found again when the model is refitted on half of the documents",
    "fragile": "fragile: not found again reliably",
    "document": "mostly one document",
}


def draw(*, topics: pd.DataFrame) -> Figure:
    """Draw free topics as bars, longest first; fragile ones and those of one document are hatched.

    Args:
        topics: a TOPICS table. Not changed.

    Returns:
        A Figure, 9 inches wide; without axes where there are no free topics.
    """
    free = _free(topics).head(MOST)
    if free.empty:
        return nothing()
    figure = Figure(figsize=(WIDTH, 1.2 + 0.3 * len(free)), layout="constrained")
    axes = figure.subplots()
    looks = [_look(row) for row in rows_of(free)]
    for place, (row, look) in enumerate(zip(rows_of(free), looks, strict=True)):
        axes.barh(place, row.n_segments, height=0.7, linewidth=0.8, **LOOKS[look])
        axes.annotate(
            f"{row.n_segments} in {count(row.n_documents, 'document')}",
            (row.n_segments, place),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    axes.set_yticks(range(len(free)), [label(", ".join(row.top_words[:6]) or row.label, 58) for row in rows_of(free)], fontsize=8.5, color=INK)
    axes.set(xlabel="codable segments (number)", xlim=(0, 1.22 * max(1, int(free["n_segments"].max()))), ylim=(len(free) - 0.4, -0.6))
    axes.tick_params(axis="y", length=0)
    shown = [look for look in LOOKS if look in looks]
    figure.legend(handles=[Patch(**LOOKS[look], label=MEANINGS[look]) for look in shown], loc="outside lower center", ncols=3, fontsize=8)
    return with_note(figure, say_coding({}))


def describe(*, topics: pd.DataFrame) -> str:
    """Say how large each free topic is: the text alternative."""
    free = _free(topics)
    if free.empty:
        return "The topic model found no topics beside the themes."
    n_set_apart = sum(_look(row) != "sound" for row in rows_of(free))
    largest = f" The largest {MOST} of {len(free)} are shown." if len(free) > MOST else ""
    apart = f" Hatched: {count(n_set_apart, 'topic that is', 'topics that are')} fragile or mostly one document." if n_set_apart else ""
    caption = f"Topics found beside the themes, by number of codable segments, each named by its first words.{largest}{apart} {say_coding({})}"
    return "\n".join([caption, *(_sentence(row) for row in rows_of(free.head(MOST)))])


def _free(topics: pd.DataFrame) -> pd.DataFrame:
    return topics[topics["theme_id"].isna()].sort_values(["n_segments", "topic_id"], ascending=[False, True])


def _look(row: Any) -> str:
    if row.kind == "document":
        return "document"
    return "fragile" if row.fragile else "sound"


def _sentence(row: Any) -> str:
    words = listing([one_line(word) for word in row.top_words[:6]]) or one_line(row.label)
    size = f"{count(row.n_segments, 'segment')} in {count(row.n_documents, 'document')}"
    share = f"largest share of one document {percent(row.top_document_share)}"
    notes = {"sound": "", "fragile": ", fragile", "document": ", mostly one document"}[_look(row)]
    return f"{words}: {size}, {share}, stability {'not measured' if pd.isna(row.stability) else number(row.stability)}{notes}."
