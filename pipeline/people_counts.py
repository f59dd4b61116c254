"""Suppress small counts of people in the tables that are published: responses by what respondents are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.suppress import SHORTHAND, suppressed

OF_PEOPLE = frozenset(
    {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
)  # tables of responses: each document one person
TELLING = ("place", "area", "publisher")  # of a response, to which group of people it belongs
MEASURES = ("share", "share_raw", "share_pooled", "low", "high", "n_segments", "n_documents", "n_clusters")


@dataclass(frozen=True)
class Counted:
    """People by group and theme, with what is suppressed.

    ``kinds``: of group by which people are counted; of these no shares by period are published. ``groups``: kind and name of groups that are too
    small to be told of at all; ``cells``: kind, group and theme of counts that are; ``persons``: ids of documents that are a person's response each.
    """

    people: pd.DataFrame
    kinds: frozenset[str]
    groups: frozenset[tuple[str, str]]
    cells: frozenset[tuple[str, str, str]]
    persons: frozenset[str] = frozenset()


def are_responses(documents: pd.DataFrame) -> pd.Series[bool]:
    """Tell which documents are a person's response each: rows of tables, but for those of minutes."""
    return documents["media_type"].isin(OF_PEOPLE) & (documents["source_type"] != "minutes")


def count_people(tables: Mapping[str, pd.DataFrame], kinds: tuple[str, ...], threshold: int) -> Counted:
    """Count the people who speak of each theme, by what they are, and say which counts are too small to be published.

    Args:
        tables: DOCUMENTS, COVARIATES and DOCUMENT_THEMES by name. Not changed.
        kinds: columns of documents, and covariates, by which shares are given.
        threshold: ``[publish] threshold``.

    Returns:
        ``people``: group_kind, group, theme_id, n (null where suppressed) and shown (the count, or the shorthand); no rows where no document is
        a person's response. Counts of documents that are no responses are not counted and never suppressed.
    """
    documents = tables["documents"]
    persons = documents[are_responses(documents)]
    found: list[pd.DataFrame] = []
    groups: set[tuple[str, str]] = set()
    for kind in kinds:
        of_person = _values(persons, tables["covariates"], kind)
        if of_person.empty:
            continue
        sizes = of_person.value_counts().sort_index()
        small = suppressed(np.asarray(sizes, dtype=np.int64)[None, :], threshold)[0]
        groups |= {(kind, str(name)) for name, hidden in zip(sizes.index, small, strict=True) if hidden}
        by_theme = _by_theme(kind, of_person, tables["document_themes"], threshold)
        found.append(by_theme.assign(in_group=by_theme["group"].map(sizes)))
    people = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["group_kind", "group", "theme_id", "n", "shown", "in_group"])
    hidden_rows = people[people["shown"] == SHORTHAND]
    keys = hidden_rows[["group_kind", "group", "theme_id"]].itertuples(index=False, name=None)
    cells = frozenset((str(kind), str(group), str(theme)) for kind, group, theme in keys)
    closed = [(kind, group) in groups for kind, group in people[["group_kind", "group"]].itertuples(index=False, name=None)]
    shown = people["shown"].where(~np.array(closed, dtype=bool), SHORTHAND) if len(people) else people["shown"]
    sizes_shown = [SHORTHAND if hidden else str(n) for n, hidden in zip(people["in_group"], closed, strict=True)]
    told = people.assign(shown=shown, in_group=sizes_shown).drop(columns="n")
    columns = ["group_kind", "group", "in_group", "theme_id", "shown"]
    return Counted(told[columns], frozenset(people["group_kind"]), frozenset(groups), cells, frozenset(persons["document_id"]))


def _values(persons: pd.DataFrame, covariates: pd.DataFrame, kind: str) -> pd.Series[str]:
    """Return what each person is in one respect, by document_id; who did not say is left out."""
    if kind in persons:
        return persons.set_index("document_id")[kind].dropna()
    own = covariates[(covariates["name"] == kind) & covariates["document_id"].isin(persons["document_id"])]
    return own.set_index("document_id")["value"]


def _by_theme(kind: str, of_person: pd.Series[str], document_themes: pd.DataFrame, threshold: int) -> pd.DataFrame:
    rows = document_themes[document_themes["document_id"].isin(of_person.index)]
    spoken = rows.assign(group=rows["document_id"].map(of_person), spoke=rows["n_assigned"] > 0)
    table = spoken.pivot_table(index="group", columns="theme_id", values="spoke", aggfunc="sum", fill_value=0).astype("int64")
    hidden = suppressed(np.asarray(table, dtype=np.int64), threshold)
    long = table.reset_index().melt("group", var_name="theme_id", value_name="n", ignore_index=True)
    return long.assign(group_kind=kind, shown=[SHORTHAND if own else str(n) for n, own in zip(long["n"], hidden.ravel(order="F"), strict=True)])


def without_people(frame: pd.DataFrame, counted: Counted) -> pd.DataFrame:
    """Leave out rows of documents that are a person's response each: from them counts of people could be made that are suppressed elsewhere."""
    return frame[~frame["document_id"].isin(counted.persons)]


def without_what_they_are(frame: pd.DataFrame, counted: Counted) -> pd.DataFrame:
    """Empty, in rows of responses, what says to which group a person belongs, so that no sum over documents tells of groups of people.

    A kind of source stays where it is not among the groups that are too small.
    """
    if "document_id" not in frame or not counted.persons:
        return frame
    response = frame["document_id"].isin(counted.persons)
    names = [name for name in TELLING if name in frame]
    made = frame.assign(**{name: frame[name].mask(response) for name in names})
    if "source_type" in frame:
        small = pd.Series([("source_type", value) in counted.groups for value in frame["source_type"]], index=frame.index)
        made["source_type"] = frame["source_type"].mask(response & small)
    return made


def without_small(frame: pd.DataFrame, counted: Counted) -> pd.DataFrame:
    """Leave out rows that tell of a group that is too small, or of how many of a group speak of a theme where that is suppressed."""
    if "group_kind" not in frame or not counted.kinds:
        return frame
    sides = [name for name in ("group", "a", "b") if name in frame]
    theme = frame["subject_id"] if "subject_id" in frame else frame["theme_id"] if "theme_id" in frame else pd.Series("", index=frame.index)
    gone = pd.Series(data=False, index=frame.index)
    if "period" in frame:
        gone |= frame["group_kind"].isin(counted.kinds) & (frame["period"] != "all")
    for side in sides:
        keys = list(zip(frame["group_kind"], frame[side], strict=True))
        gone |= pd.Series([key in counted.groups for key in keys], index=frame.index)
        gone |= pd.Series([(*key, one) in counted.cells for key, one in zip(keys, theme, strict=True)], index=frame.index)
    return frame[~gone]


def shown_small(frame: pd.DataFrame, counted: Counted) -> pd.DataFrame:
    """Give a table of groups as it is published as CSV: the rows that ``without_small`` leaves out stay, with the shorthand for each number."""
    if not counted.kinds:
        return frame
    kept = pd.Series(frame.index.isin(without_small(frame, counted).index), index=frame.index)
    made = frame.copy()
    for name in (name for name in MEASURES if name in frame):
        written = pd.Series(["" if pd.isna(value) else str(value) for value in frame[name]], index=frame.index, dtype="str")
        made[name] = written.where(kept, SHORTHAND)
    return made
