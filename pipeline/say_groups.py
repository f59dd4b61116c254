"""Say in one plain sentence what may be said of two groups of documents, and which groups talk alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.absence import bound_among
from pipeline.codebook import Codebook
from pipeline.coding_words import coding_of
from pipeline.config import Track
from pipeline.evidence import rows_of, theme_name
from pipeline.quantify import Sources, words_for
from pipeline.strata import NOT_GIVEN
from pipeline.wording import count, equals, from_group, interval, interval_of_size, listing, number, percent, points, say_margin, tidy

APART = {
    "different": "and yet can be told apart from them",
    "not told apart": "and cannot be told apart from them",
    "described": "as a census describes them",
}
HIGHER = {"higher in a": ("a", "b"), "higher in b": ("b", "a")}


@dataclass(frozen=True)
class Told:
    """What sentences on groups are written from. Never changed."""

    documents: pd.DataFrame
    document_themes: pd.DataFrame
    codebook: Codebook
    track: Track


def say_contrast(row: Any, told: Told) -> str:
    """Say what may be said of one theme in two groups: documents are the subject, never a place or its people.

    Args:
        row: of CONTRASTS, of a theme.
        told: documents, counts, names and settings.

    Returns:
        One sentence with size, interval, q, numbers of documents, mix and coding; and, where it is known, a second with the
        sources that carry the theme, in a word only where no interval is against it.
    """
    name = theme_name(told.codebook, row.subject_id)
    a, b = (from_group(row.group_kind, group) for group in (row.a, row.b))
    documents = {"a": f"the {count(row.n_a, 'document')} {a}", "b": f"the {row.n_b:,} {b}"}
    mix = f", at the same mix of {listing(tidy(kind) for kind in row.standardised_to)}" if len(row.standardised_to) else ""
    sources = _say_sources(row, told)
    if row.verdict in HIGHER:
        more, less = HIGHER[row.verdict]
        sides = {"a": documents["a"], "b": f"the {count(row.n_b, 'document')} {b}"}
        size = f"{points(row.difference, signed=False)} points more ({_tested(row)})"
        return f"In the set, {sides[more]} carry {name} in a larger share of their codable segments than {sides[less]}: {size}{mix}.{sources}"
    pair = f"{documents['a']} and {documents['b']} in the set"
    if row.verdict == "no difference":
        found = f"{points(row.difference)} points" + (f", 95% interval {interval(row.low, row.high)}" if pd.notna(row.low) else ", a census")
        return f"{_capital(pair)} differ by less than {say_margin(told.track.margin)} on {name}{mix} ({found}; {coding_of(row.corrected)}).{sources}"
    if row.verdict == "too little evidence":
        return f"{_too_little(row, pair, name, (a, b))}.{sources}"
    fits = f"{points(row.difference)} points is what was found, and {interval(row.low, row.high)} is what fits with the documents"
    return f"{_capital(pair)} cannot be told apart on {name}{mix}: {fits} (95%; {equals('q', row.q)}; {coding_of(row.corrected)}).{sources}"


def _tested(row: Any) -> str:
    tested = f"95% interval {interval_of_size(row.low, row.high)}; {equals('q', row.q)}"
    return f"{'a census: no interval, no test' if pd.isna(row.q) else tested}; {coding_of(row.corrected)}"


def _too_little(row: Any, pair: str, name: str, sides: tuple[str, str]) -> str:
    if row.reason == "no source type in common":
        return f"The documents {sides[0]} and those {sides[1]} in the set have no source type in common, so they are not held together on {name}"
    if row.reason == "hardly occurs":
        return f"{name} hardly occurs in {pair}, so nothing can be said of a difference"
    return f"{_capital(pair)} are too few to say whether they differ on {name}"


def _say_sources(row: Any, told: Told) -> str:
    if row.group_kind not in told.documents:
        return ""
    a, b = (_sources(row, group, told) for group in (row.a, row.b))
    if not a.n or not b.n:
        return ""
    verdict = {"higher in a": "first", "higher in b": "second"}.get(row.verdict, "neither")
    words = words_for(a, b, verdict, sampled=told.track.design == "sample")  # type: ignore[arg-type]
    said = [
        f"{f'{word} of the sources' if word else 'sources'} {from_group(row.group_kind, group)} ({one.having:,} of {one.n:,})"
        for word, one, group in zip(words, (a, b), (row.a, row.b), strict=True)
    ]
    none = [group for one, group in ((a, row.a), (b, row.b)) if not one.having]
    bounds = "".join(f" Of those {from_group(row.group_kind, group)}, {_at_most(row, group, told)}" for group in none)
    return f" It is in {said[0]} and in {said[1]}.{bounds}"


def _at_most(row: Any, group: str, told: Told) -> str:
    inside = _members(row, group, told)["document_id"].to_list()
    bound = bound_among(told.documents, told.document_themes, row.subject_id, inside)
    return f"at most {percent(bound.share)} of such segments would be compatible with finding none, at 95%."


def _members(row: Any, group: str, told: Told) -> pd.DataFrame:
    documents: pd.DataFrame = told.documents[told.documents[row.group_kind] == group]
    shared = documents["source_type"].fillna(NOT_GIVEN).isin(list(row.standardised_to))
    return documents.loc[shared] if len(row.standardised_to) else documents


def _sources(row: Any, group: str, told: Told) -> Sources:
    own = told.document_themes[(told.document_themes["theme_id"] == row.subject_id) & (told.document_themes["n_segments"] > 0)]
    held = _members(row, group, told).merge(own, on="document_id", validate="one_to_one")
    return Sources(held.loc[held["n_assigned"] > 0, "cluster_id"].nunique(), held["cluster_id"].nunique())


def say_twin(group_kind: str, group: str, distances: pd.DataFrame, told: Told) -> str:
    """Say which group's documents talk most like those of one group, whether the two can be told apart, and on what they differ.

    Args:
        group_kind: such as place.
        group: the one.
        distances: a DISTANCES table. Not changed.
        told: names and settings.
    """
    own = from_group(group_kind, group)
    rows = distances[(distances["group_kind"] == group_kind) & ((distances["a"] == group) | (distances["b"] == group))]
    ranks = rows["nearest_a"].where(rows["a"] == group, rows["nearest_b"])
    known = rows.assign(_rank=ranks).dropna(subset=["_rank"]).sort_values("_rank")
    if known.empty:
        return f"No other documents can be held against those {own}: too few of them, no source type in common, or no theme found."
    row = next(rows_of(known))
    other, sizes = (row.b, (row.n_a, row.n_b)) if row.a == group else (row.a, (row.n_b, row.n_a))
    base = f"{count(sizes[0], 'document')} and {sizes[1]:,}; {_say_distance(row)}; {coding_of(row.corrected)}"
    nearest = f"The documents {own} in the set spread over the themes most like those {from_group(group_kind, other)} ({base})"
    apart = APART.get(row.verdict, "and are too few to be told apart from them")
    differ = listing(theme_name(told.codebook, theme_id) for theme_id in row.differ)
    where = f"; {'they differ most in' if row.verdict == 'different' else 'what difference there is lies most in'} {differ}" if differ else ""
    alike = int((known["verdict"] == "not told apart").sum()) - 1 if row.verdict == "not told apart" else 0
    more = f" Nor can they be told apart from those of {count(alike, 'other group')}." if alike else ""
    return f"{nearest}, {apart}{where}.{more}"


def _say_distance(row: Any) -> str:
    if pd.isna(row.excess):
        return f"Jensen-Shannon distance {number(row.distance)}"
    return f"Jensen-Shannon distance beyond chance {number(row.excess)}, 95% interval {number(row.low)} to {number(row.high)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
