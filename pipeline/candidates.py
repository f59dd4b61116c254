"""Draft a code for every topic that no theme covers, ready to be appended to codebook.toml."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.rows import columns
from pipeline.schema import tuples
from pipeline.tables import CANDIDATES
from pipeline.wording import listing

NAME_WORDS = 3
DEFINITION_WORDS = 5
ID_WORDS = 2
MOST_INCLUDED = 5
LEAST_SHARE, MOST_SHARE = 0.001, 0.999  # the codebook takes what lies between 0 and 1


def draft_codes(
    topics: pd.DataFrame, crosswalk: pd.DataFrame, typical: Mapping[str, Sequence[str]], codebook: Codebook, n_codable: int
) -> pd.DataFrame:
    """Draft a code for every candidate: a free topic that no theme covers, found again in refits or held for one by a person.

    Args:
        topics: TOPICS. Not changed.
        crosswalk: their CROSSWALK; ``candidate`` says which topics may be codes.
        typical: for a topic words of its most typical segments.
        codebook: ids that are taken.
        n_codable: codable segments of the study.

    Returns:
        A CANDIDATES table. Every word is one that may name a topic: no names of persons or places, and no passage.
    """
    offered = crosswalk[crosswalk["relation"] == "candidate"]
    by_person = set(offered.loc[offered["decided_by"] != "rule", "topic_id"])
    wanted = topics[topics["topic_id"].isin(offered["topic_id"]) & (~topics["fragile"] | topics["topic_id"].isin(by_person))]
    taken, rows = set(codebook.theme_ids), []
    for topic in tuples(wanted[wanted["n_segments"] > 0].sort_values(["n_segments", "topic_id"], ascending=[False, True])):
        met = crosswalk[crosswalk["topic_id"] == topic.topic_id].sort_values(["share_of_topic", "theme_id"], ascending=[False, True]).iloc[0]
        code_id = _free_id(topic.top_words, topic.topic_id, taken)
        taken.add(code_id)
        rows.append(_draft(topic, typical.get(topic.topic_id, ()), n_codable) | {"code_id": code_id} | _nearest(met))
    return CANDIDATES.frame(columns(rows, CANDIDATES.names))


def _draft(topic: Any, typical: Sequence[str], n_codable: int) -> dict[str, Any]:
    words = [str(word) for word in topic.top_words] or [topic.label]
    return {
        "topic_id": topic.topic_id,
        "name": _capital(", ".join(words[:NAME_WORDS])),
        "definition": f"{_capital(listing(words[:DEFINITION_WORDS]))}.",
        "include": [word for word in typical if word not in words][:MOST_INCLUDED],
        "seeds": words,
        "expected_share": min(MOST_SHARE, max(LEAST_SHARE, round(topic.n_segments / max(1, n_codable), 3))),
        "n_segments": topic.n_segments,
        "n_documents": topic.n_documents,
        "stability": topic.stability,
    }


def _nearest(met: pd.Series[Any]) -> dict[str, Any]:
    return {"nearest_theme_id": met["theme_id"] if met["n_both"] else None, "nearest_share": met["share_of_topic"]}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _free_id(words: Iterable[str], topic_id: str, taken: set[str]) -> str:
    """Make an id of the first words that no theme and no other candidate has."""
    plain = [re.sub(r"[^a-z0-9]+", "_", _ascii(str(word))).strip("_") for word in words]
    made = "_".join(word for word in plain[:ID_WORDS] if word)
    first = made if re.match(r"[a-z]", made) else f"topic_{re.sub(r'[^a-z0-9]+', '_', topic_id)}"
    return next(name for name in (first, *(f"{first}_{number}" for number in range(2, 10_000))) if name not in taken)


def _ascii(word: str) -> str:
    """Return a word in lower case without its accents.

    >>> _ascii("Émigré")
    'emigre'
    """
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))


def candidates_toml(candidates: pd.DataFrame) -> str:
    """Write the drafts as [[theme]] blocks, largest first.

    Args:
        candidates: a CANDIDATES table. Not changed.

    Returns:
        TOML that may be appended to a codebook.toml as it is; comments alone where there is no candidate.
    """
    ordered = candidates.sort_values(["n_segments", "topic_id"], ascending=[False, True])
    head = [
        "# Codes that the topics suggest beside the codebook: topics that no theme covers and that are found again in refits.",
        "# Each block is a draft by machine, made of words and of no passage. Read passages of the topic first (csv/placements.csv),",
        "# then append the block to codebook.toml, correct its name and definition in the words that documents use, take out seeds",
        "# that speak of something else, and raise the codebook's version. The share is that of the topic, not of the code.",
    ]
    blocks = [_block(row) for row in tuples(ordered)]
    return "\n".join([*head, *([] if blocks else ["# There is none."]), *blocks]) + "\n"


def _block(row: Any) -> str:
    found = "stability not measured" if pd.isna(row.stability) else f"stability {row.stability:.2f}"
    near = "" if pd.isna(row.nearest_theme_id) else f"; nearest theme {row.nearest_theme_id}, which {100 * row.nearest_share:.0f}% of them carry"
    listed = {name: [str(word) for word in getattr(row, name)] for name in ("include", "seeds")}
    lines = [
        "",
        f"# {row.topic_id}: {row.n_segments} segments in {row.n_documents} documents, {found}{near}",
        "[[theme]]",
        f"id = {_quoted(row.code_id)}",
        f"name = {_quoted(row.name)}",
        f"definition = {_quoted(row.definition)}",
        *(f"{name} = [{', '.join(map(_quoted, words))}]" for name, words in listed.items() if words),
        f"expected_share = {row.expected_share}",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML is written as in JSON
