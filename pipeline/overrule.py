"""Let people's decisions on recommendations stand over what the rule says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.reanchor import KEPT
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.set_aside import meet, problem_of
from pipeline.tables import PROBLEMS, RECOMMENDATIONS

OVERRULED = ("status", "action", "lead")


@dataclass(frozen=True)
class Overruled:
    """Recommendations as people decided, and what they decided that meets none."""

    recommendations: pd.DataFrame
    problems: pd.DataFrame


def overrule(recommendations: pd.DataFrame, decisions: pd.DataFrame) -> Overruled:
    """Let people's decisions on recommendations stand: status, action and lead, each where the person filled it in.

    A decision meets the recommendation of its id, if its words are still the same; else the one of whose sentence, or of the
    passage that the person gave, at least half is the other's.

    Args:
        recommendations: as the rule has them: RECOMMENDATIONS but for lead, decided_by and decided_on, which are not read. Not changed.
        decisions: a DECISIONS table. Not changed.

    Returns:
        A RECOMMENDATIONS table, and a PROBLEMS table of decisions that meet no recommendation.
    """
    decided = decisions[(decisions["file"] == "ledger") & decisions["standing"].isin([*KEPT, "by id"])]
    own = [row._asdict() for row in tuples(recommendations[["recommendation_id", "document_id", "start", "end", "text"]])]
    overruled: dict[str, dict[str, Any]] = {}
    problems = []
    for row in (row._asdict() for row in tuples(decided.sort_values("row"))):
        name = _met(row, own)
        if name:
            given = {column: row[column] for column in OVERRULED if isinstance(row[column], str)}
            overruled[name] = overruled.get(name, {}) | given | {"decided_by": row["decided_by"], "decided_on": row["decided_on"]}
        else:
            message = "decides on a recommendation that is not listed any more; it is not used"
            problems.append(problem_of(row, "orphan", message, "Look it up in csv/recommendations.csv by its words, or delete the row."))
    plain = recommendations.assign(lead=None, decided_by=None, decided_on=None)
    ids = plain["recommendation_id"].tolist()
    changed = {
        column: [overruled.get(name, {}).get(column, value) for name, value in zip(ids, plain[column].tolist(), strict=True)]
        for column in (*OVERRULED, "decided_by", "decided_on")
    }
    return Overruled(
        RECOMMENDATIONS.frame(plain.assign(**changed)),
        PROBLEMS.frame(columns([row | {"stage": "ledger"} for row in problems], PROBLEMS.names)),
    )


def _met(decision: Mapping[str, Any], recommendations: Sequence[Mapping[str, Any]]) -> str:
    """Return the id of the recommendation that a decision speaks of; empty where there is none."""
    by_id = [row for row in recommendations if row["recommendation_id"] == decision["recommendation_id"]]
    if by_id and (not decision["text"] or decision["text"].split() == by_id[0]["text"].split()):
        return str(by_id[0]["recommendation_id"])
    near = [row for row in recommendations if isinstance(decision["document_id"], str) and meet(decision, row)]
    overlaps = [min(row["end"], decision["end"]) - max(row["start"], decision["start"]) for row in near]
    return str(near[overlaps.index(max(overlaps))]["recommendation_id"]) if near else ""
