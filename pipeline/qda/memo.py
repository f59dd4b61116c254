"""Write the memos that travel with a project: how the study was made, and what the file cannot carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.keys import digest
from pipeline.qda.load import Held
from pipeline.schema import tuples
from pipeline.wording import count, listing, one_line

METHOD, LIMITS, TOPICS = "Method", "What this file cannot carry", "Topics found"
FOR_THE_TEAM = (
    "For the team that codes, not for publication: it holds whole documents and the names of coders. make publish writes what may be published."
)
WHOLE = "REFI-QDA has no place for"
CANNOT_CARRY = (
    "scores of themes that were not given, and the thresholds",
    "pages, headings, speakers and whose words a passage is, other than in a passage's memo",
    "which passages count in shares, which repeat others, and which are procedure",
    "shares, intervals, shifts and contrasts, quotes chosen, recommendations and indicators",
    "draws of segments and the probabilities with which they were drawn: what is coded in another program estimates no share",
    "the original files: documents travel as plain text, without layout and pictures",
)
CODED = (
    "The machine held each segment against every theme and gave it where its calibrated probability reached the theme's threshold. These codings "
    "belong to the user themeline. They are uncorrected: until people have coded a sample, nothing is known of how often they are right."
)
TO_CORRECT = (
    "To correct the machine: take its coding away, move it, give another code, or code under a name of your own. To say that a coding is right, "
    "give the same code to the same passage under your own name. What nobody touches is not taken for a person's judgement. To say that a passage "
    "carries no theme, give it the code None of the themes. Then export a REFI-QDA project, and: make import-qdpx FILE=it.qdpx"
)
AT_HOME = "They stay in OUTPUTS, in its report and tables."


def write_memos(held: Held, left_out: int, version: str) -> dict[str, str]:
    """Write the memos by their names: method, limits and, where the run has them, topics.

    Args:
        held: the study, with the documents that go out.
        left_out: documents that do not go out, since their quotable is no.
        version: of Themeline.
    """
    memos = {METHOD: _method(held, version), LIMITS: "\n".join(say_limits(held, left_out))}
    return memos | ({TOPICS: _topics(held.topics)} if len(held.topics) else {})


def say_limits(held: Held, left_out: int) -> list[str]:
    """Say what the file cannot carry, as the standard asks of every program that exports."""
    lines = [f"{WHOLE}:", *(f"- {said}" for said in CANNOT_CARRY), AT_HOME]
    if left_out:
        lines.append(f"Left out: {count(left_out, 'document')} whose quotable is no (ALL=1, or --all, takes them along).")
    careful = int((held.documents["quotable"] == "paraphrase").sum())
    if careful:
        lines.append(f"{count(careful, 'document')} may be paraphrased and not quoted; they are in the file whole.")
    if held.lost:
        lines.append(f"Not in the file: {count(held.lost, 'passage')} coded by people whose words stand in no document any more.")
    return lines


def _method(held: Held, version: str) -> str:
    theme_names = listing(one_line(theme.name) for theme in held.codebook.theme)
    cut = f"{count(len(held.documents), 'document')} were cut into {count(int(held.segments['codable'].sum()), 'codable segment')}"
    coders = sorted(set(held.human["coder"]))
    people = f"People coded, too: {listing(coders)}. Their codings stand under their own names." if coders else "No person has coded yet."
    parts = [
        f"{one_line(held.title)}, exported by Themeline {version}. {FOR_THE_TEAM}",
        f"{cut}, about a paragraph each. Codebook: version {held.codebook.version}, with {theme_names}. {CODED}",
        people,
        TO_CORRECT,
        _made_of(held.run),
    ]
    return "\n\n".join(parts)


def _made_of(run: Mapping[str, Any]) -> str:
    """Name what the run was made of, by which a file is known to be of this study as it is now."""
    versions = run.get("versions", {})
    changed = " (with changes that are in no commit)" if run.get("git_commit") and run.get("git_clean") is False else ""
    commit, lock = f"{run.get('git_commit') or ''}{changed}", str(versions.get("lock", ""))[:16]
    said = [("git commit", commit), ("lock", lock), ("python", versions.get("python"))]
    settings = digest([str(run.get("settings", ""))])[:16]
    named = "; ".join(f"{name} {value}" for name, value in said if value)
    return f"Made of: {named}; settings {settings}; codings {codings_mark(run)}."


def codings_mark(run: Mapping[str, Any]) -> str:
    """Return the first 16 digits of the hash of the table of codings; ``not known`` where run.json does not say."""
    found = [value for name, value in sorted(run.get("outputs", {}).items()) if name == "codings.parquet"]
    return str(found[0])[:16] if found else "not known"


def _topics(topics: pd.DataFrame) -> str:
    lines = [_topic(row) for row in tuples(topics)]
    return "\n".join(
        ["What the topic model found beside the codebook: label, segments, documents, words. It is no code and has no passages here.", *lines]
    )


def _topic(row: Any) -> str:
    words: Sequence[str] = list(row.top_words)
    where = f"{count(row.n_segments, 'segment')}, {count(row.n_documents, 'document')}"
    return f"- {one_line(row.label)} ({row.topic_id}, {row.kind}): {where}: {', '.join(words)}"
