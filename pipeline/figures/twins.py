"""Twins: which places' documents talk alike, as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from pipeline.coding_words import say_coding
from pipeline.drawing import INK, WIDTH, nothing, with_note
from pipeline.evidence import rows_of
from pipeline.forest import names_apart
from pipeline.wording import count, from_group, number, one_line

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 8  # places, from which a tree says more than a list
UNITS = 10  # scipy's dendrogram sets leaves ten units apart


def draw(*, distances: pd.DataFrame) -> Figure:
    """Draw places as a tree: the lower two branches meet, the more alike the documents of their places talk.

    Args:
        distances: a DISTANCES table; rows of group_kind place are used. Not changed.

    Returns:
        A Figure, 9 inches wide; without axes where fewer than eight places can all be held against each other.
    """
    from scipy.cluster.hierarchy import dendrogram

    matrix = _matrix(distances)
    if len(matrix) < FEWEST:
        return nothing()
    tree = dendrogram(_linked(matrix), no_plot=True)
    figure = Figure(figsize=(WIDTH, 1.2 + 0.26 * len(matrix)), layout="constrained")
    axes = figure.subplots()
    for across, along in zip(tree["dcoord"], tree["icoord"], strict=True):
        axes.plot(across, [(place - UNITS / 2) / UNITS for place in along], color=INK, linewidth=1.2)
    sizes = _sizes(distances)
    names = [str(matrix.index[leaf]) for leaf in tree["leaves"] or ()]
    shown = names_apart(names, 40)
    axes.set_yticks(range(len(names)), [f"{shown[name]} (n = {sizes[name]})" for name in names], fontsize=8.5, color=INK)
    axes.set(xlabel="Jensen-Shannon distance beyond chance (number, 0 to 1)", ylim=(len(names) - 0.4, -0.6))
    axes.set_xlim(left=-0.01 * max(float(matrix.to_numpy().max()), 0.05))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(axis="y", length=0)
    return with_note(figure, _coding(distances))


def describe(*, distances: pd.DataFrame) -> str:
    """Say which branches meet and where: the text alternative."""
    matrix = _matrix(distances)
    if len(matrix) < FEWEST:
        return f"A tree of places needs {FEWEST} that can all be held against each other; there are {len(matrix) or 'none'}."
    n_all = len(_sizes(distances))
    left_out = (
        f" {n_all - len(matrix)} of {n_all} places are left out: too few documents, or no source type in common." if n_all > len(matrix) else ""
    )
    shown = f"Places by how alike their documents spread over the themes: average linkage of distances beyond chance.{left_out}"
    return "\n".join([f"{shown} {_coding(distances)}", *_meetings(matrix)])


def _meetings(matrix: pd.DataFrame) -> list[str]:
    groups = [[one_line(str(name))] for name in matrix.index]
    lines = []
    for first, second, height, size in _linked(matrix):
        one, other = groups[int(first)], groups[int(second)]
        groups.append(sorted([*one, *other]))
        lines.append(f"At {number(height)}: {_named(one)} with {_named(other)}, {count(int(size), 'place')}.")
    return lines


def _named(group: list[str]) -> str:
    first = f"documents {from_group('place', group[0])}"
    return first if len(group) == 1 else f"{first} and {count(len(group) - 1, 'place')} alike"


def _linked(matrix: pd.DataFrame) -> np.ndarray:
    """Return the tree, by scipy: average linkage (Sokal, Michener 1958, University of Kansas Science Bulletin 38, 1409-1438)."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    return np.asarray(linkage(squareform(matrix.to_numpy(), checks=False), method="average"))


def _matrix(distances: pd.DataFrame) -> pd.DataFrame:
    """Return distances beyond chance between places, in alphabetical order; places that lack most distances are left out until none lacks."""
    rows = distances[distances["group_kind"] == "place"]
    known = rows.assign(far=rows["excess"].where(rows["excess"].notna(), rows["distance"]).round(6))
    both = [known[["a", "b", "far"]], known[["a", "b", "far"]].rename(columns={"a": "b", "b": "a"})]
    wide = _stacked(both)
    while len(wide) and wide.isna().to_numpy().any():
        lacking = wide.isna().sum()
        worst = min(lacking.index, key=lambda name: (-int(lacking[name]), str(name)))
        wide = wide.drop(index=worst, columns=worst)
    return wide


def _stacked(both: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    wide = pd.concat(both).pivot(index="a", columns="b", values="far").sort_index(axis=0).sort_index(axis=1)
    values = wide.to_numpy(dtype=float, copy=True)
    np.fill_diagonal(values, 0.0)
    return pd.DataFrame(values, index=wide.index, columns=wide.columns)


def _sizes(distances: pd.DataFrame) -> dict[str, int]:
    """Return the most documents with which each place is held against another."""
    sizes: dict[str, int] = {}
    for row in rows_of(distances[distances["group_kind"] == "place"]):
        for place, n in ((row.a, int(row.n_a)), (row.b, int(row.n_b))):
            sizes[place] = max(sizes.get(place, 0), n)
    return sizes


def _coding(distances: pd.DataFrame) -> str:
    rows = distances[distances["group_kind"] == "place"]
    return say_coding({"every theme": bool(len(rows)) and bool(rows["corrected"].all())})
