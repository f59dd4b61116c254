"""Show how topics and themes meet, by rule and by a person's decisions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.codebook import Codebook
from pipeline.tables import CROSSWALK

PART = 0.5  # a theme that covers so much of a topic has it as a part
COVERED = 0.3  # a topic of which no theme covers so much may be a code of its own


def cross(
    placed: pd.DataFrame, codings: pd.DataFrame, topics: pd.DataFrame, codebook: Codebook, crosswalk_decisions: pd.DataFrame | None
) -> pd.DataFrame:
    """Hold topics and themes against each other.

    Args:
        placed: segment_id and topic_id of the segments that are in a topic. Not changed.
        codings: the CODINGS of the segments.
        topics: TOPICS.
        codebook: the themes.
        crosswalk_decisions: a person's relations, which overrule the rule's; None where there are none.

    Returns:
        A CROSSWALK table, one row for every pair of topic and theme.

    Source:
        Lift as in association rules: Brin, Motwani, Ullman, Tsur (1997), SIGMOD 26, 255-264.
    """
    carried = codings[codings["assigned"]].merge(placed, on="segment_id", validate="many_to_one")
    n_both = carried.groupby(["topic_id", "theme_id"]).size().rename("n_both").reset_index()
    n_theme = carried.groupby("theme_id").size().rename("n_theme").reset_index()
    pairs = topics[["topic_id", "kind", "theme_id", "n_segments"]].rename(columns={"theme_id": "own"})
    rows = pairs.merge(pd.DataFrame({"theme_id": codebook.theme_ids}), how="cross")
    rows = rows.merge(n_both, how="left", validate="one_to_one").merge(n_theme, how="left", on="theme_id", validate="many_to_one")
    rows = rows.fillna({"n_both": 0, "n_theme": 0, "own": ""})
    rows["share_of_topic"] = (rows["n_both"] / rows["n_segments"].clip(lower=1)).astype(float)
    rows["share_of_theme"] = (rows["n_both"] / rows["n_theme"].clip(lower=1)).astype(float)
    expected = rows["n_theme"] / max(1, len(placed))
    rows["lift"] = (rows["share_of_topic"] / expected.where(expected > 0)).astype(float)
    return _decided(rows.assign(relation=_relations(rows), decided_by="rule"), crosswalk_decisions)


def _relations(rows: pd.DataFrame) -> np.ndarray:
    covered = rows.groupby("topic_id")["share_of_topic"].transform("max") >= COVERED
    candidate = (rows["kind"] == "free") & ~covered & (rows["n_segments"] > 0)
    own = rows["own"] == rows["theme_id"]
    part = (rows["share_of_topic"] >= PART) | (own & (rows["n_both"] > 0))  # a guided topic is at least a part of its theme
    core = (rows["share_of_topic"] >= PART) & ((rows["share_of_theme"] >= PART) | own)
    return np.select([candidate, core, part], ["candidate", "core", "part"], "unrelated")


def _decided(rows: pd.DataFrame, decisions: pd.DataFrame | None) -> pd.DataFrame:
    if decisions is not None:
        wanted = decisions.set_index(["topic_id", "theme_id"])
        keys = pd.MultiIndex.from_frame(rows[["topic_id", "theme_id"]])
        found = wanted[~wanted.index.duplicated(keep="last")].reindex(keys)
        rows = rows.assign(
            relation=found["relation"].fillna(pd.Series(rows["relation"].to_numpy(), index=found.index)).to_numpy(),
            decided_by=found["decided_by"].fillna("rule").to_numpy(),
        )
        # a topic that a person counts to a theme is no candidate for a new code beside it
        counted = rows.loc[(rows["decided_by"] != "rule") & rows["relation"].isin(["core", "part"]), "topic_id"]
        over = rows["topic_id"].isin(counted) & (rows["decided_by"] == "rule") & (rows["relation"] == "candidate")
        rows = rows.assign(relation=rows["relation"].mask(over, "unrelated"))
    return CROSSWALK.frame(rows)
